package deliver_test

import (
	"crypto/tls"
	"errors"
	"io"
	"math"
	"net"
	"net/url"
	"strings"
	"syscall"
	"tcabot/bot/deliver"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
	"testing/synctest"
	"time"
)

// TestNeverTwice: where it is not known whether Slack took a post, it is not sent again. Nor is it where it surely did
// not, but for want of room: that is for the caller to say.
func TestNeverTwice(t *testing.T) {
	cut := &url.Error{Op: "Post", URL: address + token, Err: io.ErrUnexpectedEOF}
	refused := &url.Error{Op: "Post", URL: address, Err: &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused 127.0.0.1")}}
	for _, tt := range []struct {
		name  string
		reply *reply
		want  error
	}{
		{"500", status(500, "<html>"+address), deliver.ErrUncertain},
		{"503", status(503, ""), deliver.ErrUncertain},
		{"cut", broken(cut), deliver.ErrUncertain},
		{"cut in the answer", status(200, `{"ok":tr`), deliver.ErrUncertain},
		{"a web page", status(200, "<html>"+address), deliver.ErrUncertain},
		{"an empty answer", status(200, "{}"), deliver.ErrUncertain},
		{"no reason", status(200, `{"ok":false}`), deliver.ErrUncertain},
		{"internal_error", code("internal_error"), deliver.ErrUncertain},
		{"no connection", broken(refused), deliver.ErrLater},
		{"a wrong certificate", broken(&url.Error{Op: "Post", URL: address, Err: &tls.CertificateVerificationError{}}), deliver.ErrLater},
		{"a proxy's 403", status(403, ""), deliver.ErrLater},
		{"a dead token", code("token_revoked"), deliver.ErrCredentials},
		{"a dead channel", code("is_archived"), deliver.ErrTarget},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{answer: func(int, sent) *reply { return tt.reply }}
			s, log := over(w, deliver.Config{})
			_, err := s.Post(t.Context(), message("C1"))
			is(t, tt.name, err, tt.want)
			if n := len(w.calls()); n != 1 {
				t.Errorf("%s: sent %d times", tt.name, n)
			}
			if log.String() != "" {
				t.Errorf("%s: logged %s", tt.name, log)
			}
			w.answer = nil
			if _, err := s.Post(t.Context(), message("C1")); err != nil {
				t.Errorf("%s: the channel is blocked: %v", tt.name, err)
			}
		})
	}
}

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{latency: time.Hour}
		s, _ := over(w, deliver.Config{})
		start := time.Now()
		_, err := s.Post(t.Context(), message("C1"))
		is(t, "slow", err, deliver.ErrUncertain)
		if took := time.Since(start); took != 10*time.Second || len(w.calls()) != 1 {
			t.Errorf("%d calls in %v", len(w.calls()), took)
		}
	})
}

// TestUpdateAgain: an update is tried three times, since it may be done twice.
func TestUpdateAgain(t *testing.T) {
	update := func(t *testing.T, fails int, r *reply) (int, error) {
		t.Helper()
		w := &wire{answer: func(n int, _ sent) *reply {
			if n <= fails {
				return r
			}
			return nil
		}}
		s, _ := over(w, deliver.Config{})
		err := s.Update(t.Context(), deliver.Ref{Channel: "C1", TS: "1.0"}, kit.Plain("x"))
		return len(w.calls()), err
	}
	down := status(500, "")
	synctest.Test(t, func(t *testing.T) {
		if n, err := update(t, 2, down); err != nil || n != 3 {
			t.Errorf("%d tries: %v", n, err)
		}
		n, err := update(t, 9, down)
		is(t, "down", err, deliver.ErrLater)
		if n != 3 {
			t.Errorf("%d tries, want 3", n)
		}
		n, err = update(t, 9, code("message_not_found"))
		is(t, "gone", err, deliver.ErrTarget)
		if n != 1 {
			t.Errorf("%d tries, want 1", n)
		}
	})
}

// TestKinds goes through every code that Slack lists for the methods used here.
func TestKinds(t *testing.T) {
	for want, codes := range map[error]string{
		deliver.ErrCredentials: "not_authed invalid_auth account_inactive token_revoked token_expired not_allowed_token_type " +
			"team_access_not_granted accesslimited team_not_found enterprise_is_restricted",
		deliver.ErrTarget: "channel_not_found not_in_channel is_archived restricted_action restricted_action_read_only_channel " +
			"restricted_action_thread_locked restricted_action_thread_only_channel restricted_action_non_threadable_channel " +
			"messages_tab_disabled cannot_reply_to_message no_permission access_denied ekm_access_denied app_access_restricted user_disabled " +
			"user_not_in_channel cant_update_message edit_window_closed is_inactive message_not_found posting_to_channel_denied " +
			"slack_connect_file_link_sharing_blocked file_uploads_disabled file_type_not_allowed storage_limit_reached invalid_channel",
		deliver.ErrOurs: "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text invalid_arguments only_one_table_allowed " +
			"block_mismatch too_many_attachments markdown_text_conflict invalid_metadata_format never_heard_of_it",
		deliver.ErrScope:     "missing_scope",
		deliver.ErrLater:     "service_unavailable request_timeout org_login_required message_limit_exceeded update_failed ratelimited rate_limited",
		deliver.ErrUncertain: "internal_error fatal_error",
	} {
		for c := range strings.FieldsSeq(codes) {
			synctest.Test(t, func(t *testing.T) {
				s, _ := over(&wire{answer: func(int, sent) *reply { return code(c) }}, deliver.Config{})
				_, err := s.Post(t.Context(), message("C1"))
				is(t, c, err, want)
				if e, ok := errors.AsType[*deliver.Error](err); !ok || !strings.HasSuffix(c, "limited") && e.Code != c || e.Method != "chat.postMessage" {
					t.Errorf("%s: got %+v", c, e)
				}
			})
		}
	}
}

