package screen

import (
	"tcabot/commands/command"
	"testing"
)

// TestRange checks that a range of one is written as one position.
func TestRange(t *testing.T) {
	for _, tt := range []struct {
		name     string
		from, to int
		want     string
	}{
		{"several", 11, 20, "11–20"},
		{"one", 11, 11, "11"},
		{"thousands", 1001, 1010, "1,001–1,010"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Range(command.Screen{}, tt.from, tt.to); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
