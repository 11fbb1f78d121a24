// SPDX-License-Identifier: Apache-2.0
#include "cli/access_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <charconv>
#include <ostream>
#include <vector>

#include "app/audit.h"
#include "app/import_firms.h"
#include "app/keys.h"
#include "app/passwords.h"
#include "app/permit.h"
#include "app/record_term.h"
#include "app/units.h"
#include "app/users.h"
#include "base/text.h"
#include "wire/audit_json.h"

namespace qingxin::cli {

namespace {

// Every command, with what does it.
struct Asked {
  const TypedAccess& typed;
  const app::DataPlace& place;
  const Machine& machine;
  Instant now;
  std::shared_ptr<app::StoredData> data;

  store::Store& store() const { return *data->store; }
};
using Doing = Result<int> (*)(const Asked& asked);
struct Known {
  std::string_view command;
  Doing doing;
  app::DataIntent intent = app::DataIntent::existing;
};

constexpr int kDone = 0, kTampered = 1, kAtOnce = 500;

const access::Principal& who() {
  static const access::Principal kWho = access::the_local_operator();
  return kWho;
}

Result<std::int64_t> id_in(std::string_view option, std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error == std::errc{} && end == text.data() + text.size() && id > 0) return id;
  return fail(ErrorCode::usage,
              fmt::format("{} 的值「{}」不是编号，请写登记时给的那串数字", option, text));
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    parts.emplace_back(trim(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return parts;
}

Result<access::Scope> scope_of(const TypedAccess& typed) {
  access::Scope scope;
  scope.districts =
      typed.districts == "全部" ? std::vector<std::string>{""} : parts_of(typed.districts);
  scope.has_any_industry = typed.industries.empty();
  scope.industries = parts_of(typed.industries);
  scope.has_any_unit = typed.units.empty();
  for (const std::string& part : parts_of(typed.units)) {
    const Result<std::int64_t> unit = id_in("--units", part);
    if (!unit) return tl::unexpected(unit.error());
    scope.units.push_back(access::UnitId{*unit});
  }
  return scope;
}

std::string roles() {
  std::string names;
  for (const access::RoleName& role : access::kRoles)
    if (access::signs_in(role.role))
      names += fmt::format("{}{}（{}）", names.empty() ? "" : "、", role.name, role.chinese);
  return names;
}

void tell_password(const Asked& asked, const store::User& user, const std::string& password) {
  asked.machine.out << fmt::format(
      "用户 {} {} 的一次性口令：{}\n只显示这一次；第一次登录必须改掉。\n", user.login,
      access::number(user.id), password);
}

Result<int> add_user(const Asked& asked) {
  app::NewUser user{.login = asked.typed.login,
                    .name = asked.typed.name,
                    .role = access::role_named(asked.typed.role),
                    .unit = {},
                    .scope = {}};
  if (user.role == access::Role{})
    return fail(ErrorCode::usage,
                fmt::format("没有角色「{}」；可用的有 {}", asked.typed.role, roles()));
  Result<access::Scope> scope = scope_of(asked.typed);
  if (!scope) return tl::unexpected(scope.error());
  user.scope = *std::move(scope);
  if (!asked.typed.unit.empty()) {
    const Result<std::int64_t> unit = id_in("--unit", asked.typed.unit);
    if (!unit) return tl::unexpected(unit.error());
    user.unit = access::UnitId{*unit};
    if (access::is_bound_to_units(user.role) && user.scope.units.empty()) {
      user.scope.units = {user.unit};
      user.scope.has_any_unit = false;
    }
  }
  const Result<app::AddedUser> added =
      app::add_user(who(), asked.now, asked.store(), *asked.data->ids, user, access::HashCost{});
  if (!added) return tl::unexpected(added.error());
  tell_password(asked, added->user, added->password);
  return kDone;
}

Result<store::User> user_named(const Asked& asked) {
  const Result<std::string> login = access::checked_login(asked.typed.login);
  if (!login) return tl::unexpected(login.error());
  const Result<std::optional<store::User>> user = asked.store().accounts().user_named(*login);
  if (!user) return tl::unexpected(user.error());
  if (!*user)
    return fail(ErrorCode::not_found,
                fmt::format("没有用户「{}」；写 qingxin user list 看有哪些", *login));
  return **user;
}

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ","));
}

