package apitest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

const (
	htmlType = "text/html; charset=utf-8"
	jsonType = "application/json"
	textType = "text/plain; charset=utf-8"
)

type obj = map[string]any

// refusal is an error answer.
type refusal struct {
	status  int
	code    int // instead of the service's general one; 0 for that
	msg     string
	field   string // the rejected field, if any
	message any    // about the field: usually a list with one text, sometimes only the text
	header  string // WWW-Authenticate
	broken  string // name of the exception, for a 500
	noRoute bool   // an HTML 404

	also []*refusal // of other fields; requests that change something name all of them
}

var (
	notFound  = &refusal{status: http.StatusNotFound, msg: "未找到。"}
	forbidden = &refusal{status: http.StatusForbidden, msg: "您没有执行该操作的权限。"}
	noRoute   = &refusal{status: http.StatusNotFound, noRoute: true}
)

func missing(msg string) *refusal { return &refusal{status: http.StatusNotFound, msg: msg} }

// rule is a refusal about the whole request.
func rule(msg string) *refusal { return &refusal{status: http.StatusBadRequest, msg: msg} }

func badField(field, text string) *refusal {
	return &refusal{status: http.StatusBadRequest, msg: field + " " + text, field: field, message: []string{text}}
}

// badInner refuses a field inside another one.
func badInner(field, inner, text string) *refusal {
	return &refusal{status: http.StatusBadRequest, msg: field + " " + inner + " " + text, field: field, message: obj{inner: []string{text}}}
}

// cdError refuses for a reason that has no field of its own.
func cdError(text string) *refusal { return badField("cd_error", text) }

// plainError is the same in its other form, in which the text is in no list.
func plainError(text string) *refusal {
	no := cdError(text)
	no.message = text
	return no
}

// broken is an uncaught exception.
func broken(kind, msg string) *refusal {
	return &refusal{status: http.StatusInternalServerError, broken: kind, msg: msg}
}

// internal is the refusal of a personal token by routes for scanning nodes and for the other service.
func internal(header string) *refusal {
	return &refusal{status: http.StatusUnauthorized, msg: "身份认证信息未提供。", header: header}
}

// write sends a refusal with the general error code of a service.
func (f *refusal) write(w http.ResponseWriter, r *http.Request, code int) {
	switch {
	case f.noRoute:
		missingPage(w, r)
		return
	case f.broken != "":
		debugPage(w, r, f.broken, f.msg)
		return
	case f.header != "":
		w.Header().Set("WWW-Authenticate", f.header)
	}
	if f.code != 0 {
		code = f.code
	}
	body := obj{"status_code": f.status, "code": code, "msg": f.msg}
	if f.field != "" {
		all := []any{}
		for _, one := range append([]*refusal{f}, f.also...) {
			all = append(all, obj{"field": one.field, "message": one.message})
		}
		body["invalid_fields"] = all
	}
	writeJSON(w, f.status, body)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false) // like the real server
	_ = e.Encode(v)
}

func page(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", htmlType)
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text))
}

// proxyPage is an error page of the proxy, without envelope or reason.
func proxyPage(w http.ResponseWriter, status int, title string) {
	page(w, status, fmt.Sprintf("<html>\r\n<head><title>%d %s</title></head>\r\n<body>\r\n<center><h1>%d %s</h1></center>\r\n"+
		"<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n", status, title, status, title))
}

// missingPage is Django's 404 in debug mode.
func missingPage(w http.ResponseWriter, r *http.Request) {
	page(w, http.StatusNotFound, fmt.Sprintf("<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Page not found at %s</title></head>\n"+
		"<body><h1>Page not found <span>(404)</span></h1><pre>HTTP_AUTHORIZATION = '%s'</pre>%s</body>\n</html>\n",
		inner(r.URL.Path), r.Header.Get("Authorization"), strings.Repeat("<li>api/v3/</li>\n", 300)))
}

// debugPage is Django's 500 in debug mode, which is on in every shipped configuration: it repeats the request's headers, and
// so the caller's token.
func debugPage(w http.ResponseWriter, r *http.Request, kind, msg string) {
	text := fmt.Sprintf("%s at %s\n%s\n\nRequest Method: %s\nRequest URL: http://127.0.0.1%s\nDjango Version: 3.2.25\n\n"+
		"Traceback (most recent call last):\n%s\nException Type: %s at %s\nException Value: %s\nRequest information:\n"+
		"HTTP_AUTHORIZATION = '%s'\nSettings:\nDATABASES = {'default': {'PASSWORD': '********************'}}\nSECRET_KEY = '********************'\n",
		kind, inner(r.URL.Path), msg, r.Method, inner(r.URL.RequestURI()),
		strings.Repeat("  File \"/usr/local/lib/python/site-packages/rest_framework/views.py\", line 506, in dispatch\n"+
			"    response = handler(request, *args, **kwargs)\n", 100),
		kind, inner(r.URL.Path), msg, r.Header.Get("Authorization"))
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		page(w, http.StatusInternalServerError, "<html><pre>"+text+"</pre></html>")
		return
	}
	w.Header().Set("Content-Type", textType)
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = w.Write([]byte(text))
}

// tooLong answers for the two proxies that reject long addresses.
func tooLong(w http.ResponseWriter, r *http.Request) bool {
	n := len(r.Method) + len(r.RequestURI) + len("  HTTP/1.1\r\n")
	switch {
	case n > 8192:
		proxyPage(w, http.StatusRequestURITooLong, "Request-URI Too Large")
	case n > 4094:
		page(w, http.StatusBadRequest, fmt.Sprintf("<html>\n  <head>\n    <title>Bad Request</title>\n  </head>\n  <body>\n"+
			"    <h1><p>Bad Request</p></h1>\n    Request Line is too large (%d &gt; 4094)\n  </body>\n</html>\n", n))
	default:
		return false
	}
	return true
}
