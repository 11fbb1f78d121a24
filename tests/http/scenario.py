# SPDX-License-Identifier: Apache-2.0
"""What people ask of the service one after the other, for the recorded examples of routes that ask
who one is: each step has a name, who asks, what is asked. `{batch}` and the like in a step are what
earlier ones made."""
import json
import re

from stage import HERE, PASSWORD, TABLES, WORKERS, Person, form, submission

LATE = {"代发明细.csv": [TABLES["P1"]["代发明细.csv"][0],
                     TABLES["P1"]["代发明细.csv"][1].replace("1000.00", "5000.00")
                     .replace(",S1", ",S9").replace("2026-11-13", "2026-11-20")]}
WRONG = {"代发明细.csv": [TABLES["P1"]["代发明细.csv"][0],
                      TABLES["P1"]["代发明细.csv"][1].replace("1000.00", "壹仟元")]}
ANSWER = {"key": "答复-1", "text": "十月工资余额已于 11 月 20 日补发",
          "evidence": [{"name": "银行回单.pdf", "sm3": "0" * 64, "bytes": 48211}]}
REVEAL = {"finding": "{finding}", "field": "phone", "purpose": "call_back",
          "reason": "回访工资是否到手", "id": "900000000000000001"}
NEW_USER = {"login": "zhaoliu", "name": "赵六", "role": "inspector", "scope": {"districts": [HERE]}}

CLUE = {"key": "来访-1", "channel": "hotline", "foreign_number": "GD-20261120-1",
        "text": "平川建工拖欠我们3人2026年10月工资共5000元，我电话13900001111",
        "employer": "平川建工", "project_name": "平川建工的工程", "months": ["2026-10"],
        "people": [{"name": "张三1", "phone": "13900001111", "reporter": True,
                    "amount_fen": 500000}], "receipt": True}
OTHER_CLUE = {**CLUE, "key": "来访-2", "channel": "walk_in", "text": "十月的钱还没有给",
              "receipt": False}
OTHER_CLUE.pop("foreign_number")
REPORT = {"key": "扫码-1", "unit_id": "{bureau}", "text": "工地十月没有发工资",
          "reporting": "confidential"}

# People of one office, who handle what is reported to it; huifang only what others have handled.
BUREAU = (("chengban", "inspector"), ("shenhe", "inspector"), ("huifang", "inspector"),
          ("zhuren", "leader"), ("zhiqian", "office"))
BUREAU_CLUE = {"key": "来访-11", "channel": "walk_in", "employer": "清河劳务",
               "text": "清河劳务拖欠我们2人2026年9月工资共3000元", "months": ["2026-09"],
               "region_code": HERE}
BUREAU_QUESTION = {"key": "来访-13", "channel": "phone", "text": "问试用期最长可以约定多久",
                   "region_code": HERE, "receipt": True}
WORKER = {"name": "张三1", "phone": "13900001111", "established_fen": 300000,
          "evidence": "十月工资表第 3 页"}
PAID = {"worker": 1, "kind": "bank", "bank": "settled", "amount_fen": 100000, "proof": "HD-11"}

# What a person has to say of an order; the case knows the rest.
ORDER = {"key": "令-11", "kind": "payment_order", "prefix": "平治欠监字", "matter": "拖欠2026年10月工资",
         "facts": [{"words": "2026年10月的工资没有付足", "evidence": "十月工资表第 3 页"}],
         "breached": [{"instrument": "gwy-724", "article": 11}],
         "officers": [{"name": "王一", "certificate": "990001"}, {"name": "赵二"}],
         "contact": "平川县中心街 1 号，电话 0311-5550100",
         "reconsideration": "平川县人民政府", "court": "平川县人民法院"}
PUBLIC = {"key": "公-13", "kind": "public_answer", "prefix": "平治欠公字", "matter": "试用期最长可以约定多久",
          "facts": [{"words": "三年以上固定期限的劳动合同，试用期不超过六个月", "evidence": "劳动合同法"}],
          "contact": "平川县治欠办，电话 0311-5550100", "approved_by": "平川县治欠办主任",
          "post": "某平台关于试用期的提问"}
POSTED = {"key": "送-11", "way": "posting", "at": "2026-11-23", "place": "清河劳务项目部门口",
          "officers": ["王一", "赵二"], "photos": ["照片1"]}
WANTS_NONE = {"channel": "短信", "to": "13900001112"}
# What the office organises; nobody knows what day it is when this is asked.
CAMPAIGN = {"key": "专项-1", "values": {
    "name": "2026 年冬季专项行动", "year": 2026, "from": "2026-11-01", "until": "2099-12-31",
    "rhythm": "weekly", "goal": "在建项目实名制和专户全覆盖\n欠薪存量清零"}}
TASK = {"id": "900000000000000002", "key": "任务-1", "parent_id": "{campaign}",
        "addressee_id": "{builder}", "project_id": "P1",
        "values": {"content": "补齐十月工资，把银行回单报来", "until": "2099-11-30",
                   "amount": 500000}}

# Two weeks that are over, the later with prose of its own.
FIRST_WEEK = {"kind": "weekly", "from": "2026-11-02", "until": "2026-11-08", "key": "周报-1",
              "send_to": ["市根治欠薪领导小组办公室"], "owner_id": "{bureau}"}
SECOND_WEEK = {"kind": "weekly", "from": "2026-11-09", "until": "2026-11-15", "key": "周报-2",
               "id": "900000000000000003", "owner_id": "{bureau}"}
