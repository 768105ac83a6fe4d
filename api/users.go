package api

import "context"

// Me is the person whose token a client acts with.
type Me struct {
	Username  string `json:"username"`
	Nickname  string `json:"nickname"`
	Superuser bool   `json:"is_superuser"` // sent to staff only
	LastLogin Time   `json:"latest_login_time"`
}

// Person is a TCA user inside other answers.
type Person struct {
	Username string `json:"username"`
	Nickname string `json:"nickname"`
}

var userinfo = get[Me]("/main/api/v3/authen/userinfo/")

// Me returns the owner of the token. It is the cheapest way to check a token, and never answered from the cache.
func (c *Client) Me(ctx context.Context) (Me, error) {
	me, _, err := userinfo.call(Fresh(ctx), c, nil, nil, nil)
	return me, err
}
