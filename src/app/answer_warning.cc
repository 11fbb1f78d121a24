// SPDX-License-Identifier: Apache-2.0
#include "app/answer_warning.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "app/permit.h"
#include "base/hash.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

constexpr std::size_t kMostEvidence = 100;
constexpr std::size_t kHashDigits = 64;

Result<void> check_evidence(const WarningAnswer& answer) {
  if (answer.evidence.size() > kMostEvidence)
    return fail(ErrorCode::invalid_input, fmt::format("附件 {} 个，最多 {} 个；请合成几个再交",
                                                      answer.evidence.size(), kMostEvidence));
  for (const store::WarningEvidence& file : answer.evidence) {
    if (trim(file.name).empty()) return fail(ErrorCode::invalid_input, "有附件没有文件名，请补上");
    if (file.sm3.size() != kHashDigits ||
        file.sm3.find_first_not_of("0123456789abcdef") != std::string::npos)
      return fail(ErrorCode::invalid_input,
                  fmt::format("附件「{}」的 SM3「{}」不是 64 位小写十六进制；请重新计算",
                              printable(file.name), printable(file.sm3)));
  }
  return {};
}

}  // namespace

Result<KeptWarning> answer_warning(const access::Principal& who, Moment moment,
                                   const WarningDesk& desk, const WarningAnswer& answer) {
  if (const Result<void> may = permit(who, access::Action::answer_warning); !may)
    return tl::unexpected(may.error());
  if (const Result<void> sound = check_words("答复", answer.text); !sound)
    return tl::unexpected(sound.error());
  if (const Result<void> sound = check_evidence(answer); !sound)
    return tl::unexpected(sound.error());
  Result<KeptWarning> before = seen_warning(desk, who, answer.key);
  if (!before) return before;
  WarningRecord sent;
  sent.step = casework::WarningStep::answered;
  sent.why = without_numbers_of_people(answer.text);
  sent.user = who.user;
  sent.unit = who.unit;
  sent.client_key = answer.client_key;
  sent.evidence = answer.evidence;
  for (store::WarningEvidence& file : sent.evidence)
    file.name = without_numbers_of_people(file.name);
  Result<std::optional<KeptWarning>> repeated = repeated_step(desk, answer.key, sent);
  if (!repeated) return tl::unexpected(repeated.error());
  if (*repeated) return **std::move(repeated);

  WarningSteps steps(desk, who, moment);
  steps.take_up(answer.key, *std::move(before));
  if (const Result<void> climbed = steps.climb(); !climbed) return tl::unexpected(climbed.error());
  // Who is not asked states: it is kept and shown, and the ladder goes on.
  casework::WarningEvent event{.step = casework::WarningStep::answered, .today = moment.today};
  event.by = is_receiver(who, *steps.now()) ? casework::WarningActor::receiver
                                            : casework::WarningActor::party;
  const Result<void> done = steps.step(event, sent);
  if (!done) return tl::unexpected(done.error());
  if (const Result<store::Kept> kept = steps.keep(); !kept) return tl::unexpected(kept.error());
  return *steps.now();
}

Result<store::WarningEvidence> evidence_of(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream content;
  content << in.rdbuf();
  if (!in || !content)
    return fail(ErrorCode::unavailable,
                fmt::format("附件「{}」读不出来，请核对路径和权限", printable(file.string())));
  const std::string bytes = content.str();
  return store::WarningEvidence{file.filename().string(), hex(sm3(bytes)),
                                static_cast<std::int64_t>(bytes.size())};
}

}  // namespace qingxin::app
