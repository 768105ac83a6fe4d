package apitest

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// things finds a few of what a place in a pattern can be, by asking the list that has it.
var thingsOf = map[string]string{
	"{job}": project1 + "jobs/?limit=60", "{scan}": analysis3 + "scans/?limit=60", "{scheme}": mainV1 + "repos/{repo}/schemes/",
	"{dir}": scheme1 + "scandirs/", "{rule}": scheme3 + "allrules/?limit=100", "{tool}": "/server/main/api/v3/orgs/{org}/checktools/",
	"{issue}": lint1 + "issues/?limit=60", "{function}": metric1 + "ccissues/?limit=60", "{block}": metric1 + "dupfiles/{file}/blocks/",
	"ccfiles {file}": metric1 + "ccfiles/?limit=60", "dupfiles {file}": metric1 + "dupfiles/?limit=60", "clocfiles {file}": metric1 + "clocfiles/?limit=60",
}

// questions are what a route is asked with, when the bare address is not enough.
var questions = map[string][]string{
	scheme3 + "allrules/byname/": {"?checktool_name=pylint&checkrule_real_name=unused-variable"},
	project3 + "codefile/":       {"?path={path}"}, lint1 + "issues/summary/": {"?scan_id={scan}"}, metric1 + "ccissues/history/": {"?scan_id={scan}"},
}

// TestSweep asks every route of every kind of project, and of many things in it, and finds answers unlike any recorded.
func TestSweep(t *testing.T) {
	t.Parallel()
	shapes, related := learned(recordings(t))
	w := newReplay(t)
	o := w.sample
	seen := make(map[string]bool)
	var got map[string]answer // lists that were asked before
	ask := func(path string) answer {
		if a, ok := got[path]; ok {
			return a
		}
		got[path] = get(t, w.s, o.Admin, path)
		return got[path]
	}
	for _, p := range []SampleProject{o.Rich, o.Slim, o.Never, o.Failing, o.Running, o.Waiting, o.Hostile} {
		got = make(map[string]answer)
		at := strings.NewReplacer("{org}", p.Org, "{team}", p.Team, "{repo}", fmt.Sprint(p.RepoID), "{project}", fmt.Sprint(p.ProjectID))
		named := names(t, w, p)
		for _, rt := range routes() {
			if rt.allow == "P" || rt.allow == "W" || shapes[twin(rt.path)] == nil {
				continue
			}
			if seen[rt.path] && !strings.Contains(rt.path, "{repo}") {
				continue // the same for every project
			}
			for _, path := range expand(at.Replace(rt.path), ask, at) {
				for _, q := range append(questions[rt.path], "?limit=40") {
					a := ask(path + named.Replace(q))
					if a.status != http.StatusOK {
						continue // a refusal, which other tests look at
					}
					for _, problem := range shapes[twin(rt.path)].differ(a.data(), "data", related[twin(rt.path)]) {
						if key := rt.path + problem; !seen[key] {
							seen[key] = true
							t.Errorf("%s%s: %s", path, q, problem)
						}
					}
					seen[rt.path] = true
				}
			}
		}
	}
	for _, rt := range routes() {
		internal := strings.HasSuffix(rt.path, "/jobs/{job}/tasks/") || rt.path == analysis1+"scans/" || rt.path == analysis1+"scans/{scan}/"
		if rt.allow != "P" && rt.allow != "W" && shapes[twin(rt.path)] != nil && !seen[rt.path] && !internal {
			t.Errorf("%s never answered", rt.path)
		}
	}
}

// names fills in what questions of a project name.
func names(t *testing.T, w *replay, p SampleProject) *strings.Replacer {
	t.Helper()
	scan, path := "1", "x"
	for _, x := range w.list("analysis scans", p) {
		if x["result_code"] == 0.0 {
			scan = idOf(x)
			break
		}
	}
	if issues := w.list("analysis issues", p); len(issues) > 0 {
		name, _ := issues[0]["file_path"].(string)
		path = url.QueryEscape(name)
	}
	return strings.NewReplacer("{scan}", scan, "{path}", path)
}

var blank = regexp.MustCompile(`\{\w+\}`)

// expand fills the places of a pattern in with what there is.
func expand(path string, ask func(string) answer, at *strings.Replacer) []string {
	place := blank.FindString(path)
	if place == "" {
		return []string{path}
	}
	if place == "{task}" {
		job := regexp.MustCompile(`/jobs/(\d+)/`).FindStringSubmatch(path)[1]
		return []string{strings.Replace(path, place, job+"1", 1)}
	}
	list := thingsOf[place]
	before, _, _ := strings.Cut(path, place)
	if place == "{file}" {
		segments := strings.Split(strings.TrimSuffix(before, "/"), "/")
		list = thingsOf[segments[len(segments)-1]+" {file}"]
	}
	list = at.Replace(list)
	for _, m := range regexp.MustCompile(`(schemes|dupfiles)/(\d+)/`).FindAllStringSubmatch(path, -1) {
		list = strings.NewReplacer("{scheme}", m[2], "{file}", m[2]).Replace(list)
	}
	var all []string
	items := ask(list).results()
	for i, x := range items {
		if len(items) < 4 || i%(len(items)/4) == 0 {
			all = append(all, expand(strings.Replace(path, place, idOf(x), 1), ask, at)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
