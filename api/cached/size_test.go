package cached

import (
	"encoding/json"
	"runtime"
	"sync"
	"tcabot/api"
	"testing"
)

// TestSizeOf compares the estimate with what the heap grows by, for answers of several shapes. It may be a fifth off, as
// the allocator has sizes of its own.
func TestSizeOf(t *testing.T) {
	repo := `{"id":18,"name":"payments-api","scm_url":"https://git.example.com/payments/payments-api.git","project_team":{"name":"payments","display_name":"Payments"}}`
	for _, tt := range []struct {
		name, json string
		decode     func([]byte) any
	}{
		{"repositories", `[` + repo + `,` + repo + `,` + repo + `]`, decodeTo[[]api.Repo]},
		{"a long list", `[` + repo + repeat(`,`+repo, 500) + `]`, decodeTo[[]api.Repo]},
		{"issues", `[{"id":1,"msg":"a message of some length","file_path":"internal/pay/checkout.go","author":"wangfang"}]`, decodeTo[[]api.Issue]},
		{"numbers", `[1` + repeat(`,2`, 999) + `]`, decodeTo[[]int64]},
		{"an overview", `{}`, decodeTo[api.Overview]},
	} {
		t.Run(tt.name, func(t *testing.T) {
			const many = 400
			raw := []byte(tt.json)
			tt.decode(raw) // what is made once for a type is not counted
			answers := make([]any, many)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			for i := range answers {
				answers[i] = tt.decode(raw)
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			taken := float64(after.HeapAlloc-before.HeapAlloc) / many
			if got := float64(sizeOf(answers[0])); got < 0.8*taken-16 || got > 1.2*taken+16 {
				t.Errorf("estimated %.0f bytes, takes %.0f", got, taken)
			}
			runtime.KeepAlive(answers)
		})
	}
}

func decodeTo[T any](raw []byte) any {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		return err
	}
	return &v
}

func repeat(s string, n int) (all string) {
	for range n {
		all += s
	}
	return all
}

func TestSizeOfMaps(t *testing.T) {
	type tree struct {
		Names map[string]*int
		Any   any
		Pair  [2]string
	}
	n := 5
	got := sizeOf(&tree{Names: map[string]*int{"a": &n, "b": nil}, Any: "four", Pair: [2]string{"x", "yz"}})
	if got < 64 || got > 300 {
		t.Errorf("estimated %d bytes", got)
	}
	if got := sizeOf(nil); got != 0 {
		t.Errorf("nothing takes %d bytes", got)
	}
}

// TestSizeOfRecursion: a type that contains itself has a size, too.
func TestSizeOfRecursion(t *testing.T) {
	type list struct {
		Text string
		Next *list
		All  []list
		Any  any
	}
	one := list{Text: "12345", Any: int64(1)}
	small := sizeOf(&one)
	if got := sizeOf(&list{Next: &one, All: []list{one, one}}); got < 3*small || got > 5*small {
		t.Errorf("three in one take %d bytes, one takes %d", got, small)
	}
}

func BenchmarkSizeOf(b *testing.B) {
	raw := []byte(`[` + repeat(`{"id":18,"name":"payments-api","scm_url":"https://git.example.com/payments/payments-api.git"},`, 9) + `{"id":1}]`)
	answer := decodeTo[[]api.Repo](raw)
	b.ReportAllocs()
	for b.Loop() {
		sizeOf(answer)
	}
}

// TestSizeOfTogether: a type that many meet for the first time at once has one size for all of them.
func TestSizeOfTogether(t *testing.T) {
	type point struct{ X, Y int }
	type leaf struct {
		At   point
		Name string
		Next *leaf
		All  []leaf
		By   map[string]point
	}
	v := &leaf{Name: "x", Next: &leaf{Name: "y"}, All: []leaf{{Name: "z"}}, By: map[string]point{"a": {}}}
	want := sizeOf(v)
	for range 500 {
		sizers.Clear()
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if got := sizeOf(v); got != want {
					t.Errorf("%d bytes, want %d", got, want)
				}
			})
		}
		all.Wait()
	}
}
