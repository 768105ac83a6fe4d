package api_test

import (
	"encoding/json"
	"tcabot/api"
	"testing"
	"time"
)

// TestTime reads every way in which TCA was seen to write a moment.
func TestTime(t *testing.T) {
	shanghai := time.FixedZone("", 8*3600)
	tests := []struct {
		name, text string
		want       time.Time
		bad        bool
	}{
		{"main", `"2026-11-23 22:00:11.282806+00:00"`, time.Date(2026, 11, 23, 22, 0, 11, 282806000, time.UTC), false},
		{"main, on the second", `"2026-11-23 22:00:11+00:00"`, time.Date(2026, 11, 23, 22, 0, 11, 0, time.UTC), false},
		{"jobs", `"2026-11-24T06:12:01.982427+08:00"`, time.Date(2026, 11, 24, 6, 12, 1, 982427000, shanghai), false},
		{"analysis, on the second", `"2026-08-29T03:00:28+08:00"`, time.Date(2026, 8, 29, 3, 0, 28, 0, shanghai), false},
		{"recent job", `"2026-11-23T21:57:35.440456Z"`, time.Date(2026, 11, 23, 21, 57, 35, 440456000, time.UTC), false},
		{"without a zone", `"2026-10-27 02:56:35"`, time.Date(2026, 10, 27, 2, 56, 35, 0, shanghai), false},
		{"null", `null`, time.Time{}, false},
		{"empty", `""`, time.Time{}, false},
		{"word", `"yesterday"`, time.Time{}, true},
		{"day alone", `"2026-11-23"`, time.Time{}, true},
		{"number", `1764000000`, time.Time{}, true},
		{"no such day", `"2026-02-30T00:00:00Z"`, time.Time{}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := api.Time{Time: time.Unix(1, 0)}
			err := json.Unmarshal([]byte(tt.text), &got)
			if (err != nil) != tt.bad || !tt.bad && !got.Equal(tt.want) {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

// TestSpan reads every way in which TCA was seen to write a length of time.
func TestSpan(t *testing.T) {
	tests := []struct {
		name, text string
		want       time.Duration
		bad        bool
	}{
		{"seconds", `"60.844712"`, 60*time.Second + 844712*time.Microsecond, false},
		{"negative", `"-0.866733"`, -866733 * time.Microsecond, false},
		{"bare number", `20.317`, 20*time.Second + 317*time.Millisecond, false},
		{"clock", `"00:05:40.844712"`, 5*time.Minute + 40*time.Second + 844712*time.Microsecond, false},
		{"clock, on the second", `"00:00:30"`, 30 * time.Second, false},
		{"days", `"3 02:01:00"`, 74*time.Hour + time.Minute, false},
		{"negative days", `"-1 23:59:59"`, -time.Second, false},
		{"null", `null`, 0, false},
		{"empty", `""`, 0, false},
		{"word", `"long"`, 0, true},
		{"too many parts", `"1:2:3:4"`, 0, true},
		{"not a number", `"NaN"`, 0, true},
		{"endless", `"1e300"`, 0, true},
		{"aeons of days", `"99999999 00:00:00"`, 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := api.Span{Duration: 7}
			err := json.Unmarshal([]byte(tt.text), &got)
			if (err != nil) != tt.bad || !tt.bad && (got.Duration-tt.want).Abs() > time.Microsecond {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}
