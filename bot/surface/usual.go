package surface

import (
	"context"
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen"
	"time"
)

// usualLimit bounds how long a form waits for what its fields begin with: its trigger lives three seconds.
const usualLimit = time.Second

// usual adds what fields usually begin with to the line of a press that opens a form, as far as they are empty. It returns the
// options by field. A form opens without when they cannot be had.
func (s *Surfaces) usual(ctx context.Context, p *press) map[string]kit.Option {
	empty := map[string]command.SuggestKind{}
	values := map[string][]string{}
	for _, f := range s.parts.Forms.Filters(p.Words, p.State.Line) {
		values[f.Name] = f.Values
		if f.Suggest.Begins() && len(f.Values) == 0 {
			empty[f.Name] = f.Suggest
		}
	}
	if len(empty) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, usualLimit)
	defer cancel()
	r, err := s.requestOf(ctx, p.Question)
	if errors.Is(err, command.ErrNotLinked) {
		return nil
	}
	var known map[command.SuggestKind]kit.Option
	if err == nil {
		known, err = s.parts.Suggester.Usual(ctx, r)
	}
	if err != nil {
		s.log.WarnContext(ctx, "cannot find out what a form begins with", "fault", screen.FaultOf(err), "error", err)
	}
	found := map[string]kit.Option{}
	for field, kind := range empty {
		if o, ok := known[kind]; ok {
			found[field], values[field] = o, []string{o.Value}
		}
	}
	line, err := s.parts.Forms.Narrow(p.State.Line, values)
	if err != nil || len(found) == 0 {
		return nil
	}
	p.Line, p.State.Line = line, line
	return found
}
