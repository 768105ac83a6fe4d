package overview

import (
	"tcabot/commands/target"
	"testing"
	"time"
)

// TestGlance: a screen that people open in passing does not have TCA count for long, and never behind their backs.
func TestGlance(t *testing.T) {
	for _, tt := range []struct{ patience, want time.Duration }{{2500 * time.Millisecond, glance}, {20 * time.Millisecond, 20 * time.Millisecond}, {0, 0}} {
		w := NewWorker(target.Finder{}, Counting{Patience: tt.patience, Background: &counting{}})
		if got := w.counting; got.Patience != tt.want || got.Background != nil {
			t.Errorf("patience %v: %+v", tt.patience, got)
		}
	}
}
