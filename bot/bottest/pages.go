package bottest

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// page is the part of a list that a call asks for, and the cursor to go on with, in which is the number of the next
// item, as little to be read by anybody as Slack's; "" at the end.
func page[T any](c *call, all []T, limit int) (part []T, next string, err *slackError) {
	from := 0
	if at := c.text("cursor"); at != "" {
		raw, bad := base64.StdEncoding.DecodeString(at)
		offset, ours := strings.CutPrefix(string(raw), offsetPrefix)
		n, err := strconv.Atoi(offset)
		if bad != nil || !ours || err != nil || n < 0 || n > len(all) {
			return nil, "", refuse("invalid_cursor")
		}
		from = n
	}
	end := min(from+limit, len(all))
	if end < len(all) {
		next = base64.StdEncoding.EncodeToString([]byte(offsetPrefix + strconv.Itoa(end)))
	}
	return all[from:end], next, nil
}

const offsetPrefix = "offset:"
