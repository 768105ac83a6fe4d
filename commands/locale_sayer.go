package commands

// sayer is the Words of a person, or a Screen, which has them.
type sayer interface {
	Say(id string, namesAndValues ...any) string
}
