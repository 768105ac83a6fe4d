package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"tcabot/api"
	"testing"
)

// pages are entries of each list as TCA sends them, without the fields that are alike in all.
var pages = []struct {
	name, row string
	fetch     func(context.Context, *api.Client) error
}{
	{"Issues", `{"id":1,"file_path":"src/auth/login.py","project":1,"repo":1,"checkrule_real_name":"assignment-from-none","checkrule_display_name":"assignment-from-none","checktool_name":"pylint","msg":"Unused variable 'x' (unused-variable)","state":1,"resolution":null,"author":"zhangwei","severity":1,"revision":"7e264138d0ca103b872057862b9b0359962ec5d2","ci_time":"2026-10-09T02:59:34+08:00","scan_open":5005,"scan_fix":null,"fixed_time":null,"language":"python","file_owners":null,"is_external":false,"scm_url":"","real_file_path":"","tapd_ws_id":null}`, func(ctx context.Context, c *api.Client) error {
		return second(c.Issues(ctx, project, api.IssueFilter{}, api.Window{}))
	}},
	{"IssueComments", `{"id":2,"project_id":1,"issue_id":26,"issue_hash":null,"action":"处理","message":"状态 未处理 -> 已处理，解决办法 无 -> 误报","created_time":"2026-11-24T06:02:06.484058+08:00","creator":"tca_admin"}`, func(ctx context.Context, c *api.Client) error {
		return second(c.IssueComments(ctx, api.IssueRef{Project: project, ID: 1}, api.Window{}))
	}},
	{"Scans", `{"id":5022,"repo_id":1,"project_id":1,"job_gid":22,"scan_time":"2026-11-23T02:40:35.440456+08:00","state":2,"type":2,"current_revision":"46a06bfc4eb28f362bc17ce8b571ca036f4c0699","result_code":0,"result_msg":"success","create_time":"2026-11-23T02:40:15.123456+08:00","creator":"张伟","execute_time":"340.844712","waiting_time":"20.317","total_time":"361.161712","status":0,"text":"成功","url":"","description":"success","lintscan":` + lintRow + `,"duplicatescan":` + duplicateRow + `,"cyclomaticcomplexityscan":` + complexityRow + `,"clocscan":{"id":21,"scan_revision":"46a0","scan_time":"2026-11-23T02:40:35.440456+08:00","url":"","last_revision":"22a4",` + linesRow + `,"scan":5022},"result_code_msg":"成功","daily_save":false,"job_archived":null}`, func(ctx context.Context, c *api.Client) error {
		return second(c.Scans(ctx, project, api.Window{}))
	}},
	{"LintScans", lintRow, func(ctx context.Context, c *api.Client) error {
		return second(c.LintScans(ctx, project, api.TimeRange{}, api.Window{}))
	}},
	{"ComplexityScans", complexityRow, func(ctx context.Context, c *api.Client) error {
		return second(c.ComplexityScans(ctx, project, api.TimeRange{}, api.Window{}))
	}},
	{"DuplicateScans", duplicateRow, func(ctx context.Context, c *api.Client) error {
		return second(c.DuplicateScans(ctx, project, api.TimeRange{}, api.Window{}))
	}},
	{"LineScans", `{"id":21,"scan_revision":"46a0","scan_time":"2026-11-23T02:40:35.440456+08:00","url":"","last_revision":"22a4",` + linesRow + `,"scan":5022}`, func(ctx context.Context, c *api.Client) error {
		return second(c.LineScans(ctx, project, api.TimeRange{}, api.Window{}))
	}},
	{"ComplexFiles", `{"id":1,"repo":1,"created_time":"2026-11-24T06:02:07.118190+08:00","creator":null,"modified_time":"2026-11-24T06:02:07.118285+08:00","modifier":null,"deleted_time":null,"deleter":null,"over_func_cc":60,"over_cc_sum":40,"over_cc_avg":30,"over_cc_func_count":1,"diff_over_func_cc":-1,"diff_over_cc_sum":0,"diff_over_cc_avg":0,"diff_over_cc_func_count":0,"worse":true,"file_path":"src/auth/login.py","state":1,"change_type":0,"last_modifier":"zhangwei","last_modifier_email":null,"related_modifiers":"zhangwei;lihua","author":null,"most_weight_modifier":"zhangwei","most_weight_modifier_email":null,"weight_modifiers":"zhangwei;lihua","file_owners":null,"language":"python","tapd_ws_id":null,"tapd_bug_id":null,"revision":"46a06bfc4eb28f362bc17ce8b571ca036f4c0699","ci_time":null,"project":1,"scan_open":21,"scan_close":null}`, func(ctx context.Context, c *api.Client) error {
		return second(c.ComplexFiles(ctx, project, api.ComplexFileFilter{}, api.Window{}))
	}},
	{"Functions", `{"id":1,"repo":1,"created_time":"2026-11-24T06:02:07.119676+08:00","creator":null,"modified_time":"2026-11-24T06:02:07.119768+08:00","modifier":null,"deleted_time":null,"deleter":null,"ccn":21,"g_cc_hash":null,"cc_hash":null,"file_path":"src/auth/login.py","func_name":"handle_0_0","func_param_num":0,"long_name":"handle_0_0( self , a , b & c )","change_type":0,"status":2,"last_modifier":"zhangwei","author":"zhangwei","related_modifiers":"zhangwei;lihua","most_weight_modifier":"zhangwei","most_weight_modifier_email":null,"weight_modifiers":null,"is_tapdbug":false,"ignore_time":null,"is_latest":true,"language":"python","revision":"46a06bfc4eb28f362bc17ce8b571ca036f4c0699","ci_time":"2026-11-23T02:40:35.440456+08:00","diff_ccn":null,"token":900,"line_num":120,"code_line_num":100,"start_line_no":40,"end_line_no":160,"scan_revision":"2bfc3eacfe3fb691f037091d136e84f02e57954f","project":1,"scan_open":21,"scan_close":null}`, func(ctx context.Context, c *api.Client) error {
		return second(c.Functions(ctx, project, api.FunctionFilter{}, api.Window{}))
	}},
	{"DuplicateFiles", duplicateFileRow, func(ctx context.Context, c *api.Client) error {
		return second(c.DuplicateFiles(ctx, project, api.DuplicateFileFilter{}, api.Window{}))
	}},
	{"RelatedBlocks", `{"id":3,"duplicate_file":` + duplicateFileRow + `,"project_id":1,"scan_id":5022,"block_hash":"h0","token_num":120,"duplicate_times":2,"duplicate_rate":4.63,"start_line_num":10,"end_line_num":21,"duplicate_line_count":12,"last_modifier":"zhangwei","change_type":null,"related_modifiers":"zhangwei;lihua"}`, func(ctx context.Context, c *api.Client) error {
		return second(c.RelatedBlocks(ctx, project, 1, 2, api.Window{}))
	}},
	{"DuplicateBlocks", `{"id":3,"duplicate_file":76,"project_id":1,"scan_id":5022,"token_num":120,"duplicate_times":2,"duplicate_rate":4.63,"start_line_num":10,"end_line_num":21,"duplicate_line_count":12,"last_modifier":"zhangwei","change_type":null,"related_modifiers":"zhangwei;lihua"}`, func(ctx context.Context, c *api.Client) error {
		return second(c.DuplicateBlocks(ctx, project, 1, api.Window{}))
	}},
	{"LineFiles", `{"id":4,` + linesRow + `,"is_latest":true,"dir_path":"web","file_name":"f_03.py","business_names":null,"subscribers":null,"language":"Python","change_type":"del","project":1,"scan":21}`, func(ctx context.Context, c *api.Client) error {
		return second(c.LineFiles(ctx, project, api.LineFileFilter{}, api.Window{}))
	}},
	{"LineLanguages", `{"id":1,` + linesRow + `,"is_latest":true,"name":"Python","file_num":300,"project":1,"scan":21}`, func(ctx context.Context, c *api.Client) error {
		return second(c.LineLanguages(ctx, project, api.Window{}))
	}},
}

