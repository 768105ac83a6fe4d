package trace_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"tcabot/bot/trace"
	"testing"
	"testing/slogtest"
)

func TestHandler(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := slog.New(trace.Handler{Handler: slog.NewJSONHandler(&out, nil)}).With("part", "x")
	line := func(ctx context.Context, attrs ...any) map[string]any {
		t.Helper()
		out.Reset()
		log.InfoContext(ctx, "m", attrs...)
		var got map[string]any
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := line(t.Context()); got["request"] != nil || got["ref"] != nil || got["part"] != "x" {
		t.Errorf("about nothing: %v", got)
	}
	ctx := trace.Begin(t.Context(), "E1", "slash")
	if got := line(ctx); got["request"] != "E1" || got["surface"] != "slash" || got["command"] != "" || got["ref"] != trace.Ref(ctx) {
		t.Errorf("before its command is known: %v", got)
	}
	trace.Command(ctx, "repos")
	if got := line(ctx, "ref", "other"); got["command"] != "repos" || got["ref"] != "other" {
		t.Errorf("with its command, and a reference of its own: %v", got)
	}
	if a, b := trace.Ref(t.Context()), trace.Ref(t.Context()); a == b || len(a) != 8 {
		t.Errorf("references %q and %q", a, b)
	}
}

func TestHandlerIsOne(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	slogtest.Run(t, func(*testing.T) slog.Handler {
		out.Reset()
		return trace.Handler{Handler: slog.NewJSONHandler(&out, nil)}
	}, func(t *testing.T) map[string]any {
		t.Helper()
		var got map[string]any
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		return got
	})
}
