package surface

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"tcabot/bot/bottest"
	"tcabot/bot/directory"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// desk is the surfaces between a person and commands that do nothing. It notes what is asked and shown.
type desk struct {
	*Surfaces

	asked  chan dispatch.Question
	gate   chan struct{} // the text "bad" is rejected when it is closed
	opened chan kit.Modal
	now    chan updatedModal
	said   responses
	acks   acknowledged
}

func newDesk(t *testing.T) desk {
	t.Helper()
	d := desk{asked: make(chan dispatch.Question, 4), gate: make(chan struct{}), opened: make(chan kit.Modal, 4), now: make(chan updatedModal, 4), said: make(responses, 4), acks: make(acknowledged, 4)}
	d.Surfaces = New(Parts{
		Dispatcher: clerk{asked: d.asked, gate: d.gate}, Responder: d.said, Directory: plainDirectory{}, Accounts: noAccounts{}, Forms: deskBook(t), Sender: opener{opened: d.opened, updated: d.now}, Done: &records{},
	}, Config{Workspace: "T1", Timing: Timing{Working: time.Minute, Form: time.Minute}}, slog.New(slog.DiscardHandler))
	return d
}

type noteArgs struct{ Issues, Text, Author string }

// deskBook has a command that changes something, and one that does not.
func deskBook(t *testing.T) *command.Book {
	t.Helper()
	def := command.Def[noteArgs, string]{
		Access: command.Anyone,
		Args: func(a *noteArgs) command.Args {
			return command.Args{
				command.Text(&a.Issues, "issues").Optional(), command.Value(&a.Text, "text", "text").Multiline(),
				command.Value(&a.Author, "author", "name").SuggestedFrom(command.SuggestPeople),
			}
		},
		Lead: func(_ locale.Words, a *noteArgs) kit.Message { return kit.Plain("About " + a.Issues) },
		Run:  func(context.Context, *command.Request, *noteArgs) (string, error) { return "", nil },
		View: func(command.Screen, string) kit.Message { return kit.Plain("done") },
	}
	type seekArgs struct{ Team, Repo, Branch string }
	seek := command.Define(command.Def[seekArgs, string]{
		Name: "seek", Access: command.Anyone, Examples: []string{"seek"},
		Args: func(a *seekArgs) command.Args {
			return command.Args{
				command.Value(&a.Team, "team", "name").SuggestedFrom(command.SuggestTeams).Resets("repo", "branch"),
				command.Value(&a.Repo, "repo", "name").SuggestedFrom(command.SuggestRepos).Resets("branch"),
				command.Value(&a.Branch, "branch", "name").SuggestedFrom(command.SuggestBranches),
			}
		},
		Run:  func(context.Context, *command.Request, *seekArgs) (string, error) { return "", nil },
		View: func(command.Screen, string) kit.Message { return nil },
	})
	list, note := def, def
	list.Name, list.Examples = "list", []string{"list 1"}
	note.Name, note.Examples, note.Changes = "note", []string{"note 1"}, true
	book, err := command.NewBook(command.Group{Name: "all", Commands: []command.Command{command.Define(list), command.Define(note), seek}})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// clerk notes what is asked, and rejects the text "bad".
type clerk struct {
	instant

	asked chan dispatch.Question
	gate  chan struct{}
}

func (clerk) Recall(dispatch.Question) (dispatch.Answer, bool) { return dispatch.Answer{}, false }

func (c clerk) Answer(_ context.Context, q dispatch.Question) dispatch.Answer {
	c.asked <- q
	if q.Line == "note 1 text:bad" {
		<-c.gate
		return dispatch.Answer{Message: kit.Render(kit.Plain("refused")), Rejected: map[string]string{"text": "bad text", "issues": "no field"}}
	}
	return dispatch.Answer{Message: kit.Render(kit.Plain("done")), OK: true}
}

func (clerk) Refuse(_ context.Context, _ dispatch.Question, err error) dispatch.Answer {
	return dispatch.Answer{Message: kit.Render(kit.Plain(err.Error()))}
}

type plainDirectory struct{ Directory }

func (plainDirectory) Person(context.Context, command.Who) directory.Person {
	return directory.Person{Zone: time.UTC}
}

func (plainDirectory) WordsOf(directory.Person, string) locale.Words {
	return locale.In(locale.English)
}

type opener struct {
	Sender

	opened  chan kit.Modal
	updated chan updatedModal
}

// updatedModal is a modal that took the place of one with a hash.
type updatedModal struct {
	kit.Modal

	hash string
}

func (o opener) UpdateModal(_ context.Context, _, hash string, m kit.Modal) error {
	o.updated <- updatedModal{m, hash}
	return nil
}

func (o opener) OpenModal(_ context.Context, _ string, m kit.Modal) (string, error) {
	o.opened <- m
	return "V1", nil
}

// records are those of a database.
type records struct{ done sync.Map }

func (r *records) First(_ context.Context, id string) (bool, error) {
	_, known := r.done.LoadOrStore(id, true)
	return !known, nil
}

// pressed is a press of a button of a message.
func pressed(action, value string) slack.InteractionCallback {
	call := slack.InteractionCallback{Type: slack.InteractionTypeBlockActions, User: slack.User{ID: "U1", TeamID: "T1"}}
	call.Container.IsEphemeral = true
	call.Channel.ID, call.ResponseURL = "C1", "https://hooks.slack.com/actions/T1/1"
	call.ActionCallback.BlockActions = []*slack.BlockAction{{ActionID: action, Value: value}}
	return call
}

// submitted is a submission of a form with a text.
func submitted(form kit.Modal, text string) slack.InteractionCallback {
	view := slack.View{ID: "V1", CallbackID: form.Callback, PrivateMetadata: form.Metadata}
	view.State = &slack.ViewState{Values: map[string]map[string]slack.BlockAction{"text": {"text": {Value: text}}}}
	return slack.InteractionCallback{Type: slack.InteractionTypeViewSubmission, User: slack.User{ID: "U1", TeamID: "T1"}, View: view}
}

// take is the next of what is awaited.
func take[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(10 * time.Second):
		var none T
		t.Fatalf("no %T", none)
		return none
	}
}

