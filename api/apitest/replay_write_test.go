package apitest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// replayedWrites are the beginnings of the names of the recorded requests that the fake carries out.
var replayedWrites = []string{"scan-create", "v3-scan-create", "scan-post-no-slash", "job-cancel"}

// TestReplayWrites sends the fake what was sent to a real server, each time to a new fake, and compares everything but the
// values.
func TestReplayWrites(t *testing.T) {
	t.Parallel()
	all := recorded(t, http.MethodPost)
	shapes := map[string]*shape{}
	for _, r := range all {
		if body, ok := r.Response.Body.(map[string]any); ok && r.Response.Status == http.StatusOK && r.route != "" {
			shapes[twin(r.route)] = shapes[twin(r.route)].learn(body["data"])
		}
	}
	replayed := 0
	for _, r := range all {
		for _, name := range replayedWrites {
			if strings.HasPrefix(r.Name, name) {
				replayed++
				t.Run(r.Name, func(t *testing.T) { replayWrite(t, r, shapes) })
				break
			}
		}
	}
	if replayed < 35 {
		t.Errorf("replayed %d recordings: too few", replayed)
	}
}

func replayWrite(t *testing.T, r recording, shapes map[string]*shape) {
	t.Helper()
	w := newReplay(t)
	path := w.writePath(r)
	body, kind := "", jsonType
	switch sent := r.Request.Body.(type) {
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
	got := send(t, w.s, http.MethodPost, w.tokens[r.Request.TokenOf], path, body, "Content-Type", kind)
	if got.status != r.Response.Status {
		t.Fatalf("%s gives %d, want %d: %.300s", path, got.status, r.Response.Status, got.text)
	}
	if want, _, _ := strings.Cut(r.Response.ContentType, ";"); got.kind != want {
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
	compareBodies(t, got, want, shapes[twin(r.route)], nil)
	if got.status == http.StatusOK && child(got.body)["msg"] != want["msg"] {
		t.Errorf("msg is %v, want %v", child(got.body)["msg"], want["msg"])
	}
}

// writePath translates a recorded address: the same kind of project and job, among the sample's.
func (w *replay) writePath(r recording) string {
	p, ok := w.projects[place1.FindStringSubmatch(r.Request.Path)[5]]
	if !ok {
		p = w.sample.Rich
	}
	path := strings.NewReplacer("K9fQ2mXz7Lp", p.Org, "hellotca", p.Team).Replace(r.Request.Path)
	path = placeNumber(path, "/repos/", fmt.Sprint(p.RepoID))
	path = placeNumber(path, "/projects/", fmt.Sprint(p.ProjectID))
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

// placeNumber replaces the number behind a part of a path.
func placeNumber(path, part, number string) string {
	before, rest, _ := strings.Cut(path, part)
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
