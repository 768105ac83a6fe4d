package store_test

import (
	"context"
	"errors"
	"fmt"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/target"
	"testing"
	"time"
)

// BenchmarkStore runs what commands do most, on each engine, on a database of a thousand people. The throw-away
// PostgreSQL does not wait for the disk, SQLite does: compare reads between the two, and writes each with itself.
func BenchmarkStore(b *testing.B) {
	for engine, fresh := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(engine, func(b *testing.B) {
			s := open(b, fresh(b), seal.NewKey())
			people := make([]command.Who, 1000)
			for i := range people {
				people[i] = command.Who{Workspace: "T1", User: fmt.Sprint("U", i)}
				save(b, s, link(people[i]))
			}
			if err := s.AddExport(b.Context(), store.Export{ID: "X", Who: people[0], Generation: 1}, 1, time.Unix(1, 0)); err != nil {
				b.Fatal(err)
			}
			ctx := b.Context()
			digests := make([]digest.Digest, len(people))
			for i := range digests {
				d := someDigest(fmt.Sprint("C", i))
				d.Owner = people[i].User
				digests[i] = add(b, s, d)
			}
			due, late := digests[0].Due, digests[0].Due.Add(time.Minute)
			marks := []change.Mark{mark(300, 1)}
			none := func(context.Context, store.Tx, []store.Occurrence) error { return nil }
			sub := target.Subject{Workspace: "T1", ID: "C1"}
			for _, bench := range []struct {
				name string
				call func(i int) error
			}{
				{"Link", func(i int) error { _, err := s.Link(ctx, people[i%len(people)]); return err }},
				{"SaveLink", func(i int) error { _, err := s.SaveLink(ctx, link(people[i%len(people)])); return err }},
				{"Target", func(int) error { _, err := s.Target(ctx, sub); return err }},
				{"SetTarget", func(i int) error { return s.SetTarget(ctx, sub, target.Target{Org: "o", Repo: int64(i)}) }},
				{"Language", func(i int) error { _, err := s.Language(ctx, people[i%len(people)]); return err }},
				{"BeatExport", func(i int) error { _, err := s.BeatExport(ctx, "X", time.Unix(int64(i), 0)); return err }},
				{"ChannelDigests", func(i int) error { _, err := s.ChannelDigests(ctx, "T1", digests[i%len(digests)].Channel); return err }},
				{"ChangeDigest", func(i int) error {
					d := &digests[i%len(digests)]
					var err error
					*d, err = s.ChangeDigest(ctx, *d)
					return err
				}},
				{"ClaimNothing", func(int) error { _, err := s.ClaimDigests(ctx, due.Add(-time.Hour), 100, none); return err }},
				{"Run", func(i int) error { _, err := s.DigestDelivery(ctx, digests[i%len(digests)].ID); return err }},
				{"Post", func(i int) error { // all a post does to the database, but for ending its job
					d := store.DigestDelivery{Digest: digests[i%len(digests)]}
					if i >= len(digests) {
						d.Done = due
					}
					return errors.Join(s.BeginPost(ctx, d, due, marks), s.FinishDelivery(ctx, d.ID, due, late, nil))
				}},
				{"ResealNothing", func(int) error { _, err := s.Reseal(ctx); return err }},
			} {
				b.Run(bench.name, func(b *testing.B) {
					i := 0
					for b.Loop() {
						if err := bench.call(i); err != nil {
							b.Fatal(err)
						}
						i++
					}
				})
			}
			b.Run("LinkParallel", func(b *testing.B) {
				b.RunParallel(func(p *testing.PB) {
					for i := 0; p.Next(); i++ {
						if _, err := s.Link(ctx, people[i%len(people)]); err != nil {
							b.Error(err)
						}
					}
				})
			})
		})
	}
}
