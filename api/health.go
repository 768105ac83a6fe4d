package api

import (
	"context"
	"io"
	"net/http"
	"time"
)

// healthRoute is the path at which TCA's main service says that it is up, without a token and without an envelope. The
// analysis service has none. No route tells TCA's version.
const healthRoute = "/server/main/healthcheck/"

// maxHealth is how much of the answer is read: it is a sentence, and its length decides nothing.
const maxHealth = 1 << 10

// Health is the answer of a server to whether it is up.
type Health struct {
	Took time.Duration
	At   time.Time // by the clock of the server; zero when it did not say
}

// Health asks TCA's main service whether it is up. It needs no token. The error is ErrUnexpected when something answers there
// that is not TCA.
func (c *Client) Health(ctx context.Context) (Health, error) {
	r := request{method: http.MethodGet, route: healthRoute}
	limited, cancel := context.WithTimeout(ctx, c.conf.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(limited, r.method, c.base+healthRoute, http.NoBody)
	if err != nil {
		return Health{}, r.fail(0, ErrInvalid)
	}
	req.Header.Set("User-Agent", c.conf.UserAgent)
	began := time.Now()
	resp, err := c.http.Do(req)
	if err != nil {
		return Health{}, transportError(ctx, err, r.fail(0, ErrUnavailable))
	}
	defer func() { _ = resp.Body.Close() }()
	if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, maxHealth)); err != nil {
		return Health{}, transportError(ctx, err, r.fail(resp.StatusCode, ErrUnavailable))
	}
	h := Health{Took: time.Since(began)}
	h.At, _ = http.ParseTime(resp.Header.Get("Date")) // zero unless it says
	switch {
	case resp.StatusCode >= http.StatusInternalServerError:
		return h, r.fail(resp.StatusCode, ErrUnavailable)
	case resp.StatusCode != http.StatusOK:
		return h, r.fail(resp.StatusCode, ErrUnexpected)
	}
	return h, nil
}
