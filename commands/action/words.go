package action

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Field names a property that an action changes, and says how its values are written.
type Field string

// The fields with values that people read as words. The values of others, such as the name of a repository, are texts.
const (
	IssueState      Field = "issue_state"    // a state, and a resolution after a slash: resolved/wontfix
	IssueSeverity   Field = "severity"       //
	Author          Field = "author"         // empty for nobody
	FunctionStatus  Field = "func_status"    //
	DuplicateState  Field = "dup_state"      //
	ProjectStatus   Field = "project_status" //
	Registered      Field = "registered"     // whether TCA has it: empty or its address
	maxValue              = 120
	nothing               = "—"
	resolutionGroup       = locale.Group("resolution")
)

// groups are the groups of keys that name the values of a field.
var groups = map[Field]locale.Group{
	IssueState: "issue_state", IssueSeverity: "severity", FunctionStatus: "func_status", DuplicateState: "dup_state", ProjectStatus: "project_status",
	SchemeStatus: "scheme_status", PathFilter: "path_filter", PathFilterUse: "scan_dir", PathFilterPattern: "path_type",
}

// Words writes a value in the reader's language.
func Words(s command.Screen, f Field, value string) string {
	group, ok := groups[f]
	setting, isSetting := settingWords(s, f, value)
	switch {
	case f == Author && value == "":
		return s.Say("nobody")
	case value == "":
		return nothing
	case isSetting:
		return kit.Cut(setting, maxValue)
	case !ok:
		return kit.Cut(kit.Name(value, nothing, maxValue), maxValue)
	}
	word, more, both := strings.Cut(value, "/")
	text := s.Say(group.Key(word))
	if both {
		text += " · " + s.Say(resolutionGroup.Key(more))
	}
	return text
}

// AskedFor is what an action was asked for, and how far it reaches where that is farther than the branch.
func AskedFor(s command.Screen, a Action) string {
	if a.Undoes != 0 {
		return a.Value
	}
	value := Asked(s, a.Changes)
	if scope := reach(a); scope == api.ScopeRepo.String() {
		value += " · " + s.Say(locale.Group("issue_scope").Key(scope))
	}
	return value
}

// resolving is the kind of actions with a scope, which stands in Value after a space.
const resolving Kind = "issue_resolve"

// reach is the scope of an action; empty for one without.
func reach(a Action) string {
	if a.Kind != resolving {
		return ""
	}
	_, scope, _ := strings.Cut(a.Value, " ")
	return scope
}

// Asked is what changes have in common that one request made: the value that was asked for, or the resolution.
func Asked(s command.Screen, changes []Change) string {
	if len(changes) == 0 {
		return ""
	}
	c := changes[0]
	if _, resolution, ok := strings.Cut(c.After, "/"); ok && c.Field == IssueState {
		return s.Say(resolutionGroup.Key(resolution))
	}
	return Words(s, c.Field, c.After)
}
