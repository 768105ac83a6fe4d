package command

import (
	"maps"
	"slices"
	"strings"
)

// Choose is Narrow for a form that stays open, in which somebody has just chosen a field: the line is without what depended on
// the choice before. cleared are the fields that are empty now, whatever they were.
func (b *Book) Choose(written, field string, values map[string][]string) (line string, cleared []string, err error) {
	p, err := b.Parse(written)
	if err != nil {
		return "", nil, err
	}
	for _, a := range p.Command.args() {
		if a.name == field {
			cleared = slices.Clone(a.resets)
		}
	}
	kept := maps.Clone(values)
	maps.DeleteFunc(kept, func(name string, _ []string) bool { return slices.Contains(cleared, name) })
	if line, err = b.Narrow(written, kept); err != nil {
		return "", nil, err
	}
	gone, err := b.unoffered(line)
	if err != nil || len(gone) == 0 {
		return line, cleared, err
	}
	for _, name := range gone {
		delete(kept, name)
	}
	line, err = b.Narrow(written, kept)
	return line, append(cleared, gone...), err
}

// unoffered are the arguments of a line whose word its form does not offer.
func (b *Book) unoffered(line string) (names []string, err error) {
	p, err := b.Parse(line)
	if err != nil {
		return nil, err
	}
	args := p.Command.args()
	if err := args.parse(p.Words); err != nil {
		return nil, err
	}
	for _, a := range args {
		if v := a.get(); a.offered != nil && v != "" && !a.offered(v) {
			names = append(names, a.name)
		}
	}
	return names, nil
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
