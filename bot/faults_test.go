//go:build unix

package bot_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the table of faults in SECURITY.md anew")

// knownFault is something that goes wrong outside of the bot or in it, and what comes of it, as an administrator reads it. The
// tests that are named show it.
type knownFault struct {
	name, sees, retried, lost string
	tests                     []string
}

const (
	nothing   = "nothing"
	nothingIn = "nothing that was accepted"
)

// knownFaults are those of Slack, of TCA and of the process, in the order of the table.
var knownFaults = []knownFault{
	{"a socket closes, or is silent", "their answer: it goes over the other connection, or by its response URL", "another connection at once, then ever more slowly", nothingIn, []string{"TestReconnects", "TestHalfDeadConnection", "TestCommandsDuringRefresh", "TestReconnectStorm"}},
	{"another program uses the Slack app", "nothing of the bot for what the other one received", "no: Slack gives each envelope to one connection", "what the other program received; the log and `tcabot doctor` say so", []string{"TestDoctorForeign"}},
	{"Slack delivers something twice", "one answer", "no", nothing, []string{"TestDuplicateIsActedOnOnce", "TestTwinsActOnce", "TestDoneOnce", "TestRedeliveredMessages"}},
	{"Slack refuses the app token once", "nothing", "soon, with growing pauses", nothing, []string{"TestOddAnswersWhenOpening"}},
	{"Slack refuses the app token for minutes", "nothing", "no: the process ends with code 1", nothingIn, []string{"TestCredentialsRefusedForGood"}},
	{"Slack limits the rate", "their answer, later", "after the time that Slack asks for, answers before digests", nothing, []string{"TestOneChannelIsLimited", "TestRetryAfter", "TestLongRetryAfter"}},
	{"Slack does not say whether it posted a digest", "one post", "the channel's history is searched first", nothing, []string{"TestDigestIsNotPostedTwice"}},
	{"… and the app may not read the history", "one post, or two", "yes", nothing, []string{"TestDigestWithoutHistory"}},
	{"a response URL fails or is forgotten", "the answer where they asked, or in their direct messages", "in these other ways", nothing, []string{"TestResponseFaults", "TestForgottenAddress"}},
	{"Slack rejects the blocks of a message", "its text", "as text", "the layout", []string{"TestAnswersThatCannotBeShown", "TestFaults"}},
	{"the app lacks a scope", "which one is missing, and who can add it", "when the app is installed again", nothing, []string{"TestMissingScope", "TestDigestWithoutScope", "TestSilentScopes"}},
	{"a channel is archived, or the bot removed from it", "its digests' owners: a notice", "when that ends, by itself", nothing, []string{"TestChannelComesAndGoes", "TestDigestIsNeverDeadInSilence"}},
	{"a channel gets another ID", "no change", "no need", nothing, []string{"TestChannelGetsAnotherID"}},
	{"the app is removed and installed again", "everything as before", "when Slack takes the token again, for seven days", nothing, []string{"TestAppReturns", "TestAppGoneForGood"}},
	{"the app is installed in a whole organization", "no answer; the log and `tcabot doctor` say what to do", "no: the process ends with code 1", nothing, []string{"TestInstalledInOrganization", "TestDoctorFaults"}},
	{"an event is hours late", "no change: Slack is asked how things are now", "no", nothing, []string{"TestOutdatedDepartures", "TestDepartures"}},
	{"the bot is busy", "that it is busy, and a button to try again", "by the button", nothing, []string{"TestRoomForTheSamePress", "TestMessageWhileBusy"}},
	{"TCA is slow", "“Still working”, then the answer, or after 15 s that TCA did not answer", "reads, up to three times; changes never", nothing, []string{"TestTrouble", "TestSlowForm"}},
	{"TCA is down, or not TCA", "why, and what to do; digests are posted later", "reads, up to three times; digests until TCA answers", nothing, []string{"TestTrouble", "TestUnreachable", "TestDigestWaitsForTCA", "TestFollowOutage"}},
	{"TCA rejects a token", "that they must connect again; their digests are suspended if it stays so for ten minutes", "when they connect", nothing, []string{"TestDigestIsNeverDeadInSilence", "TestDigestSurvivesOneRefusal", "TestHomeRejected"}},
	{"TCA's answer to a change is lost", "how things are now", "no: TCA is asked what became of it", nothing, []string{"TestIssueChangedOnce", "TestScanIsStartedOnce", "TestCancelThatTCADidNotConfirm"}},
	{"TCA's error page repeats a token", "that TCA has an error", "no", nothing, []string{"TestTCARepeatsTokens", "TestTokensAreNotRepeated"}},
	{"the database does not answer", "that the bot's database does not, with a reference", "when they ask again; jobs by themselves", nothing, []string{"TestFrozenDatabase", "TestBlame"}},
	{"somebody wrote rubbish into the database", "whoever owns the row: that it cannot be read; others nothing", "no", "what was overwritten; text in place of a number in River's table stops all jobs of an SQLite file, and the log says so", []string{"TestTamperedRows", "TestTamperedJobs"}},
	{"an upgrade is taken back by one version", "no change", "no need", nothing, []string{"TestNewerDatabase", "TestMigrationsOnlyAdd"}},
	{"the process is killed", "late answers to what it had accepted as a job; what it was just answering has to be asked again", "jobs, by another process or at the next start", "answers that were not written yet", []string{"TestOneProcessDies", "TestTwoProcessesOneDies", "TestAThousandDigests", "TestWatchOutlivesItsProcess"}},
	{"the process is stopped", "their answer: what was accepted is finished for up to 20 s", "jobs, at the next start", nothing, []string{"TestStopAnswersWhatItAccepted", "TestStopAnswersWhatItRefused"}},
}

// testsOf lists the names of the tests of the module's packages in a folder.
func testsOf(t *testing.T, root string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") {
				names[f.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestFaultTable compares the table of faults in SECURITY.md with the faults whose tests stand here; -update writes it.
func TestFaultTable(t *testing.T) {
	tests := testsOf(t, ".")
	var table strings.Builder
	table.WriteString("| what fails | people see | tried again | lost | shown by |\n|---|---|---|---|---|\n")
	for _, f := range knownFaults {
		for _, name := range f.tests {
			if !tests[name] {
				t.Errorf("%s: there is no test %s", f.name, name)
			}
		}
		fmt.Fprintf(&table, "| %s | %s | %s | %s | %s |\n", f.name, f.sees, f.retried, f.lost, strings.Join(f.tests, " "))
	}
	for _, f := range databaseFaults {
		fmt.Fprintf(&table, "| %s | %s | %s | %s | TestDatabaseFaults |\n", f.name, f.sees(), f.retried, f.lost)
	}
	const begin, end = "<!-- faults: written by go test ./bot -run TestFaultTable -update -->\n", "<!-- end of faults -->"
	path := filepath.Join("..", ".github", "SECURITY.md")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(raw), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no table of faults", path)
	}
	want := before + begin + table.String() + end + after
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(raw), want); diff != "" {
		t.Errorf("run go test ./bot -run TestFaultTable -update (-is +want):\n%s", diff)
	}
}
