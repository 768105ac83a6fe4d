package gate_test

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/change/changetest"
	"tcabot/commands/gate"
	"tcabot/commands/target"
	"testing"
	"time"
)

// kept is a gate.Reader with what a test put there.
type kept struct {
	gates  gate.Settings
	pins   gate.Pins
	mark   change.Mark
	posted time.Time
	err    error
}

func (k kept) Gates(context.Context, string, string, target.Target) (gate.Settings, error) {
	return k.gates, k.err
}

func (k kept) Pins(context.Context, string, target.Target) (gate.Pins, error) { return k.pins, k.err }

func (k kept) LastPosted(_ context.Context, _, channel string, _ int64) (change.Mark, time.Time, error) {
	if channel == "" {
		return change.Mark{}, time.Time{}, k.err
	}
	return k.mark, k.posted, k.err
}

// history is a branch over six scans, the newest first: the fourth failed.
func history() []api.Scan {
	return []api.Scan{
		changetest.Counted(6, 1, changetest.Open(0, 1), changetest.Open(1, 3), 0, 0),
		changetest.Counted(5, 2, changetest.Open(1), changetest.Open(1, 2), 0, 0),
		changetest.Ended(4, 3, 211),
		changetest.Counted(3, 4, changetest.Open(0, 2), changetest.Open(0, 2), 1, 0),
		changetest.Counted(2, 5, changetest.Open(0, 1), changetest.Open(0, 1), 0, 0),
		changetest.Counted(1, 6, changetest.Open(), changetest.Open(), 0, 0),
	}
}

func judged(t *testing.T, k kept, against gate.Against, channel string, scan int64) gate.Verdict {
	t.Helper()
	set := held(scope(7, 0), 1)
	set.Limits, set.Against = append(set.Limits, gate.Limit{What: gate.Open, Most: 1, Increase: true}), against
	k.gates = gate.Settings{set}
	v, ok, err := gate.Judge{Store: k}.Scan(t.Context(), nil, branchRef(7, 70), "T1", channel, history(), scan)
	if err != nil || !ok {
		t.Fatalf("scan %d: %v, %v", scan, ok, err)
	}
	return v
}

// TestJudge compares a scan with the one before, with the last digest and with a pin.
func TestJudge(t *testing.T) {
	digest, pin := gate.Against{What: gate.AgainstDigest}, gate.Against{What: gate.AgainstPin, Pin: "release"}
	reported := changetest.Mark(3, changetest.Open(0, 2), 0)
	release := gate.Pin{Ref: branchRef(7, 70), Name: "release", Scan: 2, State: changetest.Mark(2, changetest.Open(0, 1), 0)}
	others := gate.Pins{{Ref: branchRef(7, 71), Name: "release", Scan: 5, State: changetest.Mark(5, changetest.Open(), 0)}, {Ref: branchRef(7, 70), Name: "v1", Scan: 5, State: changetest.Mark(5, changetest.Open(), 0)}}
	for _, tt := range []struct {
		name    string
		kept    kept
		against gate.Against
		channel string
		scan    int64
		news    int
		with    gate.Compared
		state   gate.State
		failed  int
	}{
		{name: "the scan before", scan: 6, news: 1, with: gate.Compared{Scan: 5}, state: gate.Passed},
		{name: "a scan before that failed", scan: 5, news: 1, with: gate.Compared{Scan: 4}, state: gate.Passed},
		{name: "two new ones", scan: 3, news: 2, with: gate.Compared{Scan: 2}, state: gate.Failing, failed: 1},
		{name: "a failed scan", scan: 4, with: gate.Compared{Scan: 3}, state: gate.Unknown},
		{name: "the first scan", scan: 1, state: gate.Unknown},
		{name: "the last digest", kept: kept{mark: reported}, against: digest, channel: "C1", scan: 6, news: 2, with: gate.Compared{With: gate.AgainstDigest, Scan: 3}, state: gate.Failing, failed: 2},
		{name: "no digest", against: digest, channel: "C1", scan: 6, news: 1, with: gate.Compared{Scan: 5, Missing: gate.MissingDigest}, state: gate.Passed},
		{name: "in no channel", kept: kept{mark: reported}, against: digest, scan: 6, news: 1, with: gate.Compared{Scan: 5, Missing: gate.MissingDigest}, state: gate.Passed},
		{name: "a later digest", kept: kept{mark: reported}, against: digest, channel: "C1", scan: 2, news: 1, with: gate.Compared{Scan: 1, Missing: gate.MissingLater}, state: gate.Passed},
		{name: "the digest about it", kept: kept{mark: reported}, against: digest, channel: "C1", scan: 3, with: gate.Compared{With: gate.AgainstDigest, Scan: 3}, state: gate.Passed},
		{name: "a pin", kept: kept{pins: append(others, release)}, against: pin, scan: 6, news: 4, with: gate.Compared{With: gate.AgainstPin, Scan: 2}, state: gate.Failing, failed: 2},
		{name: "no such pin", kept: kept{pins: others}, against: pin, scan: 6, news: 1, with: gate.Compared{Scan: 5, Missing: gate.MissingPin}, state: gate.Passed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := judged(t, tt.kept, tt.against, tt.channel, tt.scan)
			got := v.Compared
			got.At = time.Time{}
			if v.Delta.New != tt.news || got != tt.with || v.State() != tt.state || len(v.Failed) != tt.failed || v.Scan.ID != tt.scan {
				t.Errorf("%d new, compared with %+v: %s, failed %v", v.Delta.New, got, v.State(), v.Failed)
			}
		})
	}
}

