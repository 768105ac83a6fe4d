package bot_test

import (
	"tcabot/api/apitest"
	"testing"
)

// TestScanIsStartedAgainAfterARefusal presses the same button again once what TCA complained about is mended.
func TestScanIsStartedAgainAfterARefusal(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	preview := w.say(t, admin, "scan payments-api@master")
	mend := w.tca.Inject(apitest.Fault{Path: "/scans/create/", Status: 403, ContentType: "application/json", Body: `{"data":null,"code":-1,"msg":"您没有执行该操作的权限。","status_code":403}`})
	want(t, w.press(t, admin, preview, "run/start"), "管理员")
	mend()
	want(t, w.press(t, admin, preview, "run/start"), "已启动")
}

// TestTryAgainAfterNotCreated presses the button that the error itself offers.
func TestTryAgainAfterNotCreated(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	mend := w.tca.Inject(apitest.Fault{Path: "/scans/create/", Status: 400, ContentType: "application/json", Body: `{"data":null,"code":120,"msg":"任务创建异常","status_code":400}`})
	failed := w.press(t, admin, w.say(t, admin, "scan payments-api@master"), "run/start")
	mend()
	want(t, w.press(t, admin, failed, "run/again"), "已启动")
}
