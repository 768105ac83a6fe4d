package playground

import (
	"context"
	"net/http"
	"strings"
	"tcabot/bot/bottest"
)

// shownPreview is a preview under a message. Link is set when it can be opened.
type shownPreview struct {
	Blocks []block
	Link   string
}

// shownPane is what a person opened of a preview, beside the conversation.
type shownPane struct {
	bottest.Pane

	Fields []paneField
	Home   string // the direct message with the bot, to whose page Slack leads who is to sign in
}

// paneField is a field of a pane: its label, and its lines.
type paneField struct {
	Label string
	Lines []string
}

func paneOf(p bottest.Pane, home string) *shownPane {
	shown := &shownPane{Pane: p, Home: home}
	for _, f := range p.Fields {
		shown.Fields = append(shown.Fields, paneField{f.Label, strings.Split(f.Text, "\n")})
	}
	return shown
}

// open opens a preview: the bot fills the pane with the access of whoever opens it.
func (p *page) open(w http.ResponseWriter, r *http.Request) {
	ref := bottest.MessageRef{Channel: r.FormValue("in"), TS: r.FormValue("ts")}
	p.act(w, r, func(ctx context.Context) error {
		_, err := p.slack.OpenEntity(ctx, r.FormValue("as"), ref, r.FormValue("link"))
		return err
	})
}

func (p *page) closePane(w http.ResponseWriter, r *http.Request) {
	p.slack.ClosePane(r.FormValue("as"))
	w.WriteHeader(http.StatusNoContent)
}
