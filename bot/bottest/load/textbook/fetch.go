package textbook

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/patrickmn/go-cache"
)

const pageSize = 10

// question is a page of a team's repositories.
type question struct {
	team, search string
	offset       int
}

// typed reads "repos TEAM SEARCH".
func typed(text string) question {
	words := strings.Fields(text)
	var q question
	if len(words) > 1 {
		q.team, q.search = words[1], strings.Join(words[2:], " ")
	}
	return q
}

// pressed reads the value of a button.
func pressed(value string) question {
	parts := strings.SplitN(value, "|", 3)
	if len(parts) < 3 {
		return question{}
	}
	offset, _ := strconv.Atoi(parts[1])
	return question{team: parts[0], offset: offset, search: parts[2]}
}

// value is what a button carries.
func (q question) value() string { return fmt.Sprintf("%s|%d|%s", q.team, q.offset, q.search) }

type page struct {
	Count   int    `json:"count"`
	Results []repo `json:"results"`
}

type repo struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	URL         string `json:"scm_url"`
	BranchCount int    `json:"branch_count"`
	SchemeCount int    `json:"scheme_count"`
	Recent      *struct {
		Branch string `json:"branch_name"`
		Time   string `json:"active_time"`
		Lines  *int   `json:"code_line_num"`
	} `json:"recent_active"`
}

func (b *bot) fetch(ctx context.Context, q question) (page, error) {
	query := url.Values{"limit": {strconv.Itoa(pageSize)}, "offset": {strconv.Itoa(q.offset)}}
	if q.search != "" {
		query.Set("scm_url_or_name", q.search)
	}
	address := fmt.Sprintf("%s/server/main/api/orgs/%s/teams/%s/repos/?%s", b.conf.TCAURL, b.conf.Org, url.PathEscape(q.team), query.Encode())
	if known, ok := b.pages.Get(address); ok {
		return known.(page), nil
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return page{}, fmt.Errorf("ask TCA: %w", err)
	}
	request.Header.Set("Authorization", "Token "+b.conf.Token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return page{}, fmt.Errorf("ask TCA: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Data page `json:"data"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return page{}, fmt.Errorf("read TCA's answer: %w", err)
	}
	b.pages.Set(address, answer.Data, cache.DefaultExpiration)
	return answer.Data, nil
}
