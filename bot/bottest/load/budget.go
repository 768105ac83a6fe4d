package main

import (
	"slices"
	"strconv"
	"tcabot/bot/bottest/load/crowd"
	"time"
)

// budget is a figure of tcabot that must not be exceeded.
type budget struct {
	name, what, mix, people string
	limit, measured         float64
	unit                    string
}

func (b budget) verdict() string {
	if b.measured <= b.limit {
		return "kept"
	}
	return "exceeded"
}

// budgets compares every tcabot with the limits, and with the other subjects under the same load.
func (o options) budgets(rows []*row) []budget {
	var all []budget
	seen := map[string]bool{}
	for _, r := range rows {
		if r.kind != tcabotName {
			continue
		}
		for _, b := range r.budgets(o, beside(rows, r, rawlimitName), beside(rows, r, textbookName)) {
			b.name, b.mix, b.people = r.name, mixText(r.mix), strconv.Itoa(r.people)
			all = append(all, b)
		}
		if !seen[r.name] {
			seen[r.name] = true
			all = append(all, r.process()...)
		}
	}
	return all
}

// beside finds what another kind of subject did under the same load; nil when it was not measured.
func beside(rows []*row, r *row, kind string) *row {
	i := slices.IndexFunc(rows, func(o *row) bool { return o.kind == kind && o.people == r.people && o.mix == r.mix })
	if i < 0 {
		return nil
	}
	return rows[i]
}

func (r *row) budgets(o options, rawlimit, textbook *row) []budget {
	var all []budget
	ratio := func(what string, limit, own, other float64) {
		if other > 0 {
			all = append(all, budget{what: what, limit: limit, measured: own / other, unit: " ×"})
		}
	}
	mixed := r.mix[crowd.Unseen] > 0
	if textbook != nil && mixed {
		ratio("CPU per 1,000, to textbook", 1, r.cpuPer1000(), textbook.cpuPer1000())
	}
	if rawlimit != nil {
		if !mixed {
			ratio("CPU per 1,000, to rawlimit", 1.3, r.cpuPer1000(), rawlimit.cpuPer1000())
		}
		own, other := crowd.Acks(r.samples), crowd.Acks(rawlimit.samples)
		ratio("ack p50, to rawlimit", 1.5, float64(own.At(.5)), float64(other.At(.5)))
		ratio("ack p99, to rawlimit", 3, float64(own.At(.99)), float64(other.At(.99)))
		ratio("remembered answer p50, to rawlimit", 1, float64(r.cached()), float64(rawlimit.cached()))
	}
	if mixed {
		all = append(all, budget{what: "unseen page p50, without TCA's time", limit: 1.5, measured: float64(r.unseen()-o.latency) / float64(time.Millisecond), unit: " ms"})
	}
	return append(all, budget{what: "memory at the end", limit: 100, measured: mib(r.end), unit: " MiB"})
}

// process compares what does not depend on the load.
func (r *row) process() []budget {
	return []budget{
		{name: r.name, what: "memory when idle", limit: 40, measured: mib(r.figures.idle), unit: " MiB"},
		{name: r.name, what: "start to first hello", limit: 120, measured: float64(r.figures.start) / float64(time.Millisecond), unit: " ms"},
		{name: r.name, what: "binary", limit: 40, measured: float64(r.figures.binary) / 1e6, unit: " MB"},
	}
}
