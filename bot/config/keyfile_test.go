package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"tcabot/api/secret"
	"tcabot/bot/config"
	"tcabot/bot/seal"
	"testing"
)

// beside is a configuration whose key belongs into a file of an empty folder, and that file.
func beside(t *testing.T) (config.Config, string) {
	t.Helper()
	dir := t.TempDir()
	conf, err := load(t, map[string]string{"DATABASE_URL": "sqlite://" + filepath.Join(dir, "bot.db")})
	if err != nil {
		t.Fatal(err)
	}
	return conf, filepath.Join(dir, "bot.key")
}

// sameKey reports whether one box opens what the other seals.
func sameKey(a, b *seal.Box) bool {
	_, err := b.Open(a.Seal(secret.New("x"), "T1|U1"), "T1|U1")
	return err == nil
}

func TestKeyFile(t *testing.T) {
	conf, path := beside(t)
	first, file, err := conf.Box()
	if err != nil || file != (config.KeyFile{Path: path, Created: true}) {
		t.Fatalf("created %+v, %v", file, err)
	}
	again, file, err := conf.Box()
	if err != nil || file != (config.KeyFile{Path: path}) || !sameKey(first, again) {
		t.Fatalf("opened %+v, %v", file, err)
	}
	all, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(all) != 1 {
		t.Errorf("the folder has %v, %v", all, err)
	}
}

// TestKeyFileOfSeveralProcesses: all of them seal with the same key, and one says that it created it.
func TestKeyFileOfSeveralProcesses(t *testing.T) {
	for range 20 {
		conf, _ := beside(t)
		var boxes [8]*seal.Box
		var files [8]config.KeyFile
		var all sync.WaitGroup
		for i := range boxes {
			all.Go(func() {
				var err error
				if boxes[i], files[i], err = conf.Box(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		created := 0
		for i := range boxes {
			if t.Failed() || !sameKey(boxes[0], boxes[i]) {
				t.Fatalf("process %d has another key", i)
			}
			if files[i].Created {
				created++
			}
		}
		if created != 1 {
			t.Errorf("%d say that they created the key", created)
		}
	}
}

// TestKeyFilePermissions: whatever they are, the owner alone can read the key afterwards.
func TestKeyFilePermissions(t *testing.T) {
	for _, tt := range []struct {
		before, after os.FileMode
	}{{0o600, 0o600}, {0o400, 0o400}, {0o644, 0o600}, {0o640, 0o600}, {0o604, 0o600}, {0o660, 0o600}, {0o777, 0o700}, {0o444, 0o400}} {
		conf, path := beside(t)
		if err := os.WriteFile(path, []byte(seal.NewKey().Reveal()+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, tt.before); err != nil {
			t.Fatal(err)
		}
		_, file, err := conf.Box()
		info, statErr := os.Stat(path)
		if err != nil || statErr != nil || info.Mode().Perm() != tt.after || file.Narrowed != (tt.before != tt.after) {
			t.Errorf("%o: now %v, %+v, %v", tt.before, info.Mode(), file, err)
		}
	}
}

// TestKeyFileIsNotReplaced: a key that cannot be read may be in a backup, so that it stays, and the error says what to do.
func TestKeyFileIsNotReplaced(t *testing.T) {
	for name, content := range map[string]string{
		"empty": "", "blank": "\n", "cut": seal.NewKey().Reveal()[:20], "not a key": "hello", "binary": "\x00\xff\x00",
	} {
		conf, path := beside(t)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, err := conf.Box()
		if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "restore it from a backup") {
			t.Errorf("%s: %v", name, err)
		}
		if raw, err := os.ReadFile(path); err != nil || string(raw) != content {
			t.Errorf("%s: replaced by %q, %v", name, raw, err)
		}
	}
}

// TestKeyFileThatCannotBe: nothing is left behind, and the error names the way out.
func TestKeyFileThatCannotBe(t *testing.T) {
	for name, url := range map[string]string{
		"no folder": "sqlite:///nowhere/at/all/bot.db", "no file system for it": "sqlite:///proc/bot.db",
	} {
		conf, err := load(t, map[string]string{"DATABASE_URL": url})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := conf.Box(); err == nil || !strings.Contains(err.Error(), "set TOKEN_ENCRYPTION_KEY") {
			t.Errorf("%s: %v", name, err)
		}
	}
	t.Run("a folder in its place", func(t *testing.T) {
		conf, path := beside(t)
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if _, _, err := conf.Box(); err == nil || !strings.Contains(err.Error(), "set TOKEN_ENCRYPTION_KEY") {
			t.Error(err)
		}
	})
}