PROSE = {"key": "文字-1", "subject": "全县未清零案件{cases_open}",
         "copy_to": ["县领导小组各成员单位"],
         "blocks": [{"item": "四、下步打算",
                     "prose": "（一）督促付清。逐件督促，本期未付{people_unpaid}。"}]}

VIEW = {"register": "clues", "name": "热线已核定", "query": "channel=hotline&confirmed=true"}

# name, who, method, path, body (JSON, or files of a form with its texts)
STEPS = [
    ("sign_in", None, "POST", "/api/v1/session", {"login": "inspector", "password": PASSWORD}),
    ("sign_in_wrong", None, "POST", "/api/v1/session", {"login": "inspector", "password": "猜的"}),
    ("not_signed_in", None, "GET", "/api/v1/projects", None),
    ("not_permitted", "leader", "GET", "/api/v1/users", None),
    ("not_found", "leader", "GET", "/api/v1/batches/1", None),
    ("self", "inspector", "GET", "/api/v1/session", None),
    ("own_sessions", "inspector", "GET", "/api/v1/session/others", None),
    ("end_own_session", "inspector", "DELETE", "/api/v1/session/others/{session}", None),
    ("change_password", "leader", "POST", "/api/v1/session/password",
     {"old_password": PASSWORD, "new_password": PASSWORD + "x"}),
    ("sign_out", "leader", "DELETE", "/api/v1/session", None),

    ("users", "keeper", "GET", "/api/v1/users?limit=2", None),
    ("add_user", "keeper", "POST", "/api/v1/users", NEW_USER),
    ("add_user_conflict", "keeper", "POST", "/api/v1/users", NEW_USER),
    ("user", "keeper", "GET", "/api/v1/users/{user}", None),
    ("disable_user", "keeper", "POST", "/api/v1/users/{user}/disable", None),
    ("disable_user_oneself", "keeper", "POST", "/api/v1/users/{keeper}/disable", None),
    ("enable_user", "keeper", "POST", "/api/v1/users/{user}/enable", None),
    ("enable_user_oneself", "keeper", "POST", "/api/v1/users/{keeper}/enable", None),
    ("reset_password", "keeper", "POST", "/api/v1/users/{user}/password", None),
    ("add_api_key", "keeper", "POST", "/api/v1/users/{user}/keys",
     {"label": "门禁平台", "scope": {"districts": [HERE]}, "days": 30}),
    ("api_keys", "keeper", "GET", "/api/v1/users/{user}/keys", None),
    ("revoke_api_key", "keeper", "DELETE", "/api/v1/users/{user}/keys/{key}", None),
    ("units", "keeper", "GET", "/api/v1/units", None),
    ("add_unit", "keeper", "POST", "/api/v1/units",
     {"name": "清字集团", "region": "99", "kind": "group"}),
    ("add_unit_member", "keeper", "PUT", "/api/v1/units/{group}/members/{builder}", None),

    ("deliver_batch", "labour_officer", "POST", "/api/v1/batches",
     {"files": LATE, "note": "补发", "same_name": "replace"}),
    ("deliver_batch_same_name", "labour_officer", "POST", "/api/v1/batches", {"files": WRONG}),
    ("deliver_batch_wrong", "labour_officer", "POST", "/api/v1/batches",
     {"files": WRONG, "same_name": "beside"}),
    ("batches", "labour_officer", "GET", "/api/v1/batches?limit=2", None),
    ("batch", "labour_officer", "GET", "/api/v1/batches/{batch}", None),
    ("rejects", "labour_officer", "GET", "/api/v1/batches/{wrong}/rejects", None),
    ("withdraw_batch", "labour_officer", "POST", "/api/v1/batches/{wrong}/withdraw", None),
    ("preview_conflict", "labour_officer", "GET", "/api/v1/batches/{wrong}/preview", None),
    ("use_batch_conflict", "labour_officer", "POST", "/api/v1/batches/{wrong}/use", None),

    ("projects", "inspector", "GET", "/api/v1/projects", None),
    ("project", "inspector", "GET", "/api/v1/projects/{project}", None),
    ("findings", "inspector", "GET", "/api/v1/findings?rule=W02", None),
    ("finding", "inspector", "GET", "/api/v1/findings/{finding}", None),
    ("reveal", "inspector", "POST", "/api/v1/reveals", REVEAL),
    ("reveal_conflict", "inspector", "POST", "/api/v1/reveals", {**REVEAL, "field": "card"}),
    ("reveal_not_found", "inspector", "POST", "/api/v1/reveals",
     {**REVEAL, "finding": "1-" + "0" * 32}),
    ("warnings", "inspector", "GET", "/api/v1/warnings?matter=wages", None),
    ("warning", "inspector", "GET", "/api/v1/warnings/{warning}", None),
    ("review_warning_conflict", "inspector", "POST", "/api/v1/warnings/{warning}/reviews",
     {"key": "审核-0", "verdict": "accepted"}),
    ("answer_warning", "inspector", "POST", "/api/v1/warnings/{warning}/answers", ANSWER),
    ("review_warning", "office", "POST", "/api/v1/warnings/{warning}/reviews",
     {"key": "审核-1", "verdict": "sent_back", "why": "回单上没有收款人"}),
    ("clear_warning", "inspector", "POST", "/api/v1/warnings/{warning}/clearing",
     {"key": "解除-1", "why": "现场核实，余额已付清"}),
    ("clear_warning_conflict", "inspector", "POST", "/api/v1/warnings/{warning}/clearing",
     {"key": "解除-2", "why": "再解除一次"}),
    ("answer_warning_conflict", "general_contractor", "POST",
     "/api/v1/warnings/{warning}/answers", {**ANSWER, "key": "答复-2"}),

    ("receive_clue", "inspector", "POST", "/api/v1/clues", CLUE),
    ("receive_clue_conflict", "inspector", "POST", "/api/v1/clues",
     {**CLUE, "text": "别的事", "foreign_number": "GD-20261120-2"}),
    ("receive_clue_second", "inspector", "POST", "/api/v1/clues", OTHER_CLUE),
    ("clues", "inspector", "GET", "/api/v1/clues?channel=hotline", None),
    ("clue", "inspector", "GET", "/api/v1/clues/{clue}", None),
    ("reveal_clue", "inspector", "POST", "/api/v1/clues/{clue}/reveals",
     {"purpose": "call_back", "reason": "回访核实欠薪数"}),
    ("merge_clues", "inspector", "POST", "/api/v1/clues/{clue}/merges",
     {"likely": True, "why": "同一个人"}),
    ("take_clue_apart", "inspector", "POST", "/api/v1/clues/{clue}/taking-apart",
     {"why": "另一个月"}),
    ("take_clue_apart_conflict", "inspector", "POST", "/api/v1/clues/{clue}/taking-apart",
     {"why": "再分一次"}),
    ("compare_clue_conflict", "inspector", "GET", "/api/v1/clues/{clue}/comparison", None),
    ("confirm_clue", "inspector", "POST", "/api/v1/clues/{clue}/confirmation",
     {"class": "unpaid_wages", "project_id": "P1", "amount_fen": 500000, "head_count": 3}),
    ("compare_clue", "inspector", "GET", "/api/v1/clues/{clue}/comparison", None),
    ("new_receipt", "inspector", "POST", "/api/v1/clues/{clue}/receipt", None),
    ("add_bureau", "keeper", "POST", "/api/v1/units",
     {"name": "平川县治欠办", "region": HERE, "kind": "office"}),
    ("report_own_clue", None, "POST", "/api/v1/own-clues", REPORT),
    ("report_own_clue_conflict", None, "POST", "/api/v1/own-clues", {**REPORT, "text": "别的"}),
    ("report_own_clue_not_found", None, "POST", "/api/v1/own-clues", {**REPORT, "unit_id": "1"}),
    ("look_up_clue", None, "POST", "/api/v1/own-clues/look-up", {"code": "{receipt}"}),
    ("look_up_clue_not_found", None, "POST", "/api/v1/own-clues/look-up",
     {"code": "1000 0000 0000 0053"}),
    ("own_proof", None, "POST", "/api/v1/own-clues/proof", {"code": "{receipt}"}),
    ("own_proof_not_found", None, "POST", "/api/v1/own-clues/proof",
     {"code": "1000 0000 0000 0053"}),

    ("receive_bureau_clue", "chengban", "POST", "/api/v1/clues", BUREAU_CLUE),
    ("receive_bureau_clue_second", "chengban", "POST", "/api/v1/clues",
     {**BUREAU_CLUE, "key": "来访-12", "text": "班组里还有3个人没有拿到十月的工资"}),
    ("clue_life", "chengban", "GET", "/api/v1/clues/{bureau_clue}/life", None),
    ("clue_step", "chengban", "POST", "/api/v1/clues/{bureau_clue}/steps",
     {"step": "clue_received", "key": "接收-1", "by": "intake"}),
    ("clue_step_conflict", "chengban", "POST", "/api/v1/clues/{bureau_clue}/steps",
     {"step": "clue_received", "key": "接收-2", "by": "intake"}),
    ("open_case", "chengban", "POST", "/api/v1/cases",
     {"clues": ["{bureau_clue}"], "class": "unpaid_wages", "project_id": "P1",
      "funding": "government"}),
    ("open_case_conflict", "chengban", "POST", "/api/v1/cases",
     {"clues": ["{bureau_clue}"], "class": "unpaid_wages"}),
    ("open_case_found", "chengban", "POST", "/api/v1/cases",
     {"reason": "巡查发现没有维权告示牌，工人说十月工资没有发", "employer": "青源路桥",
      "region_code": HERE, "class": "unpaid_wages"}),
    ("join_clue", "chengban", "POST", "/api/v1/cases/{case}/clues", {"clue_id": "{bureau_second}"}),
    ("join_clue_conflict", "chengban", "POST", "/api/v1/cases/{found_case}/clues",
     {"clue_id": "{bureau_second}"}),
    ("assign", "zhuren", "POST", "/api/v1/assignments",
     {"dossiers": ["{case}", "{found_case}", "1"], "assignee_id": "{chengban}", "key": "指定-1"}),
    ("case_step", "chengban", "POST", "/api/v1/cases/{case}/steps",
     {"step": "accepted", "key": "受理-1"}),
    ("case_step_conflict", "chengban", "POST", "/api/v1/cases/{case}/steps",
     {"step": "accepted", "key": "受理-2"}),
    ("enter_arrears", "chengban", "POST", "/api/v1/cases/{case}/arrears",
     {"workers": [WORKER, {"name": "李四2"}]}),
    ("establish_arrears", "chengban", "POST", "/api/v1/cases/{case}/arrears/from-facts",
     {"as_of": "2026-11-23"}),
    ("enter_arrears_conflict", "chengban", "POST", "/api/v1/cases/{case}/arrears",
     {"workers": [{"worker": 2, "id_number": WORKERS["P1"]}]}),
    ("establish_arrears_conflict", "chengban", "POST",
     "/api/v1/cases/{found_case}/arrears/from-facts", {}),
    ("enter_settlement", "chengban", "POST", "/api/v1/cases/{case}/settlements", PAID),
    ("enter_settlement_conflict", "chengban", "POST", "/api/v1/cases/{case}/settlements",
     {**PAID, "worker": 2}),
    ("settle_from_facts", "chengban", "POST", "/api/v1/cases/{case}/settlements/from-facts", None),
    ("settle_from_facts_conflict", "chengban", "POST",
     "/api/v1/cases/{found_case}/settlements/from-facts", None),
    ("enter_call", "huifang", "POST", "/api/v1/cases/{case}/calls",
     {"worker": 1, "index": 0, "answer": "received"}),
    # Registered as a petition weeks ago, of which nobody was told in time.
    ("clue_step_late", "chengban", "POST", "/api/v1/clues/{bureau_clue}/steps",
     {"step": "petition_registered", "key": "信访-1", "by": "intake", "at": "2026-10-12"}),
    ("accept_delay_not_found", "shenhe", "POST", "/api/v1/cases/{bureau_clue}/delays",
     {"defect": "past_limit", "account": "现场勘验等了两周，已告知反映人"}),
    ("accept_delay", "shenhe", "POST", "/api/v1/cases/{bureau_clue}/delays",
     {"defect": "received_late", "clock": "petition_notice",
      "account": "信访件转来时漏登，已告知反映人"}),
    ("note_case", "chengban", "POST", "/api/v1/cases/{case}/notes",
     {"incident": "none", "funding": "government"}),
    ("case", "chengban", "GET", "/api/v1/cases/{case}", None),
    ("cases", "chengban", "GET", "/api/v1/cases?class=unpaid_wages&open=true", None),
    ("reveal_case", "chengban", "POST", "/api/v1/cases/{case}/reveals",
     {"purpose": "call_back", "reason": "回访核实欠薪数"}),
    ("draft_answer", "chengban", "POST", "/api/v1/clues/{bureau_clue}/answers",
     {"key": "答复-11", "text": "已立案调查，查明后书面告知", "people": 2}),
    ("draft_answer_conflict", "chengban", "POST", "/api/v1/clues/{bureau_clue}/answers",
     {"key": "答复-12", "text": "再拟一次"}),
    ("send_answer_conflict", "shenhe", "POST", "/api/v1/clues/{bureau_clue}/answers/sending",
     {"key": "发出-11", "document": "平人社复〔2026〕11号"}),
    ("receive_question", "chengban", "POST", "/api/v1/clues", BUREAU_QUESTION),
    ("confirm_question", "chengban", "POST", "/api/v1/clues/{question}/confirmation",
     {"class": "not_labour"}),
    ("draft_answer_of_question", "chengban", "POST", "/api/v1/clues/{question}/answers",
     {"key": "答复-13", "text": "三年以上固定期限的合同，试用期不超过六个月"}),
    ("send_answer", "shenhe", "POST", "/api/v1/clues/{question}/answers/sending",
     {"key": "发出-13", "document": "平人社复〔2026〕13号"}),
    ("rate_own_clue", None, "POST", "/api/v1/own-clues/satisfaction",
     {"code": "{question_receipt}", "stars": 4}),
    ("rate_own_clue_conflict", None, "POST", "/api/v1/own-clues/satisfaction",
     {"code": "{question_receipt}", "stars": 1}),
    ("rate_own_clue_not_found", None, "POST", "/api/v1/own-clues/satisfaction",
     {"code": "1000 0000 0000 0053", "stars": 4}),
    ("look_back", "zhiqian", "POST", "/api/v1/look-backs",
     {"year": 2026, "sample": 5, "seed": "2026 年终", "draw": True}),
    ("case_figures", "zhiqian", "GET", "/api/v1/case-figures", None),
    ("export_cases", "chengban", "POST", "/api/v1/exports",
     {"register": "cases", "query": "class=unpaid_wages", "reason": "报送月度台账",
      "format": "csv"}),

    ("file_case", "zhuren", "POST", "/api/v1/cases/{case}/steps",
     {"step": "filed", "key": "立案-11", "document": "平治欠立〔2026〕11号",
      "team": ["{chengban}", "{shenhe}"]}),
    ("issue_order", "zhuren", "POST", "/api/v1/cases/{case}/steps",
     {"step": "order_issued", "key": "责令-11", "document": "平治欠审〔2026〕11号",
      "day": "2099-12-31"}),
    ("write_case_paper", "chengban", "POST", "/api/v1/cases/{case}/papers", ORDER),
    ("write_case_paper_conflict", "chengban", "POST", "/api/v1/cases/{case}/papers",
     {**ORDER, "matter": "拖欠2026年9月工资"}),
    ("case_papers", "chengban", "GET", "/api/v1/cases/{case}/papers", None),
    ("paper_file", "chengban", "POST", "/api/v1/papers/{paper}/files",
     {"form": "page", "posted": True}),
    ("reveal_annex", "zhiqian", "POST", "/api/v1/papers/{paper}/reveals",
     {"form": "page", "purpose": "handle_case", "reason": "核对明细里的人数"}),
    ("serve_paper", "chengban", "POST", "/api/v1/papers/{paper}/services", POSTED),
    ("serve_paper_conflict", "chengban", "POST", "/api/v1/papers/{paper}/services",
     {**POSTED, "place": "工地北门"}),
    ("paper", "chengban", "GET", "/api/v1/papers/{paper}", None),
    ("void_paper", "chengban", "POST", "/api/v1/papers/{paper}/voiding", {"reason": "金额写错"}),
    ("void_paper_conflict", "chengban", "POST", "/api/v1/papers/{paper}/voiding",
     {"reason": "换一份"}),
    ("write_clue_paper", "shenhe", "POST", "/api/v1/clues/{question}/papers", PUBLIC),
    ("write_clue_paper_conflict", "shenhe", "POST", "/api/v1/clues/{question}/papers",
     {**PUBLIC, "matter": "别的"}),
    ("clue_papers", "shenhe", "GET", "/api/v1/clues/{question}/papers", None),

    ("stop_receiver", "keeper", "POST", "/api/v1/notice-stops", {**WANTS_NONE, "why": "本人要求"}),
    ("receive_clue_to_tell_of", "chengban", "POST", "/api/v1/clues",
     {"key": "来访-14", "channel": "walk_in", "text": "清河劳务还欠我十月的工资", "region_code": HERE,
      "people": [{"name": "孙六", "phone": WANTS_NONE["to"], "reporter": True}], "notify": True}),
    ("notices", "keeper", "GET", "/api/v1/notices?ended=true", None),
    ("retry_notice_conflict", "keeper", "POST", "/api/v1/notices/{notice}/retry", None),
    ("notice_stops", "keeper", "GET", "/api/v1/notice-stops", None),
    ("allow_receiver", "keeper", "POST", "/api/v1/notice-stops/removals", WANTS_NONE),
    ("retry_notice", "keeper", "POST", "/api/v1/notices/{notice}/retry", None),
    ("call_off_notice", "keeper", "POST", "/api/v1/notices/{notice}/calling-off", None),
    ("indicators", "zhiqian", "GET",
     "/api/v1/indicators?from=2026-10-01&until=2026-10-31&region=" + HERE, None),
    ("indicators_bad_by", "zhiqian", "GET", "/api/v1/indicators?by=worker", None),
    ("indicator_formulas", "zhiqian", "GET", "/api/v1/indicators/formulas", None),
    ("indicator_rows", "zhiqian", "GET", "/api/v1/indicators/rows?indicator=clues_received", None),
    ("indicator_corrections", "zhiqian", "GET",
     "/api/v1/indicators/corrections?from=2026-10-01&until=2026-10-31&known_before=2026-11-01",
     None),
    ("priorities", "zhiqian", "GET", "/api/v1/priorities?of=project&limit=2", None),
    ("coverage", "zhiqian", "GET", "/api/v1/coverage", None),
    ("record_kinds", "zhiqian", "GET", "/api/v1/record-kinds", None),
    ("record_kind", "zhiqian", "GET", "/api/v1/record-kinds/task", None),
    ("new_campaign", "zhiqian", "POST", "/api/v1/records/campaign", CAMPAIGN),
    ("new_task", "zhiqian", "POST", "/api/v1/records/task", TASK),
    ("new_task_conflict", "zhiqian", "POST", "/api/v1/records/task",
     {**TASK, "values": {"content": "补齐九月工资", "until": "2099-11-30"}}),
    ("task_accepted", "general_contractor", "POST", "/api/v1/records/task/{task}/steps",
     {"step": "accepted", "key": "接受-1", "values": {"person_in_charge": "王工"}}),
    ("task_accepted_conflict", "general_contractor", "POST", "/api/v1/records/task/{task}/steps",
     {"step": "accepted", "key": "接受-2"}),
    ("task_reported", "general_contractor", "POST", "/api/v1/records/task/{task}/steps",
     {"step": "reported", "key": "报告-1", "values": {"result": "11 月 20 日补发完毕"}}),
    ("task_sent_back", "zhiqian", "POST", "/api/v1/records/task/{task}/steps",
     {"step": "sent_back", "key": "退回-1", "values": {"reason": "回单上没有收款人"}}),
    ("tasks", "zhiqian", "GET", "/api/v1/records/task?open=true&parent={campaign}", None),
    ("task", "zhiqian", "GET", "/api/v1/records/task/{task}", None),
    ("task_of_addressee", "general_contractor", "GET", "/api/v1/records/task/{task}", None),
    ("export_records", "zhiqian", "POST", "/api/v1/exports",
     {"register": "records", "query": "kind=task", "reason": "报送任务台账", "format": "csv"}),

    ("bulletin_kinds", "zhiqian", "GET", "/api/v1/bulletin-kinds", None),
    ("freeze_bulletin_first", "zhiqian", "POST", "/api/v1/bulletins", FIRST_WEEK),
    ("submit_bulletin_first", "zhiqian", "POST", "/api/v1/bulletins/{first_week}/submission",
     {"key": "送签-1"}),
    ("sign_bulletin_first", "zhuren", "POST", "/api/v1/bulletins/{first_week}/signature",
     {"key": "签发-1"}),
    ("freeze_bulletin", "zhiqian", "POST", "/api/v1/bulletins", SECOND_WEEK),
    # The number is a task's.
    ("freeze_bulletin_conflict", "zhiqian", "POST", "/api/v1/bulletins",
     {**SECOND_WEEK, "id": "900000000000000002"}),
    # It is sent to nobody yet.
    ("submit_bulletin_conflict", "zhiqian", "POST", "/api/v1/bulletins/{week}/submission",
     {"key": "送签-2"}),
    ("sign_bulletin_conflict", "zhuren", "POST", "/api/v1/bulletins/{week}/signature",
     {"key": "签发-2"}),
    ("write_bulletin_unknown", "zhiqian", "POST", "/api/v1/bulletins/{week}/prose",
     {"blocks": [{"item": "四、下步打算", "prose": "还有{cases_left}"}]}),
    ("write_bulletin", "zhiqian", "POST", "/api/v1/bulletins/{week}/prose", PROSE),
    ("submit_bulletin", "zhiqian", "POST", "/api/v1/bulletins/{week}/submission",
     {"key": "送签-3"}),
    ("write_bulletin_conflict", "zhiqian", "POST", "/api/v1/bulletins/{week}/prose",
     {**PROSE, "key": "文字-2"}),
    ("sign_bulletin", "zhuren", "POST", "/api/v1/bulletins/{week}/signature", {"key": "签发-3"}),
    ("bulletin", "zhiqian", "GET", "/api/v1/bulletins/{week}", None),
    ("check_bulletin", "zhiqian", "GET", "/api/v1/bulletins/{week}/check", None),
    ("compare_bulletin", "zhiqian", "GET", "/api/v1/bulletins/{week}/comparison", None),
    ("bulletin_page", "zhiqian", "GET", "/api/v1/bulletins/{week}/page", None),
    ("bulletin_file", "zhiqian", "GET", "/api/v1/bulletins/{week}/files/html", None),
    ("bulletin_step", "zhiqian", "POST", "/api/v1/records/bulletin/{week}/steps",
     {"step": "signed"}),
    ("add_housing", "keeper", "POST", "/api/v1/units",
     {"name": "平川县住建局", "region": HERE, "kind": "authority"}),
    ("make_campaign", "zhiqian", "POST", "/api/v1/campaigns",
     {"plan": "winter", "year": 2020, "region_code": HERE}),
    ("open_returns_conflict", "zhiqian", "POST", "/api/v1/campaigns/{winter}/returns", None),
    ("begin_campaign", "zhiqian", "POST", "/api/v1/records/campaign/{winter}/steps",
     {"step": "begun", "key": "开始-1"}),
    ("campaign_progress", "zhiqian", "GET", "/api/v1/campaigns/{winter}/progress", None),
    ("open_returns", "zhiqian", "POST", "/api/v1/campaigns/{winter}/returns", None),
    ("file_return", "zhiqian", "POST", "/api/v1/returns/{return}/filing",
     {"key": "报送-1", "is_zero": True}),
    ("file_return_conflict", "zhiqian", "POST", "/api/v1/returns/{return}/filing",
     {"key": "报送-1", "reason": "漏报", "lines": [{"item": "走访企业数", "answer": "3"}]}),
    ("return_board", "zhiqian", "GET", "/api/v1/campaigns/{winter}/returns", None),
    ("campaign_summary", "zhiqian", "GET", "/api/v1/campaigns/{winter}/summary", None),
    ("next_campaign", "zhiqian", "POST", "/api/v1/campaigns/{winter}/next", None),
    ("next_campaign_conflict", "zhiqian", "POST", "/api/v1/campaigns/{winter}/next", None),
    ("checklists", "zhiqian", "GET", "/api/v1/checklists", None),
    ("new_inspection", "zhiqian", "POST", "/api/v1/records/inspection",
     {"key": "检查-1", "project_id": "P1",
      "values": {"way": "announced", "day": "2026-12-01", "officers": ["chengban", "shenhe"]}}),
    ("begin_inspection", "zhiqian", "POST", "/api/v1/records/inspection/{inspection}/steps",
     {"step": "begun", "key": "检查-2"}),
    ("note_inspection", "zhiqian", "POST", "/api/v1/records/inspection/{inspection}/steps",
     {"step": "noted", "key": "检查-3",
      "lines": [{"item": "six-systems/board", "answer": "no", "note": "告示牌上没有投诉电话"}]}),
    ("compare_inspection", "zhiqian", "GET", "/api/v1/inspections/{inspection}/comparison", None),
    ("make_hazards", "zhiqian", "POST", "/api/v1/inspections/{inspection}/hazards",
     {"person_in_charge": "王工", "measure": "补上投诉电话", "until": "2099-12-31"}),
    ("prefill_inspection", "zhiqian", "POST", "/api/v1/inspections/{inspection}/checklists",
     {"checklists": ["six-systems"]}),
    ("pass_inspection", "zhiqian", "POST", "/api/v1/records/inspection/{inspection}/steps",
     {"step": "passed", "key": "检查-4"}),
    ("prefill_inspection_conflict", "zhiqian", "POST",
     "/api/v1/inspections/{inspection}/checklists", {"checklists": ["six-systems"]}),
    ("ask_self_inspection", "zhiqian", "POST", "/api/v1/self-inspections",
     {"project_id": "P1", "addressee_id": "{builder}", "until": "2099-12-15",
      "checklists": ["six-systems"]}),
    ("draw_inspections", "zhiqian", "POST", "/api/v1/draws",
     {"seed": "2026-12-01 公开种子", "region_code": HERE, "projects": 1,
      "officers": ["chengban", "shenhe", "zhiqian"], "day": "2026-12-02",
      "declared": [{"officer": "zhiqian", "with": "平川建工"}]}),
    ("check_draw", "zhiqian", "GET", "/api/v1/draws/{draw}/check", None),
    ("pair_contacts", "zhiqian", "POST", "/api/v1/contacts/pairs",
     {"persons": ["赵六"], "firms": 1}),
    ("unvisited_contacts", "zhiqian", "GET", "/api/v1/contacts/unvisited?days=30", None),
    ("grid_coverage", "zhiqian", "GET", "/api/v1/grids/coverage?region=" + HERE, None),

    ("proposal_rules", "zhiqian", "GET", "/api/v1/order-proposals", None),
    ("propose_orders", "zhiqian", "POST", "/api/v1/order-proposals", None),
    ("new_body", "zhiqian", "POST", "/api/v1/records/directory",
     {"region_code": HERE, "values": {"name": "平川县劳动监察大队", "phone": "0990-1234567"}}),
    ("directory_of_county", None, "GET", "/api/v1/directory?region=" + HERE, None),
    ("exposure_board", "zhiqian", "GET", "/api/v1/exposure-board", None),
    ("violation_board", "zhiqian", "GET", "/api/v1/violation-board", None),
    ("assessment_scheme", "zhiqian", "GET", "/api/v1/assessment-schemes/default", None),
    ("score_district", "zhiqian", "POST", "/api/v1/assessments/scores",
     {"region": HERE, "year": 2026}),
    ("new_assessment", "zhiqian", "POST", "/api/v1/records/assessment",
     {"region_code": HERE, "values": {"scheme": "default", "year": 2026}}),
    ("assessment_cancelled", "zhiqian", "POST", "/api/v1/records/assessment/{assessment}/steps",
     {"step": "cancelled", "key": "取消-1", "values": {"reason": "重做一份"}}),
    ("score_district_conflict", "zhiqian", "POST", "/api/v1/assessments/scores",
     {"record": "{assessment}"}),
    # A .docx is no text that could be recorded.
    ("target_letter", "zhiqian", "POST", "/api/v1/assessments/letters",
     {"issuer": "青原市治欠办", "district": "平川县", "year": 2026, "form": "html"}),
    ("target_letter_unknown", "zhiqian", "POST", "/api/v1/assessments/letters",
     {"scheme": "/etc/passwd", "issuer": "青原市治欠办", "district": "平川县", "year": 2026}),
    ("take_submission", "zhiqian", "POST", "/api/v1/submissions",
     {"file": submission(3, 1_793_520_000_000)}),
    ("take_submission_corrected", "zhiqian", "POST", "/api/v1/submissions",
     {"file": submission(5, 1_793_606_400_000)}),
    ("take_submission_conflict", "zhiqian", "POST", "/api/v1/submissions",
     {"file": submission(3, 1_793_520_000_000)}),
    ("take_submission_changed", "zhiqian", "POST", "/api/v1/submissions",
     {"file": submission(3, 1_793_520_000_000).replace("cases_open\t3", "cases_open\t0")}),
    ("submission_board", "zhiqian", "GET",
     "/api/v1/submission-board?from=2026-10-01&until=2026-10-31&region=" + HERE, None),

    ("save_view", "inspector", "POST", "/api/v1/views", VIEW),
    ("save_view_conflict", "inspector", "POST", "/api/v1/views",
     {**VIEW, "query": "channel=phone"}),
    ("views", "inspector", "GET", "/api/v1/views?register=clues", None),
    ("clues_of_view", "inspector", "GET", "/api/v1/clues?view={view}", None),
    ("delete_view", "inspector", "DELETE", "/api/v1/views/{view}", None),
    ("export", "inspector", "POST", "/api/v1/exports",
     {"register": "clues", "query": "channel=hotline", "reason": "报送月度台账", "format": "csv"}),
    ("exports", "auditor", "GET", "/api/v1/exports?register=clues", None),

    ("preview", "labour_officer", "GET", "/api/v1/batches/{batch}/preview?as_of=2026-11-23", None),
    ("use_batch", "labour_officer", "POST", "/api/v1/batches/{batch}/use", None),
    ("withdraw_batch_conflict", "labour_officer", "POST", "/api/v1/batches/{batch}/withdraw",
     None),
    ("recheck", "inspector", "POST", "/api/v1/rechecks", None),
    ("audit", "auditor", "GET", "/api/v1/audit?limit=3", None),
    ("audit_verification", "auditor", "GET", "/api/v1/audit/verification", None),
]


