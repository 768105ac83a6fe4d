package api

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

var anyProject = ProjectRef{Repo: RepoRef{TeamRef: TeamRef{Org: "o", Team: "t"}, ID: 1}, ID: 2}

// slow answers after some time, unless the request ends before.
type slow struct {
	answers
	takes time.Duration
}

func (s *slow) RoundTrip(r *http.Request) (*http.Response, error) {
	select {
	case <-time.After(s.takes):
		return s.answers.RoundTrip(r)
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

// TestStartHasPatience: the 12 seconds that TCA needs to find its analysis service down are waited for, even if the limit of
// a request is shorter; and a longer one is kept.
func TestStartHasPatience(t *testing.T) {
	for _, tt := range []struct {
		limit, takes time.Duration
		late         bool
	}{
		{0, 12 * time.Second, false},
		{2 * time.Second, 12 * time.Second, false},
		{2 * time.Second, 21 * time.Second, true},
		{time.Minute, 50 * time.Second, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			c, err := New(Config{URL: "http://tca.invalid", Timeout: tt.limit, Transport: &slow{answers: answers{list: []answer{{400, ""}}}, takes: tt.takes}})
			if err != nil {
				t.Fatal(err)
			}
			_, err = c.StartScan(t.Context(), anyProject, StartOptions{})
			if errors.Is(err, ErrTimeout) != tt.late || MayHaveActed(err) != tt.late {
				t.Errorf("%v within %v: %v", tt.takes, tt.limit, err)
			}
			if _, err = c.Repo(t.Context(), anyProject.Repo); tt.limit == 2*time.Second && !errors.Is(err, ErrTimeout) {
				t.Errorf("other calls: %v", err)
			}
		})
	}
}

func TestUnfinishedScans(t *testing.T) {
	for text, want := range map[string][]int64{
		"当前项目分支[5]master还有未完成任务，编号为: [5086]":                          {5086},
		"当前项目分支[2]develop还有未完成任务，编号为: [5081, 5078, 5077, 5080, 5079]": {5081, 5078, 5077, 5080, 5079},
		"当前项目分支[2]a[1,2]b还有未完成任务，编号为: [7]。":                           {7},
		"当前项目分支[2]develop还有未完成任务":                                     nil,
		"当前项目分支[2]develop还有未完成任务，编号为: []":                             nil,
		"[a, b]":                       nil,
		"[99999999999999999999, 8, 0]": {8},
		"[8":                           nil,
		"":                             nil,
		"当前项目分支[2]develop还有未完成任务，编号为: [5081, 5078, 50…": {5081, 5078},
		"编号为: [5081, 5078, …": {5081, 5078},
	} {
		e := &Error{Status: http.StatusBadRequest, Code: 300, Msg: text, kind: ErrInvalid}
		got, ok := errors.AsType[*Error](startError(e))
		if !ok || !errors.Is(got, ErrUnfinished) || !errors.Is(got, ErrInvalid) || !slices.Equal(got.Unfinished(), want) {
			t.Errorf("%q: %v, %v, want %v", text, got, got.Unfinished(), want)
		}
	}
	for _, e := range []*Error{
		{Status: http.StatusBadRequest, Code: 1000, Msg: "[1]", kind: ErrInvalid},
		{Status: http.StatusForbidden, Code: 300, Msg: "[1]", kind: ErrForbidden},
	} {
		if err := startError(e); errors.Is(err, ErrUnfinished) || e.Unfinished() != nil {
			t.Errorf("%v: %v", err, e.Unfinished())
		}
	}
}
