package home

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/follow"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/subscription"
)

// maxPosts is how many digests, and how many follows, are listed.
const maxPosts = 5

// posts are what is posted by itself: in a channel, or for a person anywhere.
type posts struct {
	digests []digest.Digest
	follows []follow.Follow
	own     bool      // of a person
	form    line.Line // opens the form for the first digest of the channel; zero where that is not offered
}

// posts are those of the channel where somebody asks; their own in a direct message.
func (d Deps) posts(ctx context.Context, r *command.Request) (p posts, err error) {
	if p.own = r.Direct; p.own {
		if p.digests, err = d.Digests.OwnDigests(ctx, r.Who.Workspace, r.Who.User); err == nil {
			p.follows, err = d.Follows.OwnFollows(ctx, r.Who.Workspace, r.Who.User)
		}
		return p, err
	}
	if p.digests, err = d.Digests.ChannelDigests(ctx, r.Who.Workspace, r.Channel); err == nil {
		p.follows, err = d.Follows.ChannelFollows(ctx, r.Who.Workspace, r.Channel)
	}
	return p, err
}

// view lists what is posted, a row each with its state, and the buttons that show all of it.
func (p posts) view(s command.Screen) kit.Message {
	var rows kit.Rows
	for _, one := range p.digests[:min(maxPosts, len(p.digests))] {
		rows = append(rows, p.row(s, one.Subscription, one.Settings(s)))
	}
	for _, one := range p.follows[:min(maxPosts, len(p.follows))] {
		rows = append(rows, p.row(s, one.Subscription, one.Settings(s)))
	}
	var m kit.Message
	if len(rows) > 0 {
		m = append(m, rows)
	} else {
		m = append(m, kit.Para(kit.Phrase(s.Words, "home.no_posts")))
	}
	if more := len(p.digests) + len(p.follows) - len(rows); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "home.more_posts", "Count", more)))
	}
	var row kit.Buttons
	if len(rows) == 0 && !p.form.IsZero() {
		row = kit.Buttons{line.Form("digest", s.Say("menu.add_digest"), p.form)}
	}
	return append(m, append(row, subscription.ListButton(s, subscription.Digest), subscription.ListButton(s, subscription.Follow)))
}

func (p posts) row(s command.Screen, one subscription.Subscription, settings string) []kit.Line {
	state := one.Stopped(s)
	if state == nil {
		state = kit.Line{kit.Text(s.Say("home.active"))}
	}
	about := kit.Line{kit.Text(s.Say("home.digest", "Settings", settings))}
	if one.Kind == subscription.Follow {
		about = kit.Line{kit.Text(s.Say("home.follow", "Settings", settings))}
	}
	return []kit.Line{one.Head(s, p.own), append(append(about, kit.Text(" · ")), state...)}
}
