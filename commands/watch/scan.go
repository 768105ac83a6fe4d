package watch

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"time"
)

type scanArgs struct {
	Project     string
	Full, Force bool
	Here        bool
	Key         string
}

func (a *scanArgs) args() command.Args {
	return command.Args{
		command.Text(&a.Project, "project").Optional().InForm().Suggested(), command.Flag(&a.Full, "full"), command.Flag(&a.Force, "force"),
		command.Flag(&a.Here, "here").Unasked(), command.Internal(&a.Key, "key"),
	}
}

func (a *scanArgs) line() line.Line { return line.Of("scan", a.args()) }

// scanCard is a scan that is about to be started, or that was.
type scanCard struct {
	target.Branch
	full, force bool
	last        api.Scan // the newest scan; zero for none
	unfinished  []api.Job
	missing     []locale.Key

	direct bool // asked in a direct message
	told   line.Line
	here   line.Line
	form   line.Line

	started *Watch // nil for a preview
	again   bool   // it was started by an earlier press of the same button
}

func scan(d Deps) command.Command {
	return command.Define(command.Def[scanArgs, scanCard]{
		Name:     "scan",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*scanArgs) bool { return true },
		Examples: []string{"scan payments-api@master", "scan payments-api@master --full", "scan"},
		Args:     (*scanArgs).args,
		Run:      d.scan,
		View:     viewScan,
	})
}

// scan shows what would be scanned. Its buttons carry a key, with which the scan is started: once, however often one of them
// is pressed or delivered.
func (d Deps) scan(ctx context.Context, r *command.Request, a *scanArgs) (scanCard, error) {
	at, err := d.Branch(ctx, r, &a.Project)
	if err != nil {
		return scanCard{}, err
	}
	card := scanCard{Branch: at, full: a.Full, force: a.Force, direct: r.Direct}
	if a.Key != "" {
		card.started, card.again, err = d.start(ctx, r, a, at)
		return card, err
	}
	fresh := api.Fresh(ctx)
	card.missing, err = command.Gather(ctx,
		command.Fetch("scan.part_last", &card.last, func(context.Context) (api.Scan, error) {
			last, _, err := r.TCA.NewestScan(fresh, at.Ref)
			return last, err
		}),
		command.Fetch("scan.part_jobs", &card.unfinished, func(context.Context) ([]api.Job, error) { return unfinishedJobs(fresh, r.TCA, at.Ref) }))
	if err != nil {
		return card, err
	}
	sure := *a
	sure.Key = command.KeyOf(r)
	card.told = sure.line()
	sure.Here = true
	card.here = sure.line()
	card.form = (&scanArgs{Project: a.Project, Full: a.Full, Force: a.Force}).line()
	return card, nil
}

// maxUnfinished is how many unfinished jobs of a branch are looked at.
const maxUnfinished = 10

// unfinishedJobs are the jobs of a branch that have not ended, the newest first.
func unfinishedJobs(ctx context.Context, tca *api.Client, ref api.ProjectRef) ([]api.Job, error) {
	page, err := tca.Jobs(ctx, ref, api.JobFilter{State: []api.JobState{
		api.JobWaiting, api.JobInitialising, api.JobInitialised, api.JobRunning, api.JobStoring,
	}}, api.Window{Limit: maxUnfinished})
	return page.Items, err
}

// start asks TCA to start the scan, once for a key, after saving the watch that will find out what became of it if this
// process does not.
func (d Deps) start(ctx context.Context, r *command.Request, a *scanArgs, at target.Branch) (*Watch, bool, error) {
	w := d.watchOf(r, at, a.Here)
	if err := d.checkPlace(ctx, r, w); err != nil {
		return nil, false, err
	}
	newest, err := r.TCA.Jobs(api.Fresh(ctx), at.Ref, api.JobFilter{}, api.Window{Limit: 1})
	if err != nil {
		return nil, false, err
	}
	if len(newest.Items) > 0 {
		w.Before = newest.Items[0].ID
	}
	w, first, err := d.Watches.Begin(ctx, w, a.Key)
	if err != nil || !first {
		return &w, !first, err
	}
	job, err := r.TCA.StartScan(ctx, at.Ref, api.StartOptions{Full: a.Full, Force: a.Force})
	switch {
	case err == nil:
		w.Job = job.JobID
		return &w, false, d.Watches.Started(context.WithoutCancel(ctx), w.ID, w.Job)
	case ctx.Err() != nil || api.MayHaveActed(err):
		return &w, false, nil //nolint:nilerr // the watch finds out whether it was started, and says so
	}
	if lost := d.Watches.Abandon(context.WithoutCancel(ctx), w, a.Key); lost != nil {
		return nil, false, errors.Join(err, lost)
	}
	return nil, false, d.refused(ctx, r, a, at, err)
}

// refused explains why TCA did not start a scan.
func (d Deps) refused(ctx context.Context, r *command.Request, a *scanArgs, at target.Branch, err error) error {
	switch {
	case errors.Is(err, api.ErrForbidden):
		admins, _ := r.TCA.RepoAdmins(ctx, at.Ref.Repo) // without them the sentence is shorter
		return &MayNotStartError{Repo: at.RepoName(), Admins: admins}
	case errors.Is(err, api.ErrUnfinished):
		jobs, _ := unfinishedJobs(api.Fresh(ctx), r.TCA, at.Ref)
		force := *a
		force.Force, force.Key = true, command.KeyOf(r)
		return &UnfinishedError{Ref: at.Ref, Name: nameOf(at), Jobs: jobs, Force: force.line()}
	case errors.Is(err, api.ErrNotCreated):
		return &NotCreatedError{Name: nameOf(at)}
	default:
		return err
	}
}

// watchOf is a new watch, in the channel where it is asked for or in the direct message with the bot.
func (d Deps) watchOf(r *command.Request, at target.Branch, here bool) Watch {
	w := Watch{
		Workspace: r.Who.Workspace, Channel: r.Who.User, Owner: r.Who.User, Ref: at.Ref, Name: nameOf(at), Language: r.Words.Lang(),
		Begun: d.Now().Truncate(time.Second),
	}
	if here && !r.Direct {
		w.Channel = r.Channel
	}
	return w
}

// nameOf is the name of a branch outside of its own screens.
func nameOf(at target.Branch) string {
	return kit.Cut(at.RepoName()+"@"+kit.Name(at.Project.Branch, "?", target.MaxName), target.MaxName)
}

// checkPlace checks that the bot can post where the watch will be, before anything is started.
func (d Deps) checkPlace(ctx context.Context, r *command.Request, w Watch) error {
	if w.Private() {
		return nil
	}
	_, err := d.Postable(ctx, r, w.Channel)
	if refused, ok := errors.AsType[*subscription.ChannelError](err); ok {
		return &PlaceError{Channel: refused.Channel, Reason: refused.Reason}
	}
	return err
}
