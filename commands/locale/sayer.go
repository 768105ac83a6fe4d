package locale

// Key names a sentence of the catalogues. A test reads every constant of this type out of the source, so a key that no
// catalogue has, or that nothing uses, is found; a key that depends on a value is made by a [Group].
type Key string

// Group is what keys have in common that name the values of one kind: "severity" of "severity.fatal". A test takes all
// keys of a group as used where a constant of this type stands.
type Group string

// Key is the key of one value of the group.
func (g Group) Key(value string) Key { return Key(g) + "." + Key(value) }

// Sayer is the Words of a person, or a Screen, which has them.
type Sayer interface {
	Say(id Key, namesAndValues ...any) string
}
