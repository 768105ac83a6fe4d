package api

import (
	"context"
	"strings"
)

// SchemeBasics are the basic settings of a scheme, as SaveScheme sends them: all of them, always. Take those of a scheme with
// Scheme.Basics and change them.
type SchemeBasics struct {
	Name                string       `json:"name"`
	Description         string       `json:"description"`
	Languages           []string     `json:"languages"`     // in any letter case; see Client.Languages
	Tag                 string       `json:"tag,omitempty"` // of the nodes that run it, see Client.Tags; left as it is when empty
	Default             bool         `json:"default_flag"`  // the mark of the repository's default scheme
	Status              SchemeStatus `json:"status"`
	IgnoreEverywhere    bool         `json:"issue_global_ignore"`
	IgnoreMergedIssues  bool         `json:"ignore_merged_issue"`
	SkipSubmodules      bool         `json:"ignore_submodule_clone"`
	SkipSubmoduleIssues bool         `json:"ignore_submodule_issue"`
	LargeFiles          bool         `json:"lfs_flag"`
}

// Basics returns the settings that SaveScheme sends.
func (s Scheme) Basics() SchemeBasics {
	return SchemeBasics{
		Name: s.Name, Description: s.Description, Languages: s.Languages, Tag: s.Tag, Default: s.Default, Status: s.Status,
		IgnoreEverywhere: s.IgnoreEverywhere, IgnoreMergedIssues: s.IgnoreMergedIssues, SkipSubmodules: s.SkipSubmodules,
		SkipSubmoduleIssues: s.SkipSubmoduleIssues, LargeFiles: s.LargeFiles,
	}
}

var saveScheme = put[SchemeBasics, Scheme]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/basicconf/")

// SaveScheme replaces the basic settings of a scheme and returns it as it is then. Administrators of the team and of the
// repository may do so, and the scheme's creator. ErrNameTaken: the repository has another scheme of that name.
// ErrDefaultScheme: the default one cannot be disused. What another person saved since the settings were read is lost. Sent
// once; to repeat it does no harm.
//
// Everything is sent, because TCA keeps what is missing but for the mark of the default scheme, which it then takes away.
func (c *Client) SaveScheme(ctx context.Context, s SchemeRef, b SchemeBasics) (Scheme, error) {
	b.Name, b.Tag = strings.TrimSpace(b.Name), strings.TrimSpace(b.Tag)
	if b.Languages == nil {
		b.Languages = []string{} // null is rejected
	}
	if err := saveScheme.validate(b.wrong()); err != nil {
		return Scheme{}, err
	}
	scheme, err := saveScheme.save(ctx, c, s.at(), &b, func(s *Scheme) int64 { return s.ID })
	return scheme, explained(err,
		meaning{text: "该名称已被使用", kind: ErrNameTaken, field: "name"},
		meaning{text: "当前方案为默认方案，不允许废弃", kind: ErrDefaultScheme, field: "status"},
	)
}

func (b SchemeBasics) wrong() (a arguments) {
	a.required("name", b.Name, MaxName)
	a.optional("description", b.Description, maxLongText)
	a.choice("status", int(b.Status), b.Status.Valid())
	for _, name := range b.Languages {
		a.required("languages", name, MaxName)
	}
	return a
}

// maxLongText bounds texts for which TCA has no limit of its own.
const maxLongText = 16_000