std::string words_of(const access::Scope& scope) {
  std::string units;
  for (const access::UnitId unit : scope.units)
    units += fmt::format("{}{}", units.empty() ? "" : ",", access::number(unit));
  const bool is_whole = scope.districts == std::vector<std::string>{""};
  return fmt::format("区划 {}  行业 {}  单位 {}", is_whole ? "全部" : joined(scope.districts),
                     scope.has_any_industry ? "全部" : joined(scope.industries),
                     scope.has_any_unit ? "全部" : units);
}

Result<int> list_users(const Asked& asked) {
  access::UserId after{};
  while (true) {
    const Result<std::vector<store::User>> users =
        app::list_users(who(), asked.now, asked.store(), after, kAtOnce);
    if (!users) return tl::unexpected(users.error());
    for (const store::User& user : *users) {
      asked.machine.out << fmt::format("{}  {}  {}  {}  {}{}\n", access::number(user.id),
                                       printable(user.login), printable(user.name),
                                       in_chinese(user.role), printable(words_of(user.scope)),
                                       user.state == store::UserState::disabled ? "  已停用"
                                       : user.must_change_password ? "  还没有改一次性口令"
                                                                   : "");
      after = user.id;
    }
    if (std::ssize(*users) < kAtOnce) return kDone;
  }
}

Result<int> set_state(const Asked& asked, bool is_active) {
  const Result<store::User> user = user_named(asked);
  if (!user) return tl::unexpected(user.error());
  const Result<void> done = is_active
                                ? app::enable_user(who(), asked.now, asked.store(), user->id)
                                : app::disable_user(who(), asked.now, asked.store(), user->id);
  if (!done) return tl::unexpected(done.error());
  asked.machine.out << fmt::format("用户 {} {}\n", user->login,
                                   is_active ? "已启用" : "已停用，会话和接口密钥都已作废");
  return kDone;
}

Result<int> reset_password(const Asked& asked) {
  const Result<store::User> user = user_named(asked);
  if (!user) return tl::unexpected(user.error());
  const Result<std::string> password =
      app::reset_password(who(), asked.now, asked.store(), user->id, access::HashCost{});
  if (!password) return tl::unexpected(password.error());
  tell_password(asked, *user, *password);
  return kDone;
}

Result<int> add_unit(const Asked& asked) {
  const auto kind = std::ranges::find(app::kUnitKinds, asked.typed.kind, &app::UnitKindName::name);
  if (kind == app::kUnitKinds.end())
    return fail(
        ErrorCode::usage,
        fmt::format("没有单位类别「{}」；可用的有 office、authority、enterprise、bank、group",
                    asked.typed.kind));
  store::Unit unit{.id = {},
                   .name = asked.typed.name,
                   .credit_code = asked.typed.credit_code,
                   .region_code = asked.typed.region,
                   .kind = kind->kind,
                   .industry = asked.typed.industry,
                   .parent = {}};
  if (!asked.typed.parent.empty()) {
    const Result<std::int64_t> parent = id_in("--parent", asked.typed.parent);
    if (!parent) return tl::unexpected(parent.error());
    unit.parent = access::UnitId{*parent};
  }
  const Result<store::Unit> added =
      app::add_unit(who(), asked.now, asked.store(), *asked.data->ids, unit);
  if (!added) return tl::unexpected(added.error());
  asked.machine.out << fmt::format("登记了单位 {} {}\n", access::number(added->id),
                                   printable(added->name));
  return kDone;
}

Result<int> import_firms(const Asked& asked) {
  constexpr int kRejected = 4;
  constexpr std::size_t kRejectsShown = 100;
  const Result<app::FirmsImported> done =
      app::import_firms(who(), asked.now, asked.store(), *asked.data->ids,
                        {.file = asked.typed.file, .region_code = asked.typed.region});
  if (!done) return tl::unexpected(done.error());
  std::ostream& out = asked.machine.out;
  out << fmt::format("{} {} 行：登记 {} 家，已有 {} 家，拒收 {} 行\n", printable(done->file),
                     grouped(done->rows), grouped(done->added), grouped(done->known),
                     grouped(std::ssize(done->rejected)));
  for (std::size_t i = 0; i < std::min(kRejectsShown, done->rejected.size()); ++i) {
    const app::RejectedRow& row = done->rejected[i];
    out << fmt::format("  第 {} 行{}{}：{}\n", row.row,
                       row.column.empty() ? "" : "「" + row.column + "」",
                       row.value.empty() ? "" : "“" + row.value + "”", printable(row.reason));
  }
  if (done->rejected.size() > kRejectsShown)
    out << fmt::format("  …… 还有 {} 行\n", done->rejected.size() - kRejectsShown);
  for (const std::string& column : done->ignored_columns)
    out << fmt::format("没有用的列：{}\n", printable(column));
  return done->rejected.empty() ? kDone : kRejected;
}

