package api_test

import (
	"errors"
	"net/http"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"testing"
)

// codeTexts are TCA's texts of a code host that refuses, as a real server sends them.
var codeTexts = map[string]api.CodeProblem{
	"文件不存在": api.CodeNoFile, "cd_error 文件不存在": api.CodeNoFile, "分支不存在": api.CodeNoBranch, "Git版本号不存在": api.CodeNoRevision,
	"帐号密码错误": api.CodeNoLogin, "代码库路径可能不存在或无访问权限": api.CodeNoAccess, "获取代码信息耗时较久，请稍后再试": "", "文件路径不能为空": "", "": "",
}

func TestCodeProblems(t *testing.T) {
	srv, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	sample := apitest.Sample(srv)
	client, err := api.New(api.Config{URL: srv.URL()})
	if err != nil {
		t.Fatal(err)
	}
	c := client.As(secret.New(sample.Member), "x")
	at := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: sample.Org, Team: sample.Team}, ID: 1}, ID: 100}
	for text, want := range codeTexts {
		for status, is := range map[int]api.CodeProblem{http.StatusBadRequest: want, http.StatusNotFound: "", http.StatusInternalServerError: ""} {
			remove := srv.Inject(apitest.Refused(status, text))
			_, err := c.Code(t.Context(), at, api.CodeRange{Path: "a.go"})
			remove()
			if got := api.CodeProblemOf(err); got != is || err == nil {
				t.Errorf("%d %q: %q, want %q (%v)", status, text, got, is, err)
			}
		}
	}
	if got := api.CodeProblemOf(errors.New("文件不存在")); got != "" {
		t.Errorf("another error: %q", got)
	}
}

// TestInactiveAccount: a right token of an account that is not active is told from a wrong one.
func TestInactiveAccount(t *testing.T) {
	srv, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	client, err := api.New(api.Config{URL: srv.URL()})
	if err != nil {
		t.Fatal(err)
	}
	for text, inactive := range map[string]bool{"用户未激活或者已删除。": true, "认证令牌无效。": false, "身份认证信息未提供。": false, "": false} {
		remove := srv.Inject(apitest.Refused(http.StatusUnauthorized, text))
		_, err := client.As(secret.New("x"), "x").Me(t.Context())
		remove()
		if !errors.Is(err, api.ErrUnauthorized) || errors.Is(err, api.ErrInactive) != inactive {
			t.Errorf("%q: %v, want inactive %t", text, err, inactive)
		}
	}
}
