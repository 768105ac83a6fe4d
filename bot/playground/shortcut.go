package playground

import (
	"context"
	"net/http"
	"tcabot/bot/bottest"
)

// shortcut runs the shortcut of a message or, without one, that of Slack's menu.
func (p *page) shortcut(w http.ResponseWriter, r *http.Request) {
	p.act(w, r, func(ctx context.Context) error {
		var err error
		if ts := r.FormValue("ts"); ts != "" {
			_, err = p.slack.MessageShortcut(ctx, r.FormValue("as"), bottest.MessageRef{Channel: r.FormValue("in"), TS: ts}, "lookup")
		} else {
			_, err = p.slack.Shortcut(ctx, r.FormValue("as"), "find")
		}
		return err
	})
}
