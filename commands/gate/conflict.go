package gate

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// ConflictError says that somebody else changed a gate since the person saw it. Nothing was saved.
type ConflictError struct {
	Now  Setting // as the other one saved it
	Mine Terms   // what was to be saved
}

func conflict(now, mine Setting) error { return &ConflictError{now, mine.Terms} }

// Error implements error. People see the catalogue's sentence instead.
func (e *ConflictError) Error() string { return "somebody else changed the gate" }

// Is reports whether it is ErrChanged, which it explains.
func (e *ConflictError) Is(err error) bool { return err == ErrChanged }

// Explain implements command.Explainer.
func (e *ConflictError) Explain(s command.Screen) kit.Message {
	mine := formOf(e.Now, targetWord(e.Now.Scope))
	mine.put(e.Mine)
	anyway := line.Button("anyway", s.Say("gate.anyway"), mine.line())
	if len(e.Mine.Limits) == 0 {
		anyway = removeButton(s, e.Now)
	}
	m := kit.Message{
		kit.Para(kit.Phrase(s.Words, "gate.conflict", "Person", kit.Person(e.Now.By), "When", kit.When(e.Now.At, "?"))),
		kit.Rows{{{kit.Text(s.Say("gate.theirs") + " "), kit.Bold(termsWords(s, e.Now.Terms))}}, {{kit.Text(s.Say("gate.mine") + " "), kit.Bold(termsWords(s, e.Mine))}}},
	}
	row := kit.Buttons{anyway}
	if e.Now.Channel == "" {
		row = append(row, line.Button("gate", s.Say("gate.keep"), line.Gate(target.Word(e.Now.Target))))
	}
	return append(m, row)
}

// targetWord is the target of a scope as lines name it; empty for a channel.
func targetWord(s Scope) string {
	if s.Channel != "" {
		return ""
	}
	return target.Word(s.Target)
}

// termsWords are the limits as they are typed, and what the branch is compared with.
func termsWords(s command.Screen, t Terms) string {
	if len(t.Limits) == 0 {
		return s.Say("gate.no_limits")
	}
	switch t.Against.What {
	case AgainstDigest:
		return s.Say("gate.terms_digest", "Limits", t.Limits.String())
	case AgainstPin:
		return s.Say("gate.terms_pin", "Limits", t.Limits.String(), "Pin", t.Against.Pin)
	default:
		return s.Say("gate.terms_scan", "Limits", t.Limits.String())
	}
}
