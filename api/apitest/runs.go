package apitest

import (
	"cmp"
	"slices"
	"time"
)

// run is what is known of a scan that was started by a request.
type run struct {
	Plan

	nights     int // computed scans of the project before it
	created    time.Time
	nick, from string
	full       bool
}

// cancellation is a request to cancel a job.
type cancellation struct {
	at     time.Time // when it takes effect; zero: never
	by     *user
	remark string
}

// scanOf returns the scan of a run, as far as nobody cancels it.
func (p *project) scanOf(r *run) scan {
	x := scan{
		night: -1, nth: -1, run: r, created: r.created, code: r.Code, msg: r.Message,
		wait: r.Waiting + r.Initialising + r.Queued, exec: r.Running, save: r.Storing, work: r.Running,
	}
	switch {
	case failsEarly(r.Code):
		x.wait, x.exec, x.save, x.unstarted = r.Waiting+r.Initialising, 0, 0, true
		return x
	case r.Code >= 100: // it ends with the task that fails
		n := len(p.tools())
		x.exec = x.work * time.Duration(failing(n)+1) / time.Duration(n)
	}
	x.stallAt = x.exec / 2
	x.exec += r.Stall
	return x
}

// failsEarly reports whether a job with this result never gets to a node.
func failsEarly(code int) bool { return code >= 100 && code < 199 || code >= 302 }

// failing returns the index of the task that fails in a failed job.
func failing(tasks int) int { return tasks / 3 }

// worked returns how much of the work is done after so long a run, as far as its progress shows.
func (x scan) worked(after time.Duration) time.Duration {
	if x.run == nil || after <= x.stallAt {
		return after
	}
	return max(x.stallAt, after-x.run.Stall)
}

// after returns a scan with a request to cancel it applied. On one that has ended it has no effect.
func (x scan) after(k *cancellation) scan {
	x.cancelled = k
	if k.at.IsZero() || !k.at.Before(x.end().Add(x.save)) {
		return x
	}
	x.code, x.msg, x.stopped = 301, "User( "+k.by.Nickname+" ) Canceled: "+k.remark+" . ", true
	switch {
	case k.at.Before(x.start()):
		x.wait, x.exec, x.save, x.unstarted = k.at.Sub(x.created), 0, 0, true
	case k.at.Before(x.end()):
		x.exec, x.save = k.at.Sub(x.start()), 0
	default:
		x.save = k.at.Sub(x.end())
	}
	return x
}

// history lists all scans so far, oldest first: those that are computed, and among them those that were started by a
// request. A scan's place in it never changes.
func (s *Server) history(p *project) []scan {
	now := s.now()
	nights, runs, cancelled := p.count(now), s.runs[p.id], s.cancelled[p.id]
	all := make([]scan, 0, nights+len(runs))
	for night := range nights {
		for len(runs) > 0 && runs[0].nights <= night {
			all = append(all, p.scanOf(runs[0]))
			runs = runs[1:]
		}
		all = append(all, p.scanAt(night))
	}
	for _, r := range runs {
		all = append(all, p.scanOf(r))
	}
	for n := range all {
		all[n].n = n
		if k := cancelled[p.jobID(all[n])]; k != nil {
			all[n] = all[n].after(k)
		}
	}
	number(all, now)
	return all
}

// number counts the good scans in the order in which they ended: one that was started beside another may end before it.
func number(all []scan, now time.Time) {
	var good []int
	sorted := true
	for n := range all {
		if all[n].good(now) {
			sorted = sorted && (len(good) == 0 || !all[n].end().Before(all[good[len(good)-1]].end()))
			good = append(good, n)
		}
	}
	if !sorted {
		slices.SortStableFunc(good, func(a, b int) int { return cmp.Compare(all[a].end().UnixNano(), all[b].end().UnixNano()) })
	}
	for nth, n := range good {
		all[n].nth = nth
	}
}

// goods returns the scans with results, in the order of these.
func goods(all []scan) []scan {
	good := make([]scan, len(all))
	n := 0
	for _, x := range all {
		if x.nth >= 0 {
			good[x.nth] = x
			n++
		}
	}
	return good[:n]
}

// scanned lists the scans that the analysis service knows: not those that it did not create.
func (s *Server) scanned(p *project) []scan {
	return slices.DeleteFunc(s.history(p), func(x scan) bool { return x.code == notCreated && x.run != nil })
}
