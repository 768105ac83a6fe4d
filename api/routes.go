package api

// Routes lists what the client calls, as patterns for http.ServeMux. The fake server registers these very strings.
func Routes() []string {
	var all []string
	for _, route := range []string{
		userinfo.route, listOrgs.route, listTeams.route, listRepos.route, listOrgRepos.route, getRepo.route,
		listBranches.route, listBranchNames.route,
	} {
		all = append(all, "GET "+route+"{$}")
	}
	return all
}
