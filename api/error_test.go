package api_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"tcabot/api"
	"testing"
)

// failed is the error of a request that was answered with a body of JSON.
func failed(tb testing.TB, status int, body string) *api.Error {
	tb.Helper()
	c := clientOf(tb, func(*http.Request) (*http.Response, error) { return reply(status, "application/json", body), nil })
	_, err := c.Me(tb.Context())
	e, ok := errors.AsType[*api.Error](err)
	if !ok {
		tb.Fatalf("status %d gives %v", status, err)
	}
	return e
}

// TestFields reads bodies that a server was recorded to answer, those of writing calls included, and what else could come.
func TestFields(t *testing.T) {
	tests := []struct {
		name, body string
		msg        string
		want       []api.FieldError
	}{
		{
			name: "list of texts",
			body: `{"status_code":400,"code":1000,"msg":"remarks 该字段是必填项。","invalid_fields":[{"field":"remarks","message":["该字段是必填项。"]}]}`,
			msg:  "remarks 该字段是必填项。", want: []api.FieldError{{"remarks", "该字段是必填项。"}},
		},
		{
			name: "several fields",
			body: `{"status_code":400,"code":1000,"msg":"owner 该字段是必填项。","invalid_fields":[{"field":"owner","message":["该字段是必填项。"]},{"field":"tel_number","message":["该字段是必填项。"]},{"field":"name","message":["该字段是必填项。"]}]}`,
			msg:  "owner 该字段是必填项。",
			want: []api.FieldError{{"owner", "该字段是必填项。"}, {"tel_number", "该字段是必填项。"}, {"name", "该字段是必填项。"}},
		},
		{
			name: "one text",
			body: `{"status_code":400,"code":1000,"msg":"branch 分支名称筛选项必填","invalid_fields":[{"field":"branch","message":"分支名称筛选项必填"}]}`,
			msg:  "branch 分支名称筛选项必填", want: []api.FieldError{{"branch", "分支名称筛选项必填"}},
		},
		{
			name: "no field, one text",
			body: `{"status_code":400,"code":1000,"msg":"cd_error 代码库分支不存在","invalid_fields":[{"field":"cd_error","message":"代码库分支不存在"}]}`,
			msg:  "代码库分支不存在", want: []api.FieldError{{"", "代码库分支不存在"}},
		},
		{
			name: "no field, list",
			body: `{"status_code":400,"code":1000,"msg":"non_field_errors 无效数据。期待为字典类型，得到的是 list 。","invalid_fields":[{"field":"non_field_errors","message":["无效数据。期待为字典类型，得到的是 list 。"]}]}`,
			msg:  "无效数据。期待为字典类型，得到的是 list 。", want: []api.FieldError{{"", "无效数据。期待为字典类型，得到的是 list 。"}},
		},
		{
			name: "fields inside a field",
			body: `{"status_code":400,"code":1000,"msg":"codedog_user nickname 请确保这个字段不能超过 32 个字符。","invalid_fields":[{"field":"codedog_user","message":{"nickname":["请确保这个字段不能超过 32 个字符。"],"email":["请输入合法的邮件地址。"]}}]}`,
			msg:  "codedog_user nickname 请确保这个字段不能超过 32 个字符。",
			want: []api.FieldError{{"codedog_user.email", "请输入合法的邮件地址。"}, {"codedog_user.nickname", "请确保这个字段不能超过 32 个字符。"}},
		},
		{
			name: "business rule",
			body: `{"status_code":400,"code":300,"msg":"存在未结束的任务"}`, msg: "存在未结束的任务",
		},
		{
			name: "several texts of one field",
			body: `{"code":1000,"msg":"x","invalid_fields":[{"field":"a","message":["one.","two."]}]}`,
			msg:  "x", want: []api.FieldError{{"a", "one. two."}},
		},
		{
			name: "list of objects",
			body: `{"code":1000,"msg":"x","invalid_fields":[{"field":"dirs","message":[{},{"dir_path":["bad"]}]}]}`,
			msg:  "x", want: []api.FieldError{{"dirs.dir_path", "bad"}},
		},
		{
			name: "no field inside a field",
			body: `{"code":1000,"msg":"x","invalid_fields":[{"field":"scm_auth","message":{"non_field_errors":["bad"]}}]}`,
			msg:  "x", want: []api.FieldError{{"scm_auth", "bad"}},
		},
		{
			name: "odd shapes",
			body: `{"code":1000,"msg":"x","invalid_fields":[7,{"field":3,"message":"y"},{"field":"a"},{"field":"b","message":null},{"field":"c","message":5},{"field":"d","message":["",null]},{"field":"e","message":"z"}]}`,
			msg:  "x", want: []api.FieldError{{"e", "z"}},
		},
		{name: "not a list", body: `{"code":1000,"msg":"x","invalid_fields":{"a":["b"]}}`, msg: "x"},
		{name: "null", body: `{"code":1000,"msg":"x","invalid_fields":null}`, msg: "x"},
		{name: "a plain framework's detail", body: `{"code":1000,"detail":"x"}`, msg: "x"},
		{
			name: "not fit to be shown",
			body: `{"code":1000,"msg":"a\nb\u0000","invalid_fields":[{"field":"f\n` + token + `","message":["tail\r\n\u001b[31m ` + token + `"]}]}`,
			msg:  "a b", want: []api.FieldError{{"f …", "tail  [31m …"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := failed(t, 400, tt.body)
			if e.Msg != tt.msg || !slices.Equal(e.Fields, tt.want) {
				t.Errorf("got %q %+v, want %q %+v", e.Msg, e.Fields, tt.msg, tt.want)
			}
			if e.Code == 0 || !errors.Is(e, api.ErrInvalid) {
				t.Errorf("got %+v", e)
			}
		})
	}
	if e := failed(t, 500, tests[0].body); e.Fields != nil || e.Msg != "" || e.Code != 0 {
		t.Errorf("keeps something of a 500: %+v", e)
	}
}

func TestFieldsAreBounded(t *testing.T) {
	many := strings.Repeat(`{"field":"`+strings.Repeat("长", 500)+`","message":["`+strings.Repeat("字", 5000)+`"]},`, 500)
	deep := strings.Repeat(`{"a":`, 1000) + `"bottom"` + strings.Repeat("}", 1000)
	e := failed(t, 400, `{"code":1000,"msg":"x","invalid_fields":[{"field":"deep","message":`+deep+`},`+strings.TrimSuffix(many, ",")+`]}`)
	if len(e.Fields) != 20 {
		t.Errorf("%d fields", len(e.Fields))
	}
	for _, f := range e.Fields {
		if len([]rune(f.Field)) > 100 || len([]rune(f.Message)) > 300 || !strings.HasSuffix(f.Message, "…") {
			t.Errorf("%d and %d characters", len([]rune(f.Field)), len([]rune(f.Message)))
		}
	}
}

func TestErrorTellsNoValues(t *testing.T) {
	c := clientOf(t, func(*http.Request) (*http.Response, error) {
		return reply(404, "application/json", `{"code":1000,"msg":"未找到。"}`), nil
	})
	_, err := c.Repos(t.Context(), api.TeamRef{Org: "secretorg", Team: "secretteam"}, api.RepoFilter{Search: "secretword"}, api.Window{})
	want := "GET /server/main/api/orgs/{org}/teams/{team}/repos/: not found (status 404, code 1000)"
	if err == nil || err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}

func FuzzAnswer(f *testing.F) {
	f.Add(200, "application/json", `{"data":{"count":1,"results":[{"id":1,"name":"x","created_time":"2026-11-23 22:00:11.2+00:00"}]},"code":0}`)
	f.Add(400, "application/json", `{"code":1000,"msg":"cd_error x","invalid_fields":[{"field":"a","message":"b"},{"field":"a","message":["b"]},{"field":"a","message":{"b":["c"]}}]}`)
	f.Add(500, "text/plain", "Traceback "+token)
	f.Add(404, "text/html", "<html>"+token)
	f.Fuzz(func(t *testing.T, status int, contentType, body string) {
		status = 200 + max(status, -status, 0)%400
		if status == 429 || status >= 502 && status <= 504 {
			status = 500 // these are tried again, after a pause
		}
		c := clientOf(t, func(*http.Request) (*http.Response, error) { return reply(status, contentType, body), nil })
		_, err := c.Repos(t.Context(), api.TeamRef{Org: "o", Team: "t"}, api.RepoFilter{}, api.Window{})
		e, ok := errors.AsType[*api.Error](err)
		if !ok {
			return
		}
		for _, field := range append(e.Fields, api.FieldError{Message: e.Error()}, api.FieldError{Message: e.Msg}) {
			if strings.Contains(field.Field+field.Message, token) || len([]rune(field.Message)) > 300 || len([]rune(field.Field)) > 100 {
				t.Errorf("%v: %+v", e, field)
			}
		}
		if len(e.Fields) > 20 {
			t.Errorf("%d fields", len(e.Fields))
		}
	})
}
