package apitest

import (
	"path"
	"strconv"
	"strings"
)

// filler holds lines of code without any issue, by language.
var filler = map[string][]string{
	"Go":     {"func (s *Store) Refund(ctx context.Context, id int64) error {", "\tif err := s.check(ctx, id); err != nil {", "\t\treturn fmt.Errorf(\"refund %d: %w\", id, err)", "\t}", "\treturn s.queue.Push(ctx, id)", "}", "", "// 退款前先核对账本"},
	"python": {"def 下单(金额, user):", "    if 金额 <= 0:", "        raise ValueError('金额必须大于零')", "    order = Order(user=user, amount=金额)", "    order.save()", "    return order", "", "# 订单创建后发送通知"},
	"js":     {"export function loadOrders(page) {", "  return request(`/api/orders?page=${page}`)", "    .then((res) => res.data);", "}", "", "// 翻页时保留筛选条件", "const columns = ['id', 'amount', 'state'];", ""},
	"ts":     {"export async function loadSession(): Promise<Session> {", "  const res = await client.get<Session>('/session');", "  return res.data;", "}", "", "// 会话过期后回到登录页", "export interface Session { user: string; expires: number }", ""},
	"java":   {"    public Order create(CreateOrder request) {", "        Order order = mapper.toOrder(request);", "        stockLock.acquire(order.getSkuId());", "        return repository.save(order);", "    }", "", "    // 库存锁定失败时抛出业务异常", ""},
	"cpp":    {"int Ranker::Score(const Query& q, const Doc& d) const {", "  const auto terms = q.terms();", "  int score = 0;", "  for (const auto& t : terms) score += d.weight(t);", "  return score;", "}", "", "// 特征缺失时使用默认值"},
}

// codeFile serves the lines of a file. Issues are shown on the lines where they were reported.
func (c *call) codeFile() (any, *refusal) {
	name := c.q("path")
	if name == "" {
		return nil, rule("文件路径不能为空")
	}
	good := goods(c.s.history(c.proj))
	revision := c.q("revision")
	if len(good) > 0 && revision != "" && strings.Trim(revision, "0") == "" {
		return nil, rule("Git版本号不存在")
	}
	if len(good) == 0 {
		return nil, rule("代码库路径可能不存在")
	}
	from, to := 1, 0
	if start := c.q("start"); start != "" {
		a, err := strconv.Atoi(start)
		b, err2 := strconv.Atoi(c.q("end"))
		if err != nil || err2 != nil {
			return nil, broken("TypeError", "int() argument must be a string, a bytes-like object or a number, not 'NoneType'")
		}
		from, to = max(1, a), b
	}
	f, length, ok := c.sourceFile(name, good[len(good)-1])
	if !ok {
		return nil, rule("文件不存在")
	}
	if to == 0 || to > length {
		to = length
	}
	lines := []any{}
	found := c.s.ledger(c.proj).inFile(f, from, to)
	for n := from; n <= to; n++ {
		lines = append(lines, obj{"lineNum": n, "content": c.sourceLine(f, n, found)})
	}
	if revision == "" {
		revision = c.proj.revision(good[len(good)-1].n)
	}
	return obj{"suffix": path.Ext(name), "language": "", "file_path": name, "scm_revision": revision, "codeContents": lines}, nil
}

// sourceFile finds a file of a project by its path, and returns its length.
func (c *call) sourceFile(name string, at scan) (f file, length int, ok bool) {
	for _, f := range c.proj.files(at.nth) {
		if f.path() == name {
			length = f.total()
			if d := c.proj.Files - 1 - f.n; d >= 0 && d < c.proj.Duplicates {
				length = c.proj.dup(d, at.nth).total()
			}
			return f, length, true
		}
	}
	return file{}, 0, false
}

// sourceLine returns one line: of an issue, of a duplicate block, or filler.
func (c *call) sourceLine(f file, n int, found map[int]string) string {
	if text, ok := found[n]; ok {
		return text
	}
	p, plain := c.proj, filler[f.lang.name]
	if d := p.Files - 1 - f.n; d >= 0 && d < p.Duplicates {
		for _, b := range p.dup(d, 0).blocks {
			if n >= b.start && n < b.start+b.length {
				return plain[(p.trio(d)+b.j+n-b.start)%len(plain)] // the same in each file of the group
			}
		}
	}
	if n == 1 && f.lang.name == "python" {
		return "# -*- coding: utf-8 -*-"
	}
	return plain[(n-2+len(plain))%len(plain)]
}

// inFile finds the issues between two lines of a file, and the code of their lines.
func (l *ledger) inFile(f file, from, to int) map[int]string {
	found := make(map[int]string)
	match, total := l.matching(func(c class) bool { return l.state(c) != stateClosed && l.fileNumber(c) == f.n })
	for i := range min(total, 400) { // more than the lines of a file can show
		x := l.issue(match(i))
		if x.line >= from && x.line <= to {
			found[x.line] = strings.ReplaceAll(x.rule.line, "%s", x.noun)
		}
	}
	return found
}
