package general

import (
	"cmp"
	"context"
	"regexp"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type findArgs struct {
	Target string
	Team   string
	Repo   string
	Branch string
	Show   view
}

// finding is the screen of what was found; nil when nothing was named yet.
type finding struct{ message kit.Message }

// find is the command of a form: its fields go from a team down to a branch, each limited by the one above, and one more finds any of
// them by its name. What is chosen in one of both ways takes the place of what was chosen in the other.
func find(d Deps) command.Command {
	return command.Define(command.Def[findArgs, finding]{
		Name:     "find",
		Access:   command.Linked,
		Examples: []string{"find payments-api@master", "find payments-api show:issues", "find team:bigteam repo:payments-api", "find"},
		Args: func(a *findArgs) command.Args {
			return command.Args{
				command.Text(&a.Target, "target").Optional().InForm().Spare().SuggestedFrom(command.SuggestFound).Resets("team", "repo", "branch"),
				command.Value(&a.Team, "team", "name").SuggestedFrom(command.SuggestTeams).Resets("target", "repo", "branch"),
				command.Value(&a.Repo, "repo", "name").SuggestedFrom(command.SuggestRepos).Resets("target", "branch"),
				command.Value(&a.Branch, "branch", "name").SuggestedFrom(command.SuggestBranches).Resets("target"),
				command.One(&a.Show, "show", "find_show", views()...).Offered(func(word string) bool { return view(word).fits(a.depth()) }),
			}
		},
		Run:  d.find,
		View: viewFinding,
	})
}

// find answers with the command for what was found.
func (d Deps) find(ctx context.Context, r *command.Request, a *findArgs) (finding, error) {
	a.settle()
	if a.Target == "" {
		return finding{}, nil
	}
	shown, err := d.lineFor(ctx, r, a)
	if err != nil {
		return finding{}, err
	}
	parsed, err := d.Book().Parse(shown)
	if err != nil {
		return finding{}, err
	}
	own := *r // so that it writes the line of the other command
	reply, err := d.Book().Run(ctx, &own, parsed)
	return finding{reply.Message}, err
}

// lineFor is the line that shows what the arguments name. A link, and the ID of an issue, are shown as they are without the command.
func (d Deps) lineFor(ctx context.Context, r *command.Request, a *findArgs) (string, error) {
	_, isID := target.ParseID(a.Target)
	if isID || a.Show == "" && strings.Contains(a.Target, "://") {
		if p, err := d.Book().Parse(a.Target); err == nil && !p.Command.IsTarget() {
			return a.Target, nil
		}
	}
	if isID {
		if shown, err := d.Show(ctx, r, &a.Target); err == nil && strings.HasPrefix(shown, "issue ") {
			return shown, nil
		}
	}
	found, _, err := d.Any(ctx, r, &a.Target)
	return lineOf(found, a.Show).String(), err
}

// settle makes one word of what was chosen from the top down, unless one names it already.
func (a *findArgs) settle() {
	isName := func(word string) bool { return !strings.ContainsAny(word, "#@/") }
	switch {
	case a.Target != "":
	case a.Branch != "" && a.Repo != "" && !isPlace(a.Branch):
		a.Target = a.Repo + "@" + a.Branch
	case a.Branch != "":
		a.Target = a.Branch
	case a.Repo != "" && a.Team != "" && isName(a.Repo):
		a.Target = a.Team + "/" + a.Repo
	default:
		a.Target = cmp.Or(a.Repo, a.Team)
	}
	a.Team, a.Repo, a.Branch = "", "", ""
}

// place is a target as forms write it: org/team, org/team#12 or org/team#12/34.
var place = regexp.MustCompile(`^[^/#@]+/[^/#@]+(#\d+(/\d+)?)?$`)

func isPlace(word string) bool {
	found := place.FindStringSubmatch(word)
	return found != nil && found[2] != ""
}

// depth is how far down the fields of a form go. What somebody typed in another way may be anything.
func (a *findArgs) depth() depth {
	switch found := place.FindStringSubmatch(a.Target); {
	case a.Target != "" && found == nil:
		return anything
	case a.Branch != "", found != nil && found[2] != "":
		return ofBranch
	case a.Repo != "", found != nil && found[1] != "":
		return ofRepo
	case a.Team != "", found != nil:
		return ofTeam
	default:
		return anything
	}
}

func viewFinding(s command.Screen, d finding) kit.Message {
	if d.message == nil {
		return kit.Message{kit.Para(kit.Phrase(s.Words, "find.how")), kit.Buttons{screen.FindButton(s, true)}}
	}
	return d.message
}
