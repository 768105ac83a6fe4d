package apitest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// notReplayedWrites are the beginnings of the names of recorded requests for a change that the fake does not carry out, each
// with the reason.
var notReplayedWrites = map[string]string{
	"analysis-down-":                     "a service was down; Plan and Inject do that",
	"debugoff-":                          "debug mode was off; every shipped configuration has it on",
	"scandir-put-no-slash":               "debug mode was off",
	"session-":                           "another service",
	"issue-comment-create":               notChanged,
	"org-":                               notChanged,
	"team-":                              notChanged,
	"userinfo-":                          notChanged,
	"repo-delete":                        notChanged,
	"repo-subscribe":                     notChanged,
	"repo-unsubscribe":                   notChanged,
	"project-delete":                     notChanged,
	"v3-scandirs-clear":                  notChanged,
	"project-create-template-name-taken": "needs what was made before: TestProjects does that",
}

const notChanged = "the client does not ask for it"

// TestReplayWrites sends the fake what was sent to a real server, each time to a new fake, and compares everything but the
// values.
func TestReplayWrites(t *testing.T) {
	t.Parallel()
	_, related := learned(recordings(t))
	shapes, kin := map[string]*shape{}, map[string]map[string]bool{} // of the answers, by method and route; of all that is read
	for _, one := range related {
		for key, kinds := range one {
			if kin[key] == nil {
				kin[key] = map[string]bool{}
			}
			maps.Copy(kin[key], kinds)
		}
	}
	var all []recording
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		all = append(all, recorded(t, method)...)
	}
	for _, r := range all {
		if body, ok := r.Response.Body.(map[string]any); ok && body["code"] == 0.0 && r.route != "" {
			key := asked(r)
			shapes[key] = shapes[key].learn(body["data"])
		}
	}
	used := map[string]bool{}
	for _, r := range all {
		if prefix := notReplayedWrite(r.Name); prefix != "" {
			used[prefix] = true
			continue
		}
		t.Run(r.Name, func(t *testing.T) { replayWrite(t, r, shapes[asked(r)], kin) })
	}
	for prefix := range notReplayedWrites {
		if !used[prefix] {
			t.Errorf("no recording is named %s", prefix)
		}
	}
}

// asked is the method and the route of a recording. Both versions of a route have the same answers, and so have PUT and PATCH.
func asked(r recording) string {
	return strings.Replace(r.Request.Method, "PATCH", "PUT", 1) + " " + twin(r.route)
}

func notReplayedWrite(name string) string {
	for prefix := range notReplayedWrites {
		if strings.HasPrefix(name, prefix) {
			return prefix
		}
	}
	return ""
}

func replayWrite(t *testing.T, r recording, s *shape, kin map[string]map[string]bool) {
	t.Helper()
	w := newReplay(t)
	path := w.writePath(r)
	w.prepare(r)
	body, kind := "", jsonType
	switch sent := w.sent(r).(type) {
	case nil:
	case string:
		body, kind = sent, r.Request.Headers["Content-Type"]
		if kind == "" {
			kind = jsonType
		}
	default:
		raw, err := json.Marshal(sent)
		if err != nil {
			t.Fatal(err)
		}
		body = string(raw)
	}
	got := send(t, w.s, r.Request.Method, w.tokens[r.Request.TokenOf], path, body, "Content-Type", kind)
	if got.status != r.Response.Status {
		t.Fatalf("%s gives %d, want %d: %.300s", path, got.status, r.Response.Status, got.text)
	}
	if want, _, _ := strings.Cut(r.Response.ContentType, ";"); got.kind != want && !strings.Contains(r.Note, "debug mode off") {
		t.Errorf("%s is %s, want %s", path, got.kind, want)
	}
	if allow := r.Response.Headers["Allow"]; allow != "" && got.header.Get("Allow") != allow {
		t.Errorf("Allow is %q, want %q", got.header.Get("Allow"), allow)
	}
	want, ok := r.Response.Body.(map[string]any)
	if !ok {
		return
	}
	if strings.Contains(r.Name, "unfinished") || strings.Contains(r.Name, "running-project") {
		before, _, _ := strings.Cut(fmt.Sprint(child(got.body)["msg"]), "[")
		if !strings.HasPrefix(fmt.Sprint(want["msg"]), before) && got.status != http.StatusOK {
			t.Errorf("%v, want like %v", child(got.body)["msg"], want["msg"])
		}
		if got.status != http.StatusOK {
			same(t, "code", value(got.body, "code"), value(want, "code"))
			return
		}
	}
	compareBodies(t, got, want, s, kin)
	if got.status < http.StatusBadRequest && child(want["data"])["issue_details"] == nil && child(got.body)["msg"] != want["msg"] {
		t.Errorf("msg is %v, want %v", child(got.body)["msg"], want["msg"])
	}
}