// charted is a message that every form of differs.
func charted(value float64) kit.Message {
	chart := kit.NewChart(locale.In(locale.English), "trend_what.issues")
	chart.Points, chart.Series = []string{"1", "2"}, []kit.Series{{Name: "open", Values: []float64{3, value}}}
	return kit.Message{kit.Heading("How it went"), chart}
}

// TestForms: what Slack does not take in one form is said in the next one.
func TestForms(t *testing.T) {
	chart := func(f url.Values) bool { return strings.Contains(f.Get("blocks"), "data_visualization") }
	for _, tt := range []struct {
		name   string
		value  float64
		refuse func(url.Values) bool
		calls  int
		want   error
		logged []string
	}{
		{"all taken", 4, func(url.Values) bool { return false }, 1, nil, nil},
		{"charts unknown", 4, chart, 2, nil, []string{"level=INFO msg=\"slack refused a chart"}},
		{"blocks refused", 4, func(f url.Values) bool { return len(f.Get("blocks")) > 2 }, 3, nil, []string{"slack refused a chart", "level=ERROR msg=\"slack refused the blocks"}},
		{"nothing taken", 4, func(url.Values) bool { return true }, 3, deliver.ErrOurs, []string{"slack refused the blocks", "slack refused the text"}},
		{"told in words from the beginning, as it has no number", math.NaN(), chart, 1, nil, nil},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{answer: func(_ int, s sent) *reply {
				if tt.refuse(s.form) {
					return status(200, `{"ok":false,"error":"invalid_blocks","response_metadata":{"messages":["[ERROR] unsupported [json-pointer:/blocks/1]"]}}`)
				}
				return nil
			}}
			s, log := over(w, deliver.Config{})
			check := func(what string, err error, n int) {
				t.Helper()
				if tt.want == nil && err != nil {
					t.Errorf("%s: %s: %v", tt.name, what, err)
				} else if tt.want != nil {
					is(t, tt.name, err, tt.want)
				}
				calls := w.calls()
				if len(calls) != n {
					t.Errorf("%s: %s: %d calls, want %d", tt.name, what, len(calls), n)
				}
				if last := calls[len(calls)-1].form; !strings.Contains(last.Get("text"), "Open issues") {
					t.Errorf("%s: %s: text %q", tt.name, what, last.Get("text"))
				}
			}
			_, err := s.Post(t.Context(), deliver.Message{Channel: "C1", Message: charted(tt.value)})
			check("post", err, tt.calls)
			for _, line := range tt.logged {
				if strings.Count(log.String(), line) != 1 {
					t.Errorf("%s: want %q once in the log:\n%s", tt.name, line, log)
				}
			}
			if tt.value == 4 && tt.calls > 1 && !strings.Contains(log.String(), "json-pointer:/blocks/1") {
				t.Errorf("%s: Slack's particulars are not logged", tt.name)
			}
			if len(tt.logged) != strings.Count(log.String(), "msg=") && tt.want == nil {
				t.Errorf("%s: logged\n%s", tt.name, log)
			}
			check("update", s.Update(t.Context(), deliver.Ref{Channel: "C1", TS: "1"}, charted(tt.value)), 2*tt.calls)
		})
	}
}

// TestOurFault: a mistake that no other form repairs is sent once and logged once, with what Slack says it lacks.
func TestOurFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(int, sent) *reply {
			return status(200, `{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"none"}`)
		}}
		s, log := over(w, deliver.Config{})
		_, err := s.Post(t.Context(), message("C1"))
		is(t, "scope", err, deliver.ErrScope)
		if len(w.calls()) != 1 || strings.Count(log.String(), "missing_scope") != 1 || !strings.Contains(log.String(), "needed: chat:write") {
			t.Errorf("%d calls, logged:\n%s", len(w.calls()), log)
		}
	})
}

// TestNetworkErrorsAreNamed: the text of an error says why there was no answer, without the address.
func TestNetworkErrorsAreNamed(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, "connection refused"},
		{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: address}}, "cannot resolve the host name: no such host"},
		{&tls.CertificateVerificationError{Err: errors.New("x509: unknown authority")}, "the certificate is not trusted: x509: unknown authority"},
		{&net.OpError{Op: "proxyconnect", Err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}, "cannot reach the proxy: connection refused"},
		{io.ErrUnexpectedEOF, "the connection was closed"},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{answer: func(int, sent) *reply { return broken(&url.Error{Op: "Post", URL: address + token, Err: tt.err}) }}
			s, _ := over(w, deliver.Config{})
			_, err := s.Post(t.Context(), message("C1"))
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), address) || strings.Contains(err.Error(), token) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
