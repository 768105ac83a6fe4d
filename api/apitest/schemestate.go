package apitest

import (
	"maps"
	"time"
)

// settings are a scheme's own, once a request has changed some of them; the others are computed.
type settings struct {
	basics, lint, metrics obj       // as they are answered
	dirs                  []scanDir // oldest first
	lastDir               int64
	by                    string // who made the scheme of a template; empty for others
	made                  time.Time
	slim                  bool // checks for security problems only, as the scheme's first name says
}

// settings returns the settings of a scheme, to be changed.
func (s *Server) settings(x scheme) *settings {
	if x.own != nil {
		return x.own
	}
	own := &settings{basics: s.schemeJSON(x), lint: x.lint(), metrics: x.metrics(), dirs: x.scanDirs(), lastDir: x.id*100 + 50, slim: x.slim()}
	s.schemeSettings[x.id] = own
	return own
}

// slim reports whether the scheme checks for security problems only.
func (x scheme) slim() bool {
	if x.own != nil {
		return x.own.slim
	}
	return slimScheme(x.name)
}

// with returns the scheme with what requests have changed.
func (x scheme) with(own *settings) scheme {
	if x.own = own; own == nil {
		return x
	}
	x.status, x.standard = num(own.basics["status"]), own.basics["default_flag"] == true
	x.langs, _ = own.basics["languages"].([]string)
	return x
}

// lint returns the settings for code checks, without the selection of rules.
func (x scheme) lint() obj {
	if x.own != nil {
		return maps.Clone(x.own.lint)
	}
	return obj{"id": x.id, "enabled": true, "scan_scheme": x.id, "build_cmd": nil, "envs": nil, "pre_cmd": nil}
}

func (x scheme) metrics() obj {
	if x.own != nil {
		return maps.Clone(x.own.metrics)
	}
	on := !x.slim()
	return obj{
		"id": x.id, "cc_scan_enabled": on, "min_ccn": minCCN, "dup_scan_enabled": on, "dup_block_length_min": 120, "dup_block_length_max": nil,
		"dup_min_dup_times": 2, "dup_max_dup_times": nil, "dup_min_midd_rate": 5, "dup_min_high_rate": 11, "dup_min_exhi_rate": 20,
		"dup_issue_limit": 1000, "cloc_scan_enabled": true, "scan_scheme": x.id,
	}
}

// ignoresEverywhere reports whether issues that are ignored in the whole repository are ignored by this scheme, too.
func (x scheme) ignoresEverywhere() bool {
	return x.own == nil || x.own.basics["issue_global_ignore"] == true
}

// copyTemplate makes a scheme of the organisation's template. The caller has given it its place.
func (c *call) copyTemplate(name string) {
	for _, x := range c.s.schemes(c.repo) {
		if x.name != name {
			continue
		}
		own := c.s.settings(x)
		own.by, own.made = c.u.Username, c.s.now()
		own.basics["languages"], own.basics["tag"], own.basics["default_flag"] = []string{}, nil, false
		c.s.written(own.basics, own.by, spaced(own.made), spaced(own.made.Add(12*time.Millisecond)))
		own.dirs = nil
	}
}
