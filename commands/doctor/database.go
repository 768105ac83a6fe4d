package doctor

import "time"

// Stored says which database is used, and how fast it answers. version is that of its tables.
func Stored(engine string, version int64, took time.Duration) Finding {
	return found(Database, Good, "doctor.database_good", "Engine", engine, "Version", version, "Took", brief(took))
}

// Older says that the tables are of an older version than this program: the next start brings them up to date.
func Older(version, known int64) Finding {
	return found(Database, Warning, "doctor.database_older", "Version", version, "Known", known).fixed("doctor.database_older_fix")
}

// Newer says that a newer program has changed the tables.
func Newer(version, known int64) Finding {
	return found(Database, Warning, "doctor.database_newer", "Version", version, "Known", known).fixed("doctor.database_newer_fix")
}

// DatabaseDown says that the database cannot be used.
func DatabaseDown(cause string) Finding {
	return found(Database, Bad, "doctor.database_down", "Cause", cause).fixed("doctor.database_down_fix")
}

// Sealed counts the stored tokens by the key that sealed them.
type Sealed struct {
	First   int // with the first configured key
	Others  int // with another one of them
	Unknown int // with none of them
}

// SealedTokens says whether all stored tokens can be read, and whether former keys can be removed.
func SealedTokens(n Sealed) (all []Finding) {
	if n.Unknown > 0 {
		all = append(all, found(Keys, Bad, "doctor.keys_unknown", "Count", n.Unknown).fixed("doctor.keys_unknown_fix"))
	}
	if n.Others > 0 {
		all = append(all, found(Keys, Warning, "doctor.keys_others", "Count", n.Others).fixed("doctor.keys_others_fix"))
	}
	return append(all, found(Keys, Good, "doctor.keys_good", "Count", n.First))
}

// maxWait is how long a ready job waits at most when the queue is healthy.
const maxWait = time.Minute

// Queue says how many jobs wait and whether they are done in time.
func Queue(ready, later, retried int, oldest time.Duration) (all []Finding) {
	if oldest > maxWait {
		all = append(all, found(Jobs, Bad, "doctor.jobs_late", "Count", ready, "Oldest", brief(oldest)).fixed("doctor.jobs_late_fix"))
	} else {
		all = append(all, found(Jobs, Good, "doctor.jobs_good", "Count", ready, "Later", later))
	}
	if retried > 0 {
		all = append(all, found(Jobs, Warning, "doctor.jobs_retried", "Count", retried).fixed("doctor.jobs_retried_fix"))
	}
	return all
}

// Sending says how many messages wait for their turn at Slack.
func Sending(waiting int) Finding { return found(Jobs, Good, "doctor.sending", "Count", waiting) }

// NotChecked says that an area could not be looked at, and why.
func NotChecked(a Area, cause string) Finding {
	return found(a, Unchecked, "doctor.unchecked", "Cause", cause)
}

// Late says that an area was not looked at in time.
func Late(a Area) Finding {
	late := found(a, Unchecked, "doctor.late")
	switch a {
	case Slack, TCA:
		return late.fixed("doctor.fix_network")
	case Database, Keys, Jobs, Sockets, Channel:
		return late.fixed("doctor.database_down_fix")
	default:
		return late
	}
}
