// SPDX-License-Identifier: Apache-2.0
#include "wire/paper_json.h"

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <ostream>

#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

constexpr TextBounds kName{.least = 1, .most = 200};
constexpr TextBounds kText{.least = 1, .most = 20'000};
constexpr std::int64_t kFenMost = 99'999'999'999'999;

std::vector<std::string_view> kinds() {
  std::vector<std::string_view> names;
  for (const casework::PaperName& one : casework::kPaperNames)
    if (one.kind != casework::PaperKind::filing_proof) names.push_back(one.name);
  return names;
}

void take(JsonObject& object, std::string_view name, TextBounds bounds, std::string& place) {
  if (auto text = object.text_or_none(name, bounds)) place = *std::move(text);
}

std::optional<Money> fen_in(JsonObject& object, std::string_view name) {
  if (const auto fen = object.number_or_none(name, 1, kFenMost)) return Money{*fen};
  return std::nullopt;
}

std::vector<law::Citation> citations(JsonObject& object, std::string_view name,
                                     const law::Law& law) {
  std::vector<law::Citation> all;
  for (JsonObject& one : object.objects(name, 20)) {
    const std::string instrument = one.text("instrument", kName);
    const auto found = law.instruments.find(instrument);
    const auto article = static_cast<int>(one.number("article", 1, 2000));
    const auto paragraph = static_cast<int>(one.number_or_none("paragraph", 1, 50).value_or(0));
    const auto item = static_cast<int>(one.number_or_none("item", 1, 50).value_or(0));
    if (found == law.instruments.end())
      one.refuse(ProblemCode::invalid_input, "instrument",
                 fmt::format("没有法规「{}」；可用的见 law/instruments.toml", instrument));
    else if (article > found->second.articles)
      one.refuse(ProblemCode::invalid_input, "article",
                 fmt::format("{}没有第 {} 条", found->second.short_title, article));
    else
      all.push_back({found->first, article, paragraph, item});
  }
  return all;
}

void read_people(JsonObject& object, documents::Paper& paper) {
  if (auto to = object.object("to")) {
    take(*to, "name", kName, paper.to.name);
    take(*to, "code", kName, paper.to.code);
    take(*to, "address", kName, paper.to.address);
    take(*to, "person", kName, paper.to.person);
  }
  for (JsonObject& one : object.objects("officers", 20)) {
    documents::Officer officer{.name = one.text("name", kName), .certificate = {}};
    take(one, "certificate", kName, officer.certificate);
    paper.officers.push_back(std::move(officer));
  }
  for (JsonObject& one : object.objects("wages", 20'000)) {
    documents::OwedWage wage{.name = one.text("name", kName),
                             .id_number = {},
                             .months = one.text("months", kName),
                             .amount = {one.number("amount_fen", 1, kFenMost)}};
    take(one, "id_number", kName, wage.id_number);
    paper.wages.push_back(std::move(wage));
  }
}

void read_words(JsonObject& object, documents::Paper& paper) {
  take(object, "matter", kName, paper.matter);
  for (JsonObject& one : object.objects("facts", 100)) {
    documents::Fact fact{.words = one.text("words", kText), .evidence = {}};
    take(one, "evidence", kText, fact.evidence);
    paper.facts.push_back(std::move(fact));
  }
  paper.orders = object.texts("orders", 50, kText);
  paper.materials = object.texts("materials", 200, kName);
  for (const auto& [name, place] : {std::pair{"reason", &paper.reason},
                                    {"route", &paper.route},
                                    {"legal_aid", &paper.legal_aid},
                                    {"earlier", &paper.earlier},
                                    {"heard", &paper.heard},
                                    {"bank", &paper.bank},
                                    {"account", &paper.account},
                                    {"contact", &paper.contact},
                                    {"reconsideration", &paper.reconsideration_body},
                                    {"court", &paper.court},
                                    {"approved_by", &paper.approved_by},
                                    {"post", &paper.post}})
    take(object, name, kText, *place);
}

app::PaperForm form_in(JsonObject& object) {
  return object.choice("form", {"docx", "page"}) == 0 ? app::PaperForm::docx : app::PaperForm::page;
}

json::object service_json(const store::PaperServed& served) {
  const casework::Service& service = served.service;
  json::object object;
  object["number"] = served.service_no;
  object["way"] = text(casework::kServiceWayNames[static_cast<std::size_t>(service.way) - 1]);
  object["at"] = moment(service.at);
  object["place"] = text_or_null(service.place);
  object["received_by"] = text_or_null(service.received_by);
  object["officers"] = texts(service.officers);
  object["refusal"] = text_or_null(service.refusal);
  object["witness"] = text_or_null(service.witness);
  object["document"] = text_or_null(service.document);
  object["photos"] = texts(service.photos);
  object["entered"] = moment(served.entered);
  object["by"] = id_text(static_cast<std::int64_t>(served.by));
  return object;
}

json::object to_json(const store::KeptPaper& paper) {
  json::object object;
  object["id"] = id_text(number(paper.id));
  object["dossier"] = id_text(number(paper.dossier));
  object["event"] = paper.event_no;
  object["kind"] = text(casework::name_of(paper.kind).name);
  object["unit"] = id_text(access::number(paper.unit));
  object["number"] = text(paper.number);
  object["day"] = to_string(paper.day);
  object["issued"] = moment(paper.issued);
  object["by"] = id_text(static_cast<std::int64_t>(paper.by));
  object["sm3"] = text(paper.digest);
  object["addressee"] = text_or_null(paper.addressee);
  object["voided"] = nullptr;
  if (paper.voided)
    object["voided"] = json::object{{"at", moment(paper.voided->at)},
                                    {"by", id_text(static_cast<std::int64_t>(paper.voided->by))},
                                    {"reason", text_or_null(paper.voided->reason)}};
  json::array services;
  for (const store::PaperServed& one : paper.services) services.push_back(service_json(one));
  object["services"] = std::move(services);
  return object;
}

}  // namespace

Outcome<app::PaperOrder> read_paper_order(std::string_view body, store::DossierId dossier,
                                          const law::Law& law) {
  const Outcome<JsonDocument> document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  JsonObject object = document->object();
  app::PaperOrder order;
  order.dossier = dossier;
  order.client_key = object.text("key", kName);
  take(object, "step", kName, order.event_key);
  order.prefix = object.text("prefix", kName);
  order.paper.kind = static_cast<casework::PaperKind>(object.choice("kind", kinds()) + 1);
  order.paper.day = object.day_or_none("day");
  order.wages_of_all = object.has("wages_of_all") && object.is_true("wages_of_all");
  read_people(object, order.paper);
  read_words(object, order.paper);
  order.paper.amount = fen_in(object, "amount_fen");
  order.paper.breached = citations(object, "breached", law);
  order.paper.basis = citations(object, "basis", law);
  if (const std::optional<Problem> problem = object.end()) return tl::unexpected(*problem);
  return order;
}

Outcome<ServiceOrder> read_service_order(std::string_view body) {
  return read_body<ServiceOrder>(body, [](JsonObject& object) {
    constexpr int kMost = 20;
    ServiceOrder order{.key = object.text("key", kName), .service = {}};
    casework::Service& service = order.service;
    const std::vector<std::string_view> ways{casework::kServiceWayNames.begin(),
                                             casework::kServiceWayNames.end()};
    service.way = static_cast<casework::ServiceWay>(object.choice("way", ways) + 1);
    service.at = moment_or_now(object, "at");
    for (const auto& [name, place] : {std::pair{"place", &service.place},
                                      {"received_by", &service.received_by},
                                      {"refusal", &service.refusal},
                                      {"witness", &service.witness},
                                      {"document", &service.document}})
      take(object, name, kText, *place);
    service.officers = object.texts("officers", kMost, kName);
    service.photos = object.texts("photos", kMost, kName);
    return order;
  });
}

Outcome<PaperFileOrder> read_paper_file_order(std::string_view body) {
  return read_body<PaperFileOrder>(body, [](JsonObject& object) {
    PaperFileOrder order{.form = form_in(object), .copy = documents::PaperCopy::full};
    if (object.is_true("posted")) order.copy = documents::PaperCopy::posted;
    return order;
  });
}

Outcome<app::AnnexReveal> read_annex_reveal(std::string_view body, store::PaperId paper) {
  return read_body<app::AnnexReveal>(body, [&](JsonObject& object) {
    constexpr std::array kPurposes{store::RevealPurpose::handle_case,
                                   store::RevealPurpose::call_back,
                                   store::RevealPurpose::asked_by_person};
    app::AnnexReveal asked{.paper = paper, .form = form_in(object), .purpose = {}, .reason = {}};
    asked.purpose =
        kPurposes.at(object.choice("purpose", {"handle_case", "call_back", "asked_by_person"}));
    asked.reason = object.text("reason", {.least = 5, .most = 500});
    return asked;
  });
}

Outcome<std::string> read_voiding(std::string_view body) {
  return read_body<std::string>(body,
                                [](JsonObject& object) { return object.text("reason", kText); });
}

std::string paper_json(const store::KeptPaper& paper) {
  return json::serialize(to_json(paper));
}

std::string papers_json(const std::vector<store::KeptPaper>& papers) {
  const auto one_to_json = [](const store::KeptPaper& paper) { return to_json(paper); };
  return json::serialize(json::object{{"items", array_of(papers, one_to_json)}});
}

void write_paper_json(const store::KeptPaper& paper, std::ostream& out) {
  out << paper_json(paper) << '\n';
}

void write_papers_json(const std::vector<store::KeptPaper>& papers, std::ostream& out) {
  out << papers_json(papers) << '\n';
}

}  // namespace qingxin::wire
