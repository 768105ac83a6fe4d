package bottest

import (
	"encoding/json"
	"slices"
)

// exchange looks a trigger up. It is used up only by the view it opens.
func (s *Server) exchange(id string) (*trigger, *slackError) {
	t := s.triggers[id]
	switch {
	case t == nil:
		return nil, refuse("invalid_trigger_id")
	case t.used:
		return nil, refuse("exchanged_trigger_id")
	case s.opts.Now().Sub(t.made) > s.opts.TriggerLife:
		return nil, refuse("expired_trigger_id")
	}
	return t, nil
}

func openView(s *Server, c *call) (map[string]any, *slackError) {
	t, err := s.exchange(c.text("trigger_id"))
	if err != nil {
		return nil, err
	}
	raw := c.json("view")
	if err := s.judged(raw, false, nil); err != nil {
		return nil, err
	}
	t.used = true
	return s.viewAnswer(s.stack(t.user, raw, nil)), nil
}

// stack lays a view on what a person has open, as a new root or on another view.
func (s *Server) stack(user string, raw json.RawMessage, on *View) *View {
	v := &View{ID: s.id("V"), User: user}
	v.root = v.ID
	if on != nil {
		v.root, v.previous = on.root, on.ID
	}
	s.views[user] = append(s.views[user], v)
	s.set(v, raw)
	return v
}

// full reports whether nothing more can be laid on a view.
func (s *Server) full(v *View) bool {
	n := 0
	for _, o := range s.views[v.User] {
		if o.root == v.root {
			n++
		}
	}
	return n >= maxStack
}

func pushView(s *Server, c *call) (map[string]any, *slackError) {
	t, err := s.exchange(c.text("trigger_id"))
	if err != nil {
		return nil, err
	}
	on := s.topView(t.user)
	switch {
	case on == nil:
		return nil, refuse("not_found")
	case s.full(on):
		return nil, refuse("push_limit_reached")
	}
	raw := c.json("view")
	if err := s.judged(raw, false, nil); err != nil {
		return nil, err
	}
	t.used = true
	return s.viewAnswer(s.stack(t.user, raw, on)), nil
}

// findView finds a view, modal or home, by its ID.
func (s *Server) findView(id string) *View {
	for _, stack := range s.views {
		if i := slices.IndexFunc(stack, func(v *View) bool { return v.ID == id }); i >= 0 {
			return stack[i]
		}
	}
	for _, v := range s.homes {
		if v.ID == id {
			return v
		}
	}
	return nil
}

func updateView(s *Server, c *call) (map[string]any, *slackError) {
	v := s.findView(c.text("view_id"))
	if id := c.text("external_id"); id != "" {
		v = s.external(id)
	}
	switch {
	case v == nil:
		return nil, refuse("not_found")
	case c.text("hash") != "" && c.text("hash") != v.hash:
		return nil, refuse("hash_conflict")
	}
	raw := c.json("view")
	if err := s.judged(raw, v.Home, v); err != nil {
		return nil, err
	}
	s.set(v, raw)
	return s.viewAnswer(v), nil
}

func publishView(s *Server, c *call) (map[string]any, *slackError) {
	user := c.text("user_id")
	if u, ok := s.user(user); !ok || u.Deleted {
		return nil, refuse("invalid_arguments", "[ERROR] invalid user_id")
	}
	v := s.homes[user]
	if hash := c.text("hash"); hash != "" && (v == nil || hash != v.hash) {
		return nil, refuse("hash_conflict")
	}
	raw := c.json("view")
	if err := s.judged(raw, true, v); err != nil {
		return nil, err
	}
	if v == nil {
		v = &View{ID: s.id("V"), User: user, Home: true}
		v.root = v.ID
		s.homes[user] = v
	}
	v.Published++
	s.set(v, raw)
	return s.viewAnswer(v), nil
}
