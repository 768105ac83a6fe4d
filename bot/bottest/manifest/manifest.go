// Package manifest reads what tests need of an app's manifest. It is not a part of bottest, which is in the binary with the playground.
package manifest

import (
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"
)

// Scopes are the scopes that an app has when it was installed as its manifest says, the optional ones included: with
// them in Options, a method that needs another one fails as it would in Slack.
func Scopes(manifest []byte) ([]string, error) {
	var m struct {
		OAuth struct {
			Scopes struct {
				Bot      []string
				Optional []string `yaml:"bot_optional"`
			}
		} `yaml:"oauth_config"`
	}
	if err := yaml.Unmarshal(manifest, &m); err != nil {
		return nil, fmt.Errorf("read the scopes of a manifest: %w", err)
	}
	if len(m.OAuth.Scopes.Bot) == 0 {
		return nil, errors.New("no scopes in the manifest")
	}
	return slices.Concat(m.OAuth.Scopes.Bot, m.OAuth.Scopes.Optional), nil
}
