package bot_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/commands"
	"tcabot/commands/kit"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestDialogues runs the stories under testdata/dialogues: what people type and press, and what they then read. Each
// has a bot, a Slack and a TCA of its own, with member (English) and admin (Chinese) connected.
//
//	say USER LINE           types /tca LINE; $TCA is the address of this TCA, $AGO3 the day three days ago
//	write USER PLACE TEXT   writes a message, in which @tca mentions the bot, in the channel, in a thread of it, or in the direct
//	                        message with the bot (dm); its answer is the last one
//	press USER BUTTON       presses a button of the last answer, by its action ID or its label; it may be behind ⋯
//	tick USER TEXT…         ticks the boxes of the last answer whose labels have the texts, and no others
//	open USER BUTTON        opens a form by a button of the last answer
//	unfold USER FIELD=VALUE…  fills in fields of that form, and asks for the others
//	send USER FIELD=VALUE…  sends that form; its answer is the last one, unless a field has an error
//	error FIELD TEXT        the form is still open, and a field has an error with the text
//	again USER              has the press that opened the last answer, or the form that led to it, delivered once more
//	choose USER OPTION      chooses an option of a menu of the last answer, by its label or a part of it
//	find USER TEXT OPTION   types into the search of the last answer and chooses an option, by a part of its label
//	home USER               opens the App Home of a person, which is the last home
//	[!] shows TEXT          the last home has the text
//	tap USER BUTTON         presses a button in the last home, by its label; the last answer is the direct message that follows
//	renew USER BUTTON       presses a button in the last home, which is published anew
//	[!] see TEXT            the last answer has the text
//	[!] button BUTTON       the last answer has the button
//	asked N [PART]          TCA was asked N times (in paths with PART) since the last say, press or choose
//	fault PATH KIND         TCA fails there from now on, or only for a method, as in 'POST /projects/': down, slow, lost (it acts, and
//	                        nobody hears of it), dropped (it does not act), 401, 403, 404, 500, html, json, null, empty
//	mend                    takes all faults away
func TestDialogues(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata/dialogues",
		Setup: func(e *testscript.Env) error {
			tb := e.T().(testing.TB)
			s := &story{tb: tb, w: newWorld(tb, func(w *world) { w.env["ADMIN_USERS"] = operator })}
			s.w.login(tb, member, s.w.sample.Member)
			s.w.login(tb, admin, s.w.sample.Admin)
			e.Values["story"] = s
			e.Setenv("TCA", s.w.tca.URL())
			e.Setenv("AGO3", time.Now().In(api.Zone()).AddDate(0, 0, -3).Format(time.DateOnly))
			e.Defer(func() { s.w.clean(tb) })
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"say": step(2, (*story).say), "write": step(3, (*story).write), "press": step(2, (*story).press), "choose": step(2, (*story).choose), "open": step(2, (*story).open), "unfold": step(-1, (*story).unfold), "send": step(-1, (*story).send), "find": step(3, (*story).find), "home": step(1, (*story).openHome), "shows": check((*story).shows), "tap": step(2, (*story).tap), "renew": step(2, (*story).renew), "error": step(2, (*story).err), "again": step(1, (*story).again), "tick": step(-1, (*story).tick),
			"see": check((*story).see), "button": check((*story).button), "asked": step(-1, (*story).asked),
			"fault": step(2, (*story).fault), "mend": step(0, (*story).mend),
		},
	})
}

// TestEveryCommandHasADialogue finds the command that nobody has talked to.
func TestEveryCommandHasADialogue(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("testdata", "dialogues", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]int{}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range typed.FindAllStringSubmatch(string(raw), -1) {
			said[m[1]]++
			said[m[1]+" "+m[2]]++
		}
	}
	for _, g := range commands.All(commands.Deps{}) {
		for _, c := range g.Commands {
			if said[c.Name] == 0 {
				t.Errorf("no dialogue has anybody type %s", c.Name)
			}
		}
	}
}

var typed = regexp.MustCompile(`(?m)^say \w+ '?([a-z-]+) ?([a-z-]*)`)

// story is one dialogue under way.
type story struct {
	tb     testing.TB
	w      *world
	last   bottest.Message
	before int // requests to TCA before the last step
	mends  []func()

	home   bottest.View // the last one
	form   bottest.View // that is open
	opened bottest.Delivery
	sent   bottest.Delivery // the last press or form
}

var people = map[string]string{"member": member, "admin": admin, "outsider": outsider, "operator": operator}

func step(n int, do func(*story, []string) error) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		s := ts.Value("story").(*story)
		if neg || n >= 0 && len(args) != n {
			ts.Fatalf("want %d arguments and no !", n)
		}
		if err := do(s, args); err != nil {
			ts.Fatalf("%v; the last answer is:\n%s", err, s.last.PlainText())
		}
	}
}

func check(holds func(*story, string) bool) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		s := ts.Value("story").(*story)
		for _, a := range args {
			if holds(s, a) == neg {
				ts.Fatalf("want %q: %t; the last answer is:\n%s", a, !neg, s.last.PlainText())
			}
		}
	}
}

