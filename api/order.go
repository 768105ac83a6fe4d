package api

import (
	"net/url"
	"slices"
	"strings"
)

// Order is what a list is ordered by, ascending; Desc turns it round. A list ignores what its entries do not have.
type Order int

// What lists can be ordered by.
const (
	OrderID       Order = iota + 1
	OrderSeverity       // issues, the worst first
	OrderTime           // issues and complex files: when the code was committed
	OrderPath           // path of the file
	OrderSum            // complex files: ComplexFile.Excess
	OrderAverage        // complex files: ComplexFile.Average
	OrderCount          // complex files: ComplexFile.Functions
	OrderRate           // duplicate files: DuplicateFile.Rate
)

var (
	orders = words[Order]{
		{OrderID, "id"},
		{OrderSeverity, "severity"},
		{OrderTime, "time"},
		{OrderPath, "path"},
		{OrderSum, "sum"},
		{OrderAverage, "average"},
		{OrderCount, "count"},
		{OrderRate, "rate"},
	}
	orderFields = words[Order]{
		{OrderID, "id"},
		{OrderSeverity, "severity"},
		{OrderTime, "ci_time"},
		{OrderPath, "file_path"},
		{OrderSum, "over_cc_sum"},
		{OrderAverage, "over_cc_avg"},
		{OrderCount, "over_cc_func_count"},
		{OrderRate, "duplicate_rate"},
	}
)

// Desc turns the order round, so that the greatest comes first. It leaves a descending one as it is.
func (o Order) Desc() Order { return min(o, -o) }

// Valid reports whether something can be ordered so.
func (o Order) Valid() bool { return orders.has(max(o, -o)) }

// String returns the order's word, with a minus before it when it is descending.
func (o Order) String() string {
	if o < 0 && o.Valid() {
		return "-" + orders.of(-o)
	}
	return orders.of(o)
}

// setOrder adds the orders that are valid and the last one, which is to decide between equals: without it pages may
// overlap, because TCA's lists have no order of their own.
func setOrder(q url.Values, by []Order, last Order) {
	var fields []string
	for _, o := range append(slices.Clip(by), last) {
		switch {
		case !o.Valid():
		case o < 0:
			fields = append(fields, "-"+orderFields.of(-o))
		default:
			fields = append(fields, orderFields.of(o))
		}
	}
	set(q, "ordering", strings.Join(fields, ","))
}
