package commands_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"
)

// unreachable are client methods that no command uses, each with the reason.
var unreachable = map[string]string{
	"BranchNames":       "for the menus of modals",
	"BranchProjects":    "`Projects` answers the same and knows paths",
	"AnalysisProject":   "`Project` tells the same and more",
	"RepoAuth":          "`Repo` tells the same",
	"OrgStatusOf":       "`Org` tells the same",
	"TeamsV1":           "in TCA's manual, but no measured server has it (404)",
	"Team":              "`Teams` tells the same",
	"ScmAllAccounts":    "in TCA's manual, but always fails (500): `/tca accounts` asks the three lists it is made of",
	"ScmAuthInfo":       "`ScmAuths` tells the same",
	"JobV3":             "`Job` tells tool names to everybody, this one to superusers only",
	"ScanIssues":        "in TCA's manual, but no measured server has it (404): `/tca issues scan:n` asks `Issues`",
	"ScanComplexFiles":  "in TCA's manual, but no measured server has it (404): `/tca complexity scan:n` asks `ComplexFiles`",
	"ScanFileFunctions": "in TCA's manual, but no measured server has it (404)",
	"ScanDir":           "`ScanDirs` tells the same of all of them",
	"ScanFunctions":     "in TCA's manual, but no measured server has it (404)",
	"FindScheme":        "`Schemes` finds by name, too",
}

// calls finds what the code of the client and of the commands calls: the table in the README cannot drift from it.
type calls struct {
	routes map[string]string               // route by endpoint variable
	uses   map[types.Object][]types.Object // functions and endpoint variables that a function mentions
	starts map[string]types.Object         // the constructor of each command, by the command's name
}

func readCalls(t *testing.T) calls {
	t.Helper()
	conf := &packages.Config{Mode: packages.NeedName | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedDeps}
	loaded, err := packages.Load(conf, "tcabot/api", "tcabot/commands/...")
	if err != nil || packages.PrintErrors(loaded) > 0 {
		t.Fatalf("load the packages: %v", err)
	}
	c := calls{routes: map[string]string{}, uses: map[types.Object][]types.Object{}, starts: map[string]types.Object{}}
	for _, p := range loaded {
		for _, f := range p.Syntax {
			for _, d := range f.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					c.function(p, d)
				case *ast.GenDecl:
					c.variables(d)
				}
			}
		}
	}
	return c
}

// variables notes the routes of endpoint variables: name = list[T]("/main/…").
func (c calls) variables(d *ast.GenDecl) {
	if d.Tok != token.VAR {
		return
	}
	for _, s := range d.Specs {
		v := s.(*ast.ValueSpec)
		for i, value := range v.Values {
			call, ok := value.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				continue
			}
			if lit, ok := call.Args[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if route, err := strconv.Unquote(lit.Value); err == nil && strings.HasSuffix(route, "/") {
					c.routes[v.Names[i].Name] = "/server" + route
				}
			}
		}
	}
}

func (c calls) function(p *packages.Package, d *ast.FuncDecl) {
	self := p.TypesInfo.Defs[d.Name]
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if o := p.TypesInfo.Uses[n]; o != nil && o.Pkg() != nil && strings.HasPrefix(o.Pkg().Path(), "tcabot/") && global(o) {
				c.uses[self] = append(c.uses[self], o)
			}
		case *ast.CompositeLit:
			if name, ok := defined(p, n); ok {
				c.starts[name] = self
			}
		}
		return true
	})
}

// defined is the name of the command that a literal of command.Def or command.List defines.
func defined(p *packages.Package, lit *ast.CompositeLit) (string, bool) {
	named, ok := p.TypesInfo.TypeOf(lit).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "tcabot/commands/command" || !slices.Contains([]string{"Def", "List"}, named.Obj().Name()) {
		return "", false
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, isKey := kv.Key.(*ast.Ident)
		if value, ok := kv.Value.(*ast.BasicLit); ok && isKey && key.Name == "Name" {
			name, err := strconv.Unquote(value.Value)
			return name, err == nil
		}
	}
	return "", false
}

