// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "access/principal.h"

namespace qingxin::access {

// What can be asked for. What stands here for no role is done by nobody.
enum class Action : unsigned char {
  change_own_password,
  see_self,  // who I am, my sessions; sign out
  see_projects,
  see_facts,     // with what is sealed masked
  reveal_field,  // one sealed field in full, with a reason, recorded
  deliver_batch,
  preview_batch,  // the pre-check
  see_batches,    // with their rejects
  use_batch,
  withdraw_batch,
  import_register,  // registers of projects, firms and people
  see_findings,
  run_checks,
  see_warnings,
  answer_warning,  // by the one who was warned
  review_warning,  // an answer is enough, or is not
  clear_warning,   // by a person, with a reason
  climb_warning,   // a deadline passed
  receive_clue,    // through any channel
  see_clues,       // without names and numbers
  handle_clue,     // make one matter of several, say what it is about, answer
  export_clues,    // registers and results that leave the house
  see_cases,       // with what is missing for their two ends, without names and numbers
  open_case,       // of clues, of a warning, of an own find
  record_step,     // something happened to a clue or case; whose act it may be: app/
  settle_case,     // what each worker is owed and how it was paid
  tick_cases,      // reminders, going up, deadlines that a corrected calendar moved
  look_back,       // whose workers are asked once more after the end
  keep_views,      // named filters of registers, one's own
  share_view,      // with one's unit
  see_exports,     // what left the house, of one's unit; the auditor of all
  see_records,     // of the leading-group office; an enterprise those addressed to its unit
  write_records,   // a step of one; whose act it may be: app/record_permission.h
  sign_records,    // 签发、批准
  see_indicators,  // 指标, with the rows behind each cell
  freeze_figures,  // a bulletin, a submission: figures that leave the house
  try_pack,
  use_pack,
  see_units,
  add_unit,
  see_users,
  add_user,
  change_user,  // disable, enable, reset the password
  see_api_keys,
  add_api_key,
  revoke_api_key,
  rotate_keys,
  end_keys,  // the keys of sealed fields, after the record term
  see_audit,
  verify_audit,
  see_running,   // figures of the running service, doctor
  see_notices,   // what went out to whom, masked
  send_notices,  // now, again, not at all; to whom, with which passwords of channels
  back_up,
};
inline constexpr int kActionCount = static_cast<int>(Action::back_up) + 1;

// A set of roles, a bit for each.
class Roles {
 public:
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const Role role : roles) bits_ |= bit(role);
  }
  constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  friend constexpr Roles operator|(Roles a, Roles b) {
    a.bits_ |= b.bits_;
    return a;
  }

 private:
  static constexpr std::uint32_t bit(Role role) {
    return role == Role{} ? 0U : 1U << static_cast<unsigned>(role);
  }
  std::uint32_t bits_ = 0;
};

struct Permission {
  Action action;
  std::string_view name;     // as the audit trail and the interface write it
  std::string_view chinese;  // as people read it
  Roles roles;
};

inline constexpr Roles kOfficials{Role::office, Role::inspector, Role::industry_authority,
                                  Role::leader, Role::street};
inline constexpr Roles kEnterprises{Role::owner, Role::general_contractor, Role::labour_officer,
                                    Role::subcontractor};
inline constexpr Roles kOperator{Role::local_operator};
inline constexpr Roles kKeepers{Role::administrator, Role::local_operator};
inline constexpr Roles kReaders =
    kOfficials | kEnterprises | kOperator | Roles{Role::assessor, Role::machine};
inline constexpr Roles kDeliverers{Role::office, Role::inspector,          Role::industry_authority,
                                   Role::owner,  Role::general_contractor, Role::labour_officer,
                                   Role::bank,   Role::local_operator};
inline constexpr Roles kDeciders{Role::office, Role::inspector, Role::industry_authority,
                                 Role::local_operator};
// Never an enterprise or a bank: whoever reported must have nothing to fear.
inline constexpr Roles kReceivers = kDeciders | Roles{Role::street, Role::machine};
// Who writes down what happens to a case. A step is somebody's act besides: app/step_permission.h.
inline constexpr Roles kCaseWriters = kReceivers | Roles{Role::leader};
inline constexpr Roles kEverybody =
    kOfficials | kEnterprises |
    Roles{Role::bank, Role::assessor, Role::administrator, Role::auditor};

