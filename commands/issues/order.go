package issues

import (
	"cmp"
	"strings"
	"tcabot/api"
)

// inOrder compares issues as TCA orders them, equal ones by ID.
func inOrder(by api.Order) func(a, b api.Issue) int {
	field := func(a, b api.Issue) int {
		switch max(by, -by) {
		case api.OrderTime:
			return a.Committed.Compare(b.Committed.Time)
		case api.OrderPath:
			return strings.Compare(a.Path, b.Path)
		case api.OrderScan:
			return cmp.Compare(a.ScanOpen, b.ScanOpen)
		case api.OrderID:
			return cmp.Compare(a.ID, b.ID)
		default:
			return cmp.Compare(a.Severity, b.Severity)
		}
	}
	return func(a, b api.Issue) int {
		n := field(a, b)
		if by < 0 {
			n = -n
		}
		return cmp.Or(n, cmp.Compare(a.ID, b.ID))
	}
}
