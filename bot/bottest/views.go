package bottest

import "encoding/json"

// View is an open modal or a published App Home.
type View struct {
	ID, CallbackID, ExternalID, Title, Metadata, User string
	Home                                              bool
	Raw                                               json.RawMessage
	Errors                                            map[string]string // by block_id, after a refused submission
	Published                                         int               // how often an App Home was

	hash, root, previous         string
	clearOnClose, notifyOnClose  bool
	title, submitText, closeText json.RawMessage
	chosen                       map[string]any // state by block and action
}

// maxStack is how many modals may lie on each other.
const maxStack = 3

// set gives the view its content. What people chose stays where the control does.
func (s *Server) set(v *View, raw json.RawMessage) {
	var head struct {
		CallbackID    string          `json:"callback_id"`
		ExternalID    string          `json:"external_id"`
		Metadata      string          `json:"private_metadata"`
		Title         json.RawMessage `json:"title"`
		Submit        json.RawMessage `json:"submit"`
		Close         json.RawMessage `json:"close"`
		Blocks        json.RawMessage `json:"blocks"`
		ClearOnClose  bool            `json:"clear_on_close"`
		NotifyOnClose bool            `json:"notify_on_close"`
	}
	_ = json.Unmarshal(raw, &head)
	var whole map[string]json.RawMessage
	if json.Unmarshal(raw, &whole) == nil && whole != nil {
		whole["blocks"] = s.stored(head.Blocks)
		raw, _ = json.Marshal(whole)
	}
	var title textObject
	_ = json.Unmarshal(head.Title, &title)
	v.Raw, v.hash, v.CallbackID, v.ExternalID, v.Metadata, v.Title, v.Errors = raw, s.id("hash-"), head.CallbackID, head.ExternalID, head.Metadata, title.Text, nil
	v.clearOnClose, v.notifyOnClose = head.ClearOnClose, head.NotifyOnClose
	v.title, v.submitText, v.closeText = s.storedText(head.Title), s.storedText(head.Submit), s.storedText(head.Close)
	s.changed()
}

// json is the view as payloads and answers have it. Needs the lock.
func (s *Server) viewJSON(v *View, state map[string]any) map[string]any {
	var previous any
	if v.previous != "" {
		previous = v.previous
	}
	kind, title := "modal", v.title
	if v.Home {
		kind = "home"
		title, _ = json.Marshal(textObject{Type: "plain_text", Text: "View Title", Emoji: new(true)}) // Slack's own words
	}
	return map[string]any{
		"id": v.ID, "team_id": TeamID, "type": kind, "blocks": blocksOf(v.Raw), "private_metadata": v.Metadata, "callback_id": v.CallbackID,
		"state": map[string]any{"values": state}, "hash": v.hash, "title": title, "clear_on_close": v.clearOnClose,
		"notify_on_close": v.notifyOnClose, "close": v.closeText, "submit": v.submitText, "previous_view_id": previous, "root_view_id": v.root,
		"app_id": AppID, "external_id": v.ExternalID, "app_installed_team_id": TeamID, "bot_id": BotID,
	}
}

func (s *Server) viewAnswer(v *View) map[string]any {
	return map[string]any{"view": s.viewJSON(v, s.state(blocksOf(v.Raw), v.chosen))}
}

// external finds the view that has an external ID.
func (s *Server) external(id string) *View {
	if id == "" {
		return nil
	}
	for _, stack := range s.views {
		for _, v := range stack {
			if v.ExternalID == id {
				return v
			}
		}
	}
	for _, v := range s.homes {
		if v.ExternalID == id {
			return v
		}
	}
	return nil
}

// judged reads and judges a view that is to be shown in the place of old, which may be nil.
func (s *Server) judged(raw json.RawMessage, home bool, old *View) *slackError {
	check := CheckView
	if home {
		check = CheckHome
	}
	if err := check(raw); err != nil {
		return refusalOf(err)
	}
	var head struct {
		ExternalID string `json:"external_id"`
	}
	_ = json.Unmarshal(raw, &head)
	if other := s.external(head.ExternalID); other != nil && other != old {
		return refuse("duplicate_external_id")
	}
	return nil
}