// global reports whether an object is a function, a method or a variable of a package: what has a body or a route.
func global(o types.Object) bool {
	_, function := o.(*types.Func)
	return function || o.Parent() == o.Pkg().Scope()
}

// key tells objects apart across the packages they were loaded in: a generic's instances are one.
func key(o types.Object) string {
	if f, ok := o.(*types.Func); ok {
		return f.Origin().FullName()
	}
	return o.Pkg().Path() + "." + o.Name()
}

// reach gives what is used from an object, directly or not.
func (c calls) reach(from types.Object) map[string]types.Object {
	byKey := map[string][]types.Object{}
	for o, used := range c.uses {
		byKey[key(o)] = used
	}
	seen := map[string]types.Object{}
	var walk func(types.Object)
	walk = func(o types.Object) {
		if _, ok := seen[key(o)]; ok {
			return
		}
		seen[key(o)] = o
		for _, u := range byKey[key(o)] {
			walk(u)
		}
	}
	walk(from)
	return seen
}

// clientMethod is the name of a method of *api.Client, if the object is one.
func clientMethod(o types.Object) (string, bool) {
	f, ok := o.(*types.Func)
	if !ok {
		return "", false
	}
	name, ok := strings.CutPrefix(f.FullName(), "(*tcabot/api.Client).")
	return name, ok && token.IsExported(name)
}

func TestRouteTable(t *testing.T) {
	c := readCalls(t)
	methods := map[string][]string{} // of the client, by route
	for o := range c.uses {
		name, ok := clientMethod(o)
		if !ok {
			continue
		}
		for _, used := range c.reach(o) {
			if route, ok := c.routes[used.Name()]; ok && used.Pkg().Path() == "tcabot/api" {
				methods[route] = append(methods[route], name)
			}
		}
	}
	users := map[string][]string{} // commands, by method
	for command, start := range c.starts {
		for _, used := range c.reach(start) {
			if name, ok := clientMethod(used); ok {
				users[name] = append(users[name], command)
			}
		}
	}
	var table strings.Builder
	table.WriteString("| TCA route (GET) | client method | command |\n|---|---|---|\n")
	routes := slices.Sorted(func(yield func(string) bool) {
		for _, r := range c.routes {
			if !yield(r) {
				return
			}
		}
	})
	for _, route := range slices.Compact(routes) {
		if len(methods[route]) == 0 {
			t.Errorf("no method of the client calls %s", route)
		}
		slices.Sort(methods[route])
		for _, m := range methods[route] {
			who := told(users[m])
			switch reason, excused := unreachable[m]; {
			case who == "" && !excused:
				t.Errorf("no command uses %s (%s), and no reason is given", m, route)
			case who != "" && excused:
				t.Errorf("%s is used by %s, and yet excused", m, who)
			case who == "":
				who = "none: " + reason
			}
			fmt.Fprintf(&table, "| `%s` | `%s` | %s |\n", route, m, who)
		}
	}
	writeSection(t, "routes", table.String())
}

// told lists commands; what nearly every command does is said so.
func told(commands []string) string {
	commands = slices.Compact(slices.Sorted(slices.Values(commands)))
	if len(commands) > 6 {
		return "whatever takes a team, a repository or a branch"
	}
	for i, c := range commands {
		commands[i] = "`" + c + "`"
	}
	return strings.Join(commands, ", ")
}

// writeSection compares a generated part of the README with the file, or writes it.
func writeSection(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join("..", "README.md")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	mark := "<!-- " + name + ": written by go test ./commands -update -->\n"
	head, rest, ok := strings.Cut(string(raw), mark)
	_, tail, closed := strings.Cut(rest, "<!-- end -->")
	if !ok || !closed {
		t.Fatalf("README has no place for %s", name)
	}
	got := head + mark + text + "<!-- end -->" + tail
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := gocmp.Diff(string(raw), got); diff != "" {
		t.Errorf("README.md is out of date, run go test ./commands -update (-is +should be):\n%s", diff)
	}
}
