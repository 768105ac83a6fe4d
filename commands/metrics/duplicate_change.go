package metrics

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// duplicateThing is a file with duplicate code. What is changed is the issue that TCA keeps about it from scan to scan.
func duplicateThing() thing[api.DuplicateFileDetail] {
	return thing[api.DuplicateFileDetail]{
		name: "duplicate", argument: "files", page: target.PageDuplicate, state: action.DuplicateState,
		active: api.DupActive.String(), ignored: api.DupIgnorable.String(),
		one: line.Duplicate, all: line.Duplication, oneLabel: "duplication.show", allLabel: "duplication.up",
		get: func(r *command.Request, p api.ProjectRef) func(context.Context, int64) (api.DuplicateFileDetail, error) {
			return func(ctx context.Context, id int64) (api.DuplicateFileDetail, error) {
				return r.TCA.DuplicateFile(api.Fresh(ctx), p, id)
			}
		},
		label:    func(f api.DuplicateFileDetail) string { return "#" + kit.Number(f.ID) + " " + kit.Tail(f.Path, 80) },
		stateOf:  func(f api.DuplicateFileDetail) string { return f.Issue.State.String() },
		closed:   func(f api.DuplicateFileDetail) bool { return f.Issue.State == api.DupClosed || f.Issue.ID == 0 },
		authorOf: func(f api.DuplicateFileDetail) string { return f.Issue.Owner },
		setState: func(r *command.Request, p api.ProjectRef, ignored bool) func(context.Context, int64) (api.DuplicateFileDetail, error) {
			to := api.DupActive
			if ignored {
				to = api.DupIgnorable
			}
			return duplicateSetter(r, p, func(ctx context.Context, issue int64) error { return r.TCA.SetDuplicateState(ctx, p, issue, to) })
		},
		setAuthor: func(r *command.Request, p api.ProjectRef, author string) func(context.Context, int64) (api.DuplicateFileDetail, error) {
			return duplicateSetter(r, p, func(ctx context.Context, issue int64) error {
				err := r.TCA.AssignDuplicate(ctx, p, issue, author)
				if errors.Is(err, api.ErrSameAuthor) {
					err = nil
				}
				return err
			})
		},
	}
}

// duplicateSetter changes the issue of a file and reads the file again: TCA fails although it made the change.
func duplicateSetter(r *command.Request, p api.ProjectRef, set func(ctx context.Context, issue int64) error) func(context.Context, int64) (api.DuplicateFileDetail, error) {
	return func(ctx context.Context, id int64) (api.DuplicateFileDetail, error) {
		f, err := r.TCA.DuplicateFile(ctx, p, id)
		if err != nil {
			return f, err
		}
		if err := set(ctx, f.Issue.ID); err != nil {
			return f, err
		}
		return action.ReadBack(ctx, func(ctx context.Context) (api.DuplicateFileDetail, error) {
			return r.TCA.DuplicateFile(api.Fresh(ctx), p, id)
		})
	}
}

// duplicateActions are the buttons of a file that change it.
func duplicateActions(s command.Screen, p api.ProjectRef, f api.DuplicateFile) []kit.Control {
	if !f.Latest || f.Issue.ID == 0 || f.Issue.State == api.DupClosed {
		return nil
	}
	verb, label := "ignore", s.Say("duplication.ignore")
	if f.Issue.State == api.DupIgnorable {
		verb, label = "restore", s.Say("duplication.restore")
	}
	return []kit.Control{
		line.Button(verb, label, line.DuplicateAction(verb, p, f.ID)),
		line.Form("assign", s.Say("button.assign"), line.DuplicateAction("assign", p, f.ID)),
	}
}
