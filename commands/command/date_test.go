package command

import (
	"testing"
	"time"
)

// TestDate reads days: each is one of TCA's own zone, whatever the clock of who asks says.
func TestDate(t *testing.T) {
	now := time.Date(2026, 3, 1, 17, 0, 0, 0, time.UTC) // already March 2 where TCA is
	for _, here := range []*time.Location{time.UTC, time.FixedZone("", -8*3600), time.FixedZone("", 14*3600)} {
		for _, tt := range []struct{ text, start, end, line string }{
			{"2026-11-2", "2026-11-02T00:00:00+08:00", "2026-11-02T23:59:59+08:00", "2026-11-02"},
			{"0d", "2026-03-02T00:00:00+08:00", "2026-03-02T23:59:59+08:00", "2026-03-02"},
			{"2d", "2026-02-28T00:00:00+08:00", "2026-02-28T23:59:59+08:00", "2026-02-28"},
			{"2026年11月2日", "2026-11-02T00:00:00+08:00", "2026-11-02T23:59:59+08:00", "2026-11-02"},
			{"2026.11.02", "2026-11-02T00:00:00+08:00", "2026-11-02T23:59:59+08:00", "2026-11-02"},
			{"今天", "2026-03-02T00:00:00+08:00", "2026-03-02T23:59:59+08:00", "2026-03-02"},
			{"Yesterday", "2026-03-01T00:00:00+08:00", "2026-03-01T23:59:59+08:00", "2026-03-01"},
			{"昨天", "2026-03-01T00:00:00+08:00", "2026-03-01T23:59:59+08:00", "2026-03-01"},
			{"前天", "2026-02-28T00:00:00+08:00", "2026-02-28T23:59:59+08:00", "2026-02-28"},
			{"2天前", "2026-02-28T00:00:00+08:00", "2026-02-28T23:59:59+08:00", "2026-02-28"},
			{"2 days ago", "2026-02-28T00:00:00+08:00", "2026-02-28T23:59:59+08:00", "2026-02-28"},
			{"1周", "2026-02-23T00:00:00+08:00", "2026-02-23T23:59:59+08:00", "2026-02-23"},
			{"1w", "2026-02-23T00:00:00+08:00", "2026-02-23T23:59:59+08:00", "2026-02-23"},
		} {
			d, err := readDate(tt.text, now.In(here))
			if err != nil {
				t.Fatal(err)
			}
			if start, end := d.Start().Format(time.RFC3339), d.End().Format(time.RFC3339); start != tt.start || end != tt.end || d.String() != tt.line {
				t.Errorf("%s: got %s to %s, %s; want %s to %s, %s", tt.text, start, end, d, tt.start, tt.end, tt.line)
			}
		}
	}
	if d := (Date{}); !d.Start().IsZero() || !d.End().IsZero() || d.String() != "" {
		t.Error("no day is some time")
	}
}
