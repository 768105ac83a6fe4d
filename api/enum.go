package api

// words are an enumeration's values and the English word of each, in the order people are shown them.
type words[T ~int] []struct {
	value T
	word  string
}

// of returns a value's word, and "unknown" for a value that TCA added later.
func (w words[T]) of(v T) string {
	for _, e := range w {
		if e.value == v {
			return e.word
		}
	}
	return "unknown"
}

func (w words[T]) has(v T) bool {
	for _, e := range w {
		if e.value == v {
			return true
		}
	}
	return false
}

func (w words[T]) values() []T {
	all := make([]T, len(w))
	for i, e := range w {
		all[i] = e.value
	}
	return all
}
