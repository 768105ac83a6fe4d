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
	Words   []string    // its values; nil for any text
	Names   []string    // their names in the person's language
	Many    bool        // several of Words
	Flag    bool        // set or not
	Clock   bool        // a time of day
	Needed  bool        // required
	Lines   bool        // a text of several lines
	Suggest SuggestKind // what is suggested while typing; 0 for nothing
	Tells   bool        // other fields depend on it: the form is to be shown again once it is chosen
	Folded  bool        // needed seldom, and its value is a usual one
	Values  []string    // current values; one empty one for a flag that is set
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
			Name: a.name, Title: titled(w, a.name), Help: p.Command.argHelp(w, a), Words: a.values.words, Many: a.values.many, Flag: a.form == flag, Clock: a.clock, Needed: a.asked && !a.spare || a.needed, Suggest: a.suggests, Tells: len(a.resets) > 0, Lines: a.multiline, Folded: a.folded(),
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
			f.offer(a.offered)
		}
		all = append(all, f)
	}
	return all
}

// offer leaves out the words that do not fit.
func (f *Filter) offer(fits func(word string) bool) {
	if fits == nil {
		return
	}
	var words, names []string
	for i, word := range f.Words {
		if fits(word) {
			words, names = append(words, word), append(names, f.Names[i])
		}
	}
	f.Words, f.Names = words, names
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