func (s *story) say(args []string) error {
	s.before = len(s.w.tca.Requests())
	s.last = s.w.say(s.tb, people[args[0]], args[1])
	return nil
}

func (s *story) write(args []string) error {
	s.before = len(s.w.tca.Requests())
	user, channel, thread := people[args[0]], general, ""
	switch args[1] {
	case "channel":
	case "thread":
		thread = s.w.writes(s.tb, outsider, "", "a discussion").TS
	case "dm":
		channel = s.w.slack.DM(user).ID
	default:
		return fmt.Errorf("nobody writes in %s", args[1])
	}
	s.last = s.w.asks(s.tb, user, channel, thread, args[2])
	if s.last.Thread != thread || (s.last.For == "") != (channel != general) {
		return fmt.Errorf("the answer is for %q, in the thread %q", s.last.For, s.last.Thread)
	}
	return nil
}

func (s *story) press(args []string) error {
	s.before = len(s.w.tca.Requests())
	for _, c := range controls(s.last) {
		if c.isCalled(args[1]) {
			d, err := s.w.click(s.tb, people[args[0]], s.last, c.ActionID)
			if err != nil {
				return err
			}
			s.sent, s.last = d, s.w.answerIn(s.tb, people[args[0]], s.last.Channel, d)
			return nil
		}
	}
	return fmt.Errorf("there is no button %q", args[1])
}

func (s *story) open(args []string) error {
	s.before = len(s.w.tca.Requests())
	for _, c := range controls(s.last) {
		if c.isCalled(args[1]) {
			s.form, s.opened = s.w.form(s.tb, people[args[0]], s.last, c.ActionID, "")
			return nil
		}
	}
	return fmt.Errorf("there is no button %q", args[1])
}

// filled are the values of the fields of a form.
func filled(fields []string) map[string]string {
	values := map[string]string{}
	for _, field := range fields {
		name, value, _ := strings.Cut(field, "=")
		values[name] = value
	}
	return values
}

func (s *story) unfold(args []string) error {
	s.before = len(s.w.tca.Requests())
	v, err := s.w.unfold(s.tb, people[args[0]], s.form, filled(args[1:]))
	s.form = v
	return err
}

func (s *story) send(args []string) error {
	s.before = len(s.w.tca.Requests())
	var err error
	if s.sent, err = s.w.slack.Submit(deadline(s.tb), people[args[0]], s.form.ID, filled(args[1:])); err != nil {
		return err
	}
	if v, open := s.w.slack.View(people[args[0]]); open && len(v.Errors) > 0 {
		s.form = v
		return nil
	}
	s.form = bottest.View{}
	s.last = s.w.answerTo(s.tb, people[args[0]], s.opened)
	return nil
}

// find chooses one of the suggestions for a text in the search of the last answer.
func (s *story) find(args []string) error {
	s.before = len(s.w.tca.Requests())
	offers, _, err := s.w.slack.Suggest(deadline(s.tb), people[args[0]], s.last.Ref(), "run/find", args[1])
	if err != nil {
		return err
	}
	for _, o := range offers {
		if !strings.Contains(o.Text, args[2]) {
			continue
		}
		d, err := s.w.slack.ClickWith(deadline(s.tb), people[args[0]], s.last.Ref(), "run/find", o.Value)
		if err != nil {
			return err
		}
		s.last = s.w.answerTo(s.tb, people[args[0]], d)
		return nil
	}
	return fmt.Errorf("not suggested: %q", offers)
}

func (s *story) openHome(args []string) error {
	s.before = len(s.w.tca.Requests())
	s.home = s.w.openHome(s.tb, people[args[0]])
	return nil
}

func (s *story) shows(text string) bool { return strings.Contains(s.home.PlainText(), text) }

// inHome finds the action of a button of the last home.
func (s *story) inHome(name string) (string, error) {
	var view struct{ Blocks json.RawMessage }
	_ = json.Unmarshal(s.home.Raw, &view)
	for _, c := range controls(bottest.Message{Blocks: view.Blocks}) {
		if c.isCalled(name) {
			return c.ActionID, nil
		}
	}
	return "", fmt.Errorf("there is no button %q in the home:\n%s", name, s.home.PlainText())
}

func (s *story) tap(args []string) error {
	s.before = len(s.w.tca.Requests())
	action, err := s.inHome(args[1])
	if err == nil {
		s.last = s.w.told(s.tb, people[args[0]], func() { s.w.tapHome(s.tb, people[args[0]], s.home, action) })
	}
	return err
}

func (s *story) renew(args []string) error {
	s.before = len(s.w.tca.Requests())
	action, err := s.inHome(args[1])
	if err == nil {
		s.home = s.w.published(s.tb, people[args[0]], func() { s.w.tapHome(s.tb, people[args[0]], s.home, action) })
	}
	return err
}

