package surface

import (
	"context"
	"tcabot/api"
	"tcabot/bot/deliver"
	"tcabot/bot/directory"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/preview"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"time"

	"github.com/slack-go/slack/slackevents"
)

// Parts is what the surfaces are made of. All are required.
type Parts struct {
	Dispatcher    Dispatcher
	Responder     Responder
	Replier       Replier
	Sender        Sender
	Directory     Directory
	Accounts      Accounts
	Subscriptions Subscriptions
	Forms         Forms
	Suggester     Suggester
	Done          Done
	Greetings     Greetings
	Previews      Previews
	Homes         Homes
	TCA           *api.Client // without a token; it checks those that people enter
}

// Done knows what was done, by any process.
type Done interface {
	// First reports whether it is the first call with an ID.
	First(ctx context.Context, id string) (bool, error)
}

// Greetings knows in which channels the bot introduced itself.
type Greetings interface {
	// Greet reports whether it is to do so now: it has not done so there, and posts nothing there yet. Of all processes one is
	// told so, once.
	Greet(ctx context.Context, workspace, channel string) (bool, error)
}

// Homes knows who opened their App Home.
type Homes interface {
	// SaveHome records that a person opened it, with their direct message with the bot.
	SaveHome(ctx context.Context, who command.Who, channel string) error
	// Home returns that direct message; ok is false when they never did.
	Home(ctx context.Context, who command.Who) (channel string, ok bool, err error)
}

// Previews keeps what people chose for the links that they post, and what was shown of them.
type Previews interface {
	// PreviewChoice is what a person chose for a channel; empty for nothing.
	PreviewChoice(ctx context.Context, who command.Who, channel string) (preview.Choice, error)
	// AskPreview saves a question and returns its ID; 0 while another one waits for an answer there.
	AskPreview(context.Context, preview.Question) (int64, error)
	// TakePreview returns a question of a person, once; ok is false when it was answered, or is too old.
	TakePreview(ctx context.Context, who command.Who, id int64, now time.Time) (q preview.Question, ok bool, err error)
	// Previewed reports whether the card of a line was shown in a channel within preview.Pause.
	Previewed(ctx context.Context, workspace, channel, line string, now time.Time) (bool, error)
	// FirstPreview is the opposite of Previewed, and notes that the card is shown now, once for all processes.
	FirstPreview(ctx context.Context, workspace, channel, line string, now time.Time) (bool, error)
	// ForgetPreview takes back that the card of a line was shown.
	ForgetPreview(ctx context.Context, workspace, channel, line string) error
}

// Dispatcher answers questions.
type Dispatcher interface {
	// Go runs the work for a question on a worker; with command.ErrBusy or command.ErrStopping it does not run.
	Go(work func(context.Context)) error
	// Answer answers a question. It always returns an answer.
	Answer(context.Context, dispatch.Question) dispatch.Answer
	// Recall is the answer that is remembered for a question, if there is one. It asks nobody.
	Recall(dispatch.Question) (dispatch.Answer, bool)
	// Answered counts a question that was answered without Answer.
	Answered(surface dispatch.Surface, err error, took time.Duration)
	// Ahead prepares the answer to a question that will be asked next. It returns at once.
	Ahead(dispatch.Question)
	// Crashed is the answer to a question in whose place something panicked.
	Crashed(context.Context, dispatch.Question, error) dispatch.Answer
	// Panicked logs a panic of which nobody can be told.
	Panicked(context.Context, error)
	// Refuse is the answer to a question that is rejected without running it. Where it names a reference, that is in the log.
	Refuse(context.Context, dispatch.Question, error) dispatch.Answer
}

// Responder delivers answers.
type Responder interface {
	Respond(context.Context, deliver.Address, deliver.Response)
}

// Replier answers messages.
type Replier interface {
	// Reply begins the answer to a message; direct says that it was written in the direct message with the bot.
	Reply(to deliver.Address, direct bool) *deliver.Reply
}

