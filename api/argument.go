package api

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Bounds of what a write sends, in characters unless it says otherwise.
const (
	MaxBulk   = 100 // issues, functions or path filters that one request changes
	MaxAuthor = 256
	// MaxReason is what TCA can store of a reason: it becomes the action of a comment, which has this length in TCA's
	// database, and a longer one fails with a 500 after the issue was changed.
	MaxReason     = 128
	MaxName       = 128 // of repositories and schemes
	MaxBranch     = 200
	MaxURL        = 200
	MaxSSHURL     = 256
	MaxPath       = 512 // of path filters and of the path of a project
	MaxPreCommand = 512
)

// arguments collects what is wrong with the arguments of a write, by the names of TCA's fields and in the words of TCA's own
// validation, so that a form treats both the same.
type arguments struct{ wrong []FieldError }

func (a *arguments) reject(field, why string) {
	a.wrong = append(a.wrong, FieldError{Field: field, Message: why})
}

// required checks a text that must not be blank.
func (a *arguments) required(field, text string, most int) {
	if strings.TrimSpace(text) == "" {
		a.reject(field, "该字段不能为空。")
		return
	}
	a.optional(field, text, most)
}

// optional checks a text that may be empty.
func (a *arguments) optional(field, text string, most int) {
	switch {
	case strings.ContainsRune(text, 0) || !utf8.ValidString(text):
		a.reject(field, "Not a valid string.")
	case utf8.RuneCountInString(text) > most:
		a.reject(field, fmt.Sprintf("请确保这个字段不能超过 %d 个字符。", most))
	}
}

// bulk checks the number of things that are changed at once.
func (a *arguments) bulk(field string, many int) {
	switch {
	case many == 0:
		a.reject(field, "该字段不能为空。")
	case many > MaxBulk:
		a.reject(field, fmt.Sprintf("请确保这个字段的元素不超过 %d 个。", MaxBulk))
	}
}

// ids checks the list of what is changed at once.
func (a *arguments) ids(field string, ids []int64) {
	a.bulk(field, len(ids))
	for _, id := range ids {
		if id <= 0 {
			a.reject(field, fmt.Sprintf("无效主键 “%d” － 对象不存在。", id))
			return
		}
	}
}

// choice checks a value of an enumeration.
func (a *arguments) choice(field string, value any, valid bool) {
	if !valid {
		a.reject(field, fmt.Sprintf("“%v” 不是合法选项。", value))
	}
}

// notNegative checks a number that TCA does not check itself.
func (a *arguments) notNegative(field string, n int) {
	if n < 0 {
		a.reject(field, "请确保该值大于或者等于 0。")
	}
}

// validate returns the error of a request whose arguments are wrong, which is not sent, and nil if nothing is wrong.
func (e endpoint[In, Out]) validate(a arguments) error {
	if len(a.wrong) == 0 {
		return nil
	}
	return &Error{Method: e.method, Route: e.route, kind: ErrInvalid, Msg: a.wrong[0].Field + " " + a.wrong[0].Message, Fields: a.wrong}
}