// err checks the error at a field of the open form.
func (s *story) err(args []string) error {
	if got := s.form.Errors[args[0]]; !strings.Contains(got, args[1]) {
		return fmt.Errorf("the errors of the form are %q", s.form.Errors)
	}
	return nil
}

// again has the last press or form delivered once more, as Slack does when it did not hear the acknowledgement.
func (s *story) again([]string) error {
	s.before = len(s.w.tca.Requests())
	s.w.again(s.tb, s.sent)
	return nil
}

func (s *story) choose(args []string) error {
	s.before = len(s.w.tca.Requests())
	for _, c := range controls(s.last) {
		for _, o := range c.Options {
			if !strings.Contains(o.Text.Text, args[1]) {
				continue
			}
			d, err := s.w.slack.ClickWith(deadline(s.tb), people[args[0]], s.last.Ref(), c.ActionID, o.Value)
			if err != nil {
				return err
			}
			s.last = s.w.answerTo(s.tb, people[args[0]], d)
			return nil
		}
	}
	return fmt.Errorf("there is no option %q", args[1])
}

func (s *story) tick(args []string) error {
	var values []string
	for _, text := range args[1:] {
		before := len(values)
		for _, c := range controls(s.last) {
			for _, o := range c.Options {
				if c.Type == "checkboxes" && strings.Contains(o.Text.Text, text) {
					values = append(values, o.Value)
				}
			}
		}
		if len(values) == before {
			return fmt.Errorf("there is no box %q", text)
		}
	}
	_, err := s.w.slack.Tick(deadline(s.tb), people[args[0]], s.last.Ref(), values...)
	return err
}

func (s *story) see(text string) bool { return strings.Contains(s.last.PlainText(), text) }

func (s *story) button(name string) bool {
	for _, c := range controls(s.last) {
		if c.isCalled(name) {
			return true
		}
	}
	return false
}

func (s *story) asked(args []string) error {
	want, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	part, n := strings.Join(args[1:], " "), 0
	var got []string
	for _, r := range s.w.tca.Requests()[s.before:] {
		if strings.Contains(r.Path, part) {
			got = append(got, r.Path)
			n++
		}
	}
	if n != want {
		return fmt.Errorf("TCA was asked %d times, want %d:\n%s", n, want, strings.Join(got, "\n"))
	}
	return nil
}

func (s *story) fault(args []string) error {
	faults := map[string]apitest.Fault{
		"down": apitest.Down(), "slow": apitest.Slow(30 * time.Second), "lost": {Acts: true, Drop: true}, "dropped": {Drop: true}, "html": apitest.WebPage(), "json": apitest.Malformed(), "500": apitest.Traceback(),
		"null":  {Status: http.StatusOK, ContentType: "application/json", Body: `{"code":0,"data":null}`},
		"empty": {Status: http.StatusOK, ContentType: "application/json", Body: `{"code":0,"data":{"detail":"x"}}`},
		"401":   apitest.Refused(http.StatusUnauthorized, "认证令牌无效。"), "403": apitest.Refused(http.StatusForbidden, "您没有执行该操作的权限。"),
		"404": apitest.Refused(http.StatusNotFound, "未找到。"),
	}
	f, ok := faults[args[1]]
	if !ok {
		return fmt.Errorf("no fault is called %s", args[1])
	}
	f.Path = args[0]
	if method, path, ok := strings.Cut(args[0], " "); ok {
		f.Method, f.Path = method, path
	}
	s.mends = append(s.mends, s.w.tca.Inject(f))
	return nil
}

func (s *story) mend([]string) error {
	for _, m := range s.mends {
		m()
	}
	s.mends = nil
	return nil
}

// control is a button or a menu of a message.
type control struct {
	Type     string
	ActionID string `json:"action_id"`
	Text     struct{ Text string }
	Value    string
	Options  []struct {
		Text  struct{ Text string }
		Value string
	}

	Menu string `json:"-"` // the overflow menu that has it
}

func (c control) label() string { return c.Text.Text }

// isCalled reports whether a control has a label, an action ID, or the name of what a button runs.
func (c control) isCalled(name string) bool {
	return c.label() == name || slices.Contains([]string{name, "run/" + name, "pick/" + name}, c.ActionID)
}

// controls are the controls of a message, those behind ⋯ too.
func controls(m bottest.Message) []control {
	var blocks []struct {
		Type     string
		Elements json.RawMessage
	}
	_ = json.Unmarshal(m.Blocks, &blocks)
	var all []control
	for _, b := range blocks {
		if b.Type != "actions" {
			continue
		}
		var some []control
		_ = json.Unmarshal(b.Elements, &some)
		for _, c := range some {
			all = append(all, c)
			if c.Type != "overflow" {
				continue
			}
			for _, o := range c.Options {
				id, _ := kit.Chosen(c.ActionID, o.Value)
				all = append(all, control{ActionID: id, Text: o.Text, Value: o.Value, Menu: c.ActionID})
			}
		}
	}
	return all
}