// writePath translates a recorded address: the same kind of project and thing, among the sample's.
func (w *replay) writePath(r recording) string {
	m := place1.FindStringSubmatch(r.Request.Path)
	p, ok := w.projects[m[5]]
	switch {
	case strings.HasSuffix(r.Name, "-archived") && m[5] == "9":
		p = w.sample.Archived
	case !ok:
		p = w.sample.Rich
	}
	path := strings.NewReplacer("K9fQ2mXz7Lp", p.Org, "/hellotca/", "/"+p.Team+"/").Replace(r.Request.Path)
	path = placeNumber(path, "/repos/", fmt.Sprint(p.RepoID))
	path = placeNumber(path, "/projects/", fmt.Sprint(p.ProjectID))
	path = placeNumber(path, "/schemes/", fmt.Sprint(w.schemeID(r)))
	path = placeNumber(path, "/scandirs/", w.dir(r))
	for part, list := range map[string]string{"/codelint/issues/": "analysis issues", "/ccissues/": "analysis ccissues"} {
		path = placeNumber(path, part, idOf(w.list(list, w.sample.Rich)[3]))
	}
	dup, _ := w.list("analysis dupfiles", w.sample.Rich)[0]["issue"].(map[string]any)
	path = placeNumber(path, "/dupissues/", idOf(dup))
	if strings.HasSuffix(r.Name, "-missing") || strings.HasSuffix(r.Name, "-delete-again") {
		path = regexp.MustCompile(`\d+/(resolution/)?$`).ReplaceAllString(path, "999999/$1")
	}
	if !strings.Contains(path, "/jobs/") {
		return path
	}
	jobs := w.list("main jobs", p)
	job := jobs[0] // of Waiting, it has not ended
	if strings.Contains(r.Name, "closed") {
		job = jobs[len(jobs)-1]
	}
	return placeNumber(path, "/jobs/", idOf(job))
}

// schemeID is the scheme that a recording changes: its first was the default one.
func (w *replay) schemeID(r recording) int64 {
	id := w.sample.Rich.RepoID * 10
	if strings.Contains(r.Request.Path, "/schemes/1/") {
		return id
	}
	return id + 2
}

// dir is a path filter of the default scheme.
func (w *replay) dir(recording) string { return fmt.Sprint(w.sample.Rich.RepoID*10, "03") }

// sent is the body with the sample's IDs, and what stands in the way where something did.
func (w *replay) sent(r recording) any {
	body, ok := r.Request.Body.(map[string]any)
	if !ok {
		return r.Request.Body
	}
	body = maps.Clone(body)
	if n, ok := body["scan_scheme_id"].(float64); ok && n < 100 {
		body["scan_scheme_id"] = w.sample.Rich.RepoID * 10
		if strings.HasSuffix(r.Name, "-foreign-scheme") {
			body["scan_scheme_id"] = (w.sample.Rich.RepoID + 1) * 10
		}
	}
	if n, ok := body["global_scheme_id"].(float64); ok && n < 100 {
		body["global_scheme_id"] = 900_000
	}
	switch {
	case r.Name == "project-create-repo-unknown":
		body["branch"] = "unknown"
	case strings.HasSuffix(r.Name, "-put-name-taken"):
		body["name"] = w.sample.Rich.Scheme
	case strings.HasSuffix(r.Name, "-author-same"), strings.HasSuffix(r.Name, "-owner-same"):
		for key := range body {
			body[key] = "wangfang"
		}
	}
	return body
}

