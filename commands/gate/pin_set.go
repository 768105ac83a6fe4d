package gate

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
	"time"
)

type pinArgs struct {
	Project, Name string
	Scan          int64
}

func (a *pinArgs) args() command.Args {
	return command.Args{
		command.Text(&a.Project, "project").Optional(), command.Text(&a.Name, "pin").Optional().InForm().Check(a.named),
		command.Number(&a.Scan, "scan"),
	}
}

// named checks the name, and gives the usual one.
func (a *pinArgs) named() (err error) {
	if a.Name == "" {
		return nil
	}
	a.Name, err = command.ReadPinName(a.Name)
	return err
}

// pinForm opens the form that pins a scan of a branch.
func pinForm(ref api.ProjectRef, scan int64) line.Line { return line.Pin(ref, UsualPin, scan) }

// pinCard is the screen of a pin that was just set or removed.
type pinCard struct {
	target.Branch
	said   locale.Key
	pin    Pin
	former Pin // the one with the same name that it replaces; without a version for none
}

func pin(d Deps) command.Command {
	return command.Define(command.Def[pinArgs, pinCard]{
		Name:     "gate pin",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*pinArgs) bool { return true },
		Examples: []string{"gate pin payments-api@master", "gate pin payments-api@master v1.4 scan:5014", "gate pin"},
		Args:     (*pinArgs).args,
		Run:      d.pin,
		View:     viewPin,
	})
}

// pin keeps the state of a branch after a scan, the last successful one if none was named.
func (d Deps) pin(ctx context.Context, r *command.Request, a *pinArgs) (pinCard, error) {
	at, err := d.Branch(ctx, r, &a.Project)
	if err != nil {
		return pinCard{}, err
	}
	if a.Name == "" {
		a.Name = UsualPin
	}
	scan, state, err := pinnable(ctx, r.TCA, at.Ref, a.Scan)
	if err != nil {
		return pinCard{}, err
	}
	a.Scan = scan.ID
	former, err := d.named(ctx, r, at.Ref, a.Name)
	if err != nil && !errors.Is(err, ErrNoPin) {
		return pinCard{}, err
	}
	c := pinCard{Branch: at, said: "gate.pinned", former: former, pin: Pin{
		Workspace: r.Who.Workspace, Ref: at.Ref, Name: a.Name, Scan: scan.ID, Revision: scan.Revision, Scanned: scan.Time.Time, State: state,
		By: r.Who.User, At: d.Now(), Version: former.Version,
	}}
	c.pin.State.Project = at.Ref.ID
	if former.Version > 0 && former.Scan == scan.ID { // also when Slack delivers the same again
		c.said, c.pin, c.former = "gate.pinned_same", former, Pin{}
		return c, nil
	}
	c.pin, err = d.Store.SetPin(ctx, c.pin)
	return c, err
}

// named finds a pin of a branch. Names do not differ by letter case.
func (d Deps) named(ctx context.Context, r *command.Request, ref api.ProjectRef, name string) (Pin, error) {
	all, err := d.Store.Pins(ctx, r.Who.Workspace, targetOf(ref))
	if err != nil {
		return Pin{}, err
	}
	found, ok := all.Named(ref.ID, name)
	if !ok {
		return Pin{}, ErrNoPin
	}
	return found, nil
}

// pinnable finds a successful scan, and the state of the branch after it.
func pinnable(ctx context.Context, tca *api.Client, ref api.ProjectRef, id int64) (api.Scan, change.Mark, error) {
	scans, err := recent(ctx, tca, ref)
	if err != nil {
		return api.Scan{}, change.Mark{}, err
	}
	if id == 0 {
		last, _ := lastGood(scans)
		id = last.ID
	}
	if id == 0 {
		return api.Scan{}, change.Mark{}, &command.UsageError{Reason: "usage.pin_none"}
	}
	is := func(c api.Scan) bool { return c.ID == id }
	if !slices.ContainsFunc(scans, is) {
		if scans, _, err = change.Recent(ctx, tca, ref, change.Mark{Scan: id - 1}, time.Time{}); err != nil {
			return api.Scan{}, change.Mark{}, err
		}
	}
	i := slices.IndexFunc(scans, is)
	switch {
	case i < 0:
		return api.Scan{}, change.Mark{}, &command.UsageError{Reason: "usage.pin_old", Arg: "scan", Data: []any{"Value", kit.Number(id), "Most", change.MaxScans}}
	case scans[i].Code == nil || !scans[i].Code.OK():
		return api.Scan{}, change.Mark{}, &command.UsageError{Reason: "usage.pin_failed", Arg: "scan", Data: []any{"Value", kit.Number(id)}}
	}
	state, ok := change.After(scans, id)
	if !ok || state.Has == (change.MarkParts{}) {
		return api.Scan{}, change.Mark{}, &command.UsageError{Reason: "usage.pin_failed", Arg: "scan", Data: []any{"Value", kit.Number(id)}}
	}
	return scans[i], state, nil
}

func viewPin(s command.Screen, c pinCard) kit.Message {
	m := kit.Message{kit.Para(kit.Phrase(s.Words, c.said, "Pin", kit.Bold(c.pin.Name), "Scan", kit.Number(c.pin.Scan), "When", kit.When(c.pin.Scanned, "?")))}
	m = append(m, screen.Breadcrumb(s, c.Branch)...)
	if c.former.Version > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "gate.pin_replaced", "Scan", kit.Number(c.former.Scan), "Person", kit.Person(c.former.By), "When", kit.When(c.former.At, "?"))))
	}
	return append(m, kit.Buttons{line.Button("gate", s.Say("gate.check"), line.Gate(c.Word())), line.Button("pins", s.Say("gate.pins"), line.Pins(c.Ref))})
}
