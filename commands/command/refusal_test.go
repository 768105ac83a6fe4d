package command_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
)

// TestRefusedArguments: TCA's refusal of a field is one of the argument that the field is made of, and TCA's error still.
func TestRefusedArguments(t *testing.T) {
	rename := func(tca string) string { return map[string]string{"scm_url": "url", "schemes.name": "scheme"}[tca] }
	for _, tt := range []struct {
		name  string
		field func(string) string
		err   error
		want  map[string]string
	}{
		{"the same name", nil, refused("url", "too long"), map[string]string{"url": "too long"}},
		{"another name", rename, refused("scm_url", "taken", "schemes.name", "empty"), map[string]string{"url": "taken", "scheme": "empty"}},
		{"the same name besides others", rename, refused("url", "too long"), map[string]string{"url": "too long"}},
		{"two fields of an argument", rename, refused("scm_url", "taken.", "url", "Too long."), map[string]string{"url": "taken. Too long."}},
		{"some fields of no argument", rename, refused("", "no", "url", "bad", "branch", "gone"), map[string]string{"url": "bad"}},
		{"no field of an argument", rename, refused("", "no", "branch", "gone"), nil},
		{"no field", nil, refused(), nil},
		{"another error", nil, command.ErrStorage, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, err := command.NewBook(group(command.Define(command.Def[struct{ URL, Scheme string }, string]{
				Name: "add", Access: command.Anyone, Examples: []string{"add"}, Changes: true, Field: tt.field,
				Args: func(a *struct{ URL, Scheme string }) command.Args {
					return command.Args{command.Value(&a.URL, "url", "url"), command.Value(&a.Scheme, "scheme", "name")}
				},
				Run: func(context.Context, *command.Request, *struct{ URL, Scheme string }) (string, error) {
					return "", fmt.Errorf("add a repository: %w", tt.err)
				},
				View: func(command.Screen, string) kit.Message { return nil },
			})))
			if err != nil {
				t.Fatal(err)
			}
			p, err := b.Parse("add url:x")
			if err != nil {
				t.Fatal(err)
			}
			_, err = b.Run(t.Context(), &command.Request{Words: locale.In(locale.English)}, p)
			got, ok := errors.AsType[*command.RefusedError](err)
			if !errors.Is(err, tt.err) || ok != (tt.want != nil) || ok && !maps.Equal(got.Problems, tt.want) {
				t.Errorf("got %v (%+v), want %v", err, got, tt.want)
			}
		})
	}
}

// refused is TCA's refusal of fields, each followed by its message.
func refused(fields ...string) error {
	e := &api.Error{Method: http.MethodPost, Route: "/x/", Status: http.StatusBadRequest}
	for i := 0; i < len(fields); i += 2 {
		e.Fields = append(e.Fields, api.FieldError{Field: fields[i], Message: fields[i+1]})
	}
	return e
}
