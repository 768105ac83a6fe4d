package commands

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type toolArgs struct{ Tool, Org string }

type toolRules struct {
	org  api.Org
	tool api.CheckTool
	page api.Page[api.Rule]
	site api.Site
}

func tool(d schemesDeps) spec.Command {
	return spec.Define(spec.Def[toolArgs, toolRules]{
		Name:     "tool",
		Access:   spec.Linked,
		Examples: []string{"tool pylint", "tool 12 K9fQ2mXz7Lp"},
		Args: func(a *toolArgs) spec.Args {
			return spec.Args{spec.Text(&a.Tool, "tool"), spec.Text(&a.Org, "org").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *toolArgs) (toolRules, error) {
			of, found, err := d.findTool(ctx, r, a)
			if err != nil {
				return toolRules{}, err
			}
			page, err := fetchPage(ctx, r, ofTool(r, of, found))
			return toolRules{org: of, tool: found, page: page, site: d.Site}, err
		},
		View: viewTool,
		Sheet: func(ctx context.Context, r *spec.Request, a *toolArgs) (spec.Sheet, error) {
			of, found, err := d.findTool(ctx, r, a)
			if err != nil {
				return spec.Sheet{}, err
			}
			w := r.Words
			return sheet(ctx, "rules-"+fileName(toolName(found)), heads(w, "id", "rule", "about", "severity", "category", "languages"), ofTool(r, of, found),
				func(u api.Rule) []string {
					return []string{number(u.ID), u.Display, u.Title, name(w, "severity", u.Severity), name(w, "category", u.Category), languages(u.Languages)}
				})
		},
	})
}

func ofTool(r *spec.Request, of api.Org, t api.CheckTool) func(context.Context, api.Window) (api.Page[api.Rule], error) {
	return func(ctx context.Context, w api.Window) (api.Page[api.Rule], error) {
		return r.TCA.ToolRules(ctx, of.SID, t.ID, w)
	}
}

// findTool finds a tool by its number, its name, or a part of that.
func (d schemesDeps) findTool(ctx context.Context, r *spec.Request, a *toolArgs) (api.Org, api.CheckTool, error) {
	page, _, err := d.readPage(a.Tool)
	if err != nil {
		return api.Org{}, api.CheckTool{}, err
	}
	if page.page == pageTool {
		a.Tool, a.Org = number(page.id), page.org
	}
	of, err := d.findOrg(ctx, r, &a.Org)
	if err != nil {
		return of, api.CheckTool{}, err
	}
	all, err := r.TCA.CheckTools(ctx, of.SID, api.Window{Limit: maxTools})
	if err != nil {
		return of, api.CheckTool{}, err
	}
	n, _ := id(a.Tool)
	word := strings.ToLower(a.Tool)
	for _, match := range []func(api.CheckTool) bool{
		func(t api.CheckTool) bool { return t.ID == n },
		func(t api.CheckTool) bool { return strings.EqualFold(t.Name, word) },
		func(t api.CheckTool) bool { return strings.Contains(strings.ToLower(t.Name), word) },
	} {
		found := slices.DeleteFunc(slices.Clone(all.Items), func(t api.CheckTool) bool { return !match(t) })
		if len(found) == 1 {
			a.Tool = number(found[0].ID)
			return of, found[0], nil
		}
		if len(found) > 1 {
			return of, api.CheckTool{}, chooseTool("choose.tool_which", a, r, found)
		}
	}
	near := slices.Clone(all.Items)
	slices.SortStableFunc(near, func(x, y api.CheckTool) int { return distance(word, x.Name) - distance(word, y.Name) })
	return of, api.CheckTool{}, chooseTool("choose.tool_none", a, r, near[:min(5, len(near))])
}

// maxTools is more than any organisation was seen to have.
const maxTools = 300

func chooseTool(reason string, a *toolArgs, r *spec.Request, found []api.CheckTool) error {
	e := &ChooseError{Reason: reason, Data: []any{"Word", kit.Bold(a.Tool)}, All: "tools " + a.Org}
	for _, t := range found {
		e.Choices = append(e.Choices, Choice{Label: toolName(t), Line: r.Line(&a.Tool, number(t.ID))})
	}
	return e
}

func viewTool(s spec.Screen, d toolRules) kit.Message {
	l := list{
		title: s.Say("tool.title", "Tool", toolName(d.tool)),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "tool.none"),
		extra: []kit.Control{runs("up", s.Say("tool.up"), "tools "+d.org.SID)},
		web:   d.site.Tools(d.org.SID),
	}
	if d.tool.Description != "" {
		l.lead = kit.Message{kit.Para{kit.Text(kit.Cut(d.tool.Description, 200))}}
	}
	for _, u := range d.page.Items {
		l.rows = append(l.rows, []kit.Line{
			{kit.Bold(severityMark(s, u.Severity)), kit.Text("  "), kit.Bold(kit.Name(u.Display, u.Name, 80))},
			{kit.Text(kit.Name(u.Title, name(s, "category", u.Category), 110))},
		})
	}
	return l.view(s)
}
