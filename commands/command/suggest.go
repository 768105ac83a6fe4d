package command

import "slices"

// SuggestKind is what a form suggests while somebody types into a field. What it finds is limited by the person's access.
type SuggestKind int

// The kinds of suggestions. A field without one is filled in without any.
const (
	SuggestTargets     SuggestKind = iota + 1 // teams, repositories and analysed branches, as canonical words
	SuggestPeople                             // user names of people who work on the target of the line, and any other name
	SuggestSchemes                            // IDs of the schemes of the line's repository
	SuggestCredentials                        // the person's own credentials at code hosts, such as password:12
	SuggestFound                              // SuggestTargets, an issue by its ID, and links as they are
	SuggestTeams                              // the person's teams, as canonical words
	SuggestRepos                              // repositories of the line's team, as canonical words
	SuggestBranches                           // analysed branches of the line's repository, or else of its team, as canonical words
	SuggestScreens                            // lines that show what the text may name; for the search of a screen
)

// SuggestKinds lists all kinds.
func SuggestKinds() []SuggestKind {
	return []SuggestKind{SuggestTargets, SuggestPeople, SuggestSchemes, SuggestCredentials, SuggestFound, SuggestTeams, SuggestRepos, SuggestBranches, SuggestScreens}
}

// SearchField is the ID of the field of a screen that finds anything by its name: choosing what is suggested runs its line.
const SearchField = "run/find"

// Suggested makes forms suggest targets while typing.
func (a Arg) Suggested() Arg { return a.SuggestedFrom(SuggestTargets) }

// SuggestedFrom makes forms suggest values of a kind while typing.
func (a Arg) SuggestedFrom(kind SuggestKind) Arg {
	a.suggests = kind
	return a
}

// Typing is a field of a form that somebody is typing into.
type Typing struct {
	Kind   SuggestKind
	Target string // the word of the form's line that names its target; empty for the default
	Text   string // what was typed so far
}

// holders are the arguments that name the target of a line, the one that counts first.
var holders = append(slices.Clone(addressed), "repo", "team")

// Begins reports whether fields of the kind begin with the default of the person, if there is one.
func (k SuggestKind) Begins() bool {
	return k == SuggestTeams || k == SuggestRepos || k == SuggestBranches
}

// above are the arguments that name where the options of a kind are: a field does not limit what is suggested for itself, and
// the search of a form nothing.
func (k SuggestKind) above() []string {
	switch k {
	case SuggestTeams:
		return nil
	case SuggestRepos:
		return []string{"team"}
	case SuggestBranches:
		return []string{"repo", "team"}
	default:
		return holders
	}
}

// Typing is what is being typed into a field of a line's form. It is false for a field without suggestions.
func (b *Book) Typing(written, field, text string) (_ Typing, ok bool) {
	p, err := b.Parse(written)
	if err != nil {
		return Typing{}, false
	}
	args := p.Command.args()
	i := slices.IndexFunc(args, func(a Arg) bool { return a.name == field && a.suggests != 0 && a.inForm() })
	if i < 0 || args.parse(p.Words) != nil {
		return Typing{}, false
	}
	t := Typing{Kind: args[i].suggests, Text: text}
	for _, name := range t.Kind.above() {
		if at := slices.IndexFunc(args, func(a Arg) bool { return a.name == name }); at >= 0 && t.Target == "" {
			t.Target = args[at].get()
		}
	}
	return t, true
}
