package locale_test

import (
	"tcabot/commands/locale"
	"testing"
)

func BenchmarkSay(b *testing.B) {
	for _, l := range locale.Languages() {
		b.Run(string(l)+"/plain", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = locale.In(l).Say("latest.tools")
			}
		})
		w := locale.In(l)
		from, to := "1,001", "1,010"
		b.Run(string(l)+"/two values", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = w.Say("list.range", "From", from, "To", to)
			}
		})
		for name, count := range map[string]int{"one": 1, "some": 42, "thousands": 12345} {
			b.Run(string(l)+"/count of "+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					_ = w.Say("repo.branches", "Count", count)
				}
			})
		}
	}
}
