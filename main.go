// Command tcabot is a Slack bot through which teams live with Tencent Cloud Code Analysis.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"tcabot/bot"
	"tcabot/bot/config"
	"tcabot/bot/playground"
	"tcabot/bot/seal"

	"github.com/sethvargo/go-envconfig"
	"github.com/urfave/cli/v3"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command().Run(ctx, os.Args); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:gocritic // stop only matters to a running program
	}
}

func command() *cli.Command {
	return &cli.Command{
		Name:        "tcabot",
		Usage:       "Tencent Cloud Code Analysis in Slack",
		Description: "Without a sub-command, connects to Slack. Its settings are environment variables:\n\n" + settings(),
		Action:      run,
		Commands: []*cli.Command{
			{
				Name:  "playground",
				Usage: "try everything in a browser, without any account",
				Flags: []cli.Flag{
					&cli.StringFlag{Name: "addr", Value: "127.0.0.1:0", Usage: "where the page listens"},
					&cli.StringFlag{Name: "data", Usage: "folder that keeps the logins (default: a temporary one)"},
				},
				Action: func(ctx context.Context, c *cli.Command) error {
					return playground.Run(ctx, playground.Options{
						Addr: c.String("addr"), Data: c.String("data"), Out: c.Root().Writer, Log: logger(slog.LevelWarn, "text"),
					})
				},
			},
			{
				Name:  "manifest",
				Usage: "print the Slack app's manifest, with SLACK_COMMAND as its command",
				Action: func(_ context.Context, c *cli.Command) error {
					_, err := fmt.Fprint(c.Root().Writer, manifest(os.Getenv("SLACK_COMMAND")))
					return err
				},
			},
			{
				Name:  "keygen",
				Usage: "make a key for TOKEN_ENCRYPTION_KEY",
				Action: func(_ context.Context, c *cli.Command) error {
					_, err := fmt.Fprintln(c.Root().Writer, seal.NewKey().Reveal())
					return err
				},
			},
			{
				Name:  "version",
				Usage: "print which build this is",
				Action: func(_ context.Context, c *cli.Command) error {
					_, err := fmt.Fprintln(c.Root().Writer, bot.Version())
					return err
				},
			},
		},
	}
}

func run(ctx context.Context, _ *cli.Command) error {
	conf, err := config.Load(ctx, envconfig.OsLookuper())
	if err != nil {
		return fmt.Errorf("some settings are missing or wrong:\n%w\nto try everything without them: go run . playground", err)
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(conf.LogLevel)); err != nil {
		return errors.New("LOG_LEVEL must be debug, info, warn or error")
	}
	return bot.Run(ctx, conf, bot.Defaults(), logger(level, conf.LogFormat))
}

func logger(level slog.Level, format string) *slog.Logger {
	o := &slog.HandlerOptions{Level: level}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, o))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, o))
}

func settings() string {
	text := ""
	var textSb103 strings.Builder
	for _, v := range config.Variables() {
		textSb103.WriteString(v.Name)
		if v.Default != "" {
			textSb103.WriteString(" (default " + v.Default + ")")
		}
		textSb103.WriteString("\n    " + v.Usage + "\n")
	}
	text += textSb103.String()
	return text
}

//go:embed manifest.yml
var manifestText string

// manifest is the Slack app's manifest with another slash command; the committed one when that is empty.
func manifest(command string) string {
	if command == "" {
		return manifestText
	}
	return strings.Replace(manifestText, "command: /tca\n", "command: "+command+"\n", 1)
}
