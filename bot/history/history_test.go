package history

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strconv"
	"tcabot/bot/deliver"
	"tcabot/bot/jobs"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// history is a channel of some pages. It fails a test in which it is read past the sender.
type history struct {
	t       *testing.T
	pages   [][]slack.Message
	err     error
	reading bool
	reads   []string // the threads that pages were read of
}

func (h *history) page(cursor, thread string) ([]slack.Message, string, error) {
	if !h.reading {
		h.t.Error("Slack is read past the sender")
	}
	h.reads = append(h.reads, thread)
	if h.err != nil {
		return nil, "", h.err
	}
	n, _ := strconv.Atoi(cursor)
	next := ""
	if n+1 < len(h.pages) {
		next = strconv.Itoa(n + 1)
	}
	return h.pages[n], next, nil
}

func (h *history) GetConversationHistoryContext(_ context.Context, p *slack.GetConversationHistoryParameters) (*slack.GetConversationHistoryResponse, error) {
	messages, next, err := h.page(p.Cursor, "")
	if err != nil {
		return nil, err
	}
	page := &slack.GetConversationHistoryResponse{Messages: messages}
	page.ResponseMetaData.NextCursor = next
	return page, nil
}

func (h *history) GetConversationRepliesContext(_ context.Context, p *slack.GetConversationRepliesParameters) ([]slack.Message, bool, string, error) {
	messages, next, err := h.page(p.Cursor, p.Timestamp)
	return messages, next != "", next, err
}

// lane is a sender that notes while a read has its turn.
type lane struct {
	*deliver.Sender
	history *history
	methods []string
}

func (l *lane) Read(ctx context.Context, method string, p deliver.Priority, call func(context.Context) error) error {
	l.methods = append(l.methods, method)
	return l.Sender.Read(ctx, method, p, func(ctx context.Context) error {
		l.history.reading = true
		defer func() { l.history.reading = false }()
		return call(ctx)
	})
}

func searching(t *testing.T, h *history) (*Finder, *lane) {
	t.Helper()
	h.t = t
	out := &lane{Sender: deliver.New(slack.New("x"), deliver.Config{RateUnit: time.Millisecond}, slog.New(slog.DiscardHandler)), history: h}
	return New(out, h, 3*time.Second), out
}

func marked(ts, due string) slack.Message {
	m := slack.Message{}
	m.Timestamp, m.Metadata = ts, metadataOf(due)
	return m
}

func metadataOf(due string) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: "tcabot_digest", EventPayload: map[string]any{"digest": "1", "due": due}}
}

func TestFind(t *testing.T) {
	pages := [][]slack.Message{{marked("3.0", "30")}, {marked("2.0", "20"), {}}, {marked("1.0", "10")}}
	for _, tt := range []struct {
		due, thread, method, want string
	}{
		{"20", "", deliver.ReadHistory, "2.0"},
		{"10", "9.0", deliver.ReadReplies, "1.0"},
		{"40", "", deliver.ReadHistory, ""},
	} {
		s, out := searching(t, &history{pages: pages})
		at, found, err := s.Find(t.Context(), Search{Channel: "C1", Thread: tt.thread, Since: time.Unix(100, 0), Metadata: metadataOf(tt.due)})
		if err != nil || found != (tt.want != "") || at.TS != tt.want {
			t.Errorf("due %s: found %t, %+v, %v", tt.due, found, at, err)
		}
		for i, method := range out.methods {
			if method != tt.method || out.history.reads[i] != tt.thread {
				t.Errorf("due %s: read %s of thread %q", tt.due, method, out.history.reads[i])
			}
		}
	}
}

// TestFindInTrouble has Slack refuse: where nobody may read the message counts as missing, else it is looked for again.
func TestFindInTrouble(t *testing.T) {
	limited := &slack.RateLimitedError{RetryAfter: 2 * time.Minute}
	for _, tt := range []struct {
		name  string
		err   error
		wait  time.Duration // of a snooze
		fails bool          // for another reason
	}{
		{name: "no scope", err: slack.SlackErrorResponse{Err: "missing_scope"}},
		{name: "no channel", err: slack.SlackErrorResponse{Err: "channel_not_found"}},
		{name: "no thread", err: slack.SlackErrorResponse{Err: "thread_not_found"}},
		{name: "no room", err: limited, wait: 2 * time.Minute},
		{name: "no answer", err: io.ErrUnexpectedEOF, wait: 3 * time.Second},
		{name: "dead credentials", err: slack.SlackErrorResponse{Err: "token_revoked"}, fails: true},
	} {
		s, _ := searching(t, &history{err: tt.err})
		patience := 5 * time.Second
		if errors.Is(tt.err, limited) { // it is not waited for here
			patience = 50 * time.Millisecond
		}
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		_, found, err := s.Find(ctx, Search{Channel: "C1", Since: time.Unix(100, 0), Metadata: metadataOf("1")})
		cancel()
		snooze, snoozed := errors.AsType[jobs.SnoozeError](err)
		switch {
		case found:
			t.Errorf("%s: found", tt.name)
		case tt.wait > 0 && (!snoozed || snooze.After > tt.wait || snooze.After < tt.wait-time.Second || snooze.Cause == nil):
			t.Errorf("%s: %v, want to wait for %v", tt.name, err, tt.wait)
		case tt.fails && (snoozed || !errors.Is(err, deliver.ErrCredentials)):
			t.Errorf("%s: %v", tt.name, err)
		case tt.wait == 0 && !tt.fails && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// limitedHistory lets a page be read, and refuses the next call, as Slack does to an app that it limits.
type limitedHistory struct {
	history
	calls  int
	params []slack.GetConversationHistoryParameters
}

func (h *limitedHistory) GetConversationHistoryContext(ctx context.Context, p *slack.GetConversationHistoryParameters) (*slack.GetConversationHistoryResponse, error) {
	if h.calls++; h.calls%2 == 0 {
		return nil, &slack.RateLimitedError{RetryAfter: time.Minute}
	}
	h.params = append(h.params, *p)
	return h.history.GetConversationHistoryContext(ctx, p)
}

// TestSearchContinues has Slack let one page be read for each attempt: the post on the last page is found, each page was read
// once, and only around the time of the attempt.
func TestSearchContinues(t *testing.T) {
	const pages = 6
	h := &limitedHistory{}
	for i := range pages {
		h.pages = append(h.pages, []slack.Message{marked(strconv.Itoa(pages-i)+".0", strconv.Itoa(pages-i))})
	}
	s, _ := searching(t, &h.history)
	s.reader = h
	cursor := ""
	began := time.Unix(100_000, 0)
	for attempt := 1; ; attempt++ {
		of := Search{
			Channel: "C1", Since: began, Until: began.Add(LongestAttempt), Metadata: metadataOf("1"), Cursor: cursor,
			Save: func(_ context.Context, next string) error { cursor = next; return nil },
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond) // Slack's minute is not waited for
		at, found, err := s.Find(ctx, of)
		cancel()
		if found {
			if at.TS != "1.0" || attempt != pages {
				t.Errorf("attempt %d finds %+v", attempt, at)
			}
			break
		}
		if snooze, ok := errors.AsType[jobs.SnoozeError](err); !ok || attempt > pages {
			t.Fatalf("attempt %d: %+v, %v", attempt, snooze, err)
		}
		s, _ = searching(t, &h.history) // another process, at another time
		s.reader = h
	}
	for i, p := range h.params {
		if want := strconv.Itoa(i); i > 0 && p.Cursor != want || p.Oldest != "99940" || p.Latest != "100360" {
			t.Errorf("page %d is read with %+v", i, p)
		}
	}
}
