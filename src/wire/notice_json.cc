// SPDX-License-Identifier: Apache-2.0
#include "wire/notice_json.h"

#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

namespace {

boost::json::object notice_object(const app::KeptNotice& notice) {
  boost::json::object object;
  object["id"] = id_text(number(notice.id));
  object["key"] = text(notice.key);
  object["channel"] = text(notice.channel);
  object["template"] = text(notice.template_id);
  object["receiver"] = text_or_null(notice.receiver);
  object["state"] = text(outbox::word_of(outbox::kNoticeStateNames, notice.state));
  object["attempts"] = notice.attempts;
  object["made"] = moment(notice.made);
  object["next"] =
      notice.state == outbox::NoticeState::waiting ? moment(notice.next) : boost::json::value{};
  object["changed"] = moment(notice.changed);
  object["said"] = text_or_null(notice.said);
  object["receipt"] = text_or_null(notice.receipt);
  return object;
}

constexpr TextBounds kReceiver{.least = 1, .most = 254};

boost::json::object stop_object(const store::StoppedReceiver& stop) {
  boost::json::object object;
  object["kind"] = text(outbox::word_of(outbox::kChannelKindNames, stop.kind));
  object["why"] = text(stop.why);
  object["by"] = id_text(access::number(stop.by));
  object["at"] = moment(stop.at);
  return object;
}

}  // namespace

std::string notice_json(const app::KeptNotice& notice) {
  return boost::json::serialize(notice_object(notice));
}

std::string stops_json(const app::StopPage& page) {
  boost::json::object object;
  object["items"] = array_of(page.stops, stop_object);
  object["next"] = text_or_null(page.next);
  return boost::json::serialize(object);
}

std::string stop_kept_json(store::Kept kept) {
  return boost::json::serialize(
      boost::json::object{{"kept", kept == store::Kept::now ? "now" : "already"}});
}

Outcome<StopOrder> read_stop_order(std::string_view body) {
  return read_body<StopOrder>(body, [](JsonObject& object) {
    StopOrder order;
    order.channel = object.text("channel", {});
    order.to = object.text("to", kReceiver);
    order.why = object.text("why", {});
    return order;
  });
}

Outcome<StopOrder> read_stop_removal(std::string_view body) {
  return read_body<StopOrder>(body, [](JsonObject& object) {
    StopOrder order;
    order.channel = object.text("channel", {});
    order.to = object.text("to", kReceiver);
    return order;
  });
}

std::string notices_json(const app::NoticePage& page) {
  boost::json::array items;
  for (const app::KeptNotice& notice : page.notices) items.push_back(notice_object(notice));
  boost::json::object object;
  object["items"] = std::move(items);
  object["next"] = page.has_more ? id_text(number(page.notices.back().id)) : nullptr;
  return boost::json::serialize(object);
}

}  // namespace qingxin::wire
