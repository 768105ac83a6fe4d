// Package people finds the Slack person behind the author that TCA names. Only posts that nobody asked for mention people,
// and only those who agreed to it.
package people

import (
	"slices"
	"strings"
	"tcabot/commands/kit"
)

// MaxMentions is how many different people a post mentions: everybody after them is named without a notification.
const MaxMentions = 5

// Account is a person in Slack with the names under which TCA knows them.
type Account struct {
	User   string // Slack ID
	Names  []string
	Agreed bool // to be mentioned as an author
}

// People knows which Slack person an author is. It is immutable. The zero value knows nobody, so that all names stay plain:
// it is for edits, which notify nobody, and for answers to commands.
type People struct {
	users     map[string]string // Slack ID by folded name, of those who agreed
	mentioned []string          // whom Author mentions
}

// New is the people of a workspace. The accounts of those who did not agree count, too: a name that two people claim is
// nobody's, since mentioning the wrong one is worse than mentioning none.
func New(accounts []Account) People {
	claimed := map[string]string{} // empty: by several people
	agreed := map[string]bool{}
	for _, a := range accounts {
		for _, name := range a.Names {
			name = fold(name)
			if user, taken := claimed[name]; taken && user != a.User {
				claimed[name] = ""
			} else {
				claimed[name] = a.User
			}
		}
		agreed[a.User] = agreed[a.User] || a.Agreed
	}
	users := map[string]string{}
	for name, user := range claimed {
		if name != "" && agreed[user] {
			users[name] = user
		}
	}
	return People{users: users}
}

// fold is a name as it is compared: TCA does not distinguish letter case, and version control keeps spaces around names.
func fold(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// Users are all of these people, sorted.
func (p People) Users() []string {
	var all []string
	for _, user := range p.users {
		all = append(all, user)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Only is those of the people who are among the users.
func (p People) Only(users []string) People {
	kept := People{users: map[string]string{}}
	for name, user := range p.users {
		if slices.Contains(users, user) {
			kept.users[name] = user
		}
	}
	for _, user := range p.mentioned {
		if slices.Contains(users, user) {
			kept.mentioned = append(kept.mentioned, user)
		}
	}
	return kept
}

// Who is the Slack person that an author is, if that is known and they agreed to be mentioned.
func (p People) Who(author string) (user string, ok bool) {
	user, ok = p.users[fold(author)]
	return user, ok
}

// Mentioning chooses whom one post mentions: the first MaxMentions different people among its authors, in the order in
// which the post names them. People who were chosen before remain the only ones: a post has one choice, whatever its parts
// choose.
func (p People) Mentioning(authors ...string) People {
	if p.mentioned != nil {
		return p
	}
	p.mentioned = []string{}
	for _, author := range authors {
		user, ok := p.Who(author)
		if ok && !slices.Contains(p.mentioned, user) && len(p.mentioned) < MaxMentions {
			p.mentioned = append(p.mentioned, user)
		}
	}
	return p
}

// Mentions reports whether Author mentions an author: whether Mentioning chose them.
func (p People) Mentions(author string) bool {
	user, ok := p.Who(author)
	return ok && slices.Contains(p.mentioned, user)
}

// Author mentions an author, named as TCA has it, whom Mentioning chose. Everybody else is the given plain name.
func (p People) Author(author, plain string) kit.Span {
	if !p.Mentions(author) {
		return kit.Text(plain)
	}
	user, _ := p.Who(author)
	return kit.Person(user)
}
