// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <zip.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "feeds/sheet.h"

namespace qingxin::feeds {

// What a start tag carries; valid during the call.
class Attributes {
 public:
  explicit Attributes(const char* const* pairs) : pairs_(pairs) {}

  // By the name without its prefix: "r:id" is "id". Nothing when the tag does not carry it.
  std::optional<std::string_view> find(std::string_view name) const;
  // A whole number; `otherwise` when there is none or it is no number.
  int number(std::string_view name, int otherwise) const;

 private:
  const char* const* pairs_;
};

// A whole number of the text; `otherwise` when it is none.
int number_of(std::string_view text, int otherwise);

// What one XML part calls while it is read; names come without their prefix. Handlers never throw.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view) {}
  virtual void characters(std::string_view) {}
  // Set when the part must not be read on.
  std::string refusal;
};

// One part of an archive, unpacked and parsed piece by piece and never held whole. Refused by name
// when it passes a bound: its size, how far it inflates, how deep it nests, how long one tag is; a
// DOCTYPE, and with it every entity.
class XmlPart {
 public:
  // The archive and the handler must outlive the part.
  static Result<XmlPart> open(zip_t* zip, const std::string& part, std::string_view file,
                              XmlHandler& handler);
  XmlPart(XmlPart&&) noexcept;
  ~XmlPart();

  // Feeds one more piece; Step::end when the part is read.
  Result<Step> advance();

 private:
  struct State;
  explicit XmlPart(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// Reads a part from its beginning to its end.
Result<Step> read_whole(zip_t* zip, const std::string& part, std::string_view file,
                        XmlHandler& handler);

}  // namespace qingxin::feeds
