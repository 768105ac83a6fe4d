package cached

// Stats is how full the cache is, and how often it had what it was asked for since the start.
type Stats struct {
	Entries int
	Bytes   int64

	Hits   int64 // answers of TCA that were there
	Misses int64 // answers of TCA that were not there, or were not to be taken from the cache
	Made   int64 // what was made of answers and was there
}

// Stats returns the present state.
func (c *Cache) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Stats{Entries: c.order.Len(), Bytes: c.bytes, Hits: c.hits.Load(), Misses: c.misses.Load(), Made: c.made.Load()}
}
