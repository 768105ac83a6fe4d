package playground

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"tcabot/bot/bottest"
	"time"
)

// act does what a person did. The page hears of the outcome by its change; only what cannot be done is said here.
func (p *page) act(w http.ResponseWriter, r *http.Request, do func(context.Context) error) {
	ctx, cancel := context.WithTimeout(r.Context(), 30*time.Second)
	defer cancel()
	if err := do(ctx); err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// say types into the composer: a command, or a message, which the bot is told of as by Slack.
func (p *page) say(w http.ResponseWriter, r *http.Request) {
	as, in, thread, typed := r.FormValue("as"), r.FormValue("in"), r.FormValue("thread"), lines(strings.TrimSpace(r.FormValue("text")))
	command, text, _ := strings.Cut(typed, " ")
	switch {
	case !strings.HasPrefix(typed, "/"):
		p.act(w, r, func(ctx context.Context) error {
			_, _, err := p.slack.Write(ctx, as, in, thread, typed)
			return err
		})
	case thread != "":
		http.Error(w, "Slack takes no commands in threads. Mention the bot: @tca help.", http.StatusConflict)
	case command != "/tca":
		http.Error(w, "Only /tca commands do something here. Try /tca help.", http.StatusConflict)
	default:
		p.act(w, r, func(ctx context.Context) error {
			_, err := p.slack.Slash(ctx, as, in, command, text)
			return err
		})
	}
}

// press presses a button or chooses from a menu, of a message or of a modal. What is in the modal's fields goes along.
func (p *page) press(w http.ResponseWriter, r *http.Request) {
	values, ok := form(w, r)
	if !ok {
		return
	}
	as, action, view := r.FormValue("as"), r.FormValue("action"), r.FormValue("view")
	ref := bottest.MessageRef{Channel: r.FormValue("in"), TS: r.FormValue("ts")}
	option := lines(r.FormValue("option"))
	p.act(w, r, func(ctx context.Context) error {
		var err error
		switch chosen := r.Form.Has("option"); {
		case view == "" && chosen:
			_, err = p.slack.ClickWith(ctx, as, ref, action, option)
		case view == "":
			_, err = p.slack.Click(ctx, as, ref, action)
		default:
			if err = p.slack.Fill(as, view, values); err != nil {
				return err
			}
			if chosen {
				_, err = p.slack.ClickViewWith(ctx, as, view, action, option)
			} else {
				_, err = p.slack.ClickView(ctx, as, view, action)
			}
		}
		return err
	})
}

// suggest asks the bot for the options of a menu one types into, and answers with them. They may hang on what is in the
// other fields.
func (p *page) suggest(w http.ResponseWriter, r *http.Request) {
	values, ok := form(w, r)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), 30*time.Second)
	defer cancel()
	as, action, typed := r.FormValue("as"), r.FormValue("action"), r.FormValue("typed")
	var offers []bottest.Choice
	var err error
	if view := r.FormValue("view"); view != "" {
		if err = p.slack.Fill(as, view, values); err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
			return
		}
		offers, _, err = p.slack.SuggestView(ctx, as, view, action, typed)
	} else {
		offers, _, err = p.slack.Suggest(ctx, as, bottest.MessageRef{Channel: r.FormValue("in"), TS: r.FormValue("ts")}, action, typed)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	p.show(w, "offers", offers)
}

func (p *page) submit(w http.ResponseWriter, r *http.Request) {
	values, ok := form(w, r)
	if !ok {
		return
	}
	p.act(w, r, func(ctx context.Context) error {
		_, err := p.slack.Submit(ctx, r.FormValue("as"), r.FormValue("view"), values)
		return err
	})
}

func (p *page) close(w http.ResponseWriter, r *http.Request) {
	p.slack.CloseView(r.FormValue("as"), r.FormValue("view")) //nolint:contextcheck // what Slack delivers outlives the request that closes the view
	w.WriteHeader(http.StatusNoContent)
}

// language changes the language of a person's Slack.
func (p *page) language(w http.ResponseWriter, r *http.Request) {
	u, other := p.scene(r).As, map[bool]string{true: "en-US", false: "zh-CN"}
	u.Locale = other[strings.HasPrefix(u.Locale, "zh")]
	p.act(w, r, func(ctx context.Context) error {
		_, err := p.slack.ChangeUser(ctx, u)
		return err
	})
}

func (p *page) morning(w http.ResponseWriter, _ *http.Request) {
	p.clock.Morning()
	w.WriteHeader(http.StatusNoContent)
}

// steps are what the clock can be put forward by, beside to the next morning.
func steps() []time.Duration { return []time.Duration{15 * time.Second, time.Minute, 12 * time.Minute} }

func (p *page) forward(w http.ResponseWriter, r *http.Request) {
	by, err := time.ParseDuration(r.FormValue("by"))
	if err != nil || !slices.Contains(steps(), by) {
		http.Error(w, "The clock cannot be put forward by that.", http.StatusBadRequest)
		return
	}
	p.clock.Forward(by)
	w.WriteHeader(http.StatusNoContent)
}

// form reads what is in a modal's fields, by action ID.
func form(w http.ResponseWriter, r *http.Request) (values map[string]string, ok bool) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	if err := r.ParseMultipartForm(1 << 20); err != nil { //nolint:gosec // bounded by the line above
		http.Error(w, "unreadable form", http.StatusBadRequest)
		return nil, false
	}
	values = map[string]string{}
	for k, v := range r.Form {
		if name, ok := strings.CutPrefix(k, "field."); ok {
			values[name] = lines(v[0])
		}
	}
	return values, true
}

// lines are a text's lines as Slack keeps them: a browser sends line breaks in its own way.
func lines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }
