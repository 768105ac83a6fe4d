package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"tcabot/api"
	"testing"
	"time"
)

// neverSeen are the fields that no recorded answer has, each with the reason why they are there all the same.
var neverSeen = map[string]string{
	"Node":        "no node was attached when the answers were recorded; the shape is that of the server's code",
	"ProfileRule": "the recorded scheme has no rules of its own; the shape is that of the server's code",
	"TaskStep":    "the recorded task has no steps; the shape is that of the server's code",
	"TeamLabel":   "the recorded team has no labels; the shape is that of the server's code",
}

// tags are the JSON fields of the client's types: whether a recorded answer had them.
type tags map[string]bool

// expect notes all fields that a type has, down to the last.
func (g tags) expect(t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		g.expect(t.Elem())
	case reflect.Struct:
		for _, f := range fieldsOf(t) {
			if _, known := g[f.tagged]; !known {
				g[f.tagged] = false
				g.expect(f.Type)
			}
		}
		if isPage(t) {
			g.expect(t.Field(0).Type)
		}
	default:
	}
}

func (g tags) check(t *testing.T) {
	t.Helper()
	for tagged, seen := range g {
		owner, _, _ := strings.Cut(tagged, ".")
		_, whole := neverSeen[owner]
		_, single := neverSeen[tagged]
		if listed := whole || single; seen == listed {
			t.Errorf("%s: seen in an answer: %t, listed as never seen: %t", tagged, seen, listed)
		}
	}
}

// field is a struct's field with a JSON key of its own, perhaps of an embedded struct.
type field struct {
	reflect.StructField
	key, tagged string
}

func fieldsOf(t reflect.Type) []field {
	var all []field
	for f := range t.Fields() {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && key == "" && f.Type.Kind() == reflect.Struct && f.IsExported():
			for _, inner := range fieldsOf(f.Type) {
				inner.Index = append(slices.Clone(f.Index), inner.Index...)
				all = append(all, inner)
			}
		case key != "" && key != "-":
			all = append(all, field{f, key, t.Name() + "." + key})
		}
	}
	return all
}

func isPage(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && strings.HasPrefix(t.Name(), "Page[")
}

// compare finds whether everything the client has a field for came through from the recorded answer.
func compare(t *testing.T, g tags, r recording, got any) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(r.body()))
	decoder.UseNumber()
	var env struct{ Data any }
	if err := decoder.Decode(&env); err != nil {
		t.Fatal(err)
	}
	g.expect(reflect.TypeOf(got))
	if err := g.same(reflect.ValueOf(got), env.Data); err != nil {
		t.Error(err)
	}
}

// same compares a decoded value with what it was decoded from.
func (g tags) same(got reflect.Value, want any) error {
	switch v := got.Interface().(type) {
	case api.Time:
		return sameTime(v.Time, want)
	case api.Span:
		return sameSpan(v.Duration, want)
	}
	if isPage(got.Type()) {
		return g.samePage(got, want)
	}
	if got.Kind() != reflect.Pointer && want == nil {
		if !got.IsZero() {
			return fmt.Errorf("null became %v", got)
		}
		return nil
	}
	ok := false
	switch got.Kind() {
	case reflect.Pointer:
		if got.IsNil() || want == nil {
			ok = got.IsNil() && want == nil
			break
		}
		return g.same(got.Elem(), want)
	case reflect.Struct:
		if id, bare := want.(json.Number); bare { // a list may give only the ID of what a detail describes
			want = map[string]any{"id": id}
		}
		object, isObject := want.(map[string]any)
		if !isObject {
			break
		}
		return g.sameFields(got, object)
	case reflect.Slice, reflect.Array:
		return g.sameItems(got, want)
	case reflect.Map:
		return g.sameEntries(got, want)
	case reflect.String:
		ok = want == got.String()
	case reflect.Bool:
		ok = want == got.Bool()
	case reflect.Int, reflect.Int64:
		ok = want == json.Number(strconv.FormatInt(got.Int(), 10))
	case reflect.Float64:
		n, isNumber := want.(json.Number)
		f, err := n.Float64()
		ok = isNumber && err == nil && math.Abs(f-got.Float()) < 1e-9
	default:
		return fmt.Errorf("a %s cannot be compared", got.Type())
	}
	if !ok {
		return fmt.Errorf("%v became %v (%s)", want, got, got.Type())
	}
	return nil
}

func (g tags) sameFields(got reflect.Value, object map[string]any) error {
	for _, f := range fieldsOf(got.Type()) {
		want, there := object[f.key]
		if there {
			g[f.tagged] = true
		}
		if err := g.same(got.FieldByIndex(f.Index), want); err != nil {
			return fmt.Errorf("%s: %w", f.tagged, err)
		}
	}
	return nil
}

// samePage compares a page with a page, or with a list that TCA gives whole.
func (g tags) samePage(got reflect.Value, want any) error {
	items, count := want, 0
	if object, ok := want.(map[string]any); ok {
		items = object["results"]
		n, _ := object["count"].(json.Number)
		count, _ = strconv.Atoi(n.String())
	} else if all, ok := want.([]any); ok {
		count = len(all)
	}
	if total := got.FieldByName("Total").Int(); int(total) != count {
		return fmt.Errorf("total %d, want %d", total, count)
	}
	if got.FieldByName("At").Interface().(time.Time).IsZero() {
		return fmt.Errorf("the page does not tell when TCA answered")
	}
	return g.sameItems(got.FieldByName("Items"), items)
}

func (g tags) sameItems(got reflect.Value, want any) error {
	want = inside(want)
	list, ok := want.([]any)
	if !ok || len(list) != got.Len() {
		return fmt.Errorf("%v became %d items", want, got.Len())
	}
	for i, one := range list {
		if got.Index(i).Kind() == reflect.String {
			one = inside(one)
		}
		if err := g.same(got.Index(i), one); err != nil {
			return fmt.Errorf("item %d: %w", i, err)
		}
	}
	return nil
}

// inside takes the value out of an object that holds nothing else: some calls do so, too.
func inside(want any) any {
	if object, ok := want.(map[string]any); ok && len(object) == 1 {
		for _, only := range object {
			return only
		}
	}
	return want
}

func (g tags) sameEntries(got reflect.Value, want any) error {
	object, ok := want.(map[string]any)
	if !ok || len(object) != got.Len() {
		return fmt.Errorf("%v became %d entries", want, got.Len())
	}
	for _, key := range got.MapKeys() {
		if err := g.same(got.MapIndex(key), object[key.String()]); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

func sameTime(got time.Time, want any) error {
	text, _ := want.(string)
	if text == "" && got.IsZero() {
		return nil
	}
	if at, err := time.Parse(time.RFC3339Nano, strings.Replace(text, " ", "T", 1)); err != nil || !at.Equal(got) {
		return fmt.Errorf("moment %v became %v", want, got)
	}
	return nil
}

// sameSpan reads lengths of time in its own way: seconds, or days, hours, minutes and seconds.
func sameSpan(got time.Duration, want any) error {
	text, _ := want.(string)
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ':' })
	slices.Reverse(parts)
	seconds := 0.0
	for i, unit := range []float64{1, 60, 3600, 86400}[:len(parts)] {
		n, err := strconv.ParseFloat(parts[i], 64)
		if err != nil {
			return fmt.Errorf("length of time %v cannot be read: %w", want, err)
		}
		seconds += n * unit
	}
	if math.Abs(seconds-got.Seconds()) > 1e-6 {
		return fmt.Errorf("length of time %v became %v", want, got)
	}
	return nil
}
