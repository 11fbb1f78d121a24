// SPDX-License-Identifier: Apache-2.0
#include "app/import_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "app/permit.h"
#include "app/read_stored.h"
#include "app/rule_book.h"
#include "base/text.h"
#include "feeds/content_key.h"
#include "feeds/folder_parts.h"

namespace qingxin::app {

namespace {

using store::FileKey;

// Of which projects somebody may tell: those in his scope. A bank pays on projects that it is no
// party of, and sees none of them.
access::Principal teller(access::Principal who) {
  who.scope.has_any_unit = who.scope.has_any_unit || who.role == access::Role::bank;
  return who;
}

// What need not be told again.
Result<feeds::Known> known_before(const access::Principal& who, StoredData& data) {
  feeds::Known known;
  const std::shared_ptr<StoredData> told = seen_by(teller(who), data);
  const Result<std::vector<store::KnownAccount>> accounts = told->store->accounts_in_force();
  if (!accounts) return tl::unexpected(accounts.error());
  const Result<std::vector<std::string>> codes = told->store->project_codes();
  if (!codes) return tl::unexpected(codes.error());
  known.project_ids = *codes;
  for (const store::KnownAccount& account : *accounts)
    known.accounts.push_back({account.account, account.project});
  return known;
}

tl::unexpected<Error> not_in_force(FileKey key) {
  return fail(ErrorCode::conflict,
              fmt::format("批次 {0} 的第 {1} 份不是本单位在用的文件，不能更正；请用 qingxin batch "
                          "show {0} 看各份文件",
                          store::number(key.batch), key.file + 1));
}

// The table of a file of this unit that is in force.
Result<book::Table> table_in_force(StoredData& data, store::UnitId unit, FileKey key) {
  const Result<Batch> batch = data.store->batch(key.batch);
  if (!batch && batch.error().code != ErrorCode::not_found) return tl::unexpected(batch.error());
  if (!batch || batch->unit != unit || batch->state != BatchState::in_force || key.file < 0 ||
      key.file >= std::ssize(batch->files))
    return not_in_force(key);
  const store::BatchFile& file = batch->files[static_cast<std::size_t>(key.file)];
  if (file.corrected_by) return not_in_force(key);
  return file.read.table;
}

Result<std::vector<store::Correction>> named_corrections(StoredData& data, const ImportOrder& order,
                                                         const book::Facts& facts) {
  std::vector<store::Correction> corrections;
  for (const NamedCorrection& named : order.corrections) {
    const Result<book::Table> table = table_in_force(data, order.unit, named.corrects);
    if (!table) return tl::unexpected(table.error());
    const auto is_meant = [&](const book::FileRead& read) {
      return read.table == *table && (named.file.empty() || read.name == named.file);
    };
    const auto file = std::ranges::find_if(facts.files, is_meant);
    const auto count = std::ranges::count_if(facts.files, is_meant);
    if (count != 1)
      return fail(ErrorCode::not_found,
                  fmt::format("文件夹里有 {} 份「{}」表{}，应正好一份，才能更正批次 {} 的第 {} "
                              "份；请写明是哪一份更正它（corrects：文件名=批次/第几份）",
                              count, book::shape_of(*table).chinese[0],
                              named.file.empty() ? "" : "叫「" + printable(named.file) + "」",
                              store::number(named.corrects.batch), named.corrects.file + 1));
    corrections.push_back({static_cast<int>(file - facts.files.begin()), named.corrects});
  }
  return corrections;
}

// Numbers of people in names are masked when they are kept; they were not always.
bool has_name(const store::FileInForce& file, const std::string& name) {
  return file.name == name || file.name == without_numbers_of_people(name);
}

// Adds the files whose names are those of files in force, as the order says.
Result<void> add_same_names(const ImportOrder& order, const book::Facts& facts,
                            const std::vector<store::FileInForce>& in_force,
                            std::vector<store::Correction>& corrections) {
  if (order.same_name == SameName::beside) return {};
  std::string undecided;
  for (std::size_t i = 0; i < facts.files.size(); ++i) {
    const auto is_here = [&](const store::Correction& one) {
      return one.file == static_cast<int>(i);
    };
    if (std::ranges::any_of(corrections, is_here)) continue;
    // The one that came into force last: earlier ones of the name stand beside it on purpose.
    const store::FileInForce* old = nullptr;
    for (const store::FileInForce& file : in_force)
      if (has_name(file, facts.files[i].name) && file.table == facts.files[i].table) old = &file;
    if (old == nullptr) continue;
    corrections.push_back({static_cast<int>(i), old->key});
    undecided +=
        fmt::format("{}{}（批次 {}/{}）", undecided.empty() ? "" : "、", printable(old->name),
                    store::number(old->key.batch), old->key.file + 1);
  }
  if (undecided.empty() || order.same_name == SameName::replace) return {};
  return fail(ErrorCode::conflict,
              fmt::format("已有同名同表的文件在用：{}。没有存入。是更正，请说明顶替（replace：新的"
                          "顶替旧的，旧的留作历史）；是另一份，请说明并存（beside：两份都算）",
                          undecided));
}

Result<std::vector<store::Correction>> corrections_of(StoredData& data, const ImportOrder& order,
                                                      const book::Facts& facts) {
  Result<std::vector<store::Correction>> corrections = named_corrections(data, order, facts);
  if (!corrections) return corrections;
  std::set<std::string> names;
  for (const book::FileRead& file : facts.files) {
    names.insert(file.name);
    names.insert(without_numbers_of_people(file.name));
  }
  const Result<std::vector<store::FileInForce>> in_force =
      data.store->files_in_force(order.unit, std::vector<std::string>(names.begin(), names.end()));
  if (!in_force) return tl::unexpected(in_force.error());
  if (const Result<void> added = add_same_names(order, facts, *in_force, *corrections); !added)
    return tl::unexpected(added.error());
  return corrections;
}

std::vector<store::Correction> corrections_in(const Batch& batch) {
  std::vector<store::Correction> corrections;
  for (std::size_t i = 0; i < batch.files.size(); ++i)
    if (batch.files[i].corrects)
      corrections.push_back({static_cast<int>(i), *batch.files[i].corrects});
  return corrections;
}

// What was read, and what it is kept under.
struct Reading {
  std::string key;
  std::string parameters;
  std::unique_ptr<book::PartedFacts> facts;
};

// Parameters hold for everybody: who sets them answers for every project that there is.
Result<void> leave_out_parameters(const access::Principal& who, StoredData& data, Reading& reading,
                                  feeds::PartsOrder& parts) {
  if (reading.parameters.empty() || who.role == access::Role::local_operator) return {};
  const Result<std::vector<std::string>> all = data.store->project_codes();
  if (!all) return tl::unexpected(all.error());
  const Result<std::vector<std::string>> own = seen_by(who, data)->store->project_codes();
  if (!own) return tl::unexpected(own.error());
  if (who.role == access::Role::office && *own == *all) return {};
  reading.parameters.clear();
  parts.left_out.emplace_back("参数.toml");
  return {};
}

Result<Reading> read_all(const access::Principal& who, StoredData& data, const ImportOrder& order,
                         const law::Law& law, const Progress& progress) {
  Reading reading{.key = order.key, .parameters = {}, .facts = {}};
  if (reading.key.empty()) {
    const Result<std::string> key = feeds::content_key(order.folder);
    if (!key) return tl::unexpected(key.error());
    reading.key = *key;
  }
  const Result<std::optional<std::string>> parameters = feeds::read_parameters_file(order.folder);
  if (!parameters) return tl::unexpected(parameters.error());
  reading.parameters = parameters->value_or("");
  if (const Result<law::Law> sound = law_with(law, reading.parameters); !sound)
    return tl::unexpected(sound.error());
  const Result<feeds::Known> known = known_before(who, data);
  if (!known) return tl::unexpected(known.error());
  feeds::PartsOrder parts{
      .folder = order.folder, .aside = data.folder, .left_out = {}, .threads = order.threads};
  if (const Result<void> sound = leave_out_parameters(who, data, reading, parts); !sound)
    return tl::unexpected(sound.error());
  Result<std::unique_ptr<book::PartedFacts>> facts = feeds::read_folder_in_parts(
      parts, *known, [&](std::string_view file, std::int64_t done, std::int64_t total) {
        if (progress) progress(file, done, total);
      });
  if (!facts) return tl::unexpected(facts.error());
  reading.facts = *std::move(facts);
  return reading;
}

// What a bank has of its own knowledge. The rest it would tell of others.
Result<void> check_is_of_bank(const access::Principal& who, const book::Facts& facts) {
  using enum book::Table;
  if (who.role != access::Role::bank) return {};
  for (const book::FileRead& file : facts.files)
    if (file.table != payments && file.table != movements && file.table != accounts)
      return fail(ErrorCode::not_permitted,
                  fmt::format("银行只交代发、流水、专户；「{}」是{}，没有存入，请由施工总承包单位"
                              "或主管部门交",
                              printable(file.name), book::shape_of(file.table).chinese[0]));
  return {};
}

Result<store::NewBatch> new_batch(Instant now, StoredData& data, const ImportOrder& order,
                                  const Reading& reading) {
  const Result<BatchId> id =
      data.store->batch_of_key(order.unit, reading.key, BatchId{data.ids->next(now)});
  if (!id) return tl::unexpected(id.error());
  store::NewBatch batch{*id, order.unit, now, order.note, {}, reading.parameters};
  const Result<Batch> before = data.store->batch(*id);
  if (before) {
    batch.corrections = corrections_in(*before);
    return batch;
  }
  if (before.error().code != ErrorCode::not_found) return tl::unexpected(before.error());
  Result<std::vector<store::Correction>> corrections =
      corrections_of(data, order, reading.facts->head());
  if (!corrections) return tl::unexpected(corrections.error());
  batch.corrections = *std::move(corrections);
  return batch;
}

// Says how many of the projects were told.
class ToldParts final : public book::PartedFacts {
 public:
  ToldParts(book::PartedFacts& parts, const Progress& progress)
      : parts_(&parts), progress_(&progress) {}

