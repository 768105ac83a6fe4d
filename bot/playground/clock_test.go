package playground

import (
	"testing"
	"time"
)

func TestMorning(t *testing.T) {
	c := newClock()
	for range 3 {
		before, moved := c.Now().In(zone), c.Moved()
		c.Morning()
		now := c.Now().In(zone)
		next := time.Date(before.Year(), before.Month(), before.Day()+1, 10, 0, 0, 0, zone)
		if late := now.Sub(next); late < 0 || late > time.Minute {
			t.Errorf("after %v comes %v", before, now)
		}
		select {
		case <-moved:
		default:
			t.Error("nobody is told")
		}
	}
}
