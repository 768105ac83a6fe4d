package dispatch

import (
	"sync/atomic"
	"tcabot/bot/meter"
	"tcabot/commands/screen"
	"time"
)

// Stats are how busy a Dispatcher is now, and what it answered since the start.
type Stats struct {
	Busy     int   // workers with a question
	Workers  int   // all of them
	Rejected int64 // questions that came when no worker was free

	Answers map[Answered]int64
	Took    map[string]meter.Times // from the question to its answer, by surface

	Panics int64 // that were caught, also of exports and of what is done in the background
}

// Answered is how a question was answered.
type Answered struct {
	Surface string
	Outcome string
	Fault   screen.Fault // of OutcomeFailed
}

// The outcomes of questions.
const (
	OutcomeAnswered = "answered" // as it was asked
	OutcomeRefused  = "refused"  // without running it
	OutcomeFailed   = "failed"   // with an explanation
)

type meters struct {
	answers  meter.Counts[Answered]
	took     meter.Timers[string]
	rejected atomic.Int64
}

// Answered counts a question of a surface that was answered without Answer. The error is why it could not be; nil if it was.
func (d *Dispatcher) Answered(surface Surface, err error, took time.Duration) {
	d.explain.count(err)
	d.meters.answered(surface.String(), err, took)
}

func (m *meters) answered(surface string, err error, took time.Duration) {
	a := Answered{Surface: surface, Outcome: OutcomeAnswered}
	if err != nil {
		a.Outcome, a.Fault = OutcomeFailed, screen.FaultOf(err)
	}
	m.answers.Add(a)
	m.took.Add(surface, took)
}

// Stats returns the present state.
func (d *Dispatcher) Stats() Stats {
	return Stats{
		Busy: d.workers.Pending(), Workers: d.conf.Workers, Rejected: d.meters.rejected.Load(),
		Answers: d.meters.answers.Counts(), Took: d.meters.took.Times(), Panics: d.explain.panics.Load(),
	}
}
