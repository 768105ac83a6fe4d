package deliver_test

import (
	"bytes"
	"net/http"
	"strings"
	"tcabot/bot/bottest"
	"tcabot/bot/deliver"
	"testing"
)

// TestUploadedBytes: what arrives is the file, to the byte, and the token is not sent along.
func TestUploadedBytes(t *testing.T) {
	for name, content := range map[string]string{
		"one byte": "x", "lines": "a,b\r\n1,2\r\n", "no line end": "a,b", "Chinese, with a mark": "\ufeff严重级别,数量\r\n致命,3\r\n",
		"binary": "\x00\xff\r\n\r\n", "like the end of a form": "--x--\r\n\r\n--x--\r\n", "large": strings.Repeat("0123456789abcde\n", 200_000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tokens := make(chan string, 1)
			conf := deliver.Config{HTTP: &http.Client{Transport: spy(func(r *http.Request) { tokens <- r.Header.Get("Authorization") })}}
			fake, s := workspace(t, 1, bottest.Options{}, conf)
			if err := s.Upload(t.Context(), channel(0), "x.csv", strings.NewReader(content), int64(len(content))); err != nil {
				t.Fatal(err)
			}
			if got := fake.Files(); len(got) != 1 || !bytes.Equal(got[0].Body, []byte(content)) {
				t.Errorf("%d files arrived, or another one", len(got))
			}
			if token := <-tokens; token != "" {
				t.Errorf("the upload URL got %q", token)
			}
			clean(t, fake)
		})
	}
}

// spy sees requests before they are sent.
type spy func(*http.Request)

func (s spy) RoundTrip(r *http.Request) (*http.Response, error) {
	s(r)
	return http.DefaultTransport.RoundTrip(r)
}
