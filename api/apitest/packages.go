package apitest

import (
	"slices"
	"strings"
)

// checkPackage is a set of rules that schemes choose.
type checkPackage struct {
	id          int
	name, desc  string
	lang, label string
	count       int
}

// packages has three for each language, in the order the server gives them: the newest first.
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

// packageOf is the package that a rule is in.
func packageOf(which int) int {
	r := checkRules[which]
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

// packagesOf are those a scheme has chosen.
func packagesOf(x scheme) []checkPackage {
	return slices.DeleteFunc(slices.Clone(packages), func(p checkPackage) bool {
		return !slices.Contains(x.langs, p.lang) || slimScheme(x.name) && p.label != "安全"
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

// noRules is the list of a scheme's own rules, of which none has any.
func (c *call) noRules(scheme) (any, *refusal) { return c.paged(0, nil), nil }

// allPackages is a plain list, not a page.
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

// rulesFor are the rules as a scheme's projects know them.
func (c *call) rulesFor() []checkRule {
	all := slices.Clone(checkRules)
	if p := c.s.project(ProjectID(c.repo.ID, 0, 0)); p != nil && p.Hostile {
		for i := range all {
			all[i] = hostileRule(all[i])
		}
	}
	return all
}

// allRules serves every rule, by name, and whether the scheme has it.
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

// ruleByName serves the rule an issue names.
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
