package api

// Bounds of the structure of an answer. An answer of 8 MB can hold 2.7 million empty objects, which take 500 times as much
// memory when decoded. The largest recorded answer has 1,000 objects, and a page has at most 1,000 rows.
const (
	maxEntries    = 20_000  // of one array or object
	maxContainers = 100_000 // arrays and objects of an answer
)

// container is an array or object that was begun.
type container struct {
	entries int
	array   bool
	null    bool // null is an element of the array
	scalar  bool // a number, a string or a boolean is one
}

// isReasonable reports whether an answer stays within the bounds and has no null among the rows of a list, which would be
// decoded as a row without values. It allocates next to nothing and allows anything that is not JSON: that is found out when
// it is decoded.
func isReasonable(answer []byte) bool {
	var open []container
	top := &container{} // what holds the answer itself
	begun := 0
	for i := 0; i < len(answer); i++ {
		switch c := answer[i]; c {
		case '{', '[':
			if begun++; begun > maxContainers {
				return false
			}
			open = append(open, container{array: c == '['})
			top = &open[len(open)-1]
		case '}', ']':
			if top.array && top.null && !top.scalar {
				return false
			}
			if len(open) < 2 {
				open, top = nil, &container{}
				continue
			}
			open = open[:len(open)-1]
			top = &open[len(open)-1]
		case ',':
			if top.entries++; top.entries >= maxEntries {
				return false
			}
		case 'n':
			top.null = true
			i += len("ull")
		case '"':
			top.scalar = true
			i = endOfString(answer, i+1)
		case ' ', '\t', '\r', '\n', ':':
		default:
			top.scalar = true
		}
	}
	return true
}

// endOfString is the index of the quotation mark that ends a string, or the end of what there is.
func endOfString(answer []byte, from int) int {
	for i := from; i < len(answer); i++ {
		switch answer[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(answer)
}
