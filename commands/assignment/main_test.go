package assignment

import (
	"os"
	"tcabot/commands/screen/screentest"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(screentest.Main(m)) }
