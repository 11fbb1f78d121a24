// SPDX-License-Identifier: Apache-2.0
#include "wire/bulletin_json.h"

#include <boost/json.hpp>

#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;
using oversight::Cell;
using oversight::Indicator;
using oversight::IndicatorId;
using oversight::Snapshot;

constexpr TextBounds kClientKey{.least = 1, .most = 64}, kName{.least = 1, .most = 200},
    kProse{.least = 0, .most = 20'000};
constexpr int kBodiesMost = 100;

json::value text_of(std::string_view words) {
  return json::value(text(words));
}

json::object cell_json(IndicatorId id, const Cell& cell) {
  const Indicator& indicator = oversight::indicator_of(id);
  json::object object;
  object["part"] = cell.part;
  object["whole"] = cell.whole;
  object["unknown"] = cell.unknown;
  object["rows"] = cell.rows;
  object["value"] = number_or_null(cell.value(indicator.measure));
  object["words"] = text(oversight::figure_words(id, cell));
  return object;
}

json::object figure_json(const oversight::SnapshotCell& cell) {
  const Indicator& indicator = oversight::indicator_of(cell.indicator);
  json::object object;
  object["indicator"] = text(indicator.name);
  object["name"] = text(indicator.chinese);
  object["formula"] = text(indicator.formula);
  object["code"] = text(cell.code);
  object["now"] = cell_json(cell.indicator, cell.cell);
  object["before"] = nullptr;
  if (cell.before) object["before"] = cell_json(cell.indicator, *cell.before);
  object["change"] = text(oversight::change_words(cell.indicator, cell.cell, cell.before));
  return object;
}

json::array figures_json(const Snapshot& snapshot) {
  json::array figures;
  for (const oversight::SnapshotCell& cell : snapshot.cells)
    if (cell.by == oversight::By::district) figures.push_back(figure_json(cell));
  return figures;
}

json::array blocks_json(const app::BulletinShown& shown) {
  json::array blocks;
  const std::span<const oversight::BlockWords> words = oversight::words_of(shown.draft.kind).blocks;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const oversight::Line* line = oversight::find_line(shown.whole.record, words[i].item);
    json::object block;
    block["item"] = text(words[i].item);
    block["is_optional"] = words[i].is_optional;
    block["prose"] = text(shown.draft.prose[i]);
    block["written"] = text_or_null(line == nullptr ? "" : line->answer);
    block["told"] = text_or_null(line == nullptr ? "" : line->told);
    blocks.push_back(std::move(block));
  }
  return blocks;
}

json::array places_json(const Snapshot& snapshot) {
  json::array places;
  for (const oversight::SnapshotPlace& place : snapshot.places) {
    json::object object;
    object["code"] = text(place.code);
    object["name"] = text(place.name);
    object["parent"] = text_or_null(place.parent);
    places.push_back(std::move(object));
  }
  return places;
}

json::object snapshot_json(const app::BulletinShown& shown) {
  const Snapshot& snapshot = shown.snapshot;
  json::object object;
  object["body"] = text(snapshot.body);
  object["region_code"] = text(snapshot.region_code);
  object["from"] = to_string(snapshot.from);
  object["until"] = to_string(snapshot.until);
  object["frozen"] = moment(snapshot.frozen);
  object["law"] = text(snapshot.law);
  object["sm3"] = text(shown.sm3);
  object["places"] = places_json(snapshot);
  object["figures"] = figures_json(snapshot);
  const auto words_of_note = [](const oversight::SnapshotNote& note) {
    return text_of(note.words);
  };
  object["missing"] = array_of(snapshot.missing, words_of_note);
  object["corrections"] = array_of(snapshot.corrections, words_of_note);
  return object;
}

json::array checks_json(const std::vector<oversight::CheckDone>& checks) {
  return array_of(checks, [](const oversight::CheckDone& one) {
    json::object object;
    object["check"] = text(oversight::in_chinese(one.check));
    object["is_passed"] = one.faults.empty();
    object["faults"] =
        array_of(one.faults, [](const std::string& fault) { return text_of(fault); });
    return object;
  });
}

json::object to_json(const app::BulletinShown& shown) {
  const oversight::BulletinWords& words = oversight::words_of(shown.draft.kind);
  json::object object;
  object["id"] = id_text(number(shown.whole.id));
  object["kind"] = text(words.name);
  object["name"] = text(words.chinese);
  object["state"] = text(oversight::words_of(shown.whole.record.state).name);
  object["number"] = text_or_null(shown.whole.number);
  object["issue_no"] = nullptr;
  if (shown.draft.issue_no > 0) object["issue_no"] = shown.draft.issue_no;
  object["day"] = nullptr;
  if (shown.draft.day) object["day"] = to_string(*shown.draft.day);
  object["owner_id"] = id_text(static_cast<std::int64_t>(shown.whole.record.face.owner));
  object["subject"] = text(shown.draft.subject);
  object["title"] =
      array_of(shown.text.subject, [](const std::string& line) { return text_of(line); });
  object["send_to"] = text_or_null(shown.draft.send_to);
  object["copy_to"] = text_or_null(shown.draft.copy_to);
  object["blocks"] = blocks_json(shown);
  object["snapshot"] = snapshot_json(shown);
  object["earlier_id"] = nullptr;
  if (shown.earlier) object["earlier_id"] = id_text(number(*shown.earlier));
  object["checks"] = checks_json(shown.checks);
  object["files"] = array_of(shown.files, [](const app::BulletinFile& file) {
    json::object one;
    one["form"] = text(app::name_of(file.form));
    one["sm3"] = text(file.sm3);
    return one;
  });
  return object;
}

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (const oversight::BulletinWords& words : oversight::bulletin_kinds())
    names.push_back(words.name);
  return names;
}

