package apitest

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// addition is a project that was added by a request.
type addition struct {
	by, from string
	at       time.Time
}

// addProject adds a project. One with the same branch, scheme and path is returned as it is. The code host has no branches that
// hold "unknown".
func (c *call) addProject() (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	branch := in.needed("branch", 200)
	name, path, from := in.text("custom_scheme_name", "", 128), in.text("scan_path", "/", 512), in.text("created_from", "codedog_web", 32)
	if c.bad != nil {
		return nil, c.bad
	}
	scheme, no := c.chosenScheme(in)
	if no != nil {
		return nil, no
	}
	template := scheme == ""
	if template {
		scheme = name
		if scheme == "" {
			scheme = templateName
		}
		if slices.Contains(schemeNames(c.repo), scheme) {
			return nil, cdError("当前代码库已存在方案名称[" + scheme + "]，请调整后重试")
		}
	}
	if strings.Contains(branch, "unknown") {
		return nil, plainError("代码库分支不存在")
	}
	for _, p := range c.s.projectsOf(c.repo) {
		if p.branch == branch && p.scheme == scheme && p.ScanPath == path && p.Deleted.IsZero() {
			return reply{http.StatusCreated, c.projectDetail(p)}, nil
		}
	}
	at, no := c.place(branch, scheme)
	if no != nil {
		return nil, no
	}
	if template {
		c.copyTemplate(scheme)
	}
	c.s.added[at] = addition{c.u.Username, from, c.s.now()}
	c.s.analyses[at] = Analysis{
		Issues: 24, Files: 40, Functions: 12, Duplicates: 4, NeverScanned: true, ScanPath: path, Languages: c.s.langsOf(c.repo),
	}
	return reply{http.StatusCreated, c.projectDetail(c.s.project(at))}, nil
}

// chosenScheme returns the name of the scheme that a request names, and none if it names a template.
func (c *call) chosenScheme(in input) (string, *refusal) {
	id, template := in.values["scan_scheme_id"], in.values["global_scheme_id"]
	n, _ := whole(id)
	t, _ := whole(template)
	switch {
	case id == nil && template == nil:
		return "", cdError("未指定扫描方案模板或扫描方案")
	case id == nil && int64(t) != c.templateID():
		return "", badField("global_scheme_id", "方案模板不存在")
	case id == nil:
		return "", nil
	}
	at, ok := c.s.repos[int64(n)/10]
	if ok {
		for _, x := range c.s.schemes(at.repo) {
			switch {
			case x.id == int64(n) && x.repo == c.repo:
				return x.name, nil
			case x.id == int64(n):
				return "", badField("scan_scheme_id", "当前代码库不存在该扫描方案")
			}
		}
	}
	return "", badField("scan_scheme_id", "无效主键 “"+pythonText(id)+"” － 对象不存在。")
}

// place makes room for one more project, and returns its ID.
func (c *call) place(branch, scheme string) (int64, *refusal) {
	r := c.repo
	order, branches := schemeNames(r), slices.Clone(r.Branches)
	if !slices.Contains(order, scheme) {
		order = append(order, scheme)
	}
	i := slices.IndexFunc(branches, func(b Branch) bool { return b.Name == branch })
	if i < 0 {
		i = len(branches)
		branches = append(branches, Branch{Name: branch})
	}
	b := &branches[i]
	if i > 9 || len(b.Schemes) > 9 || len(order) > 10 {
		return 0, broken("OverflowError", "this fake has no IDs for more than ten branches and ten schemes of a repository")
	}
	b.Schemes = append(slices.Clip(b.Schemes), scheme)
	r.order, r.Branches = order, branches // those that there were keep their places, and so their IDs
	return ProjectID(r.ID, i, len(b.Schemes)-1), nil
}

// setProjectStatus changes the status of a project, which its creator may do, too. It archives nothing.
func (c *call) setProjectStatus() (any, *refusal) {
	if !c.manages() && c.proj.creator != c.u.Username {
		return nil, forbidden
	}
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	status, ok := whole(in.values["status"])
	switch {
	case in.values["status"] == nil:
		status = c.proj.Status
	case !ok || status < 1 || status > 5:
		return nil, badField("status", "“"+pythonText(in.values["status"])+"” 不是合法选项。")
	case c.proj.Status > 2:
		return nil, plainError("归档项目无法更新状态")
	}
	c.s.statuses[c.proj.id] = status
	return obj{"status": status}, nil
}
