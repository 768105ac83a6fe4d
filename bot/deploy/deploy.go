// Package deploy has the files with which the bot is run and watched, and the question that their health checks ask.
package deploy

import (
	"context"
	"embed"
	"fmt"
	"io"
	"net"
	"net/http"
	"path"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

//go:embed files
var embedded embed.FS

// File is one of the files.
type File struct {
	Name  string
	About string // in one line
}

// Files are all files.
func Files() []File {
	return []File{
		{"Dockerfile", "an image of the bot: static, without rights, with a read-only root"},
		{"compose.yml", "the bot and PostgreSQL, for Docker Compose"},
		{"tcabot.service", "a service of systemd, hardened"},
		{"alerts.yml", "alert rules for Prometheus"},
		{"dashboard.json", "a dashboard for Grafana"},
	}
}

// Text is the text of a file. The error names those that there are.
func Text(name string) (string, error) {
	if !slices.ContainsFunc(Files(), func(f File) bool { return f.Name == name }) {
		var names []string
		for _, f := range Files() {
			names = append(names, f.Name)
		}
		return "", fmt.Errorf("no file is called %q; there are: %s", name, strings.Join(names, ", "))
	}
	raw, err := embedded.ReadFile(path.Join("files", name))
	return string(raw), err
}

// Print writes the file with a name, or a list of all files when the name is empty.
func Print(to io.Writer, name string) error {
	if name != "" {
		text, err := Text(name)
		if err == nil {
			_, err = io.WriteString(to, text)
		}
		return err
	}
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	for _, f := range Files() {
		if _, err := fmt.Fprintf(table, "%s\t%s\n", f.Name, f.About); err != nil {
			return err
		}
	}
	return table.Flush()
}

// healthLimit is how long a bot may take to say how it is: it waits a second for its database.
const healthLimit = 4 * time.Second

// Health asks the bot that listens at an address, as LISTEN_ADDR has it, whether it is ready, and writes what it says. It is
// an error when it is not, or does not answer.
func Health(ctx context.Context, to io.Writer, address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("LISTEN_ADDR must be set to where the bot listens, such as 127.0.0.1:9090: %w", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() { // it listens everywhere
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, healthLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return fmt.Errorf("LISTEN_ADDR is wrong: %w", err)
	}
	direct := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // no proxy stands in between
	resp, err := direct.Do(req)
	if err != nil {
		return fmt.Errorf("ask the bot how it is: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	if _, err := io.Copy(to, io.LimitReader(resp.Body, 64<<10)); err != nil {
		return fmt.Errorf("read how the bot is: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the bot is not ready: status %d", resp.StatusCode)
	}
	return nil
}
