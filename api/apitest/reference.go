package apitest

import (
	"slices"
	"strings"
)

func (c *call) userinfo() (any, *refusal) {
	me := obj{
		"username": c.u.Username, "nickname": c.u.Nickname, "chinese_name": nil, "status": 1, "email": nil, "avatar": nil,
		"tel_number": nil, "level": 3, "latest_login_time": iso(c.s.now()), "org": nil,
	}
	if c.u.Superuser {
		me["is_superuser"] = true
	}
	return me, nil
}

func (c *call) accounts() (any, *refusal) {
	return c.paged(1, func(int) any { return c.s.account(c.u.Username) }), nil
}

func (c *call) sshKeys() (any, *refusal) {
	return c.paged(1, func(int) any { return c.s.sshKey(c.u.Username) }), nil
}

func (c *call) oauths() (any, *refusal) {
	return c.paged(1, func(int) any { return c.s.oauth(c.u.Username) }), nil
}

func (c *call) oauthSettings() (any, *refusal) {
	return obj{"tgit": false, "tgitsaas": false, "coding": false, "github": false, "gitee": false, "gitlab": false, "other": false}, nil
}

// knownLanguages are all supported languages: the name in the API and the display name.
var knownLanguages = strings.Fields(`abap=ABAP apex=Apex cobol=COBOL cpp=C/C++ cs=C# css=Css dart=Dart flex=Flex Go=Go html=Html java=Java
	js=JavaScript kotlin=Kotlin Lua=Lua oc=Objective-C protobuf=Protocol_Buffers php=PHP pli=PL/I plsql=PL/SQL python=Python rpg=RPG ruby=Ruby
	rust=Rust scala=Scala shell=Shell sql=SQL swift=Swift tsql=T-SQL ts=TypeScript visualbasic=Visual_Basic wasm=WebAssembly xml=XML`)

func (c *call) listLanguages() (any, *refusal) {
	return c.paged(len(knownLanguages), func(i int) any {
		name, show, _ := strings.Cut(knownLanguages[i], "=")
		return obj{"id": i + 1, "name": name, "display_name": strings.ReplaceAll(show, "_", " ")}
	}), nil
}

func (c *call) listTags() (any, *refusal) {
	at := iso(c.s.founded(0))
	return pagedOf(c, knownTags, func(name string) any {
		o := stamps(obj{"id": 1 + strings.Index("MLW", name[8:9]), "name": name, "public": true}, at, at)
		for _, key := range []string{"org_info", "display_name", "org_sid", "desc", "official", "tag_type"} {
			o[key] = nil
		}
		return o
	}), nil
}

func (c *call) listLabels() (any, *refusal) {
	names := []string{"基础", "推荐", "通用", "开源", "规范", "安全", "增强"}
	return pagedOf(c, names, func(name string) any {
		n := slices.Index(names, name) + 1
		return obj{"id": n, "checked": n == 1, "display_name": name + "扫描", "name": name}
	}), nil
}

// tools are the tools of all rules, the newest first.
var tools = []checkTool{tcaPython, golangci, flake8, pylint, pmd, eslint, cppcheck}

func (t checkTool) rules() []checkRule {
	var all []checkRule
	for _, r := range checkRules {
		if r.tool == t {
			all = append(all, r)
		}
	}
	return all
}

func (c *call) listTools() (any, *refusal) {
	at := spaced(c.s.founded(0))
	return pagedOf(c, tools, func(t checkTool) any {
		return obj{
			"id": t.id, "creator": nil, "created_time": at, "modified_time": at, "languages": []string{t.rules()[0].lang}, "build_flag": false, "status": 0,
			"display_name": t.show, "show_display_name": false, "description": t.show + " 静态检查工具", "open_maintain": false, "open_user": true,
			"scan_app": "codelint", "org_detail": obj{"name": "由平台提供"}, "license": "GPL",
		}
	}), nil
}

func (c *call) toolRules() (any, *refusal) {
	for _, t := range tools {
		if t.id == c.id("tool") {
			return pagedOf(c, t.rules(), func(r checkRule) any { return r.json() }), nil
		}
	}
	return nil, notFound
}

// defaultPaths serves the paths that every scheme excludes.
func (c *call) defaultPaths(scheme) (any, *refusal) {
	paths := []string{
		`.*/\.svn/.*`, `\.svn/.*`, `.*/\.git/.*`, `.*/node_modules/.*`, `.*/vendor/.*`, `.*/third_party/.*`, `.*\.min\.js`, `.*\.pb\.go`,
		`.*_pb2\.py`, `.*/build/.*`, `.*/dist/.*`, `.*/\.idea/.*`,
	}
	at := spaced(c.s.founded(0))
	return c.paged(len(paths), func(i int) any {
		return c.s.written(obj{"id": i + 1, "dir_path": paths[i], "path_type": 2, "category": "默认", "description": nil}, "CodeDog", at, at)
	}), nil
}

func (c *call) nodeOnly() (any, *refusal)     { return nil, internal("tca-node-auth") }
func (c *call) internalOnly() (any, *refusal) { return nil, internal("main-internal-ticket") }
func (c *call) superOnly() (any, *refusal)    { return nil, forbidden }
