package surface

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"
)

// selected are the values of the boxes that a person has ticked in the message of a press, from the first on: Slack sends
// the state of all controls of the message with each press, the options of each in their order.
func selected(call slack.InteractionCallback) []string {
	if call.BlockActionState == nil {
		return nil
	}
	ticked := map[int][]slack.OptionBlockObject{}
	for _, block := range call.BlockActionState.Values {
		for id, control := range block {
			name, isCheck := strings.CutPrefix(id, "check/")
			if n, err := strconv.Atoi(name); isCheck && err == nil {
				ticked[n] = control.SelectedOptions
			}
		}
	}
	var values []string
	for _, n := range slices.Sorted(maps.Keys(ticked)) {
		for _, o := range ticked[n] {
			values = append(values, o.Value)
		}
	}
	return values
}
