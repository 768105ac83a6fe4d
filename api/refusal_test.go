package api_test

import (
	"tcabot/api"
)

// refusal is what a recorded answer means besides the kind of its status: the particular error, and the first rejected field.
type refusal struct {
	kind  error
	field string
}

// refusals are all recorded answers that mean more, or name a field.
var refusals = map[string]refusal{
	"scan-create-running-project":  {kind: api.ErrUnfinished},
	"scan-create-while-unfinished": {kind: api.ErrUnfinished},
	"analysis-down-scan-create":    {kind: api.ErrNotCreated},
	"scan-create-null-bool":        {field: "incr_scan"},
	"job-cancel-no-remarks":        {field: "remarks"},
	"job-cancel-blank-remarks":     {field: "remarks"},

	"issue-author-same":   {api.ErrSameAuthor, "author"},
	"dupissue-owner-same": {api.ErrSameAuthor, "owner"},

	"repo-create-duplicate":       {api.ErrExists, "scm_url"},
	"repo-create-not-url":         {api.ErrBadAddress, "scm_url"},
	"repo-create-auth-not-found":  {api.ErrNoRepo, "scm_url"},
	"repo-create-auth-denied":     {api.ErrNoAccess, "scm_auth"},
	"repo-create-auth-badpass":    {api.ErrBadCredential, "scm_auth"},
	"repo-create-auth-unknown-id": {field: "scm_auth.scm_account"},
	"repo-create-documented-auth": {field: "scm_auth.auth_type"},
	"repo-create-bad-type":        {field: "scm_type"},
	"repo-create-no-type":         {field: "scm_type"},
	"repo-create-empty":           {field: "scm_url"},
	"repo-create-no-url":          {field: "scm_url"},
	"repo-create-long-url":        {field: "scm_url"},
	"repo-create-long-name":       {field: "name"},
	"repo-update-long":            {field: "name"},

	"project-create-empty":               {field: "branch"},
	"project-create-no-branch":           {field: "branch"},
	"project-create-long-branch":         {field: "branch"},
	"project-create-foreign-scheme":      {field: "scan_scheme_id"},
	"project-create-unknown-scheme":      {field: "scan_scheme_id"},
	"project-create-unknown-template":    {field: "global_scheme_id"},
	"project-create-template-name-taken": {api.ErrNameTaken, "custom_scheme_name"},
	"project-create-repo-unknown":        {api.ErrNoBranch, "branch"},
	"project-update-archived":            {api.ErrArchived, "status"},
	"project-update-bad-status":          {field: "status"},

	"scheme-basicconf-put-name-taken":     {api.ErrNameTaken, "name"},
	"scheme-basicconf-put-no-name":        {field: "name"},
	"scheme-basicconf-put-bad-language":   {field: "languages"},
	"scheme-basicconf-put-bad-tag":        {field: "tag"},
	"scheme-basicconf-put-disuse-default": {api.ErrDefaultScheme, "status"},
	"scheme-lintconf-put-bad":             {field: "enabled"},
	"scheme-metricconf-put-bad":           {field: "min_ccn"},

	"scandir-create-duplicate": {api.ErrExists, "dir_path"},
	"scandir-update-duplicate": {api.ErrExists, "dir_path"},
	"scandir-create-blank":     {field: "dir_path"},
	"scandir-create-empty":     {field: "dir_path"},
	"scandir-create-long":      {field: "dir_path"},
}

// particular are all errors that only writes return.
var particular = []error{
	api.ErrUnfinished, api.ErrNotCreated, api.ErrExists, api.ErrNameTaken, api.ErrArchived, api.ErrSameAuthor, api.ErrDefaultScheme,
	api.ErrBadAddress, api.ErrNoRepo, api.ErrNoBranch, api.ErrNoAccess, api.ErrBadCredential,
}
