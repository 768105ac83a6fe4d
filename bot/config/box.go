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
	return c.box(openKeyFile)
}

// ExistingBox is Box, but changes nothing: a key that is not there is an error.
func (c Config) ExistingBox() (*seal.Box, error) {
	box, _, err := c.box(func(path string) (*seal.Box, KeyFile, error) {
		box, err := readKeyFile(path)
		return box, KeyFile{Path: path}, err
	})
	return box, err
}

// box makes the box of the configured keys, or of the key in the file beside the database, which open reads.
func (c Config) box(open func(path string) (*seal.Box, KeyFile, error)) (*seal.Box, KeyFile, error) {
	if !c.EncryptionKey.IsZero() {
		box, err := seal.New(c.EncryptionKey)
		return box, KeyFile{}, err
	}
	path, ok := engine.SQLitePath(c.DatabaseURL.Reveal())
	if !ok {
		return nil, KeyFile{}, errors.New("TOKEN_ENCRYPTION_KEY is missing")
	}
	return open(strings.TrimSuffix(path, filepath.Ext(path)) + ".key")
}
