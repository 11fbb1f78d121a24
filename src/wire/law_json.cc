// SPDX-License-Identifier: Apache-2.0
#include "wire/law_json.h"

#include "app/rule_book.h"
#include "law/counting.h"
#include "rules/catalogue.h"
#include "verify/words.h"
#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

constexpr Date kFirstDay = date(1949, 10, 1);
constexpr Date kLastDay = date(2200, 12, 31);

std::string_view in_english(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::red: return "red";
    case rules::Severity::orange: return "orange";
    case rules::Severity::yellow: return "yellow";
    case rules::Severity::blue: return "blue";
  }
  return "";
}

json::object basis_to_json(const law::Citation& basis, const law::Law& law) {
  json::object object;
  object["instrument"] = text(basis.instrument);
  object["article"] = basis.article;
  object["words"] = law::in_chinese(basis, law.instruments);
  object["mark"] = text(law::to_string(basis.mark));
  const law::Article* article = law::find_article(law.articles, basis);
  object["gloss"] = article == nullptr ? json::value(nullptr) : json::value(article->gloss);
  return object;
}

json::object card(const rules::Rule& rule, const law::Law& law) {
  json::object object;
  object["id"] = text(rule.id);
  object["name"] = text(rule.name);
  object["severity"] = text(in_english(rule.severity));
  object["binds"] = rule.binds == rules::Binds::construction ? "construction" : "every_employer";
  object["is_confirmed"] = rules::is_confirmed(rule);
  object["formula"] = text(rule.formula);
  object["next"] = text(rule.next);
  json::array bases;
  for (const law::Citation& basis : rule.bases)
    if (!basis.instrument.empty()) bases.push_back(basis_to_json(basis, law));
  object["bases"] = std::move(bases);
  return object;
}

}  // namespace

Outcome<DeadlineOrder> read_deadline_order(std::string_view body) {
  return read_body<DeadlineOrder>(body, [&](JsonObject& object) {
    DeadlineOrder order{.from = object.day("from")};
    int terms = object.is_true("pay_date") ? 1 : 0;
    struct Way {
      app::Term term;
      std::string_view name;
      int most;
    };
    for (const Way& way : {Way{app::Term::working_days, "working_days", app::kMostWorkingDays},
                           Way{app::Term::days, "days", app::kMostDays},
                           Way{app::Term::months, "months", app::kMostMonths}}) {
      const std::optional<std::int64_t> length = object.number_or_none(way.name, 0, way.most);
      if (!length) continue;
      ++terms;
      order.term = way.term;
      order.length = static_cast<int>(*length);
    }
    if (order.from < kFirstDay || order.from > kLastDay)
      object.refuse(ProblemCode::out_of_range, "from", "应在 1949-10-01 至 2200-12-31 之间");
    if (terms != 1)
      object.refuse(ProblemCode::invalid_input, "",
                    "working_days、days、months、pay_date 要写且只写一个");
    return order;
  });
}

std::string deadline_json(const DeadlineOrder& order, const law::Calendar& calendar) {
  const law::Deadline deadline =
      law::deadline(order.from, app::period_of(order.term, order.length), calendar);
  const law::Counting counting = law::counting_of(deadline, calendar);
  json::object object;
  object["day"] = to_string(deadline.day);
  object["nominal"] = to_string(deadline.nominal);
  object["certainty"] = deadline.certainty == law::Certainty::firm ? "firm" : "provisional";
  object["start"] = counting.start;
  object["result"] = counting.result;
  json::array days;
  for (const law::CountedLine& line : counting.days) {
    json::object day;
    day["day"] = to_string(line.day);
    day["number"] = line.number.empty() ? json::value(nullptr) : json::value(line.number);
    day["reason"] = line.reason;
    day["is_certain"] = line.is_certain;
    days.push_back(std::move(day));
  }
  object["days"] = std::move(days);
  return json::serialize(object);
}

std::string rules_json(const law::Law& law, std::string_view after, int limit) {
  json::array items;
  json::value next;
  for (const rules::Rule& rule : rules::kCatalogue) {
    if (rule.id <= after) continue;
    if (items.size() == static_cast<std::size_t>(limit)) {
      next = items.back().as_object()["id"];
      break;
    }
    items.push_back(card(rule, law));
  }
  json::object object;
  object["items"] = std::move(items);
  object["next"] = std::move(next);
  return json::serialize(object);
}

std::string rule_json(const rules::Rule& rule, const law::Law& law, std::string_view region,
                      Date day) {
  json::object object = card(rule, law);
  json::array parameters;
  for (const app::RuleParameter& parameter : app::parameters_of(rule, law, region, day)) {
    json::object one;
    one["name"] = text(parameter.name);
    one["meaning"] = text(parameter.meaning);
    const bool is_set = parameter.value != nullptr;
    one["value"] = is_set ? json::value(text(parameter.value->written)) : json::value(nullptr);
    one["source"] = is_set ? json::value(text(parameter.value->source)) : json::value(nullptr);
    one["unset"] = text(parameter.unset);
    parameters.push_back(std::move(one));
  }
  object["region"] = text(region);
  object["as_of"] = to_string(day);
  object["parameters"] = std::move(parameters);
  object["examples"] = text(app::examples_of(rule));
  return json::serialize(object);
}

std::string version_json(std::string_view program, std::string_view law) {
  json::object object;
  object["program"] = text(program);
  object["law"] = text(law);
  return json::serialize(object);
}

}  // namespace qingxin::wire
