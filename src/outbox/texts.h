// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "casework/telltale.h"
#include "outbox/notice.h"

// What notices say. An office may word them in its own way, with the same places.
namespace qingxin::outbox {

struct NoticeText {
  std::string id;
  Audience audience = Audience::officer;
  std::string subject, text;

  friend bool operator==(const NoticeText&, const NoticeText&) = default;
};

// The product's own, in the order in which they are listed.
std::vector<NoticeText> default_texts();

// One that takes the place of the product's own of the same id. Errors: invalid_input, for an id
// that is none, a place that the product's own does not have, and, to an enterprise, words that say
// that somebody complained.
Result<NoticeText> reworded(std::string_view id, std::string_view subject, std::string_view text);

struct Rendered {
  Audience audience = Audience::officer;
  std::string subject, text;

  friend bool operator==(const Rendered&, const Rendered&) = default;
};

// Errors: invalid_input, for a template that is none, a place without a value, a value that is no
// text, and, to an enterprise, whatever betrays who reported. `reporters` are those of the matter.
Result<Rendered> rendered(const Notice& notice, std::span<const NoticeText> texts,
                          std::span<const casework::Reporter> reporters);

}  // namespace qingxin::outbox
