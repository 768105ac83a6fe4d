// Package textbook is the bot that anybody would write with slack-go in an afternoon: the socketmode client and its loop
// of events, a goroutine for each, the list fetched with net/http and encoding/json and kept for a minute, and the answer
// posted to the response URL. It has one token, so everybody sees the same.
package textbook

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/patrickmn/go-cache"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// Config is what the bot needs to know.
type Config struct {
	SlackURL, AppToken, BotToken string
	TCAURL, Token, Org           string
}

type bot struct {
	conf   Config
	client *socketmode.Client
	pages  *cache.Cache // by address
}

// Run answers until the context ends.
func Run(ctx context.Context, c Config) error {
	api := slack.New(c.BotToken, slack.OptionAppLevelToken(c.AppToken), slack.OptionAPIURL(c.SlackURL))
	b := &bot{conf: c, client: socketmode.New(api), pages: cache.New(time.Minute, time.Minute)}
	failed := make(chan error, 1)
	go func() { failed <- b.client.RunContext(ctx) }()
	var events sync.WaitGroup
	defer events.Wait()
	for {
		select {
		case event := <-b.client.Events:
			if event.Type != socketmode.EventTypeSlashCommand && event.Type != socketmode.EventTypeInteractive {
				continue
			}
			_ = b.client.Ack(*event.Request)
			events.Go(func() { b.handle(ctx, event) })
		case err := <-failed:
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("socket mode: %w", err)
		}
	}
}

func (b *bot) handle(ctx context.Context, event socketmode.Event) {
	switch data := event.Data.(type) {
	case slack.SlashCommand:
		b.answer(ctx, data.ResponseURL, typed(data.Text), false)
	case slack.InteractionCallback:
		if len(data.ActionCallback.BlockActions) == 0 {
			return
		}
		b.answer(ctx, data.ResponseURL, pressed(data.ActionCallback.BlockActions[0].Value), true)
	}
}

// answer shows a page. If that fails, the load generator misses the answer.
func (b *bot) answer(ctx context.Context, responseURL string, q question, replace bool) {
	message := &slack.WebhookMessage{ResponseType: slack.ResponseTypeEphemeral, ReplaceOriginal: replace}
	page, err := b.fetch(ctx, q)
	if err != nil {
		message.Text = "Something went wrong: " + err.Error()
	} else {
		message.Text = "Repositories of " + q.team
		message.Blocks = &slack.Blocks{BlockSet: blocks(q, page)}
	}
	_ = slack.PostWebhookContext(ctx, responseURL, message)
}
