// SPDX-License-Identifier: Apache-2.0
#include "app/export_clues.h"

#include <fmt/format.h>

#include <map>

#include "access/audit.h"
#include "app/permit.h"
#include "base/hash.h"
#include "documents/register_table.h"
#include "feeds/file_bytes.h"

namespace qingxin::app {

namespace {

constexpr int kAtOnce = 1'000;

const std::vector<std::string>& headings() {
  static const std::vector<std::string> kHeadings{
      "来源渠道", "来件编号", "线索编号", "来件时间",   "登记时间",    "接收单位",
      "用人单位", "项目名称", "区划代码", "核定类别",   "建议类别",    "人数",
      "金额",     "月份",     "是否核定", "并案后编号", "同一事项几件"};
  return kHeadings;
}

std::string class_of(const std::optional<casework::MatterClass>& matter_class) {
  return matter_class ? std::string{in_chinese(*matter_class)} : std::string{};
}

// The names of the bodies that were asked, each looked up once.
class Bodies {
 public:
  explicit Bodies(store::Store& store) : store_(&store) {}
  std::string name(access::UnitId id) {
    const auto [at, is_new] = names_.try_emplace(id);
    if (is_new && id != access::UnitId{})
      if (const Result<store::Unit> unit = store_->unit(id)) at->second = unit->name;
    return at->second;
  }

 private:
  store::Store* store_;
  std::map<access::UnitId, std::string> names_;
};

std::vector<std::string> row_of(const KeptClue& clue, Bodies& bodies) {
  const store::ClueFigures& figures = clue.figures;
  std::string months;
  for (const Month month : figures.months)
    months.append(months.empty() ? "" : "、").append(to_string(month));
  return {std::string{in_chinese(clue.origin.channel)},
          clue.origin.foreign_number,
          fmt::format("{}", number(clue.id)),
          china_minute(clue.origin.arrived),
          china_minute(clue.entered),
          bodies.name(clue.asked),
          figures.employer,
          figures.project_name,
          figures.region_code,
          class_of(clue.confirmed),
          class_of(clue.suggested),
          figures.head_count ? fmt::format("{}", *figures.head_count) : std::string{},
          figures.amount ? to_string(*figures.amount) : std::string{},
          months,
          clue.is_confirmed ? "是" : "否",
          fmt::format("{}", number(clue.matter)),
          fmt::format("{}", clue.clues_of_matter)};
}

}  // namespace

Result<CluesExported> export_clues(const access::Principal& who, Moment moment,
                                   const ClueDesk& desk, const store::ClueFilter& filter,
                                   const std::filesystem::path& file) {
  if (const Result<void> may = permit(who, access::Action::export_clues); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Bodies bodies(*held);
  int rows = 0;
  const auto give = [&](const documents::TakeRow& take) -> Result<void> {
    for (ClueId before{};;) {
      const Result<std::vector<KeptClue>> clues =
          held->clues().clues_before(filter, before, kAtOnce);
      if (!clues) return tl::unexpected(clues.error());
      for (const KeptClue& clue : *clues) take(row_of(clue, bodies));
      rows += static_cast<int>(clues->size());
      if (std::ssize(*clues) < kAtOnce) return {};
      before = clues->back().id;
    }
  };
  const Result<void> written = documents::write_register({"线索", headings(), {}}, give, file);
  if (!written) return tl::unexpected(written.error());
  const Result<feeds::FileBytes> bytes = feeds::FileBytes::open(file);
  if (!bytes) return tl::unexpected(bytes.error());
  const CluesExported done{rows, hex(sm3(bytes->view()))};
  access::AuditEntry entry =
      access::audit_entry("export_clues", {{"clues", std::int64_t{done.clues}}});
  entry.subjects += " sm3=" + done.sm3;
  if (const Result<void> noted = held->audit_trail().note(entry); !noted) {
    std::error_code code;
    std::filesystem::remove(file, code);  // nothing leaves the house unrecorded
    return tl::unexpected(noted.error());
  }
  return done;
}

}  // namespace qingxin::app
