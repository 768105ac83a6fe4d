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
		up, err := api.GetUploadURLExternalContext(deadline(t), slack.GetUploadURLExternalParameters{FileName: "issues.csv", FileSize: len(content), AltTxt: "a table"})
		if err != nil {
			return nil, err
		}
		if got := post(t, up.UploadURL, "text/csv", content); got != http.StatusOK {
			t.Errorf("the bytes: %d", got)
		}
		done, err := api.CompleteUploadExternalContext(deadline(t), slack.CompleteUploadExternalParameters{
			Files: []slack.FileSummary{{ID: up.FileID, Title: "Issues"}}, Channel: channel, InitialComment: comment,
		})
		if err != nil {
			return nil, err
		}
		return &done.Files[0], nil
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
	wantError(t, "to a person", err, "channel_not_found")
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
	if got := post(t, up.UploadURL, "", "four"); got != http.StatusOK {
		t.Fatalf("bare bytes: %d", got)
	}
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

// post sends a body and returns the status.
func post(t *testing.T, to, contentType, body string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(deadline(t), http.MethodPost, to, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

// TestUploadBody: a file is taken bare or as the one part of a form, and the whole body is looked at.
func TestUploadBody(t *testing.T) {
	const form, head = "multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n"
	for _, tt := range []struct {
		name, contentType, body string
		status                  int
	}{
		{"bare", "application/octet-stream", "a,b\n", http.StatusOK},
		{"bare, of no type", "", "a,b\n", http.StatusOK},
		{"a form", form, head + "a,b\n\r\n--B--\r\n", http.StatusOK},
		{"a form without the last line end", form, head + "a,b\n\r\n--B--", http.StatusOK},
		{"a form closed twice", form, head + "a,b\n\r\n--B--\r\n\r\n--B--\r\n", http.StatusBadRequest},
		{"something behind the form", form, head + "a,b\n\r\n--B--\r\nmore", http.StatusBadRequest},
		{"two files", form, head + "a,b\n\r\n" + head + "c\r\n--B--\r\n", http.StatusBadRequest},
		{"a form that does not end", form, head + "a,b\n", http.StatusBadRequest},
		{"no form", form, "a,b\n", http.StatusBadRequest},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := workspace(t, bottest.Options{})
			up, err := client(s).GetUploadURLExternalContext(deadline(t), slack.GetUploadURLExternalParameters{FileName: "x", FileSize: 4})
			if err != nil {
				t.Fatal(err)
			}
			if got := post(t, up.UploadURL, tt.contentType, tt.body); got != tt.status || (got == http.StatusOK) != (len(s.Problems()) == 0) {
				t.Errorf("got %d, problems %v", got, s.Problems())
			}
		})
	}
}
