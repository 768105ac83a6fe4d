//go:build !race

package fleet

const shrink = 1
