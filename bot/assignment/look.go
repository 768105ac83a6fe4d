package assignment

import (
	"context"
	"errors"
	"math/rand/v2"
	"tcabot/api"
	"tcabot/bot/account"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"time"
)

// errTarget stands for the missing target of a subscription: notices have none.
var errTarget = errors.New("notices have no target")

// look asks once which issues are assigned to a person, and stores what is new. In their quiet hours it asks nothing: the look
// at their end finds all of it.
func (s *Service) look(ctx context.Context, l store.AssignmentLook) error {
	start, err := s.store.StartAssignment(ctx, l)
	if errors.Is(err, store.ErrVoid) {
		return nil
	}
	if err != nil {
		return err
	}
	switch end, err := s.owners.Held(ctx, start.Subscription); {
	case err != nil:
		return err
	case !end.IsZero():
		return s.finish(ctx, l, store.AssignmentResult{Due: end, Wait: start.Wait})
	}
	link, ok, err := s.owners.Login(ctx, start.Subscription)
	if !ok {
		return s.putOff(ctx, l, start, onlyFailures(err))
	}
	limited, cancel := context.WithTimeout(api.Fresh(ctx), s.conf.Lease/2)
	defer cancel()
	found, err := s.ask(limited, start, link)
	if refused, why := s.owners.Refused(ctx, start.Subscription, link, onlyUnauthorized(err), errTarget); refused {
		return s.putOff(ctx, l, start, onlyFailures(why))
	}
	if err != nil {
		return s.putOff(ctx, l, start, err)
	}
	return s.finish(ctx, l, found)
}

// ask lists the branches, if that was long ago, and looks at as many as the budget allows.
func (s *Service) ask(ctx context.Context, start store.AssignmentStart, link command.Link) (found store.AssignmentResult, err error) {
	tca := s.tca.As(link.Token, account.Owner(link))
	names := command.MyNames(link.Username, link.Names)
	found.At = s.conf.Now()
	if found.At.Sub(start.Listed) >= s.conf.Slow {
		r := &command.Request{Who: link.Who, Username: link.Username, Names: link.Names, TCA: tca, Login: link.Generation}
		all, lost, err := assignment.Branches(ctx, s.finder, r)
		if err != nil {
			return found, err
		}
		if err := s.store.ListAssignmentBranches(ctx, start.ID, all, lost, found.At); err != nil {
			return found, err
		}
	}
	limit := max(1, s.conf.Budget/max(1, len(names)))
	branches, err := s.store.AssignmentBranches(ctx, start.ID, limit)
	if err != nil {
		return found, err
	}
	looks, err := command.ForEachSlowly(ctx, branches, func(ctx context.Context, b store.AssignmentBranch) ([]store.LookedBranch, error) {
		return s.lookAt(ctx, tca, b, names)
	})
	if err != nil {
		return found, err
	}
	news := 0
	for _, l := range looks {
		for _, b := range l {
			found.Looked = append(found.Looked, b)
			news += len(b.Fresh)
		}
	}
	s.stats.found.Add(int64(news))
	found.Good = true
	found.Wait = min(max(2*start.Wait, s.conf.Quick), s.conf.Slow)
	if news > 0 || len(branches) == limit { // something goes on, or there are more branches
		found.Wait = s.conf.Quick
	}
	found.Due = s.next(found.Wait)
	return found, nil
}

// lookAt looks at one branch. One that time did not suffice for is left out, and the first at the next look; one that TCA does not
// answer for waits for its next turn.
func (s *Service) lookAt(ctx context.Context, tca *api.Client, b store.AssignmentBranch, names []string) ([]store.LookedBranch, error) {
	if ctx.Err() != nil {
		return nil, nil //nolint:nilerr // see above
	}
	l, err := assignment.LookAt(ctx, tca, b.Ref, names, b.Marks)
	s.stats.questions.Add(int64(l.Asked))
	switch {
	case errors.Is(err, api.ErrUnauthorized):
		return nil, err
	case err != nil && ctx.Err() != nil:
		return nil, nil //nolint:nilerr // see above
	case err != nil && !errors.Is(err, api.ErrNotFound):
		s.log.WarnContext(ctx, "cannot look for assigned issues in a branch, will look again", "project", b.Ref.ID, "error", err)
	}
	return []store.LookedBranch{{Project: b.Ref.ID, Look: l}}, nil
}

// finish stores what a look found out.
func (s *Service) finish(ctx context.Context, l store.AssignmentLook, r store.AssignmentResult) error {
	// Its time may be over: it is stored all the same.
	err := s.store.FinishAssignment(context.WithoutCancel(ctx), l, r, s.engine.TellAssigned)
	if errors.Is(err, store.ErrVoid) {
		return nil
	}
	return err
}

// putOff looks again later. What was assigned until then is found by that look.
func (s *Service) putOff(ctx context.Context, l store.AssignmentLook, start store.AssignmentStart, cause error) error {
	if errors.Is(cause, store.ErrVoid) {
		return nil
	}
	if cause != nil {
		s.log.WarnContext(ctx, "cannot look for assigned issues, will look again", "assignment", l.ID, "error", cause)
	}
	return s.finish(ctx, l, store.AssignmentResult{Due: s.next(s.conf.Quick), Wait: start.Wait})
}

// next is when the next look is due, with jitter, so that looks do not stay together.
func (s *Service) next(wait time.Duration) time.Time {
	return s.conf.Now().Add(wait + rand.N(wait/5+1)) //nolint:gosec // jitter, not security
}

// onlyUnauthorized drops other errors: a branch or a team to which the person lost access is none of theirs any more.
func onlyUnauthorized(err error) error {
	if errors.Is(err, api.ErrUnauthorized) {
		return err
	}
	return nil
}

// onlyFailures drops the wish to be run again later: the next look does so in any case.
func onlyFailures(err error) error {
	if _, later := errors.AsType[jobs.SnoozeError](err); later {
		return nil
	}
	return err
}
