package config

import (
	"errors"
	"path/filepath"
	"strings"
	"tcabot/bot/seal"
	"tcabot/bot/store/engine"
)

// Box returns the box that seals tokens. Without TOKEN_ENCRYPTION_KEY its key comes from a file beside the SQLite
// database, which the first call creates.
func (c Config) Box() (*seal.Box, KeyFile, error) {
	if !c.EncryptionKey.IsZero() {
		box, err := seal.New(c.EncryptionKey)
		return box, KeyFile{}, err
	}
	path, ok := engine.SQLitePath(c.DatabaseURL.Reveal())
	if !ok {
		return nil, KeyFile{}, errors.New("TOKEN_ENCRYPTION_KEY is missing")
	}
	return openKeyFile(strings.TrimSuffix(path, filepath.Ext(path)) + ".key")
}
