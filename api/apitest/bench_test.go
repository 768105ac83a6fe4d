package apitest

import (
	"testing"
	"time"
)

// BenchmarkHistory measures what nearly every request costs, and what the first one after a scan costs, of a project with
// and without 100 started scans.
func BenchmarkHistory(b *testing.B) {
	for name, started := range map[string]int{"computed": 0, "100 started": 100} {
		now := time.Date(2026, 11, 24, 1, 7, 3, 0, time.UTC)
		s := serve(b, Options{Now: func() time.Time { return now }})
		o := Sample(s)
		p := s.project(o.Rich.ProjectID)
		for i := range started {
			plan := usualPlan()
			plan.Running = time.Second
			s.runs[p.id] = append(s.runs[p.id], &run{Plan: plan, nights: p.count(now), created: now.Add(time.Duration(i-started) * time.Minute)})
		}
		b.Run("history/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.history(p)
			}
		})
		b.Run("ledger/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				delete(s.ledgers, p.id)
				s.ledger(p)
			}
		})
		b.Run("activity/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.activity(p.repo)
			}
		})
	}
}
