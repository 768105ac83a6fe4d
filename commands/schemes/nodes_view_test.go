package schemes

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/screen/screentest"
	"testing"
)

func TestNodesViews(t *testing.T) {
	org := api.Org{SID: "K9fQ2mXz7Lp", Name: "示例 & <Co>"}
	page := func(all ...api.Node) nodeList {
		return nodeList{org: org, page: screentest.PageOf(0, len(all), all...)}
	}
	usual := page(
		api.Node{ID: 1, Name: "node-01", Enabled: api.NodeActive, State: api.NodeBusy, Tags: []string{"Codedog_Linux"}, LastBeat: screentest.Moments(0), Manager: "tca_admin"},
		api.Node{ID: 2, Name: "node-02", Enabled: api.NodeOffline, Tags: []string{"Codedog_Linux", "Codedog_Windows"}, LastBeat: screentest.Moments(50)},
		api.Node{ID: 3, Name: "mac-mini", Enabled: api.NodeDisabled},
	)
	worst := page(screentest.Repeated(api.Node{
		ID: 9_999_999_999, Name: "<!channel> " + strings.Repeat("节", 128), Enabled: 7, State: 9, Tags: []string{strings.Repeat("标", 200), "*x*"}, LastBeat: screentest.Moments(1),
	})...)
	line := command.Screen{Line: "nodes " + org.SID, Sheet: true}
	screentest.Check(t, []screentest.Case{
		{Name: "nodes/usual", Screen: line, View: screentest.Of(viewNodes, usual)},
		{Name: "nodes/none", Screen: line, View: screentest.Of(viewNodes, page())},
		{Name: "nodes/longest", Screen: line, View: screentest.Of(viewNodes, worst)},
	})
}
