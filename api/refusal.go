package api

import (
	"errors"
	"strings"
)

// Why TCA rejected a write, where the caller can do something about it. Each of these errors is ErrInvalid, too, and names
// the field that is to be changed in Error.Fields where there is one.
const (
	ErrExists        = kindError("registered already")              // the repository, or the path of a filter
	ErrNameTaken     = kindError("name used by another scheme")     // of the same repository
	ErrArchived      = kindError("project is archived")             // its status cannot be changed
	ErrSameAuthor    = kindError("author is the same as before")    // of an issue or a duplicate file
	ErrDefaultScheme = kindError("default scheme must stay in use") // it cannot be disused
	ErrBadAddress    = kindError("not the address of a repository")
	ErrNoRepo        = kindError("repository not found at the code host")
	ErrNoBranch      = kindError("branch not found at the code host")
	ErrNoAccess      = kindError("credential has no access at the code host")
	ErrBadCredential = kindError("credential rejected by the code host")
)

// meaning is what a message of TCA means to the caller, and the field that it is about, where TCA names none.
type meaning struct {
	text  string // part of the message, which alone tells most cases apart
	code  int    // of TCA, where one has a single meaning
	kind  kindError
	field string
}

// codeHost are the messages of a check at the code host.
var codeHost = []meaning{
	{text: "代码库地址不存在", kind: ErrNoRepo, field: "scm_url"},
	{text: "代码库分支不存在", kind: ErrNoBranch, field: "branch"},
	{text: "代码库帐号无权限", kind: ErrNoAccess, field: "scm_auth"},
	{text: "代码库密码错误", kind: ErrBadCredential, field: "scm_auth"},
}

// explained adds to the error of a rejected call what its message means there.
func explained(err error, meanings ...meaning) error {
	e, ok := errors.AsType[*Error](err)
	if !ok || e.kind != ErrInvalid {
		return err
	}
	for _, m := range meanings {
		if m.code != 0 && m.code == e.Code || m.text != "" && strings.Contains(e.Msg, m.text) {
			e.detail = m.kind
			e.blame(m.field)
			return err
		}
	}
	return err
}

// blame names the field of an error for which TCA named none.
func (e *Error) blame(field string) {
	for _, f := range e.Fields {
		if f.Field != "" {
			return
		}
	}
	if field != "" {
		e.Fields = []FieldError{{Field: field, Message: e.Msg}}
	}
}
