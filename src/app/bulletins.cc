// SPDX-License-Identifier: Apache-2.0
#include "app/bulletins.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "app/bulletin_files.h"
#include "app/permit.h"
#include "app/reporters.h"
#include "app/take_snapshot.h"
#include "app/units.h"
#include "base/hash.h"
#include "base/text.h"
#include "law/parameters.h"

namespace qingxin::app {

namespace {

using oversight::BulletinCheck;
using oversight::BulletinDraft;
using oversight::BulletinPeriod;
using oversight::CheckDone;
using oversight::Field;
using oversight::Line;
using oversight::Record;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;
using oversight::Snapshot;
using oversight::Values;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(text.empty() ? "" : "\n").append(line);
  return text;
}

// "市治欠办，县政府办。"; empty: to nobody.
std::string sent_to(const Values& values, Field field) {
  std::string text;
  for (const std::string& one : oversight::lines_of(values, field))
    text.append(text.empty() ? "" : "，").append(one);
  return text.empty() ? text : text + "。";
}

Result<BulletinKind> kind_of(const Record& record) {
  return bulletin_kind_in(oversight::text_of(record.values, Field::bulletin_kind));
}

// What a person wrote, else what the program did.
BulletinDraft draft_of(const Record& record, BulletinKind kind) {
  const Values& values = record.values;
  const bool is_signed = record.state == RecordState::signed_;
  BulletinDraft draft{.kind = kind,
                      .subject = std::string{oversight::text_of(values, Field::subject)},
                      .prose = {},
                      .issue_no = 0,
                      .day = {},
                      .send_to = sent_to(values, Field::send_to),
                      .copy_to = sent_to(values, Field::copy_to)};
  if (is_signed) {
    draft.issue_no = static_cast<int>(oversight::number_of(values, Field::issue_no).value_or(0));
    draft.day = oversight::day_of(values, Field::day);
  }
  for (const oversight::BlockWords& block : oversight::words_of(kind).blocks) {
    const Line* line = oversight::find_line(record, block.item);
    draft.prose.push_back(line == nullptr        ? std::string{}
                          : line->answer.empty() ? line->told
                                                 : line->answer);
  }
  return draft;
}

struct Frozen {
  Snapshot snapshot;
  std::string sm3;
};

// The record says which SM3 its snapshot has: neither can be changed without the other.
Result<Frozen> snapshot_of_record(store::Store& held, const store::WholeRecord& whole) {
  const Result<store::FrozenText> text = held.records().frozen_text(whole.id);
  if (!text && text.error().code == ErrorCode::not_found)
    return fail(ErrorCode::not_found,
                fmt::format("简报 {} 没有冻结下快照（做到一半停了）；请撤回它，另做一期",
                            number(whole.id)));
  if (!text) return tl::unexpected(text.error());
  const std::string sm3 = hex(qingxin::sm3(text->text));
  if (sm3 != oversight::text_of(whole.record.values, Field::digest))
    return fail(
        ErrorCode::conflict,
        fmt::format("简报 {} 的快照与登记的 SM3 不符，被改过；请报告管理员", number(whole.id)));
  Result<Snapshot> snapshot = oversight::snapshot_in(text->text);
  if (!snapshot) return tl::unexpected(snapshot.error());
  return Frozen{*std::move(snapshot), sm3};
}

Result<store::WholeRecord> whole_bulletin(store::Store& held, RecordId id) {
  Result<store::WholeRecord> whole = held.records().whole_record(id);
  if (!whole) return whole;
  if (whole->record.face.kind == RecordKind::bulletin) return whole;
  return fail(ErrorCode::not_found,
              fmt::format("{} 不是简报，是{}", number(id),
                          oversight::words_of(whole->record.face.kind).chinese));
}

// Bulletins of the same kind, body and district.
Result<std::vector<store::KeptRecord>> of_the_series(const access::Principal& who, Moment moment,
                                                     const RecordDesk& desk,
                                                     const oversight::RecordFace& face,
                                                     BulletinKind kind) {
  store::RecordFilter filter;
  filter.kind = RecordKind::bulletin;
  filter.owner = access::UnitId{static_cast<std::int64_t>(face.owner)};
  Result<std::vector<store::KeptRecord>> all = all_records(who, moment, desk, filter);
  if (!all) return all;
  std::erase_if(*all, [&](const store::KeptRecord& one) {
    return one.face.region_code != face.region_code ||
           oversight::text_of(one.values, Field::bulletin_kind) != oversight::words_of(kind).name;
  });
  return all;
}

// The last one that was signed and whose period ended before this one's began or, of those that
// run through the year, before this one's ended.
std::optional<RecordId> issue_before(const std::vector<store::KeptRecord>& series, Date until) {
  std::optional<std::pair<Date, RecordId>> last;
  for (const store::KeptRecord& one : series) {
    const std::optional<Date> ended = oversight::day_of(one.values, Field::until);
    if (one.state != RecordState::signed_ || !ended || *ended >= until) continue;
    if (!last || *ended > last->first) last = {*ended, one.id};
  }
  return last ? std::optional{last->second} : std::nullopt;
}

// With the eyes of the program: to keep them out of what is written, and for nothing else.
Result<std::vector<casework::Reporter>> reporters_in(Moment moment, const RecordDesk& desk,
                                                     const Snapshot& snapshot) {
  const std::unique_ptr<store::Store> held =
      desk.store->acting_for(access::the_machine(), moment.now);
  std::set<std::int64_t> dossiers;
  for (const oversight::SnapshotRow& row : snapshot.rows)
    if (row.of == oversight::Of::dossier && row.id != 0) dossiers.insert(row.id);
  std::vector<casework::Reporter> all;
  for (const std::int64_t id : dossiers) {
    const Result<store::WholeDossier> whole = held->dossiers().whole_dossier(store::DossierId{id});
    if (!whole && whole.error().code == ErrorCode::not_found) continue;
    if (!whole) return tl::unexpected(whole.error());
    const Result<Reporters> reporters = reporters_of(*held, *whole);
    if (!reporters) return tl::unexpected(reporters.error());
    all.insert(all.end(), reporters->all.begin(), reporters->all.end());
  }
  return all;
}

// Who reported is looked up only where a text is written or goes out: that opens each dossier
// behind the figures, which reading a bulletin does not need.
enum class Names : unsigned char { not_looked_up, looked_up };

Result<std::vector<CheckDone>> checks_of(Moment moment, const RecordDesk& desk, Names names,
                                         const BulletinDraft& draft, const Snapshot& snapshot,
                                         const std::optional<Snapshot>& earlier) {
  Result<std::vector<casework::Reporter>> reporters = std::vector<casework::Reporter>{};
  if (names == Names::looked_up) reporters = reporters_in(moment, desk, snapshot);
  if (!reporters) return tl::unexpected(reporters.error());
  return oversight::check_bulletin({draft, snapshot, earlier, *std::move(reporters)});
}

// That it cannot be compared is told; who signs knows why.
Result<void> permit_to_go_out(const std::vector<CheckDone>& checks) {
  std::string faults;
  for (const CheckDone& one : checks) {
    const bool holds_up =
        one.check != BulletinCheck::signature && one.check != BulletinCheck::comparable;
    if (!holds_up) continue;
    for (const std::string& fault : one.faults)
      faults += fmt::format("{}{}：{}", faults.empty() ? "" : "；",
                            oversight::in_chinese(one.check), fault);
  }
  if (faults.empty()) return {};
  return fail(ErrorCode::conflict, fmt::format("还不能发出。{}", faults));
}

// With the program's own sentences beside what a person will write.
std::vector<Line> lines_of_order(BulletinKind kind, const Snapshot& snapshot) {
  std::vector<Line> lines;
  const std::span<const oversight::BlockWords> blocks = oversight::words_of(kind).blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    lines.push_back(
        {.item = std::string{blocks[i].item}, .told = oversight::default_prose(kind, i, snapshot)});
  return lines;
}

Result<Values> values_of_order(const FreezeOrder& order, const Snapshot& snapshot,
                               const std::string& sm3) {
  Values values{
      {Field::bulletin_kind, std::string{oversight::words_of(order.kind).name}},
      {Field::subject,
       order.subject.empty() ? oversight::default_subject(order.kind, snapshot) : order.subject},
      {Field::from, to_string(snapshot.from)},
      {Field::until, to_string(snapshot.until)},
      {Field::as_of, to_string(china_day(snapshot.frozen))},
      {Field::digest, sm3}};
  if (!order.send_to.empty()) values[Field::send_to] = joined(order.send_to);
  if (!order.copy_to.empty()) values[Field::copy_to] = joined(order.copy_to);
  if (const auto right = oversight::bound(values[Field::subject], snapshot); !right)
    return tl::unexpected(right.error());
  return values;
}

struct Body {
  access::UnitId unit{};
  std::string name, region;
};

Result<Body> body_of_order(const access::Principal& who, const RecordDesk& desk,
                           const FreezeOrder& order) {
  Body body{.unit = order.unit != access::UnitId{} ? order.unit : acting_unit(who),
            .name = {},
            .region = order.region};
  if (body.unit == kLocalUnit)
    if (const Result<access::UnitId> made = local_unit(*desk.store);
        !made && made.error().code != ErrorCode::conflict)
      return tl::unexpected(made.error());
  const Result<store::Unit> unit = desk.store->unit(body.unit);
  if (!unit) return tl::unexpected(unit.error());
  body.name = unit->name;
  if (body.region.empty()) body.region = law::region_prefix(unit->region_code);
  if (body.region.empty() && who.scope.districts.size() == 1)
    body.region = who.scope.districts.front();
  return body;
}

Result<BulletinPeriod> period_of_order(const FreezeOrder& order, Date today) {
  if (order.from && order.until) return BulletinPeriod{*order.from, *order.until};
  const std::optional<BulletinPeriod> period = oversight::period_of(order.kind, today);
  if (period && !order.from && !order.until) return *period;
  return fail(ErrorCode::usage, fmt::format("{}的起止日要两个都写：从哪天起、到哪天止",
                                            oversight::words_of(order.kind).chinese));
}

RecordOrder step_of(RecordId id, RecordStep step, const std::string& key) {
  RecordOrder order{.id = id, .face = {.kind = RecordKind::bulletin}, .event = {.step = step}};
  order.event.key = key;
  return order;
}

Result<void> step_once(const access::Principal& who, Moment moment, const RecordDesk& desk,
                       const RecordOrder& order) {
  if (const Result<void> sound = check_client_key(order.event.key); !sound) return sound;
  const auto kept = step_records(who, moment, desk, {order});
  if (!kept) return tl::unexpected(kept.error());
  return {};
}

// The next within kind, body and year.
Result<int> next_issue(const access::Principal& who, Moment moment, const RecordDesk& desk,
                       const Record& record, BulletinKind kind) {
  const auto series = of_the_series(who, moment, desk, record.face, kind);
  if (!series) return tl::unexpected(series.error());
  std::int64_t last = 0;
  for (const store::KeptRecord& one : *series) {
    const std::optional<Date> day = oversight::day_of(one.values, Field::day);
    if (one.state == RecordState::signed_ && day && year_of(*day) == year_of(moment.today))
      last = std::max(last, oversight::number_of(one.values, Field::issue_no).value_or(0));
  }
  return static_cast<int>(last) + 1;
}

// What was kept of each form; what a program that stopped did not keep is made now.
Result<void> keep_files(store::Store& held, const BulletinShown& shown) {
  for (const BulletinForm form : kAllBulletinForms) {
    const auto known = held.records().file_of(shown.whole.id, name_of(form));
    if (known) continue;
    if (known.error().code != ErrorCode::not_found) return tl::unexpected(known.error());
    const Result<std::string> bytes = made_file(shown, form);
    if (!bytes) return tl::unexpected(bytes.error());
    const store::RecordFile file{std::string{name_of(form)}, *bytes, hex(sm3(*bytes))};
    if (const auto kept = held.records().keep_file(shown.whole.id, file); !kept)
      return tl::unexpected(kept.error());
  }
  return {};
}

Result<std::vector<BulletinFile>> files_of(store::Store& held, RecordId id) {
  std::vector<BulletinFile> files;
  for (const BulletinForm form : kAllBulletinForms) {
    const Result<store::RecordFile> file = held.records().file_of(id, name_of(form));
    if (!file && file.error().code == ErrorCode::not_found) continue;
    if (!file) return tl::unexpected(file.error());
    files.push_back({form, file->sm3});
  }
  return files;
}

// The record first: the snapshot belongs to it.
Result<BulletinShown> keep_frozen(const access::Principal& who, Moment moment,
                                  const RecordDesk& desk, const FreezeOrder& order,
                                  RecordOrder record, const Snapshot& snapshot) {
  const std::string text = oversight::snapshot_text(snapshot);
  Result<Values> values = values_of_order(order, snapshot, hex(sm3(text)));
  if (!values) return tl::unexpected(values.error());
  record.event.values.merge(*values);
  record.event.lines = lines_of_order(order.kind, snapshot);
  if (const Result<void> sound = check_client_key(order.key); !sound)
    return tl::unexpected(sound.error());
  const auto kept = step_records(who, moment, desk, {record});
  if (!kept) return tl::unexpected(kept.error());
  const RecordId id = kept->front().whole.id;
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  if (const auto frozen = held->records().freeze_text(id, text); !frozen)
    return tl::unexpected(frozen.error());
  return show_bulletin(who, moment, desk, id);
}

// The issue before it, with its snapshot; nothing: it is the first.
struct Earlier {
  RecordId id{};
  Snapshot snapshot;
};
Result<std::optional<Earlier>> earlier_of(const access::Principal& who, Moment moment,
                                          const RecordDesk& desk, const oversight::RecordFace& face,
                                          BulletinKind kind, Date until) {
  const auto series = of_the_series(who, moment, desk, face, kind);
  if (!series) return tl::unexpected(series.error());
  const std::optional<RecordId> id = issue_before(*series, until);
  if (!id) return std::nullopt;
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::WholeRecord> whole = whole_bulletin(*held, *id);
  if (!whole) return tl::unexpected(whole.error());
  Result<Frozen> frozen = snapshot_of_record(*held, *whole);
  if (!frozen) return tl::unexpected(frozen.error());
  return Earlier{*id, std::move(frozen->snapshot)};
}

void take_prose(const ProseOrder& order, RecordOrder& record) {
  Values& values = record.event.values;
  if (order.subject) values[Field::subject] = *order.subject;
  if (order.send_to) values[Field::send_to] = joined(*order.send_to);
  if (order.copy_to) values[Field::copy_to] = joined(*order.copy_to);
}

// What is written refers to figures that are there; a line keeps what the program said beside it.
Result<void> take_blocks(const ProseOrder& order, const BulletinShown& shown, RecordOrder& record) {
  std::string all = order.subject.value_or("");
  for (const auto& [item, prose] : order.blocks) {
    const auto block = oversight::block_named(shown.draft.kind, item);
    if (!block) {
      std::string items;
      for (const oversight::BlockWords& one : oversight::words_of(shown.draft.kind).blocks)
        items += fmt::format("{}「{}」", items.empty() ? "" : "、", one.item);
      return fail(ErrorCode::invalid_input, fmt::format("没有「{}」这一段，有的是 {}",
                                                        shortened(printable(item), 40), items));
    }
    const Line* known = oversight::find_line(shown.whole.record, item);
    Line line = known == nullptr ? Line{} : *known;
    line.item = item;
    line.answer = prose;
    record.event.lines.push_back(std::move(line));
    all += "\n" + prose;
  }
  if (const auto right = oversight::bound(all, shown.snapshot); !right)
    return tl::unexpected(right.error());
  return {};
}

Result<BulletinShown> shown_with(const access::Principal& who, Moment moment,
                                 const RecordDesk& desk, RecordId id, Names names) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Result<store::WholeRecord> whole = whole_bulletin(*held, id);
  if (!whole) return tl::unexpected(whole.error());
  const Result<BulletinKind> kind = kind_of(whole->record);
  if (!kind) return tl::unexpected(kind.error());
  Result<Frozen> frozen = snapshot_of_record(*held, *whole);
  if (!frozen) return tl::unexpected(frozen.error());
  const Result<std::optional<Earlier>> earlier =
      earlier_of(who, moment, desk, whole->record.face, *kind, frozen->snapshot.until);
  if (!earlier) return tl::unexpected(earlier.error());
  BulletinShown shown{.whole = *std::move(whole),
                      .draft = {},
                      .snapshot = std::move(frozen->snapshot),
                      .sm3 = std::move(frozen->sm3),
                      .text = {},
                      .earlier = {},
                      .checks = {},
                      .files = {}};
  shown.draft = draft_of(shown.whole.record, *kind);
  Result<oversight::BulletinText> text =
      oversight::bulletin_text(shown.draft, shown.snapshot, shown.sm3);
  if (!text) return tl::unexpected(text.error());
  shown.text = *std::move(text);
  if (*earlier) shown.earlier = (*earlier)->id;
  Result<std::vector<CheckDone>> checks =
      checks_of(moment, desk, names, shown.draft, shown.snapshot,
                *earlier ? std::optional{(*earlier)->snapshot} : std::nullopt);
  if (!checks) return tl::unexpected(checks.error());
  shown.checks = *std::move(checks);
  Result<std::vector<BulletinFile>> files = files_of(*held, id);
  if (!files) return tl::unexpected(files.error());
  shown.files = *std::move(files);
  return shown;
}

}  // namespace

