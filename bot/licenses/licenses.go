// Package licenses holds the notices of the software that is part of the program: their licences ask that whoever gets the
// program gets them, too.
package licenses

import _ "embed"

//go:embed notices.txt
var notices string

// Notices is the text of all notices. It is written by go test ./bot/licenses -update.
func Notices() string { return notices }
