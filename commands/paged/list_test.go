package paged_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/paged"
	"testing"
)

type numbersArgs struct {
	From string
	Odd  bool
}

// numbers defines a list of the 23 numbers that follow a given one, or of the odd ones among them.
func numbers() paged.List[numbersArgs, int, int, string] {
	return paged.List[numbersArgs, int, int, string]{
		Name: "numbers", Access: command.Anyone, Examples: []string{"numbers 5 --odd"},
		Args: func(a *numbersArgs) command.Args {
			return command.Args{command.Text(&a.From, "from").Optional(), command.Flag(&a.Odd, "odd")}
		},
		Find: func(_ context.Context, _ *command.Request, a *numbersArgs) (int, error) {
			if a.From == "" {
				a.From = "100"
			}
			return strconv.Atoi(a.From)
		},
		Fetch: func(_ *command.Request, a *numbersArgs, from int) paged.Fetcher[int] {
			var all []int
			for n := from + 1; n <= from+23; n++ {
				if !a.Odd || n%2 == 1 {
					all = append(all, n)
				}
			}
			return func(_ context.Context, w api.Window) (api.Page[int], error) {
				items := all[min(w.Offset, len(all)):min(w.Offset+w.Limit, len(all))]
				return api.Page[int]{Items: items, Total: len(all), Offset: w.Offset}, nil
			}
		},
		Show: func(_ *command.Request, _ *numbersArgs, from int, page api.Page[int]) string {
			return strconv.Itoa(from) + ": " + join(page.Items)
		},
		View: func(s command.Screen, shown string) kit.Message { return kit.Plain(shown + " (" + s.Line + ")") },
		File: func(_ *command.Request, from int) paged.File[int] {
			return paged.File[int]{
				Name: "after-" + strconv.Itoa(from), Head: []string{"number"}, Row: func(n int) []string { return []string{strconv.Itoa(n)} },
			}
		},
	}
}

func join(all []int) string {
	words := make([]string, len(all))
	for i, n := range all {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, " ")
}

func listBook(t *testing.T, l paged.List[numbersArgs, int, int, string]) *command.Book {
	t.Helper()
	b, err := command.NewBook(command.Group{Name: "x", Commands: []command.Command{paged.Define(l)}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestListScreenAndFileAgree shows that what is found and how it is narrowed holds for a list's screen and its file.
func TestListScreenAndFileAgree(t *testing.T) {
	loaded := numbers()
	loaded.Show = nil
	loaded.Load = func(ctx context.Context, r *command.Request, _ *numbersArgs, from int, fetch paged.Fetcher[int]) (string, error) {
		page, err := paged.FetchPage(ctx, r, fetch)
		return strconv.Itoa(from) + ": " + join(page.Items), err
	}
	about := numbers()
	about.Find = nil
	for _, tt := range []struct {
		name   string
		list   paged.List[numbersArgs, int, int, string]
		line   string
		offset int
		screen string
		file   string
		rows   int
	}{
		{"completed", numbers(), "numbers", 0, "100: 101 102 103 104 105 106 107 108 109 110 (numbers 100)", "after-100", 23},
		{"narrowed", numbers(), "numbers 5 --odd", 10, "5: 27 (numbers 5 --odd)", "after-5", 11},
		{"beyond the end", numbers(), "numbers 5 --odd", 50, "5: 27 (numbers 5 --odd)", "after-5", 11},
		{"loaded", loaded, "numbers 5 --odd", 10, "5: 27 (numbers 5 --odd)", "after-5", 11},
		{"about nothing", about, "numbers", 20, "0: 21 22 23 (numbers)", "after-0", 23},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := listBook(t, tt.list)
			p, err := b.Parse(tt.line)
			if err != nil {
				t.Fatal(err)
			}
			reply, err := b.Run(t.Context(), &command.Request{Page: command.Page{Offset: tt.offset}}, p)
			if err != nil || reply.Message.Text() != kit.Plain(tt.screen).Text() {
				t.Errorf("screen: %s, %v; want %s", reply.Message.Text(), err, tt.screen)
			}
			sheet, err := b.Sheet(t.Context(), &command.Request{}, tt.line)
			if err != nil {
				t.Fatal(err)
			}
			rows := 0
			for _, err := range sheet.Rows(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				rows++
			}
			if sheet.Name != tt.file || !slices.Equal(sheet.Head, []string{"number"}) || sheet.Total != tt.rows || rows != tt.rows {
				t.Errorf("file %q with head %q has %d of %d rows; want %q with %d", sheet.Name, sheet.Head, rows, sheet.Total, tt.file, tt.rows)
			}
		})
	}
}

// TestListErrors shows that what cannot be found or fetched is the error of the screen and of the file.
func TestListErrors(t *testing.T) {
	broken := errors.New("broken")
	find, fetch := numbers(), numbers()
	find.Find = func(context.Context, *command.Request, *numbersArgs) (int, error) { return 0, broken }
	fetch.Fetch = func(*command.Request, *numbersArgs, int) paged.Fetcher[int] {
		return func(context.Context, api.Window) (api.Page[int], error) { return api.Page[int]{}, broken }
	}
	for name, l := range map[string]paged.List[numbersArgs, int, int, string]{"find": find, "fetch": fetch} {
		t.Run(name, func(t *testing.T) {
			b := listBook(t, l)
			p, err := b.Parse("numbers 5")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := b.Run(t.Context(), &command.Request{}, p); !errors.Is(err, broken) {
				t.Errorf("screen: %v", err)
			}
			if _, err := b.Sheet(t.Context(), &command.Request{}, "numbers 5"); !errors.Is(err, broken) {
				t.Errorf("file: %v", err)
			}
		})
	}
}

// TestListIsChecked defines lists that lack a function.
func TestListIsChecked(t *testing.T) {
	for name, spoil := range map[string]func(*paged.List[numbersArgs, int, int, string]){
		"no Fetch": func(l *paged.List[numbersArgs, int, int, string]) { l.Fetch = nil },
		"no View":  func(l *paged.List[numbersArgs, int, int, string]) { l.View = nil },
		"no File":  func(l *paged.List[numbersArgs, int, int, string]) { l.File = nil },
		"no Show":  func(l *paged.List[numbersArgs, int, int, string]) { l.Show = nil },
		"both": func(l *paged.List[numbersArgs, int, int, string]) {
			l.Load = func(context.Context, *command.Request, *numbersArgs, int, paged.Fetcher[int]) (string, error) {
				return "", nil
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := numbers()
			spoil(&l)
			_, err := command.NewBook(command.Group{Name: "x", Commands: []command.Command{paged.Define(l)}})
			if err == nil || !strings.Contains(err.Error(), `"numbers"`) {
				t.Errorf("got %v", err)
			}
		})
	}
}
