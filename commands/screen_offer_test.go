package commands

import (
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func TestOfferView(t *testing.T) {
	screens(t, map[string]func(spec.Screen) kit.Message{
		"link_offer": func(s spec.Screen) kit.Message { return Offer(s.Words, "issues x") },
	})
}
