// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "wire/problem.h"

namespace boost::json {
class value;
}

// Reading a JSON body (RFC 8259), strictly: what two readers could take for two things is refused.
// Problems say where: a line for what is no JSON, a pointer (RFC 6901) for the rest.
namespace qingxin::wire {

inline constexpr std::size_t kJsonDepth = 32;

class JsonObject;

// A whole body. Refused: what is not UTF-8, has a member twice, goes deeper than kJsonDepth, has a
// number that is not a whole one of 64 bits, or anything behind its end.
class JsonDocument {
 public:
  static Outcome<JsonDocument> parse(std::string_view text);
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  // To be read from one object; the document must live as long.
  JsonObject object() const;

 private:
  explicit JsonDocument(std::unique_ptr<boost::json::value> value);
  std::unique_ptr<boost::json::value> value_;
};

struct TextBounds {
  int least = 1, most = 200;  // characters
};

// The members of an object, read by name. The first problem is remembered and end() tells it; what
// is read after it is empty. So a body is read in one flow and judged once:
//   Order order{.from = body.day("from"), .days = body.number_or_none("days", 0, 100)};
//   if (std::optional<Problem> problem = body.end()) return tl::unexpected(*problem);
class JsonObject {
 public:
  bool has(std::string_view name) const;  // null counts as absent

  std::string text(std::string_view name, TextBounds bounds);
  std::optional<std::string> text_or_none(std::string_view name, TextBounds bounds);
  std::int64_t number(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<std::int64_t> number_or_none(std::string_view name, std::int64_t least,
                                             std::int64_t most);
  Date day(std::string_view name);  // "2026-11-23"
  std::optional<Date> day_or_none(std::string_view name);
  Month month(std::string_view name);  // "2026-10"
  // true or false; absent: false.
  bool is_true(std::string_view name);
  // One of the names, by its position.
  std::size_t choice(std::string_view name, const std::vector<std::string_view>& names);
  std::vector<std::string> texts(std::string_view name, int most, TextBounds bounds);
  std::optional<JsonObject> object(std::string_view name);
  std::vector<JsonObject> objects(std::string_view name, int most);

  // A fault that only the caller sees. `name` empty: of the object itself.
  void refuse(ProblemCode code, std::string_view name, std::string message);
  // The first problem of this object and of those that were read from it, a member that nobody
  // asked for among them.
  std::optional<Problem> end();

 private:
  friend class JsonDocument;
  struct Shared;
  JsonObject(const boost::json::value& value, std::string path, std::shared_ptr<Shared> shared);
  const boost::json::value* find(std::string_view name);
  const boost::json::value* find_required(std::string_view name);
  std::optional<std::string> text_in(const boost::json::value& value, std::string_view name,
                                     TextBounds bounds);
  std::string place(std::string_view name) const;

  const boost::json::value* value_;
  std::string path_;
  std::shared_ptr<Shared> shared_;
  std::size_t order_ = 0;  // of this object among those whose members are counted
};

// An id, which is a text: it has more digits than some readers keep.
std::optional<std::int64_t> id_or_none(JsonObject& object, std::string_view name);
// A moment as it is sent: "2026-11-22T08:00:00.000Z", or a day in China. Absent: Instant{}.
Instant moment_or_now(JsonObject& object, std::string_view name);

// Reads a body and judges it once.
template <typename T, typename Read>
Outcome<T> read_body(std::string_view body, Read read) {
  const Outcome<JsonDocument> document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  JsonObject object = document->object();
  T value = read(object);
  if (const std::optional<Problem> problem = object.end()) return tl::unexpected(*problem);
  return value;
}

// One step of a JSON pointer: "~" and "/" escaped.
std::string pointer_step(std::string_view name);

}  // namespace qingxin::wire