// TestJudgeNothing: without a gate there is no verdict; neither is there one about a scan that has not ended.
func TestJudgeNothing(t *testing.T) {
	broken := errors.New("broken")
	waiting := append([]api.Scan{changetest.Waiting(7)}, history()...)
	for _, tt := range []struct {
		name string
		kept kept
		scan int64
		want error
	}{
		{"no gate", kept{gates: gate.Settings{held(scope(8, 0), 1)}}, 6, nil},
		{"not ended", kept{gates: gate.Settings{held(scope(7, 0), 1)}}, 7, api.ErrNotFound},
		{"not among them", kept{gates: gate.Settings{held(scope(7, 0), 1)}}, 99, api.ErrNotFound},
		{"no database", kept{err: broken}, 6, broken},
	} {
		if v, ok, err := (gate.Judge{Store: tt.kept}).Scan(t.Context(), nil, branchRef(7, 70), "T1", "", waiting, tt.scan); ok || !errors.Is(err, tt.want) {
			t.Errorf("%s: %+v, %v, %v", tt.name, v, ok, err)
		}
	}
}

// TestTransition: only a verdict that is known changes what was known.
func TestTransition(t *testing.T) {
	for _, tt := range []struct {
		was, now gate.State
		want     gate.Transition
	}{
		{gate.Passed, gate.Failing, gate.Broke},
		{gate.Failing, gate.Passed, gate.Mended},
		{gate.Passed, gate.Passed, ""},
		{gate.Failing, gate.Failing, ""},
		{gate.Unknown, gate.Failing, ""},
		{gate.Failing, gate.Unknown, ""},
		{"", gate.Failing, ""},
	} {
		if got := tt.now.After(tt.was); got != tt.want {
			t.Errorf("%s after %s: %q", tt.now, tt.was, got)
		}
	}
}

// TestCutPeriod: of more scans than were looked at, more may be new than were counted.
func TestCutPeriod(t *testing.T) {
	d := change.Delta{New: 3, Cut: true, Was: changetest.Mark(1, changetest.Open(), 0), Now: changetest.Mark(2, changetest.Open(0, 3), 0)}
	if r := (gate.Gate{{What: gate.New, Most: 3}}).Check(d); len(r.Failed) > 0 || r.Unknown != 1 {
		t.Errorf("within, as far as was counted: %+v", r)
	}
	if r := (gate.Gate{{What: gate.New, Most: 2}}).Check(d); len(r.Failed) != 1 || r.Unknown != 0 {
		t.Errorf("beyond in any case: %+v", r)
	}
}

// TestBlame names who brought the new issues that a failed condition is about.
func TestBlame(t *testing.T) {
	issues := []api.Issue{
		{Author: "li", Severity: api.SeverityWarning},
		{Author: " li ", Severity: api.SeverityFatal},
		{Author: "wang", Severity: api.SeverityError},
		{Author: "wang", Severity: api.SeverityError},
		{Author: "w@x", Severity: api.SeverityInfo},
		{Severity: api.SeverityFatal},
	}
	names := func(name string) string {
		if name == "w@x" {
			return "wang"
		}
		return name
	}
	done := api.Scan{Code: new(api.ResultCode(0))}
	failed := func(all ...gate.What) gate.Verdict {
		v := gate.Verdict{Scan: done}
		for _, w := range all {
			v.Failed = append(v.Failed, gate.Failure{Limit: gate.Limit{What: w}})
		}
		return v
	}
	for _, tt := range []struct {
		name string
		v    gate.Verdict
		want []gate.Culprit
	}{
		{"new", failed(gate.Complex, gate.New), []gate.Culprit{{"wang", 3, api.SeverityError}, {"li", 2, api.SeverityFatal}, {"", 1, api.SeverityFatal}}},
		{"fatal", failed(gate.Fatal), []gate.Culprit{{"", 1, api.SeverityFatal}, {"li", 1, api.SeverityFatal}}},
		{"error and warning", failed(gate.Error, gate.Warning), []gate.Culprit{{"wang", 2, api.SeverityError}, {"li", 1, api.SeverityWarning}}},
		{"complexity", failed(gate.Complex, gate.Duplication), nil},
		{"passed", failed(), nil},
		{"no verdict", gate.Verdict{Result: failed(gate.New).Result}, nil},
	} {
		got := tt.v.Blame(issues, names)
		if len(got) != len(tt.want) {
			t.Errorf("%s: %+v", tt.name, got)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: %+v", tt.name, got)
			}
		}
	}
}
