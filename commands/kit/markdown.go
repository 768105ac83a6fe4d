package kit

import (
	"bytes"
	"html"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

const (
	// maxMarkdownParts bounds how many blocks of a message a text in Markdown takes.
	maxMarkdownParts = 12
	// maxMarkdownCode is how many lines of a piece of code in it are shown.
	maxMarkdownCode = 12
)

// markdownParser reads CommonMark. It is safe for concurrent use.
var markdownParser = sync.OnceValue(func() parser.Parser { return goldmark.DefaultParser() })

// Markdown shows a text in Markdown by somebody else, such as the description of a rule, cut after so many characters. It
// is read here and shown in our own parts: Slack never parses it, so that nothing in it can mention anybody.
func Markdown(source string, most int) Message {
	raw := []byte(Cut(strings.TrimSpace(source), most))
	d := markdown{source: raw}
	d.blocks(markdownParser().Parse(text.NewReader(raw)))
	if len(d.parts) > maxMarkdownParts {
		return append(d.parts[:maxMarkdownParts-1], Para{Text("…")})
	}
	return d.parts
}

// markdown makes parts of a parsed text.
type markdown struct {
	source []byte
	parts  Message
}

// blocks adds what is in a block that holds others.
func (d *markdown) blocks(in ast.Node) {
	for n := in.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if title := strings.TrimSuffix(strings.TrimSuffix(d.inline(n).text(), "¶"), "Â"); title != "" {
				d.parts = append(d.parts, Para{Bold(title)}) // the sign of a link to the heading is no part of it
			}
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			d.code(n)
		case *ast.HTMLBlock:
			d.para(Line{Text(strings.TrimSpace(string(n.Lines().Value(d.source))))})
		case *ast.List:
			d.list(n)
		case *ast.Paragraph, *ast.TextBlock:
			d.para(d.inline(n))
		case *ast.ThematicBreak:
		default:
			d.blocks(n)
		}
	}
}

func (d *markdown) para(l Line) {
	if !Blank(l.text()) {
		d.parts = append(d.parts, Para(l))
	}
}

// code adds a piece of code without the empty lines around it.
func (d *markdown) code(n ast.Node) {
	lines := strings.Split(strings.Trim(string(n.Lines().Value(d.source)), "\n"), "\n")
	for len(lines) > 0 && Blank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && Blank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	if len(lines) > maxMarkdownCode {
		lines = append(lines[:maxMarkdownCode:maxMarkdownCode], "…")
	}
	if len(lines) > 0 {
		d.parts = append(d.parts, Source{Lines: lines})
	}
}

// list adds a list. What an item has besides one paragraph, such as another list, follows as lines of it.
func (d *markdown) list(list *ast.List) {
	var rows Rows
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		in := markdown{source: d.source}
		in.blocks(item)
		var row []Line
		for _, p := range in.parts {
			switch p := p.(type) {
			case Para:
				row = append(row, Line(p))
			case Rows:
				for _, inner := range p {
					row = append(row, append(Line{Text("– ")}, asLine(inner)...))
				}
			case Source:
				for _, l := range p.Lines {
					row = append(row, Line{Code(strings.TrimSpace(l))})
				}
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if len(rows) > 0 {
		d.parts = append(d.parts, rows)
	}
}

// asLine is lines as one.
func asLine(lines []Line) (one Line) {
	for i, l := range lines {
		if i > 0 {
			one = append(one, Text(" "))
		}
		one = append(one, l...)
	}
	return one
}

// inline is the text of a block, with its styles.
func (d *markdown) inline(in ast.Node) (l Line) {
	for n := in.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			l = append(l, Text(plainMarkdown(n.Value(d.source))))
			if n.SoftLineBreak() || n.HardLineBreak() {
				l = append(l, lineBreak(n, d.source))
			}
		case *ast.String:
			l = append(l, Text(plainMarkdown(n.Value)))
		case *ast.CodeSpan:
			l = append(l, Code(d.inline(n).text()))
		case *ast.Emphasis:
			if said := d.inline(n).text(); n.Level == 1 {
				l = append(l, Italic(said))
			} else {
				l = append(l, Bold(said))
			}
		case *ast.Link:
			l = append(l, Link(string(n.Destination), d.inline(n).text()))
		case *ast.AutoLink:
			l = append(l, Link(string(n.URL(d.source)), string(n.Label(d.source))))
		case *ast.RawHTML:
			l = append(l, Text(string(n.Segments.Value(d.source))))
		default:
			l = append(l, d.inline(n)...)
		}
	}
	return l
}

// plainMarkdown is text without its escapes.
func plainMarkdown(raw []byte) string {
	return html.UnescapeString(string(util.UnescapePunctuations(raw)))
}

// lineBreak is what a line break in a paragraph becomes. English texts are wrapped at some column, and flow on; Chinese ones,
// which have no spaces, are broken where a new line is meant.
func lineBreak(n *ast.Text, source []byte) Span {
	before, _ := utf8.DecodeLastRune(bytes.TrimRight(source[:n.Segment.Stop], "`*_ "))
	after, _ := utf8.DecodeRune(bytes.TrimSpace(source[n.Segment.Stop:]))
	if before < utf8.RuneSelf && after < utf8.RuneSelf && !n.HardLineBreak() {
		return Text(" ")
	}
	return Span{kind: plain, text: "\n"}
}

// text is what a line says, without its styles.
func (l Line) text() string {
	var all strings.Builder
	for _, s := range l {
		all.WriteString(s.text)
	}
	return all.String()
}
