package doctor

import (
	"encoding/json"
	"fmt"
	"io"
	"tcabot/commands/locale"
)

// WriteText writes findings for a terminal, one below the other, each with what to do about it.
func WriteText(w io.Writer, words locale.Words, all []Finding) error {
	for i, f := range all {
		if _, err := fmt.Fprintf(w, "%s %-9s %s\n", sign(f.State), f.Area, f.Said(words)); err != nil {
			return err
		}
		if fix := f.Fix(words); fix != "" && !again(words, f, all[i+1:]) {
			if _, err := fmt.Fprintf(w, "%12s→ %s\n", "", fix); err != nil {
				return err
			}
		}
	}
	return nil
}

// WriteJSON writes findings for a program: an array of objects with the area, the state, the finding's code, which does not
// change with the language, the sentence, and what to do.
func WriteJSON(w io.Writer, words locale.Words, all []Finding) error {
	type entry struct {
		Area  Area       `json:"area"`
		State State      `json:"state"`
		Code  locale.Key `json:"code"`
		Text  string     `json:"text"`
		Fix   string     `json:"fix,omitempty"`
	}
	list := make([]entry, len(all))
	for i, f := range all {
		list[i] = entry{f.Area, f.State, f.said.key, f.Said(words), f.Fix(words)}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(list)
}
