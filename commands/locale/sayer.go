package locale

// Sayer is the Words of a person, or a Screen, which has them.
type Sayer interface {
	Say(id string, namesAndValues ...any) string
}