Result<int> list_units(const Asked& asked) {
  access::UnitId after{};
  while (true) {
    const Result<std::vector<store::Unit>> units =
        app::list_units(who(), asked.now, asked.store(), after, kAtOnce);
    if (!units) return tl::unexpected(units.error());
    for (const store::Unit& unit : *units) {
      asked.machine.out << fmt::format(
          "{}  {}  {}  区划 {}  {}{}{}\n", access::number(unit.id), printable(unit.name),
          printable(unit.credit_code), printable(unit.region_code), app::row_of(unit.kind).chinese,
          unit.industry.empty() ? "" : "  行业 " + printable(unit.industry),
          unit.parent == access::UnitId{} ? ""
                                          : fmt::format("  上级 {}", access::number(unit.parent)));
      after = unit.id;
    }
    if (std::ssize(*units) < kAtOnce) return kDone;
  }
}

Result<int> add_member(const Asked& asked) {
  const Result<std::int64_t> group = id_in("--group", asked.typed.group);
  if (!group) return tl::unexpected(group.error());
  const Result<std::int64_t> member = id_in("--member", asked.typed.member);
  if (!member) return tl::unexpected(member.error());
  const Result<void> done = app::add_unit_member(who(), asked.now, asked.store(),
                                                 access::UnitId{*group}, access::UnitId{*member});
  if (!done) return tl::unexpected(done.error());
  asked.machine.out << fmt::format("单位 {} 的人从此也看得见单位 {} 参与的项目\n", *group, *member);
  return kDone;
}

Result<int> verify_audit(const Asked& asked) {
  const Result<access::AuditReport> report = app::verify_audit(who(), asked.store(), {});
  if (!report) return tl::unexpected(report.error());
  if (asked.typed.wants_json) {
    wire::write_audit_json(*report, asked.machine.out);
    return report->is_sound() ? kDone : kTampered;
  }
  asked.machine.out << fmt::format("审计记录 {} 条，{}\n", grouped(report->records),
                                   report->is_sound()
                                       ? "逐条核验，没有改动"
                                       : fmt::format("有 {} 条被动过", report->suspect_count));
  for (const access::AuditSuspect& suspect : report->suspects)
    asked.machine.out << "  " << in_chinese(suspect) << '\n';
  if (!report->lists_all()) asked.machine.out << "  ……其余从略\n";
  asked.machine.out << fmt::format("链尾：第 {} 条 {}\n", report->head.count,
                                   hex(report->head.hash));
  return report->is_sound() ? kDone : kTampered;
}

Result<int> rotate(const Asked& asked) {
  const Result<std::int64_t> rotated = asked.machine.rotate_keys(asked.place);
  if (!rotated) return tl::unexpected(rotated.error());
  asked.machine.out << fmt::format(
      "换了主密钥，重新封装了 {} 把密钥。正在运行的服务请重启；新的密钥文件请马上备份，"
      "旧的备份在旧库备份还留着的时候要留着\n",
      *rotated);
  return kDone;
}

using EndStep = Result<void> (*)(const access::Principal&, app::Moment, app::StoredData&,
                                 store::ProjectId);

Result<int> end_step(const Asked& asked, EndStep step, std::string_view words) {
  const Result<store::ProjectId> project = asked.store().project_named(asked.typed.project);
  if (!project) return tl::unexpected(project.error());
  if (const Result<void> done =
          step(who(), {asked.now, asked.machine.today}, *asked.data, *project);
      !done)
    return tl::unexpected(done.error());
  asked.machine.out << fmt::format("项目 {} {}\n", printable(asked.typed.project), words);
  return kDone;
}

Result<int> list_past_term(const Asked& asked) {
  const Result<std::vector<app::PastTerm>> past =
      app::projects_past_term(who(), *asked.data, asked.machine.today);
  if (!past) return tl::unexpected(past.error());
  for (const app::PastTerm& each : *past)
    asked.machine.out << fmt::format("{}  资料存到 {}\n", printable(each.code),
                                     to_string(each.last_day));
  asked.machine.out << fmt::format("保存期满、还没有告知的项目 {} 个\n", past->size());
  return kDone;
}

