// SPDX-License-Identifier: Apache-2.0
#include "store/sealed_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace qingxin::store {

namespace {

constexpr std::array kCodes = std::to_array<std::string_view>(
    {"account", "code", "credit_code", "exemption_number", "general_contractor_credit_code",
     "owner_credit_code", "region_code", "serial", "source_account"});

}  // namespace

ColumnSealing sealing_of(const book::FactColumn& column) {
  using access::FieldKind;
  if (!column.is_text || std::ranges::find(kCodes, column.name) != kCodes.end())
    return {KeptAs::itself, FieldKind::words};
  if (column.name == "phone") return {KeptAs::token, FieldKind::phone};
  if (column.is_masked) return {KeptAs::token, FieldKind::card};
  return {KeptAs::token_when_secret, FieldKind::words};
}

std::string sealed_place(ProjectId project, std::string_view token, access::FieldKind kind,
                         int year) {
  return fmt::format("sealed_value {} {} {} {}", number(project), token, static_cast<int>(kind),
                     year);
}

const Tokens::Token& Tokens::of(std::string_view text, ColumnSealing sealing) {
  const auto [at, is_new] = made_.try_emplace(Place{text.data(), text.size(), sealing.kind});
  if (!is_new) return at->second;
  Token& token = at->second;
  token.kind = sealing.kind;
  token.number = static_cast<std::uint32_t>(made_.size() - 1);
  const bool is_sealed = sealing.kept == KeptAs::token || access::holds_secret(text);
  if (is_sealed && !text.empty()) token.text = access::token_of(*index_, sealing.kind, text);
  return token;
}

std::string_view SealingRows::kept(ProjectId project, std::string_view text,
                                   ColumnSealing sealing) {
  if (sealing.kept == KeptAs::itself) return text;
  const Tokens::Token& token = tokens_->of(text, sealing);
  if (token.text.empty()) return text;
  if (seen_[project].insert(token.number).second) waiting_[project].push_back({text, &token});
  return token.text;
}

void SealingRows::put() {
  for (const auto& [project, values] : waiting_) put(project, values);
  waiting_.clear();
}

void SealingRows::put(ProjectId project, const std::vector<Waiting>& values) {
  vault_->make_data_keys(*statements_, std::span{&project, 1}, year_, now_);
  const std::optional<access::Key> key = vault_->data_key(*statements_, project, year_);
  if (!key) {
    statements_->refuse(
        ErrorCode::conflict,
        fmt::format("项目 {} 在 {} 年的密钥已销毁，不能再存它的证件号、手机号、卡号；"
                    "请核对是不是交错了项目",
                    number(project), year_));
    return;
  }
  const access::Sealer sealer(*key);
  constexpr std::size_t kAtOnce = 50;
  for (std::size_t first = 0; first < values.size();) {
    const std::size_t count = values.size() - first >= kAtOnce ? kAtOnce : 1;
    std::vector<std::string> sealed;
    std::vector<SqlValue> bound;
    std::string places;
    sealed.reserve(count);
    for (const Waiting& value : std::span{values}.subspan(first, count)) {
      const std::string& token = value.token->text;
      const access::FieldKind kind = value.token->kind;
      sealed.push_back(sealer.seal(sealed_place(project, token, kind, year_), value.text));
      const std::size_t at = bound.size();
      places += fmt::format("{}(${}, ${}, ${}, ${}, ${})", at == 0 ? "" : ", ", at + 1, at + 2,
                            at + 3, at + 4, at + 5);
      bound.insert(bound.end(),
                   {number(project), std::string_view{token}, static_cast<std::int64_t>(kind),
                    std::int64_t{year_}, Blob{sealed.back()}});
    }
    statements_->run(
        "INSERT INTO sealed_value (project_id, token, kind, key_year, content) VALUES " + places +
            " ON CONFLICT (project_id, token) DO NOTHING",
        bound);
    first += count;
  }
}

void OpenedValues::take(ProjectId project, const SqlRow& row) {
  values_[project].emplace(std::string{row.text(0)},
                           Sealed{static_cast<access::FieldKind>(row.number(1)),
                                  static_cast<int>(row.number(2)),
                                  std::string{row.text(3)},
                                  {}});
}

void OpenedValues::load_keys(ProjectId project) {
  for (const auto& [token, sealed] : values_[project]) {
    const auto [at, is_new] = keys_.try_emplace({project, sealed.year});
    if (!is_new) continue;
    const std::optional<access::Key> key = vault_->data_key(*statements_, project, sealed.year);
    if (key) at->second.emplace(*key);
  }
}

void OpenedValues::load(ProjectId project) {
  const auto [at, is_new] = values_.try_emplace(project);
  if (!is_new) return;
  statements_->run("SELECT token, kind, key_year, content FROM sealed_value WHERE project_id = $1",
                   {number(project)}, [&](const SqlRow& row) { take(project, row); });
  load_keys(project);
}

void OpenedValues::load(ProjectId project, std::string_view text) {
  if (!text.starts_with(access::kTokenMark) || values_[project].contains(std::string{text})) return;
  statements_->run(
      "SELECT token, kind, key_year, content FROM sealed_value WHERE project_id = $1"
      " AND token = $2",
      {number(project), text}, [&](const SqlRow& row) { take(project, row); });
  load_keys(project);
}

std::string_view OpenedValues::shown(ProjectId project, std::string_view text) {
  if (!text.starts_with(access::kTokenMark)) return text;
  OfProject& values = values_[project];
  const auto at = values.find(std::string{text});
  if (at == values.end()) {
    statements_->refuse(
        ErrorCode::conflict,
        fmt::format("项目 {} 的密封值 {} 不在库里；请从备份恢复", number(project), text));
    return {};
  }
  Sealed& sealed = at->second;
  if (sealed.plain) return *sealed.plain;
  const auto& key = keys_[{project, sealed.year}];
  if (!key) return at->first;
  sealed.plain = key->open(sealed_place(project, text, sealed.kind, sealed.year), sealed.content);
  if (!sealed.plain) {
    statements_->refuse(
        ErrorCode::conflict,
        fmt::format("项目 {} 的密封值 {} 被改动过，打不开；请从备份恢复", number(project), text));
    return {};
  }
  return *sealed.plain;
}

}  // namespace qingxin::store