json::value name_of_indicator(IndicatorId id) {
  return text_of(oversight::indicator_of(id).name);
}

}  // namespace

std::string bulletin_kinds_json() {
  json::object object;
  object["items"] =
      array_of(oversight::bulletin_kinds(), [](const oversight::BulletinWords& words) {
        json::object kind;
        kind["kind"] = text(words.name);
        kind["name"] = text(words.chinese);
        kind["masthead"] = text(words.masthead);
        kind["blocks"] = array_of(words.blocks, [](const oversight::BlockWords& block) {
          json::object one;
          one["item"] = text(block.item);
          one["is_optional"] = block.is_optional;
          return one;
        });
        kind["shown"] = array_of(words.shown, name_of_indicator);
        kind["ranked"] = array_of(words.ranked, name_of_indicator);
        return kind;
      });
  return json::serialize(object);
}

std::string bulletin_json(const app::BulletinShown& shown) {
  return json::serialize(to_json(shown));
}

std::string bulletin_checked_json(const app::BulletinChecked& checked) {
  json::object object;
  object["id"] = id_text(number(checked.shown.whole.id));
  object["checks"] = checks_json(checked.shown.checks);
  object["files"] = array_of(checked.files, [](const app::FileCompared& file) {
    json::object one;
    one["form"] = text(app::name_of(file.form));
    one["kept"] = text_or_null(file.kept);
    one["again"] = text(file.again);
    one["is_same"] = file.kept == file.again;
    return one;
  });
  return json::serialize(object);
}

std::string bulletins_compared_json(const app::BulletinsCompared& compared) {
  json::object object;
  object["earlier_id"] = id_text(number(compared.earlier));
  object["faults"] =
      array_of(compared.faults, [](const std::string& fault) { return text_of(fault); });
  object["changes"] = array_of(compared.changes, [](const app::BulletinChange& change) {
    return figure_json(
        {change.indicator, oversight::By::district, change.code, change.now, change.earlier});
  });
  object["corrections"] =
      array_of(compared.corrections, [](const std::string& one) { return text_of(one); });
  return json::serialize(object);
}

Outcome<app::FreezeOrder> read_freeze_order(std::string_view body) {
  return read_body<app::FreezeOrder>(body, [](JsonObject& object) {
    app::FreezeOrder order;
    order.kind = static_cast<app::BulletinKind>(object.choice("kind", kind_names()) + 1);
    order.from = object.day_or_none("from");
    order.until = object.day_or_none("until");
    order.region = object.text_or_none("region_code", kName).value_or("");
    order.unit = access::UnitId{id_or_none(object, "owner_id").value_or(0)};
    order.subject = object.text_or_none("subject", kName).value_or("");
    order.send_to = object.texts("send_to", kBodiesMost, kName);
    order.copy_to = object.texts("copy_to", kBodiesMost, kName);
    order.key = object.text_or_none("key", kClientKey).value_or("");
    order.fresh = app::RecordId{id_or_none(object, "id").value_or(0)};
    return order;
  });
}

Outcome<app::ProseOrder> read_prose_order(std::string_view body, app::RecordId id) {
  return read_body<app::ProseOrder>(body, [&](JsonObject& object) {
    app::ProseOrder order{.id = id,
                          .key = object.text_or_none("key", kClientKey).value_or(""),
                          .subject = object.text_or_none("subject", kName),
                          .send_to = {},
                          .copy_to = {},
                          .blocks = {}};
    if (object.has("send_to")) order.send_to = object.texts("send_to", kBodiesMost, kName);
    if (object.has("copy_to")) order.copy_to = object.texts("copy_to", kBodiesMost, kName);
    for (JsonObject& block : object.objects("blocks", kBodiesMost)) {
      std::string item = block.text("item", kName);
      order.blocks.emplace_back(std::move(item), block.text("prose", kProse));
    }
    return order;
  });
}

Outcome<std::string> read_client_key(std::string_view body) {
  return read_body<std::string>(
      body, [](JsonObject& object) { return object.text_or_none("key", kClientKey).value_or(""); });
}

}  // namespace qingxin::wire
