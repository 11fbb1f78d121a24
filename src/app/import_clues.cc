// SPDX-License-Identifier: Apache-2.0
#include "app/import_clues.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/permit.h"
#include "app/settle_clue.h"
#include "base/hash.h"
#include "base/text.h"
#include "feeds/cells.h"
#include "feeds/clue_file.h"

namespace qingxin::app {

namespace {

// What a row says of whether it is about construction: 是、否, or the word itself.
store::WorkField field_in(std::string_view said) {
  if (said.empty()) return store::WorkField::not_said;
  if (said == "工程建设" || said == "工程建设领域") return store::WorkField::construction;
  if (said == "非工程建设" || said == "非工程建设领域") return store::WorkField::other;
  const std::optional<feeds::YesNo> answer = feeds::read_yes_no(said);
  if (!answer) return store::WorkField::not_said;
  return *answer == feeds::YesNo::no ? store::WorkField::other : store::WorkField::construction;
}

// Reads the rows of one file into clues.
class Importing {
 public:
  Importing(const CluesOrder& order, std::string file) : order_(&order), file_(std::move(file)) {}

  // The clue of a row, or why there is none.
  tl::expected<ClueBrought, RejectedRow> brought(const feeds::ClueRow& row,
                                                 std::vector<std::string>& remarks) {
    const Result<casework::Channel> channel = channel_of(row);
    if (!channel)
      return tl::unexpected(RejectedRow{row.row, "来源渠道", feeds::shown_cell(row.channel),
                                        channel.error().message});
    ClueBrought brought;
    brought.origin = {.channel = *channel,
                      .foreign_number = row.number,
                      .arrived = row.arrived.value_or(Instant{}),
                      .file = file_,
                      .row = row.row};
    if (row.is_confidential) brought.reporting = store::Reporting::confidential;
    brought.asked = order_->asked;
    brought.project_code = row.project_code;
    take_said(row, brought.said, remarks);
    if (row.number.empty() || character_count(row.number) > kClueNameMost)
      brought.client_key = key_of(brought.said, brought.project_code, *channel);
    return brought;
  }

 private:
  Result<casework::Channel> channel_of(const feeds::ClueRow& row) const {
    if (!row.channel.empty()) return channel_named(row.channel);
    if (order_->channel) return *order_->channel;
    return fail(ErrorCode::invalid_input,
                "没有写来源渠道；请补上这一列，或用 --channel 说明整个文件是哪个渠道的");
  }

  static void take_said(const feeds::ClueRow& row, store::ClueSaid& said,
                        std::vector<std::string>& remarks) {
    said.text = row.text;
    for (const feeds::UnreadCell& cell : row.unread) {
      remarks.push_back(
          fmt::format("「{}」“{}”：{}", cell.column, feeds::shown_cell(cell.value), cell.reason));
      if (!cell.value.empty()) add_words(said.text, cell.column, cell.value);
    }
    store::ClueFigures& figures = said.figures;
    figures.employer = row.employer;
    figures.employer_code = row.employer_code;
    figures.project_name = row.project_name;
    figures.place = row.place;
    figures.region_code = row.region_code;
    figures.industry = row.industry;
    figures.field = field_in(row.field);
    if (!row.field.empty() && figures.field == store::WorkField::not_said)
      add_words(said.text, "工程建设", row.field);
    figures.months = row.months;
    figures.amount = row.amount;
    figures.head_count = row.head_count;
    if (!row.name.empty() || !row.phone.empty() || !row.id_number.empty())
      said.people.push_back({row.name, row.id_number, row.phone, true, {}});
  }

  // A row without a number is known by what it says, and by how often the file says so.
  std::string key_of(const store::ClueSaid& said, std::string_view project_code,
                     casework::Channel channel) {
    const std::string digest = hex(store::digest_of(said, project_code));
    return fmt::format("{} {} {}", name_of(channel), digest, ++times_[digest]);
  }

  const CluesOrder* order_;
  std::string file_;
  std::map<std::string, int> times_;
};

bool is_of_row(ErrorCode code) {
  return code == ErrorCode::invalid_input || code == ErrorCode::conflict ||
         code == ErrorCode::usage;
}

RejectedRow reject_of(const feeds::ClueRow& row, const Error& error) {
  if (error.code == ErrorCode::conflict)
    return {row.row, "来件编号", feeds::shown_cell(row.number), error.message};
  return {row.row, "反映内容", feeds::shown_cell(row.text), error.message};
}

void take(CluesImported& done, const feeds::ClueRow& row, ClueReceived received,
          std::vector<std::string> remarks) {
  switch (received.added.kept) {
    case store::ClueKept::fresh: ++done.fresh; break;
    case store::ClueKept::repeat: ++done.repeated; return;
    case store::ClueKept::changed: ++done.changed; break;
  }
  ImportedClue clue{row.row, received.added, 0, std::move(remarks)};
  clue.remarks.insert(clue.remarks.end(), received.remarks.begin(), received.remarks.end());
  for (const store::LikeClue& like : received.like)
    clue.likely += like.likeness.verdict >= intake::Verdict::likely ? 1 : 0;
  done.clues.push_back(std::move(clue));
}

}  // namespace

Result<CluesImported> import_clues(const access::Principal& who, Moment moment,
                                   const ClueDesk& desk, const CluesOrder& order,
                                   const RowsDone& told) {
  if (const Result<void> may = permit(who, access::Action::receive_clue); !may)
    return tl::unexpected(may.error());
  const Result<feeds::ClueFile> file = feeds::read_clue_file(order.file);
  if (!file) return tl::unexpected(file.error());
  CluesImported done;
  done.file = file->file;
  done.rows = static_cast<int>(file->rows.size() + file->rejected.size());
  done.ignored_columns = file->ignored_columns;
  done.rejected = file->rejected;
  Importing importing(order, file->file);
  std::int64_t looked_at = 0;
  for (const feeds::ClueRow& row : file->rows) {
    told(looked_at++, std::ssize(file->rows));
    std::vector<std::string> remarks;
    auto brought = importing.brought(row, remarks);
    if (!brought) {
      done.rejected.push_back(brought.error());
      continue;
    }
    Result<ClueReceived> received = receive_clue(who, moment, desk, *std::move(brought));
    if (received) {
      take(done, row, *std::move(received), std::move(remarks));
    } else if (is_of_row(received.error().code)) {
      done.rejected.push_back(reject_of(row, received.error()));
    } else {
      return tl::unexpected(received.error());
    }
  }
  told(looked_at, std::ssize(file->rows));
  std::ranges::stable_sort(done.rejected, {}, &RejectedRow::row);
  return done;
}

Result<void> add_people(const std::filesystem::path& file, store::ClueSaid& said,
                        std::vector<std::string>& remarks) {
  const Result<feeds::PeopleFile> list = feeds::read_people_file(file);
  if (!list) return tl::unexpected(list.error());
  for (const feeds::PersonRow& row : list->rows) {
    said.people.push_back({row.name, row.id_number, row.phone, false, row.amount});
    for (const feeds::UnreadCell& cell : row.unread) {
      const std::string place = fmt::format("{} 第 {} 行「{}」", list->file, row.row, cell.column);
      remarks.push_back(
          fmt::format("{}“{}”：{}", place, feeds::shown_cell(cell.value), cell.reason));
      if (!cell.value.empty()) add_words(said.text, place, cell.value);
    }
  }
  for (const RejectedRow& row : list->rejected)
    remarks.push_back(fmt::format("{} 第 {} 行「{}」“{}”没有采用：{}", list->file, row.row,
                                  row.column, row.value, row.reason));
  return {};
}

}  // namespace qingxin::app
