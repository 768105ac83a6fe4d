package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/bot/bottest"
	"tcabot/bot/bottest/load/company"
	"tcabot/bot/bottest/load/crowd"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"time"
)

// steps is how often memory is read while pages are looked at.
const steps = 10

// browsed is the memory of a tcabot while many people look at many pages.
type browsed struct {
	name     string
	resident [steps + 1]int64 // before the first page, and after each step
	rest     int64            // some time after the last page
	peak     int64
	took     time.Duration
	wrong    []error
}

// measureMemory measures the memory of every tcabot and prints the tables.
func measureMemory(ctx context.Context, o options) (err error) {
	o.subjects = []string{tcabotName}
	folder, err := os.MkdirTemp("", "tcabot-load-")
	if err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	subjects, err := o.find(ctx, folder)
	if err != nil {
		return err
	}
	tca, err := apitest.New(apitest.Options{}) //nolint:contextcheck // it lives until it is closed
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tca.Close()) }()
	c := company.New(tca, o.memoryPeople)
	tca.Inject(apitest.Slow(o.latency))
	var all []browsed
	for _, s := range subjects {
		b, err := o.browse(ctx, s, filepath.Join(folder, "memory-"+s.name), c, tca.URL())
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		all = append(all, b)
	}
	o.printMemory(all)
	return missing(all)
}

// missing is an error that names some of the answers that were wrong or missing.
func missing(all []browsed) error {
	var wrong []error
	for _, b := range all {
		if n := len(b.wrong); n > 0 {
			wrong = append(wrong, fmt.Errorf("%s: %d answers are wrong or missing, such as: %w", b.name, n, b.wrong[0]))
		}
	}
	return errors.Join(wrong...)
}

// browse has everybody look at pages, and reads the memory of the process meanwhile.
func (o options) browse(ctx context.Context, s subject, folder string, c *company.Company, tcaURL string) (b browsed, err error) {
	b.name = s.name
	key := seal.NewKey()
	if err := connect(ctx, folder, key, c); err != nil {
		return b, err
	}
	all, err := crowd.New(c, s.bot(c)) //nolint:contextcheck // it lives until it is closed
	if err != nil {
		return b, err
	}
	r := &running{subject: s, crowd: all}
	defer func() { err = errors.Join(err, r.close()) }()
	environment := append(s.environment(all.Slack, tcaURL, folder, c.People()[0]), "TOKEN_ENCRYPTION_KEY="+key.Reveal())
	if _, err := r.start(ctx, folder, environment); err != nil {
		return b, err
	}
	time.Sleep(o.settle)
	for i := range b.resident {
		if i > 0 {
			result := all.Browse(ctx, o.memoryPeople*(i-1)/steps, o.memoryPeople*i/steps, o.pagesEach())
			b.took, b.wrong = b.took+result.Took, append(b.wrong, result.Wrong...)
		}
		m, err := r.process.Memory()
		if err != nil {
			return b, err
		}
		b.resident[i], b.peak = m.Resident, m.Peak
	}
	time.Sleep(o.settle)
	m, err := r.process.Memory()
	b.rest = m.Resident
	return b, err
}

// pagesEach is how many pages each person looks at, one after the other.
func (o options) pagesEach() int { return max(1, o.memoryPages/o.memoryPeople) }

// connect writes everybody's account into a new database. To log so many people in as people do would take hours:
// Slack lets a bot open a hundred forms a minute.
func connect(ctx context.Context, folder string, key secret.Text, c *company.Company) error {
	if err := os.Mkdir(folder, 0o700); err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	box, err := seal.New(key)
	if err != nil {
		return fmt.Errorf("read the key: %w", err)
	}
	db, err := store.Open(ctx, database(folder), box)
	if err != nil {
		return err
	}
	for _, p := range c.People() {
		link := command.Link{Who: command.Who{Workspace: bottest.TeamID, User: p.SlackID}, Username: p.Username, Token: secret.New(p.Token), Linked: time.Now()}
		if _, err := db.SaveLink(ctx, link); err != nil {
			return errors.Join(err, db.Close())
		}
	}
	return db.Close()
}

func (o options) printMemory(all []browsed) {
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(o.out, format, args...) }
	say("%s\n\n%d people look at %d pages that nobody has seen.\n\n| | pages | MiB |\n|---|---|---|\n", machine(), o.memoryPeople, o.memoryPeople*o.pagesEach())
	for _, b := range all {
		for i, bytes := range b.resident {
			say("| %s | %d | %.0f |\n", b.name, o.memoryPeople*i/steps*o.pagesEach(), mib(bytes))
		}
	}
	say("\n| | at rest MiB | peak MiB | growth in the second half | pages/s | wrong |\n|---|---|---|---|---|---|\n")
	for _, b := range all {
		half, end := b.resident[steps/2], b.resident[steps]
		say("| %s | %.0f | %.0f | %.1f %% | %.0f | %d |\n", b.name, mib(b.rest), mib(b.peak), 100*float64(end-half)/float64(half), float64(o.memoryPeople*o.pagesEach())/b.took.Seconds(), len(b.wrong))
	}
	say("\n| | budget | at most | measured | |\n|---|---|---|---|---|\n")
	for _, b := range all {
		limit := budget{limit: 150, measured: mib(b.resident[steps])}
		say("| %s | memory after the last page | %g MiB | %.0f MiB | %s |\n", b.name, limit.limit, limit.measured, limit.verdict())
	}
}
