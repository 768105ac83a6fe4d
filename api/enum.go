package api

// words holds the values of an enumeration with an English word for each, in the order of display.
type words[T ~int] []struct {
	value T
	word  string
}

// of returns the word of a value, and "unknown" for a value that a newer TCA added.
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