// Every action once, in the order of the enum. What a role sees and does is further bounded by its
// scope; an enterprise uses and withdraws only what its own unit delivered (app/).
inline constexpr std::array kPermissions = std::to_array<Permission>({
    {Action::change_own_password, "change_own_password", "改自己的口令", kEverybody},
    {Action::see_self, "see_self", "看自己", kEverybody},
    {Action::see_projects, "see_projects", "看项目", kReaders},
    {Action::see_facts, "see_facts", "看事实", kReaders},
    {Action::reveal_field,
     "reveal_field",
     "看遮蔽的全文",
     {Role::office, Role::inspector, Role::local_operator}},
    {Action::deliver_batch, "deliver_batch", "交批次", kDeliverers},
    {Action::preview_batch, "preview_batch", "预览批次", kDeliverers},
    {Action::see_batches, "see_batches", "看批次",
     kDeliverers | kOfficials | Roles{Role::assessor, Role::subcontractor}},
    {Action::use_batch, "use_batch", "启用批次", kDeliverers},
    {Action::withdraw_batch, "withdraw_batch", "撤回批次", kDeliverers},
    {Action::import_register, "import_register", "导入名册", kDeciders},
    {Action::see_findings, "see_findings", "看疑点", kReaders},
    {Action::run_checks, "run_checks", "核查", kDeciders | Roles{Role::machine}},
    {Action::see_warnings, "see_warnings", "看预警", kReaders},
    // Whom a rung can ask stops its clock; of the others it is a statement (app/answer_warning.h).
    {Action::answer_warning, "answer_warning", "答复预警", kEnterprises | kOfficials | kOperator},
    {Action::review_warning, "review_warning", "审核答复", kDeciders},
    {Action::clear_warning, "clear_warning", "人工解除预警", kDeciders},
    {Action::climb_warning, "climb_warning", "预警升级", kDeciders | Roles{Role::machine}},
    {Action::receive_clue, "receive_clue", "登记线索", kReceivers},
    {Action::see_clues, "see_clues", "看线索", kReceivers | Roles{Role::leader}},
    {Action::handle_clue, "handle_clue", "办线索", kDeciders},
    {Action::export_clues,
     "export_clues",
     "导出线索",
     {Role::office, Role::inspector, Role::local_operator}},
    {Action::see_cases, "see_cases", "看案件", kCaseWriters},
    {Action::open_case, "open_case", "登记案件", kDeciders | Roles{Role::street}},
    {Action::record_step, "record_step", "记步骤", kCaseWriters},
    {Action::settle_case, "settle_case", "登记欠薪和付款", kDeciders},
    {Action::tick_cases, "tick_cases", "每天看期限", kDeciders | Roles{Role::machine}},
    {Action::look_back,
     "look_back",
     "抽取回头看",
     {Role::office, Role::machine, Role::local_operator}},
    {Action::keep_views, "keep_views", "存筛选", kDeciders | Roles{Role::street, Role::leader}},
    {Action::share_view, "share_view", "与本单位共用筛选", kDeciders},
    {Action::see_exports,
     "see_exports",
     "看导出记录",
     {Role::office, Role::inspector, Role::auditor, Role::local_operator}},
    {Action::see_records, "see_records", "看督查记录", kReaders},
    {Action::write_records, "write_records", "记督查记录",
     kOfficials | kEnterprises | kOperator | Roles{Role::machine}},
    {Action::sign_records,
     "sign_records",
     "签发和批准",
     {Role::leader, Role::office, Role::local_operator}},
    {Action::see_indicators, "see_indicators", "看指标",
     kOfficials | kOperator | Roles{Role::assessor, Role::machine}},
    {Action::freeze_figures,
     "freeze_figures",
     "冻结数字",
     {Role::office, Role::machine, Role::local_operator}},
    {Action::try_pack, "try_pack", "试运行规则包", {Role::office, Role::local_operator}},
    {Action::use_pack, "use_pack", "启用规则包", {Role::office, Role::local_operator}},
    {Action::see_units, "see_units", "看单位",
     kOfficials | kKeepers | Roles{Role::assessor, Role::auditor}},
    {Action::add_unit, "add_unit", "登记单位", kKeepers | Roles{Role::office}},
    {Action::see_users, "see_users", "看用户", kKeepers | Roles{Role::auditor}},
    {Action::add_user, "add_user", "添加用户", kKeepers},
    {Action::change_user, "change_user", "停用、启用用户，重设口令", kKeepers},
    {Action::see_api_keys, "see_api_keys", "看接口密钥", kKeepers | Roles{Role::auditor}},
    {Action::add_api_key, "add_api_key", "发接口密钥", kKeepers},
    {Action::revoke_api_key, "revoke_api_key", "收回接口密钥", kKeepers},
    {Action::rotate_keys, "rotate_keys", "更换主密钥", kKeepers},
    {Action::end_keys, "end_keys", "销毁到期的密钥", kKeepers},
    {Action::see_audit, "see_audit", "看审计", {Role::auditor, Role::local_operator}},
    {Action::verify_audit,
     "verify_audit",
     "核验审计链",
     {Role::auditor, Role::administrator, Role::machine, Role::local_operator}},
    {Action::see_running, "see_running", "看运行情况", kKeepers},
    {Action::see_notices, "see_notices", "看通知", kKeepers | Roles{Role::office}},
    {Action::send_notices, "send_notices", "发通知", kKeepers | Roles{Role::machine}},
    {Action::back_up, "back_up", "备份", kKeepers | Roles{Role::machine}},
});
static_assert(kPermissions.size() == kActionCount);
static_assert([] {
  for (std::size_t i = 0; i < kPermissions.size(); ++i)
    if (kPermissions[i].action != static_cast<Action>(i)) return false;
  return true;
}());

