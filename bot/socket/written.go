package socket

import "sync"

// maxWritten is how many bytes of answers are kept that were written in acknowledgements. When so much is asked that they
// are more within the time of receiptMemory, the oldest go: Slack has read them, as it has written to us since.
const maxWritten = 4 << 20

// written are receipts with answers, in the order in which they were written. It is safe for concurrent use.
type written struct {
	mu    sync.Mutex
	queue []writtenAnswer
	bytes int
}

type writtenAnswer struct {
	receipt *receipt
	size    int
}

// add notes that an answer was written, and has the oldest ones forgotten that are too many.
func (w *written) add(r *receipt, size int) {
	w.mu.Lock()
	w.queue = append(w.queue, writtenAnswer{r, size})
	w.bytes += size
	n := 0
	for ; w.bytes > maxWritten; n++ {
		w.bytes -= w.queue[n].size
	}
	gone := w.queue[:n:n]
	w.queue = w.queue[n:]
	w.mu.Unlock()
	for _, a := range gone {
		a.receipt.forget()
	}
}
