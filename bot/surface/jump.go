package surface

import (
	"context"
	"strconv"
	"strings"
	"tcabot/commands/kit"
	"tcabot/commands/paged"
)

const fieldPage = "page"

// pages is how many pages the list of a press had when it was shown.
func (p *press) pages() int { return max(1, (p.State.Was+paged.PageSize-1)/paged.PageSize) }

// openJump asks for the number of a page.
func (s *Surfaces) openJump(ctx context.Context, p *press) {
	w, pages := p.Words, p.pages()
	s.open(ctx, p, kit.Modal{
		Callback: formJump, Title: w.Say("jump.title"), Submit: w.Say("jump.go"), Close: w.Say("button.cancel"),
		Fields: []kit.Field{{
			ID: fieldPage, Label: w.Say("jump.label", "Pages", pages), Kind: kit.NumberField, Most: strconv.Itoa(pages),
			Initial: []string{strconv.Itoa(min(pages, p.State.Offset/paged.PageSize+1))},
		}},
	})
}

// jump shows the page that was asked for.
func (s *Surfaces) jump(ctx context.Context, f form) {
	pages := f.pages()
	page, err := strconv.Atoi(strings.TrimSpace(f.text(fieldPage)))
	if err != nil || page < 1 || page > pages {
		s.reject(f, fieldPage, f.Words.Say("jump.bad", "Pages", pages))
		return
	}
	f.to.Ack(nil)
	if s.firstSent(f) {
		f.State.Offset, f.name = (page-1)*paged.PageSize, "next"
		s.run(ctx, f.press)
	}
}
