package engine

import (
	"bytes"
	"embed"
	"io/fs"
	"path"
	"text/template"
	"time"
)

//go:embed migrations/*.sql
var migrations embed.FS

// columnTypes are the types that differ between the engines. The migrations name them, so that each is written once. A migration that was released is never changed: what its template yields must stay the same, too.
type columnTypes struct {
	Serial string // a number that the engine assigns, never twice
	Int    string // 64 bits
	Float  string // 64 bits
	Bytes  string
	Bool   string
	False  string
}

var (
	sqliteTypes = columnTypes{
		Serial: "INTEGER PRIMARY KEY AUTOINCREMENT", Int: "INTEGER", Float: "REAL", Bytes: "BLOB", Bool: "INTEGER", False: "0",
	}
	postgresTypes = columnTypes{
		Serial: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", Int: "BIGINT", Float: "DOUBLE PRECISION", Bytes: "BYTEA", Bool: "BOOLEAN", False: "FALSE",
	}
)

// schema is the folder of migrations for goose, rendered for one engine.
type schema struct {
	fs.FS
	types columnTypes
}

// newSchema is the migrations of an engine.
func newSchema(t columnTypes) (fs.FS, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return schema{files, t}, nil
}

// Open implements fs.FS. Folders are those below.
func (s schema) Open(name string) (fs.File, error) {
	if path.Ext(name) != ".sql" {
		return s.FS.Open(name)
	}
	t, err := template.New(path.Base(name)).Option("missingkey=error").ParseFS(s.FS, name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	var text bytes.Buffer
	if err := t.Execute(&text, s.types); err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return rendered{Buffer: &text, name: path.Base(name), size: int64(text.Len())}, nil
}

// rendered is an open migration, and its own fs.FileInfo.
type rendered struct {
	*bytes.Buffer
	name string
	size int64
}

func (f rendered) Stat() (fs.FileInfo, error) { return f, nil }
func (rendered) Close() error                 { return nil }
func (f rendered) Name() string               { return f.name }
func (f rendered) Size() int64                { return f.size }
func (rendered) Mode() fs.FileMode            { return 0o444 }
func (rendered) ModTime() time.Time           { return time.Time{} }
func (rendered) IsDir() bool                  { return false }
func (rendered) Sys() any                     { return nil }
