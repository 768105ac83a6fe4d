package cached

import (
	"reflect"
	"sync"
	"time"
)

// sizeOf estimates how much memory a value takes: itself, what it points to, and what that points to. Values are trees, as
// JSON is.
func sizeOf(value any) int64 {
	if value == nil {
		return 0
	}
	v := reflect.ValueOf(value)
	n := int(v.Type().Size())
	if beneath := sizerOf(v.Type()); beneath != nil {
		n += beneath(v)
	}
	return int64(n)
}

// sizer is what a value of one type takes beside itself. It is nil for a type whose values point to nothing.
type sizer func(reflect.Value) int

// sizers are those of the types that were met. They are made once: to look at every field of every value by its name would
// take as long as to decode it.
var sizers sync.Map // of reflect.Type to sizer

// sizerOf is the sizer of a type. What a type points to is looked up when a value is measured, so that one that contains
// itself comes to an end.
func sizerOf(t reflect.Type) sizer {
	if known, ok := sizers.Load(t); ok {
		return known.(sizer)
	}
	made := makeSizer(t)
	sizers.Store(t, made)
	return made
}

// zone is shared by all the moments in it.
var zone = reflect.TypeFor[*time.Location]()

func makeSizer(t reflect.Type) sizer {
	switch t.Kind() { //nolint:exhaustive // others point to nothing
	case reflect.String:
		return reflect.Value.Len
	case reflect.Interface, reflect.Pointer:
		if t == zone {
			return nil
		}
		return func(v reflect.Value) int {
			if v.IsNil() {
				return 0
			}
			to := v.Elem()
			return int(to.Type().Size()) + beneath(sizerOf(to.Type()), to)
		}
	case reflect.Slice:
		size := int(t.Elem().Size())
		return func(v reflect.Value) int { return v.Cap()*size + elements(sizerOf(t.Elem()), v) }
	case reflect.Array:
		if element := sizerOf(t.Elem()); element != nil {
			return func(v reflect.Value) int { return elements(element, v) }
		}
	case reflect.Map:
		return mapSizer(t)
	case reflect.Struct:
		return structSizer(t)
	}
	return nil
}

func mapSizer(t reflect.Type) sizer {
	slot := int(t.Key().Size() + t.Elem().Size())
	return func(v reflect.Value) (n int) {
		key, element := sizerOf(t.Key()), sizerOf(t.Elem())
		for all := v.MapRange(); all.Next(); {
			n += 2*slot + beneath(key, all.Key()) + beneath(element, all.Value()) // about half of a map's slots are empty
		}
		return n
	}
}

func structSizer(t reflect.Type) sizer {
	type field struct {
		at   int
		size sizer
	}
	var fields []field
	for i := range t.NumField() {
		if s := sizerOf(t.Field(i).Type); s != nil {
			fields = append(fields, field{i, s})
		}
	}
	if fields == nil {
		return nil
	}
	return func(v reflect.Value) (n int) {
		for _, f := range fields {
			n += f.size(v.Field(f.at))
		}
		return n
	}
}

func beneath(s sizer, v reflect.Value) int {
	if s == nil {
		return 0
	}
	return s(v)
}

func elements(s sizer, v reflect.Value) (n int) {
	if s != nil {
		for i := range v.Len() {
			n += s(v.Index(i))
		}
	}
	return n
}
