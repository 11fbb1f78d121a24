// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "law/toml_reader.h"
#include "rules/catalogue.h"
#include "verify/county.h"
#include "verify/pack.h"
#include "verify/report.h"

namespace qingxin::verify {

namespace {

using law::TomlTable;
using rules::Severity;

constexpr std::array<std::string_view, kLevels> kLevelWords{"red", "orange", "yellow", "blue"};

std::optional<Severity> level_named(std::string_view name) {
  const auto found = std::ranges::find(kLevelWords, name);
  if (found == kLevelWords.end()) return std::nullopt;
  return static_cast<Severity>(found - kLevelWords.begin());
}

std::vector<std::string_view> level_words() {
  return {kLevelWords.begin(), kLevelWords.end()};
}

// Reads one pack; the first fault ends it.
class PackReader {
 public:
  PackReader(const toml::table& table, std::string_view file, std::string_view name)
      : reader_(file), top_{table, file, "顶层"}, file_(file) {
    pack_.name = name;
  }

  Result<Pack> read(std::string_view text) {
    reader_.known(top_, {"title", "source", "checked_on", "rules", "colour", "level_names", "rung",
                         "matter"});
    pack_.title = reader_.text(top_, "title");
    pack_.source = reader_.text(top_, "source");
    pack_.checked_on = reader_.day(top_, "checked_on");
    pack_.digest = hex(sm3(text), 8);
    read_rules();
    read_level_names();
    read_rungs();
    read_matters();
    check_ladder();
    if (reader_.fault()) return tl::unexpected(*reader_.fault());
    return std::move(pack_);
  }

 private:
  // The table of a key, or an empty one.
  const toml::table& table_of(const TomlTable& from, std::string_view key) {
    static const toml::table kNone;
    const toml::node* node = from.table.get(key);
    if (node == nullptr) return kNone;
    if (node->is_table()) return *node->as_table();
    reader_.refuse(from, key, fmt::format("应写成 [{}] 表", key));
    return kNone;
  }

  RuleSet rule_set(const TomlTable& table, std::string_view key) {
    RuleSet rules = 0;
    for (const std::string& id : reader_.texts(table, key)) {
      if (bit_of(id) == 0) {
        std::vector<std::string_view> ids;
        for (const rules::Rule& rule : rules::kCatalogue) ids.push_back(rule.id);
        reader_.refuse(table, key, fmt::format("没有规则「{}」。{}", id, law::remedy_for(id, ids)));
      }
      if ((rules & bit_of(id)) != 0)
        reader_.refuse(table, key, fmt::format("「{}」写了两遍，请删去一个", id));
      rules |= bit_of(id);
    }
    return rules;
  }

  std::optional<Severity> level(const TomlTable& table, std::string_view key) {
    const std::string word = reader_.text(table, key);
    const std::optional<Severity> named = level_named(word);
    if (!named && !reader_.fault())
      reader_.refuse(
          table, key,
          fmt::format("没有「{}」这个级别。{}", word, law::remedy_for(word, level_words())));
    return named;
  }

  void read_rules() {
    const TomlTable rules{table_of(top_, "rules"), file_, "[rules]"};
    reader_.known(rules, {"on", "off"});
    for (const rules::Rule& rule : rules::kCatalogue)
      if (rules::is_confirmed(rule)) pack_.rules |= bit_of(rule.id);
    const RuleSet off = rule_set(rules, "off");
    const RuleSet on = rule_set(rules, "on");
    if ((on & off) != 0) reader_.refuse(rules, "on", "同一条规则不能既在 on 又在 off，请删去一处");
    pack_.rules = (pack_.rules | on) & ~off;
    const TomlTable colour{table_of(top_, "colour"), file_, "[colour]"};
    for (const auto& [key, node] : colour.table) {
      const std::size_t position = rules::position_of(key.str());
      if (position == rules::kCatalogue.size())
        return reader_.refuse(colour, key.str(), "没有这条规则；写 qingxin rules list 看全部");
      if ((pack_.rules & bit_of(key.str())) == 0)
        return reader_.refuse(colour, key.str(),
                              "这条规则在本包里不运行，颜色用不上；请删去这一行");
      pack_.colours[position] = level(colour, key.str());
    }
  }

