package apitest

type block struct{ d, j, start, length int }

func (c *call) blockJSON(x dupFile, b block, at scan) obj {
	p := c.proj
	return obj{
		"id": p.blockID(b.d, b.j), "project_id": p.id, "scan_id": p.scanID(at), "token_num": b.length * 10, "duplicate_times": len(p.sharing(p.trio(b.d))),
		"duplicate_rate": float64(b.length*10_000/x.total()) / 100, "start_line_num": b.start, "end_line_num": b.start + b.length - 1,
		"duplicate_line_count": b.length, "last_modifier": p.named(b.d + b.j), "change_type": nil, "related_modifiers": p.named(b.d+b.j) + ";lihua",
	}
}

func (c *call) blockOf(x dupFile, b block, at scan) obj {
	o := c.blockJSON(x, b, at)
	o["duplicate_file"] = c.proj.dupID(x.d, at.nth)
	return o
}

// listBlocks serves all blocks of a file. For a file that does not exist the list is empty.
func (c *call) listBlocks() (any, *refusal) {
	x, at, _, _ := c.dupOf()
	return pagedOf(c, x.blocks, func(b block) any { return c.blockOf(x, b, at) }), nil
}

// related lists the blocks with the same code in other files.
func (c *call) related(x dupFile, j int, at scan) []obj {
	all := []obj{}
	for _, d := range c.proj.sharing(c.proj.trio(x.d)) {
		if d == x.d {
			continue
		}
		other := c.proj.dup(d, at.nth)
		o := c.blockJSON(other, other.blocks[j], at)
		o["duplicate_file"], o["block_hash"] = c.dupJSON(other, at, true), "h"+itoa(int64(c.proj.trio(x.d)*1000+j))
		all = append(all, o)
	}
	return all
}

func (c *call) block() (x dupFile, j int, at scan, ok bool) {
	x, at, _, ok = c.dupOf()
	for j := range x.blocks {
		if ok && c.proj.blockID(x.d, j) == c.id("block") {
			return x, j, at, true
		}
	}
	return x, 0, at, false
}

func (c *call) getBlock() (any, *refusal) {
	x, j, at, ok := c.block()
	if !ok {
		return nil, notFound
	}
	o := c.blockJSON(x, x.blocks[j], at)
	related := c.related(x, j, at)
	o["duplicate_file"], o["related_blocks"] = c.dupJSON(x, at, true), related[:min(100, len(related))]
	return o, nil
}

func (c *call) listRelated() (any, *refusal) {
	x, j, at, ok := c.block()
	if !ok {
		return c.paged(0, nil), nil
	}
	return pagedOf(c, c.related(x, j, at), func(o obj) any { return o }), nil
}
