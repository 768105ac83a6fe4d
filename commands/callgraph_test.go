package commands_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// callGraph is read from the source of the client and of the commands, so that the table of routes cannot drift from it.
type callGraph struct {
	routes   map[string]string               // route by the name of its endpoint variable; after its method unless that is GET
	uses     map[types.Object][]types.Object // functions and endpoint variables that a function mentions
	commands map[string]types.Object         // the constructor of each command, by the command's name
}

// readCallGraph loads the packages once for all tests.
var readCallGraph = sync.OnceValues(func() (callGraph, error) {
	c := callGraph{routes: map[string]string{}, uses: map[types.Object][]types.Object{}, commands: map[string]types.Object{}}
	conf := &packages.Config{Mode: packages.NeedName | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedDeps}
	loaded, err := packages.Load(conf, "tcabot/api", "tcabot/commands/...")
	if err != nil {
		return c, err
	}
	for _, p := range loaded {
		if len(p.Errors) > 0 {
			return c, p.Errors[0]
		}
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
	return c, nil
})

// variables collects the routes of endpoint variables: name = list[T]("/main/…").
func (c callGraph) variables(d *ast.GenDecl) {
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
					c.routes[v.Names[i].Name] = methodOf(call) + "/server" + route
				}
			}
		}
	}
}

// methodOf returns what stands before the route of an endpoint that is not read: post[In, Out]("/main/…").
func methodOf(call *ast.CallExpr) string {
	made := call.Fun
	switch f := made.(type) {
	case *ast.IndexListExpr:
		made = f.X
	case *ast.IndexExpr:
		made = f.X
	}
	if name, ok := made.(*ast.Ident); ok && name.Name == "remove" {
		return "DELETE "
	} else if ok && name.Name != "get" && name.Name != "list" {
		return strings.ToUpper(name.Name) + " "
	}
	return ""
}

// function collects what one function mentions, and the commands that it defines.
func (c callGraph) function(p *packages.Package, d *ast.FuncDecl) {
	self := p.TypesInfo.Defs[d.Name]
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if o := p.TypesInfo.Uses[n]; o != nil && o.Pkg() != nil && strings.HasPrefix(o.Pkg().Path(), "tcabot/") && global(o) {
				c.uses[self] = append(c.uses[self], o)
			}
		case *ast.CompositeLit:
			if name, ok := defined(p, n); ok {
				c.commands[name] = self
			}
		}
		return true
	})
}

// defined returns the name of the command that a literal of command.Def defines.
func defined(p *packages.Package, lit *ast.CompositeLit) (string, bool) {
	named, ok := p.TypesInfo.TypeOf(lit).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || !slices.Contains([]string{"tcabot/commands/command.Def", "tcabot/commands/paged.List"}, named.Obj().Pkg().Path()+"."+named.Obj().Name()) {
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

// global reports whether an object is declared at package level, or is a method: only these have a body or a route.
func global(o types.Object) bool {
	_, function := o.(*types.Func)
	return function || o.Parent() == o.Pkg().Scope()
}

// key identifies an object: packages.Load makes several objects for one declaration, and one more for each instance of a
// generic function.
func key(o types.Object) string {
	if f, ok := o.(*types.Func); ok {
		return f.Origin().FullName()
	}
	return o.Pkg().Path() + "." + o.Name()
}

// reach returns everything that an object uses, directly or through others.
func (c callGraph) reach(from types.Object) map[string]types.Object {
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

// clientMethod returns the name of an exported method of *api.Client.
func clientMethod(o types.Object) (string, bool) {
	f, ok := o.(*types.Func)
	if !ok {
		return "", false
	}
	name, ok := strings.CutPrefix(f.FullName(), "(*tcabot/api.Client).")
	return name, ok && token.IsExported(name)
}
