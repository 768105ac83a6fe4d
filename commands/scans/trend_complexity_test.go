package scans

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
	"time"
)

// recordedComplexity are the scans of a real branch, oldest first, whose scheme got a threshold of its own on the way.
func recordedComplexity(t *testing.T) []api.ComplexityScan {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "api", "testdata", "recordings", "reopen-cycscans.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Response struct {
			Body struct {
				Data struct{ Results []api.ComplexityScan }
			}
		}
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatal(err)
	}
	return turned(r.Response.Body.Data.Results)
}

// TestComplexityTrendComparesLike compares the functions over one threshold, never those over two.
func TestComplexityTrendComparesLike(t *testing.T) {
	recorded := recordedComplexity(t)
	of := func(thresholds ...int) []api.ComplexityScan { // the defaults and own thresholds of scans; 0 for none
		var all []api.ComplexityScan
		for i := 0; i < len(thresholds); i += 2 {
			c := api.ComplexityScan{Time: screentest.Moments(100 - i), Default: api.ComplexitySummary{Threshold: thresholds[i], Over: 1000 + i}}
			if own := thresholds[i+1]; own != 0 {
				c.Custom = &api.ComplexitySummary{Threshold: own, Over: 2000 + i}
			}
			all = append(all, c)
		}
		return all
	}
	for _, tt := range []struct {
		name      string
		scans     []api.ComplexityScan
		threshold int
		want      []float64
		note      locale.Key
	}{
		{"recorded: a threshold since the fourth scan", recorded, 20, []float64{58, 67, 66, 79, 80, 87, 85, 88}, "trend.threshold_default"},
		{"recorded: only scans with it", recorded[3:], 15, []float64{109, 110, 117, 115, 118}, "trend.threshold"},
		{"recorded: only scans without", recorded[:3], 20, []float64{58, 67, 66}, "trend.threshold"},
		{"never one of its own", of(20, 0, 20, 0), 20, []float64{1000, 1002}, "trend.threshold"},
		{"always one of its own", of(20, 10, 20, 10), 10, []float64{2000, 2002}, "trend.threshold"},
		{"another one of its own since", of(20, 10, 20, 15, 20, 15), 20, []float64{1000, 1002, 1004}, "trend.threshold_default"},
		{"no longer one of its own", of(20, 10, 20, 0), 20, []float64{1000, 1002}, "trend.threshold"},
		{"another default since", of(20, 0, 25, 0, 25, 0), 25, []float64{1002, 1004}, "trend.threshold"},
		{"nothing in common", of(20, 0, 25, 10, 30, 15), 15, []float64{2004}, "trend.threshold"},
		{"the former default is its own now", of(20, 0, 25, 20), 20, []float64{1000, 2002}, "trend.threshold"},
		{"no scans", nil, 0, nil, ""},
	} {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				d := TrendCard{Branch: screentest.UsualPlace(t), Kind: trendComplexity, Zone: time.UTC, complexity: tt.scans}
				var got []float64
				for _, p := range d.Points() {
					got = append(got, p.values[0])
				}
				if _, threshold := d.alike(); threshold != tt.threshold || !slices.Equal(got, tt.want) {
					t.Errorf("threshold %d, %v, want %d, %v", threshold, got, tt.threshold, tt.want)
				}
				s := command.Screen{Words: locale.In(lang), Command: "/tca"}
				text := command.Plain(viewTrend(s, d).Text())
				if tt.note == "" {
					return
				}
				if want := s.Say(tt.note, "Threshold", tt.threshold, "Own", tt.scans[len(tt.scans)-1].Summary().Threshold); !strings.Contains(text, command.Plain(want)) {
					t.Errorf("want %q in %s", want, text)
				}
			})
		}
	}
}
