// SPDX-License-Identifier: Apache-2.0
#include "wire/supervision_json.h"

#include <boost/json.hpp>
#include <charconv>

#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;
using oversight::Cell;
using oversight::Indicator;

constexpr TextBounds kName{.least = 1, .most = 200}, kProse{.least = 1, .most = 20'000},
    kFile{.least = 1, .most = 1'000'000};

json::value text_of(std::string_view words) {
  return json::value(text(words));
}
json::array texts_of(const std::vector<std::string>& words) {
  return array_of(words, [](const std::string& one) { return text_of(one); });
}
std::string written(const json::object& object) {
  return json::serialize(object);
}

json::object row_json(const oversight::ProposalRow& row) {
  json::object object;
  object["of"] = text(oversight::name_of(row.of));
  object["id"] = id_text(row.id);
  object["label"] = text(row.label);
  object["due"] = day(row.due);
  return object;
}

json::object proposed_json(const app::OrdersProposed::One& one) {
  const oversight::Proposal& proposal = one.proposal;
  json::object object;
  object["record"] = id_text(number(one.id));
  object["rule"] = text(proposal.rule);
  object["way"] = text(proposal.way);
  object["unit"] = id_text(proposal.unit);
  object["firm"] = text_or_null(proposal.firm);
  object["firm_code"] = text_or_null(proposal.firm_code);
  object["region"] = text_or_null(proposal.region_code);
  object["name"] = text(proposal.name);
  object["reason"] = text(proposal.reason);
  object["value"] = proposal.value;
  object["answer_by"] = day(proposal.answer_by);
  object["earlier"] = id_text(proposal.earlier);
  object["rows"] = array_of(proposal.rows, row_json);
  return object;
}

json::value value_json(oversight::Field field, const std::string& value) {
  const oversight::FieldForm form = oversight::words_of(field).form;
  if (form != oversight::FieldForm::number && form != oversight::FieldForm::money)
    return text_of(value);
  std::int64_t number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

json::object public_json(const store::KeptRecord& kept) {
  json::object object;
  object["id"] = id_text(number(kept.id));
  object["region"] = text_or_null(kept.face.region_code);
  for (const auto& [field, value] : kept.values)
    object[text(oversight::words_of(field).name)] = value_json(field, value);
  return object;
}

json::object standing_json(const store::KeptRecord& kept) {
  json::object object;
  object["record"] = id_text(number(kept.id));
  object["state"] = text(oversight::words_of(kept.state).name);
  object["firm"] = text_or_null(oversight::text_of(kept.values, oversight::Field::firm));
  object["day"] = day(oversight::day_of(kept.values, oversight::Field::day));
  object["take_down"] = day(oversight::day_of(kept.values, oversight::Field::take_down));
  return object;
}

json::object objection_json(const app::ObjectionDue& due) {
  json::object object;
  object["record"] = id_text(number(due.exposure));
  object["firm"] = text(due.firm);
  object["day"] = day(due.objection.day);
  object["reason"] = text(due.objection.reason);
  object["due"] = due.due ? day(due.due->day) : json::value(nullptr);
  object["overdue"] = due.is_overdue;
  return object;
}

json::object item_json(const oversight::SchemeItem& item) {
  json::object object;
  object["id"] = text(item.id);
  object["part"] = text(item.part);
  object["name"] = text(item.name);
  object["points"] = item.points;
  object["indicator"] = item.indicator ? text_of(oversight::indicator_of(*item.indicator).name)
                                       : json::value(nullptr);
  object["basis"] = text(oversight::in_chinese(item.basis));
  object["source"] = text_or_null(item.source);
  object["per_one"] = item.per_one == 0 ? json::value(nullptr) : json::value(item.per_one);
  object["bands"] = array_of(item.bands, [](const oversight::SchemeBand& band) {
    json::object one;
    one["from"] = band.from;
    one["to"] = number_or_null(band.to);
    one["points"] = band.points;
    return one;
  });
  object["evidence"] = texts_of(item.evidence);
  return object;
}

json::object item_score_json(const oversight::ItemScore& item) {
  json::object object;
  object["item"] = text(item.item);
  object["name"] = text(item.name);
  object["points"] = item.points;
  object["full"] = item.full;
  object["self"] = number_or_null(item.self);
  object["value"] = text(item.value);
  object["formula"] = text(item.formula);
  object["missing"] = texts_of(item.missing);
  object["evidence"] = texts_of(item.evidence);
  return object;
}

json::object trigger_json(const oversight::TriggerScore& trigger) {
  json::object object;
  object["id"] = text(trigger.id);
  object["name"] = text(trigger.name);
  object["value"] = number_or_null(trigger.value);
  object["hit"] = trigger.is_hit;
  return object;
}

json::value cell_json(oversight::IndicatorId id, const std::optional<Cell>& cell) {
  if (!cell) return nullptr;
  const Indicator& indicator = oversight::indicator_of(id);
  json::object object;
  object["part"] = cell->part;
  object["whole"] = cell->whole;
  object["unknown"] = cell->unknown;
  object["value"] = number_or_null(oversight::value_of(indicator, *cell));
  object["words"] =
      text_of(oversight::value_text(indicator.measure, oversight::value_of(indicator, *cell)));
  return object;
}

json::object difference_json(const oversight::SubmissionDifference& one) {
  json::object object;
  object["code"] = text(one.code);
  object["place"] = text(one.place);
  object["indicator"] = text(oversight::indicator_of(one.indicator).name);
  object["before"] = cell_json(one.indicator, one.before);
  object["now"] = cell_json(one.indicator, one.now);
  return object;
}

json::object line_json(const app::SubmissionLine& line) {
  json::object object;
  object["region"] = text(line.region);
  object["body"] = text(line.body);
  object["record"] = line.record ? id_text(number(*line.record)) : json::value(nullptr);
  object["frozen"] = line.record ? moment(line.frozen) : json::value(nullptr);
  object["sm3"] = text_or_null(line.sm3);
  object["corrected"] = line.has_corrected;
  object["has_users"] = line.has_users;
  return object;
}

}  // namespace

std::string proposal_rules_json(const oversight::ProposalRules& rules) {
  json::object object;
  object["title"] = text(rules.title);
  object["source"] = text(rules.source);
  object["digest"] = text(rules.digest);
  object["rules"] = array_of(rules.rules, [](const oversight::ProposalRule& rule) {
    json::object one;
    one["id"] = text(rule.id);
    one["name"] = text(rule.name);
    one["matter"] = text(oversight::name_of(rule.matter));
    one["way"] = text_or_null(rule.way);
    one["at_least"] = rule.at_least;
    one["below"] = number_or_null(rule.below);
    one["from_month"] = rule.from_month;
    one["answer_days"] = rule.answer_days;
    one["local"] = rule.is_local;
    return one;
  });
  return written(object);
}

std::string orders_proposed_json(const app::OrdersProposed& proposed) {
  json::object object;
  object["made"] = array_of(proposed.made, proposed_json);
  object["known"] = proposed.known;
  return written(object);
}

std::string exposure_board_json(const app::ExposureBoard& board) {
  json::object object;
  object["period"] = text(board.period.name);
  object["from"] = day(board.period.from);
  object["until"] = day(board.period.until);
  object["published"] = board.published;
  object["waiting"] = array_of(board.waiting, standing_json);
  object["standing"] = array_of(board.standing, standing_json);
  object["objections"] = array_of(board.objections, objection_json);
  object["objection_term"] = text_or_null(board.objection_term);
  return written(object);
}

std::string violation_board_json(const std::vector<app::ViolationWaiting>& board) {
  json::object object;
  object["items"] = array_of(board, [](const app::ViolationWaiting& one) {
    json::object line;
    line["record"] = id_text(number(one.kept.id));
    line["way"] = text(oversight::text_of(one.kept.values, oversight::Field::way));
    line["firm"] = text(oversight::text_of(one.kept.values, oversight::Field::firm));
    line["authority"] = text(one.authority);
    line["handed_over"] = day(one.handed_over);
    line["days"] = one.days;
    line["receipted"] = one.is_receipted;
    line["overdue"] = one.is_overdue;
    return line;
  });
  return written(object);
}

std::string public_records_json(const std::vector<store::KeptRecord>& records) {
  json::object object;
  object["items"] = array_of(records, public_json);
  return written(object);
}

std::string register_imported_json(const app::OfficeRegisterImported& done) {
  json::object object;
  object["file"] = text(done.file);
  object["rows"] = done.rows;
  object["added"] = done.added;
  object["changed"] = done.changed;
  object["known"] = done.known;
  object["rejected"] = array_of(done.rejected, [](const feeds::RejectedRow& row) {
    json::object one;
    one["row"] = row.row;
    one["column"] = text(row.column);
    one["value"] = text(row.value);
    one["reason"] = text(row.reason);
    return one;
  });
  object["ignored_columns"] = texts_of(done.ignored_columns);
  return written(object);
}

std::string scheme_json(const oversight::Scheme& scheme) {
  json::object object;
  object["name"] = text(scheme.name);
  object["title"] = text(scheme.title);
  object["source"] = text(scheme.source);
  object["checked_on"] = day(scheme.checked_on);
  object["digest"] = text(scheme.digest);
  object["points"] = scheme.points();
  object["parts"] = array_of(scheme.parts, [](const oversight::SchemePart& part) {
    json::object one;
    one["id"] = text(part.id);
    one["name"] = text(part.name);
    one["points"] = part.points;
    return one;
  });
  object["items"] = array_of(scheme.items, item_json);
  object["direct_c"] = array_of(scheme.direct, [](const oversight::DirectC& direct) {
    json::object one;
    one["id"] = text(direct.id);
    one["name"] = text(direct.name);
    one["at_least"] = direct.at_least;
    one["basis"] = text(oversight::in_chinese(direct.basis));
    one["source"] = text(direct.source);
    return one;
  });
  object["grades"] = array_of(scheme.grades, [](const oversight::SchemeGrade& grade) {
    json::object one;
    one["grade"] = text(grade.grade);
    one["from"] = grade.from;
    one["to"] = number_or_null(grade.to);
    return one;
  });
  return written(object);
}

std::string scored_json(const app::Scored& scored) {
  json::object object;
  object["scheme"] = text(scored.scheme.name);
  object["digest"] = text(scored.scheme.digest);
  object["from"] = day(scored.from);
  object["until"] = day(scored.until);
  object["points"] = scored.score.points;
  object["full"] = scored.score.full;
  object["self"] = number_or_null(scored.score.self);
  object["grade"] = text_or_null(scored.score.grade);
  object["items"] = array_of(scored.score.items, item_score_json);
  object["triggers"] = array_of(scored.score.triggers, trigger_json);
  object["missing"] = texts_of(scored.score.missing);
  object["notes"] = texts_of(scored.notes);
  object["record"] = scored.whole ? id_text(number(scored.whole->id)) : json::value(nullptr);
  return written(object);
}

Outcome<app::ScoreOrder> read_score_order(std::string_view body) {
  return read_body<app::ScoreOrder>(body, [](JsonObject& object) {
    app::ScoreOrder order;
    order.scheme = object.text_or_none("scheme", kName).value_or("default");
    order.region = object.text_or_none("region", kName).value_or("");
    order.year = static_cast<int>(object.number_or_none("year", 2000, 2100).value_or(0));
    order.record = app::RecordId{id_or_none(object, "record").value_or(0)};
    for (JsonObject& one : object.objects("judged", 200)) {
      // One after the other: the order of arguments is the compiler's.
      std::string item = one.text("item", kName);
      std::string points = one.text("points", kName);
      order.judged.emplace_back(std::move(item), std::move(points));
    }
    return order;
  });
}

Outcome<app::LetterOrder> read_letter_order(std::string_view body) {
  return read_body<app::LetterOrder>(body, [](JsonObject& object) {
    app::LetterOrder order;
    order.scheme = object.text_or_none("scheme", kName).value_or("default");
    order.issuer = object.text("issuer", kName);
    order.district = object.text("district", kName);
    order.year = static_cast<int>(object.number("year", 2000, 2100));
    order.duty = object.text_or_none("duty", kProse).value_or("");
    if (object.has("form") && object.choice("form", {"docx", "html"}) == 1)
      order.form = app::PaperForm::page;
    return order;
  });
}

std::string submission_made_json(const app::SubmissionMade& made) {
  json::object object;
  object["record"] = id_text(number(made.kept.whole.id));
  object["sm3"] = text(made.sm3);
  object["bytes"] = made.text.size();
  return written(object);
}

std::string submission_taken_json(const app::SubmissionTaken& taken) {
  json::object object;
  object["record"] = id_text(number(taken.whole.id));
  object["already"] = taken.kept == store::Kept::already;
  object["key"] = text(taken.submission.key.name);
  object["body"] = text(taken.submission.key.body);
  object["region"] = text(taken.submission.key.region);
  object["from"] = day(taken.submission.snapshot.from);
  object["until"] = day(taken.submission.snapshot.until);
  object["sm3"] = text(taken.submission.sm3);
  object["corrected"] = taken.corrected ? id_text(number(*taken.corrected)) : json::value(nullptr);
  object["differences"] = array_of(taken.differences, difference_json);
  return written(object);
}

std::string submission_board_json(const app::SubmissionBoard& board) {
  json::object object;
  object["from"] = day(board.order.from);
  object["until"] = day(board.order.until);
  object["lines"] = array_of(board.lines, line_json);
  json::array sums;
  for (const oversight::SnapshotCell& cell : board.sum.cells) {
    json::object one;
    one["code"] = text(cell.code);
    one["indicator"] = text(oversight::indicator_of(cell.indicator).name);
    one["cell"] = cell_json(cell.indicator, cell.cell);
    sums.push_back(std::move(one));
  }
  object["cells"] = std::move(sums);
  object["missing"] = array_of(
      board.sum.missing, [](const oversight::SnapshotNote& note) { return text_of(note.words); });
  return written(object);
}

Outcome<std::string> read_submission_file(std::string_view body) {
  return read_body<std::string>(body,
                                [](JsonObject& object) { return object.text("file", kFile); });
}

}  // namespace qingxin::wire
