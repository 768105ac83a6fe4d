// Command load measures how fast bots answer and what they use of the machine, with a fake Slack and a fake TCA on the
// same machine. It compares tcabot with the least that a bot can do and with a bot from the textbook, and prints tables in
// Markdown. Each bot is a process of its own; load runs the two others itself, as sub-commands. It needs Linux.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"tcabot/bot/bottest"
	"tcabot/bot/bottest/load/rawlimit"
	"tcabot/bot/bottest/load/textbook"

	"github.com/urfave/cli/v3"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := app().Run(ctx, os.Args); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:gocritic // stop only matters to a running program
	}
}

func app() *cli.Command {
	return &cli.Command{
		Name:  "load",
		Usage: "measure tcabot under load",
		Flags: flags(),
		Action: func(ctx context.Context, c *cli.Command) error {
			o, err := read(c)
			if err != nil {
				return err
			}
			debug.SetGCPercent(800) // the fakes make much garbage, and are not what is measured
			if o.memory {
				return measureMemory(ctx, o)
			}
			return measure(ctx, o)
		},
		Commands: []*cli.Command{
			{
				Name: "rawlimit", Usage: "run the least that a bot can do", Hidden: true,
				Action: func(ctx context.Context, _ *cli.Command) error {
					return rawlimit.Run(ctx, os.Getenv("SLACK_API_URL"), bottest.AppToken)
				},
			},
			{
				Name: "textbook", Usage: "run a bot from the textbook", Hidden: true,
				Action: func(ctx context.Context, _ *cli.Command) error {
					return textbook.Run(ctx, textbook.Config{
						SlackURL: os.Getenv("SLACK_API_URL"), AppToken: bottest.AppToken, BotToken: bottest.BotToken,
						TCAURL: os.Getenv("TCA_URL"), Token: os.Getenv("TCA_TOKEN"), Org: os.Getenv("TCA_ORG"),
					})
				},
			},
		},
	}
}
