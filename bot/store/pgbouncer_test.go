package store_test

import (
	"context"
	"fmt"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"testing"
	"time"
)

// TestPgBouncer opens a store behind PgBouncer in transaction mode from several processes at once, and uses it from many
// goroutines: what belongs to one connection, such as prepared statements and session locks, would not work.
func TestPgBouncer(t *testing.T) {
	t.Parallel()
	url, key := storetest.PgBouncer(t), seal.NewKey()
	box, err := seal.New(key)
	if err != nil {
		t.Fatal(err)
	}
	var stores [4]*store.Store
	together(t, len(stores), func(i int) error {
		var err error
		stores[i], err = store.OpenLimited(t.Context(), url, box, patient)
		return err
	})
	if t.Failed() {
		return
	}
	for _, s := range stores {
		t.Cleanup(func() { _ = s.Close() })
	}
	together(t, 16, func(i int) error {
		s, w := stores[i%len(stores)], person(i)
		for n := range 20 {
			if _, err := s.SaveLink(t.Context(), link(w)); err != nil {
				return fmt.Errorf("save %d: %w", n, err)
			}
			l, err := s.Link(t.Context(), w)
			if err != nil || !l.Token.Equal(secret.New(token)) || l.Generation != int64(n+1) {
				return fmt.Errorf("link %d: %+v, %w", n, l, err)
			}
			if _, err := s.DeadExports(t.Context(), time.Unix(1, 0)); err != nil {
				return err
			}
			if _, err := s.Once(t.Context(), "once", "", func(context.Context, store.Tx) error { return nil }); err != nil {
				return err
			}
		}
		return nil
	})
	again, err := store.OpenLimited(t.Context(), url, box, patient) // after the locks of the others
	if err != nil {
		t.Fatal(err)
	}
	_ = again.Close()
}
