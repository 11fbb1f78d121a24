// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "app/warning_desk.h"
#include "wire/case_json.h"
#include "wire/json_reader.h"

// The bodies that clients send about cases. What somebody may do is not said here.
namespace qingxin::wire {

namespace {

constexpr TextBounds kClientKey{.least = 1, .most = 64}, kName{.least = 1, .most = 200},
    kWords{.least = 1, .most = 2000}, kId{.least = 1, .most = 20};
constexpr std::int64_t kFenMost = 100'000'000'000'000, kPeopleMost = 1'000'000;
constexpr int kPeopleListMost = 5'000;

// The names of an enumeration, by what is its first number.
template <typename Enum>
const std::vector<std::string_view>& names(std::size_t count, int first = 1) {
  static const std::vector<std::string_view> kNames = [&] {
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < count; ++i)
      all.push_back(app::name_of(static_cast<Enum>(static_cast<int>(i) + first)));
    return all;
  }();
  return kNames;
}

template <typename Enum>
std::optional<Enum> choice_or_none(JsonObject& object, std::string_view name, std::size_t count,
                                   int first = 1) {
  if (!object.has(name)) return std::nullopt;
  const std::size_t place = object.choice(name, names<Enum>(count, first));
  return static_cast<Enum>(static_cast<int>(place) + first);
}

std::optional<Money> fen_or_none(JsonObject& object, std::string_view name) {
  if (const auto fen = object.number_or_none(name, 0, kFenMost)) return Money{*fen};
  return std::nullopt;
}

std::optional<int> count_or_none(JsonObject& object, std::string_view name, std::int64_t most) {
  if (const auto count = object.number_or_none(name, 1, most)) return static_cast<int>(*count);
  return std::nullopt;
}

void take(JsonObject& object, std::string_view name, TextBounds bounds, std::string& place) {
  if (const auto said = object.text_or_none(name, bounds)) place = *said;
}

std::vector<casework::PersonId> people_in(JsonObject& object, std::string_view name) {
  constexpr int kTeamMost = 100;
  std::vector<casework::PersonId> people;
  for (const std::string& said : object.texts(name, kTeamMost, kId)) {
    const Result<app::DossierId> id = app::dossier_id_in(said);
    if (id)
      people.push_back(casework::PersonId{number(*id)});
    else
      object.refuse(ProblemCode::invalid_input, name, "用户的编号应是一串数字");
  }
  return people;
}

void take_papers(JsonObject& object, app::Event& event) {
  constexpr int kPapersMost = 20;
  for (JsonObject& paper : object.objects("papers", kPapersMost)) {
    casework::AttachedPaper attached;
    const auto kind =
        choice_or_none<casework::PolicePaper>(paper, "paper", casework::kPoliceWords.size());
    if (!kind) paper.refuse(ProblemCode::missing_field, "paper", "要写明是哪一项材料");
    attached.kind = kind.value_or(casework::PolicePaper::letter);
    take(paper, "document", kName, attached.document);
    take(paper, "none_because", kWords, attached.none_because);
    event.papers.push_back(std::move(attached));
  }
}

void take_texts(JsonObject& object, app::Event& event) {
  take(object, "key", kClientKey, event.key);
  take(object, "reason", kWords, event.reason);
  take(object, "document", kName, event.document);
  take(object, "route", kWords, event.route);
  take(object, "legal_aid", kWords, event.legal_aid);
  take(object, "heard", kWords, event.heard);
  constexpr int kPhotosMost = 100;
  event.photos = object.texts("photos", kPhotosMost, kName);
  take_papers(object, event);
}

void take_numbers(JsonObject& object, app::Event& event) {
  constexpr std::int64_t kStrandsMost = 10'000, kStars = 5;
  event.number = count_or_none(object, "number", kStrandsMost).value_or(0);
  event.at = moment_or_now(object, "at");
  event.day = object.day_or_none("day");
  if (const auto body = id_or_none(object, "body_id")) event.body = casework::BodyId{*body};
  event.amount = fen_or_none(object, "amount_fen");
  event.base = fen_or_none(object, "base_fen");
  event.people = count_or_none(object, "people", kPeopleMost);
  event.satisfaction = count_or_none(object, "satisfaction", kStars);
  if (const auto person = id_or_none(object, "assignee_id"))
    event.assignee = casework::PersonId{*person};
  event.team = people_in(object, "team");
  event.link = id_or_none(object, "link_id");
}

void take_choices(JsonObject& object, app::Event& event) {
  event.venue = choice_or_none<casework::Venue>(object, "venue", casework::kVenueWords.size());
  event.channel =
      choice_or_none<casework::Channel>(object, "channel", casework::kChannelWords.size());
  event.matter_class =
      choice_or_none<casework::MatterClass>(object, "class", casework::kClassWords.size());
  event.outcome =
      choice_or_none<casework::Outcome>(object, "outcome", casework::kOutcomeWords.size());
  event.ground =
      choice_or_none<casework::ConclusionGround>(object, "ground", casework::kGroundWords.size());
  event.measure =
      choice_or_none<casework::Measure>(object, "measure", casework::kMeasureWords.size());
}

const std::vector<std::string_view>& actors() {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> all;
    for (const casework::ActorWords& words : casework::kActorWords) all.push_back(words.name);
    return all;
  }();
  return kNames;
}

