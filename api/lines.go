package api

import (
	"context"
	"net/url"
	"strings"
	"time"
)

// LineCounts counts lines, in total and changed since the previous scan. What TCA did not count is 0; a first scan has no
// changes.
type LineCounts struct {
	Code            int `json:"code_line_num"`
	Comment         int `json:"comment_line_num"`
	Blank           int `json:"blank_line_num"`
	Total           int `json:"total_line_num"`
	AddedCode       int `json:"add_code_line_num"`
	AddedComment    int `json:"add_comment_line_num"`
	AddedBlank      int `json:"add_blank_line_num"`
	AddedTotal      int `json:"add_total_line_num"`
	ModifiedCode    int `json:"mod_code_line_num"`
	ModifiedComment int `json:"mod_comment_line_num"`
	ModifiedBlank   int `json:"mod_blank_line_num"`
	ModifiedTotal   int `json:"mod_total_line_num"`
	DeletedCode     int `json:"del_code_line_num"`
	DeletedComment  int `json:"del_comment_line_num"`
	DeletedBlank    int `json:"del_blank_line_num"`
	DeletedTotal    int `json:"del_total_line_num"`
}

// LineSums holds the same counts under the names that TCA uses for the sums of a directory.
type LineSums struct {
	Code            int `json:"code_line_num__sum"`
	Comment         int `json:"comment_line_num__sum"`
	Blank           int `json:"blank_line_num__sum"`
	Total           int `json:"total_line_num__sum"`
	AddedCode       int `json:"add_code_line_num__sum"`
	AddedComment    int `json:"add_comment_line_num__sum"`
	AddedBlank      int `json:"add_blank_line_num__sum"`
	AddedTotal      int `json:"add_total_line_num__sum"`
	ModifiedCode    int `json:"mod_code_line_num__sum"`
	ModifiedComment int `json:"mod_comment_line_num__sum"`
	ModifiedBlank   int `json:"mod_blank_line_num__sum"`
	ModifiedTotal   int `json:"mod_total_line_num__sum"`
	DeletedCode     int `json:"del_code_line_num__sum"`
	DeletedComment  int `json:"del_comment_line_num__sum"`
	DeletedBlank    int `json:"del_blank_line_num__sum"`
	DeletedTotal    int `json:"del_total_line_num__sum"`
}

// Counts converts the sums to counts.
func (s LineSums) Counts() LineCounts { return LineCounts(s) }

// LineFile holds the line counts of a file.
type LineFile struct {
	ID       int64      `json:"id"`
	Dir      string     `json:"dir_path"` // empty for a file at the top level
	Name     string     `json:"file_name"`
	Language string     `json:"language"` // as the counting tool names it
	Change   FileChange `json:"change_type"`
	LineCounts
}

// Path returns the path of the file in the repository.
func (f LineFile) Path() string { return strings.TrimPrefix(f.Dir+"/"+f.Name, "/") }

// LineLanguage holds the line counts of a language.
type LineLanguage struct {
	ID    int64  `json:"id"`
	Name  string `json:"name"` // as the counting tool names it, such as C/C++ Header
	Files int    `json:"file_num"`
	LineCounts
}

// LineDir holds the line counts of a directory and everything below it.
type LineDir struct {
	ID     int64  `json:"id"`
	Parent string `json:"parent_path"` // empty at the top level
	Path   string `json:"dir_path"`
	Files  int    `json:"file_num"`
	LineCounts
}

// LineDirs is one complete level of directories and files.
type LineDirs struct {
	Dirs  LineList[LineDir]  `json:"dirs"`
	Files LineList[LineFile] `json:"files"`
	Sum   LineSums           `json:"info"` // of the directory; all 0 when it does not exist
	At    time.Time          `json:"-"`    // when TCA answered
}

func (d LineDirs) complete() bool { return d.Dirs.Items != nil && d.Files.Items != nil }

// LineList is a list that TCA returns at once.
type LineList[T any] struct {
	Count int `json:"count"`
	Items []T `json:"results"`
}

// LineFileFilter selects counted files. A zero field selects all.
type LineFileFilter struct {
	Change []FileChange
	Path   string // a directory with "/" at its end, a file's whole path, or a file's name in any directory
}

var (
	listLineFiles     = list[LineFile]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/clocfiles/")
	getLineFile       = get[LineFile]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/clocfiles/{file}/")
	listLineLanguages = list[LineLanguage]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/cloclangs/")
	getLineDirs       = get[LineDirs]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/clocs/")
)

// LineFiles lists the files that a project's latest scan counted, in no order: pages may overlap.
func (c *Client) LineFiles(ctx context.Context, p ProjectRef, f LineFileFilter, w Window) (Page[LineFile], error) {
	q := url.Values{}
	setChanges(q, f.Change)
	setPath(q, "file_path", f.Path)
	return page(ctx, c, listLineFiles, p.at(), q, w)
}

// LineFile returns one counted file of the latest scan; one of an older scan is ErrNotFound.
func (c *Client) LineFile(ctx context.Context, p ProjectRef, id int64) (LineFile, error) {
	f, _, err := getLineFile.call(ctx, c, under(p.at(), "file", id), nil, nil)
	return f, err
}

// LineLanguages lists the languages that a project's latest scan counted, in no order.
func (c *Client) LineLanguages(ctx context.Context, p ProjectRef, w Window) (Page[LineLanguage], error) {
	return page(ctx, c, listLineLanguages, p.at(), nil, w)
}

// LineDirs returns one level of directories and files, the top level when path is empty. An unknown path gives empty lists,
// not an error.
func (c *Client) LineDirs(ctx context.Context, p ProjectRef, path string) (LineDirs, error) {
	q := url.Values{}
	setPath(q, "path", strings.ReplaceAll(path, "%", "%25")) // TCA unescapes the value a second time
	dirs, when, err := getLineDirs.call(ctx, c, p.at(), q, nil)
	dirs.At = when
	return dirs, err
}

// setPath adds a path that must match exactly, and therefore unchanged. An empty path is no filter.
func setPath(q url.Values, key, path string) {
	if path != "" {
		q.Set(key, path)
	}
}
