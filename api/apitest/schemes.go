package apitest

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// scheme is an analysis scheme of a repository.
type scheme struct {
	id     int64
	n      int // index in the repository
	name   string
	repo   *Repo
	langs  []string
	status int

	standard bool      // it is the default one
	own      *settings // nil when no request changed any
}

// slimScheme reports whether a scheme checks for security problems only, without metrics.
func slimScheme(name string) bool {
	return strings.Contains(name, "security") || strings.Contains(name, "安全")
}

func (s *Server) schemes(r *Repo) []scheme {
	var all []scheme
	for n, name := range schemeNames(r) {
		x := scheme{id: r.ID*10 + int64(n), n: n, name: name, repo: r, langs: s.langsOf(r), status: 1}
		if strings.Contains(name, "旧") || strings.Contains(name, "disused") {
			x.status = 2
		}
		x.standard = n == 0
		all = append(all, x.with(s.schemeSettings[x.id]))
	}
	return all
}

// langsOf returns the languages of a repository, which are those of its first project.
func (s *Server) langsOf(r *Repo) []string {
	if p := s.project(ProjectID(r.ID, 0, 0)); p != nil {
		return p.Languages
	}
	return stacks[0]
}

func (x scheme) created() time.Time {
	if x.own != nil && x.own.by != "" {
		return x.own.made
	}
	return x.repo.Created.Add(time.Duration(x.n+1) * 41 * time.Millisecond)
}

// schemeJSON returns the form of lists. Inside projects it has two more fields and one less.
func (s *Server) schemeJSON(x scheme) obj {
	if x.own != nil {
		return maps.Clone(x.own.basics)
	}
	return s.written(obj{
		"id": x.id, "languages": x.langs, "tag": "Codedog_Linux", "refer_scheme": nil, "name": x.name, "refer_template_ids": nil, "description": nil,
		"default_flag": x.standard, "created_from": "web", "issue_global_ignore": true, "status": x.status, "scheme_type": 2,
		"ignore_merged_issue": false, "ignore_branch_issue": nil, "ignore_submodule_clone": false, "ignore_submodule_issue": true, "lfs_flag": true,
		"repo": x.repo.ID,
	}, x.repo.Creator, spaced(x.created()), spaced(x.created().Add(3*time.Millisecond)))
}

func (s *Server) nestedScheme(x scheme) obj {
	o := s.schemeJSON(x)
	delete(o, "refer_scheme")
	o["refer_scheme_info"], o["scheme_key"] = nil, nil
	return o
}

// listSchemes serves a repository's schemes, the newest first.
func (c *call) listSchemes() (any, *refusal) {
	for _, name := range []string{"include_branch", "exclude_branch"} {
		if c.q(name) != "" {
			return nil, broken("FieldError", "Cannot resolve keyword 'project' into field.")
		}
	}
	status, byStatus := c.number("status")
	all := c.s.schemes(c.repo)
	slices.Reverse(all)
	all = slices.DeleteFunc(all, func(x scheme) bool {
		return byStatus && int(status) != x.status || !fold(x.name, c.q("name")) || !flag(c.q("default_flag"), x.standard) || c.q("refer_template_ids") != ""
	})
	return pagedOf(c, all, func(x scheme) any { return c.s.schemeJSON(x) }), nil
}

// flag reports whether something passes a boolean filter.
func flag(text string, is bool) bool {
	return text == "" || text != "true" && text != "false" || (text == "true") == is
}

func (c *call) scheme() (scheme, bool) {
	all := c.s.schemes(c.repo)
	at := slices.IndexFunc(all, func(x scheme) bool { return x.id == c.id("scheme") })
	if at < 0 {
		return scheme{}, false
	}
	return all[at], true
}

// ofScheme resolves the scheme in the path.
func ofScheme(show func(*call, scheme) (any, *refusal)) func(*call) (any, *refusal) {
	return func(c *call) (any, *refusal) {
		x, ok := c.scheme()
		if !ok {
			return nil, notFound
		}
		return show(c, x)
	}
}

func (c *call) basicConf(x scheme) (any, *refusal) { return c.s.schemeJSON(x), nil }

func (c *call) lintConf(x scheme) (any, *refusal) {
	o := x.lint()
	o["checkprofile"] = c.profile(x)
	return o, nil
}

func (c *call) metricConf(x scheme) (any, *refusal) { return x.metrics(), nil }

// scanDir is a path filter of a scheme.
type scanDir struct {
	id         int64
	path       string
	kind, scan int
}

// scanDirs returns sixteen filters for a default scheme and a few for others, oldest first.
func (x scheme) scanDirs() []scanDir {
	if x.own != nil {
		return slices.Clone(x.own.dirs)
	}
	all := []scanDir{
		{0, "test/*", 1, 2}, {0, "src/支付/*", 1, 1}, {0, `^third_party/.*\.c$`, 2, 2}, {0, "docs & <drafts>/*", 1, 2}, {0, "*/node_modules/*", 1, 2},
	}
	switch {
	case x.slim():
		all = nil
	case x.n == 0:
		for i := 1; i <= 11; i++ {
			all = append(all, scanDir{0, "gen/" + string(rune('0'+i/10)) + string(rune('0'+i%10)) + "/*", 1, 2})
		}
	}
	for i := range all {
		all[i].id = x.id*100 + int64(i) + 1
	}
	return all
}

func (x scheme) dirJSON(d scanDir) any {
	return obj{"id": d.id, "dir_path": d.path, "path_type": d.kind, "scan_type": d.scan, "scan_scheme": x.id}
}

func (c *call) listScanDirs(x scheme) (any, *refusal) {
	all := x.scanDirs()
	slices.Reverse(all)
	return pagedOf(c, all, x.dirJSON), nil
}

// projectScheme serves a project's scheme with all its settings at once.
func (c *call) projectScheme() (any, *refusal) {
	all := c.s.schemes(c.repo)
	x := all[slices.IndexFunc(all, func(x scheme) bool { return x.id == c.proj.schemeID })]
	o := c.s.nestedScheme(x)
	made, changed := spaced(x.created()), spaced(x.created().Add(time.Millisecond))
	lint := c.s.written(x.lint(), x.repo.Creator, made, changed)
	lint["default_author"], lint["checkprofile"] = nil, obj{
		"id": x.id, "name": "ScanScheme[" + itoa(x.id) + "]规则集", "custom_checkpackage": x.customPackage(), "checkpackages": c.packageIDs(x),
	}
	metric := c.s.written(x.metrics(), x.repo.Creator, made, changed)
	metric["cc_ref_project_id"], metric["cc_ref_setting_time"], metric["cc_ref_value_flag"], metric["cc"] = nil, nil, false, nil
	metric["use_lang"] = false
	delete(o, "refer_scheme_info")
	dirs, branches := []any{}, 0
	for _, d := range x.scanDirs() {
		dirs = append(dirs, x.dirJSON(d))
	}
	for _, id := range projectIDs(c.repo) {
		if c.s.project(id).schemeID == x.id {
			branches++
		}
	}
	o["lintbasesetting"], o["metricsetting"], o["scan_dirs"], o["branch_info"], o["refer_scheme"] = lint, metric, dirs, obj{"num": branches}, nil
	return o, nil
}
