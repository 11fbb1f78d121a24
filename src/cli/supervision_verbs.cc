// SPDX-License-Identifier: Apache-2.0
#include "cli/supervision_verbs.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <ostream>
#include <sstream>

#include "app/write_paper.h"
#include "base/text.h"
#include "cli/record_verbs.h"
#include "cli/step_options.h"
#include "cli/text_table.h"
#include "wire/supervision_json.h"

namespace qingxin::cli {

namespace {

using oversight::Field;

constexpr int kDone = 0, kFaulty = 4;

tl::unexpected<Error> usage(std::string message) {
  return fail(ErrorCode::usage, std::move(message));
}

std::string option_of(const RecordAsked& asked, const std::string& name) {
  const auto found = asked.typed.options.find(name);
  return found == asked.typed.options.end() ? std::string{} : found->second;
}

void add_options(CLI::App& command, TypedRecord& typed, std::initializer_list<const char*> names) {
  for (const char* const name : names)
    command.add_option(std::string{"--"} + name, typed.options[name]);
}

void line(std::string_view name, std::string_view value, std::ostream& out) {
  if (value.empty()) return;
  std::istringstream lines{std::string{value}};
  std::string head = "  " + padded_right(name, 8) + "  ";
  for (std::string each; std::getline(lines, each);) {
    print_wrapped(head, printable(each), out);
    head.assign(12, ' ');
  }
}

Result<int> year_in(const RecordAsked& asked) {
  const std::string text = option_of(asked, "year");
  if (text.empty()) return 0;
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (error == std::errc{} && end == text.data() + text.size()) return year;
  return usage(fmt::format("--year 的值「{}」不对，请写成 2026", printable(text)));
}

Result<std::vector<oversight::SubmissionKey>> keys_of(const RecordAsked& asked) {
  const std::string file = option_of(asked, "keys");
  if (file.empty()) return usage("请用 --keys 写明报送密钥文件，写法见 docs/supervision.md");
  return app::read_key_file(file);
}

Result<app::SubmissionOrder> period_of(const RecordAsked& asked) {
  app::SubmissionOrder order{};
  for (const auto& [name, day] : {std::pair{"from", &order.from}, {"until", &order.until}}) {
    const Result<Date> read = parse_iso_date(option_of(asked, name));
    if (!read) return usage(fmt::format("请写明 --{}，如 --{} 2026-11-01", name, name));
    *day = *read;
  }
  return order;
}

void print_scheme(const oversight::Scheme& scheme, std::ostream& out) {
  out << fmt::format("{}  共 {} 分\n", printable(scheme.title),
                     oversight::points_text(scheme.points()));
  line("来处", scheme.source, out);
  line("核对日", to_string(scheme.checked_on), out);
  for (const oversight::SchemePart& part : scheme.parts) {
    out << fmt::format("\n{}（{} 分）\n", part.name, oversight::points_text(part.points));
    for (const oversight::SchemeItem& item : scheme.items)
      if (item.part == part.id)
        print_wrapped(
            "  ",
            fmt::format("{}（{}）{} 分，{}", item.name, item.id,
                        oversight::points_text(item.points), oversight::in_chinese(item.basis)),
            out);
  }
  out << "\n直接定为 C\n";
  for (const oversight::DirectC& direct : scheme.direct)
    print_wrapped("  ",
                  fmt::format("{}（{}）{}：{}", direct.name, direct.id,
                              oversight::in_chinese(direct.basis), direct.source),
                  out);
}

void print_score(const app::Scored& scored, std::ostream& out) {
  const oversight::AssessmentScore& score = scored.score;
  out << fmt::format("{}  {} 至 {}  {} 分（满分 {}）  {}\n", printable(scored.scheme.title),
                     to_string(scored.from), to_string(scored.until),
                     oversight::points_text(score.points), oversight::points_text(score.full),
                     score.grade.empty() ? "等次未定" : score.grade);
  if (score.self) out << fmt::format("  自评 {} 分\n", oversight::points_text(*score.self));
  for (const oversight::ItemScore& item : score.items) {
    out << fmt::format("\n{}  {} 分（满分 {}）{}\n", item.name, oversight::points_text(item.points),
                       oversight::points_text(item.full),
                       item.self ? "  自评 " + oversight::points_text(*item.self) : "");
    line("数值", item.value, out);
    line("算法", item.formula, out);
    for (const std::string& one : item.evidence) line("佐证", one, out);
    for (const std::string& one : item.missing) line("缺", one, out);
  }
  out << "\n直接定为 C\n";
  for (const oversight::TriggerScore& one : score.triggers)
    out << fmt::format("  {}：{}{}\n", one.name,
                       one.value ? std::to_string(*one.value) : "没有人写明",
                       one.is_hit ? "，达到" : "");
  for (const std::string& note : scored.notes) line("不明", note, out);
}

std::string cell_words(oversight::IndicatorId id, const std::optional<oversight::Cell>& cell) {
  if (!cell) return "没有";
  const oversight::Indicator& indicator = oversight::indicator_of(id);
  return oversight::value_text(indicator.measure, oversight::value_of(indicator, *cell));
}

void print_taken(const app::SubmissionTaken& taken, std::ostream& out) {
  const oversight::Snapshot& snapshot = taken.submission.snapshot;
  out << fmt::format("{}：{} {}  {} 至 {}\n",
                     taken.kept == store::Kept::already ? "已经收过" : "已收",
                     printable(taken.submission.key.body), taken.submission.key.region,
                     to_string(snapshot.from), to_string(snapshot.until));
  line("SM3", taken.submission.sm3, out);
  line("记录", std::to_string(number(taken.whole.id)), out);
  if (!taken.corrected) return;
  out << fmt::format("  更正前一份 {}，{} 处不同\n", number(*taken.corrected),
                     taken.differences.size());
  for (const oversight::SubmissionDifference& one : taken.differences)
    print_wrapped(
        "    ",
        fmt::format("{} {}：{} → {}", printable(one.place),
                    oversight::indicator_of(one.indicator).chinese,
                    cell_words(one.indicator, one.before), cell_words(one.indicator, one.now)),
        out);
}

void print_submissions(const app::SubmissionBoard& board, Colour colour, std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::left, Align::left}, 1);
  table.add({{"区划"}, {"单位"}, {"报送"}, {"账号"}});
  for (const app::SubmissionLine& one : board.lines)
    table.add({{one.region},
               {printable(one.body)},
               {one.record ? fmt::format("{} 做{}", china_minute(one.frozen),
                                         one.has_corrected ? "，更正过" : "")
                           : "未报送"},
               {one.has_users ? "有" : "没有用户"}});
  table.print(colour, out);
  out << "\n合计\n";
  for (const oversight::SnapshotCell& cell : board.sum.cells)
    if (cell.code == board.sum.region_code)
      out << fmt::format("  {}  {}\n", oversight::indicator_of(cell.indicator).chinese,
                         cell_words(cell.indicator, cell.cell));
  for (const oversight::SnapshotNote& note : board.sum.missing) line("缺", note.words, out);
}

}  // namespace

