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
	path := c.KeyPath()
	if path == "" {
		return nil, KeyFile{}, errors.New("TOKEN_ENCRYPTION_KEY is missing")
	}
	return open(path)
}

// KeyPath is the file of the key; empty when the key is configured, or must be.
func (c Config) KeyPath() string {
	path, ok := engine.SQLitePath(c.DatabaseURL.Reveal())
	if !ok || !c.EncryptionKey.IsZero() {
		return ""
	}
	return strings.TrimSuffix(path, filepath.Ext(path)) + ".key"
}
