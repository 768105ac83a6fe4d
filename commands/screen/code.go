package screen

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Code is lines of a file in the repository.
type Code struct {
	api.CodeFile
	Problem api.CodeProblem // why there are none, as far as it lasts; empty otherwise
}

// CodePart fetches code for a screen; there is none when the numbers of its lines are unknown. That the file is gone, or the
// like, is not a part that TCA did not return: to ask again would not help.
func CodePart(r *command.Request, at api.ProjectRef, into *Code, lines api.CodeRange) []command.Part {
	if lines.From < 1 || lines.To < lines.From || lines.Path == "" {
		return nil
	}
	return []command.Part{command.Fetch("part.code", into, func(ctx context.Context) (Code, error) {
		file, err := r.TCA.Code(ctx, at, lines)
		if problem := api.CodeProblemOf(err); problem != "" {
			return Code{Problem: problem}, nil
		}
		return Code{CodeFile: file}, err
	})}
}

// View shows the code with one of its lines marked, 0 for none, or says why there is none.
func (c Code) View(s command.Screen, mark int) kit.Message {
	if c.Problem != "" {
		return kit.Message{kit.Note(kit.Phrase(s.Words, locale.Group("code_problem").Key(string(c.Problem))))}
	}
	if len(c.Lines) == 0 {
		return nil
	}
	source := kit.Source{First: c.Lines[0].Number, Mark: mark}
	for _, l := range c.Lines {
		source.Lines = append(source.Lines, l.Text)
	}
	return kit.Message{source}
}
