package follow

import (
	"slices"
	"testing"
)

// TestChoose takes the scans that a post looks at: of a backlog those that failed first, then the newest.
func TestChoose(t *testing.T) {
	var backlog []End
	for i := range int64(14) {
		e := End{Job: i + 1}
		if i == 0 || i == 13 {
			e.Code = 211
		}
		if i == 1 {
			e.Code = 301 // cancelled
		}
		backlog = append(backlog, e)
	}
	for _, tt := range []struct {
		name string
		what []What
		ends []End
		want []int64
		left int
	}{
		{"failures alone", []What{ByFailed}, backlog, []int64{1, 14}, 0},
		{"failures first", []What{ByFailed, ByNew}, backlog, []int64{1, 6, 7, 8, 9, 10, 11, 12, 13, 14}, 4},
		{"all", []What{ByAll}, backlog, []int64{1, 6, 7, 8, 9, 10, 11, 12, 13, 14}, 4},
		{"the newest", []What{ByNew}, backlog, []int64{5, 6, 7, 8, 9, 10, 11, 12, 13, 14}, 4},
		{"few", []What{ByGate}, backlog[:2], []int64{1, 2}, 0},
		{"none failed", []What{ByFailed}, backlog[1:3], nil, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			chosen, left := Follow{What: tt.what}.choose(tt.ends)
			var got []int64
			for _, e := range chosen {
				got = append(got, e.Job)
			}
			if !slices.Equal(got, tt.want) || left != tt.left {
				t.Errorf("chose %v, left %d", got, left)
			}
		})
	}
}
