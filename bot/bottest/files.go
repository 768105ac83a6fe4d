package bottest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"unicode/utf8"
)

// File is a file the bot uploaded, once for each conversation it is shared in; Channel is empty when it is in none.
type File struct {
	ID, Channel, Thread, TS string // TS is the message that shows it
	Name, Title             string
	AltText, InitialComment string
	Body                    []byte
	SHA256                  string // in hexadecimal
}

// maxFile bounds one file here; Slack takes a gigabyte.
const maxFile = 64 << 20

// upload is a file on its way.
type upload struct {
	File
	length   int
	arrived  bool
	complete bool
	shares   []File
}

// Files lists what the bot uploaded, oldest first.
func (s *Server) Files() []File {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []File
	for _, u := range s.files {
		all = append(all, u.shares...)
	}
	return all
}

const (
	maxSnippet = 1 << 20
	maxAltText = 1000
)

func getUploadURL(s *Server, c *call) (map[string]any, *slackError) {
	name, length, alt := c.text("filename"), c.number("length"), c.text("alt_txt")
	switch {
	case name == "" || c.json("length") == nil:
		return nil, refuse("missing_argument")
	case length <= 0:
		return nil, refuse("invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]")
	case length > maxFile:
		return nil, refuse("file_upload_size_restricted")
	case c.text("snippet_type") != "" && length > maxSnippet:
		return nil, refuse("snippet_too_large")
	case utf8.RuneCountInString(alt) > maxAltText:
		return nil, refuse("alt_txt_too_large")
	}
	u := &upload{File: File{ID: s.id("F"), Name: name, Title: name, AltText: alt}, length: length}
	s.files = append(s.files, u)
	return map[string]any{"upload_url": s.origin + "/upload/" + u.ID, "file_id": u.ID}, nil
}

// upload takes the bytes of a file, bare or as the one file of a form.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxFile+1<<20))
	if err == nil {
		raw, err = fileIn(raw, r.Header.Get("Content-Type"))
	}
	if err != nil {
		s.mu.Lock()
		s.problem("the body of an upload is refused: %v", err)
		s.mu.Unlock()
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.sent("upload", "application/octet-stream", raw)
	s.mu.Lock()
	s.called("upload", map[string]any{"id": r.PathValue("id")})
	fault := s.fault("upload")
	s.mu.Unlock()
	if fault.instead(w, r, s.done) {
		return
	}
	s.mu.Lock()
	ok := s.arrived(r.PathValue("id"), raw)
	s.mu.Unlock()
	switch {
	case fault.after():
		panic(http.ErrAbortHandler)
	case !ok:
		http.Error(w, "unknown or used upload URL", http.StatusNotFound)
	default:
		_, _ = fmt.Fprintf(w, "OK - %d", len(raw))
	}
}

// fileIn is the file in the body of an upload. A form has to end with its one closing boundary: what comes after it,
// some servers take for a part of the file.
func fileIn(body []byte, contentType string) ([]byte, error) {
	media, params, err := mime.ParseMediaType(contentType)
	if contentType == "" || err == nil && media != "multipart/form-data" {
		return body, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the content type: %w", err)
	}
	form := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	part, err := form.NextPart()
	if err != nil {
		return nil, fmt.Errorf("find the file in the form: %w", err)
	}
	raw, err := io.ReadAll(part)
	if err != nil {
		return nil, fmt.Errorf("read the file in the form: %w", err)
	}
	if _, err := form.NextPart(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than the file is in the form")
	}
	end := []byte("--" + params["boundary"] + "--")
	if _, rest, _ := bytes.Cut(body, end); len(bytes.TrimSpace(rest)) > 0 {
		return nil, errors.New("something follows the end of the form")
	}
	return raw, nil
}

func (s *Server) arrived(id string, raw []byte) bool {
	i := slices.IndexFunc(s.files, func(u *upload) bool { return u.ID == id })
	if i < 0 || s.files[i].complete {
		return false
	}
	u := s.files[i]
	if len(raw) != u.length {
		s.problem("file %s has %d bytes, %d were announced", u.Name, len(raw), u.length)
	}
	sum := sha256.Sum256(raw)
	u.Body, u.SHA256, u.arrived = raw, hex.EncodeToString(sum[:]), true
	return true
}
