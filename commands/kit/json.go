package kit

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// Blocks are written as JSON by the parts themselves: a page has some 200 elements, and to make each of them first, for
// reflection to walk over, takes longer than all the rest of the page.

// Blocks are a message as Slack takes it.
type Blocks []Block

// Block is a block of Block Kit in JSON.
type Block []byte

// MarshalJSON returns the block as it is.
func (b Block) MarshalJSON() ([]byte, error) { return b, nil }

// BlockType makes a slack.Block of it, which slack-go only encodes.
func (Block) BlockType() slack.MessageBlockType { return "" }

// ID is empty: see BlockType.
func (Block) ID() string { return "" }

// Slack are the blocks for the methods of slack-go.
func (b Blocks) Slack() []slack.Block {
	all := make([]slack.Block, len(b))
	for i, one := range b {
		all[i] = one
	}
	return all
}

// AppendJSON appends the blocks as an array.
func (b Blocks) AppendJSON(dst []byte) []byte {
	dst = append(slices.Grow(dst, b.Len()), '[')
	for _, one := range b {
		dst = append(next(dst), one...)
	}
	return append(dst, ']')
}

// Len is about how long the array is, in bytes, and never less.
func (b Blocks) Len() int {
	n := len("[]")
	for _, one := range b {
		n += len(one) + len(",")
	}
	return n
}

// next appends the comma before an element of an array, unless it is the first one.
func next(dst []byte) []byte {
	if dst[len(dst)-1] == '[' {
		return dst
	}
	return append(dst, ',')
}

// appendElement appends an element of an array, unless it turns out to be nothing.
func appendElement(dst []byte, element func([]byte) []byte) (_ []byte, shown bool) {
	before := len(dst)
	dst = next(dst)
	begin := len(dst)
	if dst = element(dst); len(dst) == begin {
		return dst[:before], false
	}
	return dst, true
}

// appendPlain appends a text object without any formatting; emoji codes stay as typed.
func appendPlain(dst []byte, text string) []byte {
	dst = AppendString(append(dst, `{"type":"plain_text","text":`...), text)
	return append(dst, `,"emoji":false}`...)
}

const hex = "0123456789abcdef"

// AppendString appends a string of JSON. What is no UTF-8 becomes the replacement character.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	begin := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		size := 1
		if c >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
		}
		dst = append(dst, s[begin:i]...)
		i += size
		begin = i
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, `\n`...)
		default:
			if c < ' ' {
				dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			} else {
				dst = append(dst, "\ufffd"...)
			}
		}
	}
	return append(append(dst, s[begin:]...), '"')
}

// appendNumber appends a number, which is neither infinite nor undefined.
func appendNumber(dst []byte, v float64) []byte { return strconv.AppendFloat(dst, v, 'f', -1, 64) }
