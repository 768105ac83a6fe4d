package command

import (
	"slices"
	"strings"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Filter is one of a command's filters or flags, as a form shows it.
type Filter struct {
	Name    string // what is typed before the colon, or after the two hyphens
	Title   string // its name in the person's language
	Label   string // its label, where the command has one of its own
	Help    string
	Words   []string // its values; nil for any text
	Names   []string // their names in the person's language
	Many    bool     // several of Words
	Flag    bool     // set or not
	Clock   bool     // a time of day
	Needed  bool     // required
	Lines   bool     // a text of several lines
	Suggest bool     // options are suggested while typing
	Folded  bool     // needed seldom, and its value is a usual one
	Values  []string // current values; one empty one for a flag that is set
}

// Filters lists the filters of a line's command with the values of the line; none for an invalid line.
func (b *Book) Filters(w locale.Words, written string) []Filter {
	p, err := b.Parse(written)
	if err != nil {
		return nil
	}
	args := p.Command.args()
	if args.parse(p.Words) != nil {
		return nil
	}
	var all []Filter
	for _, a := range args {
		f := Filter{
			Name: a.name, Title: titled(w, a.name), Help: p.Command.argHelp(w, a), Words: a.values.words, Many: a.values.many, Flag: a.form == flag, Clock: a.clock, Needed: a.asked && !a.spare || a.needed, Suggest: a.suggests != 0, Lines: a.multiline, Folded: a.folded(),
		}
		if field, ok := p.Command.field(a); ok {
			f.Label = w.Say(field)
		}
		switch {
		case !a.inForm() || p.Command.Name == "export":
			continue
		case a.assumed: // chosen, it would hide what another filter of the form asks for
		case a.each != nil:
			f.Values = a.each()
		case f.Flag && a.get() != "":
			f.Values = []string{""}
		case f.Many && a.get() != "":
			f.Values = strings.Split(a.get(), ",")
		case a.get() != "":
			f.Values = []string{a.shown()}
		}
		if f.Words != nil {
			f.Help, f.Names = w.Say(p.Command.about(a)), a.values.labels(w)
		}
		all = append(all, f)
	}
	return all
}

// Caption is the title of the form of a line's command, and the label of the button that submits it.
func (b *Book) Caption(w locale.Words, written string) (title, submit string) {
	title, submit = w.Say("fill.title"), w.Say("fill.submit")
	if p, err := b.Parse(written); err == nil {
		if id, ok := p.Command.own("title"); ok {
			title = w.Say(id)
		}
		if id, ok := p.Command.own("submit"); ok {
			submit = w.Say(id)
		}
	}
	return title, submit
}

// Lead is what the form of a line's command says above its fields.
func (b *Book) Lead(w locale.Words, written string) kit.Message {
	p, err := b.Parse(written)
	if err != nil || p.Command.lead == nil {
		return nil
	}
	return p.Command.lead(w, p.Words)
}

// Disconnects reports whether running a line takes the person's TCA account away.
func (b *Book) Disconnects(written string) bool {
	p, err := b.Parse(written)
	return err == nil && p.Command.Disconnects
}

// Changes reports whether running a line changes something. An invalid line changes nothing.
func (b *Book) Changes(written string) bool {
	p, err := b.Parse(written)
	return err == nil && p.Command.Changes
}

// inForm reports whether an argument is in the form.
func (a Arg) inForm() bool {
	return (a.form == filter || a.form == flag || a.asked) && !a.unasked && (a.hidden == nil || !a.hidden())
}

// Rare makes forms fold the argument away while it has a usual value: none, the default, all that there are, or one of
// these.
func (a Arg) Rare(usual ...string) Arg {
	a.rare, a.usual = true, usual
	return a
}

// folded reports whether a form opens without the argument.
func (a Arg) folded() bool {
	v := a.get()
	return a.rare && (v == "" || a.assumed || slices.Contains(a.usual, v) || a.values.many && len(strings.Split(v, ",")) == len(a.values.words))
}

// Narrow replaces the filters of a line by values, by name: several for a filter that takes many, one empty one for a
// flag. A filter that is not in values is removed, but for one that was folded away; positional arguments stay. The error
// is a *UsageError about one of them.
func (b *Book) Narrow(written string, values map[string][]string) (string, error) {
	p, err := b.Parse(written)
	if err != nil {
		return "", err
	}
	args := p.Command.args()
	if err := args.parse(p.Words); err != nil {
		return "", err
	}
	words := strings.Fields(p.Command.Name)
	name := len(words)
	for _, a := range args {
		switch {
		case a.form == filter || a.form == flag:
			continue
		case a.asked:
			if v := a.written(strings.Join(values[a.name], "")); v != "" {
				words = append(words, v)
			}
			continue
		}
		words = append(words, Args{a}.words()...)
	}
	for _, a := range args {
		switch given, shown := values[a.name]; {
		case a.unasked && a.form == filter, a.rare && !shown && a.folded(): // it is not in the form
			words = append(words, Args{a}.words()...)
		case len(given) == 0 && a.clear != "":
			words = append(words, a.name+":"+a.clear)
		case len(given) == 0 || a.form != filter && a.form != flag:
		case a.form == flag:
			words = append(words, "--"+a.name)
		default:
			if v := strings.Join(slices.DeleteFunc(slices.Clone(given), func(s string) bool { return strings.TrimSpace(s) == "" }), ","); v != "" {
				words = append(words, a.name+":"+a.written(v))
			}
		}
	}
	narrowed := Join(words)
	fresh := p.Command.args()
	if err := fresh.parse(words[name:]); err != nil {
		return "", err
	}
	if err := fresh.fits(narrowed); err != nil {
		return "", fresh.longest(err)
	}
	return narrowed, nil
}

// longest completes the error of a line that is too long with the argument that is to be shortened: the longest text of
// several lines, if there is one with anything in it, or the longest of what is in the form.
func (as Args) longest(err error) error {
	var most Arg
	better := func(a Arg) bool {
		if most.get == nil || a.multiline != most.multiline {
			return most.get == nil || a.multiline
		}
		return len(a.get()) > len(most.get())
	}
	for _, a := range as {
		if a.inForm() && a.get() != "" && better(a) {
			most = a
		}
	}
	if most.get == nil {
		return err
	}
	return about(most, err)
}
