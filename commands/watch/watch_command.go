package watch

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type watchArgs struct {
	Job, Project string
	Here         bool
}

func (a *watchArgs) args() command.Args {
	return command.Args{
		command.Text(&a.Job, "job").Optional(), command.Text(&a.Project, "project").Optional().About("arg.project_of"), command.Flag(&a.Here, "here"),
	}
}

// watchCard is a watch that was added, or the watches of a place.
type watchCard struct {
	one    *Watch // nil for the list
	added  bool
	direct bool
	here   line.Line // watches the same job in the channel; zero where there is none
	ended  bool      // the job has ended: there is nothing to watch
	ref    api.ProjectRef
	job    int64
	all    []Watch
}

func watch(d Deps) command.Command {
	return command.Define(command.Def[watchArgs, watchCard]{
		Name:     "watch",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*watchArgs) bool { return true },
		Examples: []string{"watch 1234 payments-api@master", "watch 1234 payments-api@master --here", "watch"},
		Args:     (*watchArgs).args,
		Run:      d.watch,
		View:     viewWatch,
	})
}

// watch follows a job that has not ended; without a job it lists what is watched here.
func (d Deps) watch(ctx context.Context, r *command.Request, a *watchArgs) (watchCard, error) {
	if a.Job == "" {
		all, err := d.listed(ctx, r)
		return watchCard{all: all, direct: r.Direct}, err
	}
	at, job, err := d.jobOf(ctx, r, &a.Job, &a.Project)
	if err != nil {
		return watchCard{}, err
	}
	card := watchCard{ref: at.Ref, job: job.ID, direct: r.Direct, ended: job.Done()}
	if card.ended {
		return card, nil
	}
	w := d.watchOf(r, at, a.Here)
	w.Job = job.ID
	if err := d.checkPlace(ctx, r, w); err != nil {
		return card, err
	}
	w, card.added, err = d.Watches.Add(ctx, w)
	if err != nil {
		return card, err
	}
	card.one = &w
	if w.Private() && !r.Direct {
		here := *a
		here.Here = true
		card.here = line.Of("watch", here.args())
	}
	return card, nil
}

// jobOf finds a job of a branch, as TCA knows it now.
func (d Deps) jobOf(ctx context.Context, r *command.Request, job, project *string) (target.Branch, api.JobDetail, error) {
	n, err := d.ID(job, project, target.PageJob, "job")
	if err != nil {
		return target.Branch{}, api.JobDetail{}, err
	}
	at, err := d.Branch(ctx, r, project)
	if err != nil {
		return at, api.JobDetail{}, err
	}
	detail, err := r.TCA.Job(api.Fresh(ctx), api.JobRef{Project: at.Ref, ID: n})
	detail.ID = n
	return at, detail, err
}

// listed are the watches that a person is shown: in a channel those of the channel and their own private ones, in a direct
// message all of their own.
func (d Deps) listed(ctx context.Context, r *command.Request) ([]Watch, error) {
	own, err := d.Watches.Of(ctx, r.Who)
	if err != nil || r.Direct {
		return own, err
	}
	private := slices.DeleteFunc(own, func(w Watch) bool { return !w.Private() })
	here, err := d.Watches.Here(ctx, r.Who.Workspace, r.Channel)
	return slices.Concat(here, private), err
}

func viewWatch(s command.Screen, c watchCard) kit.Message {
	switch {
	case c.ended:
		return kit.Message{
			kit.Para(kit.Phrase(s.Words, "watch.job_ended", "Job", "#"+kit.Number(c.job))),
			kit.Buttons{line.Button("job", s.Say("button.job"), line.Job(c.ref, c.job))},
		}
	case c.one != nil:
		return viewAdded(s, c)
	default:
		return viewWatches(s, c.all, c.direct)
	}
}

func viewAdded(s command.Screen, c watchCard) kit.Message {
	said := kit.Phrase(s.Words, "watch.already", "Name", kit.Bold(c.one.Name), "Job", "#"+kit.Number(c.one.Job))
	if c.added {
		said = kit.Phrase(s.Words, "watch.added", "Name", kit.Bold(c.one.Name), "Job", "#"+kit.Number(c.one.Job))
	}
	row := kit.Buttons{line.Button("unwatch", s.Say("watch.stop"), line.Unwatch(c.one.ID)), line.Button("job", s.Say("button.job"), line.Job(c.one.Ref, c.one.Job))}
	if !c.here.IsZero() {
		row = append(kit.Buttons{line.Button("here", s.Say("watch.here"), c.here)}, row...)
	}
	return kit.Message{kit.Para(append(append(said, kit.Text(" ")), placeLine(s, *c.one)...)), row}
}

// placeLine says where the message of a watch is.
func placeLine(s command.Screen, w Watch) kit.Line {
	if w.Private() {
		return kit.Phrase(s.Words, "watch.in_direct")
	}
	return kit.Phrase(s.Words, "watch.in_channel", "Channel", screen.ChannelSpan(s, w.Channel))
}

// maxListed is how many watches are listed.
const maxListed = 25

func viewWatches(s command.Screen, all []Watch, direct bool) kit.Message {
	m := kit.Message{kit.Heading(s.Say("watch.title"))}
	if len(all) == 0 {
		return append(m, kit.Para(kit.Phrase(s.Words, "watch.none", "Command", s.Command)))
	}
	menu := kit.Menu{ID: "run/unwatch", Placeholder: s.Say("watch.choose")}
	var rows kit.Rows
	for _, w := range all[:min(len(all), maxListed)] {
		first := kit.Line{kit.Bold(w.Name)}
		if w.Job > 0 {
			first = append(first, kit.Text(" · "+s.Say("watch.job", "Job", "#"+kit.Number(w.Job))))
		}
		second := kit.Phrase(s.Words, "watch.since", "When", kit.When(w.Begun, ""), "Person", kit.Person(w.Owner))
		switch {
		case direct && !w.Private():
			second = append(second, kit.Text(" · "), screen.ChannelSpan(s, w.Channel))
		case w.Private() && !direct:
			second = append(second, kit.Text(" · "+s.Say("watch.private")))
		}
		rows = append(rows, []kit.Line{first, second})
		menu.Options = append(menu.Options, line.Option(w.Name, line.Unwatch(w.ID)))
	}
	m = append(m, rows)
	if more := len(all) - len(rows); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "watch.more", "Count", more)))
	}
	return append(m, kit.Buttons{menu})
}