  void read_level_names() {
    const TomlTable names{table_of(top_, "level_names"), file_, "[level_names]"};
    reader_.known(names, level_words());
    for (std::size_t i = 0; i < kLevels; ++i)
      pack_.level_names[i] = names.table.contains(kLevelWords[i])
                                 ? reader_.text(names, kLevelWords[i])
                                 : std::string(in_chinese(static_cast<Severity>(i)));
  }

  void read_rungs() {
    const TomlTable rungs{table_of(top_, "rung"), file_, "[rung]"};
    if (rungs.table.empty()) return reader_.refuse(top_, "rung", "缺少梯级，请至少写一个 [rung.…]");
    for (const auto& [key, node] : rungs.table) {
      if (!node.is_table()) return reader_.refuse(rungs, key.str(), "应写成 [rung.…] 表");
      read_rung(key.str(), {*node.as_table(), file_, fmt::format("[rung.{}]", key.str())});
    }
  }

  void read_rung(std::string_view id, const TomlTable& table) {
    reader_.known(table, {"name", "receiver", "working_days", "days", "months", "asks", "next",
                          "is_proposal"});
    Rung rung{.id = std::string(id), .name = reader_.text(table, "name"), .asks = {}, .next = {}};
    rung.asks = reader_.text(table, "asks");
    const std::string receiver = reader_.text(table, "receiver");
    std::vector<std::string_view> names;
    bool is_known = false;
    for (int i = 1; i <= 9; ++i) {
      if (i == 8) continue;  // a labour officer answers for his general contractor
      const auto one = static_cast<Receiver>(i);
      names.push_back(name_of(one));
      if (name_of(one) != receiver) continue;
      rung.receiver = one;
      is_known = true;
    }
    if (!is_known && !reader_.fault())
      reader_.refuse(
          table, "receiver",
          fmt::format("没有「{}」这种接收人。{}", receiver, law::remedy_for(receiver, names)));
    rung.term = term_of(table);
    if (table.table.contains("next")) rung.next = reader_.text(table, "next");
    if (const toml::node* node = table.table.get("is_proposal")) {
      const std::optional<bool> choice = node->value_exact<bool>();
      if (!choice) reader_.refuse(table, "is_proposal", "应写成 true 或 false，不加引号");
      rung.is_proposal = choice.value_or(false);
    }
    pack_.rungs.push_back(std::move(rung));
    places_.emplace_back(table);
  }

  law::Period term_of(const TomlTable& table) {
    struct Way {
      std::string_view key;
      law::Unit unit;
      law::Roll roll;
      int most;
    };
    law::Period term{0, law::Unit::working_days, law::Roll::none};
    int ways = 0;
    for (const Way& way : {Way{"working_days", law::Unit::working_days, law::Roll::none, 250},
                           Way{"days", law::Unit::calendar_days, law::Roll::forward, 366},
                           Way{"months", law::Unit::months, law::Roll::forward, 24}}) {
      if (!table.table.contains(way.key)) continue;
      ++ways;
      term = {reader_.number(table, way.key, 1, way.most), way.unit, way.roll};
    }
    if (ways != 1)
      reader_.refuse(table, "working_days", "期限要写且只写一种：working_days、days 或 months");
    return term;
  }

  void read_matters() {
    reader_.each_table(top_, "matter", "matter",
                       [&](const TomlTable& table) { read_matter(table); });
    if (pack_.matters.empty())
      reader_.refuse(top_, "matter", "缺少预警事项，请至少写一个 [[matter]]");
  }

