package playground

import (
	"testing"
	"time"
)

func TestForward(t *testing.T) {
	c := newClock()
	before, moved := c.Now(), c.Moved()
	c.Forward(12 * time.Minute)
	if by := c.Now().Sub(before); by < 12*time.Minute || by > 13*time.Minute {
		t.Errorf("put forward by %v", by)
	}
	select {
	case <-moved:
	default:
		t.Error("nobody is told")
	}
	before = c.Now()
	c.Forward(-time.Hour)
	if c.Now().Before(before) {
		t.Error("the clock went back")
	}
}

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
