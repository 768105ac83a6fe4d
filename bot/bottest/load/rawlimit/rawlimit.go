// Package rawlimit is the least that a bot can do: it acknowledges every envelope after reading nothing but its ID, and
// posts one constant message to its response URL. No bot that answers in this way can be faster.
package rawlimit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"
)

// Answer is the constant message. It has the buttons that people press.
const Answer = `{"response_type":"ephemeral","text":"o000-repo-0000","blocks":[` +
	`{"type":"section","text":{"type":"mrkdwn","text":"o000-repo-0000"}},` +
	`{"type":"actions","elements":[` +
	`{"type":"button","action_id":"previous","text":{"type":"plain_text","text":"Previous"},"value":"0"},` +
	`{"type":"button","action_id":"next","text":{"type":"plain_text","text":"Next"},"value":"0"}]}]}`

// maxPosts is how many answers are sent at the same time.
const maxPosts = 64

// Run answers until the context ends.
func Run(ctx context.Context, apiURL, appToken string) error {
	address, err := open(ctx, apiURL, appToken)
	if err != nil {
		return err
	}
	conn, response, err := websocket.DefaultDialer.DialContext(ctx, address, nil)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: maxPosts}}
	room := make(chan struct{}, maxPosts)
	var posts sync.WaitGroup
	defer posts.Wait()
	for {
		_, frame, err := conn.ReadMessage()
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read: %w", err)
		}
		id := field(frame, `"envelope_id":"`)
		if id == "" {
			continue
		}
		if err := conn.WriteMessage(websocket.TextMessage, []byte(`{"envelope_id":"`+id+`"}`)); err != nil {
			return fmt.Errorf("acknowledge: %w", err)
		}
		to := field(frame, `"response_url":"`)
		if to == "" {
			continue
		}
		room <- struct{}{}
		posts.Go(func() {
			defer func() { <-room }()
			post(ctx, client, to)
		})
	}
}

// open asks for the address of the websocket.
func open(ctx context.Context, apiURL, appToken string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, apiURL+"apps.connections.open", nil)
	if err != nil {
		return "", fmt.Errorf("ask for a connection: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+appToken)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", fmt.Errorf("ask for a connection: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		OK  bool   `json:"ok"`
		URL string `json:"url"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || !answer.OK {
		return "", errors.Join(errors.New("ask for a connection: refused"), err)
	}
	return answer.URL, nil
}

// field is the text after a name in JSON. Here neither IDs nor addresses hold an escaped character.
func field(frame []byte, name string) string {
	_, rest, _ := bytes.Cut(frame, []byte(name))
	text, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(text)
}

// post sends the answer. If that fails, the load generator misses it.
func post(ctx context.Context, client *http.Client, to string) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader([]byte(Answer)))
	if err != nil {
		return
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
}
