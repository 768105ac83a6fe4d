package playground

import (
	"net/http"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
)

// Page is the web page around any workspace, without TCA.
func Page(s *bottest.Server) http.Handler { return newPage(s, nil, newClock(), apitest.Sampled{}) }
