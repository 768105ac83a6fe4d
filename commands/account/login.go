package account

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type loginState struct {
	link *command.Link // nil when nobody is connected
}

func login(d Deps) command.Command {
	return command.Define(command.Def[struct{}, loginState]{
		Name:     "login",
		Access:   command.Anyone,
		Examples: []string{"login"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (loginState, error) {
			link, err := d.Links.Link(ctx, r.Who)
			if errors.Is(err, command.ErrNotLinked) && !errors.Is(err, command.ErrUnreadable) {
				return loginState{}, nil
			}
			return loginState{link: &link}, err
		},
		View: func(s command.Screen, d loginState) kit.Message {
			if d.link == nil {
				return screen.Connect(s.Words, "login.hello", line.Line{})
			}
			name := kit.Bold(target.PersonName(d.link.Nickname, d.link.Username))
			return kit.Message{
				kit.Para(kit.Phrase(s.Words, "login.already", "Name", name)),
				kit.Buttons{screen.ConnectButton(s.Words, "login.other", line.Line{})},
			}
		},
	})
}

// Connected says who was connected and what to try first.
func Connected(w locale.Words, command string, me api.Me, orgs []api.Org) kit.Message {
	m := kit.Message{kit.Para(kit.Phrase(w, "login.done",
		"Name", kit.Bold(target.PersonName(me.Nickname, me.Username)), "Username", kit.Code(me.Username)))}
	if len(orgs) == 0 {
		return append(m, kit.Para(kit.Phrase(w, "orgs.none")))
	}
	var rows kit.Rows
	for _, o := range orgs {
		rows = append(rows, []kit.Line{{kit.Bold(target.OrgName(o))}, {kit.Text(w.Say("orgs.teams", "Count", o.TeamCount) + " · " +
			w.Say("orgs.repos", "Count", o.RepoCount))}})
	}
	return append(m, rows, kit.Note(kit.Phrase(w, "login.next", "Command", command)), proposal(w, command))
}
