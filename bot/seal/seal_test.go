package seal_test

import (
	"bytes"
	"strings"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"testing"
)

func TestBox(t *testing.T) {
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	text := secret.New("a token")
	sealed := box.Seal(text, "T1|U1")
	if bytes.Contains(sealed, []byte("a token")) || bytes.Equal(sealed, box.Seal(text, "T1|U1")) {
		t.Error("it is not sealed, or twice the same way")
	}
	if got, err := box.Open(sealed, "T1|U1"); err != nil || !got.Equal(text) {
		t.Errorf("open: %v", err)
	}
	if _, err := box.Open(sealed, "T1|U2"); err == nil {
		t.Error("another owner opens it")
	}
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 1
		if _, err := box.Open(bad, "T1|U1"); err == nil {
			t.Errorf("opens with byte %d changed", i)
		}
	}
	for _, short := range [][]byte{nil, sealed[:3], sealed[:4], sealed[:20]} {
		if _, err := box.Open(short, "T1|U1"); err == nil {
			t.Errorf("opens %d bytes", len(short))
		}
	}
}

func TestBadKeys(t *testing.T) {
	for _, key := range []string{"", "short", "AAAA", seal.NewKey().Reveal() + ",x"} {
		if _, err := seal.New(secret.New(key)); err == nil {
			t.Errorf("accepts a bad key of %d characters", len(key))
		}
	}
}

func TestStale(t *testing.T) {
	old, fresh := seal.NewKey(), seal.NewKey()
	boxOf := func(keys ...secret.Text) *seal.Box {
		t.Helper()
		var all []string
		for _, k := range keys {
			all = append(all, k.Reveal())
		}
		box, err := seal.New(secret.New(strings.Join(all, ",")))
		if err != nil {
			t.Fatal(err)
		}
		return box
	}
	sealed := boxOf(old).Seal(secret.New("a token"), "T1|U1")
	for _, tt := range []struct {
		name string
		box  *seal.Box
		want bool
	}{
		{"same key", boxOf(old), false},
		{"appended", boxOf(old, fresh), false},
		{"put first", boxOf(fresh, old), true},
		{"taken away", boxOf(fresh), true},
	} {
		if got := tt.box.Stale(sealed); got != tt.want {
			t.Errorf("%s: %t, want %t", tt.name, got, tt.want)
		}
	}
	if !boxOf(old).Stale(nil) || !boxOf(old).Stale(sealed[:3]) {
		t.Error("what is not sealed is not stale")
	}
}
