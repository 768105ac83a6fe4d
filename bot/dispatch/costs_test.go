package dispatch_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/commands/command"
	"testing"
	"time"
)

// recorded is TCA as it answered the first time, so that what a request costs here is not mixed with what it costs there.
type recorded struct {
	mu       sync.Mutex
	answers  map[string]recording
	requests int
}

type recording struct {
	header http.Header
	body   []byte
}

func (r *recorded) RoundTrip(req *http.Request) (*http.Response, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.requests++
	known, ok := r.answers[req.URL.String()]
	if !ok {
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		known = recording{resp.Header, body}
		r.answers[req.URL.String()] = known
	}
	return &http.Response{StatusCode: http.StatusOK, Header: known.header, Body: io.NopCloser(bytes.NewReader(known.body)), Request: req}, nil
}

// TestCosts bounds what an answer costs: requests to TCA, and allocations, which grow with whatever is done twice. Neither
// depends on the machine.
func TestCosts(t *testing.T) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tca.Close() })
	sample := apitest.Sample(tca)
	for _, tt := range []struct {
		name, line  string
		ttl         time.Duration
		requests    int     // for an answer
		allocations float64 // at most
	}{
		{"a page of repositories, fetched", "repos K9fQ2mXz7Lp/bigteam", 0, 2, 1100},
		{"a page of issues, fetched", "issues K9fQ2mXz7Lp/bigteam#1/100", 0, 3, 1600},
		{"an overview, fetched", "overview K9fQ2mXz7Lp/bigteam#1/100", 0, 6, 2300},
		{"a page of repositories, of what is remembered", "repos K9fQ2mXz7Lp/bigteam", time.Hour, 0, 650},
		{"an answer that is remembered", "repos K9fQ2mXz7Lp/bigteam", time.Hour, 0, 6},
	} {
		t.Run(tt.name, func(t *testing.T) {
			transport := &recorded{answers: map[string]recording{}}
			d := answerer(t, tca.URL(), tt.ttl, transport)
			q := question(tt.line)
			q.Profile.Link = command.Link{Who: q.Who, Username: "tca_member", Token: secret.New(sample.Member), Generation: 1}
			anew := !strings.HasPrefix(tt.name, "an answer")
			ask := func() {
				if anew {
					q.Channel += "1" // where the answer is not remembered
				}
				if a, known := d.Recall(q); known != !anew {
					t.Fatalf("recalled %t", known)
				} else if !known {
					a = d.Answer(t.Context(), q)
					if !a.OK {
						t.Fatal(a.Message.Text())
					}
				}
			}
			d.Answer(t.Context(), q)
			ask()
			before := transport.requests
			ask()
			if got := transport.requests - before; got != tt.requests {
				t.Errorf("TCA is asked %d times, want %d", got, tt.requests)
			}
			if got := testing.AllocsPerRun(20, ask); got > tt.allocations {
				t.Errorf("%.0f allocations, want at most %.0f", got, tt.allocations)
			} else {
				t.Logf("%.0f allocations", got)
			}
		})
	}
}
