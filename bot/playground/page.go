package playground

import (
	"embed"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"slices"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
)

//go:embed assets
var assets embed.FS

// page serves the one web page.
type page struct {
	slack  *bottest.Server
	tca    *apitest.Server
	clock  *clock
	unread *unread
	sample apitest.Sampled
	html   *template.Template
}

func newPage(s *bottest.Server, tca *apitest.Server, c *clock, sample apitest.Sampled) http.Handler {
	p := &page{slack: s, tca: tca, clock: c, unread: newUnread(), sample: sample}
	p.html = template.Must(template.New("").Funcs(template.FuncMap{"initial": initial, "pair": pair}).ParseFS(assets, "assets/*.html"))
	static, _ := fs.Sub(assets, "assets")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.whole)
	mux.HandleFunc("GET /screen", p.screen)
	mux.HandleFunc("GET /changes", p.changes)
	mux.HandleFunc("GET /file", p.file)
	mux.HandleFunc("POST /say", p.say)
	mux.HandleFunc("POST /press", p.press)
	mux.HandleFunc("POST /shortcut", p.shortcut)
	mux.HandleFunc("POST /suggest", p.suggest)
	mux.HandleFunc("POST /submit", p.submit)
	mux.HandleFunc("POST /close", p.close)
	mux.HandleFunc("POST /open", p.open)
	mux.HandleFunc("POST /closepane", p.closePane)
	mux.HandleFunc("POST /morning", p.morning)
	mux.HandleFunc("POST /language", p.language)
	mux.HandleFunc("POST /forward", p.forward)
	mux.HandleFunc("POST /plan", p.plan)
	mux.Handle("GET /assets/", http.StripPrefix("/assets/", http.FileServerFS(static)))
	return mux
}

// file gives an uploaded file to whoever sees its message.
func (p *page) file(w http.ResponseWriter, r *http.Request) {
	s := p.scene(r)
	for _, f := range p.slack.Files() {
		sees := slices.ContainsFunc(p.slack.Messages(s.As.ID, s.In.ID), func(m bottest.Message) bool {
			return slices.ContainsFunc(m.Files, func(g bottest.File) bool { return g.ID == f.ID })
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

// whole is the page as a person opens it. When that is the Home tab, the bot hears of it, as it does from Slack.
func (p *page) whole(w http.ResponseWriter, r *http.Request) {
	s := p.scene(r)
	if s.AtHome {
		if _, err := p.slack.OpenHome(r.Context(), s.As.ID, "home"); err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
			return
		}
	}
	p.show(w, "page.html", s)
}

func (p *page) screen(w http.ResponseWriter, r *http.Request) { p.show(w, "screen", p.scene(r)) }

func (p *page) show(w http.ResponseWriter, name string, data any) {
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
		moved := p.clock.Moved()
		if _, err := w.Write([]byte("data: changed\n\n")); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-moved:
		case <-r.Context().Done():
			return
		}
	}
}

func initial(name string) string { return string([]rune(name + "?")[:1]) }

// pair hands a menu and some of its options to a template.
func pair(of block, options []option) any {
	return struct {
		Of      block
		Options []option
	}{of, options}
}
