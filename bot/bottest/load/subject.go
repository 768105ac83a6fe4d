package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"tcabot/bot/bottest"
	"tcabot/bot/bottest/load/company"
	"tcabot/bot/bottest/load/crowd"
	"tcabot/bot/bottest/load/rawlimit"
)

// The names of the subjects.
const (
	rawlimitName = "rawlimit"
	textbookName = "textbook"
	tcabotName   = "tcabot"
)

// subject is a bot that is measured.
type subject struct {
	name, kind string // the kind is the name of a subject; several versions of tcabot are of one kind
	command    []string
	sockets    int // connections that it opens
}

// subjects makes what is needed to run them in a folder.
func (o options) find(ctx context.Context, folder string) ([]subject, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	var all []subject
	for _, name := range []string{rawlimitName, textbookName} {
		if slices.Contains(o.subjects, name) {
			all = append(all, subject{name: name, kind: name, command: []string{self, name}, sockets: 1})
		}
	}
	if !slices.Contains(o.subjects, tcabotName) {
		return all, nil
	}
	binaries := o.binaries
	if len(binaries) == 0 {
		built := filepath.Join(folder, tcabotName)
		if err := build(ctx, built); err != nil {
			return nil, err
		}
		binaries = []binary{{tcabotName, built}}
	}
	for _, b := range binaries {
		path, err := filepath.Abs(b.path)
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", b.path, err)
		}
		all = append(all, subject{name: b.name, kind: tcabotName, command: []string{path}, sockets: 2})
	}
	return all, nil
}

// build builds tcabot as it is released.
func build(ctx context.Context, path string) error {
	out, err := exec.CommandContext(ctx, "go", "build", "-ldflags=-s -w", "-o", path, "tcabot").CombinedOutput() // as README says
	if err != nil {
		return fmt.Errorf("build tcabot: %w\n%s", err, out)
	}
	return nil
}

// environment is all that a subject is told. tcabot has the settings of production, which are mostly the default ones.
func (s subject) environment(slack *bottest.Server, tcaURL, folder string, someone company.Person) []string {
	all := []string{"HOME=" + folder, "TMPDIR=" + folder, "SLACK_API_URL=" + slack.APIURL(), "TCA_URL=" + tcaURL}
	switch s.kind {
	case textbookName:
		all = append(all, "TCA_TOKEN="+someone.Token, "TCA_ORG="+company.OrgID(someone.Org))
	case tcabotName:
		all = append(all, "SLACK_APP_TOKEN="+bottest.AppToken, "SLACK_BOT_TOKEN="+bottest.BotToken, "DATABASE_URL="+database(folder))
	}
	return all
}

func database(folder string) string { return "sqlite://" + filepath.Join(folder, "bot.db") }

// bot is what people know of a subject.
func (s subject) bot(c *company.Company) crowd.Bot {
	b := crowd.Bot{Next: "next", Previous: "previous", Expect: c.Page}
	switch s.kind {
	case rawlimitName:
		b.Expect = func(int, string, int) []string { return company.Names([]byte(rawlimit.Answer)) }
	case textbookName: // it has one person's token
		b.Expect = func(_ int, search string, offset int) []string { return c.Page(c.People()[0].Org, search, offset) }
	case tcabotName:
		b.Next, b.Previous = "run/next", "run/previous"
	}
	return b
}
