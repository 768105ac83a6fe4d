package line

import (
	"tcabot/api"
	"tcabot/commands/kit"
)

// Gate judges a target by its quality gate, by its word: see TeamWord, RepoWord and ProjectWord.
func Gate(word string) Line { return of("gate", word) }

// Pins lists the pinned scans of a branch.
func Pins(p api.ProjectRef) Line { return of("gate", "pins", ProjectWord(p)) }

// Pin pins a scan of a branch.
func Pin(p api.ProjectRef, name string, scan int64) Line {
	return of("gate", "pin", ProjectWord(p), name).With("scan", kit.Number(scan))
}

// Unpin removes a pin of a branch.
func Unpin(p api.ProjectRef, name string) Line { return of("gate", "unpin", ProjectWord(p), name) }