// An order whose members are taken one by one.
template <typename Order, typename Read>
Outcome<Order> read_order(std::string_view body, Read read) {
  return read_body<Order>(body, [&](JsonObject& object) {
    Order order;
    read(object, order);
    return order;
  });
}

constexpr std::size_t kKinds = 3, kSources = 5, kBankStates = 3, kAnswers = 3, kCrimes = 3;

}  // namespace

Outcome<app::CaseOrder> read_case_order(std::string_view body) {
  return read_order<app::CaseOrder>(body, [](JsonObject& object, app::CaseOrder& order) {
    constexpr int kCluesMost = 200;
    if (const auto id = id_or_none(object, "id")) order.id = app::DossierId{*id};
    for (const std::string& said : object.texts("clues", kCluesMost, kId)) {
      const Result<app::ClueId> clue = app::clue_id_in(said);
      if (clue)
        order.clues.push_back(*clue);
      else
        object.refuse(ProblemCode::invalid_input, "clues", "线索的编号应是一串数字");
    }
    if (const auto said = object.text_or_none("warning_id", kName)) {
      const Result<store::WarningKey> key = app::warning_key_in(*said);
      if (key)
        order.warning = *key;
      else
        object.refuse(ProblemCode::invalid_input, "warning_id", key.error().message);
    }
    take(object, "reason", kWords, order.reason);
    if (object.has("begins"))
      order.begins = object.choice("begins", {"complaint", "found"}) == 0
                         ? app::CaseBegins::complaint
                         : app::CaseBegins::found;
    take(object, "project_id", kName, order.project_code);
    take(object, "region_code", kName, order.region_code);
    take(object, "industry", kName, order.industry);
    take(object, "project_name", kName, order.project_name);
    take(object, "employer", kName, order.employer);
    take(object, "employer_code", kName, order.employer_code);
    order.funding =
        choice_or_none<casework::Funding>(object, "funding", casework::kFundingWords.size());
    order.matter_class =
        choice_or_none<casework::MatterClass>(object, "class", casework::kClassWords.size());
  });
}

Outcome<app::StepOrder> read_step_order(std::string_view body, app::Subject subject,
                                        std::int64_t dossier) {
  return read_order<app::StepOrder>(body, [&](JsonObject& object, app::StepOrder& order) {
    order.subject = subject;
    order.dossier = dossier;
    const Result<app::Step> step = app::step_named(subject, object.text("step", kName));
    if (step)
      order.event.step = *step;
    else
      object.refuse(ProblemCode::invalid_input, "step", step.error().message);
    if (object.has("by"))
      order.by = static_cast<casework::Actor>(object.choice("by", actors()) + 1);
    take_texts(object, order.event);
    take_numbers(object, order.event);
    take_choices(object, order.event);
  });
}

Outcome<std::vector<app::ArrearsEntered>> read_arrears(std::string_view body) {
  using Workers = std::vector<app::ArrearsEntered>;
  return read_order<Workers>(body, [](JsonObject& object, Workers& workers) {
    for (JsonObject& one : object.objects("workers", kPeopleListMost)) {
      app::ArrearsEntered entered;
      entered.worker = one.number_or_none("worker", 1, kPeopleListMost).value_or(0);
      take(one, "name", kName, entered.name);
      take(one, "id_number", kName, entered.id_number);
      take(one, "phone", kName, entered.phone);
      entered.established = fen_or_none(one, "established_fen");
      take(one, "evidence", kName, entered.evidence);
      workers.push_back(std::move(entered));
    }
  });
}

