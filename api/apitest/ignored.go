package apitest

import (
	"fmt"
	"slices"
	"time"
)

// ignored is an issue that a person resolved for a whole repository. The real server changes nothing in other branches then: it
// keeps a record, and the next scan of a branch that has the same open issue resolves it, if its scheme says so.
type ignored struct {
	project          int64
	issue            int
	rule, path, text string
	resolution       int
	at               time.Time
}

// spreads reports whether a resolution can be set for a whole repository.
func spreads(resolution int) bool { return resolution == 2 || resolution == 3 }

// remember notes that an issue is ignored in the whole repository, or no longer.
func (s *Server) remember(l *ledger, i int, resolution int, wide bool) {
	x := l.issue(i)
	repo := l.p.repo.ID
	s.ignored[repo] = slices.DeleteFunc(s.ignored[repo], func(g ignored) bool { return g.project == l.p.id && g.issue == i })
	if wide && spreads(resolution) {
		s.ignored[repo] = append(s.ignored[repo], ignored{l.p.id, i, x.rule.real, x.file.path(), l.msg(x), resolution, s.now()})
	}
}

// spread has a project's scans resolve what was ignored in another branch before them, and reports whether they did.
func (s *Server) spread(l *ledger) (found bool) {
	for _, g := range s.ignored[l.p.repo.ID] {
		nth := l.since(g.at)
		if g.project == l.p.id || nth >= len(l.scans) || !s.schemeOf(l.p).ignoresEverywhere() {
			continue
		}
		for _, i := range l.like(g) {
			if l.stateAfter(l.class(i), nth) != stateActive {
				continue
			}
			found = true
			x := l.scans[nth]
			e := s.edit(l.p.id, i)
			e.decisions = append(e.decisions, decision{at: x.end().Add(-time.Microsecond), state: stateResolved, resolution: g.resolution, scan: l.p.scanID(x)})
			kind := map[int]string{2: "无需修复", 3: "无效"}[g.resolution]
			s.comment(e, "CodeDog", "全局"+kind+"标记", fmt.Sprintf("当前问题属于代码库标记的全局%s问题，在[Scan: %d]扫描时自动设置处理方式", kind, l.p.scanID(x)))
		}
	}
	return found
}

// like lists the issues that equal an ignored one.
func (l *ledger) like(g ignored) (all []int) {
	same := make(map[class]bool)
	l.classes(func(c class, _ int) {
		if l.rule(c).real == g.rule && l.fileOf(c).path() == g.path {
			same[c] = true
		}
	})
	for i := range l.total() {
		if len(same) > 0 && same[l.class(i)] && l.msg(l.issue(i)) == g.text {
			all = append(all, i)
		}
	}
	return all
}
