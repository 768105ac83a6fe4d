package apitest

// ratedRules are checkRules, followed by the same rules with each severity that a person can give to an issue of theirs. Issues
// are counted by the index of their rule here.
var ratedRules = func() []checkRule {
	all := append([]checkRule(nil), checkRules...)
	for severity := 1; severity < len(severityWords); severity++ {
		for _, r := range checkRules {
			r.severity = severity
			all = append(all, r)
		}
	}
	return all
}()

// rated returns the index of a rule with a severity, 0 for its own.
func rated(which, severity int) int {
	if severity == 0 || severity == checkRules[which].severity {
		return which
	}
	return which + severity*len(checkRules)
}
