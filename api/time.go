package api

import (
	"fmt"
	"strings"
	"time"
)

// stamp decodes each of the ways TCA writes a moment: with a space or a T, with or without parts of a second, with an
// offset or Z. null and "" are no moment.
type stamp struct{ time.Time }

var stampLayouts = []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05"}

// shanghai is the zone of the few moments TCA writes without one.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// UnmarshalJSON implements json.Unmarshaler.
func (s *stamp) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if text == "null" || text == "" {
		s.Time = time.Time{}
		return nil
	}
	for _, layout := range stampLayouts {
		if t, err := time.ParseInLocation(layout, text, shanghai); err == nil {
			s.Time = t
			return nil
		}
	}
	return fmt.Errorf("moment of %d bytes in an unknown format", len(text))
}
