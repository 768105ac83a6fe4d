package socket

import "github.com/slack-go/slack"

// slashCommand is what is read of a typed command.
type slashCommand struct {
	Workspace   string `json:"team_id"`
	Channel     string `json:"channel_id"`
	ChannelName string `json:"channel_name"`
	User        string `json:"user_id"`
	Text        string `json:"text"`
	ResponseURL string `json:"response_url"`
}

// command is the command as slack-go has it.
func (c slashCommand) command() slack.SlashCommand {
	return slack.SlashCommand{
		TeamID: c.Workspace, ChannelID: c.Channel, ChannelName: c.ChannelName, UserID: c.User, Text: c.Text, ResponseURL: c.ResponseURL,
	}
}

// interaction is what is read of a press, a form or a request for suggestions. Slack sends the whole message or view along,
// with all of its blocks, which is most of the envelope and tells the bot nothing new. Only a shortcut is about the text of its
// message.
type interaction struct {
	Type        slack.InteractionType `json:"type"`
	ResponseURL string                `json:"response_url"`
	TriggerID   string                `json:"trigger_id"`
	CallbackID  string                `json:"callback_id"`
	Value       string                `json:"value"`
	Team        identified            `json:"team"`
	Channel     identified            `json:"channel"`
	User        struct {
		ID     string `json:"id"`
		TeamID string `json:"team_id"`
	} `json:"user"`
	Container slack.Container          `json:"container"`
	Actions   slack.ActionCallbacks    `json:"actions"`
	Action    string                   `json:"action_id"` // of the field that is typed into
	State     *slack.BlockActionStates `json:"state"`     // of the message's controls
	Message   struct {
		Timestamp string `json:"ts"`
		Thread    string `json:"thread_ts"`
		Text      string `json:"text"` // for a shortcut of the message

		Attachments []attachment `json:"attachments"`
	} `json:"message"`
	View struct {
		ID         string           `json:"id"`
		Type       slack.ViewType   `json:"type"`
		Hash       string           `json:"hash"`
		CallbackID string           `json:"callback_id"`
		Metadata   string           `json:"private_metadata"`
		State      *slack.ViewState `json:"state"`
	} `json:"view"`
}

// attachment is what is read of a preview, or of another app's message, for a shortcut.
type attachment struct {
	Text      string `json:"text"`
	Fallback  string `json:"fallback"`
	TitleLink string `json:"title_link"`
	FromURL   string `json:"from_url"`
}

// identified is something of which only the ID matters.
type identified struct {
	ID string `json:"id"`
}

// callback is the interaction as slack-go has it, without its message's and its view's content.
func (i interaction) callback() slack.InteractionCallback {
	call := slack.InteractionCallback{
		Type: i.Type, ResponseURL: i.ResponseURL, TriggerID: i.TriggerID, CallbackID: i.CallbackID, Value: i.Value,
		Team: slack.Team{ID: i.Team.ID}, User: slack.User{ID: i.User.ID, TeamID: i.User.TeamID}, Container: i.Container, ActionCallback: i.Actions,
		ActionID: i.Action, BlockActionState: i.State,
		View: slack.View{ID: i.View.ID, Type: i.View.Type, Hash: i.View.Hash, CallbackID: i.View.CallbackID, PrivateMetadata: i.View.Metadata, State: i.View.State},
	}
	call.Channel.ID = i.Channel.ID
	call.Message.Timestamp, call.Message.ThreadTimestamp = i.Message.Timestamp, i.Message.Thread
	if i.Type == slack.InteractionTypeMessageAction {
		call.Message.Text = i.Message.Text
		for _, a := range i.Message.Attachments {
			call.Message.Attachments = append(call.Message.Attachments, slack.Attachment{
				Text: a.Text, Fallback: a.Fallback, TitleLink: a.TitleLink, FromURL: a.FromURL,
			})
		}
	}
	return call
}