  const book::Facts& head() const override { return parts_->head(); }
  Result<std::optional<book::FactsPart>> next() override {
    Result<std::optional<book::FactsPart>> part = parts_->next();
    if (part && *part && *progress_)
      (*progress_)("存入", static_cast<std::int64_t>((*part)->first_project),
                   std::ssize(head().projects));
    return part;
  }

 private:
  book::PartedFacts* parts_;
  const Progress* progress_;
};

}  // namespace

Result<Imported> import_folder(const access::Principal& who, Instant now, StoredData& data,
                               const ImportOrder& order, const law::Law& law,
                               const Progress& progress) {
  if (const Result<void> may = permit(who, access::Action::deliver_batch); !may)
    return tl::unexpected(may.error());
  const std::shared_ptr<StoredData> held = held_by(who, now, data);
  const Result<Reading> reading = read_all(who, data, order, law, progress);
  if (!reading) return tl::unexpected(reading.error());
  if (const Result<void> own = check_is_of_bank(who, reading->facts->head()); !own)
    return tl::unexpected(own.error());
  const Result<store::NewBatch> batch = new_batch(now, *held, order, *reading);
  if (!batch) return tl::unexpected(batch.error());
  ToldParts parts(*reading->facts, progress);
  const Result<Kept> kept = held->store->add_batch(*batch, parts);
  if (!kept) return tl::unexpected(kept.error());
  Result<Batch> stored = held->store->batch(batch->id);
  if (!stored) return tl::unexpected(stored.error());
  Result<std::vector<Reject>> rejects = rejects_of_batch(who, data, batch->id);
  if (!rejects) return tl::unexpected(rejects.error());
  Imported imported{*std::move(stored), *kept, *std::move(rejects),
                    reading->facts->head().unrecognised_files};
  for (std::string& file : imported.unread_files) file = without_numbers_of_people(file);
  if (order.same_name == SameName::replace)
    for (const store::BatchFile& file : imported.batch.files)
      if (!file.corrects) imported.not_replaced.push_back(file.read.name);
  return imported;
}

bool has_no_used_row(const Imported& imported) {
  return !imported.rejects.empty() &&
         std::ranges::all_of(imported.batch.files,
                             [](const store::BatchFile& file) { return file.read.used == 0; });
}

Result<FileKey> file_key_in(std::string_view text) {
  const std::size_t slash = text.find('/');
  const Result<BatchId> batch = batch_id_in(text.substr(0, slash));
  const Result<BatchId> file =
      slash == std::string_view::npos ? batch : batch_id_in(text.substr(slash + 1));
  if (slash == std::string_view::npos || !batch || !file || store::number(*file) > UINT16_MAX)
    return fail(
        ErrorCode::usage,
        fmt::format("「{}」不是“批次/第几份”，请写成 731234567890123/4，见 qingxin batch show",
                    printable(text)));
  return FileKey{*batch, static_cast<int>(store::number(*file)) - 1};
}

}  // namespace qingxin::app
