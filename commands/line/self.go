package line

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
)

// Mine shows what is assigned to a person in a team.
func Mine(t api.TeamRef) Line { return of("mine", TeamWord(t)) }

// MyWork shows what is assigned to a person in their default team, or in all.
func MyWork() Line { return of("mine") }

// Menu shows where to start.
func Menu() Line { return of("menu") }

// Home shows what App Home does.
func Home() Line { return of("home") }

// Quick shows what App Home does while TCA has not answered.
func Quick() Line { return Home().Flag("quick") }

// Language sets the language of the answers: en, zh or auto.
func Language(to string) Line { return of("language", to) }

// HelpAbout searches the help.
func HelpAbout(words string) Line { return of(append([]string{"help"}, strings.Fields(words)...)...) }

// AnyIssue shows an issue of the default branch, or asks of which.
func AnyIssue(id int64) Line { return of("issue", kit.Number(id)) }

// Use sets the default target, by its word: see TeamWord, RepoWord and ProjectWord.
func Use(word string) Line { return of("use", word) }

// ClearUse clears the default target.
func ClearUse() Line { return of("use", "none") }

// Whoami shows who a person is in TCA.
func Whoami() Line { return of("whoami") }

// Names lists the names under which a person's commits appear.
func Names() Line { return of("names") }

// AddName adds one of them.
func AddName(name string) Line { return of("names", "add", name) }

// RemoveName removes one of them.
func RemoveName(name string) Line { return of("names", "remove", name) }

// Mentions sets whether posts mention a person as an author.
func Mentions(agreed bool) Line {
	if agreed {
		return of("mentions", "on")
	}
	return of("mentions", "off")
}

// Notices sets whether a person is told about issues that are assigned to them.
func Notices(on bool) Line {
	if on {
		return of("notices", "on")
	}
	return of("notices", "off")
}

// NoticesState shows that setting.
func NoticesState() Line { return of("notices") }

// QuietHours shows a person's quiet hours.
func QuietHours() Line { return of("quiet") }

// Quiet sets them: 20:00-08:00, or off.
func Quiet(hours string) Line { return of("quiet", hours) }

// Help lists all commands.
func Help() Line { return of("help") }

// HelpOn explains one.
func HelpOn(name string) Line { return of(append([]string{"help"}, strings.Fields(name)...)...) }

// Default shows the default target, by the command for its kind: "repos", "projects" or "overview".
func Default(name string) Line { return of(name) }

// About runs a command about a target, by its word: see RepoWord and ProjectWord.
func About(name, word string) Line { return of(name, word) }

// Export writes everything that a line lists into a file.
func Export(of Line) Line { return Line{"export " + of.text} }

// StopExport ends an export.
func StopExport(id string) Line { return of("export").With("stop", id) }

// Digests lists the digests of a channel.
func Digests() Line { return of("digest") }

// Follows lists the follows of a channel.
func Follows() Line { return of("follows") }

// Follow runs a command about one follow: the verb is the second word of its name, such as "pause".
func Follow(verb string, number int64) Line { return of("follows", verb, kit.Number(number)) }

// Digest runs a command about one digest: the verb is the second word of its name, such as "pause".
func Digest(verb string, number int64) Line { return of("digest", verb, kit.Number(number)) }

// Watches lists the watches in a channel.
func Watches() Line { return of("watch") }

// Unwatch ends a watch.
func Unwatch(watch int64) Line { return of("unwatch").With("of", kit.Number(watch)) }

// ForgetMe deletes what is stored about the person who asks.
func ForgetMe() Line { return of("forget", "me").Flag("yes") }

// Doctor examines the installation.
func Doctor() Line { return of("doctor") }

// Audit lists what a person changed in TCA.
func Audit() Line { return of("audit") }

// Action shows what came of one change.
func Action(id int64) Line { return of("audit", "show", kit.Number(id)) }

// Undo takes one back.
func Undo(id int64) Line { return of("undo", kit.Number(id)) }

// Links lists in which channels the links that a person posts are previewed.
func Links() Line { return of("links") }

// LinksAlways allows previews in the channel where it is asked.
func LinksAlways() Line { return of("links", "always") }

// LinksNever forbids them there.
func LinksNever() Line { return of("links", "never") }

// LinksAsk forgets what was chosen for a channel.
func LinksAsk(channel string) Line { return of("links", "ask").With("in", "<#"+channel+">") }

// Find finds a branch, a repository or a team.
func Find() Line { return of("find") }
