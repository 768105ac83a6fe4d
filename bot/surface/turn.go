package surface

import (
	"context"
	"strconv"
)

// turn is the right of one submission of a form to act. A form that is sent twice acts once, whichever processes receive
// it; but a form that was rejected is sent again, corrected, and must act then.
//
// Submissions are numbered. The first one has the turn. Whoever has it and is rejected passes it to the next number. A
// submission that does not have the turn when it comes gives up, as the one before it acts, and its number is skipped.
// Passing a turn to a number and giving up are the same record: whoever makes it first decides. So all that is needed of
// the database is to tell, of each record, who made it first.
type turn struct {
	form   string // ID of its view
	number int    // of the submission, from 1
}

func (t turn) sent() string { return "form " + t.form + " sent " + strconv.Itoa(t.number) }

func (t turn) decided() string { return "form " + t.form + " decided " + strconv.Itoa(t.number) }

// takeTurn numbers a submission of a form, and reports whether it has the turn. While the database does not respond every
// submission has it: its command needs the database, too, and says so.
func (s *Surfaces) takeTurn(ctx context.Context, form string) (_ turn, ok bool) {
	t := turn{form: form, number: 1}
	for !s.firstAnywhere(ctx, t.sent()) {
		t.number++
	}
	if t.number == 1 {
		return t, true
	}
	gaveUp, err := s.parts.Done.First(ctx, t.decided())
	if err != nil {
		s.log.WarnContext(ctx, "cannot tell whether a form was rejected", "error", err)
	}
	return t, !gaveUp || err != nil
}

// passTurn gives the turn of a rejected submission to the next one that has not given up.
func (s *Surfaces) passTurn(ctx context.Context, t turn) {
	t.number++
	for !s.firstAnywhere(ctx, t.decided()) {
		t.number++
	}
}
