package api

import "context"

// Me is the person whose token a client acts with.
type Me struct {
	Username  string `json:"username"`
	Nickname  string `json:"nickname"`
	Superuser bool   `json:"is_superuser"` // only told to staff
	LastLogin Time   `json:"latest_login_time"`
}

// Person is somebody as TCA shows them.
type Person struct {
	Username string `json:"username"`
	Nickname string `json:"nickname"`
}

var userinfo = get[Me]("/main/api/v3/authen/userinfo/")

// Me tells whom the token belongs to: the cheapest way to check one. It is never remembered.
func (c *Client) Me(ctx context.Context) (Me, error) {
	me, _, err := userinfo.call(Fresh(ctx), c, nil, nil, nil)
	return me, err
}
