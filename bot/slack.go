package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"tcabot/bot/config"
	"tcabot/bot/deliver"
	"time"

	"github.com/slack-go/slack"
)

// callLimit bounds one call of Slack's that is no upload.
const callLimit = 10 * time.Second

// errEverywhere says that SLACK_BOT_TOKEN is of no workspace: nothing that people ask would be taken for their workspace's.
var errEverywhere = errors.New("the Slack app is installed in a whole organization of Enterprise Grid: install it in one workspace, and set SLACK_BOT_TOKEN to the bot token of that")

// slackClients are the ways to Slack. They share their connections.
type slackClients struct {
	me     deliver.Identity // whose token the bot has
	sender *deliver.Sender  // everything that goes out, at Slack's pace
	web    *slack.Client    // without a time-out: the sender bounds each call, and files can be long
	opener *slack.Client    // opens sockets
	http   *http.Client     // of opener, and for response URLs
}

// newSlackClients makes the clients.
func newSlackClients(conf config.Config, times Times, log *slog.Logger) (c slackClients) {
	transport := keepingConnections()
	patient := &http.Client{Transport: transport}
	c.http = &http.Client{Timeout: callLimit, Transport: transport}
	address, token := slack.OptionAPIURL(conf.SlackAPIURL), conf.SlackBotToken.Reveal()
	c.web = slack.New(token, address, slack.OptionHTTPClient(patient))
	c.opener = slack.New(token, slack.OptionAppLevelToken(conf.SlackAppToken.Reveal()), address, slack.OptionHTTPClient(c.http))
	c.sender = deliver.New(c.web, deliver.Config{RateUnit: times.RateUnit, HTTP: patient}, log)
	return c
}

// connectSlack makes the clients, and asks Slack whose token the bot has.
func connectSlack(ctx context.Context, conf config.Config, times Times, log *slog.Logger) (c slackClients, err error) {
	c = newSlackClients(conf, times, log)
	if c.me, err = c.sender.Identify(ctx); err != nil {
		return c, fmt.Errorf("ask Slack who we are (is SLACK_BOT_TOKEN right?): %w", err)
	}
	if c.me.Everywhere {
		return c, errEverywhere
	}
	log.InfoContext(ctx, "installed", "workspace", c.me.WorkspaceName, "bot", c.me.UserName)
	return c, nil
}
