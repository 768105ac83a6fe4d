package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"tcabot/api/apitest"
	"tcabot/bot/bottest/load/company"
	"tcabot/bot/bottest/load/crowd"
	"tcabot/bot/bottest/load/process"
	"time"
)

// running is a subject that runs, in a workspace of its own.
type running struct {
	subject

	crowd   *crowd.Crowd
	process *process.Process
	figures figures
}

// figures are of a process, whatever the load.
type figures struct {
	first  time.Duration // from the start to the first hello, with a database to be made
	start  time.Duration // the same on a database that is there: the median
	idle   int64         // memory before anybody has come
	binary int64         // size of the file
}

// ready is how long a bot may take to connect.
const ready = 30 * time.Second

// launch starts a subject as often as its start is to be timed, and leaves the last one running.
func (o options) launch(ctx context.Context, s subject, folder string, c *company.Company, tca *apitest.Server) (*running, error) {
	folder = filepath.Join(folder, fmt.Sprintf("%s-%d", s.name, len(c.People())))
	if err := os.Mkdir(folder, 0o700); err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	all, err := crowd.New(c, s.bot(c)) //nolint:contextcheck // it lives until it is closed
	if err != nil {
		return nil, err
	}
	r := &running{subject: s, crowd: all}
	if info, err := os.Stat(s.command[0]); err == nil && s.kind == tcabotName {
		r.figures.binary = info.Size()
	}
	environment := s.environment(all.Slack, tca.URL(), folder, c.People()[0])
	var starts []time.Duration
	for i := range o.starts + 1 { // the first one makes the database
		if i > 0 {
			err = errors.Join(r.process.Stop(), r.crowd.Slack.WaitConnections(ctx, 0))
		}
		if err != nil {
			return nil, errors.Join(err, r.close())
		}
		took, err := r.start(ctx, folder, environment)
		if err != nil {
			return nil, errors.Join(err, r.close())
		}
		starts = append(starts, took)
	}
	r.figures.first = starts[0]
	slices.Sort(starts[1:])
	r.figures.start = starts[1+(len(starts)-1)/2]
	time.Sleep(o.settle)
	m, err := r.process.Memory()
	r.figures.idle = m.Resident
	return r, err
}

// start starts the process, waits until all its connections are there, and returns how long the first one took.
func (r *running) start(ctx context.Context, folder string, environment []string) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, ready)
	defer cancel()
	changed, stop := r.crowd.Slack.Changes()
	defer stop()
	var err error
	r.process, err = process.Start(folder, environment, r.command[0], r.command[1:]...) //nolint:contextcheck // it runs until it is stopped
	if err != nil {
		return 0, err
	}
	for r.crowd.Slack.Connections() == 0 {
		select {
		case <-changed:
		case <-r.process.Ended():
			return 0, fmt.Errorf("%s: ended before it was connected", r.name)
		case <-ctx.Done():
			return 0, fmt.Errorf("%s: does not connect: %w", r.name, ctx.Err())
		}
	}
	took := time.Since(r.process.Started())
	if err := r.crowd.Slack.WaitConnections(ctx, r.sockets); err != nil {
		return 0, fmt.Errorf("%s: %w", r.name, err)
	}
	return took, nil
}

// logIn connects everybody's account. One after the other: Slack lets a bot open so many forms a minute, and tcabot
// keeps to that.
func (r *running) logIn(ctx context.Context, c *company.Company) error {
	if r.kind != tcabotName {
		return nil
	}
	for _, p := range c.People() {
		if err := r.crowd.LogIn(ctx, p); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
	}
	return nil
}

// close ends the process and its workspace, and tells what the bot did wrong.
func (r *running) close() error {
	err := r.crowd.Problems()
	if err != nil {
		err = fmt.Errorf("%s: %w", r.name, err)
	}
	if r.process != nil {
		err = errors.Join(err, r.process.Stop())
	}
	return errors.Join(err, r.crowd.Slack.Close())
}
