// SPDX-License-Identifier: Apache-2.0
#include "outbox/mail.h"

#include <fmt/format.h>

#include <array>

#include "base/hash.h"
#include "outbox/escape.h"

namespace qingxin::outbox {

namespace {

constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// "Mon, 23 Nov 2026 14:05:00 +0800"
std::string mail_date(Instant now) {
  const Date day = china_day(now);
  const std::int64_t seconds = (now.utc_ms - china_instant(day, 0).utc_ms) / kSecondMs;
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0800", kDays[iso_weekday(day) - 1],
                     day_of_month(day), kMonths[month_of_year(month_of(day)) - 1], year_of(day),
                     seconds / 3600, seconds / 60 % 60, seconds % 60);
}

// Lines of 76 letters.
std::string wrapped(const std::string& letters) {
  constexpr std::size_t kColumns = 76;
  std::string out;
  for (std::size_t at = 0; at < letters.size(); at += kColumns)
    out.append(letters, at, kColumns).append("\r\n");
  return out;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char each : text) {
    if (each == '\r') continue;
    if (each == '\n') out += '\r';
    out += each;
  }
  return out + "\r\n";
}

}  // namespace

std::string mail_message(const Mailer& mailer, std::string_view to, const Rendered& rendered,
                         std::string_view key, Instant now) {
  const std::string_view domain = std::string_view{mailer.from}.substr(mailer.from.find('@') + 1);
  const std::string from =
      mailer.from_name.empty()
          ? fmt::format("<{}>", mailer.from)
          : fmt::format("{} <{}>", header_words(mailer.from_name), mailer.from);
  std::string message;
  const auto header = [&](std::string_view name, std::string_view value) {
    message.append(name).append(": ").append(value).append("\r\n");
  };
  header("Date", mail_date(now));
  header("From", from);
  header("To", fmt::format("<{}>", to));
  header("Subject", header_words(rendered.subject));
  header("Message-ID", fmt::format("<{}@{}>", hex(sm3(key), 16), domain));
  header("Auto-Submitted", "auto-generated");
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "base64");
  message += "\r\n";
  message += wrapped(base64(with_crlf(rendered.text)));
  return message;
}

}  // namespace qingxin::outbox