const (
	linesRow         = `"code_line_num":139,"comment_line_num":13,"blank_line_num":6,"total_line_num":159,"add_code_line_num":8,"add_comment_line_num":0,"add_blank_line_num":0,"add_total_line_num":9,"mod_code_line_num":1,"mod_comment_line_num":0,"mod_blank_line_num":0,"mod_total_line_num":1,"del_code_line_num":4,"del_comment_line_num":0,"del_blank_line_num":0,"del_total_line_num":4`
	lintRow          = `{"issue_open_num":39,"issue_fix_num":2,"issue_detail_num":902,"scan":{"id":5003,"scan_time":"2026-11-03T02:58:35.440456+08:00","execute_time":"00:02:22.844712"},"current_scan":{"active_category_detail":{"usability":5,"accessibility":5,"security":6,"other":8,"performance":6,"i18n":4,"correctness":1,"convention":4},"active_severity_detail":{"warning":14,"error":12,"info":12,"fatal":1},"issue_open_num":39,"issue_fix_num":2},"total":{"state_detail":{"active":168,"closed":3},"category_detail":{"security":{"active":23,"closed":1},"usability":{"active":18},"other":{"active":23}},"severity_detail":{"error":{"active":42,"closed":1},"warning":{"active":58,"closed":2},"info":{"active":46},"fatal":{"active":22}}},"status":0,"text":"成功","url":"","description":"success","scan_summary":{"correctness":{"fatal":{"rule_count":1,"active":1}},"security":{"error":{"rule_count":5,"active":6}}},"total_summary":{"correctness":{"fatal":{"rule_count":19,"active":26,"closed":9}},"security":{"error":{"rule_count":19,"active":35,"closed":9}},"i18n":{"warning":{"rule_count":20,"active":35}}}}`
	complexityRow    = `{"id":21,"scan_revision":"46a06bfc4eb28f362bc17ce8b571ca036f4c0699","scan_time":"2026-11-23T02:40:35.440456+08:00","default_summary":{"min_ccn":20,"over_cc_func_count":20,"under_cc_func_count":816,"diff_over_cc_func_count":1,"over_cc_func_average":25.19047619047619,"cc_func_average":2.5099750623441395,"over_cc_sum":34,"cc_average_of_lines":1.2422094841063054},"custom_summary":null,"url":"","ccfile_url":"","created_time":"2026-11-24T06:02:07.023259+08:00","creator":null,"modified_time":"2026-11-24T06:02:07.023329+08:00","modifier":null,"deleted_time":null,"deleter":null,"last_revision":"22a4047a41d52efb8d878a5b5c6404c646504bac","diff_cc_num":1,"cc_open_num":20,"cc_average_of_lines":1.2422094841063054,"cc_fix_num":2,"worse_cc_file_num":0,"min_ccn":20,"code_line_num":114000,"scan":5022}`
	duplicateRow     = `{"id":21,"scan_revision":"46a06bfc4eb28f362bc17ce8b571ca036f4c0699","scan_time":"2026-11-23T02:40:35.440456+08:00","default_summary":{"exhi_risk":{"range":[0.2,1],"file_count":7,"diff":{"diff_file_count":1}},"high_risk":{"range":[0.11,0.2],"file_count":3,"diff":{"diff_file_count":0}},"midd_risk":{"range":[0.05,0.11],"file_count":2,"diff":{"diff_file_count":0}},"low_risk":{"range":[0,0.05],"file_count":6,"diff":{"diff_file_count":-1}}},"custom_summary":null,"url":"","last_revision":"22a4047a41d52efb8d878a5b5c6404c646504bac","duplicate_file_count":18,"duplicate_block_count":75,"duplicate_line_count":1357,"diff_duplicate_block_count":1,"diff_duplicate_line_count":-2,"close_issue_count":0,"new_issue_count":0,"reopen_issue_count":0,"ignored_issue_count":0,"duplicate_rate":8.38,"unique_duplicate_line_count":1083,"total_duplicate_line_count":1103,"total_line_count":23745,"scan":5022}`
	duplicateFileRow = `{"id":76,"repo":1,"issue":{"id":38,"state":1,"owner":"lihua"},"created_time":"2026-11-24T06:02:07.355192+08:00","creator":null,"modified_time":"2026-11-24T06:02:07.355219+08:00","modifier":null,"deleted_time":null,"deleter":null,"dir_path":"src/auth","file_name":"dup_37.py","file_path":"src/auth/dup_37.py","duplicate_rate":73.61,"total_line_count":296,"total_duplicate_line_count":49,"distinct_hash_num":2,"block_num":3,"last_modifier":null,"change_type":"add","scm_revision":"2bfc3eacfe3fb691f037091d136e84f02e57954f","is_latest":true,"project":1,"scan":21}`
)

// BenchmarkDecode measures a call without the network: envelope, page and entries.
func BenchmarkDecode(b *testing.B) {
	for _, p := range pages {
		for _, rows := range []int{10, 100} {
			b.Run(fmt.Sprintf("%s/%d", p.name, rows), func(b *testing.B) {
				list := strings.TrimSuffix(strings.Repeat(p.row+",", rows), ",")
				answer := &canned{body: fmt.Sprintf(`{"data":{"count":%d,"next":null,"previous":null,"results":[%s]},"code":0,"msg":"请求成功"}`, rows, list)}
				if !json.Valid([]byte(answer.body)) {
					b.Fatal("a row is not JSON")
				}
				c := answer.client(b)
				b.SetBytes(int64(len(answer.body)))
				b.ReportAllocs()
				for b.Loop() {
					if err := p.fetch(b.Context(), c); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
			})
		}
	}
}
