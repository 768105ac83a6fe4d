package people_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"tcabot/bot/people"
	agreed "tcabot/commands/people"
	"testing"
)

// fake is a workspace and a channel.
type fake struct {
	accounts        []agreed.Account
	readers         []string
	failed, refused error // from the database; from Slack
	asked           []string
}

func (f *fake) People(context.Context, string) (agreed.People, error) {
	return agreed.New(f.accounts), f.failed
}

func (f *fake) Readers(_ context.Context, _ string, users []string) ([]string, error) {
	f.asked = users
	return f.readers, f.refused
}

// TestIn: those may be mentioned who agreed and read the channel; Slack is only asked about them, and not at all while
// nobody agreed. An error mentions nobody, and is logged.
func TestIn(t *testing.T) {
	all := []agreed.Account{
		{User: "U1", Agreed: true, Names: []string{"one"}}, {User: "U2", Agreed: true, Names: []string{"two"}}, {User: "U3", Names: []string{"three"}},
	}
	for _, tt := range []struct {
		name        string
		fake        fake
		asked, want []string
		logged      bool
	}{
		{"both read it", fake{accounts: all, readers: []string{"U2", "U1"}}, []string{"U1", "U2"}, []string{"U1", "U2"}, false},
		{"one reads it", fake{accounts: all, readers: []string{"U2", "U3"}}, []string{"U1", "U2"}, []string{"U2"}, false},
		{"nobody reads it", fake{accounts: all}, []string{"U1", "U2"}, nil, false},
		{"nobody agreed", fake{accounts: all[2:], readers: []string{"U3"}}, nil, nil, false},
		{"the database fails", fake{accounts: all, readers: []string{"U1"}, failed: errors.New("locked")}, nil, nil, true},
		{"Slack fails", fake{accounts: all, readers: []string{"U1"}, refused: errors.New("down")}, []string{"U1", "U2"}, nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var log bytes.Buffer
			found := people.New(&tt.fake, &tt.fake, slog.New(slog.NewTextHandler(&log, nil))).In(t.Context(), "T1", "C1")
			if got := found.Users(); !slices.Equal(got, tt.want) || !slices.Equal(tt.fake.asked, tt.asked) {
				t.Errorf("got %v, want %v; asked about %v, want %v", got, tt.want, tt.fake.asked, tt.asked)
			}
			if strings.Contains(log.String(), "level=WARN") != tt.logged {
				t.Errorf("logged %q", log.String())
			}
		})
	}
}
