package schedule

import (
	"strings"
	"time"
	_ "time/tzdata" // zones are known on machines without a zone database, too
)

// ReadZone finds a zone of the IANA database, such as Asia/Shanghai, in any letter case. "Local", which is another zone
// on every machine, and abbreviations, which name several, are none.
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

// titled writes a zone's name as the database does: a capital at the beginning of every word but the small ones.
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
