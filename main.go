// Command tcabot is a Slack bot for Tencent Cloud Code Analysis (TCA).
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
	"slices"
	"strings"
	"syscall"
	"tcabot/bot"
	"tcabot/bot/config"
	"tcabot/bot/data"
	"tcabot/bot/deploy"
	"tcabot/bot/licenses"
	"tcabot/bot/playground"
	"tcabot/bot/seal"
	"tcabot/commands/doctor"
	"tcabot/commands/locale"

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
		Commands: slices.Concat([]*cli.Command{
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
				Name:   "manifest",
				Usage:  "print the Slack app's manifest, with the command of SLACK_COMMAND and the host of TCA_URL",
				Action: printManifest,
			},
			{
				Name:   "doctor",
				Usage:  "examine the installation: settings, Slack, TCA, network, database, keys, jobs; fails when something does not work",
				Flags:  []cli.Flag{&cli.BoolFlag{Name: "json", Usage: "print an array of findings for programs"}},
				Action: examine,
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
				Name:  "licenses",
				Usage: "print the licences of the software that is part of this program",
				Action: func(_ context.Context, c *cli.Command) error {
					_, err := fmt.Fprint(c.Root().Writer, licenses.Notices())
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
		}, dataCommands(), deployCommands()),
	}
}

// dataCommands are those about the database.
func dataCommands() []*cli.Command {
	return []*cli.Command{
		{
			Name:      "backup",
			Usage:     "copy the SQLite database of DATABASE_URL into a new file, while the bot runs",
			ArgsUsage: "FILE",
			Action: func(ctx context.Context, c *cli.Command) error {
				return data.Backup(ctx, envconfig.OsLookuper(), c.Args().First(), c.Root().Writer)
			},
		},
		{
			Name:      "restore",
			Usage:     "put a backup in the place of the SQLite database, while the bot does not run",
			ArgsUsage: "FILE",
			Action: func(ctx context.Context, c *cli.Command) error {
				return data.Restore(ctx, envconfig.OsLookuper(), c.Args().First(), c.Root().Writer)
			},
		},
		{
			Name:  "move",
			Usage: "copy the SQLite database into the empty PostgreSQL database at MOVE_TO, while the bot does not run",
			Action: func(ctx context.Context, c *cli.Command) error {
				return data.Move(ctx, envconfig.OsLookuper(), c.Root().Writer)
			},
		},
	}
}

// deployCommands are those about running the bot for good.
func deployCommands() []*cli.Command {
	return []*cli.Command{
		{
			Name:      "deploy",
			Usage:     "print a file to run or watch the bot with; without a name, list them",
			ArgsUsage: "[NAME]",
			Action: func(_ context.Context, c *cli.Command) error {
				return deploy.Print(c.Root().Writer, c.Args().First())
			},
		},
		{
			Name:  "health",
			Usage: "ask the bot at LISTEN_ADDR whether it is ready",
			Action: func(ctx context.Context, c *cli.Command) error {
				return deploy.Health(ctx, c.Root().Writer, os.Getenv("LISTEN_ADDR"))
			},
		},
	}
}

func run(ctx context.Context, _ *cli.Command) error {
	conf, err := config.Load(ctx, envconfig.OsLookuper())
	if err != nil {
		return fmt.Errorf("some settings are missing or wrong:\n%w\nto try everything without them: go run . playground", err)
	}
	return bot.Run(ctx, conf, bot.Defaults(), logger(conf.LogLevel, conf.LogFormat))
}

// errIll is the error of an examination that found something that does not work. What it is stands above.
var errIll = errors.New("something does not work: see above")

// examine prints what is found about the installation.
func examine(ctx context.Context, c *cli.Command) error {
	var found []doctor.Finding
	if conf, err := config.Load(ctx, envconfig.OsLookuper()); err != nil {
		for mistake := range strings.SplitSeq(err.Error(), "\n") {
			found = append(found, doctor.Setting(mistake))
		}
	} else {
		found = bot.Examine(ctx, conf, bot.Defaults())
	}
	write := doctor.WriteText
	if c.Bool("json") {
		write = doctor.WriteJSON
	}
	if err := write(c.Root().Writer, locale.In(locale.English), found); err != nil {
		return err
	}
	if doctor.Worst(found) == doctor.Bad {
		return errIll
	}
	return nil
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
	manifestDomain  = "  unfurl_domains: # the host of your TCA: Slack tells the bot about links to it\n    - tca.example.com\n"
)

// printManifest writes the manifest to standard output, and to standard error what is missing from it.
func printManifest(ctx context.Context, c *cli.Command) error {
	app, err := config.LoadApp(ctx, envconfig.OsLookuper())
	if err != nil {
		return fmt.Errorf("some settings are wrong:\n%w", err)
	}
	text, note := manifest(app)
	if _, err := fmt.Fprint(c.Root().Writer, text); err != nil || note == "" {
		return err
	}
	_, err = fmt.Fprintln(c.Root().ErrWriter, "\n"+note)
	return err
}

// manifest adapts manifest.yml to an installation. Slack accepts only host names with a domain in unfurl_domains, so a
// TCA without one, or an unknown one, has no entry there; the note then says what that means and what to do.
func manifest(app config.App) (text, note string) {
	text = strings.Replace(manifestText, manifestCommand, "command: "+app.Command+"\n", 1)
	domain := ""
	if u, err := url.Parse(app.TCAURL); err == nil && net.ParseIP(u.Hostname()) == nil && strings.Contains(u.Hostname(), ".") {
		domain = strings.Replace(manifestDomain, "tca.example.com", strings.ToLower(u.Hostname()), 1)
	}
	switch {
	case app.TCAURL == "":
		note = "TCA_URL is not set, so this manifest has no unfurl domain: Slack will not tell the bot about links to TCA. To preview them, set TCA_URL and print the manifest again."
	case domain == "":
		note = "The host of TCA_URL has no domain, so this manifest has no unfurl domain: Slack will not tell the bot about links to TCA. Everything else works."
	}
	return strings.Replace(text, manifestDomain, domain, 1), note
}
