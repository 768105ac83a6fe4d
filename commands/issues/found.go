package issues

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/paged"
	"tcabot/commands/target"
)

// found is the scan that the list is about: the last one that counted issues, or a pinned one; without a scan for neither.
func (d deps) found(ctx context.Context, r *command.Request, a *issuesArgs, at target.Branch) (target.Found, error) {
	switch {
	case a.Since.Pin != "":
		return d.PinnedScan(ctx, r, at, a.Since.Pin, "since")
	case a.New:
		now, err := r.TCA.Overview(ctx, at.Ref, "")
		if err != nil || now.Lint == nil {
			return target.Found{}, err
		}
		return target.Found{Scan: now.Lint.Scan.ID, At: now.Lint.Scan.Time.Time}, nil
	default:
		return target.Found{}, nil
	}
}

// oneScan refuses another scan beside the last one.
func (a *issuesArgs) oneScan() error {
	other := ""
	switch {
	case !a.New:
		return nil
	case a.Scan != 0:
		other = "scan"
	case a.Since.Pin != "":
		other = "since"
	case a.Review != 0:
		other = "cr"
	default:
		return nil
	}
	return &command.UsageError{Reason: "usage.not_both", Data: []any{"Other", other}}
}

// notReview refuses a pinned scan beside a code review, whose issues are not in the order of scans.
func (a *issuesArgs) notReview() error {
	if a.Since.Pin == "" || a.Review == 0 {
		return nil
	}
	return &command.UsageError{Reason: "usage.not_both", Data: []any{"Other", "cr"}}
}

// order is the order of the list.
func (a *issuesArgs) order() api.Order {
	if a.Sort != 0 {
		return a.Sort
	}
	return api.OrderSeverity
}

// none is a list without entries: of a branch whose issues were never counted, the last scan found none.
func none(context.Context, api.Window) (api.Page[api.Issue], error) {
	return api.Page[api.Issue]{}, nil
}

// issuePage fetches the requested page. What was found since a pinned scan comes in the order of scans, and is sorted here.
func issuePage(ctx context.Context, r *command.Request, a *issuesArgs, fetch paged.Fetcher[api.Issue]) (list issueList, err error) {
	if a.Since.Pin == "" || a.order() == api.OrderScan.Desc() {
		list.Page, err = paged.FetchPage(ctx, r, fetch)
		return list, err
	}
	page, sorted, err := paged.SortedPage(ctx, r, fetch, inOrder(a.order()))
	return issueList{Page: page, unsorted: !sorted}, err
}
