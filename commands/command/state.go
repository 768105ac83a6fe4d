package command

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// State is the value of a button: a command line and a position in its list. It contains no secret and is not trusted:
// commands run with the token of the person who clicks, and the line is parsed like a typed one.
//
// The format is "1 o20 t137\nrepos K9f/bigteam": a version, fields, a line break, the command line. The command line
// follows the line break in every version, so that a button of any age can at least run its line again.
type State struct {
	Line   string
	Offset int
	Was    int    // total when the page was shown
	Fresh  bool   // bypass the cache
	By     string // Slack user who shared the page; empty on a private one
	Known  bool   // false: of another version, so Offset and Was are unknown
}

const stateVersion = "1"

// maxOffset bounds the offset of a tampered value; no list in TCA is that long.
const maxOffset = 100_000_000

// String writes the state. For a line of at most MaxLine characters it is well under Slack's 2,000.
func (s State) String() string {
	var b strings.Builder
	b.Grow(len(s.Line) + len(s.By) + 32)
	b.WriteString(stateVersion)
	if s.Offset > 0 {
		b.WriteString(" o" + strconv.Itoa(s.Offset))
	}
	if s.Was > 0 {
		b.WriteString(" t" + strconv.Itoa(s.Was))
	}
	if s.Fresh {
		b.WriteString(" f")
	}
	if s.By != "" {
		b.WriteString(" s" + s.By)
	}
	b.WriteByte('\n')
	b.WriteString(strings.ReplaceAll(s.Line, "\n", " ")) // the only line break is the separator
	return b.String()
}

// ReadState parses a button's value. A value of another version gives its line with Known false; anything else that the bot
// did not write is an error.
func ReadState(value string) (State, error) {
	head, line, ok := strings.Cut(value, "\n")
	if !ok || !utf8.ValidString(value) || strings.Contains(line, "\n") || strings.TrimSpace(line) == "" {
		return State{}, fmt.Errorf("button state of %d bytes is not ours", len(value))
	}
	s := State{Line: line}
	version, fields, _ := strings.Cut(head, " ")
	if version != stateVersion {
		if _, err := strconv.ParseUint(version, 10, 16); err != nil {
			return State{}, fmt.Errorf("button state of %d bytes is not ours", len(value))
		}
		return s, nil
	}
	for f := range strings.FieldsSeq(fields) {
		var err error
		switch f[0] {
		case 'o':
			s.Offset, err = number(f[1:])
		case 't':
			s.Was, err = number(f[1:])
		case 'f':
			s.Fresh = true
		case 's':
			if s.By = f[1:]; !userID.MatchString(s.By) {
				err = errors.New("no user ID")
			}
		default:
			err = fmt.Errorf("unknown field %q", f[0])
		}
		if err != nil {
			return State{}, fmt.Errorf("button state: %w", err)
		}
	}
	s.Known = true
	return s, nil
}

var userID = regexp.MustCompile(`^[UW][A-Z0-9]{1,30}$`)

func number(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > maxOffset {
		return 0, errors.New("number out of range")
	}
	return n, nil
}
