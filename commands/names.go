package commands

import (
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
)

// maxName is how much of a name a list shows; TCA allows 128 characters and older servers more.
const maxName = 100

func repoName(r api.Repo) string { return kit.Name(r.Name, "#"+strconv.FormatInt(r.ID, 10), maxName) }

func orgName(o api.Org) string { return kit.Name(o.Name, o.SID, maxName) }

func personName(nickname, username string) string {
	return kit.Name(nickname, kit.Name(username, "?", 60), 60)
}

// thousands writes 1234567 as 1,234,567.
func thousands(n int) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}