constexpr std::array kCommands = std::to_array<Known>({
    {"user add", add_user, app::DataIntent::may_make},
    {"user list", list_users},
    {"user disable", [](const Asked& asked) { return set_state(asked, false); }},
    {"user enable", [](const Asked& asked) { return set_state(asked, true); }},
    {"user reset-password", reset_password},
    {"unit add", add_unit, app::DataIntent::may_make},
    {"unit import", import_firms, app::DataIntent::may_make},
    {"unit list", list_units},
    {"unit member", add_member},
    {"audit verify", verify_audit},
    {"key rotate", rotate},
    {"key due", list_past_term},
    {"key tell-end",
     [](const Asked& asked) {
       return end_step(asked, app::tell_key_end,
                       "的密钥到期已经告知；要销毁，由一个人写 qingxin key agree-end 同意");
     }},
    {"key agree-end",
     [](const Asked& asked) {
       return end_step(asked, app::agree_to_key_end,
                       "的密钥可以销毁了；写 qingxin key end 销毁，销毁以后谁也看不到");
     }},
    {"key end",
     [](const Asked& asked) {
       return end_step(asked, app::end_keys,
                       "的密钥已经销毁：证件号、手机号、卡号再也看不到，金额和散列还在");
     }},
});

}  // namespace

void declare_access(CLI::App& app, TypedAccess& typed) {
  const auto declare = [&](CLI::App& noun, const std::string& verb) {
    CLI::App* command = noun.add_subcommand(verb);
    declare_data(*command, typed.data);
    return command;
  };
  CLI::App* user = app.add_subcommand("user");
  CLI::App* add = declare(*user, "add");
  add->add_option("--login", typed.login)->required();
  add->add_option("--name", typed.name)->required();
  add->add_option("--role", typed.role)->required();
  add->add_option("--district", typed.districts)->required();
  add->add_option("--industry", typed.industries);
  add->add_option("--unit", typed.unit);
  add->add_option("--units", typed.units);
  declare(*user, "list");
  for (const char* verb : {"disable", "enable", "reset-password"})
    declare(*user, verb)->add_option("--login", typed.login)->required();

  CLI::App* unit = app.add_subcommand("unit");
  CLI::App* add_unit = declare(*unit, "add");
  add_unit->add_option("--name", typed.name)->required();
  add_unit->add_option("--region", typed.region)->required();
  add_unit->add_option("--credit-code", typed.credit_code);
  add_unit->add_option("--kind", typed.kind);
  add_unit->add_option("--industry", typed.industry);
  add_unit->add_option("--parent", typed.parent);
  CLI::App* firms = declare(*unit, "import");
  firms->add_option("FILE", typed.file)->required();
  firms->add_option("--region", typed.region);
  declare(*unit, "list");
  CLI::App* member = declare(*unit, "member");
  member->add_option("--group", typed.group)->required();
  member->add_option("--member", typed.member)->required();

  CLI::App* key = app.add_subcommand("key");
  declare(*key, "rotate");
  declare(*key, "due");
  for (const char* verb : {"tell-end", "agree-end", "end"})
    declare(*key, verb)->add_option("--project", typed.project)->required();
  declare(*app.add_subcommand("audit"), "verify")->add_flag("--json", typed.wants_json);
}

std::optional<Result<AccessCommand>> access_command(const std::string& command,
                                                    const TypedAccess& typed) {
  for (const std::string_view noun : {"user", "unit", "key", "audit"})
    if (command == noun)
      return fail(ErrorCode::usage,
                  fmt::format("{0} 后面缺少要做的事。写 qingxin {0} --help 看可用的", noun));
  if (std::ranges::find(kCommands, command, &Known::command) == kCommands.end())
    return std::nullopt;
  const Result<app::DataPlace> place = data_place(typed.data, command);
  if (!place) return tl::unexpected(place.error());
  return AccessCommand{command, *place, typed};
}

Result<int> run_access(const AccessCommand& command, const Machine& machine) {
  const auto known = std::ranges::find(kCommands, command.command, &Known::command);
  Asked asked{command.typed, command.place, machine, machine.now(), nullptr};
  if (known->doing == rotate) return rotate(asked);  // opens them itself, with both keys
  const Result<std::shared_ptr<app::StoredData>> data =
      machine.open_data(command.place, known->intent);
  if (!data) return tl::unexpected(data.error());
  asked.data = *data;
  return known->doing(asked);
}

}  // namespace qingxin::cli
