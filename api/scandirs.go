package api

import (
	"context"
	"strings"
)

// NewScanDir describes a path filter that is to be added or saved.
type NewScanDir struct {
	Path string      `json:"dir_path"` // unique in the scheme
	Kind PathType    `json:"path_type"`
	Use  ScanDirType `json:"scan_type"` // ScanInclude or ScanExclude
}

type scanDirsRequest struct {
	Dirs []NewScanDir `json:"scandirs"`
}

type scanDirsAnswer struct {
	Detail string `json:"detail"`
}

var (
	addScanDir    = post[NewScanDir, ScanDir]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/scandirs/")
	addScanDirs   = post[scanDirsRequest, scanDirsAnswer]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/scandirs/bulkcreate/")
	saveScanDir   = put[NewScanDir, ScanDir]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/scandirs/{dir}/")
	removeScanDir = remove("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/scandirs/{dir}/")
)

// pathExists is how TCA rejects a path that another filter of the scheme has.
var pathExists = meaning{text: "该路径已存在", kind: ErrExists, field: "dir_path"}

func scanDirID(d *ScanDir) int64 { return d.ID }

// AddScanDir adds a path filter to a scheme. Administrators of the team and of the repository may do so. ErrExists: the scheme
// has a filter with that path. Sent once; a repetition after it succeeded is ErrExists.
func (c *Client) AddScanDir(ctx context.Context, s SchemeRef, d NewScanDir) (ScanDir, error) {
	d.Path = strings.TrimSpace(d.Path)
	if err := addScanDir.validate(d.wrong()); err != nil {
		return ScanDir{}, err
	}
	dir, err := addScanDir.save(ctx, c, s.at(), &d, scanDirID)
	return dir, explained(err, pathExists)
}

// AddScanDirs adds as many as MaxBulk path filters to a scheme at once. TCA passes over paths that the scheme has, and tells
// only in a text how many those were: list the filters afterwards. Administrators of the team and of the repository may do
// so. Sent once; to repeat it does no harm.
func (c *Client) AddScanDirs(ctx context.Context, s SchemeRef, dirs []NewScanDir) error {
	in := scanDirsRequest{Dirs: make([]NewScanDir, len(dirs))}
	var wrong arguments
	wrong.bulk("scandirs", len(dirs))
	for i, d := range dirs {
		d.Path = strings.TrimSpace(d.Path)
		in.Dirs[i] = d
		if one := d.wrong(); len(one.wrong) > 0 && len(wrong.wrong) == 0 {
			wrong = one
		}
	}
	if err := addScanDirs.validate(wrong); err != nil {
		return err
	}
	_, _, err := addScanDirs.call(ctx, c, s.at(), nil, &in)
	return err
}

// SaveScanDir replaces a path filter of a scheme and returns it as it is then. Administrators of the team and of the repository
// may do so. ErrExists: another filter of the scheme has that path. Sent once; to repeat it does no harm.
func (c *Client) SaveScanDir(ctx context.Context, s SchemeRef, id int64, d NewScanDir) (ScanDir, error) {
	d.Path = strings.TrimSpace(d.Path)
	if err := saveScanDir.validate(d.wrong()); err != nil {
		return ScanDir{}, err
	}
	dir, err := saveScanDir.save(ctx, c, under(s.at(), "dir", id), &d, scanDirID)
	return dir, explained(err, pathExists)
}

// RemoveScanDir deletes a path filter of a scheme. Administrators of the team and of the repository may do so. Sent once; a
// repetition after it succeeded is ErrNotFound.
func (c *Client) RemoveScanDir(ctx context.Context, s SchemeRef, id int64) error {
	_, _, err := removeScanDir.call(ctx, c, under(s.at(), "dir", id), nil, nil)
	return err
}

func (d NewScanDir) wrong() (a arguments) {
	a.required("dir_path", d.Path, MaxPath)
	a.choice("path_type", int(d.Kind), d.Kind.Valid())
	a.choice("scan_type", int(d.Use), d.Use == ScanInclude || d.Use == ScanExclude)
	return a
}
