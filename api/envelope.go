package api

import (
	"encoding/json"
	"mime"
	"net/http"
	"reflect"
)

// envelope is the object that TCA wraps every answer in, errors included.
type envelope[Data any] struct {
	Data    Data            `json:"data"`
	Code    *int            `json:"code"`
	Msg     string          `json:"msg"`
	Invalid json.RawMessage `json:"invalid_fields"` // of several shapes: see fieldErrors
	Detail  string          `json:"detail"`
}

// checked is implemented by answers that can tell whether the fields they must have were sent.
type checked interface{ complete() bool }

// decode decodes the data of a good envelope into out, and completes the *Error for everything else.
func decode(e *Error, header http.Header, raw []byte, out any) error {
	kind := header.Get("Content-Type")
	if kind != jsonType {
		kind, _, _ = mime.ParseMediaType(kind)
	}
	readable := kind == jsonType && isReasonable(raw)
	if readable && e.Status >= 200 && e.Status < 300 && decodeGood(raw, out) {
		return nil
	}
	var env envelope[json.RawMessage]
	readable = readable && json.Unmarshal(raw, &env) == nil
	if !readable || env.Code == nil || *env.Code != 0 || e.Status < 200 || e.Status >= 300 || env.Data == nil {
		e.explain(header, env, readable)
		return e
	}
	// encoding/json would silently decode null as an object without values.
	if json.Unmarshal(env.Data, out) != nil || string(env.Data) == "null" || !isComplete(out) {
		return &Error{Method: e.Method, Route: e.Route, Status: http.StatusOK, kind: ErrUnexpected}
	}
	return nil
}

const jsonType = "application/json"

// decodeGood decodes an answer in one go, and reports whether it is as good as nearly all are. Whatever is unusual about
// one has to be looked at in parts.
func decodeGood(raw []byte, out any) bool {
	env := envelope[any]{Data: out}
	if json.Unmarshal(raw, &env) != nil || env.Code == nil || *env.Code != 0 {
		return false
	}
	// Without data out has no values, and after null the envelope has no data.
	return env.Data != nil && !reflect.ValueOf(out).Elem().IsZero() && isComplete(out)
}

// isComplete reports whether an answer has the fields that it must have.
func isComplete(out any) bool {
	answer, known := out.(checked)
	return !known || answer.complete()
}
