package cached

import (
	"reflect"
	"time"
)

// sizeOf estimates how much memory a decoded answer takes: the values that it points to, and what they point to. Answers
// are trees, as JSON is.
func sizeOf(answer any) int64 {
	if answer == nil {
		return 0
	}
	v := reflect.ValueOf(answer)
	return int64(sizeOfType(v.Type()) + beneath(v))
}

func sizeOfType(t reflect.Type) int { return int(t.Size()) }

// beneath is what a value takes beside itself.
func beneath(v reflect.Value) (n int) {
	switch v.Kind() { //nolint:exhaustive // others point to nothing
	case reflect.String:
		return v.Len()
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() || v.Type() == zone {
			return 0
		}
		return sizeOfType(v.Elem().Type()) + beneath(v.Elem())
	case reflect.Slice:
		n = v.Cap() * sizeOfType(v.Type().Elem())
		if !mayPoint(v.Type().Elem()) {
			return n
		}
		for i := range v.Len() {
			n += beneath(v.Index(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			n += beneath(v.Index(i))
		}
	case reflect.Map:
		slot := sizeOfType(v.Type().Key()) + sizeOfType(v.Type().Elem())
		for k, e := range v.Seq2() {
			n += 2*slot + beneath(k) + beneath(e) // about half of a map's slots are empty
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			n += beneath(field)
		}
	}
	return n
}

// zone is shared by all the moments in it.
var zone = reflect.TypeFor[*time.Location]()

// mayPoint reports whether values of a type may take memory beside themselves. Long lists of numbers are common.
func mayPoint(t reflect.Type) bool { return t.Kind() < reflect.Bool || t.Kind() > reflect.Complex128 }
