package watch

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/scans"
	"tcabot/commands/target"
	"time"
)

type cancelArgs struct {
	Job, Project string
	Because      string
}

func (a *cancelArgs) args() command.Args {
	return command.Args{
		command.Text(&a.Job, "job"), command.Text(&a.Project, "project").Optional().About("arg.project_of"),
		command.Value(&a.Because, "because", "reason").AtMost(api.MaxRemark, &a.Because).Needed(),
	}
}

// cancelCard is a job that somebody wants to be cancelled.
type cancelCard struct {
	target.Branch
	job    api.JobDetail
	ended  bool      // it had ended before
	form   line.Line // asks for the reason; zero once TCA was asked
	done   bool      // TCA says that it is cancelled
	reason string
	watch  *Watch // tells what becomes of it
}

func cancel(d Deps) command.Command {
	return command.Define(command.Def[cancelArgs, cancelCard]{
		Name:     "cancel",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*cancelArgs) bool { return true },
		Examples: []string{`cancel 1234 payments-api@master because:"wrong branch"`, "cancel 1234 payments-api@master"},
		Args:     (*cancelArgs).args,
		Run:      d.cancel,
		View:     viewCancel,
	})
}

// cancel asks for a reason, which TCA requires, and then asks TCA to cancel a job. It is cancelled when its state says so:
// TCA reports success before. What is not so within the time of a command, a watch tells.
func (d Deps) cancel(ctx context.Context, r *command.Request, a *cancelArgs) (cancelCard, error) {
	at, job, err := d.jobOf(ctx, r, &a.Job, &a.Project)
	if err != nil {
		return cancelCard{}, err
	}
	card := cancelCard{Branch: at, job: job, ended: job.Done(), reason: strings.TrimSpace(a.Because)}
	if card.ended {
		return card, nil
	}
	if card.reason == "" {
		card.form = line.Of("cancel", a.args())
		return card, nil
	}
	ref := api.JobRef{Project: at.Ref, ID: job.ID}
	failure := r.TCA.CancelJob(ctx, ref, card.reason)
	if failure != nil && !api.MayHaveActed(failure) {
		return card, failure
	}
	if card.job, card.done, err = d.untilDone(ctx, r, ref, card.job); err != nil || card.done {
		return card, err
	}
	w := d.watchOf(r, at, false)
	w.Job, w.Cancel = job.ID, Cancel{By: r.Who.User, Reason: card.reason, At: d.Now().Truncate(time.Second), Unsure: failure != nil}
	w, _, err = d.Watches.Add(context.WithoutCancel(ctx), w)
	card.watch = &w
	return card, err
}

// untilDone asks TCA for a job until it has ended, or the time is over.
func (d Deps) untilDone(ctx context.Context, r *command.Request, ref api.JobRef, before api.JobDetail) (api.JobDetail, bool, error) {
	patient, cancel := context.WithTimeoutCause(ctx, d.Patience, command.ErrDeadline)
	defer cancel()
	pause := time.NewTicker(d.Poll)
	defer pause.Stop()
	for job := before; ; {
		now, err := r.TCA.Job(api.Fresh(patient), ref)
		switch {
		case err == nil && now.Done():
			now.ID = ref.ID
			return now, true, nil
		case err == nil:
			now.ID, job = ref.ID, now
		case ctx.Err() != nil:
			return job, false, nil
		}
		select {
		case <-pause.C:
		case <-patient.Done():
			return job, false, nil // a watch goes on asking
		}
	}
}

func viewCancel(s command.Screen, c cancelCard) kit.Message {
	job := "#" + kit.Number(c.job.ID)
	open := line.Button("job", s.Say("button.job"), line.Job(c.Ref, c.job.ID))
	switch {
	case c.ended:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "cancel.ended", "Job", job, "Result", kit.Bold(scans.JobOutcome(s, c.job.State, c.job.Code)))), kit.Buttons{open}}
	case !c.form.IsZero():
		ask := line.Form("cancel", s.Say("cancel.form"), c.form)
		ask.Alert = true
		m := kit.Message{kit.Para(kit.Phrase(s.Words, "cancel.sure", "Job", job, "Name", kit.Bold(nameOf(c.Branch))))}
		m = append(m, stateLine(s, c.job, 0, time.Time{}))
		m = append(m, scans.JobFacts(s, c.job))
		return append(m, kit.Note(kit.Phrase(s.Words, "cancel.why")), kit.Buttons{ask, open})
	case c.done && c.job.Code != nil && *c.job.Code == api.CodeCancelled:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "cancel.done", "Job", job, "Name", kit.Bold(nameOf(c.Branch)))), kit.Buttons{open, line.Button("scan", s.Say("button.scan_again"), line.Scan(c.Ref))}}
	case c.done:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "cancel.too_late", "Job", job, "Result", kit.Bold(scans.JobOutcome(s, c.job.State, c.job.Code)))), kit.Buttons{open}}
	default:
		said := kit.Phrase(s.Words, "cancel.asked", "Job", job)
		if c.watch.Cancel.Unsure {
			said = kit.Phrase(s.Words, "cancel.unsure", "Job", job)
		}
		return kit.Message{kit.Para(append(append(said, kit.Text(" ")), placeLine(s, *c.watch)...)), kit.Buttons{open}}
	}
}
