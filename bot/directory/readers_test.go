package directory_test

import (
	"slices"
	"testing"
)

// TestReaders: those read a channel who are members of it. Where that cannot be told, everybody reads a public channel, and
// of a private one those whom Slack named.
func TestReaders(t *testing.T) {
	members, info := []string{"conversations.members"}, []string{"conversations.info"}
	for _, tt := range []struct {
		name          string
		w             *workspace
		asked, want   []string
		failed        bool
		pages, lookup int
	}{
		{"all", &workspace{members: users(0, 3)}, users(0, 2), users(0, 2), false, 1, 0},
		{"one", &workspace{members: users(0, 3)}, []string{"U2", "U7"}, []string{"U2"}, false, 1, 0},
		{"nobody", &workspace{members: users(0, 3)}, []string{"U7"}, nil, false, 1, 0},
		{"on the first of many pages", &workspace{members: users(0, 9_000)}, []string{"U5"}, []string{"U5"}, false, 1, 0},
		{"on the second page", &workspace{members: users(0, 9_000)}, []string{"U1500"}, []string{"U1500"}, false, 2, 0},
		{"in a public channel of too many", &workspace{members: users(0, 9_000)}, []string{"U5", "U8500"}, []string{"U5", "U8500"}, false, 5, 1},
		{"in a private channel of too many", &workspace{members: users(0, 9_000), private: true}, []string{"U5", "U8500"}, []string{"U5"}, false, 5, 1},
		{"in a public channel whose members Slack does not tell", &workspace{members: users(0, 3), refused: members}, []string{"U1"}, []string{"U1"}, false, 1, 1},
		{"in a private channel whose members Slack does not tell", &workspace{members: users(0, 3), private: true, refused: members}, []string{"U1"}, nil, true, 1, 1},
		{"Slack tells nothing", &workspace{members: users(0, 3), refused: slices.Concat(members, info)}, []string{"U1"}, nil, true, 1, 1},
		{"too many in a channel that Slack does not describe", &workspace{members: users(0, 9_000), refused: info}, []string{"U5", "U8500"}, nil, true, 5, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := open(t, tt.w).Readers(t.Context(), "C1", tt.asked)
			if (err != nil) != tt.failed || !slices.Equal(got, tt.want) {
				t.Errorf("got %v, %v, want %v", got, err, tt.want)
			}
			if pages, lookup := tt.w.asked("conversations.members"), tt.w.asked("conversations.info"); pages != tt.pages || lookup != tt.lookup {
				t.Errorf("%d pages read and %d channels looked at, want %d and %d", pages, lookup, tt.pages, tt.lookup)
			}
		})
	}
}
