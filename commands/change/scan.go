package change

import (
	"context"
	"fmt"
	"slices"
	"tcabot/api"
	"time"
)

// OfScan says what a scan changed: the state of the branch after it, compared with the state before. Scans are in order,
// newest first. It is not ok when the scan is not among them or has not ended. For the first scan of a branch there is
// nothing to compare with, and Delta.First is true.
func OfScan(newest []api.Scan, id int64) (d Delta, ok bool) {
	at := slices.IndexFunc(newest, func(c api.Scan) bool { return c.ID == id })
	if at < 0 || !Ended(newest[at]) {
		return Delta{}, false
	}
	before := standing(newest[at+1:], Mark{})
	if before.Scan == 0 {
		return Between(newest[at:at+1], true, Mark{}, nil, newest[at].Time.Time), true
	}
	d = Between(newest[at:], true, before, nil, time.Time{})
	return d, true
}

// SinceMark says what changed between a former state and the state after a scan that is not older. Scans are in order,
// newest first; whole says that they go back to the former state. It is not ok when the scan is not among them or has not
// ended.
func SinceMark(newest []api.Scan, whole bool, id int64, mark Mark) (d Delta, ok bool) {
	at := slices.IndexFunc(newest, func(c api.Scan) bool { return c.ID == id })
	if at < 0 || !Ended(newest[at]) || mark.Scan == 0 {
		return Delta{}, false
	}
	return Between(newest[at:], whole, mark, nil, time.Time{}), true
}

// After is the state of a branch after a scan. Figures that the scan does not have are those of the scans before. It is not
// ok when the scan is not among them or has not ended.
func After(newest []api.Scan, id int64) (m Mark, ok bool) {
	at := slices.IndexFunc(newest, func(c api.Scan) bool { return c.ID == id })
	if at < 0 || !Ended(newest[at]) {
		return Mark{}, false
	}
	return standing(newest[at:], Mark{}), true
}

// Scan asks TCA for the scans of a branch, and says what one of them changed. ErrNotFound says that TCA has no such scan
// among the last MaxScans ones, or that it has not ended.
func Scan(ctx context.Context, tca *api.Client, ref api.ProjectRef, id int64) (Delta, error) {
	newest, _, err := Recent(ctx, tca, ref, Mark{Scan: id - 1}, time.Time{})
	if err != nil {
		return Delta{}, err
	}
	d, ok := OfScan(newest, id)
	if !ok {
		return Delta{}, fmt.Errorf("scan %d among the last ones: %w", id, api.ErrNotFound)
	}
	return d, nil
}
