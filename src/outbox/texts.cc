// SPDX-License-Identifier: Apache-2.0
#include "outbox/texts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "outbox/places.h"

namespace qingxin::outbox {

namespace {

struct OwnText {
  std::string_view id;
  Audience audience;
  std::string_view subject, text;
};

// What a worker gets names nothing but that there is something to look at: others read his phone.
constexpr std::array kOwnTexts{
    OwnText{"warning_raised", Audience::enterprise, "{{project}}：{{matter}}请核实",
            "{{project}}：{{matter}}有需要核实的情况，现为“{{rung}}”，请于{{due}}前{{asks}}。"
            "明细请登录查看。{{office}}"},
    OwnText{"warning_due", Audience::enterprise, "{{project}}：{{matter}}临近期限",
            "{{project}}：{{matter}}的“{{rung}}”期限是{{due}}，还没有收到回复，请按时{{asks}}。"
            "{{office}}"},
    OwnText{"reminder", Audience::officer, "{{number}}：{{clock}}{{when}}",
            "{{number}}的“{{clock}}”{{when}}，请登录查看办理。"},
    OwnText{"receipt", Audience::worker, "情况已登记",
            "您说的情况{{office}}已于{{day}}登记。办到哪一步，凭领取的查询码查询，请勿转发。"},
    OwnText{"answered", Audience::worker, "已有答复",
            "您问的事{{office}}已有答复，凭领取的查询码查看，请勿转发。"},
    OwnText{"test", Audience::officer, "清薪测试通知",
            "这是清薪的测试通知，{{time}}发出。收到它，说明这个渠道可用。"},
};

const OwnText* own_text(std::string_view id) {
  const auto found = std::ranges::find(kOwnTexts, id, &OwnText::id);
  return found == kOwnTexts.end() ? nullptr : &*found;
}

tl::unexpected<Error> no_such_text(std::string_view id) {
  std::vector<std::string_view> ids;
  for (const OwnText& text : kOwnTexts) ids.push_back(text.id);
  return fail(ErrorCode::invalid_input,
              fmt::format("没有叫“{}”的通知模板；可用：{}", printable(id), fmt::join(ids, "、")));
}

Result<void> check_places(std::string_view text, const OwnText& own) {
  const Result<std::vector<std::string>> places = places_in(text);
  if (!places) return tl::unexpected(places.error());
  const Result<std::vector<std::string>> known =
      places_in(fmt::format("{}{}", own.subject, own.text));
  if (!known) return tl::unexpected(known.error());
  for (const std::string& place : *places)
    if (!std::ranges::binary_search(*known, place))
      return fail(ErrorCode::invalid_input, fmt::format("模板 {} 里没有“{}”可填；可用：{}", own.id,
                                                        place, fmt::join(*known, "、")));
  return {};
}

Result<void> check_betrays_nobody(const Rendered& rendered,
                                  std::span<const casework::Reporter> reporters) {
  if (rendered.audience != Audience::enterprise) return {};
  for (const std::string& text : {rendered.subject, rendered.text})
    if (const auto telltale = casework::telltale_in(text, reporters))
      return tl::unexpected(casework::telltale_error(*telltale, "通知"));
  return {};
}

}  // namespace

std::vector<NoticeText> default_texts() {
  std::vector<NoticeText> texts;
  for (const OwnText& own : kOwnTexts)
    texts.push_back(
        {std::string{own.id}, own.audience, std::string{own.subject}, std::string{own.text}});
  return texts;
}

Result<NoticeText> reworded(std::string_view id, std::string_view subject, std::string_view text) {
  const OwnText* own = own_text(id);
  if (own == nullptr) return no_such_text(id);
  for (const std::string_view each : {subject, text})
    if (const Result<void> checked = check_places(each, *own); !checked)
      return tl::unexpected(checked.error());
  const Rendered as_it_is{own->audience, std::string{subject}, std::string{text}};
  if (const Result<void> checked = check_betrays_nobody(as_it_is, {}); !checked)
    return tl::unexpected(checked.error());
  return NoticeText{std::string{id}, own->audience, std::string{subject}, std::string{text}};
}

Result<Rendered> rendered(const Notice& notice, std::span<const NoticeText> texts,
                          std::span<const casework::Reporter> reporters) {
  const auto text = std::ranges::find(texts, notice.template_id, &NoticeText::id);
  if (text == texts.end()) return no_such_text(notice.template_id);
  for (const auto& [name, value] : notice.values)
    if (!is_utf8(value) || value.find('\0') != std::string::npos)
      return fail(ErrorCode::invalid_input,
                  fmt::format("通知里“{}”的值不是文字（UTF-8）；请改好再发", name));
  const std::string what = fmt::format("模板 {}", notice.template_id);
  Result<std::string> subject = filled(text->subject, notice.values, what);
  if (!subject) return tl::unexpected(subject.error());
  Result<std::string> body = filled(text->text, notice.values, what);
  if (!body) return tl::unexpected(body.error());
  // A subject is one line, whatever a project is called.
  Rendered done{text->audience, printable(*subject), *std::move(body)};
  if (const Result<void> checked = check_betrays_nobody(done, reporters); !checked)
    return tl::unexpected(checked.error());
  return done;
}

}  // namespace qingxin::outbox
