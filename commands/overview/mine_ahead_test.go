package overview

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/target"
	"testing"
)

// counting is a Background that counts.
type counting struct{ dropped, started int }

func (c *counting) Start(*command.Request, string, func(context.Context)) bool {
	c.started++
	return true
}
func (*counting) News(*command.Request, string) bool { return true }
func (c *counting) Drop(*command.Request, string)    { c.dropped++ }

// TestMineAheadLeavesTheCounting: a page that is prepared with few requests neither ends nor begins the counting that a
// person was told of.
func TestMineAheadLeavesTheCounting(t *testing.T) {
	for _, tt := range []struct {
		requests int64
		enough   bool
	}{{0, false}, {1, false}, {8, false}, {20, false}, {2000, true}} {
		_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
		background := &counting{}
		d := deps{Finder: target.Finder{Site: r.TCA.Site(), Settings: noDefaults{}}, counting: Counting{Background: background}}
		limited, stop := api.Budget(t.Context(), tt.requests)
		card, err := d.mine(limited, r, &mineArgs{Team: sample.Org + "/bigteam"})
		stop()
		if !tt.enough && (!errors.Is(err, api.ErrBudget) || *background != (counting{})) {
			t.Errorf("with %d requests: %v, %+v", tt.requests, err, *background)
		}
		if tt.enough && (err != nil || len(card.lost) > 0 || background.dropped != 1) {
			t.Errorf("with %d requests: %v, %d branches are lost, %+v", tt.requests, err, len(card.lost), *background)
		}
	}
}
