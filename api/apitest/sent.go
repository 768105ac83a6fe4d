package apitest

import (
	"fmt"
	"strconv"
)

// sent reads a body as the analysis service does, which takes it for an object unseen.
func (c *call) sent() (map[string]any, *refusal) {
	in, no := c.input()
	if no != nil && no.field == "non_field_errors" {
		return nil, broken("AttributeError", "'list' object has no attribute 'get'")
	}
	return in.values, no
}

// whole returns a value that is a whole number; a text is none.
func whole(v any) (int, bool) {
	n, ok := v.(float64)
	return int(n), ok && n == float64(int(n))
}

// idsOf reads a list of IDs.
func idsOf(sent map[string]any, name string) ([]int64, *refusal) {
	list, ok := sent[name].([]any)
	if !ok {
		return nil, rule("参数异常, `issue_ids`不是list格式") // under this name everywhere
	}
	ids := make([]int64, 0, len(list))
	for _, v := range list {
		n, ok := whole(v)
		if !ok {
			return nil, broken("ValueError", "Field 'id' expected a number but got '"+pythonText(v)+"'.")
		}
		ids = append(ids, int64(n))
	}
	return ids, nil
}

// pythonText writes a value as Python does in a text.
func pythonText(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case string:
		return v
	case bool:
		if v {
			return "True"
		}
		return "False"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	default:
		return fmt.Sprint(v)
	}
}

// orNull returns null for 0.
func orNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}
