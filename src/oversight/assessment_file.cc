// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/hash.h"
#include "law/built_in.h"
#include "law/toml_reader.h"
#include "oversight/assessment.h"

// How a scheme is read.
namespace qingxin::oversight {

namespace {

using law::TomlTable;

constexpr std::string_view kFolder = "law/assessment/", kEnding = ".toml";
constexpr std::array<std::string_view, 3> kBases{"national", "local", "unverified"};
constexpr std::array<std::string_view, 3> kGrades{"C", "B", "A"};  // the lowest first

// Reads one scheme; the first fault ends it.
class SchemeReader {
 public:
  SchemeReader(std::string_view file, std::string_view name) : reader_(file) {
    scheme_.name = name;
  }

  Result<Scheme> read(const toml::table& table, std::string_view text) {
    const TomlTable top{table, reader_.file(), "顶层"};
    reader_.known(top, {"title", "source", "checked_on", "part", "item", "direct_c", "grade"});
    scheme_.title = reader_.text(top, "title");
    scheme_.source = reader_.text(top, "source");
    scheme_.checked_on = reader_.day(top, "checked_on");
    scheme_.digest = hex(sm3(text), 8);
    reader_.each_table(top, "part", "part", [&](const TomlTable& one) { add_part(one); });
    reader_.each_table(top, "item", "item", [&](const TomlTable& one) { add_item(one); });
    reader_.each_table(top, "direct_c", "direct_c", [&](const TomlTable& one) { add_direct(one); });
    reader_.each_table(top, "grade", "grade", [&](const TomlTable& one) { add_grade(one); });
    check_sums(top);
    check_grades(top);
    if (reader_.fault()) return tl::unexpected(*reader_.fault());
    return std::move(scheme_);
  }

 private:
  void add_part(const TomlTable& table) {
    reader_.known(table, {"id", "name", "points"});
    SchemePart part{reader_.text(table, "id"), reader_.text(table, "name"),
                    reader_.hundredths(table, "points", "")};
    if (std::ranges::find(scheme_.parts, part.id, &SchemePart::id) != scheme_.parts.end())
      reader_.refuse(table, "id", "已有同名部分，请换一个");
    scheme_.parts.push_back(std::move(part));
  }

  void add_item(const TomlTable& table) {
    reader_.known(table, {"id", "part", "name", "points", "judged", "indicator", "bands", "per_one",
                          "goal", "basis", "source", "evidence"});
    SchemeItem item;
    item.id = reader_.text(table, "id");
    item.name = reader_.text(table, "name");
    item.part = part_of(table);
    item.points = reader_.hundredths(table, "points", "");
    item.source = reader_.text_or_none(table, "source");
    item.evidence = reader_.texts(table, "evidence");
    item.basis = basis_of(table);
    if (scheme_.item(item.id) != nullptr) reader_.refuse(table, "id", "已有同名指标，请换一个");
    if (item.points == 0) reader_.refuse(table, "points", "分值应大于 0");
    read_way(table, item);
    if (table.table.contains("goal") && item.indicator)
      item.goal = bound(table, "goal", measure_of(item));
    scheme_.items.push_back(std::move(item));
  }

  std::string part_of(const TomlTable& table) {
    const std::string id = reader_.text(table, "part");
    std::vector<std::string_view> ids;
    for (const SchemePart& part : scheme_.parts) ids.push_back(part.id);
    if (std::ranges::find(ids, id) == ids.end())
      reader_.refuse(table, "part",
                     fmt::format("没有部分「{}」。{}", id, law::remedy_for(id, ids)));
    return id;
  }

  SchemeBasis basis_of(const TomlTable& table) {
    return static_cast<SchemeBasis>(reader_.choice(table, "basis", {kBases.begin(), kBases.end()}) +
                                    1);
  }

  static Measure measure_of(const SchemeItem& item) {
    return indicator_of(*item.indicator).measure;
  }

  std::optional<IndicatorId> indicator(const TomlTable& table) {
    const std::string name = reader_.text(table, "indicator");
    const Indicator* found = indicator_named(name);
    if (found != nullptr) return found->id;
    std::vector<std::string_view> names;
    for (const Indicator& one : indicators()) names.push_back(one.name);
    reader_.refuse(table, "indicator",
                   fmt::format("没有指标「{}」。{}", name, law::remedy_for(name, names)));
    return std::nullopt;
  }

