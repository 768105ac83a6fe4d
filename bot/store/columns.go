package store

import (
	"reflect"
	"slices"
	"strings"
)

// columns are the columns of a record type, in the order of its fields. They are derived from the db tags by which sqlx
// maps rows, so that a column is listed in one place: SELECT, INSERT and UPDATE are written with them.
type columns[T any] struct{ fields []reflect.StructField }

// columnsOf derives the columns of T: its fields with a db tag, those of embedded structs included.
func columnsOf[T any]() columns[T] {
	fields := reflect.VisibleFields(reflect.TypeFor[T]())
	return columns[T]{slices.DeleteFunc(fields, func(f reflect.StructField) bool { return f.Tag.Get("db") == "" })}
}

// except leaves out some columns.
func (c columns[T]) except(names ...string) columns[T] {
	return columns[T]{slices.DeleteFunc(slices.Clone(c.fields), func(f reflect.StructField) bool {
		return slices.Contains(names, f.Tag.Get("db"))
	})}
}

// list is "a, b", as SELECT and INSERT name them.
func (c columns[T]) list() string { return c.each(func(name string) string { return name }) }

// of is "t.a, t.b", for the columns of one of several tables.
func (c columns[T]) of(table string) string {
	return c.each(func(name string) string { return table + "." + name })
}

// placeholders is "?, ?", as VALUES takes them.
func (c columns[T]) placeholders() string { return c.each(func(string) string { return "?" }) }

// assignments is "a = ?, b = ?", as UPDATE takes them.
func (c columns[T]) assignments() string {
	return c.each(func(name string) string { return name + " = ?" })
}

// excluded is "a = excluded.a, b = excluded.b", as ON CONFLICT DO UPDATE takes them.
func (c columns[T]) excluded() string {
	return c.each(func(name string) string { return name + " = excluded." + name })
}

func (c columns[T]) each(write func(name string) string) string {
	texts := make([]string, len(c.fields))
	for i, f := range c.fields {
		texts[i] = write(f.Tag.Get("db"))
	}
	return strings.Join(texts, ", ")
}

// values are a record's, in the order of the columns.
func (c columns[T]) values(record *T) args {
	v := reflect.ValueOf(record).Elem()
	all := make(args, len(c.fields))
	for i, f := range c.fields {
		all[i] = v.FieldByIndex(f.Index).Interface()
	}
	return all
}
