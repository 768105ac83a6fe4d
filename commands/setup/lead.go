package setup

import (
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// lead says above the form which settings it does not have, because no line can carry them.
func (k kind[T]) lead(w locale.Words, a *editArgs) kit.Message {
	var missing []string
	for i, s := range k.settings {
		if a.seen(i) == leftOut {
			missing = append(missing, w.Say(locale.Group("change_field").Key(string(s.field))))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return kit.Message{kit.Note(kit.Phrase(w, "setup.left_out", "Settings", screen.Join(w, missing)))}
}
