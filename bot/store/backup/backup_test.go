package backup_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/backup"
	"tcabot/bot/store/engine"
	"tcabot/commands/command"
	"testing"
	"time"
)

// some is a database in a folder of its own, with the box of its key.
type some struct {
	dir, path string
	box       *seal.Box
}

func newSome(t *testing.T) some {
	t.Helper()
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	return some{dir, filepath.Join(dir, "bot.db"), box}
}

func (s some) open(t *testing.T) *store.Store {
	t.Helper()
	db, err := store.OpenLimited(t.Context(), "sqlite://"+s.path, s.box, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// save connects so many people, in a database that is open.
func save(t *testing.T, db *store.Store, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		l := command.Link{Who: who(i), Username: "u", Token: secret.New("t" + strconv.Itoa(i)), Linked: time.Unix(1, 0)}
		if _, err := db.SaveLink(t.Context(), l); err != nil {
			t.Error(err)
		}
	}
}

func who(i int) command.Who { return command.Who{Workspace: "T1", User: "U" + strconv.Itoa(i)} }

// TestBackupWhileWriting copies a database to which others write: a copy is sound, private, and holds all that was written
// before it; writers do not fail.
func TestBackupWhileWriting(t *testing.T) {
	t.Parallel()
	s := newSome(t)
	db := s.open(t)
	save(t, db, 0, 5)
	var writers sync.WaitGroup
	for n := range 3 {
		writers.Go(func() { save(t, db, 100*(n+1), 100*(n+1)+40) })
	}
	for n := range 4 {
		file := filepath.Join(t.TempDir(), "copy.db")
		got, err := backup.Write(t.Context(), s.path, file)
		if err != nil || got.Accounts < 5 {
			t.Fatalf("copy %d: %+v, %v", n, got, err)
		}
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 || info.Size() != got.Bytes {
			t.Errorf("copy %d: %v, %v", n, info, err)
		}
		if left, _ := os.ReadDir(filepath.Dir(file)); len(left) != 1 {
			t.Errorf("copy %d: beside it is %v", n, left)
		}
	}
	writers.Wait()
	got, err := backup.Write(t.Context(), s.path, filepath.Join(s.dir, "last.db"))
	if err != nil || got.Accounts != 125 {
		t.Errorf("the last copy: %+v, %v", got, err)
	}
}

// TestBackupRefuses leaves what is there as it is.
func TestBackupRefuses(t *testing.T) {
	t.Parallel()
	s := newSome(t)
	db := s.open(t)
	save(t, db, 0, 1)
	there := filepath.Join(s.dir, "there.db")
	if err := os.WriteFile(there, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	text, other := filepath.Join(s.dir, "notes.txt"), filepath.Join(s.dir, "other.db")
	if err := os.WriteFile(text, bytes.Repeat([]byte("notes "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	raw, err := engine.OpenFile(s.path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = raw.Close() }()
	if _, err := raw.ExecContext(t.Context(), `ATTACH ? AS other; CREATE TABLE other.notes (a)`, "file:"+other+"?mode=rwc"); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, from, to, want string }{
		{"a file that is there", s.path, there, "is there already"},
		{"no folder", s.path, filepath.Join(s.dir, "none", "x.db"), "no such file"},
		{"no database", filepath.Join(s.dir, "none.db"), filepath.Join(s.dir, "x.db"), "no such file"},
		{"a text", text, filepath.Join(s.dir, "x.db"), "not a database"},
		{"another program's database", other, filepath.Join(s.dir, "x.db"), "no database of tcabot"},
	} {
		if _, err := backup.Write(t.Context(), tt.from, tt.to); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q in it", tt.name, err, tt.want)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(s.dir, "x.db*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if left, err := os.ReadFile(there); err != nil || string(left) != "precious" {
		t.Errorf("overwritten: %q, %v", left, err)
	}
}

// TestRestore puts a copy back over what came later, and over databases that cannot be read any more.
func TestRestore(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*testing.T, string){
		"a sound one": func(*testing.T, string) {},
		"gone": func(t *testing.T, path string) {
			t.Helper()
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		},
		"cut off, with a log beside it": func(t *testing.T, path string) {
			t.Helper()
			if err := errors.Join(os.Truncate(path, 5000), os.WriteFile(path+"-wal", []byte("a log"), 0o600)); err != nil {
				t.Fatal(err)
			}
		},
		"overwritten": func(t *testing.T, path string) {
			t.Helper()
			if err := os.WriteFile(path, bytes.Repeat([]byte("x"), 9000), 0o600); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSome(t)
			db := s.open(t)
			save(t, db, 0, 3)
			file := filepath.Join(s.dir, "copy.db")
			if _, err := backup.Write(t.Context(), s.path, file); err != nil {
				t.Fatal(err)
			}
			save(t, db, 3, 5)
			if _, err := backup.Restore(t.Context(), s.path, file, s.box, time.Unix(1e9, 0)); !errors.Is(err, backup.ErrInUse) {
				t.Fatalf("while it is open: %v", err)
			}
			save(t, db, 5, 6)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			spoil(t, s.path)
			before, _ := os.ReadFile(s.path)
			got, err := backup.Restore(t.Context(), s.path, file, s.box, time.Unix(1e9, 0))
			if err != nil || got.Accounts != 3 || got.Unreadable != 0 {
				t.Fatalf("%+v, %v", got, err)
			}
			if want := s.path + ".before-20010909T014640Z"; len(before) > 0 && got.Kept != want {
				t.Errorf("kept as %q, want %q", got.Kept, want)
			}
			if kept, _ := os.ReadFile(got.Kept); name != "a sound one" && !bytes.Equal(kept, before) {
				t.Errorf("the former one has %d bytes, had %d", len(kept), len(before))
			}
			db = s.open(t)
			for i := range 6 {
				l, err := db.Link(t.Context(), who(i))
				if want := "t" + strconv.Itoa(i); i < 3 && (err != nil || !l.Token.Equal(secret.New(want))) || i >= 3 && !errors.Is(err, command.ErrNotLinked) {
					t.Errorf("person %d: %+v, %v", i, l, err)
				}
			}
			if info, err := os.Stat(s.path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%v, %v", info, err)
			}
		})
	}
}

// TestRestoreRefuses leaves the database as it is, and nothing beside it.
func TestRestoreRefuses(t *testing.T) {
	t.Parallel()
	s := newSome(t)
	db := s.open(t)
	save(t, db, 0, 3)
	good := filepath.Join(s.dir, "copy.db")
	if _, err := backup.Write(t.Context(), s.path, good); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	stranger, _ := seal.New(seal.NewKey())
	file := func(name string, content []byte) string {
		path := filepath.Join(s.dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	half, text := file("half.db", raw[:len(raw)/2]), file("notes.txt", bytes.Repeat([]byte("n"), 9000))
	before := list(t, s.dir)
	for _, tt := range []struct {
		name, file, want string
		box              *seal.Box
	}{
		{"another key", good, "opens no token", stranger},
		{"cut off", half, "damaged or was cut off", s.box},
		{"a text", text, "is no SQLite database", s.box},
		{"nothing", filepath.Join(s.dir, "none.db"), "no such file", s.box},
	} {
		if _, err := backup.Restore(t.Context(), s.path, tt.file, tt.box, time.Unix(1e9, 0)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q in it", tt.name, err, tt.want)
		}
	}
	if after := list(t, s.dir); !slices.Equal(before, after) {
		t.Errorf("before %v, after %v", before, after)
	}
	if l, err := s.open(t).Link(t.Context(), who(2)); err != nil || !l.Token.Equal(secret.New("t2")) {
		t.Errorf("afterwards: %+v, %v", l, err)
	}
}

func list(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}
