package account

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
)

// Eraser deletes what is stored about a person.
type Eraser interface {
	// Holdings counts what others would miss.
	Holdings(context.Context, command.Who) (command.Holdings, error)
	// Forget deletes the person's token, settings, names, digests and follows, and takes their name from what stays. It is no
	// error when nothing is stored.
	Forget(context.Context, command.Who) error
}

type forgetArgs struct{ Yes bool }

type forgetCard struct {
	holdings command.Holdings
	done     bool
}

// forget is for everybody: also who has no account may have settings.
func forget(d Deps) command.Command {
	return command.Define(command.Def[forgetArgs, forgetCard]{
		Name:    "forget me",
		Changes: true, Disconnects: true,
		Access:   command.Anyone,
		Personal: func(*forgetArgs) bool { return true },
		Examples: []string{"forget me"},
		Args:     func(a *forgetArgs) command.Args { return command.Args{command.Flag(&a.Yes, "yes").Unasked()} },
		Run: func(ctx context.Context, r *command.Request, a *forgetArgs) (forgetCard, error) {
			if a.Yes {
				return forgetCard{done: true}, d.Eraser.Forget(ctx, r.Who)
			}
			h, err := d.Eraser.Holdings(ctx, r.Who)
			return forgetCard{holdings: h}, err
		},
		View: viewForget,
	})
}

func viewForget(s command.Screen, d forgetCard) kit.Message {
	if d.done {
		return kit.Message{
			kit.Para(kit.Phrase(s.Words, "forget.done")),
			kit.Note(kit.Phrase(s.Words, "logout.token")),
			kit.Buttons{screen.ConnectButton(s.Words, "login.again", line.Line{})},
		}
	}
	m := kit.Message{kit.Para(kit.Phrase(s.Words, "forget.what"))}
	if d.holdings != (command.Holdings{}) {
		m = append(m, kit.Para(kit.Phrase(s.Words, "forget.posts", "Digests", d.holdings.Digests, "Follows", d.holdings.Follows, "Logout", kit.Code(s.Command+" logout"))))
	}
	erase := line.Button("forget", s.Say("forget.yes"), line.ForgetMe())
	erase.Alert = true
	erase.Ask = &kit.Ask{Title: s.Say("forget.ask"), Text: s.Say("forget.ask_text"), Yes: s.Say("forget.yes"), No: s.Say("button.cancel")}
	return append(m, kit.Note(kit.Phrase(s.Words, "forget.stays")), kit.Buttons{erase})
}