  void read_way(const TomlTable& table, SchemeItem& item) {
    const bool has_bands = table.table.contains("bands");
    const bool has_deduction = table.table.contains("per_one");
    const bool has_person = table.table.contains("judged");
    if (int{has_bands} + int{has_deduction} + int{has_person} != 1)
      return reader_.refuse(table, "bands",
                            "怎样得分要写且只写一种：bands（按档）、per_one（每件扣分）或 "
                            "judged = \"person\"（由人评）");
    if (has_person) {
      item.way = ItemWay::person;
      reader_.choice(table, "judged", {"person"});
      if (table.table.contains("indicator"))
        reader_.refuse(table, "indicator", "由人评的不看指标；请删去一个");
      if (item.evidence.empty())
        reader_.refuse(table, "evidence", "由人评的要写明看什么佐证，如 [\"会议纪要\"]");
      return;
    }
    item.indicator = indicator(table);
    if (!item.indicator) return;
    if (has_bands) return read_bands(table, item);
    item.way = ItemWay::deduction;
    item.per_one = reader_.hundredths(table, "per_one", "");
    if (item.per_one == 0) reader_.refuse(table, "per_one", "每件扣分应大于 0");
    if (measure_of(item) != Measure::count && measure_of(item) != Measure::people)
      reader_.refuse(table, "indicator", "每件扣分的指标应是件数或人数；比率请用 bands");
  }

  void read_bands(const TomlTable& table, SchemeItem& item) {
    item.way = ItemWay::bands;
    const Measure measure = measure_of(item);
    reader_.each_table(table, "bands", "item.bands", [&](const TomlTable& one) {
      reader_.known(one, {"from", "to", "points"});
      SchemeBand band;
      band.from = bound(one, "from", measure);
      if (one.table.contains("to")) band.to = bound(one, "to", measure);
      band.points = reader_.hundredths(one, "points", "");
      if (band.points > item.points)
        reader_.refuse(one, "points", fmt::format("多于本项的 {} 分", points_text(item.points)));
      check_follows(one, band.from, band.to, item.bands.empty() ? nullptr : &item.bands.back().to,
                    item.bands.empty());
      item.bands.push_back(band);
    });
    if (item.bands.empty()) return reader_.refuse(table, "bands", "请至少写一档");
    if (item.bands.back().to)
      reader_.refuse(table, "bands", "最后一档以上没有分（空档）；最后一档请不写 to");
    if (std::ranges::none_of(item.bands,
                             [&](const SchemeBand& band) { return band.points == item.points; }))
      reader_.refuse(table, "bands", "没有一档给满分；请核对分值");
  }

  // A band or grade against the end of the one before it.
  void check_follows(const TomlTable& table, std::int64_t from,
                     const std::optional<std::int64_t>& to,
                     const std::optional<std::int64_t>* before, bool is_first) {
    if (to && *to <= from) reader_.refuse(table, "to", "应大于 from（含 from，不含 to）");
    if (is_first) {
      if (from != 0) reader_.refuse(table, "from", "第一档应从 0 起，否则以下没有分（空档）");
      return;
    }
    if (!*before) return reader_.refuse(table, "from", "前一档没有写 to，与这一档重叠");
    if (from > **before) reader_.refuse(table, "from", "与前一档的 to 之间有空档；请接上");
    if (from < **before) reader_.refuse(table, "from", "与前一档重叠；请从它的 to 起");
  }

  // In the unit of the measure, as a scheme writes it.
  std::int64_t bound(const TomlTable& table, std::string_view key, Measure measure) {
    switch (measure) {
      case Measure::share: return reader_.hundredths(table, key, "%");
      case Measure::per_thousand: return reader_.hundredths(table, key, "‰");
      case Measure::fen: return reader_.hundredths(table, key, "");
      case Measure::count:
      case Measure::people: {
        const std::int64_t number = reader_.hundredths(table, key, "");
        if (number % 100 != 0) reader_.refuse(table, key, "应为整数");
        return number / 100;
      }
    }
    return 0;
  }

