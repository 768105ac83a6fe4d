package change

import "tcabot/api"

// Mark is the state of an analysed branch after a scan: what a later state is compared with.
type Mark struct {
	Project    int64
	Scan       int64 // the newest scan that was reported
	Open       api.SeverityCounts
	Resolved   int     // issues that people had resolved
	Complex    int     // functions over the threshold
	Duplicated float64 // percent of the lines
	Code       int     // lines
	Has        MarkParts
}

// MarkParts says which figures of a Mark are known: a scan may have only some.
type MarkParts struct{ Lint, Complexity, Duplication, Lines bool }
