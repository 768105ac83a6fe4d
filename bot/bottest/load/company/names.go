package company

import (
	"bytes"
	"slices"
)

var middle = []byte("-repo-")

const (
	before = len("o000")
	after  = len("0000")
)

// Names finds the repositories that a message names, each once, sorted.
func Names(message []byte) []string {
	var found []string
	for {
		i := bytes.Index(message, middle)
		if i < 0 {
			slices.Sort(found)
			return slices.Compact(found)
		}
		end := i + len(middle) + after
		if i >= before && end <= len(message) && message[i-before] == 'o' {
			found = append(found, string(message[i-before:end]))
		}
		message = message[i+len(middle):]
	}
}
