// Command tcabot is a Slack bot through which teams live with Tencent Cloud Code Analysis.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
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
	if err := app().Run(ctx, os.Args); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:gocritic // stop only matters to a running program
	}
}

func app() *cli.Command {
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
				Usage: "print the Slack app's manifest, with SLACK_COMMAND as its command and the host of TCA_URL",
				Action: func(_ context.Context, c *cli.Command) error {
					_, err := fmt.Fprint(c.Root().Writer, manifest(os.Getenv("SLACK_COMMAND"), os.Getenv("TCA_URL")))
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
	var text strings.Builder
	for _, v := range config.Variables() {
		text.WriteString(v.Name)
		if v.Default != "" {
			text.WriteString(" (default " + v.Default + ")")
		}
		text.WriteString("\n    " + v.Usage + "\n")
	}
	return text.String()
}

//go:embed manifest.yml
var manifestText string

// The parts of manifest.yml that differ from one installation to the next.
const (
	manifestCommand = "command: /tca\n"
	manifestDomain  = "  unfurl_domains: # the host of your TCA, whose links I then hear of\n    - tca.example.com\n"
)

// manifest is the Slack app's manifest for another slash command and another TCA; the committed one where they are
// empty. Slack takes no address without a domain of its own: then the links stay unheard of.
func manifest(command, tca string) string {
	text := manifestText
	if command != "" {
		text = strings.Replace(text, manifestCommand, "command: "+command+"\n", 1)
	}
	if tca == "" {
		return text
	}
	domain := ""
	if u, err := url.Parse(tca); err == nil && net.ParseIP(u.Hostname()) == nil && strings.Contains(u.Hostname(), ".") {
		domain = strings.Replace(manifestDomain, "tca.example.com", strings.ToLower(u.Hostname()), 1)
	}
	return strings.Replace(text, manifestDomain, domain, 1)
}
