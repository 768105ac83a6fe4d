package line

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Overview shows the overview of an analysed branch.
func Overview(p api.ProjectRef) Line { return of("overview", ProjectWord(p)) }

// Issues lists the open issues of a branch.
func Issues(p api.ProjectRef) Line { return of("issues", ProjectWord(p)) }

// Issue shows one issue of a branch.
func Issue(p api.ProjectRef, id int64) Line { return of("issue", kit.Number(id), ProjectWord(p)) }

// Rules counts the issues of a branch by rule.
func Rules(p api.ProjectRef) Line { return of("rules", ProjectWord(p)) }

// RuleNamed shows the rule of a branch that has a text in its name, or asks which.
func RuleNamed(text, branch string) Line { return of("rule", text, branch) }

// Authors lists the authors of a branch's issues.
func Authors(p api.ProjectRef) Line { return of("authors", ProjectWord(p)) }

// Complexity lists the complex files of a branch.
func Complexity(p api.ProjectRef) Line { return of("complexity", ProjectWord(p)) }

// ComplexityFile shows one of them.
func ComplexityFile(p api.ProjectRef, file int64) Line {
	return of("complexity-file", kit.Number(file), ProjectWord(p))
}

// Functions lists the complex functions of a branch.
func Functions(p api.ProjectRef) Line { return of("functions", ProjectWord(p)) }

// Function shows one of them.
func Function(p api.ProjectRef, id int64) Line { return of("function", kit.Number(id), ProjectWord(p)) }

// Duplication lists the files of a branch with duplicate code.
func Duplication(p api.ProjectRef) Line { return of("duplication", ProjectWord(p)) }

// Duplicate shows one of them.
func Duplicate(p api.ProjectRef, file int64) Line {
	return of("duplicate", kit.Number(file), ProjectWord(p))
}

// DuplicateBlock shows where else a block of a file occurs.
func DuplicateBlock(p api.ProjectRef, block, file int64) Line {
	return of("duplicate-block", kit.Number(block), kit.Number(file), ProjectWord(p))
}

// Lines counts the lines of a branch by directory.
func Lines(p api.ProjectRef) Line { return of("lines", ProjectWord(p)) }

// LinesFiles counts the lines of a branch by file.
func LinesFiles(p api.ProjectRef) Line { return of("lines-files", ProjectWord(p)) }

// LinesFile shows how many lines one file has.
func LinesFile(p api.ProjectRef, file int64) Line {
	return of("lines-file", kit.Number(file), ProjectWord(p))
}

// LinesLanguages counts the lines of a branch by language.
func LinesLanguages(p api.ProjectRef) Line { return of("lines-languages", ProjectWord(p)) }

// Trend shows the open issues of a branch over its last scans.
func Trend(p api.ProjectRef) Line { return of("trend", ProjectWord(p)) }

// TrendOf is Trend of a kind of figures: issues, complexity, duplication or lines.
func TrendOf(kind string, p api.ProjectRef) Line { return of("trend", kind, ProjectWord(p)) }

// Scans lists the scans of a branch.
func Scans(p api.ProjectRef) Line { return of("scans", ProjectWord(p)) }

// Latest shows the figures of the last scan of a branch.
func Latest(p api.ProjectRef) Line { return of("latest", ProjectWord(p)) }

// Jobs lists the scan jobs of a branch.
func Jobs(p api.ProjectRef) Line { return of("jobs", ProjectWord(p)) }

// Job shows one of them.
func Job(p api.ProjectRef, id int64) Line { return of("job", kit.Number(id), ProjectWord(p)) }

// Project shows the settings of a branch.
func Project(p api.ProjectRef) Line { return of("project", ProjectWord(p)) }

// Scan offers to start a scan of a branch.
func Scan(p api.ProjectRef) Line { return of("scan", ProjectWord(p)) }

// Watch follows a job until it ends.
func Watch(p api.ProjectRef, job int64) Line { return of("watch", kit.Number(job), ProjectWord(p)) }

// Cancel asks for the reason to cancel a job.
func Cancel(p api.ProjectRef, job int64) Line { return of("cancel", kit.Number(job), ProjectWord(p)) }

// IssueAction offers to change one issue: the verb is the second word of the command's name, such as "resolve".
func IssueAction(verb string, p api.ProjectRef, id int64) Line {
	return of("issue", verb, kit.Number(id), ProjectWord(p))
}

// SelectedIssues is IssueAction for the issues that are ticked in a message.
func SelectedIssues(verb string, p api.ProjectRef) Line {
	return of("issue", verb, command.Selected, ProjectWord(p))
}

// FunctionAction is IssueAction for a complex function.
func FunctionAction(verb string, p api.ProjectRef, id int64) Line {
	return of("function", verb, kit.Number(id), ProjectWord(p))
}

// DuplicateAction is IssueAction for a file with duplicate code.
func DuplicateAction(verb string, p api.ProjectRef, id int64) Line {
	return of("duplicate", verb, kit.Number(id), ProjectWord(p))
}

// Preview shows a branch as a short card.
func Preview(p api.ProjectRef) Line { return of("preview", ProjectWord(p)) }

// PreviewIssue shows an issue of a branch as a short card.
func PreviewIssue(p api.ProjectRef, id int64) Line {
	return of("preview", ProjectWord(p), kit.Number(id))
}

// OverviewOf is Overview of a branch as people name it.
func OverviewOf(branch string) Line { return of("overview", branch) }

// IssueOf is Issue of a branch as people name it; of the default one if that is empty.
func IssueOf(id int64, branch string) Line { return of(named("issue", kit.Number(id), branch)...) }

// IssuesOf is Issues of a branch as people name it; of the default one if that is empty.
func IssuesOf(branch string) Line { return of(named("issues", branch)...) }

// named are words without an empty one at the end.
func named(words ...string) []string {
	if last := len(words) - 1; words[last] == "" {
		return words[:last]
	}
	return words
}
