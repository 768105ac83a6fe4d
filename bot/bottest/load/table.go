package main

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"strings"
	"tcabot/bot/bottest/load/crowd"
	"time"
)

// print prints the machine and the tables.
func (o options) print(rows []*row) {
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(o.out, format, args...) }
	say("%s\n\n", machine())
	how := "closed loop"
	if o.rate > 0 {
		how = fmt.Sprintf("open loop of %g commands a second", o.rate)
	}
	say("%d rounds of %s in turn, %s, TCA takes %s. The mix is remembered / never seen / turned, in percent.\n\n", o.rounds, o.load, how, o.latency)
	say("| | mix | people | commands/s | ack p50 / p99 ms | answer p50 / p99 ms | cached p50 ms | unseen p50 ms | CPU s per 1,000 | peak MiB | end MiB | wrong |\n")
	say("|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		acks, answers := crowd.Acks(r.samples), crowd.Answers(r.samples)
		say("| %s | %s | %d | %.0f | %s / %s | %s / %s | %s | %s | %.2f | %.0f | %.0f | %d |\n", r.name, mixText(r.mix), r.people, r.speed(),
			ms(acks.At(.5)), ms(acks.At(.99)), ms(answers.At(.5)), ms(answers.At(.99)), ms(r.cached()), ms(r.unseen()),
			r.cpuPer1000(), mib(r.peak), mib(r.end), len(r.wrong))
	}
	say("\n| | first start ms | start ms | idle MiB | binary MB |\n|---|---|---|---|---|\n")
	seen := map[string]bool{}
	for _, r := range rows {
		if !seen[r.name] {
			seen[r.name] = true
			say("| %s | %s | %s | %.1f | %s |\n", r.name, ms(r.figures.first), ms(r.figures.start), mib(r.figures.idle), megabytes(r.figures.binary))
		}
	}
	say("\n| | budget | mix | people | at most | measured | |\n|---|---|---|---|---|---|---|\n")
	for _, b := range o.budgets(rows) {
		say("| %s | %s | %s | %s | %g%s | %.2f%s | %s |\n", b.name, b.what, b.mix, b.people, b.limit, b.unit, b.measured, b.unit, b.verdict())
	}
}

func (r *row) speed() float64 { return float64(len(r.samples)) / r.took.Seconds() }

func (r *row) cpuPer1000() float64 { return r.cpu.Seconds() / float64(max(len(r.samples), 1)) * 1000 }

// cached is the median of answers to commands that ask for a remembered list.
func (r *row) cached() time.Duration { return crowd.Answers(r.samples, crowd.Remembered).At(.5) }

// unseen is the median of answers with a page that nobody had seen.
func (r *row) unseen() time.Duration { return crowd.Answers(r.samples, crowd.Unseen).At(.5) }

// ms is a time in milliseconds, to about three digits.
func ms(d time.Duration) string {
	n := float64(d) / float64(time.Millisecond)
	switch {
	case d == 0:
		return "–"
	case n < 10:
		return fmt.Sprintf("%.2f", n)
	case n < 100:
		return fmt.Sprintf("%.1f", n)
	default:
		return fmt.Sprintf("%.0f", n)
	}
}

func mib(bytes int64) float64 { return float64(bytes) / (1 << 20) }

func megabytes(bytes int64) string {
	if bytes == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", float64(bytes)/1e6)
}

func mixText(m crowd.Mix) string {
	return fmt.Sprintf("%d/%d/%d", m[crowd.Remembered], m[crowd.Unseen], m[crowd.Turn])
}

// machine names what it was measured on.
func machine() string {
	cpu, load := "", ""
	raw, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(raw)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			cpu = strings.TrimSpace(value)
			break
		}
	}
	if raw, err := os.ReadFile("/proc/loadavg"); err == nil {
		load = strings.Join(strings.Fields(string(raw))[:3], " ")
	}
	return fmt.Sprintf("%s, %d cores, %s/%s, %s, load average %s", cmp.Or(cpu, "unknown processor"), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), cmp.Or(load, "unknown"))
}
