package api

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"tcabot/api/secret"
	"testing"
	"time"
)

// rows repeats an element of a list.
func rows(element string, n int) string {
	return "[" + strings.TrimSuffix(strings.Repeat(element+",", n), ",") + "]"
}

func TestIsReasonable(t *testing.T) {
	for _, tt := range []struct {
		name, answer string
		want         bool
	}{
		{"a page", `{"data":{"count":2,"results":[{"id":1,"name":null},{"id":2,"labels":[]}]},"code":0}`, true},
		{"as many rows as may be", rows("{}", maxEntries), true},
		{"one row more", rows("{}", maxEntries+1), false},
		{"numbers", rows("0", maxEntries+1), false},
		{"strings", rows(`""`, maxEntries+1), false},
		{"arrays", rows("[]", maxEntries+1), false},
		{"members of an object", strings.NewReplacer("[", "{", "]", "}").Replace(rows(`"a":0`, maxEntries+1)), false},
		{"as many objects as may be", rows(rows("{}", 9_998), 10), true},
		{"more of them in small arrays", rows(rows("{}", 10_000), 10), false},
		{"a list in a list in a list", rows(rows(rows("{}", 50), 50), 50), false},
		{"deep", strings.Repeat("[", maxContainers+1), false},
		{"null alone", "null", true},
		{"null rows", `{"data":{"count":2,"results":[null,null]}}`, false},
		{"one null row", `{"results":[{"id":1},null]}`, false},
		{"a null row first", `{"results":[null,{"id":1}]}`, false},
		{"a null list in a list", `[[1],null]`, false},
		{"null inside a row", `{"results":[{"tools":[null]}]}`, false},
		{"null among numbers", `{"range":[0.2,null]}`, true},
		{"null as a member", `{"a":null,"b":null}`, true},
		{"brackets, commas and nulls in strings", `["[null,null],{\"a\":[null]}","\\"]`, true},
		{"a string that does not end", `["abc`, true},
		{"an escape that does not end", `["abc\`, true},
		{"nothing", "", true},
		{"too many ends", "]]]}}}", true},
		{"a web page", "<html>null</html>", true},
	} {
		if got := isReasonable([]byte(tt.answer)); got != tt.want {
			t.Errorf("%s: %t, want %t", tt.name, got, tt.want)
		}
	}
}

// TestUnreasonableAnswers has TCA answer with what would fill the memory, or with null rows: the call fails soon, takes next
// to no memory, and the error says that the answer is the reason.
func TestUnreasonableAnswers(t *testing.T) {
	for name, list := range map[string]string{
		"2.7 million objects": rows("{}", 2_700_000), "null rows": "[null,null]", "one null row": `[{"org_sid":"x"},null]`,
		"lists of lists": rows(rows("{}", 19_000), 130),
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = fmt.Fprintf(w, `{"data":{"count":2,"next":null,"previous":null,"results":%s},"code":0,"msg":"ok"}`, list)
		}))
		c, err := New(Config{URL: server.URL})
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err = c.As(secret.New("x"), "x").Orgs(t.Context(), OrgFilter{}, Window{})
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		server.Close()
		if !errors.Is(err, ErrUnexpected) {
			t.Errorf("%s: %v, want the answer to be the reason", name, err)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 100 || took > 5*time.Second {
			t.Errorf("%s: %d MB, %v", name, used, took)
		}
	}
}

func FuzzIsReasonable(f *testing.F) {
	for _, seed := range []string{`{"a":[1,null]}`, `["\\"]`, `[[]`, `]`, `{"a":{"b":[{}]}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		if !isReasonable(answer) && len(answer) < maxEntries && !strings.Contains(string(answer), "n") {
			t.Errorf("%q is rejected", answer)
		}
	})
}
