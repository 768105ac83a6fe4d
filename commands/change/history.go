package change

import (
	"cmp"
	"context"
	"slices"
	"tcabot/api"
	"time"
)

const (
	firstScans = 20 // in the first request: enough for a day, and for a trend
	// MaxScans is how many scans of a branch are compared at most.
	MaxScans = 100
)

// Newest gets a branch's last scans in one request, newest first, and whether these are all.
func Newest(ctx context.Context, tca *api.Client, ref api.ProjectRef) (scans []api.Scan, whole bool, err error) {
	page, err := tca.Scans(ctx, ref, api.Window{Limit: firstScans})
	if err != nil {
		return nil, false, err
	}
	scans = newestFirst(page.Items)
	return scans, len(scans) >= page.Total, nil
}

// Recent gets a branch's last scans, newest first, and whether they reach back to the scan they are compared with.
func Recent(ctx context.Context, tca *api.Client, ref api.ProjectRef, mark Mark, now time.Time) (scans []api.Scan, whole bool, err error) {
	scans, whole, err = Newest(ctx, tca, ref)
	if err != nil || whole || reaches(scans, mark, now) {
		return scans, err == nil, err
	}
	rest, err := tca.Scans(ctx, ref, api.Window{Offset: firstScans, Limit: MaxScans - firstScans})
	if err != nil {
		return nil, false, err
	}
	scans = newestFirst(append(scans, rest.Items...))
	return scans, len(scans) >= rest.Total || reaches(scans, mark, now), nil
}

// reaches reports whether scans go back to the one of a mark or, without one, to a day ago.
func reaches(scans []api.Scan, mark Mark, now time.Time) bool {
	if len(scans) == 0 {
		return true
	}
	oldest := scans[len(scans)-1]
	if mark.Scan != 0 {
		return Reaches(scans, mark)
	}
	return !oldest.Time.After(now.Add(-Lookback))
}

// Reaches reports whether scans, newest first, go back to that of a mark.
func Reaches(scans []api.Scan, mark Mark) bool {
	return len(scans) > 0 && scans[len(scans)-1].ID <= mark.Scan
}

// newestFirst sorts scans and drops duplicates: a scan that starts between two requests moves the others.
func newestFirst(scans []api.Scan) []api.Scan {
	scans = slices.SortedFunc(slices.Values(scans), func(a, b api.Scan) int { return cmp.Compare(b.ID, a.ID) })
	return slices.CompactFunc(scans, func(a, b api.Scan) bool { return a.ID == b.ID })
}
