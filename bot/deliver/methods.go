package deliver

import (
	"time"

	"golang.org/x/time/rate"
)

// method is one of the Web API.
type method string

const (
	postMessage    method = "chat.postMessage"
	postEphemeral  method = "chat.postEphemeral"
	updateMessage  method = "chat.update"
	getUploadURL   method = "files.getUploadURLExternal"
	completeUpload method = "files.completeUploadExternal"
	openView       method = "views.open"
	updateView     method = "views.update"
	unfurl         method = "chat.unfurl"
	presentDetails method = "entity.presentDetails"
	publishView    method = "views.publish"
)

// limit is how many calls of a method may be made within a minute, and how many of them at once.
type limit struct{ perMinute, burst int }

// limits are Slack's tiers: https://docs.slack.dev/apis/web-api/rate-limits. They hold for each method, workspace and
// app. Of posts Slack says "several hundred".
var limits = map[method]limit{
	postMessage:    {300, 15},
	postEphemeral:  {100, 10}, // tier 4
	updateMessage:  {50, 5},   // tier 3
	getUploadURL:   {100, 10}, // tier 4
	completeUpload: {100, 10}, // tier 4
	openView:       {100, 10}, // tier 4
	updateView:     {100, 10}, // tier 4
	unfurl:         {50, 5},   // tier 3
	presentDetails: {50, 5},   // tier 3
	publishView:    {100, 10}, // tier 4
}

// limiter lets through what fits into any minute, wherever Slack lets it begin: a full burst and what is refilled
// after it. A second more than a minute, because calls do not all take equally long to get there.
func (l limit) limiter(second time.Duration) *rate.Limiter {
	return rate.NewLimiter(rate.Limit(float64(l.perMinute-l.burst)/(61*second.Seconds())), l.burst)
}

// delay is how long until a limiter lets one through.
func delay(l *rate.Limiter, now time.Time) time.Duration {
	r := l.ReserveN(now, 1)
	defer r.CancelAt(now)
	return r.DelayFrom(now)
}
