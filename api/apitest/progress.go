package apitest

import (
	"slices"
	"time"
)

// liveTasks lists the tasks of a job that was started by a request, or cancelled: their progress follows the clock.
func (p *project) liveTasks(x scan, now time.Time) []task {
	at := now // what is shown: nothing moves after the end
	if x.end().Before(at) {
		at = x.end()
	}
	if !x.hasTasks(at) {
		return nil
	}
	names := p.tools()
	percent := 0 // of all tasks together, 100 each
	if !x.unstarted && at.After(x.start()) {
		percent = int(int64(len(names)*100) * int64(x.worked(at.Sub(x.start()))) / int64(x.work))
	}
	var all []task
	for i, name := range names {
		t := p.newTask(x, i, name)
		t.rate = min(max(percent-100*i, 0), 100)
		t.began = x.start().Add(x.work * time.Duration(i) / time.Duration(len(names)))
		t.ended, t.beat = t.began.Add(x.work/time.Duration(len(names))), x.created
		t.ran = t.rate > 0
		switch {
		case !now.Before(x.end()):
			t.end(i, len(names))
		case t.rate == 100:
			t.state, t.code, t.msg = 2, 0, "success"
		case now.Before(x.start()):
		case percent >= 100*i: // the one that runs
			t.state, t.ran, t.beat = 1, true, x.lastBeat(now)
		}
		all = append(all, t)
	}
	slices.Reverse(all)
	return all
}

// hasTasks reports whether a job got as far as having tasks: they are made while it is initialised.
func (x scan) hasTasks(at time.Time) bool {
	if x.run == nil {
		return at.Sub(x.created) >= 8*time.Second
	}
	if x.unstarted && !x.stopped {
		return x.code >= 300 // what is wrong with the code host is found before
	}
	return at.Sub(x.created) >= x.run.Waiting+x.run.Initialising
}

// end gives a task the result that it has in a job that has ended.
func (t *task) end(i, n int) {
	t.state = 2
	x := t.x
	revoked := "Job revoked: " + x.msg
	switch fails := failing(n); {
	case x.stopped && t.rate == 100:
		t.code, t.msg = 0, "success"
	case x.stopped || x.unstarted:
		t.code, t.msg, t.revoked = x.code, revoked, true
	case x.code < 100 || i == fails:
		t.rate, t.code, t.msg = 100, x.code, x.msg
	case i < fails:
		t.code, t.msg = 0, "success"
	default:
		t.rate, t.code, t.msg = 100, 299, "其他task失败取消"
	}
}

// lastBeat returns when the node of a running task reported last: with its progress, its reports stop.
func (x scan) lastBeat(now time.Time) time.Time {
	beat := now.Truncate(time.Second)
	if x.run != nil && x.run.Stall > 0 {
		stops := x.start().Add(x.stallAt)
		if beat.After(stops) && beat.Before(stops.Add(x.run.Stall)) {
			return stops
		}
	}
	return beat
}
