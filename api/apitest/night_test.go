package apitest

import (
	"testing"
	"time"
)

// TestAnyTimeOfDay starts a server at each quarter of an hour: no nightly scan is running, and none begins within two hours.
func TestAnyTimeOfDay(t *testing.T) {
	day := time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	for quarter := range 96 {
		began := day.Add(time.Duration(quarter) * 15 * time.Minute)
		for seed := range int64(40) {
			p := &project{began: began}
			p.Seed, p.Scans = seed, 5
			last, next := p.scanAt(4), p.at(5)
			if !last.ended(began) || next.Before(began.Add(2*time.Hour)) {
				t.Fatalf("%s, seed %d: the last scan begins at %s, the next one at %s", began, seed, last.created, next)
			}
		}
	}
}
