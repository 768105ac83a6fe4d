package bottest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// ErrIncomplete says that a modal cannot be sent: a field that must be filled in is empty. Slack says so itself.
var ErrIncomplete = errors.New("please complete this required field")

// View is the modal a person has before them.
func (s *Server) View(user string) (View, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.top(user)
}

func (s *Server) top(user string) (View, bool) {
	if v := s.topView(user); v != nil {
		return *v, true
	}
	return View{}, false
}

func (s *Server) topView(user string) *View {
	if n := len(s.views[user]); n > 0 {
		return s.views[user][n-1]
	}
	return nil
}

// open finds a view that a person can do something with.
func (s *Server) open(user, viewID string) *View {
	if v := s.findView(viewID); v != nil && v.User == user {
		return v
	}
	return nil
}

// WaitView waits until the person has a modal that matches before them.
func (s *Server) WaitView(ctx context.Context, user string, match func(View) bool) (View, error) {
	var found View
	err := s.wait(ctx, "a modal", func() bool {
		v, ok := s.top(user)
		found = v
		return ok && match(v)
	})
	return found, err
}

// Submit sends a modal; values are by action ID, options by their value, several separated by commas. The modal stays
// open when the bot answers with errors or not at all.
func (s *Server) Submit(ctx context.Context, user, viewID string, values map[string]string) (Delivery, error) {
	s.mu.Lock()
	v := s.open(user, viewID)
	if v == nil || v.Home {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("%s has no view %s open", user, viewID)
	}
	if err := s.fillIn(v, values); err != nil {
		s.changed()
		s.mu.Unlock()
		return Delivery{}, err
	}
	payload := s.interaction("view_submission", user)
	payload["view"] = s.viewJSON(v, s.state(blocksOf(v.Raw), v.chosen))
	payload["trigger_id"], payload["response_urls"] = s.newTrigger(user), []any{}
	s.mu.Unlock()
	d, err := s.send(ctx, "interactive", payload)
	if err != nil {
		return d, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.submitted(v, d)
	s.changed()
	return d, nil
}

// fillIn puts values into a modal's controls and looks for those that must have one.
func (s *Server) fillIn(v *View, values map[string]string) error {
	if err := s.put(v, values); err != nil {
		return err
	}
	for _, c := range controls(parse(blocksOf(v.Raw))) {
		entry, ok := v.chosen[c.place()]
		if !ok {
			entry = c.untouched()
		}
		if c.block.Type == "input" && !c.block.Optional && stateful[c.Type] != "" && empty(entry) {
			v.Errors = map[string]string{c.block.BlockID: ErrIncomplete.Error()}
			return fmt.Errorf("%s: %w", c.ActionID, ErrIncomplete)
		}
	}
	return nil
}

// trouble is what Slack shows in a modal that the bot did not answer as it must.
func (v *View) trouble() {
	v.Errors = map[string]string{"": "We had some trouble connecting. Try again?"}
}

func (s *Server) submitted(v *View, d Delivery) {
	var answer struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if !d.Acked {
		v.trouble()
		return
	}
	if hasPayload(d.AckPayload) {
		_ = json.Unmarshal(d.AckPayload, &answer)
	}
	switch answer.Action {
	case "":
		s.close(v)
	case "clear":
		s.clear(v)
	case "errors":
		v.Errors = answer.Errors
		for block := range answer.Errors {
			if !hasBlock(blocksOf(v.Raw), block) {
				s.problem("error for a block %q that the view does not have", block)
			}
		}
	case "update", "push":
		old := v
		if answer.Action == "push" {
			old = nil
		}
		if err := s.judged(answer.View, false, old); err != nil {
			s.problem("view in an acknowledgement is refused: %v", err)
			v.trouble()
			return
		}
		switch {
		case old != nil:
			s.set(v, answer.View)
		case s.full(v):
			s.problem("a view is pushed on %d", maxStack)
			v.trouble()
		default:
			s.stack(v.User, answer.View, v)
		}
	default:
		s.problem("response_action %q is not known", answer.Action)
		v.trouble()
	}
}

// close takes a view away; the one below is before the person then.
func (s *Server) close(v *View) {
	s.views[v.User] = slices.DeleteFunc(s.views[v.User], func(o *View) bool { return o == v })
}

// clear takes a view and all that lie with it away.
func (s *Server) clear(v *View) {
	s.views[v.User] = slices.DeleteFunc(s.views[v.User], func(o *View) bool { return o.root == v.root })
}
