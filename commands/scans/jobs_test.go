package scans

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestCodeRanges reads what people write for result codes.
func TestCodeRanges(t *testing.T) {
	for _, tt := range []struct {
		text string
		want string
	}{
		{"", "<nil> <nil>"},
		{"211", "211 211"},
		{"0", "0 0"},
		{"-1", "-1 -1"},
		{"200-299", "200 299"},
		{"299..200", "200 299"},
		{"-5--1", "-5 -1"},
		{"200–299", "200 299"},
		{"banana", "error"},
		{"211,212", "error"},
		{"123456", "error"},
		{"1-", "error"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			a := jobsArgs{Code: tt.text}
			got := "error"
			if err := a.readCodes(); err == nil {
				from, _ := json.Marshal(a.codeFrom)
				to, _ := json.Marshal(a.codeUpTo)
				got = strings.ReplaceAll(string(from)+" "+string(to), "null", "<nil>")
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
