package api

import (
	"context"
	"strconv"
)

// ToolStatus is the state of a tool.
type ToolStatus int

// The states of a tool, from the server's code.
const (
	ToolRunning   ToolStatus = 0
	ToolSuspended ToolStatus = 1
	ToolDisabled  ToolStatus = 2
	ToolTrial     ToolStatus = 3
)

var toolStatuses = words[ToolStatus]{
	{ToolRunning, "running"}, {ToolTrial, "trial"}, {ToolSuspended, "suspended"}, {ToolDisabled, "disabled"},
}

// Valid reports whether TCA knows the state.
func (s ToolStatus) Valid() bool { return toolStatuses.has(s) }

// String returns the state's English word.
func (s ToolStatus) String() string { return toolStatuses.of(s) }

// CheckTool is an analysis tool.
type CheckTool struct {
	ID          int64      `json:"id"`
	Name        string     `json:"display_name"`
	Description string     `json:"description"`
	Languages   []string   `json:"languages"`
	Builds      bool       `json:"build_flag"` // needs compiled code
	Status      ToolStatus `json:"status"`
	Open        bool       `json:"open_user"` // every organisation can use it
	App         string     `json:"scan_app"`  // codelint or codemetric
	License     string     `json:"license"`
	Provider    ToolOrg    `json:"org_detail"`
	Created     Time       `json:"created_time"`
	Modified    Time       `json:"modified_time"`
}

// ToolOrg is the organisation that provides a tool.
type ToolOrg struct {
	Name string `json:"name"`
}

var (
	listCheckTools = list[CheckTool]("/main/api/v3/orgs/{org}/checktools/")
	listToolRules  = list[Rule]("/main/api/v3/orgs/{org}/checktools/{tool}/rules/")
)

// CheckTools lists the tools that an organisation can use, the newest first.
func (c *Client) CheckTools(ctx context.Context, org string, w Window) (Page[CheckTool], error) {
	return page(ctx, c, listCheckTools, at{"org": org}, nil, w)
}

// ToolRules lists the rules of a tool.
func (c *Client) ToolRules(ctx context.Context, org string, toolID int64, w Window) (Page[Rule], error) {
	return page(ctx, c, listToolRules, at{"org": org, "tool": strconv.FormatInt(toolID, 10)}, nil, w)
}
