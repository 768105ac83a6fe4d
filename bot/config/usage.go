package config

import (
	"fmt"
	"reflect"
	"strings"
)

// Variable is one setting as --help and the README show it.
type Variable struct{ Name, Default, Usage string }

// Variables lists the settings in their order.
func Variables() []Variable {
	var all []Variable
	for f := range reflect.TypeFor[Config]().Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("env"), ",")
		all = append(all, Variable{
			Name: name, Default: strings.TrimPrefix(strings.TrimSpace(options), "default="), Usage: f.Tag.Get("usage"),
		})
	}
	return all
}

// Usage is what is said of one setting.
func Usage(name string) string {
	for _, v := range Variables() {
		if v.Name == name {
			return v.Usage
		}
	}
	return ""
}

// Table is the settings as a Markdown table.
func Table() string {
	var b strings.Builder
	b.WriteString("| variable | default | meaning |\n|---|---|---|\n")
	for _, v := range Variables() {
		def := v.Default
		if def != "" {
			def = "`" + def + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", v.Name, def, v.Usage)
	}
	return b.String()
}
