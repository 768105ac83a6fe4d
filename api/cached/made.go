package cached

import (
	"context"
	"tcabot/api"
	"tcabot/api/origin"
	"time"
)

// result is what was made of answers.
type result struct {
	value any
	made  *origin.Origin
}

// resultPath makes the key of a result, which no path of TCA's is.
func resultPath(name string) string { return "result " + name }

// Make returns what work makes of the owner's answers, and remembers it under a name for as long as all of these answers
// are current, if work wants it to be kept.
func (c *Cache) Make(ctx context.Context, owner, name string, work func(context.Context) (value any, keep bool)) any {
	began, before := time.Now(), c.enter(owner)
	defer c.leave(owner)
	watched, made := origin.Watch(ctx)
	value, keep := work(watched)
	if c.store == nil || !keep || !made.Known() || !made.Current() {
		return value
	}
	c.use(made)
	c.put(&entry{
		cache: c, key: api.Key{Owner: owner, Path: resultPath(name)}, value: result{value, made}, bytes: sizeOf(value) + made.Size(), at: c.conf.Now(), began: began,
	}, before)
	return value
}

// Made returns what Make remembers, and does the effects of its work again.
func (c *Cache) Made(owner, name string) (value any, ok bool) {
	f, ok := c.get(api.Key{Owner: owner, Path: resultPath(name)})
	if !ok {
		return nil, false
	}
	r := f.value.(result)
	if !r.made.Current() {
		return nil, false
	}
	c.made.Add(1)
	r.made.Repeat()
	return r.value, true
}

// Remembers reports whether Made would return something, without the effects.
func (c *Cache) Remembers(owner, name string) bool {
	f, ok := c.get(api.Key{Owner: owner, Path: resultPath(name)})
	return ok && f.value.(result).made.Current()
}

// use notes of what a result was made.
func (c *Cache) use(made *origin.Origin) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for part := range made.Parts() {
		if e, ok := part.(*entry); ok {
			e.used = true
		}
	}
}
