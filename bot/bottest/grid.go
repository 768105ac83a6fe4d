package bottest

// JoinEnterprise puts the workspace into an organization of Enterprise Grid. Users with another TeamID and this
// Enterprise are colleagues from its other workspaces.
func (s *Server) JoinEnterprise(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.org = id
}

// InstallInOrganization installs the app in all workspaces of an organization at once: Slack answers with its ID where that of
// the workspace is otherwise.
func (s *Server) InstallInOrganization(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.org, s.everywhere = id, true
}

// enterprise is the ID of a person's organization; empty for none. Needs the lock.
func (s *Server) enterprise(u User) string {
	if u.Enterprise == "" && u.team() == TeamID {
		return s.org
	}
	return u.Enterprise
}

// enterpriseID is the ID of the organization of the workspace as payloads have it; nil for none.
func (s *Server) enterpriseID() any {
	if s.org == "" {
		return nil
	}
	return s.org
}

// organization is the organization of the workspace as payloads have it; nil for none.
func (s *Server) organization() any {
	if s.org == "" {
		return nil
	}
	return map[string]any{"id": s.org, "name": "Example Corp"}
}

// slashTeam is the workspace that a slash command names: that of the channel for colleagues of all workspaces of the
// organization, their own for people of other companies. Needs the lock.
func (s *Server) slashTeam(u User) string {
	if s.org != "" && s.enterprise(u) == s.org {
		return TeamID
	}
	return u.team()
}
