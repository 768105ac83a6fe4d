package bottest

import "strconv"

// page is the part of a list that a call asks for, and the cursor to go on with, which is the number of the next item;
// "" at the end.
func page[T any](c *call, all []T, limit int) (part []T, next string, err *slackError) {
	from := 0
	if at := c.text("cursor"); at != "" {
		n, err := strconv.Atoi(at)
		if err != nil || n < 0 || n > len(all) {
			return nil, "", refuse("invalid_cursor")
		}
		from = n
	}
	end := min(from+limit, len(all))
	if end < len(all) {
		next = strconv.Itoa(end)
	}
	return all[from:end], next, nil
}
