package target

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"unicode"
)

// maxReferences is how many references of a text are looked up.
const maxReferences = 10

// maxReference is how long one is, in bytes: what is longer names nothing that people would type.
const maxReference = 200

// ReferenceKind is what a Reference names.
type ReferenceKind string

// The kinds of references.
const (
	ReferencePage   ReferenceKind = "page"   // the address of a page of TCA
	ReferenceBranch ReferenceKind = "branch" // repo@branch
	ReferenceIssue  ReferenceKind = "issue"  // the ID of an issue
	ReferencePlace  ReferenceKind = "place"  // path:line
)

// Reference is something in a text that may be found in TCA.
type Reference struct {
	Kind ReferenceKind
	Text string    // as people read it
	Line line.Line // shows it
}

var (
	placeForm  = regexp.MustCompile(`^((?:[\w.@+-]+/)*[\w.+-]*\.[A-Za-z]\w{0,9}):\d{1,7}(?::\d{1,5})?$`)
	branchForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._/-]*@[\p{L}\p{N}][\p{L}\p{N}._/#-]*$`)
	mailForm   = regexp.MustCompile(`(?i)@[\w-]+(\.[\w-]+)*\.(com|cn|org|net|io|edu|gov|dev|local)$`)
	hostForm   = regexp.MustCompile(`(?i)^[\w.-]+\.(com|cn|org|net|io|dev|local|internal)$`)
	issueForm  = regexp.MustCompile(`(?i)(?:\bissues?[ :：#]{0,3}|问题[ :：#]{0,3}|#)(\d{1,12})\b`)
)

// References finds pages of this TCA server, branches, issues and places in the code in a text: pages first, then branches,
// issues and places. Issues and places are those of the branch that the text names, if that is one; else of the default.
func References(site api.Site, text string) []Reference {
	var pages, branches, places []Reference
	var rest strings.Builder // what may hold the IDs of issues
	where := map[string]bool{}
	for _, word := range words(text) {
		switch shown, isPage := Page(site, word); {
		case isPage:
			pages = append(pages, Reference{ReferencePage, pageText(word), shown})
			if a, ok := readURL(word); ok {
				if ref, ok := a.projectRef(); ok {
					where[line.ProjectWord(ref)] = true
				}
			}
		case strings.Contains(word, "://"), len(word) > maxReference:
		case placeForm.MatchString(word):
			if path := placeForm.FindStringSubmatch(word)[1]; !hostForm.MatchString(path) {
				places = append(places, Reference{Kind: ReferencePlace, Text: word})
			}
		case branchForm.MatchString(word) && !mailForm.MatchString(word):
			branches = append(branches, Reference{ReferenceBranch, word, line.OverviewOf(word)})
			where[word] = true
		default:
			rest.WriteString(word + " ")
		}
	}
	branch := ""
	if len(where) == 1 {
		branch = slices.Collect(maps.Keys(where))[0]
	}
	var issues []Reference
	for _, m := range issueForm.FindAllStringSubmatch(rest.String(), -1) {
		if id, ok := ParseID(m[1]); ok {
			issues = append(issues, Reference{ReferenceIssue, kit.Number(id), line.IssueOf(id, branch)})
		}
	}
	for i, p := range places {
		places[i].Line = line.IssuesOf(branch).Containing("path", placeForm.FindStringSubmatch(p.Text)[1])
	}
	return distinct(slices.Concat(pages, branches, issues, places))
}

// words are the words of a text, without the punctuation around them.
func words(text string) []string {
	all := strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("，。；、（）《》“”‘’「」<>|", r)
	})
	for i, w := range all {
		all[i] = strings.TrimRight(strings.Trim(w, "\"'`()[]{}*_~,;!?"), ".:")
	}
	return all
}

// pageText is the end of an address, which says most.
func pageText(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	rest, _, _ = strings.Cut(rest, "?")
	return kit.Tail(rest, 60)
}

// distinct are the first references, each line once.
func distinct(all []Reference) []Reference {
	seen := map[string]bool{}
	all = slices.DeleteFunc(all, func(r Reference) bool {
		had := r.Line.IsZero() || seen[r.Line.String()]
		seen[r.Line.String()] = true
		return had
	})
	return all[:min(len(all), maxReferences)]
}
