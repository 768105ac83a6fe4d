package apitest

import "time"

// scan is one run of an analysis: a job on the main service and a scan on the analysis service.
type scan struct {
	n          int // index in the project's history
	night      int // index among the scans that are computed; -1 when it was started by a request
	created    time.Time
	wait, exec time.Duration
	save       time.Duration
	code       int
	msg        string
	nth        int // index among the good scans; -1 when it is not one

	work      time.Duration // how long it runs if nothing comes between
	run       *run          // nil when it is computed
	stallAt   time.Duration // when its progress stands still, from its start
	cancelled *cancellation // nil when nobody tried to
	stopped   bool          // it was cancelled
	unstarted bool          // it ended before it got to a node
}

// week holds the times of computed scans, in hours before the last of the week. There are eight: one every night, and
// one that a person started in the afternoon.
var week = []int{0, 24, 48, 60, 72, 96, 120, 144}

// at returns when the n-th scan was or will be created. The Scans-th is the last before the start of the server, so later ones
// appear only when the clock is advanced, and the time of a scan never changes.
func (p *project) at(n int) time.Time {
	back := p.Scans - 1 - n
	if p.odd() {
		if back == 0 {
			return p.began.Add(-p.odds()).Truncate(time.Second).Add(123456 * time.Microsecond)
		}
		if back > 0 {
			back-- // the nightly scans continue around it
		}
	}
	weeks, day := back/len(week), back%len(week)
	if day < 0 {
		weeks, day = weeks-1, day+len(week)
	}
	before := time.Duration(weeks*7*24+week[day]) * time.Hour
	jitter := time.Duration(mix(p.Seed, int64(n), 2)%540) * time.Second
	if back <= 0 {
		jitter = -jitter // never before the start of the server
	}
	if back == 0 {
		jitter = 0
	}
	return p.lastNight().Add(-before - jitter).Truncate(time.Second).Add(123456 * time.Microsecond)
}

// A nightly scan has ended when the server starts, and the next one does not begin soon: what a test sees must not depend on the
// time of day at which it runs.
const leastSince, mostSince = 15 * time.Minute, 21 * time.Hour

// lastNight returns the time of the last nightly scan before the start of the server.
func (p *project) lastNight() time.Time {
	if !p.Until.IsZero() {
		return p.Until
	}
	if p.odd() {
		return p.began.Add(-9 * time.Hour)
	}
	d := p.began.In(shanghai)
	t := time.Date(d.Year(), d.Month(), d.Day(), 2, mix(p.Seed, 3)%170, 15, 0, shanghai)
	if t.After(p.began) {
		t = t.Add(-24 * time.Hour)
	}
	return p.began.Add(-min(max(p.began.Sub(t), leastSince), mostSince))
}

// odd reports whether the latest scan is running or waiting; odds is how long ago it was created.
func (p *project) odd() bool { return p.Running || p.Waiting }

func (p *project) odds() time.Duration {
	if p.Waiting {
		return 4 * time.Minute
	}
	return 7 * time.Minute
}

// scanAt returns the n-th computed scan without its index among the good ones.
func (p *project) scanAt(n int) scan {
	x := scan{n: n, night: n, created: p.at(n), nth: -1}
	h := mix(p.Seed, int64(n), 4)
	x.wait = 20317*time.Millisecond + time.Duration(h%7)*time.Second
	x.exec = time.Duration(60+h%420)*time.Second + 844712*time.Microsecond
	x.save = 10844712 * time.Microsecond
	if p.odd() && n == p.Scans-1 {
		if p.Waiting {
			x.wait = 50 * time.Minute
		}
		x.exec = 40*time.Minute + 844712*time.Microsecond
	}
	x.code, x.msg = p.result(n)
	if x.code == skipped {
		x.exec = 4844712 * time.Microsecond
	}
	x.work = x.exec
	return x
}

// result returns the result of the n-th scan. The first is good, and so is the latest unless the project says otherwise.
func (p *project) result(n int) (int, string) {
	fail := pick(failures, n/11+mix(p.Seed, 6))
	switch {
	case p.OnlyFailures:
		fail = pick(failures, n+mix(p.Seed, 6))
		return fail.code, fail.msg
	case n == p.Scans-1 && p.LastFailed && n > 0:
		return fail.code, fail.msg
	case n == 0 || n == p.Scans-1:
		return 0, "success"
	case p.Crashes && n%13 == 3:
		return -1, "exit status 1"
	case n%11 == 7:
		return fail.code, fail.msg
	case n%9 == 5:
		return skipped, skippedMsg
	}
	return 0, "success"
}

// ended reports whether a scan has ended.
func (x scan) ended(now time.Time) bool { return !now.Before(x.end()) }
func (x scan) start() time.Time         { return x.created.Add(x.wait) }
func (x scan) end() time.Time           { return x.start().Add(x.exec) }

// good reports whether a scan has results.
func (x scan) good(now time.Time) bool { return x.code == 0 && x.ended(now) }

// count returns the number of computed scans so far.
func (p *project) count(now time.Time) int {
	if p.NeverScanned {
		return 0
	}
	n := p.Scans
	for n > 0 && p.at(n-1).After(now) {
		n--
	}
	if !p.Until.IsZero() {
		return n
	}
	for n < 4900 && !p.at(n).After(now) { // the IDs of the next project begin after 5,000
		n++
	}
	return n
}

// As in the real server, the IDs of a scan differ from service to service and from part to part.
func (p *project) jobID(x scan) int64  { return p.id*10_000 + int64(x.n) + 1 }
func (p *project) scanID(x scan) int64 { return p.id*10_000 + 5001 + int64(x.n) }

// partID returns the ID of the metric results of a scan.
func (p *project) partID(x scan) int64 { return p.id*10_000 + 2001 + int64(x.nth) }

// revision returns the revision of a scan. A skipped scan has that of the one before it.
func (p *project) revision(n int) string { return hash(p.Seed, int64(n), 7) }
