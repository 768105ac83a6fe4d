package dispatch

import (
	"errors"
	"slices"
	"strings"
	"tcabot/commands/command"
	"unicode/utf8"
)

const (
	// proseWords is from how many words on a message that begins with no command may be a sentence: people talk to a bot that
	// they can mention. A shorter one is more likely a command with a typing error.
	proseWords = 4
	// proseExample is the command that is shown to whoever wrote a sentence.
	proseExample = "overview payments-api@master"
)

// errProse is the error of a sentence.
func errProse() error {
	return &command.UsageError{Reason: "usage.prose", Data: []any{"Example", proseExample}}
}

// isSentence reports whether a line is punctuated like a sentence, and has nothing that only commands have, such as a filter
// or an address. Then its first word is not looked up in TCA, where something may have a similar name.
func (q Question) isSentence(begins command.Command) bool {
	words := strings.Fields(q.Line)
	if !q.Surface.isMessage() || !begins.IsTarget() || len(words) < proseWords {
		return false
	}
	if slices.ContainsFunc(words, func(w string) bool { return strings.ContainsAny(w, ":：@＠#＃/／") }) {
		return false
	}
	return slices.ContainsFunc(words, func(w string) bool {
		last, _ := utf8.DecodeLastRuneInString(w)
		return strings.ContainsRune(".,;?!。，；？！…", last)
	})
}

// namesNothing reports whether a question is likely a sentence because its first word names nothing. What is wrong with that
// word is no answer to it.
func (q Question) namesNothing(err error) bool {
	if err == nil || !q.Surface.isMessage() || len(strings.Fields(q.Line)) < proseWords {
		return false
	}
	usage, ok := errors.AsType[*command.UsageError](err)
	return ok && usage.IsUnknown() || errors.Is(err, command.ErrNoTarget)
}

// tokenError is the error of a question with a TCA token in its line.
func (q Question) tokenError() error {
	if q.Surface.isMessage() {
		return command.ErrTokenPosted
	}
	return command.ErrTokenTyped
}
