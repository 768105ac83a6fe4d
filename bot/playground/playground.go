// Package playground is the whole bot, live, in a browser, without any account: a fake Slack workspace and a fake TCA
// server on loopback, the real bot between them over a real websocket, and one web page to use it by.
package playground

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"tcabot/api/apitest"
	"tcabot/bot"
	"tcabot/bot/bottest"
	"tcabot/bot/config"
	"time"

	"github.com/sethvargo/go-envconfig"
)

// Options says how a playground runs.
type Options struct {
	Addr string // of the page; 127.0.0.1:0 when empty
	Data string // folder that keeps the logins; a temporary one when empty
	Out  io.Writer
	Log  *slog.Logger
}

// The people one can be.
const (
	Member   = "U0MEMBER01"
	Admin    = "U0ADMIN001"
	Outsider = "U0OUTSIDE1"
)

// General is the channel one begins in.
const General = "C0GENERAL1"

// Run starts everything, prints how to use it and runs until ctx ends.
func Run(ctx context.Context, o Options) (err error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Data == "" {
		if o.Data, err = os.MkdirTemp("", "tcabot-playground-"); err != nil {
			return fmt.Errorf("make a folder for the database: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(o.Data)) }()
	} else if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return fmt.Errorf("make the folder for the database: %w", err)
	}
	now := newClock()
	tca, err := apitest.New(apitest.Options{Now: now.Now}) //nolint:contextcheck // it runs until it is closed
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tca.Close()) }()
	sample := apitest.Sample(tca)
	slack, err := bottest.New(bottest.Options{Now: now.Now, UnfurlDomains: []string{"127.0.0.1"}}) //nolint:contextcheck // it runs until it is closed
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, slack.Close()) }()
	furnish(slack)
	conf, err := config.Load(ctx, envconfig.MapLookuper(map[string]string{
		"SLACK_APP_TOKEN": bottest.AppToken, "SLACK_BOT_TOKEN": bottest.BotToken, "SLACK_API_URL": slack.APIURL(),
		"TCA_URL": tca.URL(), "DATABASE_URL": "sqlite://" + filepath.Join(o.Data, "playground.db"),
	}))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- bot.Run(ctx, conf, livelyTimes(now), o.Log) }()
	page, err := serve(ctx, o.Addr, newPage(slack, tca, now, sample))
	if err != nil {
		cancel()
		return errors.Join(err, <-ended)
	}
	announce(o.Out, page, sample)
	err = <-ended // the bot ends when ctx does, having answered what it accepted
	cancel()
	return err
}

// livelyTimes are those of a bot whose watches move while somebody looks, and whose posts do not keep anybody waiting.
func livelyTimes(now *clock) bot.Times {
	t := bot.Defaults()
	t.Now, t.Tick, t.Poll, t.RateUnit = now.Now, time.Second, 250*time.Millisecond, 100*time.Millisecond
	t.Follow, t.FollowIdle = 2*time.Second, 4*time.Second
	t.Assigned, t.AssignedIdle = 5*time.Second, 20*time.Second
	t.Watch.Poll, t.Watch.Edit, t.Watch.CancelPoll = 500*time.Millisecond, 500*time.Millisecond, 250*time.Millisecond
	return t
}

// furnish puts people and channels into the workspace.
func furnish(s *bottest.Server) {
	people := []bottest.User{
		{ID: Member, Name: "wangfang", RealName: "王芳 Wang Fang", Locale: "en-US", TZ: "Asia/Shanghai"},
		{ID: Admin, Name: "zhangwei", RealName: "张伟 Zhang Wei", Locale: "zh-CN", TZ: "Asia/Shanghai"},
		{ID: Outsider, Name: "chenchen", RealName: "陈晨 Chen Chen", Locale: "en-US", TZ: "Europe/Berlin"},
	}
	var all []string
	for _, u := range people {
		s.AddUser(u)
		all = append(all, u.ID)
	}
	s.AddChannel(bottest.Channel{ID: General, Name: "general", BotIn: true, Members: all})
	s.AddChannel(bottest.Channel{ID: "C0PAYMENTS", Name: "payments", BotIn: true, Members: all[:2]})
	s.AddChannel(bottest.Channel{ID: "C0PARTNERS", Name: "partners", Shared: true, BotIn: true, Members: all})
}

// serve starts the page's server, which stops with ctx, and returns its address.
func serve(ctx context.Context, addr string, h http.Handler) (string, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return "", fmt.Errorf("listen for the page: %w", err)
	}
	// Another site open in the same browser must not be able to press buttons here.
	srv := &http.Server{Handler: http.NewCrossOriginProtection().Handler(h), ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = srv.Close() })
	go func() { _ = srv.Serve(l) }()
	return "http://" + l.Addr().String() + "/", nil
}

func announce(out io.Writer, page string, s apitest.Sampled) {
	_, _ = fmt.Fprintf(out, `
The playground is open:  %s

Everything in it is made up and stays on this machine. Type /tca help or @tca help, write the bot a direct
message, or connect with a sample token.
"Next morning" puts its clock forward: projects are scanned again over night. Zhang Wei can also start scans; the page
has a choice of how the next one goes.

  Wang Fang, a member       %s
  Zhang Wei, administrator  %s
  Chen Chen, an outsider    %s

Ctrl-C stops it.
`, page, s.Member, s.Admin, s.Outsider)
}
