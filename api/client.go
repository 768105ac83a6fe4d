// Package api is a client of the REST API of Tencent Cloud Code Analysis (TCA), usable by any Go program.
//
// It follows what a real server was recorded to answer. Where that differs from TCA's manual, the comment at the route says
// so. A Client acts for one person; As returns one for another. Everything here is safe for concurrent use.
//
// Every method that calls TCA returns an [*Error] when TCA rejects the request or does not answer it, and the cause of the
// context when that ends first. All of them may return ErrUnauthorized, ErrForbidden, ErrNotFound, ErrRateLimited,
// ErrUnavailable and ErrUnexpected; their comments name only what is particular to them. Moments are a [Time], lengths of
// time a [Span]; rates are percentages unless a comment says otherwise.
package api

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"tcabot/api/secret"
	"time"
)

// Config says how to reach a TCA server. Only URL is required.
type Config struct {
	URL       string            // root of the host, such as https://tca.example.com
	Timeout   time.Duration     // of one attempt; 10 s when zero
	MaxBody   int64             // longest answer in bytes; 8 MiB when zero
	Transport http.RoundTripper // a bounded clone of http.DefaultTransport when nil
	Cache     Cache             // nothing is cached when nil
	UserAgent string
	Attempted func(Attempt) // is told of each request when it is over; it must return at once. Nobody is told when nil
}

// Attempt is one request that was sent to TCA, as far as those need to know who measure. What the cache answers is none.
type Attempt struct {
	Took time.Duration
	Err  error // as for Client: nil, an *Error, or the cause of the caller's context
}

// Client calls one TCA server for one person. It is immutable.
type Client struct {
	conf  Config
	base  string
	site  Site
	http  *http.Client
	token secret.Text
	owner string

	shares *shares // of all clients for this server
}

// perHost bounds the connections to the server: TCA as shipped runs 8 workers with 2 threads each per service.
const perHost = 16

// New returns a client without a token. The error says what is wrong with the URL, without repeating it.
func New(c Config) (*Client, error) {
	u, err := url.Parse(strings.TrimSpace(c.URL))
	switch {
	case err != nil:
		return nil, errors.New("the TCA address is not a URL")
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return nil, errors.New("the TCA address must begin with http:// or https:// and a host")
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return nil, errors.New("the TCA address must not contain a user, a query or a fragment")
	}
	if c.Timeout <= 0 {
		c.Timeout = 10 * time.Second
	}
	if c.MaxBody <= 0 {
		c.MaxBody = 8 << 20
	}
	if c.Transport == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxConnsPerHost, t.MaxIdleConnsPerHost = perHost, perHost
		c.Transport = t
	}
	root := u.Scheme + "://" + u.Host + strings.TrimSuffix(strings.TrimSuffix(u.EscapedPath(), "/"), "/server")
	return &Client{
		conf: c, base: root, site: Site{root: root}, shares: newShares(),
		// A redirect would lead from the API to the web pages, which answer 200 to every path.
		http: &http.Client{Transport: c.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}, nil
}

// As returns a client that acts with a person's token. The owner identifies that person and login in the cache: an answer
// that was fetched for one owner is never returned to another. An owner's requests wait for each other when there are many.
func (c *Client) As(token secret.Text, owner string) *Client {
	d := *c
	d.token, d.owner = token, owner
	return &d
}

// Site returns the addresses of TCA's web pages.
func (c *Client) Site() Site { return c.site }

// String describes the client without its token.
func (c *Client) String() string { return "TCA client of " + c.base }