Result<BulletinKind> bulletin_kind_in(std::string_view name) {
  if (const auto kind = oversight::bulletin_kind_named(name)) return *kind;
  std::string all;
  for (const oversight::BulletinWords& words : oversight::bulletin_kinds())
    all += fmt::format("{}{}（{}）", all.empty() ? "" : "、", words.name, words.chinese);
  return fail(ErrorCode::usage,
              fmt::format("没有「{}」这种简报，有的是：{}", shortened(printable(name), 40), all));
}

Result<BulletinShown> freeze_bulletin(const access::Principal& who, Moment moment,
                                      const RecordDesk& desk, const FreezeOrder& order) {
  if (const Result<void> may = permit(who, access::Action::freeze_figures); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  if (order.fresh != RecordId{})
    if (const auto known = whole_bulletin(*held, order.fresh); known) {
      const Result<BulletinKind> kind = kind_of(known->record);
      const oversight::Values& values = known->record.events.front().values;
      const auto is_said = [&](Field field, const std::optional<Date>& day) {
        return !day || oversight::day_of(values, field) == day;
      };
      const bool is_same = kind && *kind == order.kind && is_said(Field::from, order.from) &&
                           is_said(Field::until, order.until) &&
                           (order.region.empty() || order.region == known->record.face.region_code);
      if (is_same) return show_bulletin(who, moment, desk, order.fresh);
      return fail(ErrorCode::conflict,
                  fmt::format("编号 {} 已经是另一期简报；请换一个编号", number(order.fresh)));
    }
  const Result<Body> body = body_of_order(who, desk, order);
  if (!body) return tl::unexpected(body.error());
  const Result<BulletinPeriod> period = period_of_order(order, moment.today);
  if (!period) return tl::unexpected(period.error());
  const BulletinPeriod before = oversight::period_before(order.kind, *period);
  const oversight::BulletinWords& words = oversight::words_of(order.kind);
  Result<Snapshot> snapshot = snapshot_of(who, moment, desk,
                                          {.by = {oversight::By::district},
                                           .from = period->from,
                                           .until = period->until,
                                           .before_from = before.from,
                                           .before_until = before.until,
                                           .region = body->region,
                                           .indicators = {words.shown.begin(), words.shown.end()},
                                           .body = body->name});
  if (!snapshot) return tl::unexpected(snapshot.error());
  RecordOrder record = step_of({}, RecordStep::frozen, order.key);
  record.fresh = order.fresh;
  record.face.owner = oversight::BodyId{access::number(body->unit)};
  record.face.region_code = body->region;
  const Result<std::optional<Earlier>> earlier =
      earlier_of(who, moment, desk, record.face, order.kind, period->until);
  if (!earlier) return tl::unexpected(earlier.error());
  if (*earlier)
    for (const oversight::Correction& one :
         oversight::corrections_of(order.kind, (*earlier)->snapshot, *snapshot))
      snapshot->corrections.push_back({one.code, oversight::words_of(one, *snapshot)});
  return keep_frozen(who, moment, desk, order, std::move(record), *snapshot);
}

Result<BulletinShown> show_bulletin(const access::Principal& who, Moment moment,
                                    const RecordDesk& desk, RecordId id) {
  return shown_with(who, moment, desk, id, Names::not_looked_up);
}

Result<BulletinShown> write_bulletin(const access::Principal& who, Moment moment,
                                     const RecordDesk& desk, const ProseOrder& order) {
  const Result<BulletinShown> shown = show_bulletin(who, moment, desk, order.id);
  if (!shown) return shown;
  RecordOrder record = step_of(order.id, RecordStep::changed, order.key);
  take_prose(order, record);
  if (const Result<void> taken = take_blocks(order, *shown, record); !taken)
    return tl::unexpected(taken.error());
  if (record.event.values.empty() && record.event.lines.empty())
    return fail(ErrorCode::usage, "没有写要改什么：标题、报送、抄送或哪一段");
  if (const Result<void> done = step_once(who, moment, desk, record); !done)
    return tl::unexpected(done.error());
  return shown_with(who, moment, desk, order.id, Names::looked_up);
}

Result<BulletinShown> submit_bulletin(const access::Principal& who, Moment moment,
                                      const RecordDesk& desk, RecordId id, const std::string& key) {
  const Result<BulletinShown> shown = shown_with(who, moment, desk, id, Names::looked_up);
  if (!shown) return shown;
  if (const Result<void> right = permit_to_go_out(shown->checks); !right)
    return tl::unexpected(right.error());
  if (const Result<void> done =
          step_once(who, moment, desk, step_of(id, RecordStep::submitted, key));
      !done)
    return tl::unexpected(done.error());
  return show_bulletin(who, moment, desk, id);
}

Result<BulletinShown> sign_bulletin(const access::Principal& who, Moment moment,
                                    const RecordDesk& desk, RecordId id, const std::string& key) {
  if (const Result<void> may = permit(who, access::Action::sign_records); !may)
    return tl::unexpected(may.error());
  Result<BulletinShown> shown = shown_with(who, moment, desk, id, Names::looked_up);
  if (!shown) return shown;
  if (shown->whole.record.state != RecordState::signed_) {
    if (const Result<void> right = permit_to_go_out(shown->checks); !right)
      return tl::unexpected(right.error());
    // Nothing is signed of which this machine could not keep the files.
    for (const BulletinForm form : kAllBulletinForms)
      if (const Result<std::string> bytes = made_file(*shown, form); !bytes)
        return tl::unexpected(bytes.error());
    const Result<int> issue = next_issue(who, moment, desk, shown->whole.record, shown->draft.kind);
    if (!issue) return tl::unexpected(issue.error());
    RecordOrder record = step_of(id, RecordStep::signed_, key);
    record.event.values = {{Field::issue_no, std::to_string(*issue)},
                           {Field::day, to_string(moment.today)}};
    if (const Result<void> done = step_once(who, moment, desk, record); !done)
      return tl::unexpected(done.error());
    shown = show_bulletin(who, moment, desk, id);
    if (!shown) return shown;
  }
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  if (const Result<void> kept = keep_files(*held, *shown); !kept)
    return tl::unexpected(kept.error());
  return show_bulletin(who, moment, desk, id);
}

Result<std::string> bulletin_bytes(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, RecordId id, BulletinForm form) {
  const Result<BulletinShown> shown = show_bulletin(who, moment, desk, id);
  if (!shown) return tl::unexpected(shown.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Result<store::RecordFile> file = held->records().file_of(id, name_of(form));
  if (file) return std::move(file->bytes);
  if (file.error().code != ErrorCode::not_found) return tl::unexpected(file.error());
  return made_file(*shown, form);
}

Result<BulletinChecked> check_bulletin(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, RecordId id) {
  Result<BulletinShown> shown = show_bulletin(who, moment, desk, id);
  if (!shown) return tl::unexpected(shown.error());
  BulletinChecked checked{*std::move(shown), {}};
  if (checked.shown.whole.record.state != RecordState::signed_) return checked;
  for (const BulletinForm form : kAllBulletinForms) {
    const Result<std::string> again = made_file(checked.shown, form);
    if (!again) return tl::unexpected(again.error());
    const auto kept = std::ranges::find(checked.shown.files, form, &BulletinFile::form);
    checked.files.push_back(
        {form, kept == checked.shown.files.end() ? std::string{} : kept->sm3, hex(sm3(*again))});
  }
  return checked;
}

Result<BulletinsCompared> compare_bulletin(const access::Principal& who, Moment moment,
                                           const RecordDesk& desk, RecordId id) {
  const Result<BulletinShown> shown = show_bulletin(who, moment, desk, id);
  if (!shown) return tl::unexpected(shown.error());
  const Result<std::optional<Earlier>> earlier = earlier_of(
      who, moment, desk, shown->whole.record.face, shown->draft.kind, shown->snapshot.until);
  if (!earlier) return tl::unexpected(earlier.error());
  if (!*earlier)
    return fail(ErrorCode::not_found, fmt::format("简报 {} 是第一期，没有上期可比", number(id)));
  const Snapshot& before = (*earlier)->snapshot;
  const Snapshot& now = shown->snapshot;
  BulletinsCompared compared{
      .earlier = (*earlier)->id,
      .faults = oversight::faults_of_comparison(shown->draft.kind, before, now),
      .changes = {},
      .corrections = {}};
  for (const oversight::SnapshotCell& cell : now.cells) {
    if (cell.by != oversight::By::district || cell.code != now.region_code) continue;
    const oversight::Cell* said = oversight::find_cell(before, cell.indicator, cell.by, cell.code);
    compared.changes.push_back({cell.indicator, cell.code, cell.cell,
                                said == nullptr ? std::nullopt : std::optional{*said}});
  }
  for (const oversight::Correction& one : oversight::corrections_of(shown->draft.kind, before, now))
    compared.corrections.push_back(oversight::words_of(one, now));
  return compared;
}

Result<std::vector<RecordId>> draft_due_bulletins(Moment moment, const RecordDesk& desk,
                                                  const BulletinPlan& plan) {
  const access::Principal machine = access::the_machine();
  std::vector<RecordId> drafted;
  for (const BulletinKind kind : plan.kinds) {
    FreezeOrder order{.kind = kind, .unit = plan.unit};
    const Result<Body> body = body_of_order(machine, desk, order);
    if (!body) return tl::unexpected(body.error());
    const Result<BulletinPeriod> period = period_of_order(order, moment.today);
    if (!period) return tl::unexpected(period.error());
    oversight::RecordFace face{.kind = RecordKind::bulletin, .region_code = body->region};
    face.owner = oversight::BodyId{access::number(body->unit)};
    const auto series = of_the_series(machine, moment, desk, face, kind);
    if (!series) return tl::unexpected(series.error());
    // Also one that was withdrawn: a person decided that there is none.
    const bool is_there = std::ranges::any_of(*series, [&](const store::KeptRecord& one) {
      return oversight::day_of(one.values, Field::until) == period->until;
    });
    if (is_there) continue;
    const Result<BulletinShown> shown = freeze_bulletin(machine, moment, desk, order);
    if (!shown) return tl::unexpected(shown.error());
    drafted.push_back(shown->whole.id);
  }
  return drafted;
}

Result<BulletinPlan> bulletin_plan(const std::vector<std::string>& kinds, std::string_view unit) {
  BulletinPlan plan;
  for (const std::string& name : kinds) {
    const Result<BulletinKind> kind = bulletin_kind_in(name);
    if (!kind) return tl::unexpected(Error{ErrorCode::invalid_input, kind.error().message});
    const bool has_rhythm = *kind == BulletinKind::weekly || *kind == BulletinKind::ten_days ||
                            *kind == BulletinKind::monthly;
    if (!has_rhythm)
      return fail(
          ErrorCode::invalid_input,
          fmt::format("「{}」不按周、旬、月出，不能定期起草；可写 weekly、ten_days、monthly",
                      oversight::words_of(*kind).chinese));
    plan.kinds.push_back(*kind);
  }
  plan.unit = kLocalUnit;
  if (unit.empty()) return plan;
  const Result<RecordId> id = record_id_in(unit);
  if (!id)
    return fail(ErrorCode::invalid_input, fmt::format("「{}」不是单位的编号，见 qingxin unit list",
                                                      shortened(printable(unit), 40)));
  plan.unit = access::UnitId{number(*id)};
  return plan;
}

}  // namespace qingxin::app
