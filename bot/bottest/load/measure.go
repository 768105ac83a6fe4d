package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"tcabot/api/apitest"
	"tcabot/bot/bottest/load/company"
	"tcabot/bot/bottest/load/crowd"
	"time"

	"golang.org/x/sync/errgroup"
)

// row is what was measured of a subject with so many people and a mix, in all rounds together.
type row struct {
	subject

	people  int
	mix     crowd.Mix
	samples []crowd.Sample
	took    time.Duration
	cpu     time.Duration
	peak    int64 // memory
	end     int64 // memory after the last round
	wrong   []error
	figures figures
}

// measure measures everything and prints the tables. The error names answers that were wrong or missing.
func measure(ctx context.Context, o options) error {
	folder, err := os.MkdirTemp("", "tcabot-load-")
	if err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	subjects, err := o.find(ctx, folder)
	if err != nil {
		return err
	}
	var rows []*row
	for _, people := range o.people {
		more, err := o.session(ctx, subjects, people, folder)
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	o.print(rows)
	return wrong(rows)
}

// wrong is an error that names some of the answers that were wrong or missing.
func wrong(rows []*row) error {
	var all []error
	for _, r := range rows {
		if n := len(r.wrong); n > 0 {
			all = append(all, fmt.Errorf("%s, %d people: %d answers are wrong or missing, such as: %w", r.name, r.people, n, r.wrong[0]))
		}
	}
	return errors.Join(all...)
}

// session measures all subjects with so many people.
func (o options) session(ctx context.Context, subjects []subject, people int, folder string) (rows []*row, err error) {
	tca, err := apitest.New(apitest.Options{}) //nolint:contextcheck // it lives until it is closed
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, tca.Close()) }()
	c := company.New(tca, people)
	tca.Inject(apitest.Slow(o.latency))
	var all []*running
	defer func() {
		for _, r := range all {
			err = errors.Join(err, r.close())
		}
	}()
	for _, s := range subjects {
		r, err := o.launch(ctx, s, folder, c, tca)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	var logins errgroup.Group // of all subjects at the same time
	for _, r := range all {
		logins.Go(func() error { return r.logIn(ctx, c) })
	}
	if err := logins.Wait(); err != nil {
		return nil, err
	}
	for _, mix := range o.mixes {
		more, err := o.scenario(ctx, all, people, mix)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// scenario measures all subjects with a mix: each of them once in every round.
func (o options) scenario(ctx context.Context, all []*running, people int, mix crowd.Mix) ([]*row, error) {
	rows := make([]*row, len(all))
	for i, r := range all {
		rows[i] = &row{subject: r.subject, people: people, mix: mix, figures: r.figures}
	}
	for range o.rounds {
		for i, r := range all {
			if err := o.round(ctx, r, rows[i]); err != nil {
				return nil, fmt.Errorf("%s: %w", r.name, err)
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// trail is how long after the last answer the processor time is read: what the answers cause afterwards counts, too.
const trail = 200 * time.Millisecond

// round loads a subject once and adds to its row.
func (o options) round(ctx context.Context, r *running, to *row) error {
	l := crowd.Load{Mix: to.mix, Rate: o.rate, Duration: o.load}
	users, err := r.crowd.Users(ctx, l)
	if err != nil {
		return err
	}
	if err := r.process.ResetPeak(); err != nil {
		return err
	}
	before, err := r.process.CPU()
	if err != nil {
		return err
	}
	result := users.Run(ctx, l)
	time.Sleep(min(trail, o.load))
	after, err := r.process.CPU()
	if err != nil {
		return err
	}
	m, err := r.process.Memory()
	if err != nil {
		return err
	}
	to.samples, to.wrong, to.took = append(to.samples, result.Samples...), append(to.wrong, result.Wrong...), to.took+result.Took
	to.cpu, to.peak, to.end = to.cpu+after-before, max(to.peak, m.Peak), m.Resident
	if r.kind != rawlimitName && r.crowd.Repeated() {
		return errors.New("there are no more pages that nobody has seen: measure for a shorter time")
	}
	return nil
}
