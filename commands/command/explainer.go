package command

import "tcabot/commands/kit"

// Explainer is an error that explains itself to a person: what went wrong and what to do next.
type Explainer interface {
	error
	Explain(Screen) kit.Message
}
