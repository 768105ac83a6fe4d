package metrics

import (
	"math"
	"strings"
	"tcabot/api"
	"tcabot/commands/locale"
)

// riskBounds are the lowest duplicate rates, in percent, of very high, high and medium risk.
type riskBounds struct{ veryHigh, high, middle float64 }

// risksOf are the bounds of a branch's scheme, or TCA's defaults when they are unknown.
func risksOf(u *api.DuplicateScan) riskBounds {
	b := riskBounds{veryHigh: 20, high: 11, middle: 5}
	if u == nil {
		return b
	}
	from := func(to *float64, risk api.DuplicateRisk) {
		if len(risk.Range) > 0 && risk.Range[0] > 0 {
			*to = math.Round(risk.Range[0]*10_000) / 100 // binary fractions are inexact
		}
	}
	sum := u.Summary()
	from(&b.veryHigh, sum.VeryHigh)
	from(&b.high, sum.High)
	from(&b.middle, sum.Middle)
	return b
}

func (b riskBounds) of(rate float64) string {
	switch {
	case rate >= b.veryHigh:
		return "very_high"
	case rate >= b.high:
		return "high"
	case rate >= b.middle:
		return "middle"
	default:
		return "low"
	}
}

// riskMark is a risk with its symbol, as for severities.
func riskMark(w locale.Sayer, risk string) string {
	signs := map[string]string{"very_high": "■", "high": "◆", "middle": "▲", "low": "●"}
	return strings.TrimSpace(signs[risk] + " " + w.Say(locale.Group("dup_risk").Key(risk)))
}
