package action

import (
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/screen"
)

// The fields of schemes with values that people read as words.
const (
	DefaultScheme     Field = "default_scheme"   // whether it is the default one of its repository
	SchemeStatus      Field = "scheme_status"    //
	SchemeLanguages   Field = "scheme_languages" // names with commas between them
	SyncIgnored       Field = "sync_ignored"     // whether issues that are ignored in the repository are ignored here
	FilterMerged      Field = "filter_merged"
	FetchSubmodules   Field = "fetch_submodules"
	ReportSubmodules  Field = "report_submodules"
	FetchLargeFiles   Field = "fetch_large_files"
	CheckCode         Field = "check_code"
	CheckComplexity   Field = "check_complexity"
	CheckDuplication  Field = "check_duplication"
	CountLines        Field = "count_lines"
	PathFilter        Field = "path_filter"        // what a filter does, and how its path is written: exclude-wildcard; empty for no filter
	PathFilterUse     Field = "path_filter_use"    // what a filter does
	PathFilterPattern Field = "path_filter_syntax" // how its path is written
)

// On and Off are the values of a switch.
const (
	On  = "on"
	Off = "off"
)

// switches are the fields that are on or off.
var switches = []Field{
	DefaultScheme, SyncIgnored, FilterMerged, FetchSubmodules, ReportSubmodules, FetchLargeFiles, CheckCode, CheckComplexity, CheckDuplication, CountLines,
}

// settingWords writes the value of a field that is a switch or a list of languages; false for that of another field.
func settingWords(s command.Screen, f Field, value string) (string, bool) {
	switch {
	case f == SchemeLanguages:
		return screen.Languages(s, strings.Split(value, ",")), true
	case slices.Contains(switches, f) && value == On:
		return s.Say("setting.on"), true
	case slices.Contains(switches, f) && value == Off:
		return s.Say("setting.off"), true
	default:
		return "", false
	}
}
