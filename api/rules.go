package api

import (
	"context"
	"net/url"
	"strconv"
)

// PackageType says whether a rule package comes with TCA.
type PackageType int

// The types of rule packages.
const (
	PackageCustom   PackageType = 1
	PackageOfficial PackageType = 2
)

var packageTypes = words[PackageType]{{PackageCustom, "custom"}, {PackageOfficial, "official"}}

// Valid reports whether TCA knows the type.
func (t PackageType) Valid() bool { return packageTypes.has(t) }

// String returns the type's English word.
func (t PackageType) String() string { return packageTypes.of(t) }

// CheckPackage is a package of rules (规则包).
type CheckPackage struct {
	ID          int64       `json:"id"`
	Name        string      `json:"name"`
	Description string      `json:"description"`
	Languages   []string    `json:"languages"` // empty: for all languages
	Labels      []string    `json:"labels"`    // in Chinese
	RuleCount   int         `json:"checkrule_count"`
	Type        PackageType `json:"package_type"`
}

// CheckProfile is the selection of rules of a scheme. The field profile_type of the manual does not exist.
type CheckProfile struct {
	ID       int64        `json:"id"`
	Custom   CheckPackage `json:"custom_checkpackage"` // the scheme's own rules
	Packages []int64      `json:"checkpackages"`       // IDs of the official packages
}

// Rule is a rule of a tool.
type Rule struct {
	ID        int64      `json:"id"` // an issue's checkrule_gid
	Name      string     `json:"real_name"`
	Display   string     `json:"display_name"`
	Title     string     `json:"rule_title"`
	Severity  Severity   `json:"severity"`
	Category  Category   `json:"category"`
	Params    string     `json:"rule_params"` // lines of name=value
	Solution  string     `json:"solution"`
	Languages []string   `json:"languages"`
	Disabled  bool       `json:"disable"`
	Text      RuleText   `json:"checkruledesc"`
	Tool      RuleTool   `json:"checktool"`
	Selected  RuleChoice `json:"select_state"` // set by SchemeRules and FindRules only
}

// RuleText is the description of a rule: Markdown or plain text, mostly Chinese.
type RuleText struct {
	Type int    `json:"desc_type"`
	Text string `json:"desc"`
}

// RuleTool is the tool of a rule.
type RuleTool struct {
	ID     int64      `json:"id"`
	Name   string     `json:"display_name"`
	Builds bool       `json:"build_flag"` // needs compiled code
	Status ToolStatus `json:"status"`
}

// RuleChoice says whether a scheme selects a rule.
type RuleChoice int

// The values of RuleChoice.
const (
	RuleNotChosen      RuleChoice = 0
	RuleChosen         RuleChoice = 1 // among the scheme's own rules
	RuleChosenOfficial RuleChoice = 2 // in an official package; from the server's code, not in any recorded answer
)

var ruleChoices = words[RuleChoice]{{RuleNotChosen, "no"}, {RuleChosen, "own"}, {RuleChosenOfficial, "official"}}

// Valid reports whether TCA knows the value.
func (r RuleChoice) Valid() bool { return ruleChoices.has(r) }

// String returns the value's English word.
func (r RuleChoice) String() string { return ruleChoices.of(r) }

// ProfileRule is one of a scheme's own rules. Its fields are from the server's code: no recorded answer holds one.
type ProfileRule struct {
	ID       int64     `json:"id"`
	Package  int64     `json:"checkpackage"`
	Rule     Rule      `json:"checkrule"` // without text and tool
	Tool     RuleTool  `json:"checktool"`
	Severity Severity  `json:"severity"` // overrides the rule's severity unless it is 0
	Params   string    `json:"rule_params"`
	State    RuleState `json:"state"`
}

// RuleState says whether a rule of a package is applied.
type RuleState int

// The states of a rule in a package.
const (
	RuleEnabled RuleState = 1
	RuleBlocked RuleState = 2
)

var ruleStates = words[RuleState]{{RuleEnabled, "enabled"}, {RuleBlocked, "blocked"}}

// Valid reports whether TCA knows the state.
func (s RuleState) Valid() bool { return ruleStates.has(s) }

// String returns the state's English word.
func (s RuleState) String() string { return ruleStates.of(s) }

var (
	getCheckProfile      = get[CheckProfile]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/checkprofile/")
	listCheckPackages    = list[CheckPackage]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/checkprofile/checkpackages/")
	listAllCheckPackages = get[[]CheckPackage]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/allcheckpackages/")
	listProfileRules     = list[ProfileRule]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/checkprofile/rules/")
	listSchemeRules      = list[Rule]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/allrules/")
	getRule              = get[Rule]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/allrules/{rule}/")
	getRuleByName        = get[Rule]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/allrules/byname/")
)

// CheckProfile returns a scheme's selection of rules.
func (c *Client) CheckProfile(ctx context.Context, s SchemeRef) (CheckProfile, error) {
	profile, _, err := getCheckProfile.call(ctx, c, s.at(), nil, nil)
	return profile, err
}

// CheckPackages lists the official packages that a scheme uses, the newest first.
func (c *Client) CheckPackages(ctx context.Context, s SchemeRef, w Window) (Page[CheckPackage], error) {
	return page(ctx, c, listCheckPackages, s.at(), nil, w)
}

// AllCheckPackages lists the official packages that a scheme can use, about 50. TCA returns the whole list at once.
func (c *Client) AllCheckPackages(ctx context.Context, s SchemeRef) ([]CheckPackage, error) {
	packages, _, err := listAllCheckPackages.call(ctx, c, s.at(), nil, nil)
	return packages, err
}

// ProfileRules lists a scheme's own rules, including those it changes or blocks. It is often empty.
func (c *Client) ProfileRules(ctx context.Context, s SchemeRef, w Window) (Page[ProfileRule], error) {
	return page(ctx, c, listProfileRules, s.at(), nil, w)
}

// SchemeRules lists all rules that a scheme can use: thousands.
func (c *Client) SchemeRules(ctx context.Context, s SchemeRef, w Window) (Page[Rule], error) {
	return page(ctx, c, listSchemeRules, s.at(), nil, w)
}

// Rule returns one rule by its ID, which is IssueDetail.RuleID of an issue.
func (c *Client) Rule(ctx context.Context, s SchemeRef, gid int64) (Rule, error) {
	a := s.at()
	a["rule"] = strconv.FormatInt(gid, 10)
	rule, _, err := getRule.call(ctx, c, a, nil, nil)
	return rule, err
}

// RuleByName returns one rule by the names of tool and rule that an issue holds as Tool and Rule. An empty name is
// ErrInvalid, as is an unknown rule.
func (c *Client) RuleByName(ctx context.Context, s SchemeRef, tool, rule string) (Rule, error) {
	q := url.Values{}
	set(q, "checktool_name", tool)
	set(q, "checkrule_real_name", rule)
	if len(q) < 2 {
		return Rule{}, getRuleByName.invalid()
	}
	found, _, err := getRuleByName.call(ctx, c, s.at(), q, nil)
	return found, err
}
