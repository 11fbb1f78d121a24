// SPDX-License-Identifier: Apache-2.0
#include "app/escalate.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "law/toml_file.h"

namespace qingxin::app {

namespace {

using casework::EscalationRule;

constexpr int kDaysMost = 3'660, kPeopleMost = 1'000'000;

Result<std::optional<int>> count_in(const law::TomlTable& table, std::string_view key, int most) {
  if (table.table.get(key) == nullptr) return std::nullopt;
  const Result<int> count = table.number(key, 1, most);
  if (!count) return tl::unexpected(count.error());
  return *count;
}

Result<casework::Rung> rung_in(const law::TomlTable& table) {
  const Result<std::string> said = table.text("rung");
  if (!said) return tl::unexpected(said.error());
  for (std::size_t i = 1; i <= casework::kRungWords.size(); ++i) {
    const auto rung = static_cast<casework::Rung>(i);
    if (*said == in_chinese(rung) || *said == name_of(rung)) return rung;
  }
  return tl::unexpected(table.error(
      "rung", law::remedy_for(*said, {casework::kRungWords.begin(), casework::kRungWords.end()})));
}

Result<void> take_fundings(const law::TomlTable& table, EscalationRule& rule) {
  if (table.table.get("fundings") == nullptr) return {};
  const toml::array* list = table.table["fundings"].as_array();
  if (list == nullptr)
    return tl::unexpected(table.error("fundings", "应是一串，如 [\"政府投资\"]"));
  for (const toml::node& node : *list) {
    const Result<casework::Funding> funding = funding_named(node.value_or(std::string{}));
    if (!funding) return tl::unexpected(table.error("fundings", funding.error().message));
    rule.fundings.push_back(*funding);
  }
  return {};
}

Result<void> take_words(const law::TomlTable& table, EscalationRule& rule) {
  if (table.table.get("amount") != nullptr) {
    const Result<std::string> said = table.text("amount");
    if (!said) return tl::unexpected(said.error());
    const Result<Money> amount = parse_money(*said);
    if (!amount) return tl::unexpected(table.error("amount", amount.error().message));
    rule.amount = *amount;
  }
  if (table.table.get("incident") == nullptr) return {};
  const Result<std::string> said = table.text("incident");
  if (!said) return tl::unexpected(said.error());
  const Result<casework::Incident> incident = incident_named(*said);
  if (!incident) return tl::unexpected(table.error("incident", incident.error().message));
  rule.incident = *incident;
  return {};
}

Result<EscalationRule> rule_in(const law::TomlTable& table) {
  if (const auto error = table.unknown_key({"id", "rung", "source", "open_days", "overdue_days",
                                            "people", "amount", "fundings", "incident"}))
    return tl::unexpected(*error);
  EscalationRule rule;
  for (const auto& [key, place] : {std::pair{"id", &rule.id}, {"source", &rule.source}}) {
    Result<std::string> said = table.text(key);
    if (!said) return tl::unexpected(said.error());
    *place = *std::move(said);
  }
  const Result<casework::Rung> rung = rung_in(table);
  if (!rung) return tl::unexpected(rung.error());
  rule.rung = *rung;
  for (const auto& [key, place, most] : {std::tuple{"open_days", &rule.open_days, kDaysMost},
                                         {"overdue_days", &rule.overdue_days, kDaysMost},
                                         {"people", &rule.people, kPeopleMost}}) {
    const Result<std::optional<int>> count = count_in(table, key, most);
    if (!count) return tl::unexpected(count.error());
    *place = *count;
  }
  if (const Result<void> taken = take_fundings(table, rule); !taken)
    return tl::unexpected(taken.error());
  if (const Result<void> taken = take_words(table, rule); !taken)
    return tl::unexpected(taken.error());
  return rule;
}

}  // namespace

Result<std::vector<EscalationRule>> read_escalation_rules(std::string_view toml,
                                                          std::string_view file) {
  const Result<toml::table> top = law::parse_toml(toml, file);
  if (!top) return tl::unexpected(top.error());
  const law::TomlTable whole{*top, file, "顶层"};
  if (const auto error = whole.unknown_key({"rule"})) return tl::unexpected(*error);
  const toml::array* list = (*top)["rule"].as_array();
  if (list == nullptr) return tl::unexpected(whole.error("rule", "没有一条 [[rule]]"));
  std::vector<EscalationRule> rules;
  for (const toml::node& node : *list) {
    const toml::table* table = node.as_table();
    if (table == nullptr) return tl::unexpected(whole.error("rule", "应写成 [[rule]]"));
    Result<EscalationRule> rule = rule_in({*table, file, "[[rule]]"});
    if (!rule) return tl::unexpected(rule.error());
    rules.push_back(*std::move(rule));
  }
  return casework::checked_rules(std::move(rules));
}

Result<std::vector<casework::EscalationRule>> rules_in_force(store::Store& held) {
  Result<std::vector<casework::EscalationRule>> set = held.dossiers().escalation_rules();
  if (!set || !set->empty()) return set;
  return casework::default_escalation();
}

casework::Escalations escalations_of(const DossierWork& work, const EndFacts& facts,
                                     std::span<const casework::EscalationRule> rules,
                                     std::span<const store::EscalationNote> fired) {
  const store::DossierFace& face = work.read().face;
  std::set<std::string> ids;
  for (const store::EscalationNote& note : fired) ids.insert(note.rule);
  return casework::escalations_due(
      casework::escalation_facts(work.now(), facts, face.funding, face.incident, work.world()),
      rules, ids);
}

}  // namespace qingxin::app
