package command

import (
	"errors"
	"slices"
	"strings"
	"tcabot/api"
)

// RefusedError is TCA's refusal of the values of arguments. It wraps TCA's own error, as which it is explained where there
// is no form to correct the values in.
type RefusedError struct {
	Problems map[string]string // TCA's texts, mostly Chinese, by the name of the argument; never empty

	cause error
}

// Error implements error.
func (e *RefusedError) Error() string { return "refused arguments: " + e.cause.Error() }

// Unwrap returns TCA's error.
func (e *RefusedError) Unwrap() error { return e.cause }

// refusal is an error of a command, with the arguments that TCA refused if it names fields that are made of them.
func (as Args) refusal(err error, argument func(tca string) string) error {
	of, ok := errors.AsType[*api.Error](err)
	if !ok {
		return err
	}
	problems := map[string]string{}
	for _, f := range of.Fields {
		name := f.Field
		if argument != nil {
			if mapped := argument(f.Field); mapped != "" {
				name = mapped
			}
		}
		if slices.ContainsFunc(as, func(a Arg) bool { return a.name == name }) {
			problems[name] = strings.TrimSpace(problems[name] + " " + f.Message)
		}
	}
	if len(problems) == 0 {
		return err
	}
	return &RefusedError{Problems: problems, cause: err}
}
