package api

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// Language is a programming language that TCA supports.
type Language struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"` // as in schemes and issues
	DisplayName string `json:"display_name"`
}

// Tag is a label of nodes: a scheme runs on the nodes with its tag.
type Tag struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	DisplayName string `json:"display_name"`
	Description string `json:"desc"`
	Public      bool   `json:"public"`
	Org         string `json:"org_sid"` // empty for a tag of all organisations
	Created     Time   `json:"created_time"`
}

// Label is a label of rule packages.
type Label struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"` // in Chinese
	DisplayName string `json:"display_name"`
	Checked     bool   `json:"checked"` // preselected for a new scheme
}

// NodeEnabled says whether a node accepts tasks.
type NodeEnabled int

// The values of NodeEnabled.
const (
	NodeDisabled NodeEnabled = 0
	NodeActive   NodeEnabled = 1
	NodeOffline  NodeEnabled = 2
)

var nodeEnabled = words[NodeEnabled]{{NodeActive, "active"}, {NodeOffline, "offline"}, {NodeDisabled, "disabled"}}

// Valid reports whether TCA knows the value.
func (e NodeEnabled) Valid() bool { return nodeEnabled.has(e) }

// String returns the value's English word.
func (e NodeEnabled) String() string { return nodeEnabled.of(e) }

// NodeState says whether a node is working on a task.
type NodeState int

// The states of a node.
const (
	NodeFree NodeState = 0
	NodeBusy NodeState = 1
)

var nodeStates = words[NodeState]{{NodeFree, "free"}, {NodeBusy, "busy"}}

// Valid reports whether TCA knows the state.
func (s NodeState) Valid() bool { return nodeStates.has(s) }

// String returns the state's English word.
func (s NodeState) String() string { return nodeStates.of(s) }

// Node is a machine that runs scans. Its fields are from the server's code: no recorded answer holds a node.
type Node struct {
	ID       int64       `json:"id"`
	Name     string      `json:"name"`
	Enabled  NodeEnabled `json:"enabled"`
	State    NodeState   `json:"state"`
	LastBeat Time        `json:"last_beat_time"` // its last heartbeat
	Tags     []string    `json:"exec_tags"`      // names
	Manager  string      `json:"manager"`        // a username
	Created  Time        `json:"created_time"`
}

var (
	listLanguages = list[Language]("/main/api/v3/languages/")
	listTags      = list[Tag]("/main/api/v3/tags/")
	listLabels    = list[Label]("/main/api/v3/labels/")
	listNodes     = list[Node]("/main/api/v3/orgs/{org}/nodes/")
)

// Languages lists the languages that TCA supports, about 30.
func (c *Client) Languages(ctx context.Context, w Window) (Page[Language], error) {
	return page(ctx, c, listLanguages, nil, nil, w)
}

// Tags lists the tags that a scheme can have.
func (c *Client) Tags(ctx context.Context, w Window) (Page[Tag], error) {
	return page(ctx, c, listTags, nil, nil, w)
}

// Labels lists the labels of rule packages.
func (c *Client) Labels(ctx context.Context, w Window) (Page[Label], error) {
	return page(ctx, c, listLabels, nil, nil, w)
}

// Nodes lists an organisation's own nodes, without those that all organisations share.
func (c *Client) Nodes(ctx context.Context, org string, w Window) (Page[Node], error) {
	return page(ctx, c, listNodes, at{"org": org}, nil, w)
}

// LanguageName returns the display name of a language, and the name itself for a language that a newer TCA added.
func LanguageName(name string) string {
	if display, ok := languageNames[strings.ToLower(name)]; ok {
		return display
	}
	return name
}

// LanguageNames lists the names of the languages that TCA supports, in lower case, which TCA takes, too.
func LanguageNames() []string { return slices.Sorted(maps.Keys(languageNames)) }

var languageNames = map[string]string{
	"abap": "ABAP", "apex": "Apex", "cobol": "COBOL", "cpp": "C/C++", "cs": "C#", "css": "Css", "dart": "Dart",
	"flex": "Flex", "go": "Go", "html": "Html", "java": "Java", "js": "JavaScript", "kotlin": "Kotlin", "lua": "Lua",
	"oc": "Objective-C", "protobuf": "Protocol Buffers", "php": "PHP", "pli": "PL/I", "plsql": "PL/SQL",
	"python": "Python", "rpg": "RPG", "ruby": "Ruby", "rust": "Rust", "scala": "Scala", "shell": "Shell", "sql": "SQL",
	"swift": "Swift", "tsql": "T-SQL", "ts": "TypeScript", "visualbasic": "Visual Basic", "wasm": "WebAssembly",
	"xml": "XML",
}
