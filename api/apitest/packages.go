package apitest

import (
	"slices"
	"strings"
)

// checkPackage is a set of rules that schemes select.
type checkPackage struct {
	id          int
	name, desc  string
	lang, label string
	count       int
}

// packages holds three for each language, newest first like the server.
var packages = func() []checkPackage {
	var all []checkPackage
	id := 5
	for _, lang := range []string{"python", "js", "ts", "Go", "java", "cpp"} {
		name := languages[lang].counted
		for _, kind := range []struct {
			name, label, desc string
			count             int
		}{
			{"基础规则包", "基础", "官方基础规则包，提供常见代码问题扫描。", 18},
			{"推荐规则包", "推荐", "官方推荐规则包，依据大量业务实践和丰富的规则运营经验整理。", 64},
			{"安全规则包", "安全", "安全扫描规则包，针对SQL注入、XSS、远程命令执行、反序列化等安全问题。", 12},
		} {
			all = append(all, checkPackage{id, "【" + name + "】" + kind.name, name + kind.desc, lang, kind.label, kind.count})
			id++
		}
	}
	slices.Reverse(all)
	return all
}()

// packageOf returns the package of a rule.
func packageOf(which int) int {
	r := checkRules[which%len(checkRules)]
	label := "推荐"
	switch {
	case r.category == 2:
		label = "安全"
	case r.severity < 3:
		label = "基础"
	}
	for _, p := range packages {
		if p.lang == r.lang && p.label == label {
			return p.id
		}
	}
	return 0
}

func (p checkPackage) json() any {
	return obj{
		"id": p.id, "name": p.name, "description": p.desc, "languages": []string{p.lang}, "labels": []string{p.label},
		"checkrule_count": p.count, "package_type": 2,
	}
}

// packagesOf returns the packages that a scheme selects.
func packagesOf(x scheme) []checkPackage {
	return slices.DeleteFunc(slices.Clone(packages), func(p checkPackage) bool {
		return !slices.Contains(x.langs, p.lang) || x.slim() && p.label != "安全"
	})
}

func (c *call) packageIDs(x scheme) []int {
	ids := []int{}
	for _, p := range packagesOf(x) {
		ids = append(ids, p.id)
	}
	slices.Sort(ids)
	return ids
}

func (x scheme) customPackage() int64 { return 50_000 + x.id }

func (c *call) profile(x scheme) obj {
	return obj{"id": x.id, "checkpackages": c.packageIDs(x), "custom_checkpackage": obj{
		"id": x.customPackage(), "name": "profile[" + itoa(x.id) + "]自定义规则包", "description": nil, "languages": []any{}, "labels": []any{},
		"checkrule_count": 0, "package_type": 1,
	}}
}

func (c *call) getProfile(x scheme) (any, *refusal) { return c.profile(x), nil }

func (c *call) chosenPackages(x scheme) (any, *refusal) {
	return pagedOf(c, packagesOf(x), func(p checkPackage) any { return p.json() }), nil
}

// noRules serves the list of a scheme's own rules, which is always empty.
func (c *call) noRules(scheme) (any, *refusal) { return c.paged(0, nil), nil }

// allPackages serves a plain list, not a page.
func (c *call) allPackages(scheme) (any, *refusal) {
	all := []any{}
	for _, p := range packages {
		all = append(all, p.json())
	}
	return all, nil
}

func (r checkRule) json() obj {
	return obj{
		"id": r.gid, "real_name": r.real, "display_name": r.display, "rule_title": r.title, "severity": r.severity,
		"severity_name": severityNames[r.severity], "category": r.category, "category_name": categoryNames[r.category], "rule_params": nil,
		"solution": r.solution, "languages": []string{r.lang}, "disable": false, "org_detail": nil,
		"checkruledesc": obj{"desc_type": 1, "desc": r.desc},
		"checktool":     obj{"id": r.tool.id, "display_name": r.tool.show, "build_flag": r.tool == cppcheck, "status": 0},
	}
}

// rulesFor returns the rules for the languages of a scheme.
func (c *call) rulesFor() []checkRule {
	all := slices.Clone(checkRules)
	if p := c.s.project(ProjectID(c.repo.ID, 0, 0)); p != nil && p.Hostile {
		for i := range all {
			all[i] = hostileRule(all[i])
		}
	}
	return all
}

// allRules serves every rule, by name, with its selection by the scheme.
func (c *call) allRules(x scheme) (any, *refusal) {
	severities, bySeverity := c.anyOf("severity")
	packages, byPackage := c.anyOf("checkpackage")
	all := slices.DeleteFunc(c.rulesFor(), func(r checkRule) bool {
		which := slices.IndexFunc(checkRules, func(known checkRule) bool { return known.gid == r.gid })
		return !fold(r.real, c.q("name")) && !fold(r.display, c.q("name")) || bySeverity && !severities[r.severity] || byPackage && !packages[packageOf(which)]
	})
	slices.SortFunc(all, func(a, b checkRule) int { return strings.Compare(strings.ToLower(a.real), strings.ToLower(b.real)) })
	return pagedOf(c, all, func(r checkRule) any {
		o := r.json()
		o["select_state"] = truth(slices.Contains(x.langs, r.lang))
		return o
	}), nil
}

// ruleByName serves the rule that an issue names.
func (c *call) ruleByName(scheme) (any, *refusal) {
	tool, name := c.q("checktool_name"), c.q("checkrule_real_name")
	if tool == "" || name == "" {
		return nil, rule("checktool_name、checkrule_real_name参数必填")
	}
	for _, r := range c.rulesFor() {
		if r.tool.name == tool && r.real == name {
			return r.json(), nil
		}
	}
	return nil, notFound
}

func (c *call) getRule(scheme) (any, *refusal) {
	for _, r := range c.rulesFor() {
		if r.gid == c.id("rule") {
			return r.json(), nil
		}
	}
	return nil, notFound
}
