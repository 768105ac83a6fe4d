package schemes

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type toolArgs struct{ Tool, Org string }

type toolRules struct {
	org  api.Org
	tool api.CheckTool
	page api.Page[api.Rule]
	site api.Site
}

func tool(d deps) command.Command {
	return paged.Define(paged.List[toolArgs, orgTool, api.Rule, toolRules]{
		Name:     "tool",
		Access:   command.Linked,
		Examples: []string{"tool pylint", "tool 12 K9fQ2mXz7Lp"},
		Args: func(a *toolArgs) command.Args {
			return command.Args{command.Text(&a.Tool, "tool"), command.Text(&a.Org, "org").Optional()}
		},
		Find: d.findTool,
		Fetch: func(r *command.Request, _ *toolArgs, of orgTool) paged.Fetcher[api.Rule] {
			return func(ctx context.Context, w api.Window) (api.Page[api.Rule], error) {
				return r.TCA.ToolRules(ctx, of.org.SID, of.tool.ID, w)
			}
		},
		Show: func(_ *command.Request, _ *toolArgs, of orgTool, page api.Page[api.Rule]) toolRules {
			return toolRules{org: of.org, tool: of.tool, page: page, site: d.Site}
		},
		View: viewTool,
		File: func(r *command.Request, of orgTool) paged.File[api.Rule] {
			w := r.Words
			head := paged.ColumnNames(w, "col.id", "col.rule", "col.about", "col.severity", "col.category", "col.languages")
			return paged.File[api.Rule]{Name: "rules-" + paged.FileName(toolName(of.tool)), Head: head, Row: func(u api.Rule) []string {
				return []string{kit.Number(u.ID), u.Display, u.Title, screen.Name(w, "severity", u.Severity), screen.Name(w, "category", u.Category), screen.Languages(w, u.Languages)}
			}}
		},
	})
}

// orgTool is a tool of an organisation.
type orgTool struct {
	org  api.Org
	tool api.CheckTool
}

// findTool finds a tool by its ID, its name, or a part of its name.
func (d deps) findTool(ctx context.Context, r *command.Request, a *toolArgs) (orgTool, error) {
	page, _, err := d.ReadPage(a.Tool)
	if err != nil {
		return orgTool{}, err
	}
	if page.Page == target.PageTool {
		a.Tool, a.Org = kit.Number(page.ID), page.Org
	}
	of, err := d.Org(ctx, r, &a.Org)
	if err != nil {
		return orgTool{}, err
	}
	all, err := r.TCA.CheckTools(ctx, of.SID, api.Window{Limit: maxTools})
	if err != nil {
		return orgTool{}, err
	}
	n, _ := target.ParseID(a.Tool)
	word := strings.ToLower(a.Tool)
	for _, match := range []func(api.CheckTool) bool{
		func(t api.CheckTool) bool { return t.ID == n },
		func(t api.CheckTool) bool { return strings.EqualFold(t.Name, word) },
		func(t api.CheckTool) bool { return strings.Contains(strings.ToLower(t.Name), word) },
	} {
		found := slices.DeleteFunc(slices.Clone(all.Items), func(t api.CheckTool) bool { return !match(t) })
		if len(found) == 1 {
			a.Tool = kit.Number(found[0].ID)
			return orgTool{of, found[0]}, nil
		}
		if len(found) > 1 {
			return orgTool{}, chooseTool("choose.tool_which", a, r, found)
		}
	}
	near := slices.Clone(all.Items)
	slices.SortStableFunc(near, func(x, y api.CheckTool) int { return target.Distance(word, x.Name) - target.Distance(word, y.Name) })
	return orgTool{}, chooseTool("choose.tool_none", a, r, near[:min(5, len(near))])
}

// maxTools is more than any organisation has.
const maxTools = 300

func chooseTool(reason locale.Key, a *toolArgs, r *command.Request, found []api.CheckTool) error {
	e := &target.ChooseError{Reason: reason, Data: []any{"Word", kit.Bold(a.Tool)}, All: line.Tools(a.Org)}
	for _, t := range found {
		e.Choices = append(e.Choices, target.Choice{Label: toolName(t), Line: line.Again(r, &a.Tool, kit.Number(t.ID))})
	}
	return e
}

func viewTool(s command.Screen, d toolRules) kit.Message {
	l := screen.List{
		Title: s.Say("tool.title", "Tool", toolName(d.tool)),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "tool.none"),
		Extra: []kit.Control{line.Button("up", s.Say("tool.up"), line.Tools(d.org.SID))},
		Web:   d.site.Tools(d.org.SID),
	}
	if d.tool.Description != "" {
		l.Lead = kit.Message{kit.Para{kit.Text(kit.Cut(d.tool.Description, 200))}}
	}
	for _, u := range d.page.Items {
		l.Rows = append(l.Rows, []kit.Line{
			{kit.Bold(screen.SeverityMark(s, u.Severity)), kit.Text("  "), kit.Bold(kit.Name(u.Display, u.Name, 80))},
			{kit.Text(kit.Name(u.Title, screen.Name(s, "category", u.Category), 110))},
		})
	}
	return l.View(s)
}
