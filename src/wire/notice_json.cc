// SPDX-License-Identifier: Apache-2.0
#include "wire/notice_json.h"

#include "wire/json_parts.h"

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

}  // namespace

std::string notices_json(const app::NoticePage& page) {
  boost::json::array items;
  for (const app::KeptNotice& notice : page.notices) items.push_back(notice_object(notice));
  boost::json::object object;
  object["items"] = std::move(items);
  object["next"] = page.has_more ? id_text(number(page.notices.back().id)) : nullptr;
  return boost::json::serialize(object);
}

}  // namespace qingxin::wire
