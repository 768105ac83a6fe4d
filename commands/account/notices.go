package account

import (
	"context"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/schedule"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
)

type noticesArgs struct{ State string }

type noticesCard struct {
	notices assignment.Notices
	quiet   schedule.Quiet
	names   []string // under which issues are the person's
}

// notices is for everybody: who has lost their account can still switch them off.
func notices(d Deps) command.Command {
	return command.Define(command.Def[noticesArgs, noticesCard]{
		Name:     "notices",
		Changes:  true,
		Access:   command.Welcome,
		Personal: func(*noticesArgs) bool { return true },
		Examples: []string{"notices", "notices on", "notices off"},
		Args: func(a *noticesArgs) command.Args {
			return command.Args{command.Text(&a.State, "state").Optional().About("arg.switch")}
		},
		Run:  d.notices,
		View: viewNotices,
	})
}

func (d Deps) notices(ctx context.Context, r *command.Request, a *noticesArgs) (card noticesCard, err error) {
	if a.State != "" {
		on, err := readSwitch(r, a.State)
		if err != nil {
			return card, err
		}
		if err := d.Direct.SetNotices(ctx, r.Who, on, r.Words.Lang()); err != nil {
			return card, err
		}
	}
	if card.notices, err = d.Direct.Notices(ctx, r.Who); err != nil {
		return card, err
	}
	if r.TCA != nil {
		card.names = command.MyNames(r.Username, r.Names)
	}
	card.quiet, err = d.Direct.Quiet(ctx, r.Who)
	return card, err
}

// readSwitch reads on or off.
func readSwitch(r *command.Request, state string) (bool, error) {
	switch state {
	case "on", "开", "开启":
		return true, nil
	case "off", "关", "关闭":
		return false, nil
	default:
		return false, &command.UsageError{
			Reason: "usage.choice",
			Data:   []any{"Name", "state", "Value", state, "Choices", command.Choices(r.Words, []string{"on", "off"})},
		}
	}
}

func viewNotices(s command.Screen, d noticesCard) kit.Message {
	quiet := line.Button("quiet", s.Say("quiet.open"), line.QuietHours())
	if !d.notices.On {
		on := line.Button("notices_on", s.Say("notices.turn_on"), line.Notices(true))
		on.Main = true
		return kit.Message{kit.Para(kit.Phrase(s.Words, "notices.off")), kit.Buttons{on, quiet}}
	}
	off := line.Button("notices_off", s.Say("notices.turn_off"), line.Notices(false))
	if d.notices.Reason != "" {
		return append(subscription.ViewAssignmentNotice(s, d.notices.Reason), kit.Buttons{off})
	}
	m := kit.Message{kit.Para(kit.Phrase(s.Words, "notices.on"))}
	if len(d.names) > 0 {
		m = append(m, screen.MyNames(s, d.names))
	}
	if !d.quiet.IsZero() {
		m = append(m, kit.Note(quietSpan(s, d.quiet)))
	}
	return append(m, kit.Note(kit.Phrase(s.Words, "notices.how")), kit.Buttons{off, quiet, screen.NamesButton(s)})
}
