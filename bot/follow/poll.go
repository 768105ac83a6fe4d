package follow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/bot/account"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/follow"
	"time"
)

// poll asks TCA once about all that an owner follows in a team or a repository, and stores what has ended. A job that was
// claimed anew meanwhile does nothing: the claim that counts is the last one.
func (s *Service) poll(ctx context.Context, p store.Poll) error {
	start, err := s.store.StartPoll(ctx, p)
	if errors.Is(err, store.ErrVoid) {
		return nil
	}
	if err != nil {
		return err
	}
	link, ok, err := s.owners.Login(ctx, start.Follows[0].Subscription)
	if !ok {
		return s.putOff(ctx, p, start, onlyFailures(err))
	}
	q := &question{Service: s, poll: p, start: start, link: link, tca: counting{s.live.As(link.Token, account.Owner(link)), &s.stats}, now: s.conf.Now()}
	limited, cancel := context.WithTimeout(api.Fresh(ctx), s.conf.Lease/2)
	err = q.ask(limited)
	late := limited.Err() != nil && len(q.result.Repos) > 0
	cancel()
	if err != nil && !late {
		return s.putOff(ctx, p, start, q.refused(ctx, err))
	}
	q.result.Wait = s.interval(start.Wait, q.running)
	q.result.Due = s.next(q.result.Wait)
	if err != nil { // the next question finds the stored repositories unchanged, and gets further
		q.result.Due, q.doubted = s.conf.Now(), true
	}
	q.result.Good = !q.doubted
	err = s.store.FinishPoll(context.WithoutCancel(ctx), p, q.result, s.engine.PostFollows)
	if errors.Is(err, store.ErrVoid) {
		return nil
	}
	if err == nil {
		s.stats.ends.Add(int64(len(q.result.Ends)))
	}
	return err
}

// putOff puts the question again later. What ended until then is found in its answer.
func (s *Service) putOff(ctx context.Context, p store.Poll, start store.PollStart, cause error) error {
	if cause != nil {
		s.log.WarnContext(ctx, "cannot ask TCA about what is followed, will ask again", "repo", p.Repo, "follows", len(start.Follows), "error", cause)
	}
	wait := s.interval(start.Wait, false)
	// Its time may be over: it is put off all the same.
	err := s.store.FinishPoll(context.WithoutCancel(ctx), p, store.PollResult{Due: s.next(wait), Wait: wait}, s.engine.PostFollows)
	if errors.Is(err, store.ErrVoid) {
		return nil
	}
	return err
}

// interval is the time to the next question: short while a followed scan runs, else it doubles up to the longest.
func (s *Service) interval(before time.Duration, running bool) time.Duration {
	if running {
		return s.conf.Quick
	}
	return min(max(2*before, s.conf.Quick), s.conf.Slow)
}

// next is when the next question is due, with jitter, so that questions do not stay together.
func (s *Service) next(wait time.Duration) time.Time {
	return s.conf.Now().Add(wait - wait/10 + rand.N(wait/5+1)) //nolint:gosec // jitter, not security
}

// question is one poll in progress.
type question struct {
	*Service
	poll  store.Poll
	start store.PollStart
	link  command.Link
	tca   counting
	now   time.Time

	result  store.PollResult
	running bool // a followed scan has not ended
	doubted bool // TCA refused something: what was doubted before is not settled
}

// reposPage is how many repositories of a team are listed by one request: TCA has no limit.
const reposPage = 200

// ask puts the question, and looks at what the answer says of each followed repository.
func (q *question) ask(ctx context.Context) error {
	if q.poll.Repo != 0 {
		repo, err := q.tca.Repo(ctx, api.RepoRef{TeamRef: q.team(), ID: q.poll.Repo})
		if err != nil {
			return err
		}
		if strings.Contains(repo.URL, " [deleted by ") {
			return follow.ErrTargetGone
		}
		return q.repository(ctx, repo)
	}
	seen := map[int64]bool{}
	for offset := 0; ; {
		page, err := q.tca.Repos(ctx, q.team(), api.RepoFilter{}, api.Window{Offset: offset, Limit: reposPage})
		if err != nil {
			return err
		}
		for _, repo := range page.Items {
			if seen[repo.ID] {
				continue // one that was registered between two pages moved the others
			}
			seen[repo.ID] = true
			if err := q.repository(ctx, repo); err != nil {
				return err
			}
		}
		if offset += len(page.Items); len(page.Items) == 0 || offset >= page.Total {
			return q.missing(ctx, seen)
		}
	}
}

func (q *question) team() api.TeamRef { return api.TeamRef{Org: q.poll.Org, Team: q.poll.Team} }

// missing doubts the follows of repositories that the team no longer has.
func (q *question) missing(ctx context.Context, seen map[int64]bool) error {
	for _, f := range q.start.Follows {
		if f.Target.Repo != 0 && !seen[f.Target.Repo] {
			if err := q.doubt(ctx, f, follow.ErrTargetGone); err != nil {
				return err
			}
		}
	}
	return nil
}

// doubt handles an error that speaks against one follow. It is asked about again in the next round.
func (q *question) doubt(ctx context.Context, f follow.Follow, failure error) error {
	q.doubted = true
	_, err := q.owners.Refused(ctx, f.Subscription, q.link, failure, follow.ErrTargetGone)
	return onlyFailures(err)
}

