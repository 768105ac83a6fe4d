package apitest

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Fault makes matching requests fail. The first matching fault is used.
type Fault struct {
	Method      string // "" for all
	Path        string // part of the path; "" for all
	Query       string // part of the query as it was sent; "" for any
	User        string // only requests of this user; "" for all
	After       int    // how many matching requests get the right answer first
	Times       int    // how often; 0: until it is removed
	Acts        bool   // the request is carried out all the same, before Delay and Gate
	Delay       time.Duration
	Gate        <-chan struct{} // the request waits until the channel is closed
	Status      int             // 0: the right answer, after Delay and Gate
	ContentType string
	Body        string // "%TOKEN%" is replaced by the caller's Authorization header
	Header      http.Header
	Drop        bool // close the connection without an answer
}

// Inject adds a fault, and returns a function that removes it.
func (s *Server) Inject(f Fault) (remove func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := &f
	s.faults = append(s.faults, p)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.faults = slices.DeleteFunc(s.faults, func(g *Fault) bool { return g == p })
	}
}

func (s *Server) fault(r *http.Request, user string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.Method != "" && f.Method != r.Method || !strings.Contains(r.URL.Path, f.Path) || !strings.Contains(r.URL.RawQuery, f.Query) || f.User != "" && f.User != user {
			continue
		}
		if f.After > 0 {
			f.After--
			continue
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.faults = slices.Delete(s.faults, i, i+1)
			}
		}
		return *f, true
	}
	return Fault{}, false
}

// fail applies a matching fault, and reports whether that answered the request. serve carries the request out.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, user string, serve http.HandlerFunc) bool {
	f, ok := s.fault(r, user)
	if !ok {
		return false
	}
	var right kept
	if f.Acts {
		right = kept{header: http.Header{}, status: http.StatusOK}
		serve(&right, r)
	}
	if f.Delay > 0 {
		t := time.NewTimer(f.Delay)
		defer t.Stop()
		select {
		case <-t.C:
		case <-r.Context().Done():
		}
	}
	if f.Gate != nil {
		select {
		case <-f.Gate:
		case <-r.Context().Done():
		}
	}
	if f.Drop {
		panic(http.ErrAbortHandler)
	}
	switch {
	case f.Status != 0:
	case f.Acts:
		right.send(w)
		return true
	default:
		return false
	}
	maps.Copy(w.Header(), f.Header)
	w.Header().Set("Content-Type", f.ContentType)
	w.WriteHeader(f.Status)
	_, _ = w.Write([]byte(strings.ReplaceAll(f.Body, "%TOKEN%", r.Header.Get("Authorization"))))
	return true
}

// kept is the right answer to a request that was carried out.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *kept) Header() http.Header { return k.header }

func (k *kept) WriteHeader(status int) { k.status = status }

func (k *kept) Write(p []byte) (int, error) { return k.body.Write(p) }

func (k *kept) send(w http.ResponseWriter) {
	maps.Copy(w.Header(), k.header)
	w.WriteHeader(k.status)
	_, _ = w.Write(k.body.Bytes())
}

// Slow delays the right answer.
func Slow(d time.Duration) Fault { return Fault{Delay: d} }

// Down is the page of the proxy when the service behind it is not running.
func Down() Fault {
	return Fault{Status: http.StatusBadGateway, ContentType: "text/html", Body: "<html><title>502 Bad Gateway</title></html>"}
}

// WebPage is the page of TCA's web site, which answers 200 to every path.
func WebPage() Fault {
	return Fault{Status: http.StatusOK, ContentType: htmlType, Body: "<!doctype html><title>TCA</title>%TOKEN%"}
}

// Malformed is truncated JSON.
func Malformed() Fault {
	return Fault{Status: http.StatusOK, ContentType: jsonType, Body: `{"data": {"count": 3, "results": [{"id": 1`}
}

// Giant is an answer of n bytes.
func Giant(n int) Fault {
	return Fault{Status: http.StatusOK, ContentType: jsonType, Body: `{"code":0,"data":{"count":1,"results":[{"name":"` + strings.Repeat("x", n) + `"}]}}`}
}

// Rows is a list with a row that is repeated n times, such as "null", or "{}" more often than a page can be long.
func Rows(row string, n int) Fault {
	rows := strings.TrimSuffix(strings.Repeat(row+",", n), ",")
	return Fault{Status: http.StatusOK, ContentType: jsonType, Body: `{"code":0,"data":{"count":` + strconv.Itoa(n) + `,"results":[` + rows + `]}}`}
}

// Traceback is a 500 in debug mode, which is on in every shipped configuration: it contains the caller's token.
func Traceback() Fault {
	return Fault{
		Status: http.StatusInternalServerError, ContentType: "text/plain; charset=utf-8",
		Body: "ValueError at /api/orgs/\nHTTP_AUTHORIZATION = '%TOKEN%'\nDATABASES = {'PASSWORD': '********'}\n",
	}
}

// Refused is an error in JSON with a status and a message.
func Refused(status int, msg string) Fault {
	return Fault{Status: status, ContentType: jsonType, Body: fmt.Sprintf(`{"status_code":%d,"code":1000,"msg":%q}`, status, msg)}
}

// Busy is a 429 with Retry-After.
func Busy(pause time.Duration) Fault {
	f := Refused(http.StatusTooManyRequests, "请求超过了限速。")
	f.Header = http.Header{"Retry-After": {strconv.Itoa(int(pause.Seconds()))}}
	return f
}
