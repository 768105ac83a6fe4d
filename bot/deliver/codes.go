package deliver

import "strings"

// kinds are Slack's words for what went wrong, of the methods used here and those that all have in common:
// https://docs.slack.dev/reference/methods/chat.postMessage#errors and so on.
var kinds = map[string]kindError{
	// The token is dead, or may nothing from here.
	"not_authed": ErrCredentials, "invalid_auth": ErrCredentials, "account_inactive": ErrCredentials, "token_revoked": ErrCredentials,
	"token_expired": ErrCredentials, "not_allowed_token_type": ErrCredentials, "team_access_not_granted": ErrCredentials,
	"accesslimited": ErrCredentials, "team_not_found": ErrCredentials, "enterprise_is_restricted": ErrCredentials,

	// The channel, the person or the message to change is gone or closed to us.
	"channel_not_found": ErrTarget, "not_in_channel": ErrTarget, "is_archived": ErrTarget, "invalid_channel": ErrTarget,
	"messages_tab_disabled": ErrTarget, "posting_to_channel_denied": ErrTarget, "cannot_reply_to_message": ErrTarget,
	"no_permission": ErrTarget, "access_denied": ErrTarget, "ekm_access_denied": ErrTarget, "app_access_restricted": ErrTarget,
	"user_disabled": ErrTarget, "user_not_found": ErrTarget, "user_not_visible": ErrTarget, "user_not_in_channel": ErrTarget,
	"cannot_dm_bot": ErrTarget, "message_not_found": ErrTarget, "cant_update_message": ErrTarget, "edit_window_closed": ErrTarget,
	"is_inactive": ErrTarget, "channels_limit_exceeded": ErrTarget,

	// The message, or its link, takes no preview: it was deleted, or posted by somebody whom the app does not serve.
	"cannot_unfurl_url": ErrTarget, "cannot_unfurl_message": ErrTarget, "cannot_find_message": ErrTarget, "cannot_find_channel": ErrTarget,
	"cannot_find_service": ErrTarget, "cannot_auth_user": ErrTarget, "invalid_unfurl_id": ErrTarget,

	// The workspace takes no such files.
	"file_uploads_disabled": ErrTarget, "file_uploads_except_images_disabled": ErrTarget, "file_type_not_allowed": ErrTarget,
	"file_upload_size_restricted": ErrTarget, "storage_limit_reached": ErrTarget,

	// The app was not given a permission.
	"missing_scope": ErrScope,

	"service_unavailable": ErrLater, "request_timeout": ErrLater, "team_added_to_org": ErrLater, "org_login_required": ErrLater,
	"message_limit_exceeded": ErrLater, "external_channel_migrating": ErrLater, "update_failed": ErrLater,

	// The view is another by now.
	"hash_conflict": ErrConflict,

	// The Home tab is switched off in the settings of the app.
	"not_enabled": ErrTarget,

	// Slack says of these that a part may have been done.
	"internal_error": ErrUncertain, "fatal_error": ErrUncertain, "file_update_failed": ErrUncertain,

	// Our mistakes that no other form of a message repairs. All others are taken to be about the form.
	"missing_argument": ErrOurs, "invalid_arg_name": ErrOurs, "unknown_method": ErrOurs,
	"invalid_metadata_format": ErrOurs, "invalid_metadata_schema": ErrOurs, "metadata_too_large": ErrOurs,
	"metadata_must_be_sent_from_app": ErrOurs, "error_processing_metadata": ErrOurs, "invalid_metadata": ErrOurs,
	"feature_not_enabled": ErrOurs, "entity_metadata_does_not_match_trigger": ErrOurs, "user_auth_url_missing": ErrOurs, "file_not_found": ErrOurs, "as_user_not_supported": ErrOurs,
}

// kindOf is what a code of Slack's means, and whether another form of the message may fare better. A code that is not
// known, and every invalid_blocks* and *_too_long, is: Slack refused it for certain, and text alone is always allowed.
func kindOf(code string) (kind kindError, reword bool) {
	if kind, known := kinds[code]; known {
		return kind, false
	}
	if strings.HasPrefix(code, "restricted_action") || strings.HasPrefix(code, "slack_connect_") {
		return ErrTarget, false
	}
	return ErrOurs, true
}