struct RoleName {
  Role role;
  std::string_view name;  // as commands and the interface write it
  std::string_view chinese;
};
inline constexpr std::array kRoles = std::to_array<RoleName>({
    {Role::office, "office", "治欠办"},
    {Role::inspector, "inspector", "劳动监察"},
    {Role::industry_authority, "industry_authority", "行业主管部门"},
    {Role::leader, "leader", "领导"},
    {Role::street, "street", "街道、乡镇"},
    {Role::owner, "owner", "建设单位"},
    {Role::general_contractor, "general_contractor", "施工总承包单位"},
    {Role::labour_officer, "labour_officer", "劳资专管员"},
    {Role::subcontractor, "subcontractor", "分包单位"},
    {Role::bank, "bank", "银行系统"},
    {Role::assessor, "assessor", "考核（只读）"},
    {Role::administrator, "administrator", "系统管理员"},
    {Role::auditor, "auditor", "审计员"},
    {Role::machine, "machine", "本程序"},
    {Role::local_operator, "local_operator", "本机操作员"},
});
static_assert(kRoles.size() == kRoleCount);
static_assert([] {
  for (std::size_t i = 0; i < kRoles.size(); ++i)
    if (static_cast<std::size_t>(kRoles[i].role) != i + 1) return false;
  return true;
}());

// "reveal_field"; "看遮蔽的全文".
constexpr std::string_view name_of(Action action) {
  return kPermissions[static_cast<std::size_t>(action)].name;
}
constexpr std::string_view in_chinese(Action action) {
  return kPermissions[static_cast<std::size_t>(action)].chinese;
}
std::string_view name_of(Role role);     // empty: no role
std::string_view in_chinese(Role role);  // empty: no role
Role role_named(std::string_view name);  // Role{}: there is none of this name

// Whether the role may do it at all; over what is asked of its scope. A password that has to be
// changed leaves nothing but to change it.
bool may(const Principal& principal, Action action);

// A role that signs in, as against the program and whoever stands before the machine.
bool signs_in(Role role);
// Enterprises and banks act for a unit, and see only projects that it is a party of.
bool is_bound_to_units(Role role);

}  // namespace qingxin::access
