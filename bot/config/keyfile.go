package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"tcabot/api/secret"
	"tcabot/bot/seal"
)

// KeyFile is the file of the key that seals tokens, and what was done to it. It is zero when the key is configured.
type KeyFile struct {
	Path     string
	Created  bool
	Narrowed bool // others could read it
}

// openKeyFile makes a box of the key in a file, which is created with a new key if it is not there.
func openKeyFile(path string) (*seal.Box, KeyFile, error) {
	file := KeyFile{Path: path}
	_, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		file.Created, err = createKey(path)
	}
	if err == nil {
		file.Narrowed, err = narrow(path)
	}
	if err != nil {
		return nil, file, keyFileError(err)
	}
	box, err := readKeyFile(path)
	return box, file, err
}

// readKeyFile makes a box of the key in a file.
func readKeyFile(path string) (*seal.Box, error) {
	raw, err := os.ReadFile(path) //nolint:gosec // the operator names the database, and the key is beside it
	if err != nil {
		return nil, keyFileError(err)
	}
	box, err := seal.New(secret.New(strings.TrimSpace(string(raw))))
	if err != nil {
		return nil, fmt.Errorf("the key that seals tokens, in %s, is empty or damaged: restore it from a backup; without one, "+
			"delete the file, and everybody has to connect again: %w", path, err)
	}
	return box, nil
}

func keyFileError(err error) error {
	todo := ""
	for _, full := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, full) {
			todo = "make room on that disk, and start again; "
		}
	}
	return fmt.Errorf("the key that seals tokens: %w; %sto keep it elsewhere, set TOKEN_ENCRYPTION_KEY (tcabot keygen makes one)", err, todo)
}

// createKey creates the file with a new key, and reports whether it did: if another process is faster, that one's key
// counts. The file appears under its name only when the key is complete and on the disk. So neither a full disk nor a crash
// leaves an empty one, and no other process reads half of it.
func createKey(path string) (created bool, err error) {
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // readable by its owner only
	if err != nil {
		return false, err
	}
	defer func() {
		if e := os.Remove(draft.Name()); err == nil {
			err = e
		}
	}()
	_, err = draft.WriteString(seal.NewKey().Reveal())
	if err == nil {
		err = draft.Sync()
	}
	if err := errors.Join(err, draft.Close()); err != nil {
		return false, err
	}
	err = os.Link(draft.Name(), path) // unlike Rename, it replaces nothing
	if errors.Is(err, os.ErrExist) {
		return false, nil
	}
	return err == nil, err
}

// narrow makes the file readable by its owner only, and reports whether others could read it.
func narrow(path string) (bool, error) {
	const others = 0o077
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&others == 0 {
		return false, err
	}
	if err := os.Chmod(path, info.Mode().Perm()&^others); err != nil {
		return false, fmt.Errorf("others can read it, and that cannot be changed: %w", err)
	}
	return true, nil
}
