package directory

import (
	"strconv"
	"testing"
	"time"
)

func TestMemoryIsBounded(t *testing.T) {
	m := newMemory[int](100)
	for i := range 1000 {
		m.set(strconv.Itoa(i), i, time.Hour)
		if got, ok := m.get(strconv.Itoa(i)); !ok || got != i {
			t.Fatalf("%d is not remembered", i)
		}
		if n := m.items.ItemCount(); n > 100 {
			t.Fatalf("%d values are remembered", n)
		}
	}
	m.forget("999")
	if _, ok := m.get("999"); ok {
		t.Error("what was to be forgotten is remembered")
	}
}
