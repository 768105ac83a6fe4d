package api

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPath bounds a path in a repository, in characters: the longest that TCA stores.
const maxPath = 1024

// CodeRange selects lines of a file.
type CodeRange struct {
	Path     string
	From, To int    // both zero for the whole file, else 1 <= From <= To
	Revision string // the latest when empty
}

// CodeFile holds lines of a file. There are none when the range begins after the end of the file.
type CodeFile struct {
	Path     string     `json:"file_path"`
	Suffix   string     `json:"suffix"`   // such as ".py"
	Language string     `json:"language"` // was always seen empty
	Revision string     `json:"scm_revision"`
	Lines    []CodeLine `json:"codeContents"`
}

// CodeLine is one line of a file, numbered from 1.
type CodeLine struct {
	Number int    `json:"lineNum"`
	Text   string `json:"content"`
}

// query is not ok for a range that the server handles wrongly: with a first line only it fails with a 500, with a last line
// only it returns the whole file.
func (r CodeRange) query() (q url.Values, ok bool) {
	if r.Path == "" || utf8.RuneCountInString(r.Path) > maxPath || strings.ContainsFunc(r.Path, unicode.IsControl) {
		return nil, false
	}
	q = url.Values{"path": {r.Path}}
	if r.From != 0 || r.To != 0 {
		if r.From < 1 || r.To < r.From {
			return nil, false
		}
		q.Set("start", strconv.Itoa(r.From))
		q.Set("end", strconv.Itoa(r.To))
	}
	set(q, "revision", r.Revision)
	return q, true
}

var getCode = get[CodeFile]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codefile/")

// Code returns lines of a file. It may take long, because TCA asks the code host. An invalid range is ErrInvalid, as is
// everything that the code host rejects; Error.Msg then holds the code host's message, and CodeProblemOf reads it.
func (c *Client) Code(ctx context.Context, p ProjectRef, r CodeRange) (CodeFile, error) {
	q, ok := r.query()
	if !ok {
		return CodeFile{}, getCode.invalid()
	}
	file, _, err := getCode.call(ctx, c, p.at(), q, nil)
	return file, err
}

// CodeProblem is why the code host does not return code, where asking again would not help.
type CodeProblem string

// The problems.
const (
	CodeNoFile     CodeProblem = "file"       // the file is not there in that revision
	CodeNoBranch   CodeProblem = "branch"     // the branch was deleted
	CodeNoRevision CodeProblem = "revision"   // the history was rewritten
	CodeNoLogin    CodeProblem = "login"      // the code host rejects the credentials that TCA has
	CodeNoAccess   CodeProblem = "repository" // the repository is not there, or TCA's credentials do not open it
)

// codeProblems are TCA's texts; it has no codes for them. The text of a host that is merely slow is not among them.
var codeProblems = []struct {
	text string
	is   CodeProblem
}{
	{"文件不存在", CodeNoFile},
	{"分支不存在", CodeNoBranch},
	{"版本号不存在", CodeNoRevision},
	{"帐号密码错误", CodeNoLogin},
	{"代码库路径可能不存在", CodeNoAccess},
}

// CodeProblemOf is the problem that an error of Code means; empty for other errors.
func CodeProblemOf(err error) CodeProblem {
	e, ok := errors.AsType[*Error](err)
	if !ok || !errors.Is(err, ErrInvalid) {
		return ""
	}
	for _, p := range codeProblems {
		if strings.Contains(e.Msg, p.text) {
			return p.is
		}
	}
	return ""
}
