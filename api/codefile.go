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
// everything that the code host rejects; Error.Msg then holds the code host's message.
func (c *Client) Code(ctx context.Context, p ProjectRef, r CodeRange) (CodeFile, error) {
	q, ok := r.query()
	if !ok {
		return CodeFile{}, getCode.invalid()
	}
	file, _, err := getCode.call(ctx, c, p.at(), q, nil)
	return file, err
}
