package scans

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// ResultName is a result code in words, as the end of "it failed: …".
func ResultName(w locale.Sayer, c api.ResultCode) string {
	return w.Say(locale.Group("result").Key(c.Slug()))
}

// ResultNext is what to do about a result code.
func ResultNext(w locale.Sayer, c api.ResultCode) string {
	return w.Say(locale.Group("result_next").Key(c.Slug()))
}

// outcome is a result with its symbol, or the state of what has not ended.
func outcome(s command.Screen, code *api.ResultCode, state string) string {
	switch {
	case code == nil:
		return s.Say("outcome.under_way", "State", state)
	case code.OK():
		return s.Say("outcome.good", "Result", ResultName(s, *code))
	case code.Stopped():
		return s.Say("outcome.stopped", "Result", ResultName(s, *code), "Code", int(*code))
	default:
		return s.Say("outcome.failed", "Result", ResultName(s, *code), "Code", int(*code))
	}
}

// JobOutcome is the outcome of a job. The code may change until the job is closed.
func JobOutcome(s command.Screen, state api.JobState, code *api.ResultCode) string {
	if state != api.JobClosed {
		code = nil
	}
	return outcome(s, code, screen.Name(s, "job_state", state))
}

// ScanOutcome is the outcome of a scan.
func ScanOutcome(s command.Screen, c api.Scan) string {
	return outcome(s, c.Code, screen.Name(s, "scan_state", c.State))
}
