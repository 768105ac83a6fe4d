package playground

import (
	"sync"
	"tcabot/bot/bottest"
)

// unread remembers how far each person has read each conversation.
type unread struct {
	mu   sync.Mutex
	last map[[2]string]string // the newest message that was seen, by person and conversation
}

func newUnread() *unread { return &unread{last: map[[2]string]string{}} }

// read records that a person looks at a conversation with these messages, oldest first.
func (u *unread) read(person, room string, all []bottest.Message) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, m := range all {
		u.last[[2]string{person, room}] = max(u.last[[2]string{person, room}], m.TS)
	}
}

// count returns how many of these messages a person has not seen.
func (u *unread) count(person, room string, all []bottest.Message) int {
	u.mu.Lock()
	defer u.mu.Unlock()
	n, seen := 0, u.last[[2]string{person, room}]
	for _, m := range all {
		if m.TS > seen && m.User != person {
			n++
		}
	}
	return n
}
