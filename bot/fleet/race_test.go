//go:build race

package fleet

// shrink is by how much there is less of everything under the race detector, which is many times as slow. CI runs these
// tests without it, too.
const shrink = 10
