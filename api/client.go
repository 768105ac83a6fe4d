// Package api is a client of the Tencent Cloud Code Analysis (TCA) REST API, usable by any Go program.
//
// It follows what a real server answers rather than what its manual says: see the comments at each route. A Client
// acts for one person; As makes one for another. All of it is safe for concurrent use.
package api

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"tcabot/api/secret"
	"time"
)

// Config is how to reach a TCA server. Only URL is required.
type Config struct {
	URL       string            // root of the host, such as https://tca.example.com
	Timeout   time.Duration     // for one attempt; 10 s when zero
	MaxBody   int64             // bytes read of one answer; 8 MiB when zero
	Transport http.RoundTripper // a bounded clone of http.DefaultTransport when nil
	Cache     Cache             // nothing is remembered when nil
	UserAgent string
}

// Client calls one TCA server for one person. It is immutable.
type Client struct {
	conf  Config
	base  string
	site  Site
	http  *http.Client
	token secret.Text
	owner string
}

// perHost bounds the connections to one server: TCA as shipped runs 8 workers of 2 threads for each service.
const perHost = 16

// New makes a client without a token. The error says what is wrong with the configuration.
func New(c Config) (*Client, error) {
	u, err := url.Parse(strings.TrimSpace(c.URL))
	switch {
	case err != nil:
		return nil, errors.New("the TCA address is not a URL")
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return nil, errors.New("the TCA address must begin with http:// or https:// and a host")
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return nil, errors.New("the TCA address must not hold a user, a query or a fragment")
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
		conf: c, base: root, site: Site{root: root},
		// A redirect leads from the API to the web page, which answers 200 to everything.
		http: &http.Client{Transport: c.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}, nil
}

// As returns a client that acts with another person's token. The owner names that person and login to the cache: what
// is fetched for one owner is never given to another.
func (c *Client) As(token secret.Text, owner string) *Client {
	d := *c
	d.token, d.owner = token, owner
	return &d
}

// Site returns the addresses of TCA's web pages.
func (c *Client) Site() Site { return c.site }

// Forget drops all that is remembered for this client's owner.
func (c *Client) Forget() {
	if c.conf.Cache != nil {
		c.conf.Cache.Drop(c.owner, "")
	}
}

// String identifies the client in a log without its token.
func (c *Client) String() string { return "TCA client of " + c.base }
