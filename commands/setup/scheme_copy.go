package setup

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type schemeCopyArgs struct{ Scheme, Repo, Name, Key string }

func (a *schemeCopyArgs) args() command.Args {
	return command.Args{
		command.Text(&a.Scheme, "scheme"), command.Text(&a.Repo, "repo").Optional(),
		command.Value(&a.Name, "name", "name").Needed().AtMost(api.MaxName, &a.Name), command.Internal(&a.Key, "key"),
	}
}

func (a *schemeCopyArgs) line() line.Line { return line.Of("scheme copy", a.args()) }

// schemeCopyCard is a scheme that is about to be copied, or was.
type schemeCopyCard struct {
	target.AnalysisScheme
	args    schemeCopyArgs
	changes []action.Change
	sure    line.Line // copies it; zero unless it is only shown
	result  *action.Result
}

func schemeCopy(d Deps) command.Command {
	return command.Define(command.Def[schemeCopyArgs, schemeCopyCard]{
		Name:     "scheme copy",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*schemeCopyArgs) bool { return true },
		Examples: []string{`scheme copy security payments-api name:"security 2027"`, "scheme copy security"},
		Args:     (*schemeCopyArgs).args,
		Run:      d.schemeCopy,
		View:     viewSchemeCopy,
	})
}

// copiedScheme is the name of a copy once it is there; empty before.
const copiedScheme action.Field = "copied_scheme"

// schemeCopy shows the copy that would be made, and makes it when that is confirmed, or when a form was sent.
func (d Deps) schemeCopy(ctx context.Context, r *command.Request, a *schemeCopyArgs) (schemeCopyCard, error) {
	at, err := d.Scheme(ctx, r, &a.Scheme, &a.Repo)
	if err != nil {
		return schemeCopyCard{}, err
	}
	a.Name = strings.TrimSpace(a.Name)
	card := schemeCopyCard{AnalysisScheme: at, args: *a}
	if a.Name == "" {
		return card, nil
	}
	steps := []action.Step{copying(r.TCA, at.Ref(), a.Name, target.SchemeName(at.Scheme))}
	key, err := d.keyOf(ctx, r, &a.Key)
	switch {
	case err != nil:
		return card, err
	case key == "":
		sure := *a
		sure.Key = command.KeyOf(r)
		card.sure = sure.line()
		card.changes, err = d.Preview(ctx, steps)
		return card, err
	}
	act := action.Action{Kind: kindSchemeCopy, Target: repoTarget(at.Repo.Ref()), Name: target.RepoName(at.Repo), Value: a.Name, Final: true, Key: key}
	card.result, err = d.carry(ctx, r, ofRepo(r, at.Repo.Ref(), target.RepoName(at.Repo)), act, steps)
	if err == nil && r.Submitted && card.result.Count(action.Refused) > 0 {
		return card, &command.UsageError{Reason: "usage.scheme_taken", Arg: "name", Data: []any{"Value", a.Name}}
	}
	return card, err
}

// copying copies a scheme, unless the repository has one of that name.
func copying(tca *api.Client, of api.SchemeRef, name, from string) action.Step {
	find := func(ctx context.Context) (action.State, error) {
		for s, err := range api.Each(api.Fresh(ctx), templateWindow, func(ctx context.Context, w api.Window) (api.Page[api.Scheme], error) {
			return tca.Schemes(ctx, of.Repo, api.SchemeFilter{Name: name}, w)
		}) {
			switch {
			case err != nil:
				return action.State{}, err
			case s.Name == name: // a reason not to copy; after TCA was asked to, it is the copy
				return action.State{Value: name, ID: s.ID, Never: action.NameTaken}, nil
			}
		}
		return action.State{}, nil
	}
	return action.Step{
		Change: action.Change{Name: kit.Name(from, "?", target.MaxName), Field: copiedScheme, After: name},
		Look:   find,
		Do: func(ctx context.Context) (action.State, error) {
			id, err := tca.CopyScheme(ctx, of.Repo, of.ID, name)
			return action.State{Value: name, ID: id}, err
		},
	}
}

func viewSchemeCopy(s command.Screen, c schemeCopyCard) kit.Message {
	lead := kit.Message{kit.Heading(s.Say("edit_title.scheme_copy", "Name", target.SchemeName(c.Scheme))), kit.Para(screen.RepoBreadcrumb(c.Repository))}
	c.args.Key = ""
	form := line.Form("copy", s.Say("button.change"), c.args.line())
	back := kit.Buttons{line.Button("scheme", s.Say("setup.show_scheme"), line.Scheme(c.Ref()))}
	if c.args.Name == "" {
		form.Main, form.Label = true, s.Say("setup.copy_scheme")
		return append(lead, kit.Buttons{form}, back)
	}
	card := action.Card{Kind: kindSchemeCopy, Value: kit.Cut(c.args.Name, target.MaxName), Lead: lead, Changes: c.changes, Result: c.result, Back: back}
	switch {
	case !c.sure.IsZero():
		card.Confirm = kit.Buttons{confirm(s, c.sure), form}
	case c.result.Count(action.Done) > 0:
		made := line.Button("made", s.Say("setup.show_copy"), line.Scheme(api.SchemeRef{Repo: c.Repo.Ref(), ID: c.result.Changes[0].Object}))
		made.Main = true
		card.Back = append(kit.Buttons{made}, back...)
	default:
		card.Back = append(kit.Buttons{form}, back...)
	}
	return card.View(s)
}

// CopyScheme is the line of the form that copies a scheme.
func CopyScheme(at target.AnalysisScheme) line.Line {
	return (&schemeCopyArgs{Scheme: kit.Number(at.Scheme.ID), Repo: at.Word()}).line()
}
