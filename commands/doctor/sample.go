package doctor

import (
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// Sample is a message with the kinds of blocks that the bot's messages are made of, to ask Slack about. Nobody sees it.
func Sample(w locale.Words) kit.Message {
	said := kit.Line{kit.Bold(w.Say("doctor.fine")), kit.Text(" "), kit.Code("a.go:12")}
	table := kit.NewTable(w, "doctor_area.tca", "doctor_area.slack")
	table.Rows = [][]string{{"1", "2"}}
	return kit.Message{
		kit.Heading(w.Say("doctor.fine")), kit.Para(said),
		kit.Rows{{said, said}},
		kit.Quote("quoted"), table,
		kit.Source{Lines: []string{"package a"}, First: 1},
		kit.Rule{},
		kit.Note(said),
		kit.Buttons{
			line.Button("again", w.Say("doctor.again"), line.Doctor()),
			kit.Menu{ID: "run/open", Placeholder: w.Say("doctor.again"), Options: []kit.Option{line.Option("doctor", line.Doctor())}},
		},
	}
}
