package bot

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"tcabot/api"
	"tcabot/bot/config"
	"tcabot/bot/deliver"
	examining "tcabot/bot/doctor"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/doctor"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// Examine examines an installation from outside: the bot may run meanwhile, or not. It changes nothing, and does not bring
// the tables up to date.
func Examine(ctx context.Context, conf config.Config, times Times) []doctor.Finding {
	log := slog.New(slog.DiscardHandler)
	clients := newSlackClients(conf, times, log)
	defer clients.http.CloseIdleConnections()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	defer transport.CloseIdleConnections()
	tca, err := api.New(api.Config{URL: conf.TCAURL, Timeout: conf.TCATimeout, UserAgent: "tcabot", Transport: transport})
	if err != nil {
		return []doctor.Finding{doctor.Setting(err.Error())}
	}
	from := examining.Sources{Slack: askSlack{clients, conf}, TCA: tca}
	db, err := openAsIs(conf, times)
	if err != nil {
		return append(examining.New(examineConfig(conf, times), from).Examine(ctx, doctor.Place{}), doctor.DatabaseDown(err.Error()))
	}
	defer func() { _ = db.Close() }()
	from.Database = db
	queue, err := jobs.New(db, jobsConfig(times), log)
	if err != nil {
		return []doctor.Finding{doctor.Setting(err.Error())}
	}
	from.Jobs = queue
	return examining.New(examineConfig(conf, times), from).Examine(ctx, doctor.Place{})
}

// openAsIs opens the database if it is there.
func openAsIs(conf config.Config, times Times) (*store.Store, error) {
	if err := store.CheckThere(conf.DatabaseURL.Reveal()); err != nil {
		return nil, err // of which a missing key is only a consequence
	}
	box, err := conf.ExistingBox()
	if err != nil {
		return nil, err
	}
	return store.OpenAsIs(conf.DatabaseURL.Reveal(), box, times.Query)
}

// examineConfig says where the things are that are examined.
func examineConfig(conf config.Config, times Times) examining.Config {
	return examining.Config{
		SlackURL: conf.SlackAPIURL, TCAURL: conf.TCAURL, CertFile: os.Getenv("SSL_CERT_FILE"), Limit: times.Examine, Alive: times.Alive,
	}
}

// askSlack asks Slack about the installation.
type askSlack struct {
	slackClients
	conf config.Config
}

var _ examining.Slack = askSlack{}

// Identify implements doctor.Slack.
func (a askSlack) Identify(ctx context.Context) (deliver.Identity, error) {
	return a.sender.Identify(ctx)
}

// Openable implements doctor.Slack.
func (a askSlack) Openable(ctx context.Context) error {
	return a.sender.Read(ctx, deliver.OpenSocket, deliver.Answer, func(ctx context.Context) error {
		_, _, err := a.opener.StartSocketModeContext(ctx)
		return err
	})
}

// maxVerdict bounds Slack's answer about blocks.
const maxVerdict = 64 << 10

// Valid implements doctor.Slack. slack-go has no method for it.
func (a askSlack) Valid(ctx context.Context, m kit.Message) error {
	blocks, err := json.Marshal(m.Blocks())
	if err != nil {
		return err
	}
	form := url.Values{"blocks": {string(blocks)}}.Encode()
	return a.sender.Read(ctx, deliver.CheckBlocks, deliver.Answer, func(ctx context.Context) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.conf.SlackAPIURL+deliver.CheckBlocks, strings.NewReader(form))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Authorization", "Bearer "+a.conf.SlackBotToken.Reveal())
		resp, err := a.http.Do(req)
		if err != nil {
			return err
		}
		defer func() { _ = resp.Body.Close() }()
		if resp.StatusCode != http.StatusOK {
			return slack.StatusCodeError{Code: resp.StatusCode}
		}
		var verdict slack.SlackResponse
		if err := json.NewDecoder(io.LimitReader(resp.Body, maxVerdict)).Decode(&verdict); err != nil {
			return err
		}
		return verdict.Err()
	})
}
