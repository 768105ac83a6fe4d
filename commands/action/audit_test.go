package action_test

import (
	"strings"
	"tcabot/commands/action"
	"tcabot/commands/action/actiontest"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"testing"
	"time"
)

// recordedBook is a book of the commands here over recorded actions. ADMIN is an administrator.
func recordedBook(tb testing.TB, all ...action.Action) (*command.Book, *actiontest.Store) {
	tb.Helper()
	store := &actiontest.Store{}
	for _, a := range all {
		if _, _, err := store.BeginAction(tb.Context(), a); err != nil {
			tb.Fatal(err)
		}
	}
	d := action.Deps{Runner: action.Runner{Store: store, Now: func() time.Time { return time.Unix(1e9, 0) }}, Admins: []string{"ADMIN"}}
	book, err := command.NewBook(command.Group{Commands: action.Commands(d)})
	if err != nil {
		tb.Fatal(err)
	}
	return book, store
}

// asks is what a person asks for, by a line.
func asks(user, line string) *command.Request {
	return &command.Request{ID: line, Who: command.Who{Workspace: "T", User: user}, Command: "/tca", Words: locale.In(locale.English), Zone: time.UTC}
}

// TestBuildCommandsAreTheirs: passwords may stand in build commands. An administrator of the bot, who need not see them in
// TCA, does not see them in the record either; whoever changed them does.
func TestBuildCommandsAreTheirs(t *testing.T) {
	t.Parallel()
	a := action.Action{Workspace: "T", User: "U", Kind: "scheme_lint", Key: "k", Began: time.Unix(1e9, 0), Ended: time.Unix(1e9, 0), Changes: []action.Change{
		{Object: 7, Name: "nightly", Field: action.BuildCommand, Before: "make P=old-secret", After: "make P=new-secret", Now: "make P=new-secret", Outcome: action.Done},
		{Object: 7, Name: "nightly", Field: action.PreBuildCommand, Before: "a-secret", After: "b-secret", Now: "c-secret", Outcome: action.Conflict},
		{Object: 7, Name: "nightly", Field: action.CheckCode, Before: action.Off, After: action.On, Now: action.On, Outcome: action.Done},
	}}
	book, _ := recordedBook(t, a)
	for user, sees := range map[string]bool{"U": true, "ADMIN": false} {
		parsed, err := book.Parse("audit show 1")
		if err != nil {
			t.Fatal(err)
		}
		reply, err := book.Run(t.Context(), asks(user, "audit show 1"), parsed)
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := book.Sheet(t.Context(), asks(user, "audit --everybody"), "audit"+map[bool]string{false: " --everybody"}[sees])
		if err != nil {
			t.Fatal(err)
		}
		var file strings.Builder
		for row, err := range sheet.Rows(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			file.WriteString(strings.Join(row, ",") + "\n")
		}
		for name, text := range map[string]string{"screen": reply.Message.Text(), "file": file.String()} {
			if strings.Contains(text, "secret") != sees {
				t.Errorf("%s: the %s says\n%s", user, name, text)
			}
			if !strings.Contains(text, "nightly") {
				t.Errorf("%s: the %s lacks the change:\n%s", user, name, text)
			}
		}
	}
}

// TestAuditFileWhileOthersAct: what happens while a file is written is not in it, and repeats nothing.
func TestAuditFileWhileOthersAct(t *testing.T) {
	t.Parallel()
	const many = 450 // more than are read at once
	one := func(key string) action.Action {
		return action.Action{Workspace: "T", User: "U", Kind: "thing", Key: key, Began: time.Unix(1e9, 0), Changes: []action.Change{{Object: 1, Name: key, Field: action.Author, After: "bob"}}}
	}
	var all []action.Action
	for range many {
		all = append(all, one(time.Duration(len(all)).String()))
	}
	book, store := recordedBook(t, all...)
	sheet, err := book.Sheet(t.Context(), asks("U", "audit"), "audit")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for row, err := range sheet.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if seen[row[0]]++; seen[row[0]] > 1 {
			t.Fatalf("action %s is in the file twice", row[0])
		}
		if _, _, err := store.BeginAction(t.Context(), one("new "+row[0])); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != many || sheet.Total != many {
		t.Errorf("%d of %d actions are in the file, which was said to have %d", len(seen), many, sheet.Total)
	}
}