Outcome<app::SettlementEntered> read_settlement(std::string_view body) {
  using casework::BankState, casework::MoneySource, casework::SettlementKind;
  return read_order<app::SettlementEntered>(
      body, [](JsonObject& object, app::SettlementEntered& entered) {
        constexpr int kSettlementsMost = 1'000;
        entered.worker = object.number("worker", 1, kPeopleListMost);
        if (const auto place = object.number_or_none("index", 0, kSettlementsMost))
          entered.index = static_cast<int>(*place);
        casework::Settlement& settlement = entered.settlement;
        settlement.kind =
            choice_or_none<SettlementKind>(object, "kind", kKinds).value_or(SettlementKind::bank);
        settlement.source =
            choice_or_none<MoneySource>(object, "source", kSources).value_or(MoneySource::payer);
        settlement.amount = fen_or_none(object, "amount_fen").value_or(Money{});
        settlement.at = moment_or_now(object, "at");
        settlement.bank = choice_or_none<BankState>(object, "bank", kBankStates);
        take(object, "proof", kName, settlement.proof);
      });
}

Outcome<app::CallEntered> read_call(std::string_view body) {
  return read_order<app::CallEntered>(body, [](JsonObject& object, app::CallEntered& entered) {
    constexpr int kSettlementsMost = 1'000;
    entered.worker = object.number("worker", 1, kPeopleListMost);
    entered.index = static_cast<int>(object.number("index", 0, kSettlementsMost));
    const auto answer = choice_or_none<casework::CallAnswer>(object, "answer", kAnswers);
    if (!answer) object.refuse(ProblemCode::missing_field, "answer", "要写明本人怎么说");
    entered.answer = answer.value_or(casework::CallAnswer::not_reached);
  });
}

Outcome<DelayOrder> read_delay(std::string_view body) {
  return read_order<DelayOrder>(body, [](JsonObject& object, DelayOrder& order) {
    const auto defect =
        choice_or_none<casework::Defect>(object, "defect", casework::kDefectWords.size());
    if (!defect) object.refuse(ProblemCode::missing_field, "defect", "要写明是哪一种迟延");
    order.defect = defect.value_or(casework::Defect::received_late);
    order.account = object.text("account", kWords);
  });
}

Outcome<app::DossierNotes> read_dossier_notes(std::string_view body) {
  return read_order<app::DossierNotes>(body, [](JsonObject& object, app::DossierNotes& notes) {
    for (const auto& [name, place] : {std::pair{"region_code", &notes.region_code},
                                      {"industry", &notes.industry},
                                      {"project_id", &notes.project_code},
                                      {"project_name", &notes.project_name},
                                      {"employer", &notes.employer},
                                      {"employer_code", &notes.employer_code}})
      *place = object.text_or_none(name, kName);
    notes.why_not_as_claimed = object.text_or_none("why_not_as_claimed", kWords);
    notes.why_no_police = object.text_or_none("why_no_police", kWords);
    notes.funding =
        choice_or_none<casework::Funding>(object, "funding", casework::kFundingWords.size());
    notes.incident =
        choice_or_none<casework::Incident>(object, "incident", casework::kIncidentWords.size(), 0);
    notes.crime = choice_or_none<casework::CrimeAmount>(object, "crime", kCrimes, 0);
  });
}

Outcome<app::DossierReveal> read_dossier_reveal(std::string_view body, app::DossierId id) {
  return read_order<app::DossierReveal>(body, [&](JsonObject& object, app::DossierReveal& asked) {
    asked.id = id;
    asked.reason = object.text("reason", kWords);
    const std::vector<std::string_view> purposes{"handle_case", "call_back", "asked_by_person"};
    constexpr std::array kPurposes{store::RevealPurpose::handle_case,
                                   store::RevealPurpose::call_back,
                                   store::RevealPurpose::asked_by_person};
    if (object.has("purpose")) asked.purpose = kPurposes.at(object.choice("purpose", purposes));
  });
}

Outcome<app::LookBackOrder> read_look_back_order(std::string_view body) {
  return read_order<app::LookBackOrder>(body, [](JsonObject& object, app::LookBackOrder& order) {
    constexpr std::int64_t kFirst = 2000, kLast = 2200;
    order.year = static_cast<int>(object.number("year", kFirst, kLast));
    take(object, "region_code", kName, order.region);
    order.sample = count_or_none(object, "sample", kPeopleMost);
    take(object, "seed", kName, order.seed);
    order.is_drawn = object.is_true("draw");
  });
}

}  // namespace qingxin::wire
