package apitest

import (
	"slices"
	"time"
)

// Analysis describes the data of one analysis project. Numbers are those at the start of the server; scans that are added
// when the clock is advanced add more.
type Analysis struct {
	Issues     int   // in all states
	Files      int   // counted files; as many as the issues need when zero
	Functions  int   // over the threshold, four per file at most
	Duplicates int   // files with duplicate code
	Scans      int   // 30 when zero, about one a day
	Seed       int64 // of all random choices; the project's ID when zero
	Languages  []string

	NeverScanned bool
	OnlyFailures bool
	LastFailed   bool
	Crashes      bool      // some scans end with the code -1
	Reopens      bool      // scans find closed issues again
	Running      bool      // the latest scan is running
	Waiting      bool      // the latest scan waits for a node
	Until        time.Time // no scans after it; zero: no end
	Status       int       // of the project: 1 active when zero, 2 inactive, 3 to 5 archived
	Deleted      time.Time // when the project was deleted: no list has it, but it can be fetched by ID
	ScanPath     string    // "/" when empty
	Hostile      bool      // names and texts that are meant to break a chat message
}

// SetAnalysis sets the data of a project.
func (s *Server) SetAnalysis(project int64, a Analysis) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.analyses[project] = a
	delete(s.ledgers, project)
	clear(s.counted)
}

// ProjectID returns the ID of the project for a branch and a scheme, both by their index in the repository.
func ProjectID(repo int64, branch, scheme int) int64 { return repo*100 + int64(branch*10+scheme) }

// project is an analysis project with its data.
type project struct {
	Analysis
	id             int64
	org            *Org
	team           *Team
	repo           *Repo
	branch, scheme string
	schemeID       int64
	created        time.Time
	began          time.Time
	duplicates     map[int]*dupEdit // by index of the file
	creator, from  string
	slim           bool // its scheme checks for security problems only
}

// project finds a project by its ID; it is nil when there is none. The caller holds the lock.
func (s *Server) project(id int64) *project {
	at, ok := s.repos[id/100]
	branch, scheme := int(id%100/10), int(id%10)
	if !ok || branch >= len(at.repo.Branches) || scheme >= len(at.repo.Branches[branch].Schemes) {
		return nil
	}
	b := at.repo.Branches[branch]
	p := &project{
		id: id, org: s.org(at.team.Org), team: at.team, repo: at.repo, branch: b.Name, scheme: b.Schemes[scheme], began: s.began,
		schemeID: at.repo.ID*10 + int64(slices.Index(schemeNames(at.repo), b.Schemes[scheme])),
		created:  at.repo.Created.Add(time.Duration(branch*10+scheme+1) * time.Minute), duplicates: s.duplicates[id],
	}
	p.Analysis = s.analysis(at.repo, id, branch, scheme)
	p.creator, p.from = at.repo.Creator, "codedog_web"
	if id%3 == 0 {
		p.from = "api"
	}
	p.slim = slimScheme(p.scheme)
	if own := s.schemeSettings[p.schemeID]; own != nil {
		p.slim = own.slim
	}
	if a, ok := s.added[id]; ok {
		p.created, p.creator, p.from = a.at, a.by, a.from
	}
	if status := s.statuses[id]; status != 0 {
		p.Status = status
	}
	return p
}

// analysis returns the data of a project as set by SetAnalysis, else as derived from its repository, with all defaults.
func (s *Server) analysis(r *Repo, id int64, branch, scheme int) Analysis {
	a, ok := s.analyses[id]
	if !ok {
		a = assumed(r, id, branch, scheme)
	}
	if a.Seed == 0 {
		a.Seed = id
	}
	if a.Scans == 0 {
		a.Scans = 30
	}
	if a.Files == 0 {
		a.Files = 24 + a.Issues/4
	}
	if a.Status == 0 {
		a.Status = 1
	}
	if a.ScanPath == "" {
		a.ScanPath = "/"
	}
	if len(a.Languages) == 0 {
		a.Languages = pick(stacks, mix(a.Seed, 5))
	}
	a.Functions = min(a.Functions, a.Files*4)
	a.Duplicates = min(a.Duplicates, a.Files)
	return a
}

// assumed returns the data of a project that SetAnalysis was not called for: the first one shows the state of its repository.
func assumed(r *Repo, id int64, branch, scheme int) Analysis {
	lot := mix(id, 11)
	a := Analysis{
		Scans: 4 + lot%24, Until: r.ScannedAt, Issues: r.CodeLines / 150, Files: 4 + r.CodeLines/130,
		Functions: r.CodeLines / 900, Duplicates: r.CodeLines / 2500, LastFailed: r.CodeLines == 0,
	}
	switch {
	case r.ScannedAt.IsZero():
		a.NeverScanned = true
	case branch == 0 && scheme == 0:
	case lot%5 == 0:
		a.NeverScanned = true
	case lot%11 == 1:
		a.OnlyFailures = true
	case lot%7 == 2:
		a.Status = 2
	}
	if branch+scheme > 0 {
		a.Until = a.Until.Add(-time.Duration(lot%200+1) * time.Hour)
	}
	return a
}

// schemeNames lists the names of a repository's schemes, each once.
func schemeNames(r *Repo) []string {
	all := slices.Clone(r.order)
	for _, b := range r.Branches {
		for _, name := range b.Schemes {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// projectIDs lists the IDs of a repository's projects, sorted.
func projectIDs(r *Repo) []int64 {
	var all []int64
	for i, b := range r.Branches {
		for j := range b.Schemes {
			all = append(all, ProjectID(r.ID, i, j))
		}
	}
	return all
}