Result<int> propose_orders(const RecordAsked& asked) {
  const Result<app::OrdersProposed> done = app::propose_orders(asked.who, asked.moment, asked.desk);
  if (!done) return tl::unexpected(done.error());
  return told(
      asked, [&] { return wire::orders_proposed_json(*done); },
      [&] {
        asked.out() << fmt::format("新建议 {} 件，已经建议过 {} 件\n", done->made.size(),
                                   done->known);
        for (const app::OrdersProposed::One& one : done->made) {
          asked.out() << fmt::format("\n{}  {}\n", number(one.id), printable(one.proposal.name));
          line("理由", one.proposal.reason, asked.out());
          line("答复", to_string(one.proposal.answer_by), asked.out());
        }
      });
}

void declare_region(CLI::App& command, TypedRecord& typed) {
  command.add_option("--region", typed.region);
}

Result<int> exposure_board(const RecordAsked& asked) {
  const Result<app::ExposureBoard> board =
      app::exposure_board(asked.who, asked.moment, asked.desk, asked.typed.region);
  if (!board) return tl::unexpected(board.error());
  return told(
      asked, [&] { return wire::exposure_board_json(*board); },
      [&] {
        std::ostream& out = asked.out();
        out << fmt::format("{}（{} 至 {}）已公布 {} 件\n", board->period.name,
                           to_string(board->period.from), to_string(board->period.until),
                           board->published);
        for (const store::KeptRecord& kept : board->waiting)
          out << fmt::format("  {}  {}  {}\n", number(kept.id),
                             oversight::words_of(kept.state).chinese, printable(kept.title));
        for (const store::KeptRecord& kept : board->standing)
          out << fmt::format("  {}  已发布  {}  撤下 {}\n", number(kept.id), printable(kept.title),
                             oversight::text_of(kept.values, Field::take_down));
        for (const app::ObjectionDue& one : board->objections)
          out << fmt::format("  异议 {}  {}  {}{}\n", to_string(one.objection.day),
                             printable(one.firm),
                             one.due ? "复核期限 " + to_string(one.due->day) : "没有期限",
                             one.is_overdue ? "，已超期" : "");
        line("期限", board->objection_term, out);
      });
}

