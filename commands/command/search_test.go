package command_test

import (
	"strings"
	"testing"
)

// TestSearch: words are found in names, flags and filters, in any order and letter case; what an example is about is not.
func TestSearch(t *testing.T) {
	book := testBook(t)
	for _, tt := range []struct{ name, text, want string }{
		{"a name", "digest", "digest, digest add, digest list"},
		{"two words in any order", "ADD dig", "digest add"},
		{"what an example is about", "x", ""},
		{"a word that is nowhere", "digest nowhere", ""},
		{"nothing", " ", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var names []string
			for _, g := range book.Search(tt.text) {
				for _, c := range g.Commands {
					names = append(names, c.Name)
				}
			}
			if got := strings.Join(names, ", "); got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

// TestFamily: the help of a command lists those with the same first word.
func TestFamily(t *testing.T) {
	book := testBook(t)
	names := func(of string) string {
		c, _ := book.Find(of)
		var all []string
		for _, o := range book.Family(c) {
			all = append(all, o.Name)
		}
		return strings.Join(all, ", ")
	}
	for of, want := range map[string]string{"digest": "digest add, digest list", "digest add": "digest, digest list", "repos": ""} {
		if got := names(of); got != want {
			t.Errorf("%s: %q, want %q", of, got, want)
		}
	}
	for name, want := range map[string]bool{"digest": false, "digest add": true, "repos": false} {
		if c, _ := book.Find(name); book.HasHead(c) != want {
			t.Errorf("%s has a head: %t", name, !want)
		}
	}
}
