package api

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPath bounds a path in a repository, in characters: the longest that TCA stores.
const maxPath = 1024

// CodeRange says which lines of which file are wanted.
type CodeRange struct {
	Path     string
	From, To int    // both zero for the whole file, else 1 <= From <= To
	Revision string // the newest when empty
}

// CodeFile is a part of a file. It has no lines when the part begins beyond the end.
type CodeFile struct {
	Path     string     `json:"file_path"`
	Suffix   string     `json:"suffix"`   // such as ".py"
	Language string     `json:"language"` // was always seen empty
	Revision string     `json:"scm_revision"`
	Lines    []CodeLine `json:"codeContents"`
}

// CodeLine is a line of a file.
type CodeLine struct {
	Number int    `json:"lineNum"`
	Text   string `json:"content"`
}

// query is not ok for what the server fails on: the first line without the last is a 500, and the last without the
// first gives the whole file.
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

// Code returns lines of a file. It may take long: TCA asks the code host. A range that makes no sense is ErrInvalid, as
// is whatever the code host refuses; the error then has its words.
func (c *Client) Code(ctx context.Context, p ProjectRef, r CodeRange) (CodeFile, error) {
	q, ok := r.query()
	if !ok {
		return CodeFile{}, getCode.refuse()
	}
	file, _, err := getCode.call(ctx, c, p.at(), q, nil)
	return file, err
}