// prepare does what had been done before a recorded request.
func (w *replay) prepare(r recording) {
	admin := func(method, path, body string) {
		send(w.t, w.s, method, w.sample.Admin, path, body, "Content-Type", jsonType)
	}
	before := w.writePath(r)
	switch r.Name {
	case "repo-create-duplicate":
		admin(http.MethodPost, before, `{"scm_url":"https://git.example.com/new/one.git","scm_type":"git"}`)
	case "scandir-create-duplicate", "scandir-update-duplicate":
		dirs, _, _ := strings.Cut(before, "/scandirs/")
		admin(http.MethodPost, dirs+"/scandirs/", `{"dir_path":"only/path/*"}`)
	case "v3-scandirs-bulkcreate":
		admin(http.MethodPost, strings.Replace(strings.Replace(before, "/api/v3/", "/api/", 1), "bulkcreate/", "", 1), `{"dir_path":"only/path/*"}`)
	case "issue-author-same":
		admin(http.MethodPut, before, `{"author":"wangfang"}`)
	case "dupissue-owner-same":
		admin(http.MethodPut, before, `{"owner":"wangfang"}`)
	}
}

// placeNumber replaces the number behind a part of a path.
func placeNumber(path, part, number string) string {
	before, rest, there := strings.Cut(path, part)
	if !there || rest == "" || rest[0] < '0' || rest[0] > '9' {
		return path
	}
	_, after, slash := strings.Cut(rest, "/")
	if !slash {
		return before + part + number
	}
	return before + part + number + "/" + after
}

// TestInput: what a request that changes something can hold.
func TestInput(t *testing.T) {
	w := newStarts(t)
	form := []string{"Content-Type", "application/x-www-form-urlencoded"}
	for _, tt := range []struct {
		body   string
		header []string
		field  string // rejected; empty when none is
		msg    string
	}{
		{`{"incr_scan":"maybe"}`, nil, "incr_scan", "Must be a valid boolean."},
		{`{"force_create":[]}`, nil, "force_create", "Must be a valid boolean."},
		{`{"incr_scan":"False","force_create":1}`, nil, "", ""},
		{`{"created_from":""}`, nil, "created_from", isBlank},
		{`{"created_from":null}`, nil, "created_from", isNull},
		{`{"created_from":true}`, nil, "created_from", "Not a valid string."},
		{`{"force_create":true,"created_from":"` + strings.Repeat("机", 32) + `"}`, nil, "", ""},
		{`{"created_from":"` + strings.Repeat("机", 33) + `"}`, nil, "created_from", "请确保这个字段不能超过 32 个字符。"},
		{`"x"`, nil, "non_field_errors", "无效数据。期待为字典类型，得到的是 str 。"},
		{"force_create=true&created_from=form", form, "", ""},
		{"force_create=perhaps", form, "force_create", "Must be a valid boolean."},
	} {
		if tt.header == nil {
			tt.header = []string{"Content-Type", jsonType}
		}
		a := send(t, w.s, http.MethodPost, w.token, w.path(project1+"scans/create/"), tt.body, tt.header...)
		if ok := a.status == http.StatusOK; ok != (tt.field == "") || !ok && child(a.body)["msg"] != tt.field+" "+tt.msg {
			t.Errorf("%s: %d %s", tt.body, a.status, a.text)
		}
	}
	job := value(w.at(project1+"jobs/", "?limit=1").results()[0], "id")
	if from := w.job(job)["created_from"]; from != "form" {
		t.Errorf("created from %v", from)
	}
	a := w.cancel(w.token, job, `{"remarks":"`+strings.Repeat("x", 513)+`"}`)
	if a.status != http.StatusBadRequest || child(a.body)["msg"] != "remarks 请确保这个字段不能超过 512 个字符。" {
		t.Errorf("%d %s", a.status, a.text)
	}
}
