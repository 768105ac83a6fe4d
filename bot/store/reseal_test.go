package store_test

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"testing"
)

// keys are several, as TOKEN_ENCRYPTION_KEY holds them.
func keys(all ...secret.Text) secret.Text {
	texts := make([]string, len(all))
	for i, k := range all {
		texts[i] = k.Reveal()
	}
	return secret.New(strings.Join(texts, ","))
}

func person(i int) command.Who {
	return command.Who{Workspace: fmt.Sprint("T", i%3), User: fmt.Sprint("U", i)}
}

// TestReseal changes the key of more links than are read at once, then takes the former away.
func TestReseal(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		const people, early = 230, 7
		old, fresh := seal.NewKey(), seal.NewKey()
		s := open(t, url, old)
		for i := range people {
			save(t, s, link(person(i)))
		}
		if n, err := s.Reseal(t.Context()); n != 0 || err != nil {
			t.Errorf("with one key: %d, %v", n, err)
		}
		s = open(t, url, keys(fresh, old))
		for i := range early {
			save(t, s, link(person(i)))
		}
		if n, err := s.Reseal(t.Context()); n != people-early || err != nil {
			t.Errorf("resealed %d, %v, want %d", n, err, people-early)
		}
		if n, err := s.Reseal(t.Context()); n != 0 || err != nil {
			t.Errorf("again: %d, %v", n, err)
		}
		s = open(t, url, fresh)
		for i := range people {
			l, err := s.Link(t.Context(), person(i))
			want := int64(1)
			if i < early {
				want = 2
			}
			if err != nil || !l.Token.Equal(secret.New(token)) || l.Generation != want {
				t.Fatalf("person %d: %+v, %v", i, l, err)
			}
		}
	})
}

// TestResealWithoutTheKey meets a token that nothing opens: the others are done all the same.
func TestResealWithoutTheKey(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		old, fresh := seal.NewKey(), seal.NewKey()
		save(t, open(t, url, seal.NewKey()), link(person(0)))
		save(t, open(t, url, old), link(person(1)))
		if n, err := open(t, url, keys(fresh, old)).Reseal(t.Context()); n != 1 || !errors.Is(err, command.ErrUnreadable) {
			t.Errorf("resealed %d, %v", n, err)
		}
		if _, err := open(t, url, fresh).Link(t.Context(), person(1)); err != nil {
			t.Error(err)
		}
	})
}

// TestResealBesideLogins lets two replicas reseal while everybody logs in and out: nobody gets a former token back.
func TestResealBesideLogins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		const people = 60
		old, fresh := seal.NewKey(), seal.NewKey()
		before, s, other := open(t, url, old), open(t, url, keys(fresh, old)), open(t, url, keys(fresh, old))
		for i := range people {
			save(t, before, link(person(i)))
		}
		var resealed atomic.Int64
		together(t, people+4, func(i int) error {
			switch {
			case i >= people:
				replica := s
				if i%2 == 0 {
					replica = other
				}
				n, err := replica.Reseal(t.Context())
				resealed.Add(int64(n))
				return err
			case i%3 == 0:
				return s.DeleteLink(t.Context(), person(i))
			case i%3 == 1:
				l := link(person(i))
				l.Token = secret.New("newer")
				_, err := s.SaveLink(t.Context(), l)
				return err
			default:
				return nil
			}
		})
		if n := resealed.Load(); n < people/3 || n > people {
			t.Errorf("resealed %d of %d", n, people)
		}
		last := open(t, url, fresh)
		for i := range people {
			l, err := last.Link(t.Context(), person(i))
			switch {
			case i%3 == 0 && !errors.Is(err, command.ErrNotLinked):
				t.Errorf("person %d is back: %+v, %v", i, l, err)
			case i%3 == 1 && (err != nil || !l.Token.Equal(secret.New("newer"))):
				t.Errorf("person %d has not what they saved: %+v, %v", i, l, err)
			case i%3 == 2 && (err != nil || !l.Token.Equal(secret.New(token))):
				t.Errorf("person %d: %+v, %v", i, l, err)
			}
		}
	})
}
