package schedule

import (
	"strings"
	"time"
	_ "time/tzdata" // for systems without a zone database
)

// ReadZone finds a zone of the IANA database, such as Asia/Shanghai, ignoring case. It rejects "Local", which differs
// between systems, and abbreviations, which are ambiguous.
func ReadZone(name string) (*time.Location, bool) {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > 60 || strings.EqualFold(name, "local") {
		return nil, false
	}
	if strings.EqualFold(name, "utc") {
		return time.UTC, true
	}
	if !strings.Contains(name, "/") {
		return nil, false
	}
	for _, spelled := range []string{name, titled(name)} {
		if zone, err := time.LoadLocation(spelled); err == nil {
			return zone, true
		}
	}
	return nil, false
}

// titled writes a zone's name as the database does: every word capitalised except for small ones.
func titled(name string) string {
	var b strings.Builder
	start := true
	for _, r := range strings.ToLower(strings.ReplaceAll(name, " ", "_")) {
		if start {
			b.WriteString(strings.ToUpper(string(r)))
		} else {
			b.WriteRune(r)
		}
		start = r == '/' || r == '_' || r == '-'
	}
	s := b.String()
	for _, small := range []string{"Of", "Es", "Au"} {
		s = strings.ReplaceAll(s, "_"+small+"_", "_"+strings.ToLower(small)+"_")
		s = strings.ReplaceAll(s, "-"+small+"-", "-"+strings.ToLower(small)+"-")
	}
	return s
}
