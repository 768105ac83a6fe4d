package paged

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"tcabot/api"
	"tcabot/commands/command"
	"testing"
)

// TestUnion walks the union of lists in windows of several sizes: nothing is lost, repeated or out of order.
func TestUnion(t *testing.T) {
	var asked atomic.Int32
	list := func(all ...int) Fetcher[int] {
		return func(_ context.Context, w api.Window) (api.Page[int], error) {
			asked.Add(1)
			if w.Limit > MaxSorted {
				t.Errorf("asked for %d at once", w.Limit)
			}
			return api.Page[int]{Total: len(all), Offset: w.Offset, Items: all[min(w.Offset, len(all)):min(w.Offset+w.Limit, len(all))]}, nil
		}
	}
	var long []int
	for i := range 2500 {
		long = append(long, i*3)
	}
	for _, tt := range []struct {
		name  string
		lists [][]int
	}{
		{"one", [][]int{{1, 2, 3}}},
		{"two", [][]int{{1, 4, 5}, {2, 3, 9}}},
		{"one after the other", [][]int{{7, 8}, {1, 2}}},
		{"one is empty", [][]int{{}, {1, 2}, {}}},
		{"all are empty", [][]int{{}, {}}},
		{"equal entries", [][]int{{1, 1, 2}, {1, 2}}},
		{"a long one", [][]int{long, {4, 100, 7000, 8000}}},
	} {
		var lists []Fetcher[int]
		var want []int
		for _, l := range tt.lists {
			lists, want = append(lists, list(l...)), append(want, l...)
		}
		slices.Sort(want)
		for _, size := range []int{1, 3, 10, 500} {
			if len(want) > 100 && size < 500 {
				continue
			}
			t.Run(fmt.Sprintf("%s/%d", tt.name, size), func(t *testing.T) {
				var got []int
				for offset := 0; offset <= len(want); offset += size {
					page, err := Union(cmp.Compare[int], lists...)(t.Context(), api.Window{Offset: offset, Limit: size})
					if err != nil || page.Total != len(want) || page.Offset != offset {
						t.Fatalf("window at %d: %d of %d, %v", page.Offset, len(page.Items), page.Total, err)
					}
					got = append(got, page.Items...)
				}
				if !slices.Equal(got, want) {
					t.Errorf("got  %v\nwant %v", got, want)
				}
			})
		}
	}
	broken := func(context.Context, api.Window) (api.Page[int], error) { return api.Page[int]{}, api.ErrUnavailable }
	if _, err := Union(cmp.Compare[int], list(1), broken)(t.Context(), api.Window{}); !errors.Is(err, api.ErrUnavailable) {
		t.Errorf("a list that does not come: %v", err)
	}
	asked.Store(0)
	if _, err := Union(cmp.Compare[int], list(long...), list(1, 2))(t.Context(), api.Window{Limit: 10}); err != nil || asked.Load() != 2 {
		t.Errorf("the first page takes %d requests, %v", asked.Load(), err)
	}
}

// TestMyNames: me means all names of a person, each once.
func TestMyNames(t *testing.T) {
	for _, tt := range []struct {
		written  string
		username string
		further  []string
		want     []string
	}{
		{"me", "wangfang", nil, []string{"wangfang"}},
		{"我", "wangfang", []string{"王芳", "wangfang@example.com"}, []string{"wangfang", "王芳", "wangfang@example.com"}},
		{"@ME", "wangfang", []string{"WangFang", "王芳", "王芳"}, []string{"wangfang", "王芳"}},
		{"me", "", []string{"王芳"}, []string{"王芳"}},
		{"王芳", "wangfang", []string{"王芳"}, []string{"王芳"}},
		{"@zhangwei", "wangfang", []string{"王芳"}, []string{"zhangwei"}},
		{"", "wangfang", []string{"王芳"}, nil},
	} {
		if got := command.AuthorNames(&command.Request{Username: tt.username, Names: tt.further}, tt.written); !slices.Equal(got, tt.want) {
			t.Errorf("%q of %s: got %q, want %q", tt.written, tt.username, got, tt.want)
		}
	}
}
