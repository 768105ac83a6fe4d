package socket

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// TestFrameIsSlackGos: an acknowledgement is what slack-go would send, whatever its payload is made of.
func TestFrameIsSlackGos(t *testing.T) {
	for name, payload := range map[string]any{
		"nothing":       nil,
		"ready":         json.RawMessage(`{"text":"a <b> & \"c\"","blocks":[{"type":"divider"}]}`),
		"to be encoded": slack.NewErrorsViewSubmissionResponse(map[string]string{"token": "a <b>"}),
	} {
		for _, id := range []string{"c1b1a1c4-0b3b-4c0e-9c5e-1f2e3d4c5b6a", `"}\`, "<长>", ""} {
			want, err := json.Marshal(socketmode.Response{EnvelopeID: id, Payload: payload})
			if err != nil {
				t.Fatal(err)
			}
			r := &receipt{id: id, listener: quiet()}
			fitting, whole := r.fitting(payload)
			got := acknowledgement{r, fitting}.appendFrame(nil)
			var ours, theirs any
			if err := json.Unmarshal(got, &ours); err != nil {
				t.Fatalf("%s of %q: %v: %s", name, id, err, got)
			}
			if err := json.Unmarshal(want, &theirs); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(theirs, ours); diff != "" || !whole {
				t.Errorf("%s of %q, whole %t (-slack-go +ours)\n%s", name, id, whole, diff)
			}
			r.bare = true
			if fitting, whole := r.fitting(payload); whole != (payload == nil) || fitting != nil {
				t.Errorf("%s of %q where Slack takes no payload: whole %t, %v", name, id, whole, fitting)
			}
		}
	}
}
