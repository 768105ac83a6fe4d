package fleet

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// The names by which the bot knows Slack and TCA. Nothing resolves them: only the proxy knows where they are.
const (
	slackName = "slack.test"
	tcaName   = "tca.test"
)

const (
	proxyUser     = "bot"
	proxyPassword = "s3cret-of-the-proxy"
)

// authority is a certificate authority of a company's own.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string // its certificate, in PEM form
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{file: filepath.Join(t.TempDir(), "ca.pem")}
	a.cert, a.key = a.issue(t, &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "the company"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	})
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
	if err := os.WriteFile(a.file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return a
}

// issue signs a certificate, the first one by itself.
func (a *authority) issue(t *testing.T, of *x509.Certificate) (*x509.Certificate, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of.NotBefore, of.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	parent, signer := a.cert, a.key
	if parent == nil {
		parent, signer = of, key
	}
	raw, err := x509.CreateCertificate(rand.Reader, of, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return cert, key
}

// inspector is a company's proxy: it asks for a password, ends TLS with certificates of its own authority, and passes on what it
// reads.
type inspector struct {
	addr  string
	certs map[string]*tls.Config // by the name of the host
	to    map[string]string      // where each host is

	mu     sync.Mutex
	opened map[string]int // tunnels by host
	denied int            // requests without the password
}

func newInspector(t *testing.T, a *authority, to map[string]string) *inspector {
	t.Helper()
	p := &inspector{to: to, certs: map[string]*tls.Config{}, opened: map[string]int{}}
	for name := range to {
		cert, key := a.issue(t, &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}})
		p.certs[name] = &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}, Certificates: []tls.Certificate{{Certificate: [][]byte{cert.Raw}, PrivateKey: key}}}
	}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.addr = l.Addr().String()
	srv := &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return p
}

// ServeHTTP opens a tunnel.
func (p *inspector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte(proxyUser+":"+proxyPassword))
	name, _, _ := net.SplitHostPort(r.Host)
	p.mu.Lock()
	allowed := r.Method == http.MethodConnect && r.Header.Get("Proxy-Authorization") == want && p.to[name] != ""
	if allowed {
		p.opened[name]++
	} else {
		p.denied++
	}
	p.mu.Unlock()
	if !allowed {
		w.Header().Set("Proxy-Authenticate", "Basic")
		http.Error(w, "who are you?", http.StatusProxyAuthRequired)
		return
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		return
	}
	inside := tls.Server(conn, p.certs[name])
	outside, err := (&net.Dialer{}).DialContext(context.WithoutCancel(r.Context()), "tcp", p.to[name])
	if err != nil {
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(outside, inside)
		_ = outside.Close()
	}()
	_, _ = io.Copy(inside, outside)
	_ = inside.Close()
	<-done
}

func (p *inspector) tunnels(name string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.opened[name]
}

// office is a company in which Slack and TCA are reached through its proxy alone.
type office struct {
	slack *bottest.Server
	tca   *apitest.Server
	token string // of a member of TCA
	ca    *authority
	proxy *inspector
}

const clerk = "U0OWNER001"

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{ca: newAuthority(t)}
	var err error
	if o.slack, err = bottest.New(bottest.Options{Scopes: scopes(t), Origin: "https://" + slackName}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.slack.Close() })
	if o.tca, err = apitest.New(apitest.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.tca.Close() })
	o.token = apitest.Sample(o.tca).Member
	o.slack.AddUser(bottest.User{ID: clerk, Name: "wangfang", Locale: "en-US", TZ: "UTC"})
	o.slack.AddChannel(bottest.Channel{ID: channel(0), Name: "general", BotIn: true, Members: []string{clerk}})
	o.proxy = newInspector(t, o.ca, map[string]string{slackName: o.slack.Addr(), tcaName: strings.TrimPrefix(o.tca.URL(), "http://")})
	return o
}

