package apitest

import (
	"fmt"
	"net/http"
	"slices"
)

// newDir reads a path filter. Without a type it is none at all.
func (in input) newDir(d scanDir) scanDir {
	d.path = in.needed("dir_path", 512)
	d.kind, d.scan = in.number("path_type", max(d.kind, 1), 1, 2), in.number("scan_type", d.scan, 0, 2)
	return d
}

// taken reports whether another filter of the scheme has the path.
func (s *settings) taken(d scanDir) bool {
	return slices.ContainsFunc(s.dirs, func(e scanDir) bool { return e.path == d.path && e.id != d.id })
}

func (s *settings) add(d scanDir) scanDir {
	s.lastDir++
	d.id = s.lastDir
	s.dirs = append(s.dirs, d)
	return d
}

func (c *call) addScanDir(x scheme) (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	d, own := in.newDir(scanDir{}), c.s.settings(x)
	switch {
	case c.bad != nil:
		return nil, c.bad
	case own.taken(d):
		return nil, rule("创建失败，该路径已存在")
	}
	return reply{http.StatusCreated, x.dirJSON(own.add(d))}, nil
}

// addScanDirs adds several, and passes over paths that are there.
func (c *call) addScanDirs(x scheme) (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	list, ok := in.values["scandirs"].([]any)
	if !ok {
		return nil, badField("scandirs", "该字段是必填项。")
	}
	own := c.s.settings(x)
	var dirs []scanDir
	for _, v := range list {
		values, _ := v.(map[string]any)
		dirs = append(dirs, input{c, values}.newDir(scanDir{}))
	}
	if c.bad != nil {
		return nil, c.bad
	}
	added := 0
	for _, d := range dirs {
		if !own.taken(d) {
			own.add(d)
			added++
		}
	}
	return obj{"detail": fmt.Sprintf("批量创建%d条路径，忽略%d条路径（已存在）", added, len(dirs)-added)}, nil
}

// ofDir resolves the path filter in the path.
func ofDir(serve func(c *call, x scheme, own *settings, at int) (any, *refusal)) func(*call, scheme) (any, *refusal) {
	return func(c *call, x scheme) (any, *refusal) {
		own := c.s.settings(x)
		at := slices.IndexFunc(own.dirs, func(d scanDir) bool { return d.id == c.id("dir") })
		if at < 0 {
			return nil, notFound
		}
		return serve(c, x, own, at)
	}
}

func (c *call) getScanDir(x scheme) (any, *refusal) {
	for _, d := range x.scanDirs() {
		if d.id == c.id("dir") {
			return x.dirJSON(d), nil
		}
	}
	return nil, notFound
}

func (c *call) saveScanDir(x scheme, own *settings, at int) (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	d := in.newDir(own.dirs[at])
	switch {
	case c.bad != nil:
		return nil, c.bad
	case own.taken(d):
		return nil, rule("更新失败，该路径已存在")
	}
	own.dirs[at] = d
	return x.dirJSON(d), nil
}

func (c *call) removeScanDir(_ scheme, own *settings, at int) (any, *refusal) {
	own.dirs = slices.Delete(own.dirs, at, at+1)
	return reply{status: http.StatusNoContent}, nil
}
