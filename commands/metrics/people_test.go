package metrics

import (
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/line"
	"tcabot/commands/target"
	"testing"
)

// TestMyFiguresAreThoseOfAllNames: a list about "me" has what the lists of all names have, each row once, in the order that
// one list would have.
func TestMyFiguresAreThoseOfAllNames(t *testing.T) {
	_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	p := sample.Rich
	at := line.ProjectWord(api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID})
	book, err := command.NewBook(command.Group{Commands: Commands(target.Finder{Site: r.TCA.Site()})})
	if err != nil {
		t.Fatal(err)
	}
	rows := func(text string, names ...string) []string {
		t.Helper()
		asked := *r
		asked.Username, asked.Names = "", names
		sheet, err := book.Sheet(t.Context(), &asked, text)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for row, err := range sheet.Rows(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, row[0])
		}
		if len(all) != sheet.Total {
			t.Errorf("%s: %d of %d rows", text, len(all), sheet.Total)
		}
		return all
	}
	mine := []string{"wangfang", "zhao_min", "emma.lee"}
	for _, text := range []string{
		"complexity " + at + " modifier:", "complexity " + at + " sort:path modifier:", "complexity " + at + " state:all sort:-count modifier:",
		"functions " + at + " modifier:", "functions " + at + " author:", "duplication " + at + " modifier:", "duplication " + at + " sort:path owner:",
	} {
		t.Run(text, func(t *testing.T) {
			var want []string
			for _, name := range mine {
				want = append(want, rows(text+name)...)
			}
			got := rows(text+"me", mine...)
			if len(want) < 3 {
				t.Fatalf("only %d rows: the test shows nothing", len(want))
			}
			slices.Sort(want)
			if sorted := slices.Sorted(slices.Values(got)); !slices.Equal(sorted, want) {
				t.Errorf("got  %v\nwant %v", sorted, want)
			}
		})
	}
	both := rows("functions "+at+" author:me modifier:me", mine...)
	var want []string
	for _, one := range mine {
		for _, two := range mine {
			want = append(want, rows("functions "+at+" author:"+one+" modifier:"+two)...)
		}
	}
	if slices.Sort(both); !slices.Equal(both, slices.Sorted(slices.Values(want))) {
		t.Errorf("both filters: got %v, want %v", both, want)
	}
}
