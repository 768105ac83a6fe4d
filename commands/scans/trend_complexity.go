package scans

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// alike are the scans of a complexity trend that can be compared, oldest first, and the threshold they are compared by: the
// scheme's own, or the default one when some scans were made before the scheme had its own. Scans without counts for
// either are left out, and so are those before them.
func (d TrendCard) alike() (scans []api.ComplexityScan, threshold int) {
	if len(d.complexity) == 0 {
		return nil, 0
	}
	newest := d.complexity[len(d.complexity)-1]
	best := 0
	for _, t := range []int{newest.Summary().Threshold, newest.Default.Threshold} {
		n := 0
		for n < len(d.complexity) {
			if _, ok := d.complexity[len(d.complexity)-1-n].At(t); !ok {
				break
			}
			n++
		}
		if n > best {
			best, threshold = n, t
		}
	}
	return d.complexity[len(d.complexity)-best:], threshold
}

// threshold says what the trend counts, and why when that is not what the scheme counts.
func (d TrendCard) threshold(s command.Screen) kit.Message {
	scans, threshold := d.alike()
	if d.Kind != trendComplexity || len(scans) == 0 {
		return nil
	}
	note := kit.Phrase(s.Words, "trend.threshold", "Threshold", threshold)
	if own := scans[len(scans)-1].Summary().Threshold; own != threshold {
		note = kit.Phrase(s.Words, "trend.threshold_default", "Threshold", threshold, "Own", own)
	}
	return kit.Message{kit.Note(note)}
}
