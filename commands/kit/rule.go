package kit

import "github.com/slack-go/slack"

// Rule is a thin line between what comes before and after it.
type Rule struct{}

func (Rule) role() role                         { return content }
func (Rule) shorter() Part                      { return nil }
func (Rule) size() int                          { return 0 }
func (Rule) appendText(lines []string) []string { return lines }
func (Rule) block(int) slack.Block              { return slack.NewDividerBlock() }
