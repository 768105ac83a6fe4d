package doctor

import (
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
)

// Posts says how the digests and follows of a channel are, and when each was posted last.
func Posts(all []subscription.Subscription) (findings []Finding) {
	if len(all) == 0 {
		return []Finding{found(Channel, Good, "doctor.no_posts")}
	}
	for _, one := range all {
		findings = append(findings, post(one))
	}
	return findings
}

func post(one subscription.Subscription) Finding {
	values := []any{"Kind", kind(one.Kind), "ID", one.ID, "Name", kit.Name(one.Name, "?", 120), "Last", last(one)}
	switch one.State {
	case subscription.Suspended:
		return found(Channel, Bad, "doctor.post_suspended", append(values, "Reason", reason(one.Reason))...).
			fixed("doctor.post_suspended_fix", "Line", one.Kind.Do("resume", one.ID).String())
	case subscription.Paused:
		return found(Channel, Good, "doctor.post_paused", values...)
	default:
		return found(Channel, Good, "doctor.post_active", values...)
	}
}

type kind subscription.Kind

// In implements inner.
func (k kind) In(w locale.Sayer) string { return w.Say(locale.Group("doctor_kind").Key(string(k))) }

type reason subscription.Reason

// In implements inner.
func (r reason) In(w locale.Sayer) string { return w.Say(locale.Group("suspension").Key(string(r))) }

type last subscription.Subscription

// In implements inner.
func (l last) In(w locale.Sayer) string {
	if l.Last.IsZero() {
		return w.Say("doctor.never_posted")
	}
	return w.Say("doctor.posted", "When", at(l.Last))
}
