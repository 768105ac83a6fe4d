package setup

import (
	"errors"
	"fmt"
	"strings"
	"tcabot/commands/command"
	"testing"
)

// TestReadAddress reads addresses as people paste them: none with a secret gets through, and no error repeats it.
func TestReadAddress(t *testing.T) {
	for _, tt := range []struct {
		address string
		secret  bool
	}{
		{"https://git.example.com/team/app", false},
		{"http://git.example.com:8080/team/app.git", false},
		{"git@git.example.com:team/app.git", false},
		{"ssh://git@git.example.com:2222/team/app.git", false},
		{"svn+ssh://dev@svn.example.com/app", false},
		{"https://git.example.com/@scope/app", false},
		{"hello", false},
		{"https://somebody:s3cret@git.example.com/team/app", true},
		{"https://s3cret@git.example.com/team/app", true},
		{"https://oauth2:s3cret@git.example.com/team/app.git", true},
		{"https://somebody%3As3cret@git.example.com/team/app", true},
		{"HTTPS://somebody:s3cret@git.example.com", true},
		{"ssh://git:s3cret@git.example.com/team/app", true},
		{"svn://somebody:s3cret@svn.example.com/app", true},
		{"somebody:s3cret@git.example.com/team/app", true},
		{"git:s3cret@git.example.com:team/app", true},
		{"https://somebody:s3c@ret@git.example.com/team/app", true},
		{"https://git.example.com:8443/svn/app@1234", false},
		{"https://somebody:s3c/ret@git.example.com/team/app", true},
		{"https:/somebody:s3cret@git.example.com/team/app", true},
		{"https:///somebody:s3cret@git.example.com/team/app", true},
		{`https:\\somebody:s3cret@git.example.com/team/app`, true},
		{"https://git.example.com/team/app?private_token=s3cret", true},
	} {
		got, err := readAddress(tt.address)
		usage, rejected := errors.AsType[*command.UsageError](err)
		if rejected != tt.secret || !tt.secret && got != tt.address {
			t.Errorf("%s: %q, %v", tt.address, got, err)
		}
		if rejected && strings.Contains(fmt.Sprint(usage.Reason, usage.Data, got), "s3c") {
			t.Errorf("%s: the error repeats it: %v", tt.address, usage.Data)
		}
	}
	if _, err := readAddress("https://git.example.com/" + strings.Repeat("a", 200)); err == nil {
		t.Error("an address that is too long is accepted")
	}
}

// TestReadCredential: a credential is a reference, and nothing else is repeated.
func TestReadCredential(t *testing.T) {
	for text, want := range map[string]string{"password:12": "password:12", "SSH_TOKEN:3": "ssh_token:3", "oauth:1": "oauth:1", "s3cret": "", "password:s3cret": "", "password:0": "", "token:1": "", "": ""} {
		ref, err := readCredential(text)
		if got := writeCredential(ref); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
		if usage, ok := errors.AsType[*command.UsageError](err); ok && len(usage.Data) > 0 {
			t.Errorf("%q: the error repeats it: %v", text, usage.Data)
		}
	}
}
