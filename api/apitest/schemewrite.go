package apitest

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// changesScheme serves those who may change a scheme: who manage the repository, and who made the scheme.
func changesScheme(serve func(*call, scheme) (any, *refusal)) server {
	return ofScheme(func(c *call, x scheme) (any, *refusal) {
		if !c.manages() && (x.own == nil || x.own.by != c.u.Username) {
			return nil, forbidden
		}
		return serve(c, x)
	})
}

// saveBasics changes the basic settings. What is missing stays as it is, but for the mark of the default scheme, which a PUT
// takes away.
func (c *call) saveBasics(x scheme) (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	put := c.Method == http.MethodPut
	now := c.s.schemeJSON(x)
	name := x.name
	if put {
		name = in.needed("name", 128)
	} else {
		name = in.text("name", name, 128)
	}
	next := obj{"description": in.blank("description", now["description"])}
	if put || in.values["default_flag"] != nil {
		next["default_flag"] = in.boolean("default_flag", false)
	}
	for _, flag := range []string{"issue_global_ignore", "ignore_merged_issue", "ignore_submodule_clone", "ignore_submodule_issue", "lfs_flag"} {
		next[flag] = in.boolean(flag, now[flag] == true)
	}
	next["languages"], next["tag"] = in.languages(x.langs), in.tag(now["tag"])
	next["status"] = in.number("status", x.status, 1, 2)
	if c.bad == nil && name != x.name && slices.Contains(schemeNames(c.repo), name) {
		c.refuse(badField("name", "该名称已被使用"))
	}
	standard, told := next["default_flag"]
	if c.bad == nil && next["status"] == 2 && (standard == true || !told && x.standard) {
		c.refuse(rule("当前方案为默认方案，不允许废弃"))
	}
	if c.bad != nil {
		return nil, c.bad
	}
	own := c.s.settings(x)
	if standard == true {
		c.demote(x)
	}
	maps.Copy(own.basics, next)
	own.basics["name"] = name
	own.basics["modifier"], own.basics["modified_time"] = c.s.person(c.u.Username), spaced(c.s.now())
	c.rename(x.name, name)
	return maps.Clone(own.basics), nil
}

// demote takes the mark of the default scheme from the others.
func (c *call) demote(x scheme) {
	for _, y := range c.s.schemes(c.repo) {
		if y.standard && y.id != x.id {
			c.s.settings(y).basics["default_flag"] = false
		}
	}
}

// rename gives a scheme another name, wherever a branch has it.
func (c *call) rename(from, to string) {
	r := c.repo
	r.order = schemeNames(r)
	swap := func(names []string) []string {
		names = slices.Clone(names)
		for i := range names {
			if names[i] == from {
				names[i] = to
			}
		}
		return names
	}
	r.order = swap(r.order)
	r.Branches = slices.Clone(r.Branches)
	for i := range r.Branches {
		r.Branches[i].Schemes = swap(r.Branches[i].Schemes)
	}
}

// saveLint changes the settings for code checks, and clears those that are missing.
func (c *call) saveLint(x scheme) (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	if _, ok := in.values["enabled"]; !ok {
		return nil, broken("KeyError", "'enabled'")
	}
	next := obj{"enabled": in.boolean("enabled", false)}
	for _, key := range []string{"envs", "pre_cmd", "build_cmd"} {
		next[key] = in.blank(key, nil)
	}
	if c.bad != nil {
		return nil, c.bad
	}
	own := c.s.settings(x)
	maps.Copy(own.lint, next)
	x.own = own
	return c.lintConf(x)
}

// saveMetrics changes the settings for metrics, and takes any number.
func (c *call) saveMetrics(x scheme) (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	next := x.metrics()
	for _, key := range []string{
		"min_ccn", "dup_block_length_min", "dup_block_length_max", "dup_min_dup_times", "dup_max_dup_times", "dup_min_midd_rate",
		"dup_min_high_rate", "dup_min_exhi_rate", "dup_issue_limit",
	} {
		v, there := in.values[key]
		if n, ok := whole(v); there && ok {
			next[key] = n
		} else if there && (v != nil || !strings.Contains(key, "_max")) {
			c.refuse(badField(key, "请填写合法的整数值。"))
		} else if there {
			next[key] = nil
		}
	}
	for _, key := range []string{"cc_scan_enabled", "dup_scan_enabled", "cloc_scan_enabled"} {
		next[key] = in.boolean(key, next[key] == true)
	}
	if c.bad != nil {
		return nil, c.bad
	}
	c.s.settings(x).metrics = next
	return maps.Clone(next), nil
}
