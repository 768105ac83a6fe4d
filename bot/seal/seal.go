// Package seal encrypts tokens for storage: AES-256-GCM with the key's name as a prefix and the owner as associated data, so
// that a sealed token cannot be opened in another person's row.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"tcabot/api/secret"
)

// keyBytes is the length of a key: AES-256.
const keyBytes = 32

// nameBytes is how much of a key's hash is its name, which identifies the key and reveals nothing else about it.
const nameBytes = 4

// ErrUnknownKey says that none of the configured keys sealed a value.
var ErrUnknownKey = errors.New("sealed with a key that is not configured")

// Box seals with its first key and opens with any. It is safe for concurrent use.
type Box struct{ keys []key }

type key struct {
	name string
	aead cipher.AEAD
}

// New makes a box of one or several base64 keys of 32 bytes, separated by commas.
func New(keys secret.Text) (*Box, error) {
	var b Box
	for i, text := range strings.Split(keys.Reveal(), ",") {
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
		if err != nil || len(raw) != keyBytes {
			return nil, fmt.Errorf("key %d is not base64 of %d bytes", i+1, keyBytes)
		}
		block, err := aes.NewCipher(raw)
		if err != nil {
			return nil, fmt.Errorf("key %d: %w", i+1, err)
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			return nil, fmt.Errorf("key %d: %w", i+1, err)
		}
		sum := sha256.Sum256(raw)
		b.keys = append(b.keys, key{name: string(sum[:nameBytes]), aead: aead})
	}
	return &b, nil
}

// NewKey makes a key for New.
func NewKey() secret.Text {
	raw := make([]byte, keyBytes)
	_, _ = rand.Read(raw) // never fails: it crashes the program instead
	return secret.New(base64.StdEncoding.EncodeToString(raw))
}

// Names are the names of the keys, as Name writes them; the key that seals is the first.
func (b *Box) Names() []string {
	names := make([]string, len(b.keys))
	for i, k := range b.keys {
		names[i] = hex.EncodeToString([]byte(k.name))
	}
	return names
}

// Name is the name of the key that sealed a value; empty for what is no sealed value.
func Name(sealed []byte) string {
	if len(sealed) < nameBytes {
		return ""
	}
	return hex.EncodeToString(sealed[:nameBytes])
}

// Seal encrypts text for an owner.
func (b *Box) Seal(text secret.Text, owner string) []byte {
	k := b.keys[0]
	return k.aead.Seal([]byte(k.name), nil, []byte(text.Reveal()), []byte(owner)) //nolint:gosec // this AEAD makes its own random nonce
}

// Stale reports whether a value was sealed with another key than the first, or is no sealed value.
func (b *Box) Stale(sealed []byte) bool {
	return len(sealed) < nameBytes || string(sealed[:nameBytes]) != b.keys[0].name
}

// NameLength is how many bytes at the begin of a sealed value name its key.
func (b *Box) NameLength() int { return nameBytes }

// Knows reports whether a key with a name is among those of the box, and whether it is the first.
func (b *Box) Knows(name []byte) (known, first bool) {
	for i, k := range b.keys {
		if k.name == string(name) {
			return true, i == 0
		}
	}
	return false, false
}

// Open decrypts what Seal made for the same owner.
func (b *Box) Open(sealed []byte, owner string) (secret.Text, error) {
	if len(sealed) < nameBytes {
		return secret.Text{}, errors.New("sealed value is too short")
	}
	for _, k := range b.keys {
		if k.name != string(sealed[:nameBytes]) {
			continue
		}
		raw, err := k.aead.Open(nil, nil, sealed[nameBytes:], []byte(owner))
		if err != nil {
			return secret.Text{}, fmt.Errorf("open sealed value: %w", err)
		}
		return secret.New(string(raw)), nil
	}
	return secret.Text{}, ErrUnknownKey
}
