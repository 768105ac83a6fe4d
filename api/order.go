package api

import (
	"net/url"
	"slices"
	"strings"
)

// Order is a field that a list is sorted by, ascending; Desc reverses it. A list ignores fields that its entries do not have.
type Order int

// The fields that lists can be sorted by.
const (
	OrderID       Order = iota + 1
	OrderSeverity       // issues, the worst first
	OrderTime           // issues and complex files: when the code was committed
	OrderPath           // path of the file
	OrderSum            // complex files: ComplexFile.Excess
	OrderAverage        // complex files: ComplexFile.Average
	OrderCount          // complex files: ComplexFile.Functions
	OrderRate           // duplicate files: DuplicateFile.Rate
	OrderScan           // issues and complex files: the scan that found them, which grows with age as IDs do not
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
		{OrderScan, "scan"},
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
		{OrderScan, "scan_open"},
	}
)

// Desc returns the descending order by the same field.
func (o Order) Desc() Order { return min(o, -o) }

// Valid reports whether lists can be sorted by the field.
func (o Order) Valid() bool { return orders.has(max(o, -o)) }

// String returns the field's word, with a leading minus when it is descending.
func (o Order) String() string {
	if o < 0 && o.Valid() {
		return "-" + orders.of(-o)
	}
	return orders.of(o)
}

// setOrder adds the valid orders, and then last, which sorts equal entries: without it pages may overlap, because TCA's lists
// have no order of their own.
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
