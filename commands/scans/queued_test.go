package scans

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
	"time"
)

// TestJobsThatHaveNotStarted: a job that waits is queued, not started, and the times that TCA computes by the time when it
// would expire are not shown.
func TestJobsThatHaveNotStarted(t *testing.T) {
	for _, tt := range []struct {
		state   api.JobState
		started bool
		label   string
		lengths int
	}{
		{api.JobWaiting, false, "task.queued", 0},
		{api.JobInitialising, false, "task.queued", 0},
		{api.JobInitialised, false, "task.queued", 0},
		{api.JobRunning, true, "job.started", 1},
		{api.JobStoring, true, "job.started", 1},
		{api.JobClosed, true, "job.started", 2},
		{api.JobClosed, false, "job.started", 2}, // cancelled while it waited: its expiry was its end
	} {
		for _, lang := range locale.Languages() {
			t.Run(tt.state.String()+"/"+string(lang), func(t *testing.T) {
				j := api.JobDetail{
					ID: 7, State: tt.state, Created: screentest.Moments(3), Creator: "张伟",
					Waited: api.Span{Duration: 50 * time.Minute}, Took: api.Span{Duration: 9 * time.Hour},
				}
				if tt.started {
					j.Started = api.Time{Time: j.Created.Add(26 * time.Second)}
				}
				s := command.Screen{Words: locale.In(lang), Command: "/tca"}
				text := viewJob(s, jobCard{Branch: screentest.UsualPlace(t), job: j}).Text()
				if want := s.Say(locale.Key(tt.label)) + "  "; !strings.Contains(strings.ReplaceAll(text, "*", ""), want) {
					t.Errorf("want the label %q:\n%s", want, text)
				}
				if got := jobLengths(s, j); len(got) != tt.lengths {
					t.Errorf("lengths %q, want %d", got, tt.lengths)
				}
				if expired := strings.Contains(text, "9 h"); expired != (tt.state == api.JobClosed) && lang == locale.English {
					t.Errorf("shows how long it will have run: %v", expired)
				}
			})
		}
	}
}
