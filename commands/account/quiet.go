package account

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/schedule"
	"time"
)

type quietArgs struct {
	Hours string
	Zone  *time.Location
}

// quiet is for everybody: whoever follows a branch by direct message needs no account to want their peace.
func quiet(d Deps) command.Command {
	return command.Define(command.Def[quietArgs, schedule.Quiet]{
		Name:     "quiet",
		Changes:  true,
		Access:   command.Anyone,
		Personal: func(*quietArgs) bool { return true },
		Examples: []string{"quiet 20:00-08:00", "quiet 22:30-07:00 zone:Asia/Shanghai", "quiet off", "quiet"},
		Args: func(a *quietArgs) command.Args {
			return command.Args{
				command.Text(&a.Hours, "hours").Optional(),
				command.Read(&a.Zone, "zone", "Asia/Shanghai", readZone, zoneName),
			}
		},
		Run:  d.quiet,
		View: viewQuiet,
	})
}

func (d Deps) quiet(ctx context.Context, r *command.Request, a *quietArgs) (q schedule.Quiet, err error) {
	switch a.Hours {
	case "":
		return d.Direct.Quiet(ctx, r.Who)
	case "off", "none", "关", "关闭":
		return q, d.Direct.SetQuiet(ctx, r.Who, q)
	}
	from, until, ok := schedule.ReadQuiet(a.Hours)
	if !ok {
		return q, &command.UsageError{Reason: "usage.quiet", Data: []any{"Value", a.Hours}}
	}
	q = schedule.Quiet{From: from, Until: until, Zone: r.Zone}
	switch {
	case a.Zone != nil:
		q.Zone, q.Chosen = a.Zone, true
	case !r.Zoned:
		return schedule.Quiet{}, &command.UsageError{Reason: "usage.quiet_zone", Data: []any{"Hours", q.Hours(), "Command", r.Command}}
	}
	return q, d.Direct.SetQuiet(ctx, r.Who, q)
}

func readZone(text string) (*time.Location, error) {
	z, ok := schedule.ReadZone(text)
	if !ok {
		return nil, &command.UsageError{Reason: "usage.zone", Data: []any{"Value", text}}
	}
	return z, nil
}

func zoneName(z *time.Location) string {
	if z == nil {
		return ""
	}
	return z.String()
}

// usualQuiet are the quiet hours that are offered. Others can be typed.
var usualQuiet = []string{"18:00-09:00", "20:00-08:00", "22:00-07:00"}

func viewQuiet(s command.Screen, q schedule.Quiet) kit.Message {
	menu := kit.Menu{ID: "run/quiet", Placeholder: s.Say("quiet.choose")}
	for _, hours := range usualQuiet {
		menu.Options = append(menu.Options, line.Option(hours, line.Quiet(hours)))
	}
	said := kit.Phrase(s.Words, "quiet.none")
	row := kit.Buttons{menu, line.Button("notices", s.Say("quiet.notices"), line.NoticesState())}
	if !q.IsZero() {
		said = quietSpan(s, q)
		row = append(row, line.Button("quiet_off", s.Say("quiet.turn_off"), line.Quiet("off")))
	}
	return kit.Message{kit.Para(said), kit.Note(kit.Phrase(s.Words, "quiet.how", "Command", s.Command)), row}
}

// quietSpan says which hours are quiet, and whose clock counts.
func quietSpan(s command.Screen, q schedule.Quiet) kit.Line {
	return kit.Phrase(s.Words, "quiet.is", "Hours", kit.Bold(q.Hours()), "Zone", zoneName(q.Zone))
}
