package digest

import (
	"cmp"
	"slices"
	"strings"
	"tcabot/commands/kit"
	"tcabot/commands/people"
)

// OwnedBy makes one author of the names of the digest's owner; the first one is shown.
func (r Report) OwnedBy(names []string) Report {
	r.own = names
	return r
}

// Mentioning lets the post mention people who are authors. Without it all authors have plain names.
func (r Report) Mentioning(p people.People) Report {
	r.people = p
	return r
}

// author is the name by which an author is counted.
func (r Report) author(name string) string {
	if slices.ContainsFunc(r.own, func(own string) bool { return strings.EqualFold(own, name) }) {
		return r.own[0]
	}
	return name
}

// authorCount is an author with the number of their new issues.
type authorCount struct {
	name  string // one of their names, as TCA has it
	shown string // as a plain name
	count int
}

// topAuthors counts the new issues by author, the most frequent first. All names of a person who may be mentioned are one
// author.
func (v postView) topAuthors(found []newIssue) []authorCount {
	type person struct{ user, name string }
	by := map[person]int{} // index in all
	var all []authorCount
	for _, i := range found {
		name := v.author(i.Author)
		shown := kit.Name(name, v.Say("nobody"), 60)
		key := person{name: shown}
		if user, ok := v.people.Who(name); ok {
			key = person{user: user}
		}
		at, known := by[key]
		if !known {
			at = len(all)
			by[key] = at
			all = append(all, authorCount{name: name, shown: shown})
		}
		all[at].count++
	}
	slices.SortFunc(all, func(a, b authorCount) int { return cmp.Or(b.count-a.count, strings.Compare(a.shown, b.shown)) })
	return all[:min(len(all), maxTops)]
}

// authorsOf are the authors of the listed issues and of the counts, as the post names them one after the other.
func authorsOf(listed []newIssue, counts []authorCount) []string {
	var names []string
	for _, i := range listed {
		names = append(names, i.Author)
	}
	for _, a := range counts {
		names = append(names, a.name)
	}
	return names
}

// authors shows how many new issues each author has: in a table, or in a list if it mentions somebody, since there is no
// mention within a table of fixed width.
func (v postView) authors(counts []authorCount) kit.Message {
	if len(counts) == 0 {
		return nil
	}
	t := kit.NewTable(v.Words, "head.new", "head.author")
	var rows kit.Rows
	mentions := false
	for _, a := range counts {
		t.Rows = append(t.Rows, []string{kit.Thousands(a.count), a.shown})
		rows = append(rows, []kit.Line{{v.people.Author(a.name, a.shown), kit.Text(" · " + v.Say("count.new", "Number", kit.Thousands(a.count)))}})
		mentions = mentions || v.people.Mentions(a.name)
	}
	if !mentions {
		return kit.Message{t}
	}
	return kit.Message{kit.Para{kit.Bold(v.Say("post.authors"))}, rows}
}
