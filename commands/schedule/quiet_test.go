package schedule_test

import (
	"tcabot/commands/schedule"
	"testing"
	"time"
)

func TestReadQuiet(t *testing.T) {
	for text, want := range map[string]string{
		"20:00-08:00": "20:00-08:00", "8pm-8am": "20:00-08:00", "22:30至7:00": "22:30-07:00", "12～13:30": "12:00-13:30", "20:00 - 8": "20:00-08:00",
		"20:00": "", "8-8": "", "25:00-08:00": "", "night": "", "": "", "20:00-": "",
	} {
		got := ""
		if from, until, ok := schedule.ReadQuiet(text); ok {
			got = schedule.Quiet{From: from, Until: until}.Hours()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// TestQuietEnd asks at every minute of a year, also where the clocks change: it is quiet exactly when the clock on the wall
// says so, and the end is never in quiet hours.
func TestQuietEnd(t *testing.T) {
	for _, name := range []string{"Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe"} {
		for _, hours := range []struct{ from, until schedule.Clock }{
			{schedule.At(20, 0), schedule.At(8, 0)}, {schedule.At(12, 0), schedule.At(13, 30)}, {schedule.At(0, 0), schedule.At(6, 0)}, {schedule.At(22, 15), schedule.At(0, 0)},
		} {
			z := zone(t, name)
			q := schedule.Quiet{From: hours.from, Until: hours.until, Zone: z}
			for at := time.Date(2018, 1, 1, 0, 7, 0, 0, z); at.Year() == 2018; at = at.Add(31 * time.Minute) {
				minutes := func(c schedule.Clock) int { return c.Hour()*60 + c.Minute() }
				now := at.Hour()*60 + at.Minute()
				quiet := now >= minutes(q.From) && now < minutes(q.Until)
				if minutes(q.From) > minutes(q.Until) {
					quiet = now >= minutes(q.From) || now < minutes(q.Until)
				}
				end, ok := q.End(at)
				if ok != quiet {
					t.Fatalf("%s %s at %v: quiet %t, want %t", name, q.Hours(), at, ok, quiet)
				}
				if _, still := q.End(end); ok && (still || !end.After(at) || end.Sub(at) > 25*time.Hour) {
					t.Fatalf("%s %s at %v ends at %v", name, q.Hours(), at, end)
				}
			}
		}
	}
	if _, ok := (schedule.Quiet{}).End(time.Now()); ok {
		t.Error("no quiet hours contain now")
	}
}
