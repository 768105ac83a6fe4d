package commands_test

import (
	"tcabot/commands"
	"tcabot/commands/command"
	"testing"
)

// BenchmarkParse finds the command of a line among all commands.
func BenchmarkParse(b *testing.B) {
	book, err := command.NewBook(commands.All(commands.Deps{})...)
	if err != nil {
		b.Fatal(err)
	}
	for name, line := range map[string]string{
		"repos":   "repos K9fQ2mXz7Lp/bigteam payments",
		"issues":  "issues K9fQ2mXz7Lp/bigteam#12/1200 severity:fatal,error state:active path:src/ author:li",
		"Chinese": "问题 K9fQ2mXz7Lp/bigteam#12/1200 级别：致命，错误 状态：未处理",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := book.Parse(line); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
