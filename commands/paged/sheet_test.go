package paged

import (
	"context"
	"errors"
	"strconv"
	"tcabot/api"
	"tcabot/commands/command"
	"testing"
	"time"
)

// TestSheetTellsOfChanges walks lists that stay as they are and lists that do not.
func TestSheetTellsOfChanges(t *testing.T) {
	broken := errors.New("broken")
	for _, tt := range []struct {
		name    string
		totals  []int // what each window says
		give    []int // how many entries it has; -1 fails
		stop    int   // the reader's patience; 0 is endless
		changed bool
	}{
		{name: "empty", totals: []int{0}, give: []int{0}},
		{name: "one window", totals: []int{3}, give: []int{3}},
		{name: "several", totals: []int{1100, 1100, 1100}, give: []int{500, 500, 100}},
		{name: "shrinks", totals: []int{1100, 1000}, give: []int{500, 500}, changed: true},
		{name: "grows", totals: []int{1100, 1200, 1200}, give: []int{500, 500, 200}, changed: true},
		{name: "shrinks and grows again", totals: []int{1100, 1099, 1100}, give: []int{500, 500, 100}, changed: true},
		{name: "ends early", totals: []int{1100, 1100}, give: []int{500, 0}, changed: true},
		{name: "promises more than it has", totals: []int{5, 5}, give: []int{3, 0}, changed: true},
		{name: "the reader stops", totals: []int{1100}, give: []int{500}, stop: 200},
		{name: "the reader stops after it changed", totals: []int{1100, 1000}, give: []int{500, 500}, stop: 700, changed: true},
		{name: "breaks off", totals: []int{1100, 0}, give: []int{500, -1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			at := 0
			s, err := NewSheet(t.Context(), "x", nil, func(_ context.Context, w api.Window) (api.Page[int], error) {
				i := at
				at++
				if tt.give[i] < 0 {
					return api.Page[int]{}, broken
				}
				return api.Page[int]{Items: make([]int, tt.give[i]), Total: tt.totals[i], Offset: w.Offset}, nil
			}, func(n int) []string { return []string{strconv.Itoa(n)} })
			if err != nil {
				t.Fatal(err)
			}
			done := 0
			for _, err := range s.Rows(t.Context()) {
				if err != nil {
					break
				}
				if done++; done == tt.stop {
					break
				}
			}
			if s.Changed() != tt.changed {
				t.Errorf("changed: %t, want %t", s.Changed(), tt.changed)
			}
		})
	}
}

// TestTimestamp: a time in a file is the same moment wherever it is read.
func TestTimestamp(t *testing.T) {
	zone := func(name string) *time.Location {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	at := time.Date(2026, 11, 1, 5, 30, 7, 844_712_000, time.UTC)
	for _, tt := range []struct {
		zone *time.Location
		at   time.Time
		want string
	}{
		{time.UTC, at, "2026-11-01T05:30:07Z"},
		{zone("Asia/Shanghai"), at, "2026-11-01T13:30:07+08:00"},
		{zone("Asia/Kolkata"), at, "2026-11-01T11:00:07+05:30"},
		{zone("America/New_York"), at, "2026-11-01T01:30:07-04:00"}, // the same hour comes twice that night
		{zone("America/New_York"), at.Add(time.Hour), "2026-11-01T01:30:07-05:00"},
		{time.UTC, at.In(zone("Asia/Shanghai")), "2026-11-01T05:30:07Z"},
		{time.UTC, time.Time{}, ""},
	} {
		got := Timestamp(api.Time{Time: tt.at}, &command.Request{Zone: tt.zone})
		if got != tt.want {
			t.Errorf("%v in %s: got %q, want %q", tt.at, tt.zone, got, tt.want)
		}
		if read, err := time.Parse(time.RFC3339, got); tt.want != "" && (err != nil || !read.Equal(tt.at.Truncate(time.Second))) {
			t.Errorf("%q is read as %v, %v", got, read, err)
		}
	}
}