def filled(value, known):
    if isinstance(value, dict):
        return {name: filled(part, known) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, known) for part in value]
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda name: known[name[1]], value)
    return value


def learn(name, answer, known):
    """What later steps name."""
    if answer.status != 200 or not answer.fields["content-type"].startswith("application/json"):
        return
    body = answer.json
    if name == "add_user":
        known["user"] = body["user"]["id"]
    elif name == "add_api_key":
        known["key"] = body["key"]["id"]
    elif name == "add_unit":
        known["group"] = body["id"]
    elif name == "receive_clue":
        known["clue"] = body["id"]
    elif name == "add_bureau":
        known["bureau"] = body["id"]
    elif name in ("receive_bureau_clue", "receive_bureau_clue_second"):
        known["bureau_clue" if name == "receive_bureau_clue" else "bureau_second"] = body["id"]
    elif name == "receive_question":
        known["question"] = body["id"]
        known["question_receipt"] = body["proof"]["receipt_code"]
    elif name in ("open_case", "open_case_found"):
        known["case" if name == "open_case" else "found_case"] = body["id"]
    elif name == "write_case_paper":
        known["paper"] = body["id"]
    elif name == "notices":
        known["notice"] = body["items"][0]["id"]
    elif name in ("new_campaign", "new_task", "new_assessment"):
        known[name.removeprefix("new_")] = body["id"]
    elif name in ("freeze_bulletin_first", "freeze_bulletin"):
        known["first_week" if name == "freeze_bulletin_first" else "week"] = body["id"]
    elif name == "make_campaign":
        known["winter"] = body["records"][0]["id"]
    elif name == "open_returns":
        known["return"] = body["records"][0]["id"]
    elif name == "new_inspection":
        known["inspection"] = body["id"]
    elif name == "draw_inspections":
        known["draw"] = body["draw"]["id"]
    elif name == "save_view":
        known["view"] = body["id"]
    elif name == "report_own_clue":
        known["receipt"] = body["proof"]["receipt_code"]
    elif name in ("deliver_batch", "deliver_batch_wrong"):
        known["batch" if name == "deliver_batch" else "wrong"] = body["batch"]["id"]


