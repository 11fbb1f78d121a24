// SPDX-License-Identifier: Apache-2.0
#include "cli/import_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>

#include "app/daily_work.h"
#include "app/preview_batch.h"
#include "app/units.h"
#include "base/text.h"
#include "cli/progress_bar.h"
#include "cli/report_text.h"
#include "wire/batch_json.h"
#include "wire/verify_json.h"

namespace qingxin::cli {

namespace {

constexpr int kDone = 0;
constexpr int kRejected = 4;
constexpr std::size_t kRejectsShown = 20;

using app::StoredData;

app::Progress shown_on(ProgressBar& bar) {
  return [&bar](std::string_view what, std::int64_t done, std::int64_t total) {
    bar.show(what, done, total);
  };
}

// Minutes in China, as an office writes them.
std::string minute(Instant instant) {
  constexpr std::int64_t kMinuteMs = 60'000;
  constexpr std::int64_t kDayMinutes = 24 * 60;
  const std::int64_t minutes = instant.utc_ms / kMinuteMs + 8 * 60;
  return fmt::format("{} {:02}:{:02}",
                     to_string(Date{static_cast<std::int32_t>(minutes / kDayMinutes)}),
                     minutes % kDayMinutes / 60, minutes % 60);
}

void print_rejects(const app::Batch& batch, const std::vector<app::Reject>& rejects,
                   std::size_t most, std::ostream& out) {
  for (std::size_t i = 0; i < std::min(most, rejects.size()); ++i) {
    const app::Reject& reject = rejects[i];
    const std::string column = reject.column.empty() ? "" : "「" + printable(reject.column) + "」";
    const std::string value =
        reject.value.empty() ? "" : fmt::format("“{}”", printable(shortened(reject.value, 40)));
    print_wrapped(
        "  ",
        fmt::format("{} 第 {} 行{}{}：{}",
                    printable(batch.files.at(static_cast<std::size_t>(reject.file)).read.name),
                    reject.row, column, value, printable(reject.reason)),
        out);
  }
  if (rejects.size() > most)
    out << fmt::format("  …… 还有 {} 行；全部见 qingxin batch rejects {}\n",
                       grouped(std::ssize(rejects) - static_cast<std::ptrdiff_t>(most)),
                       store::number(batch.id));
}

void print_files(const app::Batch& batch, Colour colour, std::ostream& out) {
  TextTable table({Align::right, Align::left, Align::left, Align::right, Align::right, Align::left},
                  1);
  table.add({{"第几份"}, {"文件", Ink::strong}, {"表"}, {"行"}, {"采用"}, {"更正"}});
  for (std::size_t i = 0; i < batch.files.size(); ++i) {
    const store::BatchFile& file = batch.files[i];
    std::string corrected;
    if (file.corrects)
      corrected =
          fmt::format("顶替 {}/{}", store::number(file.corrects->batch), file.corrects->file + 1);
    if (file.corrected_by)
      corrected += fmt::format("{}已被 {} 顶替", corrected.empty() ? "" : "，",
                               store::number(*file.corrected_by));
    table.add({{std::to_string(i + 1)},
               {printable(file.read.name)},
               {std::string(book::shape_of(file.read.table).chinese.front())},
               {grouped(file.read.rows)},
               {grouped(file.read.used)},
               {corrected}});
  }
  table.print(colour, out);
}

void print_batch(const app::Batch& batch, Colour colour, std::ostream& out) {
  out << fmt::format("批次 {}   {}   单位 {}   {} 收到{}\n", store::number(batch.id),
                     app::in_chinese(batch.state), number(batch.unit), minute(batch.received),
                     batch.note.empty() ? "" : "   " + printable(batch.note));
  if (batch.used) out << fmt::format("{} 启用\n", minute(*batch.used));
  if (batch.withdrawn) out << fmt::format("{} 撤回\n", minute(*batch.withdrawn));
  print_files(batch, colour, out);
}

void print_batches(const std::vector<app::Batch>& batches, Colour colour, std::ostream& out) {
  if (batches.empty()) {
    out << "没有批次\n";
    return;
  }
  TextTable table({Align::left, Align::left, Align::left, Align::right, Align::right, Align::right,
                   Align::left},
                  6);
  table.add({{"批次", Ink::strong}, {"状态"}, {"收到"}, {"文件"}, {"行"}, {"采用"}, {"说明"}});
  for (const app::Batch& batch : batches) {
    std::int64_t rows = 0;
    std::int64_t used = 0;
    for (const store::BatchFile& file : batch.files) {
      rows += file.read.rows;
      used += file.read.used;
    }
    table.add({{std::to_string(store::number(batch.id))},
               {std::string(app::in_chinese(batch.state))},
               {minute(batch.received)},
               {grouped(std::ssize(batch.files))},
               {grouped(rows)},
               {grouped(used)},
               {printable(batch.note)}});
  }
  table.print(colour, out);
}

void print_work(const app::WorkDone& work, std::ostream& out) {
  const app::Rechecked& done = work.rechecked;
  out << fmt::format(
      "截至 {} 重新核查 {} 个项目：疑点新开 {} 条，变化 {} 条，消除 {} 条，再现 {} 条\n",
      to_string(done.as_of), grouped(done.judged), grouped(done.opened), grouped(done.changed),
      grouped(done.cleared), grouped(done.reopened));
  if (!work.warnings.empty())
    out << fmt::format("预警有变化的 {} 条，见 qingxin warning list\n",
                       grouped(std::ssize(work.warnings)));
}

// What stood in the folder and was not taken.
void print_left_out(const app::Imported& imported, std::ostream& out) {
  std::string files;
  for (const std::string& file : imported.unread_files)
    files += (files.empty() ? "" : "、") + printable(file);
  if (!files.empty())
    print_wrapped("",
                  fmt::format("没有读的文件 {} 份：{}（文件名开头应是表名，如 工资表、花名册）",
                              imported.unread_files.size(), files),
                  out);
  for (const store::BatchFile& file : imported.batch.files) {
    std::string columns;
    for (const std::string& column : file.read.ignored_columns)
      columns += (columns.empty() ? "" : "、") + printable(column);
    if (!columns.empty())
      print_wrapped("",
                    fmt::format("{} 里没有用的列：{}（要用的写进 列名.toml）",
                                printable(file.read.name), columns),
                    out);
  }
}

void print_imported(const app::Imported& imported, const app::DataPlace& data, Colour colour,
                    std::ostream& out) {
  std::int64_t rows = 0;
  std::int64_t used = 0;
  for (const store::BatchFile& file : imported.batch.files) {
    rows += file.read.rows;
    used += file.read.used;
  }
  out << fmt::format("读完 {} 份文件，{} 行，采用 {} 行，拒收 {} 行\n", imported.batch.files.size(),
                     grouped(rows), grouped(used), grouped(std::ssize(imported.rejects)));
  print_left_out(imported, out);
  if (!imported.not_replaced.empty())
    print_wrapped(
        "",
        fmt::format("没有顶替谁、算另一份的：{}（本单位没有同名同表的在用文件；别的单位交的"
                    "由那个单位更正）",
                    fmt::join(imported.not_replaced, "、")),
        out);
  print_rejects(imported.batch, imported.rejects, kRejectsShown, out);
  print_batch(imported.batch, colour, out);
  if (imported.kept == app::Kept::already) out << "这一批以前收过，内容相同，没有再存一遍\n";
  if (imported.batch.state == app::BatchState::waiting && app::has_no_used_row(imported))
    out << "没有一行采用，所以没有启用；请改正以后再导入\n";
  if (imported.batch.state == app::BatchState::waiting)
    out << fmt::format(
        "待用：启用请运行 qingxin batch use {0} --data {1}，不要了请运行 qingxin "
        "batch withdraw {0} --data {1}\n",
        store::number(imported.batch.id), data.folder.string());
}

// Judges what may have changed, and brings the warnings up to date.
Result<app::WorkDone> worked(StoredData& data, const app::RecheckOrder& order,
                             const std::string& pack_name, const law::Law& law,
                             const Machine& machine) {
  const Result<verify::Pack> pack = verify::find_pack(pack_name);
  if (!pack) return tl::unexpected(pack.error());
  ProgressBar bar(machine);
  const app::WorkOrder work{
      .moment = {machine.now(), order.as_of}, .program = order.program, .threads = order.threads};
  return order.is_everything ? app::nightly(data, work, law, *pack, shown_on(bar))
                             : app::follow_facts(data, work, law, *pack, shown_on(bar));
}

Result<app::Imported> imported(StoredData& data, const ImportCommand& command, const law::Law& law,
                               const Machine& machine) {
  ProgressBar bar(machine);
  app::ImportOrder order = command.order;
  if (!command.names_unit) {
    const Result<store::UnitId> unit = app::local_unit(*data.store);
    if (!unit) return tl::unexpected(unit.error());
    order.unit = *unit;
  }
  return app::import_folder(access::the_local_operator(), machine.now(), data, order, law,
                            shown_on(bar));
}

Result<int> previewed(StoredData& data, const app::PreviewOrder& order, const law::Law& law,
                      bool wants_json, const Machine& machine) {
  const Result<verify::Report> report =
      app::preview_batch(access::the_local_operator(), data, order, law);
  if (!report) return tl::unexpected(report.error());
  if (wants_json) {
    wire::write_json(*report, law, machine.version, false, machine.out);
  } else {
    machine.out << fmt::format("\n启用这一批以后会是这样（预看，尚未启用）：\n\n");
    print_report(*report, law,
                 {.version = machine.version, .colour = colour_of(machine), .is_for_unit = true},
                 machine.out);
  }
  return verify::exit_status(*report);
}

void print_reject_count(const app::Batch& batch, const std::vector<app::Reject>& rejects,
                        std::ostream& out) {
  if (rejects.empty()) return;
  out << fmt::format("拒收 {} 行，见 qingxin batch rejects {}\n", grouped(std::ssize(rejects)),
                     store::number(batch.id));
}

// What is done with one batch, or told of it.
Result<int> run_batch_step(const BatchCommand& command, const law::Law& law, StoredData& data,
                           const Machine& machine) {
  const access::Principal who = access::the_local_operator();
  std::optional<app::WorkDone> checked;
  if (command.view == BatchView::use) {
    const Result<app::Kept> used = app::use_batch(who, machine.now(), data, command.batch);
    if (!used) return tl::unexpected(used.error());
    const app::RecheckOrder order{
        .as_of = command.as_of, .program = machine.version, .threads = command.threads};
    Result<app::WorkDone> run = worked(data, order, command.pack, law, machine);
    if (!run) return tl::unexpected(run.error());
    checked = *std::move(run);
  }
  if (command.view == BatchView::withdraw) {
    const Result<app::Kept> gone = app::withdraw_batch(who, machine.now(), data, command.batch);
    if (!gone) return tl::unexpected(gone.error());
  }
  const Result<app::Batch> batch = app::show_batch(who, data, command.batch);
  if (!batch) return tl::unexpected(batch.error());
  const Result<std::vector<app::Reject>> rejects = app::rejects_of_batch(who, data, command.batch);
  if (!rejects) return tl::unexpected(rejects.error());
  if (command.view == BatchView::rejects) {
    if (command.wants_json)
      wire::write_rejects(*batch, *rejects, machine.out);
    else if (rejects->empty())
      machine.out << "没有被拒收的行\n";
    else
      print_rejects(*batch, *rejects, rejects->size(), machine.out);
    return kDone;
  }
  if (command.wants_json && checked) {
    wire::write_imported({*batch, app::Kept::now, *rejects}, checked, machine.out);
  } else if (command.wants_json) {
    wire::write_batch(*batch, machine.out);
  } else {
    print_batch(*batch, colour_of(machine), machine.out);
    print_reject_count(*batch, *rejects, machine.out);
    if (checked) print_work(*checked, machine.out);
  }
  return kDone;
}

}  // namespace

Result<int> run_import(const ImportCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(command.law_folder, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<std::shared_ptr<StoredData>> data =
      machine.open_data(command.data, app::DataIntent::may_make);
  if (!data) return tl::unexpected(data.error());
  Result<app::Imported> done = imported(**data, command, *law, machine);
  if (!done) return tl::unexpected(done.error());
  const app::BatchId id = done->batch.id;
  if (command.is_preview) {
    if (!command.wants_json) print_imported(*done, command.data, colour_of(machine), machine.out);
    return previewed(**data, {id, command.as_of, command.order.threads}, *law, command.wants_json,
                     machine);
  }
  std::optional<app::WorkDone> checked;
  // Nothing of it can be used: it would only take the files' names.
  const bool is_held_back =
      done->batch.state == app::BatchState::waiting && app::has_no_used_row(*done);
  if (!command.waits && !is_held_back) {
    const Result<app::Kept> used =
        app::use_batch(access::the_local_operator(), machine.now(), **data, id);
    if (!used) return tl::unexpected(used.error());
    Result<app::Batch> batch = app::show_batch(access::the_local_operator(), **data, id);
    if (!batch) return tl::unexpected(batch.error());
    done->batch = *std::move(batch);
    const app::RecheckOrder order{
        .as_of = command.as_of, .program = machine.version, .threads = command.order.threads};
    Result<app::WorkDone> run = worked(**data, order, command.pack, *law, machine);
    if (!run) return tl::unexpected(run.error());
    checked = *std::move(run);
  }
  if (command.wants_json) {
    wire::write_imported(*done, checked, machine.out);
  } else {
    print_imported(*done, command.data, colour_of(machine), machine.out);
    if (checked) print_work(*checked, machine.out);
  }
  return done->rejects.empty() ? kDone : kRejected;
}

Result<int> run_batch(const BatchCommand& command, const Machine& machine) {
  const access::Principal who = access::the_local_operator();
  const Result<law::Law> law = law::load(command.law_folder, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<std::shared_ptr<StoredData>> opened =
      machine.open_data(command.data, app::DataIntent::existing);
  if (!opened) return tl::unexpected(opened.error());
  StoredData& data = **opened;
  const Colour colour = colour_of(machine);
  if (command.view == BatchView::list) {
    const Result<std::vector<app::Batch>> batches =
        app::list_batches(who, data, command.batch, INT32_MAX);
    if (!batches) return tl::unexpected(batches.error());
    if (command.wants_json)
      wire::write_batches(*batches, machine.out);
    else
      print_batches(*batches, colour, machine.out);
    return kDone;
  }
  if (command.view == BatchView::preview)
    return previewed(data, {command.batch, command.as_of, command.threads}, *law,
                     command.wants_json, machine);
  return run_batch_step(command, *law, data, machine);
}

Result<int> run_recheck(const RecheckCommand& command, const Machine& machine) {
  const Result<law::Law> law = law::load(command.law_folder, std::nullopt);
  if (!law) return tl::unexpected(law.error());
  const Result<std::shared_ptr<StoredData>> data =
      machine.open_data(command.data, app::DataIntent::existing);
  if (!data) return tl::unexpected(data.error());
  const Result<app::WorkDone> done = worked(**data, command.order, command.pack, *law, machine);
  if (!done) return tl::unexpected(done.error());
  if (command.wants_json)
    wire::write_work_done(*done, machine.out);
  else
    print_work(*done, machine.out);
  return kDone;
}

}  // namespace qingxin::cli
