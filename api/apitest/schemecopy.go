package apitest

import (
	"maps"
	"net/http"
	"slices"
)

// copyScheme adds a scheme with the settings of another one, or of the template. It follows the server's code: no answer of this
// route was recorded.
func (c *call) copyScheme() (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	name := in.needed("name", 128)
	if c.bad == nil && slices.Contains(schemeNames(c.repo), name) {
		c.refuse(badField("name", "该名称已被使用"))
	}
	id, _ := whole(in.values["ref_scheme"])
	of := slices.IndexFunc(c.s.schemes(c.repo), func(x scheme) bool { return x.id == int64(id) })
	template := int64(id) == c.templateID()
	if c.bad == nil && of < 0 && !template {
		c.refuse(badField("ref_scheme", "属性 id 为 "+pythonText(in.values["ref_scheme"])+" 的对象不存在。"))
	}
	if c.bad != nil {
		return nil, c.bad
	}
	c.repo.order = append(schemeNames(c.repo), name)
	all := c.s.schemes(c.repo)
	made := all[len(all)-1]
	if template {
		c.copyTemplate(name)
		return reply{http.StatusCreated, obj{"scan_scheme": made.id}}, nil
	}
	from, own := c.s.settings(all[of]), c.s.settings(made)
	for _, key := range []string{"languages", "tag", "description", "issue_global_ignore", "ignore_merged_issue", "ignore_submodule_clone", "ignore_submodule_issue", "lfs_flag"} {
		own.basics[key] = from.basics[key]
	}
	own.basics["default_flag"], own.lint, own.metrics, own.dirs, own.slim = false, maps.Clone(from.lint), maps.Clone(from.metrics), slices.Clone(from.dirs), from.slim
	own.by, own.made = c.u.Username, c.s.now()
	c.s.written(own.basics, own.by, spaced(own.made), spaced(own.made))
	return reply{http.StatusCreated, obj{"scan_scheme": made.id}}, nil
}
