package crowd

import (
	"slices"
	"time"
)

// Sample is how long one answer took, from when its command was sent.
type Sample struct {
	Kind   Kind
	Ack    time.Duration // until the acknowledgement
	Answer time.Duration // until the answer, in the acknowledgement or at the response URL
}

// Latencies are sorted.
type Latencies []time.Duration

// Acks are all times until acknowledgements.
func Acks(samples []Sample) Latencies {
	return latencies(samples, func(s Sample) (time.Duration, bool) { return s.Ack, true })
}

// Answers are the times until the answers of some kinds, or of all when none is given.
func Answers(samples []Sample, kinds ...Kind) Latencies {
	return latencies(samples, func(s Sample) (time.Duration, bool) {
		return s.Answer, len(kinds) == 0 || slices.Contains(kinds, s.Kind)
	})
}

func latencies(samples []Sample, of func(Sample) (time.Duration, bool)) Latencies {
	var all Latencies
	for _, s := range samples {
		if d, ok := of(s); ok {
			all = append(all, d)
		}
	}
	slices.Sort(all)
	return all
}

// At is the time that a share of all, such as 0.99, did not exceed; 0 when there are none.
func (l Latencies) At(share float64) time.Duration {
	if len(l) == 0 {
		return 0
	}
	return l[min(int(share*float64(len(l))), len(l)-1)]
}
