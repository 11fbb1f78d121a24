// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "law/law.h"
#include "rules/finding.h"
#include "verify/expression.h"
#include "verify/rule_set.h"

// A pack 规则包: what differs by place. Which rules run and in which colour they speak, which
// findings become a warning and how grave, who is warned, by when he answers, what comes after.
namespace qingxin::verify {

inline constexpr int kLevels = 4;  // as rules::Severity: red, orange, yellow, blue

// From `from` on and below `to`; empty: without an end. In the measure's unit: people, fen, days,
// months, hundredths of a percent.
struct Band {
  rules::Severity level = rules::Severity::yellow;
  std::int64_t from = 0;
  std::optional<std::int64_t> to;
};

// Bands that follow each other without a gap; below the first there is no warning.
struct Scale {
  Measure measure = Measure::people;
  std::vector<Band> bands;
};

// A level that stands as soon as a condition holds.
struct LevelWhen {
  rules::Severity level = rules::Severity::yellow;
  Expression when;
};

// Who is asked: by the words of access::Role.
enum class Receiver : unsigned char {
  office = 1,
  inspector = 2,
  industry_authority = 3,
  leader = 4,
  street = 5,
  owner = 6,
  general_contractor = 7,
  subcontractor = 9,
};
std::string_view name_of(Receiver receiver);
std::string_view in_chinese(Receiver receiver);

// A step of the ladder.
struct Rung {
  std::string id;    // "remind"
  std::string name;  // 提醒
  Receiver receiver = Receiver::general_contractor;
  law::Period term = {};     // from the day on which the rung is reached
  std::string asks;          // what the receiver is asked to do
  std::string next;          // the id of the step that follows when the term ran out; empty: none
  bool is_proposal = false;  // 约谈 and the like: a person decides whether it happens
};

// What takes a warning away once its findings are gone.
enum class ClearedBy : unsigned char { facts = 1, person = 2 };

// What is one warning of a project, however many findings it has.
struct Matter {
  std::string id;    // "wages"
  std::string name;  // 工资支付
  RuleSet rules = 0;
  // Findings of this colour or a graver one raise a warning of their own colour; empty: only the
  // scales and conditions do.
  std::optional<rules::Severity> keeps_colour;
  std::vector<Scale> scales;
  std::vector<LevelWhen> levels;
  std::optional<Expression> except;             // no warning where this holds
  std::array<std::size_t, kLevels> first = {};  // the rung on which a warning of a level begins
  ClearedBy cleared_by = ClearedBy::facts;
};

struct Pack {
  std::string name;  // "default"; of a file its path
  std::string title, source;
  Date checked_on;
  std::string digest;  // SM3 of the text, 16 hex digits: which pack a warning was raised by
  RuleSet rules = 0;   // that run
  std::array<std::optional<rules::Severity>, kRulesMost> colours = {};
  std::array<std::string, kLevels> level_names;  // 红 橙 黄 蓝, or as the place calls them
  std::vector<Rung> rungs;                       // each after those that lead to it
  std::vector<Matter> matters;

  const Matter* matter(std::string_view id) const;
  const Rung* rung(std::string_view id) const;
  // True when a project's people have to be counted, or the days of findings be known.
  bool asks_for_people() const;
  bool asks_for_days() const;
};

// Reads a pack. Refused, with file, line, key, value and remedy: unknown keys, rules, receivers,
// rungs, levels, measures, columns and parameters; bands with a gap or an overlap or that grow
// milder; figures in another unit than their measure; a ladder that leads back to itself; a rung
// that nothing leads to; a rule in two matters.
Result<Pack> read_pack(std::string_view toml, std::string_view file, std::string_view name);

// One that ships, by its name ("default"), or else a file. Error: not_found names those that ship.
Result<Pack> find_pack(std::string_view name_or_file);
std::vector<std::string> built_in_packs();

}  // namespace qingxin::verify
