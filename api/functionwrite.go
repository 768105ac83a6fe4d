package api

import (
	"context"
	"strings"
)

// FunctionRef identifies a complex function.
type FunctionRef struct {
	Project ProjectRef
	ID      int64
}

func (f FunctionRef) at() at { return under(f.Project.at(), "function", f.ID) }

// Ref returns the reference of the function in its project.
func (f Function) Ref(p ProjectRef) FunctionRef { return FunctionRef{Project: p, ID: f.ID} }

type functionsRequest struct {
	Functions []int64    `json:"ccissue_ids"`
	Status    FuncStatus `json:"status"`
}

type functionAuthorRequest struct {
	Author string `json:"author"`
}

// done is the answer of a request that changes several things, and tells nothing about any of them.
type done struct {
	Msg string `json:"msg"`
}

var (
	setFunctionsStatus = put[functionsRequest, done]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/ccissues/status/")
	assignFunction     = put[functionAuthorRequest, Function]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/ccissues/{function}/author/")
)

// SetFunctionsStatus sets the status of as many as MaxBulk functions of a project. Every member of the team may do so. TCA
// passes over those that the project does not have, and reports nothing about any: read them afterwards. Sent once; to repeat
// it does no harm.
func (c *Client) SetFunctionsStatus(ctx context.Context, p ProjectRef, functions []int64, s FuncStatus) error {
	var wrong arguments
	wrong.ids("ccissue_ids", functions)
	wrong.choice("status", int(s), s.Valid())
	if err := setFunctionsStatus.validate(wrong); err != nil {
		return err
	}
	_, _, err := setFunctionsStatus.call(ctx, c, p.at(), nil, &functionsRequest{Functions: functions, Status: s})
	return err
}

// AssignFunction makes a person the author of a function and returns the function as it is then. Every member of the team may
// do so. The author is required and has MaxAuthor characters at most. Sent once; to repeat it does no harm.
func (c *Client) AssignFunction(ctx context.Context, f FunctionRef, author string) (Function, error) {
	in := functionAuthorRequest{Author: strings.TrimSpace(author)}
	var wrong arguments
	wrong.required("author", in.Author, MaxAuthor)
	if err := assignFunction.validate(wrong); err != nil {
		return Function{}, err
	}
	return assignFunction.save(ctx, c, f.at(), &in, func(f *Function) int64 { return f.ID })
}
