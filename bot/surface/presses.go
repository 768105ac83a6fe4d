package surface

import "sync"

// pressKey tells presses apart: two are the same when the same person uses the same control of the same message, with the
// same boxes ticked in it.
type pressKey struct{ user, channel, message, action, value string }

// presses knows which presses are being answered: people press twice. It is safe for concurrent use.
type presses struct {
	mu      sync.Mutex
	running map[pressKey]*flight
}

// flight is a press that is being answered.
type flight struct {
	key      pressKey
	answered bool   // the answer is on its way
	next     *press // the same press, made after that
}

func newPresses() *presses { return &presses{running: map[pressKey]*flight{}} }

// begin reports whether a press is to be acted on. While the same one is being answered it is not. One that comes when
// the answer is already on its way is a new wish: finish returns it.
func (r *presses) begin(p *press) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if f := r.running[p.key]; f != nil {
		if f.answered {
			f.next = p
		}
		return false
	}
	p.flight = &flight{key: p.key}
	r.running[p.key] = p.flight
	return true
}

// markAnswered notes that the answer to a press is on its way. A press that a form brought back is not tracked.
func (r *presses) markAnswered(p *press) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p.flight != nil {
		p.flight.answered = true
	}
}

// release lets the same press be made again although this one is not finished.
func (r *presses) release(p *press) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.end(p.flight)
}

// finish ends a press. It returns the same press when it was made again meanwhile, which is then to be acted on.
func (r *presses) finish(p *press) *press {
	r.mu.Lock()
	defer r.mu.Unlock()
	next := p.flight.next
	r.end(p.flight)
	if next == nil || r.running[p.key] != nil {
		return nil
	}
	next.flight = &flight{key: next.key}
	r.running[next.key] = next.flight
	return next
}

// end needs the lock.
func (r *presses) end(f *flight) {
	if r.running[f.key] == f {
		delete(r.running, f.key)
	}
}