// bot starts a bot in the office, which is ended with the test.
func (o *office) bot(t *testing.T, password, certs string) (log *bytes.Buffer, ended <-chan error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	proxy := "http://" + proxyUser + ":" + password + "@" + o.proxy.addr
	cmd.Env = append(os.Environ(), asBot+"=1", "HTTPS_PROXY="+proxy, "HTTP_PROXY="+proxy, "NO_PROXY=", "no_proxy=", "SSL_CERT_FILE="+certs,
		"SSL_CERT_DIR="+t.TempDir(), "SLACK_APP_TOKEN="+bottest.AppToken, "SLACK_BOT_TOKEN="+bottest.BotToken, "SLACK_API_URL="+o.slack.APIURL(),
		"TCA_URL=https://"+tcaName, "DATABASE_URL=sqlite://"+filepath.Join(t.TempDir(), "bot.db"))
	log = &bytes.Buffer{}
	cmd.Stderr = log
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = time.Minute
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	return log, done
}

// TestCompanyProxy: sockets, Slack's Web API, response URLs, uploads and TCA all pass a proxy that wants a password and signs
// certificates itself. The password is in no log.
func TestCompanyProxy(t *testing.T) {
	o := newOffice(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	log, ended := o.bot(t, proxyPassword, o.ca.file)
	if err := o.slack.WaitConnections(ctx, 2); err != nil {
		t.Fatalf("no sockets: %v\n%s", err, log)
	}
	ask := func(line string) bottest.Message {
		t.Helper()
		d, err := o.slack.Slash(ctx, clerk, channel(0), "/tca", line)
		if err != nil {
			t.Fatal(err)
		}
		m, err := o.slack.WaitMessage(ctx, clerk, channel(0), func(m bottest.Message) bool { return m.EnvelopeID == d.EnvelopeID })
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if _, err := o.slack.Click(ctx, clerk, ask("login").Ref(), "connect/open"); err != nil { // the Web API
		t.Fatal(err)
	}
	v, err := o.slack.WaitView(ctx, clerk, func(v bottest.View) bool { return v.CallbackID == "login" })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.slack.Submit(ctx, clerk, v.ID, map[string]string{"token": o.token}); err != nil { // TCA
		t.Fatal(err)
	}
	if _, err := o.slack.WaitView(ctx, clerk, func(v bottest.View) bool { return v.CallbackID == "done" }); err != nil {
		t.Fatal(err)
	}
	list := ask("repos bigteam")
	if _, err := o.slack.Click(ctx, clerk, list.Ref(), "run/next"); err != nil { // a response URL
		t.Fatal(err)
	}
	if _, err := o.slack.WaitMessage(ctx, clerk, channel(0), func(m bottest.Message) bool { return m.TS == list.TS && m.Edited }); err != nil {
		t.Fatal(err)
	}
	ask("export repos one_repo") // an upload
	if _, err := o.slack.WaitMessage(ctx, clerk, o.slack.DM(clerk).ID, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "Here is")
	}); err != nil || len(o.slack.Files()) != 1 {
		t.Fatalf("%d files, %v", len(o.slack.Files()), err)
	}
	for _, name := range []string{slackName, tcaName} {
		if o.proxy.tunnels(name) == 0 {
			t.Errorf("nothing for %s passed the proxy", name)
		}
	}
	select {
	case err := <-ended:
		t.Fatalf("the bot ended: %v", err)
	default:
	}
}

// TestCompanyProxyRefuses: without the company's authority, or with a wrong password, the bot says why it cannot start, and
// nothing secret.
func TestCompanyProxyRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		password string
		trusted  bool
		says     string
	}{
		"authority missing": {proxyPassword, false, "the certificate is not trusted"},
		"wrong password":    {"s3cret-but-wrong", true, "the proxy answered: Proxy Authentication Required"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			certs := o.ca.file
			if !tt.trusted {
				certs = newAuthority(t).file
			}
			log, ended := o.bot(t, tt.password, certs)
			select {
			case err := <-ended:
				if err == nil {
					t.Error("the bot ended without an error")
				}
			case <-time.After(time.Minute):
				t.Fatal("the bot does not end")
			}
			if !strings.Contains(log.String(), tt.says) {
				t.Errorf("the log does not say %q:\n%s", tt.says, log)
			}
			if strings.Contains(log.String(), "s3cret") {
				t.Errorf("the password is in the log:\n%s", log)
			}
		})
	}
}
