package config

import (
	"reflect"
	"strings"
)

// Variable describes one setting for --help, the README and error messages. Default is empty for a setting without one.
type Variable struct {
	Name, Default, Usage string

	kind reflect.Type // of the field of Config
}

// Variables lists all settings in the order of Config's fields.
func Variables() []Variable {
	var all []Variable
	for f := range reflect.TypeFor[Config]().Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("env"), ",")
		all = append(all, Variable{
			Name: name, Default: strings.TrimPrefix(strings.TrimSpace(options), "default="), Usage: f.Tag.Get("usage"), kind: f.Type,
		})
	}
	return all
}

// variable finds a setting by its name.
func variable(name string) (Variable, bool) {
	for _, v := range Variables() {
		if v.Name == name {
			return v, true
		}
	}
	return Variable{}, false
}

func usage(name string) string {
	v, _ := variable(name)
	return v.Usage
}
