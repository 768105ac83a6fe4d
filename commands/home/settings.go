package home

import (
	"context"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// settings are what a person chose, or what is taken from their Slack.
type settings struct {
	chosen   bool   // the language, and not taken from Slack
	zone     string // of Slack; empty when it knows none
	target   target.Target
	called   string // the target, for people
	names    []string
	mentions bool
	notices  assignment.Notices
	quiet    schedule.Quiet
}

func (d Deps) settings(ctx context.Context, r *command.Request) (s settings, err error) {
	if r.Zoned {
		s.zone = r.Zone.String()
	}
	language, err := d.Settings.Language(ctx, r.Who)
	if err != nil {
		return s, err
	}
	s.chosen = language != ""
	if s.quiet, err = d.Settings.Quiet(ctx, r.Who); err != nil {
		return s, err
	}
	if r.TCA == nil {
		return s, nil
	}
	s.names = command.MyNames(r.Username, r.Names)
	if s.target, err = d.Finder.Settings.Target(ctx, target.Subject{Workspace: r.Who.Workspace, ID: r.Who.User}); err != nil {
		return s, err
	}
	s.called = target.Word(s.target)
	if s.mentions, err = d.Settings.Mentioned(ctx, r.Who); err != nil {
		return s, err
	}
	s.notices, err = d.Settings.Notices(ctx, r.Who)
	return s, err
}

// view shows the settings and the controls that change them.
func (t settings) view(s command.Screen, linked bool, recent []place) kit.Message {
	f := screen.Facts{Screen: s}
	language := s.Say("home.language_slack")
	if t.chosen {
		language = s.Say("home.language_chosen")
	}
	f.Add("home.language", kit.Text(language))
	zone := t.zone
	if zone == "" {
		zone = s.Say("home.no_zone")
	}
	f.Add("home.zone", kit.Text(zone))
	quiet := s.Say("home.not_set")
	if !t.quiet.IsZero() {
		quiet = s.Say("home.quiet_is", "Hours", t.quiet.Hours(), "Zone", t.quiet.Zone.String())
	}
	f.Add("home.quiet", kit.Text(quiet))
	hours := line.Button("quiet", s.Say("quiet.open"), line.QuietHours())
	languages := kit.Menu{ID: "run/language", Placeholder: s.Say("home.set_language"), Options: []kit.Option{
		line.Option("English", line.Language("en")), line.Option("简体中文", line.Language("zh")), line.Option(s.Say("home.as_slack"), line.Language("auto")),
	}}
	m := kit.Message{kit.Heading(s.Say("home.settings"))}
	if !linked {
		return append(m, f.Rows, kit.Buttons{languages, hours})
	}
	called := s.Say("home.not_set")
	if !t.target.IsZero() {
		called = kit.Name(t.called, target.Word(t.target), 100)
	}
	f.Add("home.default", kit.Text(called))
	f.Add("home.names", kit.Text(screen.Join(s, t.named())))
	mentions, turn := locale.Key("home.off"), line.Button("mentions", s.Say("home.turn_on"), line.Mentions(true))
	if t.mentions {
		mentions, turn = "home.on", line.Button("mentions", s.Say("home.turn_off"), line.Mentions(false))
	}
	f.Add("home.mentions", kit.Text(s.Say(mentions)))
	notices, tell := locale.Key("home.off"), line.Button("notices", s.Say("notices.turn_on"), line.Notices(true))
	if t.notices.On {
		notices, tell = "home.on", line.Button("notices", s.Say("notices.turn_off"), line.Notices(false))
	}
	if t.notices.Reason != "" {
		notices, tell = "home.notices_suspended", line.Button("notices", s.Say("quiet.notices"), line.NoticesState())
	}
	f.Add("home.notices", kit.Text(s.Say(notices)))
	return append(m, f.Rows, kit.Buttons{
		languages, t.defaults(s, recent), screen.NamesButton(s), turn, tell, hours, line.Button("whoami", s.Say("home.account"), line.Whoami()),
	})
}

func (t settings) named() []string {
	shown := make([]string, len(t.names))
	for i, name := range t.names {
		shown[i] = kit.Name(name, "?", 60)
	}
	return shown
}

// defaults offers the branches at which the person looked last as default targets.
func (t settings) defaults(s command.Screen, recent []place) kit.Menu {
	menu := kit.Menu{ID: "run/use", Placeholder: s.Say("home.set_default")}
	for _, p := range recent {
		menu.Options = append(menu.Options, line.Option(kit.Name(p.name, "?", 70), line.Use(target.Word(p.target))))
	}
	if !t.target.IsZero() {
		menu.Options = append(menu.Options, line.Option(s.Say("home.clear_default"), line.ClearUse()))
	}
	return menu
}
