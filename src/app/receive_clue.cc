// SPDX-License-Identifier: Apache-2.0
#include "app/receive_clue.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/random.h"
#include "app/answer_clue.h"
#include "app/permit.h"
#include "base/check_digit.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "casework/dossier.h"
#include "intake/receipt_code.h"

namespace qingxin::app {

namespace {

using store::ClueFigures;
using store::CluePerson;
using store::NewClue;

constexpr int kNameMost = 200;  // characters of a name, a firm, a place
constexpr int kExcerptWidth = 160;

std::string minute(Instant instant) {
  constexpr std::int64_t kMinuteMs = 60'000, kDayMinutes = 24 * 60;
  const std::int64_t minutes = instant.utc_ms / kMinuteMs + 8 * 60;
  return fmt::format("{} {:02}:{:02}",
                     to_string(Date{static_cast<std::int32_t>(minutes / kDayMinutes)}),
                     minutes % kDayMinutes / 60, minutes % 60);
}

// A short text of a form, on one line. What is longer than can be meant stays in the remarks.
void settle(std::string& text, std::string_view what, std::vector<std::string>& remarks) {
  const std::string plain{trim(printable(text))};
  text = plain;
  if (character_count(text) <= kNameMost) return;
  remarks.push_back(fmt::format("{}有 {} 个字，只记前 {} 个字；全文请写进反映内容", what,
                                character_count(plain), kNameMost));
  while (character_count(text) > kNameMost) {
    do text.pop_back();
    while (!text.empty() && !is_utf8(text));
  }
}

bool says_nothing(const store::ClueSaid& said) {
  const ClueFigures& figures = said.figures;
  return trim(said.text).empty() && said.people.empty() && figures.employer.empty() &&
         figures.project_name.empty() && figures.place.empty();
}

void settle_person(CluePerson& person, std::size_t number, std::vector<std::string>& remarks) {
  settle(person.name, fmt::format("第 {} 人的姓名", number), remarks);
  settle(person.id_number, fmt::format("第 {} 人的证件号", number), remarks);
  settle(person.phone, fmt::format("第 {} 人的电话", number), remarks);
  person.id_number = plain_number(person.id_number);
  person.phone = plain_number(person.phone);
  constexpr std::size_t kIdentityDigits = 18;
  if (person.id_number.size() == kIdentityDigits &&
      person.id_number.find_first_not_of("0123456789X") == std::string::npos &&
      identity_fault(person.id_number) != IdentityFault::none)
    remarks.push_back(fmt::format("第 {} 人的证件号校验码不对，照原样记下，请向本人核对", number));
  if (person.amount && person.amount->fen < 0) {
    remarks.push_back(fmt::format("第 {} 人的金额是负数 {}，没有记作欠薪，请核对", number,
                                  to_string(*person.amount)));
    person.amount.reset();
  }
}

void settle_figures(ClueFigures& figures, std::vector<std::string>& remarks) {
  for (const auto& [text, what] : {std::pair{&figures.employer, "用人单位"},
                                   {&figures.employer_code, "统一社会信用代码"},
                                   {&figures.project_name, "项目名称"},
                                   {&figures.place, "地点"},
                                   {&figures.region_code, "区划代码"},
                                   {&figures.industry, "行业"}})
    settle(*text, what, remarks);
  const bool is_region = figures.region_code.size() <= 12 &&
                         figures.region_code.find_first_not_of("0123456789") == std::string::npos;
  if (!is_region) {
    remarks.push_back(fmt::format("区划代码「{}」不是区划代码，按接收单位所在地记",
                                  shortened(figures.region_code, 40)));
    figures.region_code.clear();
  }
  if (figures.amount && figures.amount->fen < 0) {
    remarks.push_back(
        fmt::format("金额是负数 {}，没有记作欠薪，请核对", to_string(*figures.amount)));
    figures.amount.reset();
  }
  if (figures.head_count && *figures.head_count < 1) {
    remarks.push_back(fmt::format("人数是 {}，当作没有说，请核对", *figures.head_count));
    figures.head_count.reset();
  }
  std::ranges::sort(figures.months);
  figures.months.erase(std::ranges::unique(figures.months).begin(), figures.months.end());
}

Result<void> check_usable(const ClueBrought& brought, Instant now) {
  const store::ClueSaid& said = brought.said;
  if (says_nothing(said))
    return fail(ErrorCode::invalid_input,
                "什么也没有说：反映内容、人、单位、项目、地点至少要有一样");
  if (!is_utf8(said.text))
    return fail(ErrorCode::invalid_input, "反映内容不是 UTF-8 文字；请转成 UTF-8 再交");
  if (said.text.size() > store::kClueTextBytesMost)
    return fail(ErrorCode::invalid_input,
                fmt::format("反映内容有 {} 字节，最多 {} 字节；请分成几件，或把其余作为附件",
                            said.text.size(), store::kClueTextBytesMost));
  if (said.people.size() > store::kCluePeopleMost)
    return fail(ErrorCode::invalid_input,
                fmt::format("一件写了 {} 人，最多 {} 人；请分成几件，登记后并案",
                            said.people.size(), store::kCluePeopleMost));
  const auto channel = static_cast<unsigned>(brought.origin.channel);
  if (channel < 1 || channel > casework::kChannelWords.size())
    return fail(ErrorCode::invalid_input, "没有写明来源渠道");
  if (brought.origin.arrived > now)
    return fail(ErrorCode::invalid_input,
                fmt::format("来件时间 {} 在将来；请核对", minute(brought.origin.arrived)));
  if (character_count(brought.origin.foreign_number) > kNameMost)
    return fail(ErrorCode::invalid_input, "来件编号太长了，不会是真实的；请核对这一列");
  return {};
}

// Who was asked, and where that is.
Result<store::Unit> asked_body(const access::Principal& who, const ClueDesk& desk,
                               access::UnitId asked) {
  const access::UnitId id = asked == access::UnitId{} ? who.unit : asked;
  if (id == access::UnitId{}) return store::Unit{};
  return desk.store->unit(id);
}

std::string region_of(const access::Principal& who, const store::Unit& body) {
  if (!body.region_code.empty()) return body.region_code;
  return who.scope.districts.empty() ? std::string{} : who.scope.districts.front();
}

void place_project(const ClueDesk& desk, const std::string& code, NewClue& clue,
                   std::vector<std::string>& remarks) {
  if (code.empty()) return;
  const Result<store::ProjectId> project = desk.store->project_named(code);
  if (project) {
    clue.project = *project;
    return;
  }
  remarks.push_back(fmt::format("没有项目「{}」，照原样记下；登记项目以后可以补", printable(code)));
  if (clue.said.figures.project_name.empty()) clue.said.figures.project_name = code;
}

void read_text(const intake::Reading& reading, NewClue& clue) {
  if (reading.clue_class.suggested)
    clue.suggested = static_cast<casework::MatterClass>(*reading.clue_class.suggested);
  const auto names = [](const std::vector<intake::NameSaid>& said) {
    std::vector<std::string> found;
    for (const intake::NameSaid& one : said)
      if (one.degree != intake::Degree::doubtful) found.push_back(one.name);
    return found;
  };
  clue.read = {names(reading.units), names(reading.projects), reading.wage_months};
  const std::string shown = shown_text(clue.said.text, reading, clue.said.people);
  constexpr std::size_t kBytesLookedAt = 2048;
  std::string beginning = shown.substr(0, kBytesLookedAt);
  while (!is_utf8(beginning)) beginning.pop_back();
  clue.excerpt = shortened(printable(beginning), kExcerptWidth);
  const ClueFigures& figures = clue.said.figures;
  clue.searched =
      fmt::format("{}\n{}\n{}\n{}", shown, figures.employer, figures.project_name, figures.place);
}

Result<std::string> drawn_code(const ClueDesk& desk, std::string& hash) {
  const std::string digits =
      intake::digits_of(intake::receipt_code(access::random_bytes(intake::kReceiptRandomBytes)));
  Result<std::string> hashed = access::hashed_password(digits, desk.cost);
  if (!hashed) return tl::unexpected(hashed.error());
  hash = *std::move(hashed);
  return digits;
}

ProofOfFiling proof_of(const store::WholeClue& whole, const std::string& digits,
                       const std::string& body) {
  ProofOfFiling proof;
  if (const Result<intake::ReceiptCode> code = intake::parse_receipt_code(digits))
    proof.code = intake::to_string(*code);
  proof.clue = whole.clue.id;
  proof.body = body;
  const store::ClueVersion& said = whole.versions.back();
  proof.lines = {{"线索编号", fmt::format("{}", number(whole.clue.id))},
                 {"接收单位", body},
                 {"来源渠道", std::string{in_chinese(whole.clue.origin.channel)}},
                 {"来件编号", whole.clue.origin.foreign_number},
                 {"来件时间", minute(whole.clue.origin.arrived)},
                 {"登记时间", minute(whole.clue.entered)},
                 {"反映人数", fmt::format("{}", whole.people.size())},
                 {"反映内容字节数", fmt::format("{}", said.text.size())},
                 {"反映内容 SM3", hex(sm3(said.text))}};
  std::erase_if(proof.lines, [](const auto& line) { return line.second.empty(); });
  std::string bytes;
  for (const auto& [name, value] : proof.lines) bytes += name + "\t" + value + "\n";
  proof.sm3 = hex(sm3(bytes));
  return proof;
}

// Made ready for the store: settled, read, placed.
Result<NewClue> ready_clue(const access::Principal& who, Moment moment, const ClueDesk& desk,
                           ClueBrought& brought, const store::Unit& body,
                           std::vector<std::string>& remarks) {
  if (brought.origin.arrived == Instant{}) brought.origin.arrived = moment.now;
  settle_figures(brought.said.figures, remarks);
  std::size_t person = 0;
  for (CluePerson& one : brought.said.people) settle_person(one, ++person, remarks);
  std::erase_if(brought.said.people, [](const CluePerson& one) {
    return one.name.empty() && one.id_number.empty() && one.phone.empty() && !one.amount;
  });
  if (const Result<void> usable = check_usable(brought, moment.now); !usable)
    return tl::unexpected(usable.error());
  brought.origin.foreign_number = std::string{trim(printable(brought.origin.foreign_number))};
  NewClue clue{.id = ClueId{desk.ids->next(moment.now)},
               .client_key = brought.client_key,
               .origin = brought.origin,
               .reporting = brought.reporting,
               .asked = body.id,
               .asked_region = region_of(who, body),
               .project = {},
               .suggested = {},
               .said = std::move(brought.said),
               .read = {},
               .excerpt = {},
               .searched = {},
               .receipt_code = {},
               .receipt_hash = {}};
  if (clue.said.figures.region_code.empty()) clue.said.figures.region_code = clue.asked_region;
  place_project(desk, brought.project_code, clue, remarks);
  const Result<intake::Reading> reading = intake::read_clue(
      clue.said.text, casework::china_day(clue.origin.arrived), intake::built_in_words());
  if (!reading) return tl::unexpected(reading.error());
  read_text(*reading, clue);
  return clue;
}

// As much of a clue that was just kept as its dossier begins with.
store::WholeClue begun_of(const NewClue& clue) {
  store::WholeClue whole;
  whole.clue.id = whole.clue.matter = clue.id;
  whole.clue.said_count = 1;
  whole.clue.origin = clue.origin;
  whole.clue.asked = clue.asked;
  whole.clue.figures = clue.said.figures;
  whole.clue.project = clue.project;
  whole.clue.suggested = clue.suggested;
  return whole;
}

// Somebody is responsible from the moment in which he was asked: a dossier begins in the same go.
Result<void> begin_dossier(const access::Principal& who, Moment moment, const ClueDesk& desk,
                           const NewClue& clue, const store::ClueAdded& added) {
  const CaseDesk cases{desk.store, desk.law, desk.ids};
  if (added.kept == store::ClueKept::fresh)
    return begin_clue_dossier(who, moment, cases, begun_of(clue), added.kept);
  const Result<store::WholeClue> whole =
      desk.store->acting_for(who, moment.now)->clues().whole_clue(added.id);
  if (!whole) return tl::unexpected(whole.error());
  return begin_clue_dossier(who, moment, cases, *whole, added.kept);
}

}  // namespace

Result<ClueReceived> receive_clue(const access::Principal& who, Moment moment, const ClueDesk& desk,
                                  ClueBrought brought) {
  if (const Result<void> may = permit(who, access::Action::receive_clue); !may)
    return tl::unexpected(may.error());
  const Result<store::Unit> body = asked_body(who, desk, brought.asked);
  if (!body) return tl::unexpected(body.error());
  ClueReceived received;
  Result<NewClue> clue = ready_clue(who, moment, desk, brought, *body, received.remarks);
  if (!clue) return tl::unexpected(clue.error());
  if (brought.wants_receipt) {
    Result<std::string> code = drawn_code(desk, clue->receipt_hash);
    if (!code) return tl::unexpected(code.error());
    clue->receipt_code = *std::move(code);
  }
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::ClueAdded> added = held->clues().add_clue(*clue);
  if (!added) return tl::unexpected(added.error());
  received.added = *added;
  if (const Result<void> begun = begin_dossier(who, moment, desk, *clue, *added); !begun)
    return tl::unexpected(begun.error());
  Result<std::vector<store::LikeClue>> like = held->clues().clues_like(added->id);
  if (!like) return tl::unexpected(like.error());
  received.like = *std::move(like);
  if (!brought.wants_receipt) return received;
  const Result<store::WholeClue> whole = held->clues().whole_clue(added->id);
  if (!whole) return tl::unexpected(whole.error());
  received.proof = proof_of(*whole, clue->receipt_code, body->name);
  return received;
}

Result<ProofOfFiling> new_receipt(const access::Principal& who, Moment moment, const ClueDesk& desk,
                                  ClueId clue) {
  if (const Result<void> may = permit(who, access::Action::receive_clue); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::WholeClue> whole = held->clues().whole_clue(clue);
  if (!whole) return tl::unexpected(whole.error());
  std::string hash;
  const Result<std::string> code = drawn_code(desk, hash);
  if (!code) return tl::unexpected(code.error());
  if (const Result<void> set = held->clues().set_receipt(clue, *code, hash); !set)
    return tl::unexpected(set.error());
  std::string body;
  if (whole->clue.asked != access::UnitId{}) {
    const Result<store::Unit> unit = desk.store->unit(whole->clue.asked);
    if (!unit) return tl::unexpected(unit.error());
    body = unit->name;
  }
  return proof_of(*whole, *code, body);
}

}  // namespace qingxin::app
