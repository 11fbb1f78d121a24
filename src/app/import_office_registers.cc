// SPDX-License-Identifier: Apache-2.0
#include "app/import_office_registers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <span>

#include "access/scope.h"
#include "app/permit.h"
#include "base/check_digit.h"
#include "base/hash.h"
#include "base/text.h"
#include "casework/telltale.h"
#include "feeds/directory_register.h"
#include "feeds/office_registers.h"
#include "store/records.h"

namespace qingxin::app {

namespace {

using oversight::Field;
using oversight::RecordKind;
using oversight::RecordStep;
using oversight::Values;

constexpr int kAtOnce = 1'000;

// What is known of a kind, by what tells one from the others.
using Known = std::map<std::string, store::KeptRecord>;

Result<Known> known_records(store::Store& held, RecordKind kind,
                            std::string (*key_of)(const Values&)) {
  Known known;
  store::RecordFilter filter;
  filter.kind = kind;
  filter.is_open = 1;
  store::RecordId before{};
  while (true) {
    const Result<std::vector<store::KeptRecord>> some =
        held.records().records_before(filter, before, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::KeptRecord& kept : *some) {
      before = kept.id;
      known.emplace(key_of(kept.values), kept);
    }
    if (std::ssize(*some) < kAtOnce) return known;
  }
}

std::string permit_key(const Values& values) {
  return folded(oversight::text_of(values, Field::number));
}

std::string sign_key(const Values& values) {
  const std::string_view code = oversight::text_of(values, Field::firm_code);
  const std::string firm =
      code.empty() ? folded_name(oversight::text_of(values, Field::firm)) : folded(code);
  return fmt::format("{}\n{}\n{}", firm, oversight::text_of(values, Field::way),
                     oversight::text_of(values, Field::day));
}

void put(Values& values, Field field, std::string_view text) {
  if (!text.empty()) values[field] = text;
}
void put(Values& values, Field field, const std::optional<Date>& day) {
  if (day) values[field] = to_string(*day);
}

// Sorts the rows of a register into records to make, to change, known ones and rejects.
class Sorting {
 public:
  Sorting(const access::Principal& who, RecordKind kind, Moment moment,
          const OfficeRegisterOrder& order, Known known)
      : who_(&who), kind_(kind), moment_(moment), order_(&order), known_(std::move(known)) {}

  // `column`: which one names what the row is about.
  void take(std::uint32_t row, std::string_view column, const std::string& key,
            std::string_view region, std::string_view industry, Values values);
  bool is_code_sound(std::uint32_t row, std::string_view code) {
    if (code.empty() || passes_credit_code(code)) return true;
    reject(row, "统一社会信用代码", code, "校验不过，应是 18 位；请核对");
    return false;
  }
  void reject(std::uint32_t row, std::string_view column, std::string_view value,
              std::string reason) {
    done.rejected.push_back(
        {row, std::string(column), shortened(printable(value), 60), std::move(reason)});
  }

  std::vector<RecordOrder> orders;
  OfficeRegisterImported done;

 private:
  RecordOrder order_of(const std::string& key, int version, Values values) const;

  bool covers(const std::string& region) const {
    const access::Scope districts{
        .districts = who_->scope.districts, .has_any_industry = true, .has_any_unit = true};
    return access::covers(districts, {.region_code = region, .industry = {}, .parties = {}});
  }