def run(stage):
    """Yields each step with its answer."""
    whole = stage.people["whole"]
    known = {
        "keeper": stage.keeper.user["id"], "builder": stage.units["平川建工"],
        "project": stage.projects["P1"],
        "finding": whole.get(f"/api/v1/findings?rule=W02&project={stage.projects['P1']}")
        ["items"][0]["key"],
        "warning": next(each["id"] for each in whole.get("/api/v1/warnings?matter=wages")["items"]
                        if each["project_id"] == "P1"),
    }
    second = Person(stage.service, "inspector", PASSWORD).sign_in()
    known["session"] = next(each["id"] for each in second.get("/api/v1/session/others")["items"]
                            if each["is_this"])
    for name, who, method, path, body in STEPS:
        fields = {}
        sent = filled(body, known)
        if body is not None and "files" in body:
            texts = {key: text for key, text in body.items() if key != "files"}
            sent, fields["content_type"] = form(body["files"], **texts)
        person = stage.keeper if who == "keeper" else stage.people.get(who)
        ask = stage.service.ask if person is None else person.ask
        answer = ask(method, filled(path, known), sent, **fields)
        learn(name, answer, known)
        if name == "add_bureau":
            for login, role in BUREAU:
                person = stage.add(login, role, [HERE], unit=known["bureau"])
                known[login] = person.user["id"]
        yield name, who, method, path, body, answer


