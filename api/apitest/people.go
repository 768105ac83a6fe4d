package apitest

// authors are the authors of the code: mostly usernames, sometimes names from commits.
var authors = []string{
	"zhangwei", "lihua", "wangfang", "zhao_min", "chen.jie", "tca_member", "liuyang", "sunli", "zhouqiang", "emma.lee",
}

// oddAuthors are unusual authors from recorded answers: nobody, several, a mail address.
var oddAuthors = []any{nil, "", "张伟", "zhangwei;lihua", "O'Neil <on@example.com>"}

// starters are the people who start scans, by nickname, and the origin of the scan.
var starters = []struct{ nick, from string }{
	{"CodeDog", "ci_pipeline"}, {"张伟", "codedog_web"}, {"李华 Lee", "tca_web"}, {"王芳", "slack_bot"}, {"CodeDog", "api"},
}

// starter returns who started a scan: at night the machine.
func (p *project) starter(x scan) (nick, from string) {
	if x.run != nil {
		return x.run.nick, x.run.from
	}
	h := mix(p.Seed, int64(x.night), 8)
	if x.created.In(shanghai).Hour() < 7 {
		return starters[0].nick, starters[0].from
	}
	who := starters[1+h%(len(starters)-1)]
	return who.nick, who.from
}

// author picks one of a project's authors. A few of them wrote most of the code.
func (p *project) author(h int) any {
	if p.Hostile && h%3 == 0 {
		return pick(Hostile(), h/3)
	}
	if h%23 == 0 {
		return pick(oddAuthors, h/23)
	}
	first := mix(p.Seed, 9)
	return authors[(first+min(h/23%7, h/161%7))%len(authors)]
}

// named picks an author where a name is required.
func (p *project) named(h int) string {
	if name, ok := p.author(h).(string); ok && name != "" {
		return name
	}
	return authors[h%len(authors)]
}

// userID invents the ID of a user.
func userID(username string) int {
	id := 0
	for _, c := range username {
		id = mix(int64(id), int64(c)) % 900
	}
	return id + 1
}

// person returns a user in the form of the main service.
func (s *Server) person(username string) obj {
	return obj{
		"username": username, "nickname": s.nick(username), "status": 1, "avatar": nil,
		"latest_login_time": iso(s.began.Add(-3 * 60 * 60 * 1e9)), "org": nil,
	}
}

func (s *Server) persons(names ...string) []any {
	all := []any{}
	for _, name := range names {
		all = append(all, s.person(name))
	}
	return all
}

// stamps adds the six fields that everything in the analysis service has.
func stamps(o obj, created, modified string) obj {
	o["created_time"], o["creator"], o["modified_time"], o["modifier"], o["deleted_time"], o["deleter"] = created, nil, modified, nil, nil, nil
	return o
}

// written adds the same six fields for something that a person created on the main service and nobody changed.
func (s *Server) written(o obj, by, created, modified string) obj {
	stamps(o, created, modified)["creator"] = s.person(by)
	return o
}
