package api

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Time decodes a moment in any format that TCA sends: with a space or a T, with or without fractions of a second, with an
// offset, Z or no zone. null and "" are the zero Time.
type Time struct{ time.Time }

var layouts = []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05"}

// shanghai is the zone of moments that TCA sends without one, and of moments in filters.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Zone returns TCA's time zone, in which it reads and sends moments without a zone.
func Zone() *time.Location { return shanghai }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Time) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if text == "null" || text == "" {
		t.Time = time.Time{}
		return nil
	}
	for _, layout := range layouts {
		if at, err := time.ParseInLocation(layout, text, shanghai); err == nil {
			t.Time = at
			return nil
		}
	}
	return fmt.Errorf("moment of %d bytes in an unknown format", len(text))
}

// Span decodes a length of time in either format that TCA sends: seconds ("60.844712", sometimes negative) or
// "[D ]HH:MM:SS[.ffffff]". null and "" are zero.
type Span struct{ time.Duration }

// UnmarshalJSON implements json.Unmarshaler.
func (s *Span) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	s.Duration = 0
	if text == "null" || text == "" {
		return nil
	}
	unknown := fmt.Errorf("length of time of %d bytes in an unknown format", len(text))
	var days int
	if before, after, ok := strings.Cut(text, " "); ok {
		var err error
		if days, err = strconv.Atoi(before); err != nil || days < -36500 || days > 36500 {
			return unknown
		}
		text = after
	}
	total := time.Duration(days) * 24 * time.Hour
	unit := time.Second
	parts := strings.Split(text, ":")
	for _, part := range slices.Backward(parts) {
		n, err := strconv.ParseFloat(part, 64)
		if err != nil || n != n || n < -1e9 || n > 1e9 || len(parts) > 3 {
			return unknown
		}
		total += time.Duration(n * float64(unit))
		unit *= 60
	}
	s.Duration = total
	return nil
}