// refused handles an error of the question itself: it speaks against all follows that it is about. It returns what is to be
// logged.
func (q *question) refused(ctx context.Context, failure error) error {
	for _, f := range q.start.Follows {
		if handled, err := q.owners.Refused(ctx, f.Subscription, q.link, failure, follow.ErrTargetGone); !handled {
			return failure
		} else if err := onlyFailures(err); err != nil {
			return err
		}
	}
	return nil
}

// repository looks at what changed in a repository. One that TCA does not answer for stays as it was, so that the next round
// finds what this one missed.
func (q *question) repository(ctx context.Context, repo api.Repo) error {
	about := slices.DeleteFunc(slices.Clone(q.start.Follows), func(f follow.Follow) bool { return f.Target.Repo != 0 && f.Target.Repo != repo.ID })
	if len(about) == 0 {
		return nil
	}
	known, ok := q.start.Repos[repo.ID]
	var before *state
	if !ok && isNew(repo, about) {
		before = &state{} // all of its jobs were made while it was followed
	}
	if ok {
		before = &state{}
		if err := json.Unmarshal([]byte(known.State), before); err != nil {
			return fmt.Errorf("read what was seen of repository %d: %w", repo.ID, err)
		}
	}
	ref := api.RepoRef{TeamRef: q.team(), ID: repo.ID}
	r := newRound(q.tca, ref, onlyOf(about), before, q.now)
	switch err := r.run(ctx, repo); {
	case errors.Is(err, api.ErrUnauthorized):
		return err
	case err != nil && ctx.Err() != nil:
		return err
	case errors.Is(err, api.ErrForbidden), errors.Is(err, api.ErrNotFound):
		return q.refusedPart(ctx, repo, about, err)
	case err != nil:
		q.log.WarnContext(ctx, "cannot look at a followed repository, will look again", "repo", repo.ID, "error", err)
		return nil
	}
	if err := q.check(ctx, r, about); err != nil {
		return err
	}
	q.running = q.running || r.state.running(q.now) || r.state.Owed > 0
	if err := q.tell(ctx, r, repo, about); err != nil {
		return err
	}
	return q.keep(r, known, repo)
}

// refusedPart doubts the follows of a repository and of its branches when TCA refuses what belongs to it. Those of the whole
// team have the other repositories.
func (q *question) refusedPart(ctx context.Context, repo api.Repo, about []follow.Follow, failure error) error {
	q.log.WarnContext(ctx, "TCA refuses a part of a followed repository", "repo", repo.ID, "error", failure)
	for _, f := range about {
		if f.Target.Repo == 0 {
			continue
		}
		if err := q.doubt(ctx, f, failure); err != nil {
			return err
		}
	}
	return nil
}

// isNew reports whether a repository was registered after somebody began to follow its team.
func isNew(repo api.Repo, about []follow.Follow) bool {
	return slices.ContainsFunc(about, func(f follow.Follow) bool { return repo.Created.After(f.Since) })
}

// keep stores the state if it changed, or was stored long ago.
func (q *question) keep(r *round, known store.PollRepo, repo api.Repo) error {
	text, err := json.Marshal(r.state)
	if err != nil {
		return fmt.Errorf("store what was seen of repository %d: %w", repo.ID, err)
	}
	if string(text) != known.State || q.now.Sub(known.Seen) > refresh {
		q.result.Repos = append(q.result.Repos, store.PollRepo{Repo: repo.ID, State: string(text), Seen: q.now})
	}
	return nil
}

const (
	refresh    = 24 * time.Hour // after which a state that did not change is stored as seen
	checkEvery = time.Hour      // how often it is asked whether a branch that is followed by itself is still there
)

// check asks now and then whether branches that are followed by themselves are still analysed.
func (q *question) check(ctx context.Context, r *round, about []follow.Follow) error {
	if q.now.Sub(time.Unix(r.state.Checked, 0)) < checkEvery {
		return nil
	}
	good := true
	for _, f := range about {
		if f.Target.Project == 0 {
			continue
		}
		p, err := q.tca.Project(ctx, api.ProjectRef{Repo: r.repo, ID: f.Target.Project})
		switch {
		case errors.Is(err, api.ErrUnauthorized):
			return err
		case err == nil && (p.Status != api.ProjectActive || !p.Deleted.IsZero()), errors.Is(err, api.ErrNotFound):
			good = false
			if err := q.doubt(ctx, f, follow.ErrTargetGone); err != nil {
				return err
			}
		case errors.Is(err, api.ErrForbidden):
			good = false
			if err := q.doubt(ctx, f, err); err != nil {
				return err
			}
		case err != nil:
			good = false
		}
	}
	if good {
		r.state.Checked = q.now.Unix()
	}
	return nil
}

// onlyOf are the branches that are followed by themselves; nil when a whole repository is followed.
func onlyOf(all []follow.Follow) []int64 {
	only := []int64{}
	for _, f := range all {
		if f.Target.Project == 0 {
			return nil
		}
		if !slices.Contains(only, f.Target.Project) {
			only = append(only, f.Target.Project)
		}
	}
	return only
}
