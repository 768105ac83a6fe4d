package apitest

import "time"

// Node is a machine that runs the scans of one organisation.
type Node struct {
	Name     string
	Enabled  int // 1 is active, 2 offline, 0 disabled
	Busy     bool
	Tags     []string
	Silent   time.Duration // time since its last heartbeat
	Username string        // of who manages it
}

// json is the node as the server's code writes it; no recorded answer holds one.
func (n Node) json(c *call, id int) obj {
	state := 0
	if n.Busy {
		state = 1
	}
	return stamps(obj{
		"id": id, "name": n.Name, "enabled": n.Enabled, "state": state, "exec_tags": n.Tags,
		"last_beat_time": iso(c.s.now().Add(-n.Silent)), "manager": n.Username,
	}, iso(c.s.founded(0)), iso(c.s.founded(0)))
}

func (c *call) listNodes() (any, *refusal) {
	return c.paged(len(c.org.Nodes), func(i int) any { return c.org.Nodes[i].json(c, i+1) }), nil
}
