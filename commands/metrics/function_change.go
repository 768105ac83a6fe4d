package metrics

import (
	"context"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// functionThing is a complex function. TCA sets the status of several at once and tells nothing about them, so each is asked
// for and read back.
func functionThing() thing[api.Function] {
	return thing[api.Function]{
		name: "function", argument: "functions", page: target.PageFunction, state: action.FunctionStatus,
		active: api.FuncAttention.String(), ignored: api.FuncIgnored.String(),
		one: line.Function, all: line.Functions, oneLabel: "function.show", allLabel: "complexity.functions",
		get: func(r *command.Request, p api.ProjectRef) func(context.Context, int64) (api.Function, error) {
			return func(ctx context.Context, id int64) (api.Function, error) {
				return r.TCA.Function(api.Fresh(ctx), p, id)
			}
		},
		label:    func(f api.Function) string { return "#" + kit.Number(f.ID) + " " + functionTitle(f, 80) },
		stateOf:  func(f api.Function) string { return f.Status.String() },
		closed:   func(f api.Function) bool { return !f.Latest },
		authorOf: func(f api.Function) string { return f.Author },
		setState: func(r *command.Request, p api.ProjectRef, ignored bool) func(context.Context, int64) (api.Function, error) {
			to := api.FuncAttention
			if ignored {
				to = api.FuncIgnored
			}
			return func(ctx context.Context, id int64) (api.Function, error) {
				if err := r.TCA.SetFunctionsStatus(ctx, p, []int64{id}, to); err != nil {
					return api.Function{}, err
				}
				return action.ReadBack(ctx, func(ctx context.Context) (api.Function, error) { return r.TCA.Function(api.Fresh(ctx), p, id) })
			}
		},
		setAuthor: func(r *command.Request, p api.ProjectRef, author string) func(context.Context, int64) (api.Function, error) {
			return func(ctx context.Context, id int64) (api.Function, error) {
				return r.TCA.AssignFunction(ctx, api.FunctionRef{Project: p, ID: id}, author)
			}
		},
	}
}

// functionActions are the buttons of a function's card that change it.
func functionActions(s command.Screen, p api.ProjectRef, f api.Function) kit.Buttons {
	if !f.Latest {
		return nil
	}
	verb, label := "ignore", s.Say("function.ignore")
	if f.Status == api.FuncIgnored {
		verb, label = "restore", s.Say("function.restore")
	}
	return kit.Buttons{
		line.Button(verb, label, line.FunctionAction(verb, p, f.ID)),
		line.Form("assign", s.Say("button.assign"), line.FunctionAction("assign", p, f.ID)),
	}
}
