package schedule_test

import (
	"tcabot/commands/schedule"
	"testing"
	"time"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, ok := schedule.ReadZone(name)
	if !ok {
		t.Fatalf("zone %s is not known", name)
	}
	return z
}

// TestEveryChosenDayOnce walks through years of days in zones with every kind of oddity, asking as a clock that is looked
// at every seven minutes would: each chosen day is due exactly once, at the hour that was asked for or, where the clocks
// skip that, when they go on.
func TestEveryChosenDayOnce(t *testing.T) {
	for _, tt := range []struct {
		zone     string
		from     int
		leaveOut string // a day that the zone does not have
	}{
		{"Asia/Shanghai", 2026, ""},
		{"Europe/Berlin", 2026, ""},
		{"America/New_York", 2026, ""},
		{"Asia/Kolkata", 2026, ""},
		{"Pacific/Apia", 2026, ""},
		{"Pacific/Apia", 2011, "2011-12-30"}, // when it moved across the date line
		{"Australia/Lord_Howe", 2026, ""},    // whose summer time is half an hour
		{"America/Sao_Paulo", 2018, ""},      // whose clocks skipped midnight
		{"Africa/Casablanca", 2026, ""},
	} {
		for _, at := range []schedule.Clock{schedule.At(0, 0), schedule.At(0, 30), schedule.At(1, 45), schedule.At(2, 0), schedule.At(2, 30), schedule.At(9, 30), schedule.At(23, 59)} {
			for _, days := range []schedule.Days{schedule.EveryDay, schedule.Workdays, schedule.Weekend, 1 << time.Wednesday} {
				t.Run(tt.zone+" "+at.String()+" "+days.String(), func(t *testing.T) {
					z := zone(t, tt.zone)
					s := schedule.Schedule{At: at, Days: days, Zone: z}
					start := time.Date(tt.from, 1, 1, 0, 0, 0, 0, z)
					end := start.AddDate(1, 0, 0)
					got := map[string]int{}
					for due := s.Next(start.Add(-time.Second)); due.Before(end); due = s.Next(due) {
						got[due.Format(time.DateOnly)]++
						if last := s.Last(due); !last.Equal(due) {
							t.Fatalf("Last(%v) = %v", due, last)
						}
						if last := s.Last(due.Add(7 * time.Minute)); !last.Equal(due) {
							t.Fatalf("seven minutes after %v the last one is %v", due, last)
						}
						if shown := due.Hour()*60 + due.Minute(); shown != at.Hour()*60+at.Minute() {
							if jump := due.Add(-time.Second); shown-(jump.Hour()*60+jump.Minute()) == 1 {
								t.Errorf("%v is not %s, and the clocks did not skip that", due, at)
							}
						}
					}
					for day := time.Date(tt.from, 1, 1, 12, 0, 0, 0, time.UTC); day.Year() == tt.from; day = day.AddDate(0, 0, 1) {
						want := 0
						if name := day.Format(time.DateOnly); days.Has(day.Weekday()) && name != tt.leaveOut {
							want = 1
						}
						if name := day.Format(time.DateOnly); got[name] != want {
							t.Errorf("due %d times on %s, want %d", got[name], name, want)
						}
					}
				})
			}
		}
	}
}

func TestClocksThatJump(t *testing.T) {
	for _, tt := range []struct{ zone, at, after, want string }{
		{"Europe/Berlin", "02:30", "2026-03-28T12:00:00Z", "2026-03-29T03:00:00+02:00"}, // 02:00 to 03:00 is skipped
		{"Europe/Berlin", "02:30", "2026-10-24T12:00:00Z", "2026-10-25T02:30:00+02:00"}, // the first of two
		{"Europe/Berlin", "02:30", "2026-10-25T00:45:00Z", "2026-10-26T02:30:00+01:00"}, // and not the second
		{"America/New_York", "02:30", "2026-03-07T12:00:00Z", "2026-03-08T03:00:00-04:00"},
		{"America/New_York", "01:30", "2026-10-31T12:00:00Z", "2026-11-01T01:30:00-04:00"},
		{"Australia/Lord_Howe", "02:15", "2026-10-03T00:00:00Z", "2026-10-04T02:30:00+11:00"}, // half an hour is skipped
		{"Australia/Lord_Howe", "01:45", "2026-04-04T00:00:00Z", "2026-04-05T01:45:00+11:00"},
		{"America/Sao_Paulo", "00:30", "2018-11-03T12:00:00Z", "2018-11-04T01:00:00-02:00"},
		{"Pacific/Apia", "09:30", "2011-12-29T20:00:00Z", "2011-12-31T09:30:00+14:00"},
	} {
		t.Run(tt.zone+" "+tt.at+" "+tt.want, func(t *testing.T) {
			at, _ := schedule.ReadClock(tt.at)
			after, err := time.Parse(time.RFC3339, tt.after)
			if err != nil {
				t.Fatal(err)
			}
			s := schedule.Schedule{At: at, Days: schedule.EveryDay, Zone: zone(t, tt.zone)}
			if got := s.Next(after).Format(time.RFC3339); got != tt.want {
				t.Errorf("Next(%s) = %s, want %s", tt.after, got, tt.want)
			}
		})
	}
}

func TestNever(t *testing.T) {
	if got := (schedule.Schedule{}).Next(time.Now()); !got.IsZero() {
		t.Errorf("a schedule without days is due at %v", got)
	}
}

func TestReadClock(t *testing.T) {
	for text, want := range map[string]string{
		"09:30": "09:30", "9:30": "09:30", " 9 ": "09:00", "9am": "09:00", "12am": "00:00", "12pm": "12:00", "9:30pm": "21:30", "00:00": "00:00", "23：59": "23:59",
		"24:00": "", "9:60": "", "25:00": "", "13pm": "", "0am": "", "": "", "noon": "", "9:5": "", "-1:00": "", "0930": "",
	} {
		got, ok := schedule.ReadClock(text)
		if got.String() != want || ok != (want != "") {
			t.Errorf("ReadClock(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
}

func TestReadDays(t *testing.T) {
	for text, want := range map[string]string{
		"mon-fri": "mon-fri", "Monday": "mon", "sat,sun": "sat-sun", "fri-mon": "mon,fri-sun", "daily": "mon-sun", "weekdays": "mon-fri", "mon,wed": "mon,wed",
		"周一至周五": "mon-fri", "星期天": "sun", "周日、周三": "wed,sun", "工作日": "mon-fri", "每天": "mon-sun", "tues": "tue", "mon,mon": "mon",
		"": "", "mo": "", "funday": "", "mon-": "", "-": "", "mon,xyz": "", ",": "",
	} {
		got, bad := schedule.ReadDays(text)
		if got.String() != want || (bad == "") != (want != "") && text != "" {
			t.Errorf("ReadDays(%q) = %q, bad %q, want %q", text, got, bad, want)
		}
	}
}

func TestReadZone(t *testing.T) {
	for text, want := range map[string]string{
		"Asia/Shanghai": "Asia/Shanghai", "asia/shanghai": "Asia/Shanghai", "america/new york": "America/New_York", "utc": "UTC", "UTC": "UTC",
		"America/Argentina/Buenos_Aires": "America/Argentina/Buenos_Aires", "america/port_of_spain": "America/Port_of_Spain",
		"Local": "", "": "", "CST": "", "Mars/Olympus": "", "../../etc/passwd": "", "Asia": "",
	} {
		got, ok := schedule.ReadZone(text)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("ReadZone(%q) = %v, %v, want %q", text, got, ok, want)
		}
	}
}
