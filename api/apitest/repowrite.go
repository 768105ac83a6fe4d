package apitest

import (
	"net/http"
	"path"
	"strings"
)

// ofLeader serves those who administer the team.
func ofLeader(serve server) server {
	return func(c *call) (any, *refusal) {
		if !c.leads() {
			return nil, forbidden
		}
		return serve(c)
	}
}

// addRepo registers a repository. With a credential the code host is asked, which does not know addresses that hold "unknown",
// and has reasons against those that hold "denied" or "badpass".
func (c *call) addRepo() (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	address, scm := in.needed("scm_url", 200), in.needed("scm_type", 16)
	if scm != "" && scm != "git" && scm != "svn" {
		c.refuse(badField("scm_type", "“"+scm+"” 不是合法选项。"))
	}
	name, ssh, from := in.text("name", "", 128), in.text("ssh_url", "", 256), in.text("created_from", "codedog_web", 32)
	kind, id := in.credential()
	if c.bad != nil {
		return nil, c.bad
	}
	address, ok := normalURL(address)
	switch {
	case !ok:
		return nil, &refusal{status: http.StatusBadRequest, code: 1040, msg: "代码库地址无效"}
	case c.registered(address):
		return nil, &refusal{status: http.StatusBadRequest, code: 1040, msg: "代码库已接入"}
	}
	if kind != "" {
		if no := hostRefuses(address, "代码库地址不存在"); no != nil {
			return nil, no
		}
	}
	if name == "" {
		name = path.Base(address)
	}
	r := c.s.register(c.team, Repo{
		Name: name, URL: address, SCM: scm, Creator: c.u.Username, ssh: ssh, from: from, requested: true, auth: kind,
	})
	o, _ := c.s.repoJSON(c.team, r).(obj)
	brief := obj{"scm_auth": nil, "labels": []any{}}
	for _, key := range []string{"id", "name", "scm_url", "ssh_url", "scm_type", "created_from"} {
		brief[key] = o[key]
	}
	if auth, ok := o["scm_auth"].(obj); ok {
		for key := range credentialKinds {
			auth[credentialKinds[key]] = nil
		}
		auth[credentialKinds[kind]] = id
		brief["scm_auth"] = auth
	}
	return reply{http.StatusCreated, brief}, nil
}

// credentialKinds are the kinds of credentials, and the fields for their IDs.
var credentialKinds = map[string]string{"password": "scm_account", "oauth": "scm_oauth", "ssh_token": "scm_ssh"}

// credential reads the kind and the ID of a credential. Everybody has one of each kind, with the ID 1.
func (in input) credential() (kind string, id int) {
	auth, ok := in.values["scm_auth"].(map[string]any)
	if !ok {
		return "", 0
	}
	kind, _ = auth["auth_type"].(string)
	key := credentialKinds[kind]
	id, _ = whole(auth[key])
	switch {
	case kind == "":
		in.c.refuse(badInner("scm_auth", "auth_type", "该字段是必填项。"))
	case key == "":
		in.c.refuse(badInner("scm_auth", "auth_type", "“"+kind+"” 不是合法选项。"))
	case id != 1:
		in.c.refuse(badInner("scm_auth", key, "无效主键 “"+pythonText(auth[key])+"” － 对象不存在。"))
	}
	return kind, id
}

// hostRefuses asks the code host; missing is what it says of an address that it does not have.
func hostRefuses(address, missing string) *refusal {
	switch {
	case strings.Contains(address, "unknown"):
		return cdError(missing)
	case strings.Contains(address, "denied"):
		return cdError("代码库帐号无权限")
	case strings.Contains(address, "badpass"):
		return cdError("代码库密码错误")
	}
	return nil
}

// normalURL returns an address in the form that is stored.
func normalURL(address string) (string, bool) {
	rest, ok := strings.CutPrefix(address, "git@")
	if ok {
		rest = strings.Replace(rest, ":", "/", 1)
	} else if _, rest, ok = strings.Cut(address, "://"); !ok {
		return "", false
	}
	return "http://" + strings.TrimSuffix(strings.TrimSuffix(rest, "/"), ".git"), strings.Contains(rest, "/")
}

func (c *call) registered(address string) bool {
	for _, r := range c.team.repos {
		if plainURL(r.URL) == plainURL(address) {
			return true
		}
	}
	return false
}

// renameRepo changes the name and the SSH address, and nothing else.
func (c *call) renameRepo() (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	name, ssh := in.text("name", c.repo.Name, 128), in.text("ssh_url", c.repo.ssh, 256)
	if c.bad != nil {
		return nil, c.bad
	}
	c.repo.Name, c.repo.ssh = name, ssh
	return c.s.repoJSON(c.team, c.repo), nil
}
