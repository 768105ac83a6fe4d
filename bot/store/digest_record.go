package store

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/digest"
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/target"
	"time"
)

// digestRecord is the part of a row of digests that people see.
type digestRecord struct {
	ID        int64  `db:"id"`
	Workspace string `db:"workspace"`
	Channel   string `db:"channel"`
	Owner     string `db:"owner"`
	Org       string `db:"org"`
	Team      string `db:"team"`
	Repo      int64  `db:"repo"`
	Project   int64  `db:"project"`
	Name      string `db:"name"`
	Clock     int64  `db:"clock"`
	Days      int64  `db:"days"`
	Zone      string `db:"zone"`
	Language  string `db:"language"`
	Severity  string `db:"severity"`
	Parts     string `db:"parts"`
	Gate      string `db:"gate"`
	Quiet     string `db:"quiet"`
	State     string `db:"state"`
	Reason    string `db:"reason"`
	Version   int    `db:"version"`
	Due       int64  `db:"due"`
	Posted    int64  `db:"posted"`
}

// deliveryRecord is a row of digests with the state of its posts.
type deliveryRecord struct {
	digestRecord
	Claimed   int64  `db:"claimed"`
	Posting   int64  `db:"posting"`
	Done      int64  `db:"done"`
	Attempted int64  `db:"attempted"`
	Searched  string `db:"searched"`
}

var (
	digestColumns   = columnsOf[digestRecord]()
	deliveryColumns = columnsOf[deliveryRecord]()
)

func newDigestRecord(d digest.Digest) *digestRecord {
	return &digestRecord{
		ID: d.ID, Workspace: d.Workspace, Channel: d.Channel, Owner: d.Owner,
		Org: d.Target.Org, Team: d.Target.Team, Repo: d.Target.Repo, Project: d.Target.Project, Name: d.Name,
		Clock: int64(d.When.At), Days: int64(d.When.Days), Zone: d.When.Zone.String(), Language: string(d.Language),
		Severity: joinWords(d.Content.Severity), Parts: joinWords(d.Content.Show), Gate: d.Content.Gate.String(), Quiet: string(d.Content.Quiet),
		State: string(d.State), Reason: string(d.Reason), Version: d.Version, Due: toUnix(d.Due), Posted: toUnix(d.Last),
	}
}

// digest converts a record. Values of a later version that this one does not know are dropped.
func (r *digestRecord) digest() digest.Digest {
	zone, ok := schedule.ReadZone(r.Zone)
	if !ok {
		zone = time.UTC
	}
	d := digest.Digest{
		ID: r.ID, Workspace: r.Workspace, Channel: r.Channel, Owner: r.Owner,
		Target: target.Target{Org: r.Org, Team: r.Team, Repo: r.Repo, Project: r.Project}, Name: r.Name,
		When:     schedule.Schedule{At: schedule.Clock(r.Clock), Days: schedule.Days(r.Days), Zone: zone}, //nolint:gosec // as written
		Language: locale.Lang(r.Language), Content: digest.Content{Quiet: digest.Quiet(r.Quiet)},
		State: digest.State(r.State), Reason: digest.Reason(r.Reason), Version: r.Version,
		Due: fromUnix(r.Due), Last: fromUnix(r.Posted),
	}
	if d.Language != locale.Chinese {
		d.Language = locale.English
	}
	for _, v := range api.Severities() {
		if hasWord(r.Severity, v.String()) {
			d.Content.Severity = append(d.Content.Severity, v)
		}
	}
	for _, p := range digest.Parts() {
		if hasWord(r.Parts, string(p)) {
			d.Content.Show = append(d.Content.Show, p)
		}
	}
	d.Content.Gate, _ = gate.Read(r.Gate)
	return d
}

func hasWord(list, word string) bool { return strings.Contains(","+list+",", ","+word+",") }

func joinWords[T interface{ String() string }](words []T) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.String()
	}
	return strings.Join(texts, ",")
}

// toUnix is a time in Unix seconds; 0 for the zero time.
func toUnix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// fromUnix is the time that toUnix wrote.
func fromUnix(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}