// TestForms opens forms and sends them. Only the line of a form that makes something is one that was submitted, and only a
// command that changes something answers before the form closes.
func TestForms(t *testing.T) {
	for _, tt := range []struct {
		name, action, line, lead string
		submitted                bool
	}{
		{"a form that makes something", "fill/new", "note 1", "About 1", true},
		{"a form that narrows what changes something", "filter/open", "note 1", "", false},
		{"a form of a command that changes nothing", "fill/new", "list 1", "About 1", false},
		{"a form that narrows a list", "filter/open", "list 1", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			d.Handle("E1", pressed(tt.action, command.State{Line: tt.line}.String()), d.acks)
			take(t, d.acks)
			form := take(t, d.opened)
			raw, err := json.Marshal(form.View())
			if err != nil {
				t.Fatal(err)
			}
			if err := bottest.CheckView(raw); err != nil {
				t.Errorf("Slack refuses the form: %v", err)
			}
			if got := form.Body.Text(); got != tt.lead {
				t.Errorf("the form begins with %q, want %q", got, tt.lead)
			}
			if f := form.Fields[0]; f.Kind != kit.LinesField {
				t.Errorf("the field is %+v", f)
			}
			d.Handle("E2", submitted(form, "one\ntwo"), d.acks)
			q := take(t, d.asked)
			if q.Line != tt.line+` text:one\ntwo` || q.Submitted != tt.submitted || q.Request("").Submitted != tt.submitted || q.ID != "modal V1" {
				t.Errorf("asked %+v", q)
			}
			if ack := take(t, d.acks); ack != nil || take(t, d.said).Text() != "done" {
				t.Errorf("acknowledged with %v", ack)
			}
		})
	}
}

// TestRejectedForm: a form that is rejected says so at its field, and at no field that it does not have; sent again it acts
// once, and after that never again.
func TestRejectedForm(t *testing.T) {
	d := newDesk(t)
	d.Handle("E1", pressed("fill/new", command.State{Line: "note 1"}.String()), d.acks)
	take(t, d.acks)
	form := take(t, d.opened)
	close(d.gate)
	for i, text := range []string{"bad", "bad", "good", "good", "better"} {
		d.Handle("E2"+text+string(rune('0'+i)), submitted(form, text), d.acks)
		ack := take(t, d.acks)
		errors, rejected := ack.(*slack.ViewSubmissionResponse)
		if rejected != (text == "bad") || rejected && (errors.Errors["text"] != "bad text" || len(errors.Errors) != 1) {
			t.Errorf("%d: acknowledged with %+v", i, ack)
		}
	}
	for _, want := range []string{"bad", "bad", "good"} {
		if q := take(t, d.asked); q.Line != "note 1 text:"+want {
			t.Errorf("asked %q, want %s", q.Line, want)
		}
	}
	if len(d.asked) > 0 {
		t.Errorf("asked %q, too", (<-d.asked).Line)
	}
}

