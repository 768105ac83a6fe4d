package screen

import "testing"

func TestWithoutUsers(t *testing.T) {
	for text, want := range map[string]string{
		"https://ann:s3cret@git.example.com/a":             "https://…@git.example.com/a",
		"repo ad url:https://ann:s3c@ret@h/a --x":          "repo ad url:https://…@h/a --x",
		"https://git.example.com/@scope/a":                 "https://git.example.com/@scope/a",
		"payments-api@master":                              "payments-api@master",
		"svn://ann@h http://tca.example.com/t/o and a@b/c": "svn://…@h http://tca.example.com/t/o and a@b/c",
	} {
		if got := withoutUsers(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
