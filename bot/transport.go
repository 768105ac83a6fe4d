package bot

import "net/http"

// slackConnections is how many idle connections to Slack are kept: answers come in bursts, and each new connection costs a
// handshake.
const slackConnections = 32

// keepingConnections is the default transport, which keeps more idle connections than the usual two a host.
func keepingConnections() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = slackConnections
	return t
}
