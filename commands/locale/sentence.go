package locale

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
)

// sentence is an entry of a catalogue: a text for each plural form that it has, and always one for plural.Other.
type sentence struct {
	forms  [plural.Many + 1]*text
	counts bool // it has more than that one
}

// compile reads an entry.
func compile(m *i18n.Message) (*sentence, error) {
	if m.Other == "" {
		return nil, errors.New("there is no text for most numbers")
	}
	s := &sentence{}
	for form, written := range map[plural.Form]string{
		plural.Zero: m.Zero, plural.One: m.One, plural.Two: m.Two, plural.Few: m.Few, plural.Many: m.Many, plural.Other: m.Other,
	} {
		if written == "" {
			continue
		}
		t, err := parse(written)
		if err != nil {
			return nil, err
		}
		s.forms[form] = t
		s.counts = s.counts || form != plural.Other
	}
	return s, nil
}

// form is the text for a plural form, or the usual one where there is none of its own.
func (s *sentence) form(f plural.Form) *text {
	if t := s.forms[f]; t != nil {
		return t
	}
	return s.forms[plural.Other]
}

// text is a text with placeholders: names[i] stands between literals[i] and literals[i+1].
type text struct {
	literals []string
	names    []string
}

// placeholder is all that a text may have of the language of templates: a catalogue decides nothing.
var placeholder = regexp.MustCompile(`{{\.(\w+)}}`)

// parse reads a text.
func parse(written string) (*text, error) {
	t := &text{}
	end := 0
	for _, at := range placeholder.FindAllStringSubmatchIndex(written, -1) {
		t.literals = append(t.literals, written[end:at[0]])
		t.names = append(t.names, written[at[2]:at[3]])
		end = at[1]
	}
	t.literals = append(t.literals, written[end:])
	for _, l := range t.literals {
		if strings.Contains(l, "{{") || strings.Contains(l, "}}") {
			return nil, fmt.Errorf("%q has more than plain placeholders", written)
		}
	}
	return t, nil
}

// say puts values into the text.
func (t *text) say(v values) string {
	if len(t.names) == 0 {
		return t.literals[0]
	}
	var room [256]byte // longer texts move to the heap
	out := append(room[:0], t.literals[0]...)
	for i, name := range t.names {
		out = append(v.append(out, name), t.literals[i+1]...)
	}
	return string(out)
}

// values are what the placeholders of a text stand for: names and values in turn.
type values struct {
	c     *catalogue
	pairs []any
}

// of finds a value; the last of several with the same name.
func (v values) of(name string) (value any, ok bool) {
	for i := len(v.pairs)&^1 - 2; i >= 0; i -= 2 {
		if v.pairs[i] == name {
			return v.pairs[i+1], true
		}
	}
	return nil, false
}

// count is the number that selects singular or plural.
func (v values) count() (int, bool) {
	value, _ := v.of("Count")
	n, ok := value.(int)
	return n, ok
}

// append writes a value. The usual types are written without the reflection of package fmt.
func (v values) append(dst []byte, name string) []byte {
	value, ok := v.of(name)
	if !ok {
		return append(dst, "<no value>"...) // a test of the screen shows it
	}
	switch value := value.(type) {
	case string:
		return append(dst, value...)
	case int:
		if name == "Count" {
			return v.c.appendCount(dst, value)
		}
		return strconv.AppendInt(dst, int64(value), 10)
	default:
		return fmt.Append(dst, value)
	}
}
