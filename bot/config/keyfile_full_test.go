//go:build unix

package config_test

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"tcabot/bot/seal"
	"testing"
)

// roomEnv is how many bytes a file of the process may have, for a process that makes a key.
const roomEnv = "TCABOT_TEST_ROOM"

// TestKeyFileOnFullDisk: a key that does not fit on the disk, wholly or in part, leaves no file at all, so that the next start
// makes one. The limit of the size of files, which needs no rights, stands for the end of the disk.
func TestKeyFileOnFullDisk(t *testing.T) {
	if room := os.Getenv(roomEnv); room != "" {
		makeKeyIn(t, room)
		return
	}
	whole := len(seal.NewKey().Reveal())
	for _, room := range []int{0, 1, whole / 2, whole - 1, whole} {
		t.Run(fmt.Sprint(room, " bytes"), func(t *testing.T) {
			conf, path := beside(t)
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()[:strings.Index(t.Name(), "/")]+"$")
			child.Env = append(os.Environ(), roomEnv+"="+strconv.Itoa(room), "DATABASE_URL="+conf.DatabaseURL.Reveal())
			said, err := child.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			left, err := os.ReadDir(filepath.Dir(path))
			if err != nil {
				t.Fatal(err)
			}
			if room == whole {
				if len(left) != 1 || left[0].Name() != "bot.key" {
					t.Errorf("room enough, but there is %v\n%s", left, said)
				}
				return
			}
			if len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
			for _, part := range []string{filepath.Dir(path), "file too large", "make room on that disk", "set TOKEN_ENCRYPTION_KEY"} {
				if !strings.Contains(string(said), part) {
					t.Errorf("%q is not in\n%s", part, said)
				}
			}
			if _, file, err := conf.Box(); err != nil || !file.Created {
				t.Errorf("with room again: %+v, %v", file, err)
			}
		})
	}
}

// makeKeyIn makes the key in a process whose files may not be longer, and prints the error.
func makeKeyIn(t *testing.T, room string) {
	t.Helper()
	most, err := strconv.ParseUint(room, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ) // a full disk sends none
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
		t.Fatal(err)
	}
	conf, err := load(t, map[string]string{"DATABASE_URL": os.Getenv("DATABASE_URL")})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = conf.Box()
	fmt.Println(err)
}
