package store

import "context"

// insertGreeting records a greeting, unless there was one, or the channel has a digest or a follow, also a suspended one:
// whoever set that up knows the bot.
const insertGreeting = `INSERT INTO greetings (workspace, channel) SELECT ?, ?
	WHERE NOT EXISTS (SELECT 1 FROM digests WHERE workspace = ? AND channel = ?)
	AND NOT EXISTS (SELECT 1 FROM follows WHERE workspace = ? AND channel = ?)
	ON CONFLICT (workspace, channel) DO NOTHING`

// Greet reports whether the bot is to introduce itself in a channel: of all processes one is told so, once, and none where
// something is posted already.
func (s *Store) Greet(ctx context.Context, workspace, channel string) (bool, error) {
	n, err := s.exec(ctx, "record greeting", insertGreeting, workspace, channel, workspace, channel, workspace, channel)
	return n > 0, err
}
