package seal_test

import (
	"bytes"
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