Result<int> violation_board(const RecordAsked& asked) {
  const Result<std::vector<app::ViolationWaiting>> board =
      app::violation_board(asked.who, asked.moment, asked.desk, asked.typed.region);
  if (!board) return tl::unexpected(board.error());
  return told(
      asked, [&] { return wire::violation_board_json(*board); },
      [&] {
        asked.out() << fmt::format("移交以后还没有结果的 {} 件\n", board->size());
        for (const app::ViolationWaiting& one : *board)
          asked.out() << fmt::format("  {}  {}  交 {}  {} 移交，{} 天  {}{}\n", number(one.kept.id),
                                     printable(oversight::text_of(one.kept.values, Field::firm)),
                                     printable(one.authority), to_string(one.handed_over), one.days,
                                     one.is_receipted ? "已签收" : "未签收",
                                     one.is_overdue ? "，已超期" : "");
      });
}

void declare_directory_import(CLI::App& command, TypedRecord& typed) {
  command.add_option("FILE", typed.file)->required();
  command.add_option("--region", typed.region);
  add_options(command, typed, {"source"});
}

Result<int> directory_import(const RecordAsked& asked) {
  const Result<app::OfficeRegisterImported> done =
      app::import_directory(asked.who, asked.moment, asked.desk,
                            {asked.typed.file, asked.typed.region, option_of(asked, "source")});
  if (!done) return tl::unexpected(done.error());
  told(
      asked, [&] { return wire::register_imported_json(*done); },
      [&] {
        std::ostream& out = asked.out();
        out << fmt::format("{}：{} 行，新登记 {}，修改 {}，没有变化 {}，没有收 {}\n",
                           printable(done->file), done->rows, done->added, done->changed,
                           done->known, done->rejected.size());
        for (const feeds::RejectedRow& row : done->rejected)
          print_wrapped(
              "  ",
              fmt::format("第 {} 行 {}「{}」：{}", row.row, row.column, row.value, row.reason),
              out);
        for (const std::string& column : done->ignored_columns) line("不认识", column, out);
      });
  return done->rejected.empty() ? kDone : kFaulty;
}

void declare_scheme(CLI::App& command, TypedRecord& typed) {
  add_options(command, typed, {"scheme"});
}

Result<int> assessment_scheme(const RecordAsked& asked) {
  const std::string name = option_of(asked, "scheme");
  const Result<oversight::Scheme> scheme = oversight::find_scheme(name.empty() ? "default" : name);
  if (!scheme) return tl::unexpected(scheme.error());
  return told(
      asked, [&] { return wire::scheme_json(*scheme); },
      [&] { print_scheme(*scheme, asked.out()); });
}

void declare_score(CLI::App& command, TypedRecord& typed) {
  command.add_option("ID", typed.id);
  command.add_option("--region", typed.region);
  command.add_option("--judge", typed.values);
  add_options(command, typed, {"scheme", "year"});
}

Result<int> assessment_score(const RecordAsked& asked) {
  app::ScoreOrder order;
  if (const std::string name = option_of(asked, "scheme"); !name.empty()) order.scheme = name;
  order.region = asked.typed.region;
  const Result<int> year = year_in(asked);
  if (!year) return tl::unexpected(year.error());
  order.year = *year;
  if (!asked.typed.id.empty()) {
    const Result<app::RecordId> id = record_in(asked);
    if (!id) return tl::unexpected(id.error());
    order.record = *id;
  }
  for (const std::string& text : asked.typed.values) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos)
      return usage(fmt::format("--judge 的值「{}」不对，请写成 项=分数", printable(text)));
    order.judged.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  const Result<app::Scored> scored =
      app::score_district(asked.who, asked.moment, asked.desk, std::move(order));
  if (!scored) return tl::unexpected(scored.error());
  return told(
      asked, [&] { return wire::scored_json(*scored); },
      [&] { print_score(*scored, asked.out()); });
}

