package apitest

import "time"

// scan is one run of an analysis: a job on the main service and a scan on the analysis service.
type scan struct {
	n          int // the place in the project's history, from 0
	created    time.Time
	wait, exec time.Duration
	save       time.Duration
	code       int
	msg        string
	nth        int // among the good ones before it, from 0; -1 when it is not one
}

// week is when scans were made, in hours before the last of the week. Eight to a week: one every night, and
// one that somebody started in the afternoon.
var week = []int{0, 24, 48, 60, 72, 96, 120, 144}

// at is when the n-th scan was or will be created. The Scans-th is the last before the server began, so later ones come
// only when the clock is put forward, and none ever moves.
func (p *project) at(n int) time.Time {
	back := p.Scans - 1 - n
	if p.odd() {
		if back == 0 {
			return p.began.Add(-p.odds()).Truncate(time.Second).Add(123456 * time.Microsecond)
		}
		if back > 0 {
			back-- // the nightly ones go on around it
		}
	}
	weeks, day := back/len(week), back%len(week)
	if day < 0 {
		weeks, day = weeks-1, day+len(week)
	}
	before := time.Duration(weeks*7*24+week[day]) * time.Hour
	jitter := time.Duration(mix(p.Seed, int64(n), 2)%540) * time.Second
	if back <= 0 {
		jitter = -jitter // never so early that it would be before the server began
	}
	if back == 0 {
		jitter = 0
	}
	return p.lastNight().Add(-before - jitter).Truncate(time.Second).Add(123456 * time.Microsecond)
}

// lastNight is the latest nightly scan before the server began.
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
	return t
}

// odd tells whether the newest scan is a special one, that runs or waits; odds is how long ago it was created.
func (p *project) odd() bool { return p.Running || p.Waiting }

func (p *project) odds() time.Duration {
	if p.Waiting {
		return 4 * time.Minute
	}
	return 7 * time.Minute
}

// scanAt describes the n-th scan, all but its place among the good ones.
func (p *project) scanAt(n int) scan {
	x := scan{n: n, created: p.at(n), nth: -1}
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
	return x
}

// result is how the n-th scan ends. The first is good, and the newest too, unless the project says otherwise.
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
	case n%11 == 7:
		return fail.code, fail.msg
	case n%9 == 5:
		return skipped, skippedMsg
	}
	return 0, "success"
}

// ended tells whether a scan is over.
func (x scan) ended(now time.Time) bool { return !now.Before(x.end()) }
func (x scan) start() time.Time         { return x.created.Add(x.wait) }
func (x scan) end() time.Time           { return x.start().Add(x.exec) }

// good tells whether a scan brought results.
func (x scan) good(now time.Time) bool { return x.code == 0 && x.ended(now) }

// count is how many scans there have been.
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
	for n < 4900 && !p.at(n).After(now) { // the next project's IDs begin after 5,000
		n++
	}
	return n
}

// history lists all scans so far, oldest first.
func (s *Server) history(p *project) []scan {
	now := s.now()
	all := make([]scan, p.count(now))
	good := 0
	for n := range all {
		all[n] = p.scanAt(n)
		if all[n].good(now) {
			all[n].nth = good
			good++
		}
	}
	return all
}

// goods are the scans that brought results.
func goods(all []scan) []scan {
	var good []scan
	for _, x := range all {
		if x.nth >= 0 {
			good = append(good, x)
		}
	}
	return good
}

// The numbers of a scan differ from service to service and from part to part, as in the real one.
func (p *project) jobID(x scan) int64  { return p.id*10_000 + int64(x.n) + 1 }
func (p *project) scanID(x scan) int64 { return p.id*10_000 + 5001 + int64(x.n) }

// partID is the ID of the metric results of a scan.
func (p *project) partID(x scan) int64 { return p.id*10_000 + 2001 + int64(x.nth) }

// revision is what was scanned. Skipped scans saw what the one before them saw.
func (p *project) revision(n int) string { return hash(p.Seed, int64(n), 7) }