  void add_direct(const TomlTable& table) {
    reader_.known(table, {"id", "name", "indicator", "at_least", "basis", "source"});
    DirectC direct;
    direct.id = reader_.text(table, "id");
    direct.name = reader_.text(table, "name");
    direct.at_least = reader_.number(table, "at_least", 1, 1'000'000);
    direct.basis = basis_of(table);
    direct.source = reader_.text(table, "source");
    if (table.table.contains("indicator")) direct.indicator = indicator(table);
    const bool is_known =
        scheme_.item(direct.id) != nullptr ||
        std::ranges::find(scheme_.direct, direct.id, &DirectC::id) != scheme_.direct.end();
    if (is_known) reader_.refuse(table, "id", "已有同名的一项，请换一个");
    scheme_.direct.push_back(std::move(direct));
  }

  void add_grade(const TomlTable& table) {
    reader_.known(table, {"grade", "from", "to"});
    SchemeGrade grade;
    grade.grade = kGrades[reader_.choice(table, "grade", {kGrades.begin(), kGrades.end()})];
    grade.from = reader_.hundredths(table, "from", "");
    if (table.table.contains("to")) grade.to = reader_.hundredths(table, "to", "");
    check_follows(table, grade.from, grade.to,
                  scheme_.grades.empty() ? nullptr : &scheme_.grades.back().to,
                  scheme_.grades.empty());
    scheme_.grades.push_back(std::move(grade));
  }

  void check_sums(const TomlTable& top) {
    if (scheme_.parts.empty()) reader_.refuse(top, "part", "请至少写一个 [[part]]");
    for (const SchemePart& part : scheme_.parts) {
      std::int64_t sum = 0;
      for (const SchemeItem& item : scheme_.items)
        if (item.part == part.id) sum += item.points;
      if (sum != part.points)
        reader_.refuse(top, "item",
                       fmt::format("部分「{}」是 {} 分，它的各项加起来是 {} 分；请核对", part.name,
                                   points_text(part.points), points_text(sum)));
    }
  }

  void check_grades(const TomlTable& top) {
    if (scheme_.grades.size() != kGrades.size())
      return reader_.refuse(top, "grade", "等次要写 C、B、A 三档，从低到高");
    for (std::size_t i = 0; i < kGrades.size(); ++i)
      if (scheme_.grades[i].grade != kGrades[i])
        reader_.refuse(top, "grade", "等次要按 C、B、A 从低到高写");
    if (scheme_.grades.back().to) reader_.refuse(top, "grade", "最高一档请不写 to");
  }

  law::TomlReader reader_;
  Scheme scheme_;
};

}  // namespace

Result<Scheme> read_scheme(std::string_view toml, std::string_view file, std::string_view name) {
  const Result<toml::table> table = law::parse_toml(toml, file);
  if (!table) return tl::unexpected(table.error());
  return SchemeReader(file, name).read(*table, toml);
}

std::vector<std::string> built_in_schemes() {
  std::vector<std::string> names;
  for (const law::LawFile& file : law::built_in_files())
    if (file.path.starts_with(kFolder))
      names.push_back(
          file.path.substr(kFolder.size(), file.path.size() - kFolder.size() - kEnding.size()));
  return names;
}

Result<Scheme> find_scheme(std::string_view name_or_file) {
  const std::string path = std::string(kFolder).append(name_or_file).append(kEnding);
  for (const law::LawFile& file : law::built_in_files())
    if (file.path == path) return read_scheme(file.text, file.path, name_or_file);
  const std::filesystem::path file{name_or_file};
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed))
    return fail(ErrorCode::usage,
                fmt::format("没有考核方案「{}」：自带的有 {}；也可以写一个 .toml 文件的路径",
                            name_or_file, fmt::join(built_in_schemes(), "、")));
  std::ifstream in{file, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  if (!in)
    return fail(ErrorCode::unavailable,
                fmt::format("考核方案「{}」读不出来，请检查权限", name_or_file));
  return read_scheme(text.str(), name_or_file, name_or_file);
}

}  // namespace qingxin::oversight
