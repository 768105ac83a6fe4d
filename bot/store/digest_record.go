package store

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/digest"
	"tcabot/commands/gate"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"time"
)

// digestRecord is the part of a row of digests that people see.
type digestRecord struct {
	subscriptionRecord
	Clock    int64  `db:"clock"`
	Days     int64  `db:"days"`
	Zone     string `db:"zone"`
	Severity string `db:"severity"`
	Parts    string `db:"parts"`
	Gate     string `db:"gate"`
	Quiet    string `db:"quiet"`
	Due      int64  `db:"due"`
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
		subscriptionRecord: newSubscriptionRecord(d.Subscription),
		Clock:              int64(d.When.At), Days: int64(d.When.Days), Zone: d.When.Zone.String(),
		Severity: joinWords(d.Content.Severity), Parts: joinWords(d.Content.Show), Gate: d.Content.Gate.String(), Quiet: string(d.Content.Quiet),
		Due: toUnix(d.Due),
	}
}

// digest converts a record. Values of a later version that this one does not know are dropped.
func (r *digestRecord) digest() digest.Digest {
	zone, ok := schedule.ReadZone(r.Zone)
	if !ok {
		zone = time.UTC
	}
	d := digest.Digest{
		Subscription: r.subscription(subscription.Digest),

		When:    schedule.Schedule{At: schedule.Clock(r.Clock), Days: schedule.Days(r.Days), Zone: zone}, //nolint:gosec // as written
		Content: digest.Content{Quiet: digest.Quiet(r.Quiet)}, Due: fromUnix(r.Due),
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
