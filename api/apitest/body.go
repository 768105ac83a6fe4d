package apitest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxInput bounds the body of a request.
const maxInput = 1 << 20

// buffered reads the body of a request before anything else is done, so that it is there when the request is carried out,
// and the end of the connection is noticed meanwhile.
func buffered(r *http.Request) *http.Request {
	if r.Method == http.MethodGet || r.Body == nil {
		return r
	}
	raw, _ := io.ReadAll(io.LimitReader(r.Body, maxInput))
	r.Body = io.NopCloser(bytes.NewReader(raw))
	return r
}

// input is the data of a request that changes something.
type input struct {
	c      *call
	values map[string]any
}

// input decodes the body: JSON, a form, or nothing at all.
func (c *call) input() (input, *refusal) {
	in := input{c: c, values: map[string]any{}}
	raw, _ := io.ReadAll(c.Body)
	if len(raw) == 0 {
		return in, nil
	}
	kind, _, _ := mime.ParseMediaType(c.Header.Get("Content-Type"))
	switch kind {
	case jsonType:
		return in, in.decode(raw)
	case "application/x-www-form-urlencoded":
		form, _ := url.ParseQuery(string(raw))
		for name := range form {
			in.values[name] = form.Get(name)
		}
		return in, nil
	}
	return in, &refusal{status: http.StatusUnsupportedMediaType, msg: "不支持请求中的媒体类型 “" + c.Header.Get("Content-Type") + "”。"}
}

func (in input) decode(raw []byte) *refusal {
	var data any
	if err := json.Unmarshal(raw, &data); err != nil {
		why := "Expecting value: line 1 column 1 (char 0)"
		if bytes.HasPrefix(raw, []byte("{")) {
			why = "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
		}
		return rule("JSON parse error - " + why)
	}
	values, ok := data.(map[string]any)
	if !ok {
		return badField("non_field_errors", "无效数据。期待为字典类型，得到的是 "+pythonType(data)+" 。")
	}
	maps.Copy(in.values, values)
	return nil
}

func pythonType(v any) string {
	switch v := v.(type) {
	case []any:
		return "list"
	case string:
		return "str"
	case bool:
		return "bool"
	case float64:
		if v == float64(int64(v)) {
			return "int"
		}
		return "float"
	}
	return "NoneType"
}

const (
	isNull  = "该字段不能为 null。"
	isBlank = "该字段不能为空。"
)

// boolean reads a flag in any of the forms that the real server takes.
func (in input) boolean(name string, otherwise bool) bool {
	v, ok := in.values[name]
	if !ok {
		return otherwise
	}
	switch text := strings.ToLower(fmt.Sprint(v)); {
	case v == nil, text == "null", text == "":
		in.c.refuse(badField(name, isNull))
	case slices.Contains([]string{"t", "y", "yes", "true", "on", "1"}, text):
		return true
	case slices.Contains([]string{"f", "n", "no", "false", "off", "0"}, text):
	default:
		in.c.refuse(badField(name, "Must be a valid boolean."))
	}
	return false
}

// blank reads a text that may be empty or null.
func (in input) blank(name string, otherwise any) any {
	v, ok := in.values[name]
	if !ok {
		return otherwise
	}
	text, isText := v.(string)
	if v == nil || !isText {
		return nil
	}
	return strings.TrimSpace(text)
}

// number reads a number of a choice.
func (in input) number(name string, otherwise, low, high int) int {
	v, ok := in.values[name]
	if !ok {
		return otherwise
	}
	n, ok := whole(v)
	if !ok || n < low || n > high {
		in.c.refuse(badField(name, "“"+pythonText(v)+"” 不是合法选项。"))
	}
	return n
}

// languages reads names of languages, in any letter case.
func (in input) languages(otherwise []string) []string {
	v, ok := in.values["languages"]
	if !ok {
		return otherwise
	}
	list, _ := v.([]any)
	names := []string{}
	for _, one := range list {
		at := slices.IndexFunc(knownLanguages, func(known string) bool {
			name, _, _ := strings.Cut(known, "=")
			return strings.EqualFold(name, pythonText(one))
		})
		if at < 0 {
			in.c.refuse(badField("languages", "属性 name 为 "+pythonText(one)+" 的对象不存在。"))
			continue
		}
		name, _, _ := strings.Cut(knownLanguages[at], "=")
		names = append(names, name)
	}
	return names
}

// knownTags are the tags of nodes.
var knownTags = []string{"Codedog_Mac", "Codedog_Linux", "Codedog_Windows"}

// tag reads a tag, in any letter case.
func (in input) tag(otherwise any) any {
	v, ok := in.values["tag"]
	if !ok {
		return otherwise
	}
	at := slices.IndexFunc(knownTags, func(known string) bool { return strings.EqualFold(known, pythonText(v)) })
	if at < 0 {
		in.c.refuse(badField("tag", "属性 name 为 "+pythonText(v)+" 的对象不存在。"))
		return nil
	}
	return knownTags[at]
}

// needed reads a text that must be there.
func (in input) needed(name string, most int) string {
	if _, ok := in.values[name]; !ok {
		in.c.refuse(badField(name, "该字段是必填项。"))
		return ""
	}
	return in.text(name, "", most)
}

// text reads a text of limited length. White space around it does not count.
func (in input) text(name, otherwise string, most int) string {
	v, ok := in.values[name]
	if !ok {
		return otherwise
	}
	text := strings.TrimSpace(fmt.Sprint(v))
	switch v.(type) {
	case nil:
		in.c.refuse(badField(name, isNull))
	case bool, []any, map[string]any:
		in.c.refuse(badField(name, "Not a valid string."))
	}
	switch {
	case text == "":
		in.c.refuse(badField(name, isBlank))
	case utf8.RuneCountInString(text) > most:
		in.c.refuse(badField(name, fmt.Sprintf("请确保这个字段不能超过 %d 个字符。", most)))
	}
	return text
}