// Sender opens modals and shows messages that answer nothing.
type Sender interface {
	OpenModal(ctx context.Context, trigger string, m kit.Modal) (id string, err error)
	// UpdateModal puts a modal in the place of an open one. With the hash of that one, the error is deliver.ErrConflict when
	// another took its place meanwhile.
	UpdateModal(ctx context.Context, id, hash string, m kit.Modal) error
	Ephemeral(ctx context.Context, channel, user, thread string, m kit.Message) error
	Post(context.Context, deliver.Message) (deliver.Ref, error)
	// Unfurl shows previews of links under their message.
	Unfurl(context.Context, deliver.Unfurl) error
	// Present fills the pane of an entity, once, by the trigger of the event that it was opened.
	Present(ctx context.Context, trigger string, p deliver.Pane) error
	// PublishHome shows a message in a person's App Home, in the place of the view with the hash unless that is empty: with
	// deliver.ErrConflict it is not there any more. It returns the hash of the new view.
	PublishHome(ctx context.Context, user string, m kit.Rendered, metadata, hash string) (published string, err error)
	// Identify asks Slack whose token the bot has.
	Identify(context.Context) (deliver.Identity, error)
}

// Directory knows people and channels.
type Directory interface {
	Person(context.Context, command.Who) directory.Person
	// KnownPerson is a person who is remembered.
	KnownPerson(command.Who) (directory.Person, bool)
	// WordsOf is the language of a person: what they chose, if they chose one, else what their Slack speaks.
	WordsOf(p directory.Person, chosen string) locale.Words
	// Active asks Slack whether a person is a member of the workspace now.
	Active(context.Context, command.Who) (bool, error)
	Words(context.Context, command.Who) locale.Words
	Channel(ctx context.Context, workspace, id string) (screen.Channel, error)
	// Refresh asks Slack what a conversation is now, but not who is in it.
	Refresh(ctx context.Context, id string) (screen.Channel, error)
	// PersonChanged drops what is remembered of a person who was changed.
	PersonChanged(slackevents.User)
	// ForgetChannel drops what is remembered of a channel, because something happened to it.
	ForgetChannel(id string)
}

// Accounts keeps people's links to TCA.
type Accounts interface {
	command.Links
	// Profile is what is stored of a person, and of the channel in which they ask, now or a moment ago.
	Profile(ctx context.Context, who command.Who, channel string) (command.Profile, error)
	// KnownProfile is a profile that is remembered.
	KnownProfile(who command.Who, channel string) (command.Profile, bool)
	// Reread makes the next Profile of everybody that of the database.
	Reread()
	// AppRemoved stops the use of all tokens of a workspace, and suspends its subscriptions.
	AppRemoved(ctx context.Context, workspace string, now time.Time) error
	// Client is a client that uses a link's token.
	Client(command.Link) *api.Client
}

// Subscriptions follow what happens to their owners and channels.
type Subscriptions interface {
	// Disconnected suspends the subscriptions of a person whose link was taken away.
	Disconnected(context.Context, command.Who) error
	// PersonLeft suspends the subscriptions of a person who left the workspace.
	PersonLeft(context.Context, command.Who) error
	// ChannelChanged makes the subscriptions of a channel follow what happened to it. The reason is what the event says of the
	// channel; empty when nothing speaks against posting there.
	ChannelChanged(ctx context.Context, workspace, channel string, reason subscription.Reason) error
	// ChannelMoved moves the subscriptions of a channel, and its default, to its new ID.
	ChannelMoved(ctx context.Context, workspace, from, to string) error
}

// Forms knows what lines can be narrowed by.
type Forms interface {
	// Filters lists what a line can be narrowed by, with what it is narrowed by now.
	Filters(w locale.Words, line string) []command.Filter
	// Caption is the title of the form of a line's command, and the label of the button that submits it.
	Caption(w locale.Words, line string) (title, submit string)
	// Lead is what the form of a line's command says above its fields.
	Lead(w locale.Words, line string) kit.Message
	// Typing is what is being typed into a field of a line's form. It is false for a field without suggestions.
	Typing(line, field, text string) (command.Typing, bool)
	// Changes reports whether running a line changes something.
	Changes(line string) bool
	// Disconnects reports whether running a line takes the person's TCA account away.
	Disconnects(line string) bool
	// Choose is Narrow for a form in which a field was just chosen. cleared are the fields that are to be chosen again.
	Choose(line, field string, values map[string][]string) (narrowed string, cleared []string, err error)
	// Narrow replaces the filters of a line. The error is a *command.UsageError.
	Narrow(line string, values map[string][]string) (string, error)
}

// Suggester suggests what fields may have in them.
type Suggester interface {
	// Suggest lists options. With an error there may be some, too.
	Suggest(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error)
	// Usual is what fields of a kind begin with. A kind that is missing begins with nothing.
	Usual(ctx context.Context, r *command.Request) (map[command.SuggestKind]kit.Option, error)
}
