package api_test

import (
	"errors"
	"reflect"
	"slices"
	"tcabot/api"
	"tcabot/api/apitest"
	"testing"
	"time"
)

// fails asserts the particular error of a call, and the field that it names.
func fails(t *testing.T, what string, err, want error, field string) {
	t.Helper()
	e, ok := errors.AsType[*api.Error](err)
	if !ok || !errors.Is(err, want) || !errors.Is(err, api.ErrInvalid) || len(e.Fields) == 0 || e.Fields[0].Field != field {
		t.Errorf("%s: got %+v, want %q of %s", what, err, want, field)
	}
}

// TestChangedIssue: after a change nothing old is shown from the cache.
func TestChangedIssue(t *testing.T) {
	_, _, p, c := faked(t)
	ctx := t.Context()
	open := func() api.Page[api.Issue] {
		page, err := c.Issues(ctx, p, api.IssueFilter{State: []api.IssueState{api.IssueActive}}, api.Window{Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	before := open()
	first := before.Items[0].Ref(p)
	issue, err := c.ResolveIssue(ctx, first, api.ResolutionFalsePositive, api.ScopeBranch, "generated")
	if err != nil || issue.State != api.IssueResolved || issue.Resolution != api.ResolutionFalsePositive || len(issue.Places) == 0 {
		t.Fatalf("%+v, %v", issue, err)
	}
	if now := open(); now.Total != before.Total-1 || now.Items[0].ID == issue.ID {
		t.Errorf("%d open, %d before", now.Total, before.Total)
	}
	comments, err := c.IssueComments(ctx, first, api.Window{})
	if err != nil || comments.Total == 0 || comments.Items[0].Action != "generated" || comments.Items[0].Creator != "tca_admin" {
		t.Errorf("%+v, %v", comments, err)
	}
	if issue, err = c.ResolveIssue(ctx, first, api.ResolutionNone, api.ScopeBranch, ""); err != nil || issue.State != api.IssueActive || open().Total != before.Total {
		t.Errorf("%+v, %v", issue, err)
	}
	if issue, err = c.AssignIssue(ctx, first, "new.author"); err != nil || issue.Author != "new.author" {
		t.Errorf("%+v, %v", issue, err)
	}
	_, err = c.AssignIssue(ctx, first, "new.author")
	fails(t, "assigned again", err, api.ErrSameAuthor, "author")
	if authors, err := c.IssueAuthors(ctx, p); err != nil || !slices.Contains(authors.Items, "new.author") {
		t.Errorf("%v, %v", authors, err)
	}
	if issue, err = c.SetIssueSeverity(ctx, first, api.SeverityFatal); err != nil || issue.Severity != api.SeverityFatal {
		t.Errorf("%+v, %v", issue, err)
	}
}

// TestChangedUnheard: TCA makes the change and its answer is lost, for duplicates always. What is read then is new.
func TestChangedUnheard(t *testing.T) {
	srv, _, p, c := faked(t)
	ctx := t.Context()
	files, err := c.DuplicateFiles(ctx, p, api.DuplicateFileFilter{State: []api.DupState{api.DupActive}}, api.Window{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	file := files.Items[0]
	for _, err := range []error{c.SetDuplicateState(ctx, p, file.Issue.ID, api.DupIgnorable), c.AssignDuplicate(ctx, p, file.Issue.ID, "new.owner")} {
		if !errors.Is(err, api.ErrUnavailable) || !api.MayHaveActed(err) {
			t.Errorf("got %v", err)
		}
	}
	now, err := c.DuplicateFile(ctx, p, file.ID)
	if err != nil || now.Issue != (api.DuplicateIssue{ID: file.Issue.ID, State: api.DupIgnorable, Owner: "new.owner"}) {
		t.Errorf("%+v, %v", now.Issue, err)
	}
	fails(t, "assigned again", c.AssignDuplicate(ctx, p, file.Issue.ID, "new.owner"), api.ErrSameAuthor, "owner")

	functions, err := c.Functions(ctx, p, api.FunctionFilter{Status: []api.FuncStatus{api.FuncAttention}}, api.Window{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	ref := functions.Items[0].Ref(p)
	down := apitest.Down()
	down.Path, down.Acts, down.Method = "/ccissues/", true, "PUT"
	remove := srv.Inject(down)
	if err := c.SetFunctionsStatus(ctx, p, []int64{ref.ID}, api.FuncIgnored); !api.MayHaveActed(err) {
		t.Errorf("got %v", err)
	}
	remove()
	if f, err := c.Function(ctx, p, ref.ID); err != nil || f.Status != api.FuncIgnored {
		t.Errorf("%+v, %v", f, err)
	}
	if f, err := c.AssignFunction(ctx, ref, "new.author"); err != nil || f.Author != "new.author" || f.Status != api.FuncIgnored {
		t.Errorf("%+v, %v", f, err)
	}
}

// TestAddedRepo goes from a new repository to a scan of it.
func TestAddedRepo(t *testing.T) {
	_, clock, p, c := faked(t)
	ctx, team := t.Context(), p.Repo.TeamRef
	if _, err := c.Repos(ctx, team, api.RepoFilter{Search: "brand-new"}, api.Window{}); err != nil {
		t.Fatal(err)
	}
	added, err := c.AddRepo(ctx, team, api.NewRepo{URL: "git@git.example.com:x/brand-new.git", Type: api.ScmGit, Credential: &api.CredentialRef{Kind: api.AuthSSH, ID: 1}})
	want := api.AddedRepo{ID: added.ID, Name: "brand-new", URL: "http://git.example.com/x/brand-new", SSH: "git@git.example.com:x/brand-new", SCM: api.ScmGit, CreatedFrom: "slack_bot"}
	if err != nil || added != want {
		t.Fatalf("%+v, %v", added, err)
	}
	for address, want := range map[string]error{"http://git.example.com/x/brand-new": api.ErrExists, "hello": api.ErrBadAddress, "http://h/x/unknown": api.ErrNoRepo} {
		_, err := c.AddRepo(ctx, team, api.NewRepo{URL: address, Type: api.ScmGit, Credential: &api.CredentialRef{Kind: api.AuthOAuth, ID: 1}})
		fails(t, address, err, want, "scm_url")
	}
	for address, want := range map[string]error{"http://h/x/denied": api.ErrNoAccess, "http://h/x/badpass": api.ErrBadCredential} {
		_, err := c.AddRepo(ctx, team, api.NewRepo{URL: address, Type: api.ScmGit, Credential: &api.CredentialRef{Kind: api.AuthPassword, ID: 1}})
		fails(t, address, err, want, "scm_auth")
	}
	r := added.Ref(team)
	if err := c.RenameRepo(ctx, r, "renamed"); err != nil {
		t.Error(err)
	}
	found, err := c.Repos(ctx, team, api.RepoFilter{Search: "brand-new"}, api.Window{})
	if err != nil || found.Total != 1 || found.Items[0].Name != "renamed" || found.Items[0].Auth == nil || found.Items[0].Auth.Type != api.AuthSSH {
		t.Errorf("%+v, %v", found, err)
	}

	templates, err := c.OrgSchemes(ctx, team.Org, api.Window{})
	if err != nil {
		t.Fatal(err)
	}
	made := api.NewProject{Branch: "master", Template: templates.Items[0].ID, SchemeName: "first"}
	project, err := c.AddProject(ctx, r, made)
	if err != nil || project.Branch != "master" || project.Scheme.Name != "first" || project.CreatedFrom != "slack_bot" || project.Repo.ID != added.ID {
		t.Fatalf("%+v, %v", project, err)
	}
	_, err = c.AddProject(ctx, r, made)
	fails(t, "the same template", err, api.ErrNameTaken, "custom_scheme_name")
	_, err = c.AddProject(ctx, r, api.NewProject{Branch: "unknown", Scheme: project.Scheme.ID})
	fails(t, "no branch", err, api.ErrNoBranch, "branch")
	again, err := c.AddProject(ctx, r, api.NewProject{Branch: "master", Scheme: project.Scheme.ID})
	if err != nil || again.ID != project.ID || !again.Created.Equal(project.Created.Time) {
		t.Errorf("%+v, %v", again, err)
	}
	part, err := c.AddProject(ctx, r, api.NewProject{Branch: "master", Scheme: project.Scheme.ID, Path: "/pay"})
	if err != nil || part.ID == project.ID || part.ScanPath != "/pay" {
		t.Errorf("%+v, %v", part, err)
	}
	ref := api.ProjectRef{Repo: r, ID: project.ID}
	if err := c.SetProjectStatus(ctx, ref, api.ProjectInactive); err != nil {
		t.Error(err)
	}
	if now, err := c.Project(ctx, ref); err != nil || now.Status != api.ProjectInactive {
		t.Errorf("%+v, %v", now, err)
	}
	started, err := c.StartScan(ctx, ref, api.StartOptions{})
	if err != nil {
		t.Fatal(err)
	}
	clock.forward(10 * time.Minute)
	if job, err := c.Job(api.Fresh(ctx), api.JobRef{Project: ref, ID: started.JobID}); err != nil || !job.OK() {
		t.Errorf("%+v, %v", job, err)
	}
	if issues, err := c.Issues(api.Fresh(ctx), ref, api.IssueFilter{}, api.Window{}); err != nil || issues.Total == 0 {
		t.Errorf("%+v, %v", issues, err)
	}
}

// TestChangedScheme saves every setting of a scheme, and finds the others as they were.
func TestChangedScheme(t *testing.T) {
	srv, _, p, c := faked(t)
	ctx, s := t.Context(), api.SchemeRef{Repo: p.Repo, ID: p.Repo.ID * 10}
	before, err := c.Schemes(ctx, p.Repo, api.SchemeFilter{}, api.Window{})
	if err != nil {
		t.Fatal(err)
	}
	old, err := c.Scheme(ctx, s)
	if err != nil || !old.Default {
		t.Fatalf("%+v, %v", old, err)
	}
	basics := old.Basics()
	basics.Name, basics.Description, basics.Languages = "renamed", "d", []string{"go", "PYTHON"}
	saved, err := c.SaveScheme(ctx, s, basics)
	if err != nil || saved.Name != "renamed" || !saved.Default || saved.Description != "d" || !slices.Equal(saved.Languages, []string{"Go", "python"}) || saved.Tag != old.Tag {
		t.Errorf("%+v, %v", saved, err)
	}
	after, err := c.Schemes(ctx, p.Repo, api.SchemeFilter{}, api.Window{})
	if err != nil || after.Total != before.Total || !slices.ContainsFunc(after.Items, func(x api.Scheme) bool { return x.ID == s.ID && x.Name == "renamed" }) {
		t.Errorf("%+v, %v", after, err)
	}
	if project, err := c.Project(ctx, p); err != nil || project.Scheme.Name != "renamed" || project.Scheme.ID != s.ID {
		t.Errorf("%+v, %v", project, err)
	}
	basics.Status = api.SchemeDisused
	_, err = c.SaveScheme(ctx, s, basics)
	fails(t, "disused", err, api.ErrDefaultScheme, "status")
	basics = saved.Basics()
	basics.Name = before.Items[0].Name
	_, err = c.SaveScheme(ctx, s, basics)
	fails(t, "taken", err, api.ErrNameTaken, "name")

	lint, err := c.SaveLint(ctx, s, api.LintSettings{Enabled: true, Envs: "A=1\nB=2", BuildCmd: "make"})
	if now, fault := c.LintConf(ctx, s); err != nil || fault != nil || lint.Envs != "A=1\nB=2" || now.BuildCmd != "make" || now.PreCmd != "" {
		t.Errorf("%+v, %+v, %v, %v", lint, now, err, fault)
	}
	conf, err := c.MetricConf(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	settings := conf.Settings()
	settings.MinCCN = 7
	conf.MinCCN = 7
	if now, err := c.SaveMetrics(ctx, s, settings); err != nil || now != conf {
		t.Errorf("%+v, want %+v, %v", now, conf, err)
	}

	dirs := func() []api.ScanDir {
		page, err := c.ScanDirs(ctx, s, api.Window{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		return page.Items
	}
	had := len(dirs())
	added, err := c.AddScanDir(ctx, s, api.NewScanDir{Path: "x/*", Kind: api.PathWildcard, Use: api.ScanExclude})
	if err != nil || len(dirs()) != had+1 || dirs()[0] != added {
		t.Fatalf("%+v, %v", added, err)
	}
	_, err = c.AddScanDir(ctx, s, api.NewScanDir{Path: "x/*", Kind: api.PathWildcard, Use: api.ScanInclude})
	fails(t, "added again", err, api.ErrExists, "dir_path")
	if err := c.AddScanDirs(ctx, s, []api.NewScanDir{{"x/*", api.PathWildcard, api.ScanInclude}, {`^y`, api.PathRegexp, api.ScanInclude}}); err != nil || len(dirs()) != had+2 {
		t.Errorf("%d, %v", len(dirs()), err)
	}
	next := api.NewScanDir{Path: "z/*", Kind: api.PathWildcard, Use: api.ScanInclude}
	if now, err := c.SaveScanDir(ctx, s, added.ID, next); err != nil || now.Path != "z/*" || now.Type != api.ScanInclude || now.ID != added.ID {
		t.Errorf("%+v, %v", now, err)
	}
	next.Path = "^y"
	_, err = c.SaveScanDir(ctx, s, added.ID, next)
	fails(t, "saved under a path that is there", err, api.ErrExists, "dir_path")
	if err := c.RemoveScanDir(ctx, s, added.ID); err != nil || len(dirs()) != had+1 {
		t.Errorf("%d, %v", len(dirs()), err)
	}
	if err := c.RemoveScanDir(ctx, s, added.ID); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("removed again: %v", err)
	}

	archived := p
	archived.ID = apitest.ProjectID(p.Repo.ID, 5, 0)
	srv.SetAnalysis(archived.ID, apitest.Analysis{Status: int(api.ProjectArchived)})
	fails(t, "archived", c.SetProjectStatus(ctx, archived, api.ProjectActive), api.ErrArchived, "status")
}

// TestSchemeCopied: the copy has the settings and paths of the scheme, under a name that is not taken.
func TestSchemeCopied(t *testing.T) {
	_, _, p, c := faked(t)
	ctx := t.Context()
	all, err := c.Schemes(ctx, p.Repo, api.SchemeFilter{}, api.Window{Limit: 10})
	if err != nil || len(all.Items) == 0 {
		t.Fatalf("%+v, %v", all, err)
	}
	of := all.Items[0]
	_, err = c.CopyScheme(ctx, p.Repo, of.ID, of.Name)
	fails(t, "a name that is taken", err, api.ErrNameTaken, "name")
	_, err = c.CopyScheme(ctx, p.Repo, 99999, "of nothing")
	fails(t, "of nothing", err, api.ErrInvalid, "ref_scheme")
	id, err := c.CopyScheme(ctx, p.Repo, of.ID, " a copy ")
	if err != nil || id == of.ID {
		t.Fatalf("%d, %v", id, err)
	}
	made, err := c.Scheme(ctx, api.SchemeRef{Repo: p.Repo, ID: id})
	want := of.Basics()
	want.Name, want.Default = "a copy", false
	if err != nil || !reflect.DeepEqual(made.Basics(), want) {
		t.Errorf("%+v, want %+v, %v", made.Basics(), want, err)
	}
	dirs := func(id int64) int {
		page, err := c.ScanDirs(ctx, api.SchemeRef{Repo: p.Repo, ID: id}, api.Window{})
		if err != nil {
			t.Error(err)
		}
		return page.Total
	}
	if dirs(id) != dirs(of.ID) {
		t.Errorf("%d paths, want %d", dirs(id), dirs(of.ID))
	}
}
