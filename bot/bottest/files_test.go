package bottest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"tcabot/bot/bottest"
	"testing"

	"github.com/slack-go/slack"
)

func TestUpload(t *testing.T) {
	s := workspace(t, bottest.Options{})
	api := client(s)
	content := "rule,count\nNPE,7\n"
	share := func(channel, comment string) (*slack.FileSummary, error) {
		return api.UploadFileContext(deadline(t), slack.UploadFileParameters{
			Content: content, FileSize: len(content), Filename: "issues.csv", Title: "Issues", Channel: channel, InitialComment: comment, AltTxt: "a table",
		})
	}
	f, err := share(general, "as you asked, <@"+alice+">")
	if err != nil || f.Title != "Issues" {
		t.Fatalf("got %+v, %v", f, err)
	}
	all := s.Messages(alice, general)
	if len(all) != 1 || len(all[0].Files) != 1 || all[0].PlainText() != "as you asked, <@"+alice+">\n📎 Issues" || all[0].Notifies[0] != alice {
		t.Fatalf("shown: %+v", all)
	}
	sum := sha256.Sum256([]byte(content))
	got := s.Files()
	if len(got) != 1 || string(got[0].Body) != content || got[0].SHA256 != hex.EncodeToString(sum[:]) || got[0].Channel != general || got[0].Name != "issues.csv" ||
		got[0].TS != all[0].TS || got[0].AltText != "a table" {
		t.Errorf("got %+v", got)
	}
	_, err = share(alice, "")
	wantError(t, "to a person", err, "CompleteUploadExternal: channel_not_found")
	_, err = share(s.DM(alice).ID, "")
	wantError(t, "to their DM", err, "")
	if m := s.Messages(alice, s.DM(alice).ID); len(m) != 1 || m[0].PlainText() != "📎 Issues" {
		t.Errorf("in the DM: %+v", m)
	}
	_, err = share("", "")
	wantError(t, "to nobody", err, "")
	if got := s.Files(); len(got) != 3 || got[2].Channel != "" {
		t.Errorf("got %+v", got)
	}
	if !strings.Contains(s.Traffic(), content) {
		t.Error("the file is not in the traffic")
	}
	clean(t, s)
}

func TestUploadRefusals(t *testing.T) {
	s := workspace(t, bottest.Options{})
	s.AddChannel(bottest.Channel{ID: "C0OTHER"})
	for _, tt := range []struct{ method, args, want string }{
		{"files.getUploadURLExternal", "filename=x", "missing_argument"},
		{"files.getUploadURLExternal", "filename=x&length=0", "invalid_arguments"},
		{"files.getUploadURLExternal", "filename=x&length=99999999999", "file_upload_size_restricted"},
		{"files.getUploadURLExternal", "filename=x&length=1048577&snippet_type=go", "snippet_too_large"},
		{"files.getUploadURLExternal", "filename=x&length=1&alt_txt=" + strings.Repeat("x", 1001), "alt_txt_too_large"},
		{"files.completeUploadExternal", `files=[{"id":"F0NONE"}]`, "file_not_found"},
		{"files.completeUploadExternal", "files=no", "invalid_arguments"},
	} {
		answer, _ := call(t, s, tt.method, asForm, bottest.BotToken, tt.args)
		if answer["error"] != tt.want {
			t.Errorf("%s %s: got %v, want %s", tt.method, cutOff(tt.args), answer, tt.want)
		}
	}
	before := len(s.Problems())
	up, err := client(s).GetUploadURLExternalContext(deadline(t), slack.GetUploadURLExternalParameters{FileName: "x", FileSize: 3})
	if err != nil {
		t.Fatal(err)
	}
	complete := func(channel string) any {
		answer, _ := call(t, s, "files.completeUploadExternal", asJSON, bottest.BotToken, `{"files": [{"id": "`+up.FileID+`"}], "channel_id": "`+channel+`"}`)
		return answer["error"]
	}
	if got := complete(general); got != "file_not_found" {
		t.Errorf("before the bytes: %v", got)
	}
	req, err := http.NewRequestWithContext(deadline(t), http.MethodPost, up.UploadURL, strings.NewReader("four"))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("bare bytes: %v, %v", resp, err)
	}
	_ = resp.Body.Close()
	problem(t, s, before+1) // one byte more than was said
	for channel, want := range map[string]any{"C0OTHER": "not_in_channel", secret: "channel_not_found", general: nil} {
		if want != nil && complete(channel) != want {
			t.Errorf("into %s: want %v", channel, want)
		}
	}
	if got := complete(general); got != nil {
		t.Errorf("got %v", got)
	}
	if got := complete(general); got != "file_not_found" {
		t.Errorf("twice: %v", got)
	}
}

func cutOff(s string) string { return s[:min(len(s), 40)] }
