package apitest

import "fmt"

// mix hashes a few numbers to one that is not negative: equal arguments give equal results.
func mix(ns ...int64) int {
	h := uint64(0x9e3779b97f4a7c15)
	for _, n := range ns {
		h ^= uint64(n)
		h *= 0xbf58476d1ce4e5b9
		h ^= h >> 27
		h *= 0x94d049bb133111eb
		h ^= h >> 31
	}
	return int(h >> 2)
}

func pick[T any](list []T, n int) T { return list[n%len(list)] }

// hash returns 40 hexadecimal digits, like the hash of a commit.
func hash(ns ...int64) string {
	return fmt.Sprintf("%016x%016x%08x", mix(append(ns, 1)...), mix(append(ns, 2)...), uint32(mix(append(ns, 3)...)))
}

// uuid returns an invented UUID.
func uuid(ns ...int64) string {
	h := hash(ns...)
	return h[:8] + "-" + h[8:12] + "-5" + h[13:16] + "-8" + h[17:20] + "-" + h[20:32]
}
