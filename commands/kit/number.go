package kit

import (
	"strconv"
	"strings"
)

// Number writes a number without separators, for identifiers and files.
func Number[T ~int | ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// Thousands writes 1234567 as 1,234,567.
func Thousands(n int) string {
	digits := strconv.Itoa(n)
	if -1000 < n && n < 1000 {
		return digits
	}
	var b strings.Builder
	b.Grow(len(digits) + len(digits)/3)
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}