# What differs from run to run, for recording.
IDS = re.compile(r"(?<![0-9a-f.])\d{16,19}(?![0-9a-f])")
HASHES = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?:[0-9a-f]{32})?(?![0-9a-f])")
MOMENTS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
MINUTES = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(?!:)")
YEARS = re.compile(r"〔\d{4}〕")
# A page has its code in words and as a picture.
CODES = re.compile(r"\b\d{4} \d{4} \d{4} \d{4}\b")
PICTURES = re.compile(r"<svg .*?</svg>")
SECRETS = {"csrf_token": "…", "password": "…", "secret": "qx_…", "receipt_code": "…"}


class Plain:
    """Ids by their order of appearance, moments and secrets that are always the same."""

    def __init__(self):
        self.ids = {}

    def text(self, text):
        text = MOMENTS.sub("2026-11-23T02:00:00.000Z", text)
        text = YEARS.sub("〔2026〕", text)
        text = MINUTES.sub("2026-11-23 10:00", text)
        text = HASHES.sub(lambda hash: self.number(hash[0], "0" * len(hash[0])), text)
        return IDS.sub(lambda id: self.number(id[0], "7300000000000000000"), text)

    def body(self, kind, sent):
        if kind.startswith("application/json"):
            return self.of(json.loads(sent))
        return self.text(CODES.sub("…", PICTURES.sub("<svg/>", sent.decode())))

    def number(self, thing, pattern):
        if set(thing) == {"0"}:
            return thing
        number = str(self.ids.setdefault(thing, len(self.ids) + 1))
        return pattern[:-len(number)] + number

    def of(self, value, name=None):
        if isinstance(value, dict):
            return {self.text(key): self.of(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [self.of(part) for part in value]
        if name == "at_ms":
            return 1795399200000
        if name == "year":
            return 2026
        if name in SECRETS and isinstance(value, str):
            return SECRETS[name]
        return self.text(value) if isinstance(value, str) else value


def without_days(value, name=None):
    """What is the same on every day of the year, for comparing."""
    # Day by day: another week has another weekend.
    if name == "days" and isinstance(value, list):
        return None
    if isinstance(value, dict):
        return {key: without_days(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [without_days(part) for part in value]
    if isinstance(value, str):
        value = re.sub(r"(\d{4}-\d\d-\d\d|\d{4}年\d+月\d+日)(（周.）)?", "DAY", value)
        return re.sub(r"\d+( ?[天日])", r"N\1", value)
    # How much a check did depends on what the one in the background had done before it.
    if name in ("days", "records", "head_count", "provisional", "judged", "opened", "changed",
                "cleared", "reopened", "warnings", "minutes_late"):
        return None
    return value


def recorded_steps(stage):
    """Examples by name, as the files have them."""
    plain = Plain()
    for name, who, method, path, body, answer in run(stage):
        kind = answer.fields.get("content-type", "")
        request = {"method": method, "path": path}
        if who is not None:
            request["as"] = who
        if body is not None and "files" in body:
            request["form"] = body
        elif body is not None:
            request["body"] = body
        yield name, {"request": request,
                     "response": {"status": answer.status, "content_type": kind,
                                  "body": plain.body(kind, answer.body)}}