// TestRejectedTwiceAtOnce: while a submission is checked, another one does not close the form, which would hide the error.
func TestRejectedTwiceAtOnce(t *testing.T) {
	d := newDesk(t)
	d.Handle("E1", pressed("fill/new", command.State{Line: "note 1"}.String()), d.acks)
	take(t, d.acks)
	form := take(t, d.opened)
	d.Handle("E2", submitted(form, "bad"), d.acks)
	take(t, d.asked)
	d.Handle("E3", submitted(form, "bad"), d.acks)
	close(d.gate)
	for range 2 {
		if ack, ok := take(t, d.acks).(*slack.ViewSubmissionResponse); !ok || ack.Errors["text"] != "bad text" {
			t.Errorf("acknowledged with %+v", ack)
		}
	}
}

// TestTurns sends a form from several processes: whoever comes while another one acts gives up, and is skipped when that
// one is rejected.
func TestTurns(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	first, ok := d.takeTurn(ctx, "V1")
	if !ok {
		t.Fatal("the first submission does not act")
	}
	for range 2 {
		if _, ok := d.takeTurn(ctx, "V1"); ok {
			t.Fatal("two act at once")
		}
	}
	d.passTurn(ctx, first)
	second, ok := d.takeTurn(ctx, "V1")
	if !ok {
		t.Fatal("a rejected form cannot be sent again")
	}
	d.passTurn(ctx, second)
	if _, ok := d.takeTurn(ctx, "V1"); !ok {
		t.Fatal("a form that was rejected twice cannot be sent again")
	}
	if _, ok := d.takeTurn(ctx, "V1"); ok {
		t.Error("two act at once after two rejections")
	}
	if _, ok := d.takeTurn(ctx, "V2"); !ok {
		t.Error("another form does not act")
	}
}

// TestLongFormFits: the longest line that a button may have fits into the metadata of the form that the button opens, whatever
// characters it is of.
func TestLongFormFits(t *testing.T) {
	const most = 3000 // of Slack
	for _, c := range []string{"&", "<", "界"} {
		p := &press{url: "https://hooks.slack.com/actions/T0123456789/1234567890123/abcdefghijklmnopqrstuvwx"}
		p.State = command.State{Line: "issue assign " + strings.Repeat(c, command.MaxLine), Known: true}
		if n := utf8.RuneCountInString(p.metadata()); n > most {
			t.Errorf("%q: %d characters", c, n)
		}
		if f, err := formOf(slack.InteractionCallback{View: slack.View{PrivateMetadata: p.metadata()}}, nil); err != nil || f.State.Line != p.State.Line {
			t.Errorf("%q comes back as %q, %v", c, f.State.Line, err)
		}
	}
}

// fullHouse has no room for another question.
type fullHouse struct {
	clerk

	why error
}

func (f fullHouse) Go(func(context.Context)) error { return f.why }

// TestFormWithoutRoom: a form that nobody can take now stays open with what was typed, and says why.
func TestFormWithoutRoom(t *testing.T) {
	for why, says := range map[error]string{command.ErrBusy: "handling a lot of requests", command.ErrStopping: "restarting"} {
		for _, callback := range []string{formFill, formFilter} {
			d := newDesk(t)
			d.parts.Dispatcher = fullHouse{clerk{asked: d.asked, gate: d.gate}, why}
			ctx, stop := context.WithCancel(t.Context())
			var running sync.WaitGroup
			running.Go(func() { d.Run(ctx) })
			from := &press{}
			from.State = command.State{Line: "note 1", Known: true}
			d.Handle("E1", submitted(kit.Modal{Callback: callback, Metadata: from.metadata()}, "long and dear"), d.acks)
			if ack, ok := take(t, d.acks).(*slack.ViewSubmissionResponse); !ok || !strings.Contains(ack.Errors["text"], says) {
				t.Errorf("%s: acknowledged with %+v, want %q", callback, ack, says)
			}
			d.Close()
			stop()
			running.Wait()
		}
	}
}
