//go:build !unix

package storetest

import "os/exec"

// unprivileged has nothing to do where there is no root.
func unprivileged(*exec.Cmd, string) error { return nil }
