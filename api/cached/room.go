package cached

// put stores an entry, and evicts the least recently used ones beyond the bounds. It does not store an entry whose owner
// called Drop since the request began, nor one that was asked for before the one that is there, nor one that would take more
// than a quarter of MaxBytes.
func (c *Cache) put(e *entry, before uint64) {
	if c.store == nil || e.size() > c.conf.MaxBytes/4 {
		return
	}
	key := name(e.key)
	c.mu.Lock()
	if o := c.active[e.key.Owner]; o != nil && o.dropped != before {
		c.mu.Unlock()
		return
	}
	if former := c.entries[key]; former != nil {
		if former.began.After(e.began) {
			c.mu.Unlock()
			return
		}
		c.remove(former)
	}
	e.el = c.order.PushBack(e)
	c.entries[key] = e
	c.bytes += e.size()
	c.store.SetDefault(key, e)
	gone := c.makeRoom()
	c.mu.Unlock()
	for _, k := range gone {
		c.store.Delete(k)
	}
}

// makeRoom empties or names the least recently used entries beyond the bounds. What was made of an answer takes less than
// the answer, and is what is asked for again: it outlives the answer's value. The caller holds the lock.
func (c *Cache) makeRoom() (gone []string) {
	bytes, entries := c.bytes, c.order.Len()
	for el := c.order.Front(); el != nil && (bytes > c.conf.MaxBytes || entries > c.conf.MaxEntries); {
		old := el.Value.(*entry)
		el = el.Next()
		bytes -= old.size()
		entries--
		if !old.used {
			gone = append(gone, name(old.key))
			continue
		}
		c.bytes -= old.bytes
		bytes += old.size() - old.bytes
		c.order.Remove(old.el)
		old.value, old.bytes, old.empty = nil, 0, true
		old.el = c.emptied.PushBack(old)
		c.hollow += old.size()
	}
	hollow, entries := c.hollow, c.emptied.Len()
	for el := c.emptied.Front(); el != nil && (hollow > c.conf.MaxBytes/hollowShare || entries > c.conf.MaxEntries); el = el.Next() {
		old := el.Value.(*entry)
		gone = append(gone, name(old.key))
		hollow -= old.size()
		entries--
	}
	return gone
}

// evicted is called by go-cache for every entry that it deletes: dropped, pushed out or expired.
func (c *Cache) evicted(e *entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(e)
}

// remove takes an entry out of the accounts. The caller holds the lock.
func (c *Cache) remove(e *entry) {
	if e.el == nil {
		return
	}
	if e.empty {
		c.emptied.Remove(e.el)
		c.hollow -= e.size()
	} else {
		c.order.Remove(e.el)
	}
	c.bytes -= e.size()
	e.el, e.value = nil, nil // what was made of it may be remembered for a while, and must not hold it
	delete(c.entries, name(e.key))
}

func (e *entry) size() int64 {
	return e.bytes + int64(2*len(e.key.Path)+2*len(e.key.Owner)) + overhead
}
