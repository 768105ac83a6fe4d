package fleet

import (
	"os"
	"testing"
)

// inFull is the setting that makes the fleets as large as their tests say, with "full"; otherwise they are a tenth of it, and
// the tests of every package are done before somebody loses patience. CI runs them in full, but for the hours of scans, which
// take twenty minutes with "hours".
const inFull = "TCABOT_FLEET"

// sized is n where fleets run in full, and a tenth of it elsewhere.
func sized(n int) int {
	if os.Getenv(inFull) == "full" && !raceDetector {
		return n
	}
	return n / 10
}

// withoutRace leaves a test to the run without the race detector, which CI makes, too: it waits for River's own clocks
// for most of a minute, and what the processes do is looked at for races by the bot's own tests.
func withoutRace(t *testing.T) {
	t.Helper()
	if raceDetector {
		t.Skip("runs without -race: go test ./bot/fleet")
	}
}
