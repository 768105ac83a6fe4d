package api

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// MaxSearch is how long a text is worth being searched for, in characters: as long as a path may be, which of all that
// TCA filters by is the longest. What is longer finds nothing.
const MaxSearch = 512

// set adds what people typed to a query, without control characters. Empty text is no filter. The text is never cut: that
// would find what was not asked for.
func set(q url.Values, key, text string) {
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, text))
	if text != "" {
		q.Set(key, text)
	}
}

// setNumbers adds numbers in a comma list, the only form in which TCA reads several values. None is no filter. TCA
// fails with a 500 on a value that is no number: the types keep such values out.
func setNumbers[T ~int | ~int64](q url.Values, key string, values ...T) {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = strconv.FormatInt(int64(v), 10)
	}
	if len(texts) > 0 {
		q.Set(key, strings.Join(texts, ","))
	}
}

// setNumber adds a number unless it is zero, which is no filter.
func setNumber[T ~int | ~int64](q url.Values, key string, value T) {
	if value != 0 {
		setNumbers(q, key, value)
	}
}

// setTime adds a moment as TCA reads it, in its own zone: a "+" of an offset would have to survive every proxy. The
// zero time is no filter.
func setTime(q url.Values, key string, t time.Time) {
	if !t.IsZero() {
		q.Set(key, t.In(shanghai).Format("2006-01-02 15:04:05"))
	}
}

// setTrue adds a switch that is only sent when it is on.
func setTrue(q url.Values, key string, on bool) {
	if on {
		q.Set(key, "true")
	}
}
