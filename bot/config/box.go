package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/bot/store"
)

// Box returns the box that seals tokens. Without TOKEN_ENCRYPTION_KEY its key comes from a file beside the SQLite
// database. The first call creates that file, readable by its owner only, and returns its path as made.
func (c Config) Box() (box *seal.Box, made string, err error) {
	if !c.EncryptionKey.IsZero() {
		box, err = seal.New(c.EncryptionKey)
		return box, "", err
	}
	path, ok := store.SQLitePath(c.DatabaseURL.Reveal())
	if !ok {
		return nil, "", errors.New("TOKEN_ENCRYPTION_KEY is missing")
	}
	file := strings.TrimSuffix(path, filepath.Ext(path)) + ".key"
	raw, err := os.ReadFile(file) //nolint:gosec // the operator names the database, and the key is beside it
	if errors.Is(err, os.ErrNotExist) {
		raw, made = []byte(seal.NewKey().Reveal()), file
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			return nil, "", fmt.Errorf("write the key that seals tokens: %w", err)
		}
	} else if err != nil {
		return nil, "", fmt.Errorf("read the key that seals tokens: %w", err)
	}
	box, err = seal.New(secret.New(strings.TrimSpace(string(raw))))
	return box, made, err
}
