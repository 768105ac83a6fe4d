package secret_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"tcabot/api/secret"
	"testing"
)

const value = "0123456789abcdef0123456789abcdef01234567"

type holder struct {
	Token secret.Text  `json:"token"`
	Ptr   *secret.Text `json:"ptr"`
	inner secret.Text
}

func TestTextNeverPrints(t *testing.T) {
	token := secret.New(value)
	h := holder{Token: token, Ptr: &token, inner: token}
	outputs := map[string]string{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%10s"} {
		outputs["text "+verb] = fmt.Sprintf(verb, token)
		outputs["struct "+verb] = fmt.Sprintf(verb, h)
		outputs["map "+verb] = fmt.Sprintf(verb, map[string]secret.Text{"k": token})
	}
	js, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	outputs["json"] = string(js)
	var log bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewJSONHandler(&log, nil), slog.NewTextHandler(&log, nil)} {
		slog.New(handler).Info("x", "token", token, "holder", h, slog.Group("g", "token", token))
	}
	outputs["slog"] = log.String()
	for name, got := range outputs {
		if strings.Contains(got, value) || strings.Contains(got, fmt.Sprintf("%x", value)) {
			t.Errorf("%s: printed the secret: %s", name, got)
		}
	}
}

func TestText(t *testing.T) {
	if got := secret.New(value).Reveal(); got != value {
		t.Errorf("Reveal() = %q, want the value", got)
	}
	if !secret.New("").IsZero() || secret.New(value).IsZero() {
		t.Error("IsZero() is wrong")
	}
	if !secret.New(value).Equal(secret.New(value)) || secret.New(value).Equal(secret.New("other")) {
		t.Error("Equal() is wrong")
	}
	var decoded secret.Text
	if err := decoded.UnmarshalText([]byte(value)); err != nil || decoded.Reveal() != value {
		t.Errorf("UnmarshalText: %q, %v", decoded.Reveal(), err)
	}
}
