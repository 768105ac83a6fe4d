package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"tcabot/bot/bottest/load/crowd"
	"time"

	"github.com/urfave/cli/v3"
)

// options say what to measure.
type options struct {
	out      io.Writer
	people   []int
	load     time.Duration // of one round
	rounds   int
	rate     float64
	mixes    []crowd.Mix
	subjects []string
	binaries []binary // of tcabot, ready to run
	latency  time.Duration
	settle   time.Duration
	starts   int

	memory                    bool
	memoryPeople, memoryPages int
}

// binary is a version of tcabot.
type binary struct{ name, path string }

func flags() []cli.Flag {
	return []cli.Flag{
		&cli.IntSliceFlag{Name: "people", Value: []int{1, 32}, Usage: "how many people use the bot at the same time; several numbers are measured one after the other"},
		&cli.FloatFlag{Name: "seconds", Value: 5, Usage: "length of a round"},
		&cli.IntFlag{Name: "rounds", Value: 3, Usage: "rounds of each subject, in turn with the others"},
		&cli.FloatFlag{Name: "rate", Usage: "commands a second, with at most 128 of them unanswered; 0: everybody waits for an answer and asks the next question"},
		&cli.StringSliceFlag{
			Name: "mix", Value: []string{"50/30/20", "100/0/0"},
			Usage: "how much, in percent, asks for a list that is remembered, for a page never seen before, and turns a page back or forth",
		},
		&cli.StringSliceFlag{Name: "subjects", Value: []string{rawlimitName, textbookName, tcabotName}, Usage: "what to measure"},
		&cli.StringSliceFlag{Name: "tcabot", Usage: "NAME=PATH of a tcabot to measure, may be repeated; without one, it is built"},
		&cli.DurationFlag{Name: "latency", Value: 5 * time.Millisecond, Usage: "how long TCA takes to answer"},
		&cli.DurationFlag{Name: "settle", Value: 3 * time.Second, Usage: "how long after its start the memory of an idle bot is read"},
		&cli.IntFlag{Name: "starts", Value: 5, Usage: "how often the start is timed"},
		&cli.BoolFlag{Name: "memory", Usage: "measure only how much memory tcabot takes when many people look at many pages"},
		&cli.IntFlag{Name: "memory-people", Value: 10_000, Usage: "for -memory: how many people"},
		&cli.IntFlag{Name: "memory-pages", Value: 50_000, Usage: "for -memory: how many pages"},
	}
}

// read reads the command line.
func read(c *cli.Command) (options, error) {
	o := options{
		out: c.Root().Writer, people: c.IntSlice("people"), load: time.Duration(c.Float("seconds") * float64(time.Second)), rounds: c.Int("rounds"),
		rate: c.Float("rate"), subjects: c.StringSlice("subjects"), latency: c.Duration("latency"), settle: c.Duration("settle"), starts: c.Int("starts"),
		memory: c.Bool("memory"), memoryPeople: c.Int("memory-people"), memoryPages: c.Int("memory-pages"),
	}
	for _, text := range c.StringSlice("mix") {
		m, err := readMix(text)
		if err != nil {
			return o, err
		}
		o.mixes = append(o.mixes, m)
	}
	for _, text := range c.StringSlice("tcabot") {
		name, path, ok := strings.Cut(text, "=")
		if !ok {
			name, path = tcabotName, text
		}
		o.binaries = append(o.binaries, binary{name, path})
	}
	return o, o.check()
}

func (o options) check() error {
	for _, name := range o.subjects {
		if !slices.Contains([]string{rawlimitName, textbookName, tcabotName}, name) {
			return fmt.Errorf("there is no subject %q", name)
		}
	}
	switch {
	case len(o.people) == 0 || slices.Min(o.people) < 1 || o.memoryPeople < 1 || o.memoryPages < 1:
		return errors.New("a load needs people and pages")
	case o.load <= 0 || o.rounds < 1 || o.starts < 1:
		return errors.New("a measurement needs time, a round and a start")
	}
	return nil
}

// readMix reads three numbers such as 50/30/20.
func readMix(text string) (crowd.Mix, error) {
	var m crowd.Mix
	parts := strings.Split(text, "/")
	sum := 0
	for i := range m {
		if len(parts) != len(m) {
			break
		}
		n, err := strconv.Atoi(parts[i])
		if err != nil || n < 0 {
			break
		}
		m[i] = n
		sum += n
	}
	if sum != 100 {
		return m, fmt.Errorf("%q is no mix: it takes three shares that add up to 100, such as 50/30/20", text)
	}
	return m, nil
}
