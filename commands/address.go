package commands

import (
	"net/url"
	"strconv"
	"strings"
	"tcabot/api"
)

// address is what a person wrote where a team or a repository is wanted, taken apart but not looked up.
type address struct {
	org, team, name string
	repo            int64
}

// readTeam reads "team", "org/team" or any page of TCA's web about a team.
func readTeam(word string) address {
	if a, ok := readURL(word); ok {
		return a
	}
	if org, team, ok := strings.Cut(word, "/"); ok {
		return address{org: org, team: team}
	}
	return address{team: word}
}

// readRepo reads "name", "12", "team#12", "org/team#12", "team/name" or any page of TCA's web about a repository.
func readRepo(word string) address {
	if a, ok := readURL(word); ok {
		return a
	}
	if where, id, ok := strings.Cut(word, "#"); ok {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil && n > 0 {
			a := readTeam(where)
			a.repo = n
			return a
		}
	}
	a := address{name: word}
	if n, err := strconv.ParseInt(word, 10, 64); err == nil && n > 0 {
		a.repo = n
	}
	return a
}

// readURL reads a page of TCA's web: /t/{org}/p/{team}/…/repos/{repo}/… Slack hands URLs over as <url> or <url|label>.
func readURL(word string) (address, bool) {
	word = strings.Trim(word, "<>")
	word, _, _ = strings.Cut(word, "|")
	if !strings.HasPrefix(word, "http://") && !strings.HasPrefix(word, "https://") {
		return address{}, false
	}
	u, err := url.Parse(word)
	if err != nil {
		return address{}, false
	}
	var a address
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for i := 0; i+1 < len(parts); i++ {
		switch {
		case parts[i] == "t" && a.org == "":
			a.org = parts[i+1]
		case parts[i] == "p" && a.team == "":
			a.team = parts[i+1]
		case parts[i] == "repos" && a.repo == 0:
			a.repo, _ = strconv.ParseInt(parts[i+1], 10, 64)
		}
	}
	return a, a.org != ""
}

func (a address) teamRef() (api.TeamRef, bool) {
	return api.TeamRef{Org: a.org, Team: a.team}, a.org != "" && a.team != ""
}