void declare_letter(CLI::App& command, TypedRecord& typed) {
  add_options(command, typed, {"scheme", "year", "issuer", "district", "duty", "out"});
}

Result<int> assessment_letter(const RecordAsked& asked) {
  app::LetterOrder order;
  if (const std::string name = option_of(asked, "scheme"); !name.empty()) order.scheme = name;
  order.issuer = option_of(asked, "issuer");
  order.district = option_of(asked, "district");
  order.duty = option_of(asked, "duty");
  const Result<int> year = year_in(asked);
  if (!year) return tl::unexpected(year.error());
  order.year = *year;
  const std::string file = option_of(asked, "out");
  if (file.empty()) return usage("请用 --out 写明要写的 .docx 或 .html 文件");
  const Result<app::PaperForm> form = app::paper_form_of(file);
  if (!form) return tl::unexpected(form.error());
  order.form = *form;
  const Result<std::string> bytes = app::target_letter(asked.who, asked.moment, order);
  if (!bytes) return tl::unexpected(bytes.error());
  if (const Result<void> written = app::write_paper_file(*bytes, file); !written)
    return tl::unexpected(written.error());
  asked.out() << fmt::format("已写：{}\n", printable(file));
  return kDone;
}

void declare_submission_make(CLI::App& command, TypedRecord& typed) {
  add_options(command, typed, {"keys", "key", "from", "until", "out"});
}

Result<int> submission_make(const RecordAsked& asked) {
  const auto keys = keys_of(asked);
  if (!keys) return tl::unexpected(keys.error());
  const auto key = oversight::submission_key_named(*keys, option_of(asked, "key"));
  if (!key) return tl::unexpected(key.error());
  const Result<app::SubmissionOrder> order = period_of(asked);
  if (!order) return tl::unexpected(order.error());
  const std::string file = option_of(asked, "out");
  if (file.empty()) return usage("请用 --out 写明要写的文件");
  const Result<app::SubmissionMade> made =
      app::make_submission(asked.who, asked.moment, asked.desk, *key, *order);
  if (!made) return tl::unexpected(made.error());
  if (const Result<void> written = app::write_paper_file(made->text, file); !written)
    return tl::unexpected(written.error());
  return told(
      asked, [&] { return wire::submission_made_json(*made); },
      [&] {
        asked.out() << fmt::format("已写：{}\n", printable(file));
        line("SM3", made->sm3, asked.out());
        line("记录", std::to_string(number(made->kept.whole.id)), asked.out());
      });
}

void declare_submission_take(CLI::App& command, TypedRecord& typed) {
  command.add_option("FILE", typed.file)->required();
  add_options(command, typed, {"keys"});
}

Result<int> submission_take(const RecordAsked& asked) {
  const auto keys = keys_of(asked);
  if (!keys) return tl::unexpected(keys.error());
  const Result<std::string> text = text_of_file(asked.typed.file);
  if (!text) return tl::unexpected(text.error());
  const Result<app::SubmissionTaken> taken =
      app::take_submission(asked.who, asked.moment, asked.desk, *keys, *text, "file");
  if (!taken) return tl::unexpected(taken.error());
  return told(
      asked, [&] { return wire::submission_taken_json(*taken); },
      [&] { print_taken(*taken, asked.out()); });
}

void declare_submission_board(CLI::App& command, TypedRecord& typed) {
  command.add_option("--region", typed.region);
  add_options(command, typed, {"keys", "from", "until"});
}

Result<int> submission_board(const RecordAsked& asked) {
  const auto keys = keys_of(asked);
  if (!keys) return tl::unexpected(keys.error());
  const Result<app::SubmissionOrder> order = period_of(asked);
  if (!order) return tl::unexpected(order.error());
  const Result<app::SubmissionBoard> board =
      app::submission_board(asked.who, asked.moment, asked.desk, *keys, *order, asked.typed.region);
  if (!board) return tl::unexpected(board.error());
  return told(
      asked, [&] { return wire::submission_board_json(*board); },
      [&] { print_submissions(*board, colour_of(asked.machine), asked.out()); });
}

}  // namespace qingxin::cli
