package gate_test

import (
	"tcabot/commands/gate"
	"testing"
)

func TestRead(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"new=0,fatal=0", "new=0,fatal=0"},
		{"NEW=0， duplication≤5.125%", "new=0,duplication=5.13"},
		{"open=+10,open=500;error<=3", "open=+10,open=500,error=3"},
		{"new=+0", "new=0"},
		{"duplication=+0.5%", "duplication=+0.5"},
		{"", ""},
	} {
		g, err := gate.Read(tt.text)
		if err != nil || g.String() != tt.want {
			t.Errorf("%q: got %q, %v; want %q", tt.text, g, err, tt.want)
		}
	}
	for _, text := range []string{"new", "new=", "new=-1", "new=1.5", "speed=1", "open=++1", "open=1,open=2", "open=+1,open=+2", "new=1,new=+1", "fatal=1e7", "fatal=NaN"} {
		if g, err := gate.Read(text); err == nil {
			t.Errorf("%q is taken for %v", text, g)
		}
	}
}