  const access::Principal* who_;
  RecordKind kind_;
  Moment moment_;
  const OfficeRegisterOrder* order_;
  Known known_;
  std::map<std::string, std::uint32_t> row_of_;  // where a thing stands in the register
};

// The same row of the same register makes the same key, so that a repeat is harmless.
RecordOrder Sorting::order_of(const std::string& key, int version, Values values) const {
  std::string content = fmt::format("{}\n{}\n{}", static_cast<int>(kind_), key, version);
  for (const auto& [field, text] : values)
    content += fmt::format("\n{}={}", static_cast<int>(field), text);
  RecordOrder order;
  order.event.key = "import-" + hex(sm3(content)).substr(0, 48);
  order.event.step = version == 0 ? RecordStep::recorded : RecordStep::changed;
  order.event.at = moment_.now;
  order.event.values = std::move(values);
  return order;
}

void Sorting::take(std::uint32_t row, std::string_view column, const std::string& key,
                   std::string_view region, std::string_view industry, Values values) {
  const std::string region_code{region.empty() ? std::string_view{order_->region_code} : region};
  if (region_code.empty())
    return reject(row, "区划代码", "", "没有区划代码；请补上，或用 --region 说明整张表是哪里的");
  if (const Result<void> sound = check_region(region_code); !sound)
    return reject(row, "区划代码", region_code, sound.error().message);
  if (!covers(region_code))
    return reject(row, "区划代码", region_code, "不在您的范围里；请交给那里的人导入");
  if (oversight::text_of(values, Field::source).empty()) put(values, Field::source, order_->source);
  if (const Result<void> sound = oversight::check_values(kind_, values); !sound)
    return reject(row, "", "", sound.error().message);
  const auto [above, is_first] = row_of_.try_emplace(key, row);
  if (!is_first)
    return reject(row, column, key.substr(0, key.find('\n')),
                  fmt::format("与第 {} 行是同一个；请只留一行", above->second));
  const auto known = known_.find(key);
  if (known == known_.end()) {
    RecordOrder order = order_of(key, 0, std::move(values));
    order.face.kind = kind_;
    order.face.region_code = region_code;
    order.face.industry = industry;
    orders.push_back(std::move(order));
    ++done.added;
    return;
  }
  std::erase_if(values, [&](const auto& value) {
    const auto before = known->second.values.find(value.first);
    return before != known->second.values.end() && before->second == value.second;
  });
  if (values.empty()) {
    ++done.known;
    return;
  }
  RecordOrder order = order_of(key, known->second.version, std::move(values));
  order.id = known->second.id;
  order.face = known->second.face;
  orders.push_back(std::move(order));
  ++done.changed;
}

template <typename Row>
void begin(const feeds::RegisterFile<Row>& file, OfficeRegisterImported& done) {
  done.file = file.file;
  done.rows = static_cast<int>(file.rows.size() + file.rejected.size());
  done.ignored_columns = file.ignored_columns;
  done.rejected = file.rejected;
}

// All of them or none.
Result<OfficeRegisterImported> keep(const access::Principal& who, Moment moment,
                                    const RecordDesk& desk, Sorting& sorting) {
  std::ranges::stable_sort(sorting.done.rejected, {}, &feeds::RejectedRow::row);
  if (!sorting.orders.empty())
    if (const auto kept = step_records(who, moment, desk, sorting.orders); !kept)
      return tl::unexpected(kept.error());
  return std::move(sorting.done);
}

std::optional<std::string> way_in(std::string_view word) {
  for (const std::string_view name : oversight::choices_of(RecordKind::sign, Field::way))
    if (name == word || oversight::choice_in_chinese(Field::way, name) == word)
      return std::string(name);
  return std::nullopt;
}

std::string all_ways() {
  std::string words;
  for (const std::string_view name : oversight::choices_of(RecordKind::sign, Field::way))
    words +=
        (words.empty() ? "" : "、") + std::string(oversight::choice_in_chinese(Field::way, name));
  return words;
}

Values values_of(const feeds::PermitRow& row) {
  Values values;
  put(values, Field::number, row.number);
  put(values, Field::name, row.name);
  put(values, Field::code, row.project_code);
  put(values, Field::firm, row.firm);
  put(values, Field::firm_code, row.firm_code);
  put(values, Field::industry, row.industry);
  put(values, Field::source, row.source);
  put(values, Field::day, row.issued);
  put(values, Field::until, row.ended);
  return values;
}

Values values_of(const feeds::SignRow& row, const std::string& way) {
  Values values;
  put(values, Field::firm, row.firm);
  put(values, Field::firm_code, row.firm_code);
  put(values, Field::way, way);
  put(values, Field::day, row.day);
  put(values, Field::grade, row.grade);
  put(values, Field::industry, row.industry);
  put(values, Field::content, row.content);
  put(values, Field::source, row.source);
  return values;
}

Values values_of(const feeds::DirectoryRow& row, std::string_view region) {
  Values values;
  put(values, Field::name, row.name);
  put(values, Field::phone, row.phone);
  put(values, Field::address, row.address);
  put(values, Field::hours, row.hours);
  put(values, Field::duty, row.duty);
  put(values, Field::industry, row.industry);
  put(values, Field::source, row.source);
  put(values, Field::code, region);
  return values;
}

std::string directory_key(const Values& values) {
  return fmt::format("{}\n{}", folded_name(oversight::text_of(values, Field::name)),
                     oversight::text_of(values, Field::code));
}

}  // namespace

Result<OfficeRegisterImported> import_permits(const access::Principal& who, Moment moment,
                                              const RecordDesk& desk,
                                              const OfficeRegisterOrder& order) {
  if (const Result<void> may = permit(who, access::Action::import_register); !may)
    return tl::unexpected(may.error());
  const auto file = feeds::read_permits(order.file);
  if (!file) return tl::unexpected(file.error());
  Result<Known> known =
      known_records(*desk.store->acting_for(who, moment.now), RecordKind::permit, permit_key);
  if (!known) return tl::unexpected(known.error());
  Sorting sorting(who, RecordKind::permit, moment, order, *std::move(known));
  begin(*file, sorting.done);
  for (const feeds::PermitRow& row : file->rows) {
    if (!sorting.is_code_sound(row.row, row.firm_code)) continue;
    Values values = values_of(row);
    const std::string key = permit_key(values);
    sorting.take(row.row, "施工许可证号", key, row.region_code, row.industry, std::move(values));
  }
  return keep(who, moment, desk, sorting);
}

Result<OfficeRegisterImported> import_signs(const access::Principal& who, Moment moment,
                                            const RecordDesk& desk,
                                            const OfficeRegisterOrder& order) {
  if (const Result<void> may = permit(who, access::Action::import_register); !may)
    return tl::unexpected(may.error());
  const auto file = feeds::read_signs(order.file);
  if (!file) return tl::unexpected(file.error());
  Result<Known> known =
      known_records(*desk.store->acting_for(who, moment.now), RecordKind::sign, sign_key);
  if (!known) return tl::unexpected(known.error());
  Sorting sorting(who, RecordKind::sign, moment, order, *std::move(known));
  begin(*file, sorting.done);
  for (const feeds::SignRow& row : file->rows) {
    if (!sorting.is_code_sound(row.row, row.firm_code)) continue;
    const std::optional<std::string> way = way_in(row.way);
    if (!way) {
      sorting.reject(row.row, "迹象", row.way, "不认识；可以写 " + all_ways());
      continue;
    }
    Values values = values_of(row, *way);
    const std::string key = sign_key(values);
    sorting.take(row.row, "企业名称", key, row.region_code, row.industry, std::move(values));
  }
  return keep(who, moment, desk, sorting);
}

Result<OfficeRegisterImported> import_directory(const access::Principal& who, Moment moment,
                                                const RecordDesk& desk,
                                                const OfficeRegisterOrder& order) {
  if (const Result<void> may = permit(who, access::Action::import_register); !may)
    return tl::unexpected(may.error());
  const auto file = feeds::read_directory(order.file);
  if (!file) return tl::unexpected(file.error());
  Result<Known> known =
      known_records(*desk.store->acting_for(who, moment.now), RecordKind::directory, directory_key);
  if (!known) return tl::unexpected(known.error());
  Sorting sorting(who, RecordKind::directory, moment, order, *std::move(known));
  begin(*file, sorting.done);
  for (const feeds::DirectoryRow& row : file->rows) {
    if (casework::telltale_in(row.phone, {}) == casework::Telltale::phone) {
      sorting.reject(row.row, "电话", row.phone, "是手机号；通讯录是公开的，请写单位的座机或热线");
      continue;
    }
    Values values = values_of(row, row.region_code.empty() ? order.region_code : row.region_code);
    const std::string key = directory_key(values);
    sorting.take(row.row, "单位名称", key, row.region_code, row.industry, std::move(values));
  }
  return keep(who, moment, desk, sorting);
}

}  // namespace qingxin::app
