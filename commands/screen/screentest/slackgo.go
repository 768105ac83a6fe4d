package screentest

import (
	"encoding/json"
	"fmt"
	"tcabot/commands/kit"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

// sameInSlackGo checks that slack-go's types, which follow Slack's reference, have everything that the blocks have, in
// the same place: the blocks are decoded into them and encoded again.
func sameInSlackGo(blocks kit.Blocks) error {
	ours := blocks.AppendJSON(nil)
	var typed slack.Blocks
	if err := json.Unmarshal(ours, &typed); err != nil {
		return fmt.Errorf("slack-go cannot read the blocks: %w", err)
	}
	theirs, err := json.Marshal(typed)
	if err != nil {
		return fmt.Errorf("slack-go cannot write the blocks: %w", err)
	}
	var want, got any
	if err := json.Unmarshal(theirs, &want); err != nil {
		return fmt.Errorf("slack-go's blocks are no JSON: %w", err)
	}
	if err := json.Unmarshal(ours, &got); err != nil {
		return fmt.Errorf("the blocks are no JSON: %w", err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		return fmt.Errorf("slack-go has the blocks otherwise (-slack-go +ours):\n%s", diff)
	}
	return nil
}
