package api

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// MaxSearch is the longest useful search text, in characters: the length of the longest field that TCA filters by, a path. A
// longer text matches nothing.
const MaxSearch = 512

// set adds a text that a person typed, without control characters. An empty text is no filter. The text is never truncated,
// because a shorter one would match more.
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

// setNumbers adds numbers separated by commas, the only form in which TCA reads several values. No numbers are no filter. TCA
// fails with a 500 on a value that is not a number, which the type parameter rules out.
func setNumbers[T ~int | ~int64](q url.Values, key string, values ...T) {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = strconv.FormatInt(int64(v), 10)
	}
	if len(texts) > 0 {
		q.Set(key, strings.Join(texts, ","))
	}
}

// setNumber adds a number. Zero is no filter.
func setNumber[T ~int | ~int64](q url.Values, key string, value T) {
	if value != 0 {
		setNumbers(q, key, value)
	}
}

// setTime adds a moment in TCA's own time zone and without an offset, because proxies may unescape its "+". The zero time is
// no filter.
func setTime(q url.Values, key string, t time.Time) {
	if !t.IsZero() {
		q.Set(key, t.In(shanghai).Format("2006-01-02 15:04:05"))
	}
}

// setTrue adds a flag if it is set.
func setTrue(q url.Values, key string, on bool) {
	if on {
		q.Set(key, "true")
	}
}
