package commands_test

import (
	"errors"
	"go/ast"
	"go/constant"
	"go/types"
	"path/filepath"
	"sync"

	"golang.org/x/tools/go/packages"
)

const localePath = "tcabot/commands/locale"

// keyUses is what the source says about the catalogues, by type: a string that is no locale.Key names no sentence.
type keyUses struct {
	keys   map[string][]string // constants of type locale.Key, and the files that each stands in
	groups map[string][]string // constants of type locale.Group
	made   []string            // where a key is made of a string that is not known before the program runs
}

// sourceKeys reads the uses once for all tests.
var sourceKeys = sync.OnceValues(func() (keyUses, error) {
	return readKeys(nil, "tcabot/commands/...", "tcabot/bot/...")
})

// readKeys type-checks packages, with other contents for some files, and collects what they say about the catalogues.
func readKeys(overlay map[string][]byte, patterns ...string) (keyUses, error) {
	found := keyUses{keys: map[string][]string{}, groups: map[string][]string{}}
	conf := &packages.Config{
		Mode:    packages.NeedName | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports,
		Overlay: overlay,
	}
	loaded, err := packages.Load(conf, patterns...)
	if err != nil {
		return found, err
	}
	for _, p := range loaded {
		for _, e := range p.Errors {
			err = errors.Join(err, e)
		}
		if p.PkgPath != localePath {
			found.read(p)
		}
	}
	return found, err
}

func (u *keyUses) at(p *packages.Package, n ast.Node) string {
	pos := p.Fset.Position(n.Pos())
	return p.PkgPath + "/" + filepath.Base(pos.Filename)
}

// read collects the constants of a package. A longer key that is put together of constants is one, and not its parts.
func (u *keyUses) read(p *packages.Package) {
	for _, file := range p.Syntax {
		ast.Inspect(file, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			tv, known := p.TypesInfo.Types[e]
			if !known || tv.IsType() {
				return true
			}
			of := keyType(tv.Type)
			call, isCall := e.(*ast.CallExpr)
			switch {
			case of == "":
				return true
			case tv.Value != nil && of == "Key":
				k := constant.StringVal(tv.Value)
				u.keys[k] = append(u.keys[k], u.at(p, e))
				return false
			case tv.Value != nil && of == "Group":
				g := constant.StringVal(tv.Value)
				u.groups[g] = append(u.groups[g], u.at(p, e))
				return false
			case isCall && p.TypesInfo.Types[call.Fun].IsType():
				u.made = append(u.made, u.at(p, e))
			}
			return true
		})
	}
}

// keyType is "Key" or "Group" for these types of package locale, and empty for any other type.
func keyType(t types.Type) string {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != localePath {
		return ""
	}
	if name := named.Obj().Name(); name == "Key" || name == "Group" {
		return name
	}
	return ""
}