  void read_matter(const TomlTable& table) {
    reader_.known(table,
                  {"id", "name", "rules", "keeps_colour", "scale", "level", "except", "first",
                   "first_red", "first_orange", "first_yellow", "first_blue", "cleared_by"});
    Matter matter{.id = reader_.text(table, "id"), .name = reader_.text(table, "name")};
    const bool is_plain =
        std::ranges::all_of(matter.id, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    if (!is_plain) reader_.refuse(table, "id", "只用小写字母和下划线，如 wages");
    if (pack_.matter(matter.id) != nullptr) reader_.refuse(table, "id", "已有同名事项，请换一个");
    matter.rules = rule_set(table, "rules");
    if (matter.rules == 0) reader_.refuse(table, "rules", "缺少此项，请列出这一事项的规则");
    for (const Matter& other : pack_.matters)
      if ((other.rules & matter.rules) != 0)
        reader_.refuse(
            table, "rules",
            fmt::format("有规则已在事项「{}」里；一条规则只属于一个事项，请删去一处", other.id));
    if ((matter.rules & ~pack_.rules) != 0)
      reader_.refuse(table, "rules",
                     "有规则在本包里不运行（依据待核或写在 off），请删去它，或写进 on");
    if (table.table.contains("keeps_colour")) matter.keeps_colour = level(table, "keeps_colour");
    reader_.each_table(table, "scale", "matter.scale",
                       [&](const TomlTable& scale) { matter.scales.push_back(scale_of(scale)); });
    reader_.each_table(table, "level", "matter.level", [&](const TomlTable& one) {
      reader_.known(one, {"level", "when"});
      const std::optional<Severity> named = level(one, "level");
      if (std::optional<Expression> when = condition(one, "when"))
        matter.levels.push_back({named.value_or(Severity::yellow), *std::move(when)});
    });
    if (table.table.contains("except")) matter.except = condition(table, "except");
    if (!matter.keeps_colour && matter.scales.empty() && matter.levels.empty())
      reader_.refuse(table, "scale",
                     "这一事项没有阈值：请写 keeps_colour、[[matter.scale]] 或 "
                     "[[matter.level]]");
    read_firsts(table, matter);
    read_clearing(table, matter);
    pack_.matters.push_back(std::move(matter));
  }

  void read_clearing(const TomlTable& table, Matter& matter) {
    if (!table.table.contains("cleared_by")) return;
    const std::string word = reader_.text(table, "cleared_by");
    if (word != "facts" && word != "person")
      reader_.refuse(table, "cleared_by", "应为 facts（数据符合即消除）或 person（还要人确认）");
    matter.cleared_by = word == "person" ? ClearedBy::person : ClearedBy::facts;
  }

  void read_firsts(const TomlTable& table, Matter& matter) {
    constexpr std::array<std::string_view, kLevels> kKeys{"first_red", "first_orange",
                                                          "first_yellow", "first_blue"};
    for (std::size_t i = 0; i < kLevels; ++i) {
      const std::string_view key = table.table.contains(kKeys[i]) ? kKeys[i] : "first";
      const std::string id = reader_.text(table, key);
      matter.first[i] = position_of_rung(table, key, id);
    }
  }

  std::size_t position_of_rung(const TomlTable& table, std::string_view key,
                               const std::string& id) {
    const auto found = std::ranges::find(pack_.rungs, id, &Rung::id);
    if (found != pack_.rungs.end()) return static_cast<std::size_t>(found - pack_.rungs.begin());
    std::vector<std::string_view> ids;
    for (const Rung& rung : pack_.rungs) ids.push_back(rung.id);
    if (!reader_.fault())
      reader_.refuse(table, key, fmt::format("没有梯级「{}」。{}", id, law::remedy_for(id, ids)));
    return 0;
  }

  std::optional<Expression> condition(const TomlTable& table, std::string_view key) {
    const std::string text = reader_.text(table, key);
    if (reader_.fault()) return std::nullopt;
    Result<Expression> read = Expression::parse(text);
    if (read) return *std::move(read);
    reader_.refuse(table, key, read.error().message);
    return std::nullopt;
  }

  Scale scale_of(const TomlTable& table) {
    reader_.known(table, {"measure", "bands"});
    Scale scale;
    const std::string word = reader_.text(table, "measure");
    const std::optional<Measure> measure = measure_named(word);
    if (!measure) {
      reader_.refuse(table, "measure",
                     fmt::format("没有「{}」这种计量。可用：people（人）、yuan（元）、"
                                 "days（天）、months（个月）、share（%）",
                                 word));
      return scale;
    }
    scale.measure = *measure;
    reader_.each_table(table, "bands", "matter.scale.bands", [&](const TomlTable& band) {
      reader_.known(band, {"level", "from", "to"});
      Band read{.level = level(band, "level").value_or(Severity::yellow), .to = {}};
      read.from = bound(band, "from", *measure);
      if (band.table.contains("to")) read.to = bound(band, "to", *measure);
      check_band(band, scale, read);
      scale.bands.push_back(read);
    });
    if (scale.bands.empty()) reader_.refuse(table, "bands", "缺少档，请至少写一档");
    if (!scale.bands.empty() && scale.bands.back().to)
      reader_.refuse(table, "bands",
                     fmt::format("最后一档到 {} 为止，以上没有级别（空档）；最后一档请不写 to",
                                 in_words(*measure, *scale.bands.back().to)));
    return scale;
  }

  // The band against the one before it.
  void check_band(const TomlTable& table, const Scale& scale, const Band& band) {
    if (band.to && *band.to <= band.from)
      reader_.refuse(table, "to", "应大于 from（含 from，不含 to）");
    if (scale.bands.empty()) return;
    const Band& before = scale.bands.back();
    if (!before.to)
      return reader_.refuse(table, "from", "前一档没有写 to，与这一档重叠；请给前一档写上 to");
    const std::string ends = in_words(scale.measure, *before.to);
    if (band.from > *before.to)
      reader_.refuse(table, "from",
                     fmt::format("前一档到 {} 为止，中间有空档；请从 {} 起", ends, ends));
    if (band.from < *before.to)
      reader_.refuse(table, "from",
                     fmt::format("前一档到 {} 为止，与这一档重叠；请从 {} 起", ends, ends));
    if (band.level >= before.level) reader_.refuse(table, "level", "后一档应比前一档重");
  }

  // In the unit of the measure.
  std::int64_t bound(const TomlTable& table, std::string_view key, Measure measure) {
    const toml::node* node = table.table.get(key);
    const bool is_hundredths = measure == Measure::yuan || measure == Measure::share;
    if (node == nullptr || !is_hundredths) {
      const Result<int> number = table.number(key, 0, 1'000'000'000);
      if (number) return *number;
      reader_.refuse(
          {number.error().code, fmt::format("{}（{} 以{}计）", number.error().message,
                                            name_of(measure), in_chinese(unit_of(measure)))});
      return 0;
    }
    std::string text = node->value_exact<std::string>().value_or("");
    if (measure == Measure::share) {
      if (!text.ends_with('%')) text.clear();
      if (!text.empty()) text.pop_back();
    }
    const Result<Money> read = parse_money(text);
    if (read) return read->fen;
    reader_.refuse(table, key,
                   measure == Measure::yuan
                       ? "yuan 以元计，应写成引号里的元，至多两位小数，如 \"5000.00\""
                       : "share 以%计，应写成引号里的百分数，如 \"10%\"");
    return 0;
  }

  // Every next step exists, no step comes back to itself, and something leads to each.
  void check_ladder() {
    if (reader_.fault()) return;
    std::set<std::string_view> reached;
    for (const Matter& matter : pack_.matters)
      for (const std::size_t first : matter.first) reached.insert(pack_.rungs[first].id);
    for (std::size_t i = 0; i < pack_.rungs.size(); ++i) {
      const std::string& next = pack_.rungs[i].next;
      if (next.empty()) continue;
      position_of_rung(places_[i], "next", next);
      if (reader_.fault()) return;
      check_climb(i);
      reached.insert(next);
    }
    for (std::size_t i = 0; i < pack_.rungs.size(); ++i)
      if (!reached.contains(pack_.rungs[i].id))
        return reader_.refuse(
            places_[i], "name",
            "没有事项从这一级开始，也没有哪一级的 next 到这里；请接上，或删去这一级");
  }

  void check_climb(std::size_t start) {
    std::string way = pack_.rungs[start].id;
    const Rung* rung = &pack_.rungs[start];
    for (std::size_t steps = 0; rung != nullptr && !rung->next.empty(); ++steps) {
      way += " → " + rung->next;
      if (rung->next == pack_.rungs[start].id || steps > pack_.rungs.size())
        return reader_.refuse(places_[start], "next",
                              fmt::format("梯级绕回自己：{}；最后一级请不写 next", way));
      rung = pack_.rung(rung->next);
    }
  }

  law::TomlReader reader_;
  TomlTable top_;
  std::string_view file_;
  Pack pack_;
  std::vector<TomlTable> places_;  // of the rungs
};

}  // namespace

Result<Pack> read_pack(std::string_view text, std::string_view file, std::string_view name) {
  const Result<toml::table> parsed = law::parse_toml(text, file);
  if (!parsed) return tl::unexpected(parsed.error());
  return PackReader(*parsed, file, name).read(text);
}

}  // namespace qingxin::verify
