package api

import (
	"net/url"
	"strings"
)

// FileState is the state of a complex file.
type FileState int

// The states of a complex file (未处理, 已处理, 关闭).
const (
	FileActive   FileState = 1
	FileResolved FileState = 2
	FileClosed   FileState = 3
)

var fileStates = words[FileState]{{FileActive, "active"}, {FileResolved, "resolved"}, {FileClosed, "closed"}}

// FileStates lists all states of a complex file.
func FileStates() []FileState { return fileStates.values() }

// Valid reports whether TCA knows the state.
func (s FileState) Valid() bool { return fileStates.has(s) }

// String returns the state's English word.
func (s FileState) String() string { return fileStates.of(s) }

// FuncStatus says whether a complex function needs attention.
type FuncStatus int

// The statuses of a complex function (需要关注, 无需关注).
const (
	FuncAttention FuncStatus = 1
	FuncIgnored   FuncStatus = 2
)

var funcStatuses = words[FuncStatus]{{FuncAttention, "attention"}, {FuncIgnored, "ignored"}}

// FuncStatuses lists all statuses of a complex function.
func FuncStatuses() []FuncStatus { return funcStatuses.values() }

// Valid reports whether TCA knows the status.
func (s FuncStatus) Valid() bool { return funcStatuses.has(s) }

// String returns the status's English word.
func (s FuncStatus) String() string { return funcStatuses.of(s) }

// ChangeType says how a complex file or function changed since the previous scan.
type ChangeType int

// The changes of complex code (无变化, 新增, 删除, 修改). In the manual 3 is unchanged; the server means modified.
const (
	ChangeNone     ChangeType = 0
	ChangeAdded    ChangeType = 1
	ChangeDeleted  ChangeType = 2
	ChangeModified ChangeType = 3
)

var changeTypes = words[ChangeType]{
	{ChangeNone, "none"}, {ChangeAdded, "added"}, {ChangeDeleted, "deleted"}, {ChangeModified, "modified"},
}

// ChangeTypes lists all changes of complex code.
func ChangeTypes() []ChangeType { return changeTypes.values() }

// Valid reports whether TCA knows the change.
func (c ChangeType) Valid() bool { return changeTypes.has(c) }

// String returns the change's English word.
func (c ChangeType) String() string { return changeTypes.of(c) }

// DupState is the state of a file's duplicate code.
type DupState int

// The states of duplicate code (未处理, 已忽略, 关闭). The server's own label of the second is 可忽略.
const (
	DupActive    DupState = 1
	DupIgnorable DupState = 2
	DupClosed    DupState = 3
)

var dupStates = words[DupState]{{DupActive, "active"}, {DupIgnorable, "ignorable"}, {DupClosed, "closed"}}

// DupStates lists all states of duplicate code.
func DupStates() []DupState { return dupStates.values() }

// Valid reports whether TCA knows the state.
func (s DupState) Valid() bool { return dupStates.has(s) }

// String returns the state's English word.
func (s DupState) String() string { return dupStates.of(s) }

// FileChange says how a counted or duplicate file changed since the previous scan.
type FileChange string

// The changes of a file (新增, 修改, 删除). TCA sends null for FileUnchanged, and no list can be filtered by it.
const (
	FileUnchanged FileChange = ""
	FileAdded     FileChange = "add"
	FileModified  FileChange = "mod"
	FileDeleted   FileChange = "del"
)

// FileChanges lists the changes that lists can be filtered by.
func FileChanges() []FileChange { return []FileChange{FileAdded, FileModified, FileDeleted} }

// Valid reports whether a list can be filtered by the change.
func (c FileChange) Valid() bool { return c == FileAdded || c == FileModified || c == FileDeleted }

// String returns the change's English word.
func (c FileChange) String() string {
	switch c {
	case FileUnchanged:
		return "none"
	case FileAdded:
		return "added"
	case FileModified:
		return "modified"
	case FileDeleted:
		return "deleted"
	}
	return string(c)
}

// setChanges adds the changes, separated by commas. One that is not valid is sent, too, and selects nothing.
func setChanges(q url.Values, changes []FileChange) {
	texts := make([]string, len(changes))
	for i, c := range changes {
		texts[i] = string(c)
	}
	set(q, "change_type", strings.Join(texts, ","))
}
