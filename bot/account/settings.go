package account

import (
	"context"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// SettingsStore keeps what people chose.
type SettingsStore interface {
	Target(context.Context, target.Subject) (command.Target, error)
	SetTarget(context.Context, target.Subject, command.Target) error
	Language(context.Context, command.Who) (string, error)
	SetLanguage(context.Context, command.Who, string) error
	SetNames(context.Context, command.Who, []string) error
	Mentioned(context.Context, command.Who) (bool, error)
	SetMentioned(context.Context, command.Who, bool) error

	assignment.Settings
	Holdings(context.Context, command.Who) (command.Holdings, error)
	Forget(context.Context, command.Who) error
}

// Settings is what people chose. Whoever changes a setting sees it in their next answer.
type Settings struct {
	SettingsStore

	changed func()
	drop    func(command.Who) // what is remembered of a person
}

// Settings are the settings in a store. Those of a person and a channel are also parts of a Profile.
func (a *Accounts) Settings(store SettingsStore) Settings {
	return Settings{store, a.changed, func(who command.Who) { a.forget(person(who)) }}
}

// SetTarget sets the default target of a person or a channel.
func (s Settings) SetTarget(ctx context.Context, sub target.Subject, t command.Target) error {
	defer s.changed()
	return s.SettingsStore.SetTarget(ctx, sub, t)
}

// SetLanguage sets the language of a person.
func (s Settings) SetLanguage(ctx context.Context, who command.Who, language string) error {
	defer s.changed()
	return s.SettingsStore.SetLanguage(ctx, who, language)
}

// SetNames sets the names under which a person's commits appear.
func (s Settings) SetNames(ctx context.Context, who command.Who, names []string) error {
	defer s.changed()
	return s.SettingsStore.SetNames(ctx, who, names)
}

// SetMentioned sets whether posts mention a person as an author.
func (s Settings) SetMentioned(ctx context.Context, who command.Who, agreed bool) error {
	defer s.changed()
	return s.SettingsStore.SetMentioned(ctx, who, agreed)
}

// Forget deletes what is stored and remembered about a person.
func (s Settings) Forget(ctx context.Context, who command.Who) error {
	defer s.drop(who) // even if it could not be deleted: answers can be fetched again
	return s.SettingsStore.Forget(ctx, who)
}
