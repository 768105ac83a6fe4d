package playground

import (
	"context"
	"embed"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"time"
)

//go:embed assets
var assets embed.FS

// page serves the one web page.
type page struct {
	slack  *bottest.Server
	tokens map[string]string // sample token by Slack user
	html   *template.Template
}

func newPage(s *bottest.Server, sample apitest.Sampled) http.Handler {
	p := &page{slack: s, tokens: map[string]string{Member: sample.Member, Admin: sample.Admin, Outsider: sample.Outsider}}
	p.html = template.Must(template.New("").Funcs(template.FuncMap{"clock": clock, "initial": initial}).ParseFS(assets, "assets/*.html"))
	static, _ := fs.Sub(assets, "assets")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.whole)
	mux.HandleFunc("GET /screen", p.screen)
	mux.HandleFunc("GET /changes", p.changes)
	mux.HandleFunc("GET /file", p.file)
	mux.HandleFunc("POST /say", p.say)
	mux.HandleFunc("POST /press", p.press)
	mux.HandleFunc("POST /submit", p.submit)
	mux.HandleFunc("POST /close", p.close)
	mux.Handle("GET /assets/", http.StripPrefix("/assets/", http.FileServerFS(static)))
	return mux
}

// scene is what one person sees.
type scene struct {
	As       bottest.User
	In       bottest.Channel
	Users    []bottest.User
	Channels []bottest.Channel
	Messages []shownMessage
	Modal    *shownModal
	Token    string
	Online   bool
}

type shownMessage struct {
	TS, Author, AuthorKind string
	Private, Edited        bool
	Blocks                 []block
	Files                  []shownFile
}

type shownFile struct{ ID, Name, Size string }

type shownModal struct {
	ID, Title, Submit, Close string
	Blocks                   []block
}

func (p *page) scene(r *http.Request) scene {
	s := scene{Users: p.slack.Users(), Online: p.slack.Connections() > 0}
	s.As = s.Users[max(0, slices.IndexFunc(s.Users, func(u bottest.User) bool { return u.ID == r.FormValue("as") }))]
	p.slack.DM(s.As.ID) // there is always one with the bot
	s.Channels = p.slack.Channels(s.As.ID)
	s.In = s.Channels[max(0, slices.IndexFunc(s.Channels, func(c bottest.Channel) bool { return c.ID == r.FormValue("in") }))]
	s.Token = p.tokens[s.As.ID]
	names := map[string]string{}
	for _, u := range s.Users {
		names[u.ID] = u.RealName
	}
	for _, m := range p.slack.Messages(s.As.ID, s.In.ID) {
		shown := shownMessage{TS: m.TS, Private: m.For != "", Edited: m.Edited, Blocks: blocksOf(m, names), Files: filesOf(m)}
		shown.Author, shown.AuthorKind = author(m, names)
		s.Messages = append(s.Messages, shown)
	}
	if v, ok := p.slack.View(s.As.ID); ok {
		s.Modal = modalOf(v, names)
	}
	return s
}

// author is who wrote a message, and of what kind they are.
func author(m bottest.Message, names map[string]string) (name, kind string) {
	switch {
	case m.User == "slackbot":
		return "Slackbot", "slackbot"
	case names[m.User] != "":
		return names[m.User], "human"
	default:
		return "TCA", "bot"
	}
}

func filesOf(m bottest.Message) []shownFile {
	var out []shownFile
	for _, f := range m.Files {
		out = append(out, shownFile{ID: f.ID, Name: f.Name, Size: strconv.Itoa((len(f.Body)+1023)/1024) + " kB"})
	}
	return out
}

// file gives an uploaded file to whoever sees its message.
func (p *page) file(w http.ResponseWriter, r *http.Request) {
	s := p.scene(r)
	for _, f := range p.slack.Files() {
		sees := slices.ContainsFunc(s.Messages, func(m shownMessage) bool {
			return slices.ContainsFunc(m.Files, func(g shownFile) bool { return g.ID == f.ID })
		})
		if f.ID == r.FormValue("id") && sees {
			w.Header().Set("Content-Type", "application/octet-stream")
			w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
			_, _ = w.Write(f.Body)
			return
		}
	}
	http.NotFound(w, r)
}

func (p *page) whole(w http.ResponseWriter, r *http.Request)  { p.show(w, "page.html", p.scene(r)) }
func (p *page) screen(w http.ResponseWriter, r *http.Request) { p.show(w, "screen", p.scene(r)) }

func (p *page) show(w http.ResponseWriter, name string, data scene) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'")
	if err := p.html.ExecuteTemplate(w, name, data); err != nil {
		http.Error(w, "the page could not be made", http.StatusInternalServerError)
	}
}

// changes tells the browser, as server-sent events, that there is something new to fetch.
func (p *page) changes(w http.ResponseWriter, r *http.Request) {
	changed, stop := p.slack.Changes()
	defer stop()
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	for {
		if _, err := w.Write([]byte("data: changed\n\n")); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

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

func (p *page) say(w http.ResponseWriter, r *http.Request) {
	command, text, _ := strings.Cut(strings.TrimSpace(r.FormValue("text")), " ")
	if command != "/tca" {
		http.Error(w, "Only /tca commands do something here. Try /tca help.", http.StatusConflict)
		return
	}
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text) // as Slack hands typed text over
	p.act(w, r, func(ctx context.Context) error {
		_, err := p.slack.Slash(ctx, r.FormValue("as"), r.FormValue("in"), command, text)
		return err
	})
}

func (p *page) press(w http.ResponseWriter, r *http.Request) {
	ref := bottest.MessageRef{Channel: r.FormValue("in"), TS: r.FormValue("ts")}
	p.act(w, r, func(ctx context.Context) error {
		var err error
		// A browser sends line breaks in its own way; Slack keeps them as they were.
		if v := strings.ReplaceAll(r.FormValue("option"), "\r\n", "\n"); v != "" {
			_, err = p.slack.ClickWith(ctx, r.FormValue("as"), ref, r.FormValue("action"), v)
		} else {
			_, err = p.slack.Click(ctx, r.FormValue("as"), ref, r.FormValue("action"))
		}
		return err
	})
}

func (p *page) submit(w http.ResponseWriter, r *http.Request) {
	values := map[string]string{}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	if err := r.ParseMultipartForm(1 << 20); err != nil { //nolint:gosec // bounded by the line above
		http.Error(w, "unreadable form", http.StatusBadRequest)
		return
	}
	for k, v := range r.Form {
		if name, ok := strings.CutPrefix(k, "field."); ok {
			values[name] = v[0]
		}
	}
	p.act(w, r, func(ctx context.Context) error {
		_, err := p.slack.Submit(ctx, r.FormValue("as"), r.FormValue("view"), values)
		return err
	})
}

func (p *page) close(w http.ResponseWriter, r *http.Request) {
	p.slack.CloseView(r.FormValue("as"), r.FormValue("view"))
	w.WriteHeader(http.StatusNoContent)
}

func clock(ts string) string {
	seconds, err := time.ParseDuration(strings.SplitN(ts, ".", 2)[0] + "s")
	if err != nil {
		return ""
	}
	return time.Unix(int64(seconds.Seconds()), 0).Format("15:04")
}

func initial(name string) string { return string([]rune(name + "?")[:1]) }
