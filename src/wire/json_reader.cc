// SPDX-License-Identifier: Apache-2.0
#include "wire/json_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <set>

#include "base/text.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;
using boost::system::error_code;

std::string_view view(json::string_view text) {
  return {text.data(), text.size()};
}

// What a client named, short enough for a sentence and unable to steer a terminal.
std::string quoted(std::string_view text) {
  return fmt::format("「{}」", shortened(printable(text), 60));
}

// Takes the parser's events, builds the value, and knows where it is.
class Builder {
 public:
  static constexpr std::size_t max_object_size = 10'000;
  static constexpr std::size_t max_array_size = 1'000'000;
  static constexpr std::size_t max_key_size = 1'000;
  static constexpr std::size_t max_string_size = 64 * 1024 * 1024;

  std::optional<Problem> problem;

  Builder() { stack_.reset(); }
  json::value release() { return stack_.release(); }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) {
    frames_.push_back({.is_object = true});
    return true;
  }
  bool on_object_end(std::size_t count, error_code&) {
    frames_.pop_back();
    stack_.push_object(count);
    return next_element();
  }
  bool on_array_begin(error_code&) {
    frames_.push_back({.is_object = false});
    return true;
  }
  bool on_array_end(std::size_t count, error_code&) {
    frames_.pop_back();
    stack_.push_array(count);
    return next_element();
  }
  bool on_key_part(json::string_view part, std::size_t, error_code&) {
    key_ += view(part);
    stack_.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, error_code& error) {
    key_ += view(part);
    stack_.push_key(part);
    Frame& frame = frames_.back();
    frame.key = std::exchange(key_, {});
    if (frame.keys.insert(frame.key).second) return true;
    return refuse(ProblemCode::duplicate_field, fmt::format("字段{}写了两次", quoted(frame.key)),
                  error);
  }
  bool on_string_part(json::string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t, error_code&) {
    stack_.push_string(part);
    return next_element();
  }
  bool on_number_part(json::string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, error_code&) {
    stack_.push_int64(number);
    return next_element();
  }
  bool on_uint64(std::uint64_t, json::string_view, error_code& error) { return too_big(error); }
  template <typename Number>
  bool on_double(Number, json::string_view, error_code& error) {
    return too_big(error);
  }
  bool on_bool(bool value, error_code&) {
    stack_.push_bool(value);
    return next_element();
  }
  bool on_null(error_code&) {
    stack_.push_null();
    return next_element();
  }
  bool on_comment_part(json::string_view, error_code&) { return true; }
  bool on_comment(json::string_view, error_code&) { return true; }

 private:
  struct Frame {
    bool is_object = false;
    std::string key = {};
    std::set<std::string> keys = {};
    std::size_t index = 0;
  };

  std::string path() const {
    std::string path;
    for (const Frame& frame : frames_)
      path += frame.is_object ? pointer_step(frame.key) : "/" + std::to_string(frame.index);
    return path;
  }
  bool refuse(ProblemCode code, std::string message, error_code& error) {
    problem = Problem{code, std::move(message), path()};
    error = make_error_code(json::error::syntax);
    return false;
  }
  bool too_big(error_code& error) {
    return refuse(ProblemCode::out_of_range, "数字应为整数，不超过 64 位；小数请写成文字", error);
  }
  bool next_element() {
    if (!frames_.empty() && !frames_.back().is_object) ++frames_.back().index;
    return true;
  }

  json::value_stack stack_;
  std::vector<Frame> frames_;
  std::string key_;
};

struct Position {
  std::size_t line, column;
};

Position position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const std::size_t start = before.rfind('\n');
  return {line, offset - (start == std::string_view::npos ? 0 : start + 1) + 1};
}

std::optional<Problem> not_utf8(std::string_view text) {
  if (is_utf8(text)) return std::nullopt;
  std::size_t number = 1;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    if (!is_utf8(text.substr(0, end + 1))) break;
    text.remove_prefix(end + 1);
    ++number;
  }
  return Problem{ProblemCode::not_utf8,
                 fmt::format("请求体第 {} 行不是 UTF-8，请改用 UTF-8 编码", number)};
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string_view type_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return "空（null）";
    case json::kind::bool_: return "是否";
    case json::kind::int64:
    case json::kind::uint64:
    case json::kind::double_: return "数字";
    case json::kind::string: return "文字";
    case json::kind::array: return "数组";
    case json::kind::object: return "对象";
  }
  return "";
}

}  // namespace

std::string pointer_step(std::string_view name) {
  std::string step = "/";
  for (const char c : name) {
    if (c == '~')
      step += "~0";
    else if (c == '/')
      step += "~1";
    else
      step += c;
  }
  return step;
}

// What the objects of one document have in common.
struct JsonObject::Shared {
  std::optional<Problem> problem;
  struct Asked {
    const json::object* object;  // nullptr: it was no object
    std::string path;
    std::set<std::string, std::less<>> names;
  };
  std::vector<Asked> asked;

  void refuse(ProblemCode code, std::string message, std::string field) {
    if (!problem) problem = Problem{code, std::move(message), std::move(field)};
  }
};

JsonDocument::JsonDocument(std::unique_ptr<json::value> value) : value_(std::move(value)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Outcome<JsonDocument> JsonDocument::parse(std::string_view text) {
  if (std::optional<Problem> fault = not_utf8(text)) return tl::unexpected(*fault);
  if (is_blank(text)) return problem(ProblemCode::malformed_json, "请求体是空的，应为 JSON");
  json::parse_options options;
  options.max_depth = kJsonDepth;
  json::basic_parser<Builder> parser(options);
  error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (parser.handler().problem) return tl::unexpected(*parser.handler().problem);
  if (error == json::error::too_deep)
    return problem(ProblemCode::too_deep, fmt::format("JSON 套得太深，最多 {} 层", kJsonDepth));
  const bool has_more = !error && !is_blank(text.substr(read));
  if (error || has_more) {
    const Position at = position_of(text, read);
    return problem(ProblemCode::malformed_json,
                   fmt::format("请求体第 {} 行第 {} 字节不是有效的 JSON（{}）", at.line, at.column,
                               has_more ? "后面多了内容" : error.message()));
  }
  return JsonDocument(std::make_unique<json::value>(parser.handler().release()));
}

JsonObject JsonDocument::object() const {
  return JsonObject(*value_, "", std::make_shared<JsonObject::Shared>());
}

JsonObject::JsonObject(const json::value& value, std::string path, std::shared_ptr<Shared> shared)
    : value_(&value), path_(std::move(path)), shared_(std::move(shared)) {
  order_ = shared_->asked.size();
  shared_->asked.push_back({value.if_object(), path_, {}});
  if (!value.is_object())
    shared_->refuse(ProblemCode::wrong_type,
                    fmt::format("应为对象 {{…}}，这里是{}", type_of(value)), path_);
}

std::string JsonObject::place(std::string_view name) const {
  return path_ + (name.empty() ? "" : pointer_step(name));
}

const json::value* JsonObject::find(std::string_view name) {
  shared_->asked[order_].names.emplace(name);
  const json::object* object = value_->if_object();
  if (object == nullptr || shared_->problem) return nullptr;
  const json::value* found = object->if_contains({name.data(), name.size()});
  return found == nullptr || found->is_null() ? nullptr : found;
}

const json::value* JsonObject::find_required(std::string_view name) {
  const json::value* found = find(name);
  if (found == nullptr)
    shared_->refuse(ProblemCode::missing_field, fmt::format("缺少字段「{}」", name), place(name));
  return found;
}

bool JsonObject::has(std::string_view name) const {
  const json::object* object = value_->if_object();
  const json::value* found =
      object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
  return found != nullptr && !found->is_null();
}

std::optional<std::string> JsonObject::text_in(const json::value& value, std::string_view name,
                                               TextBounds bounds) {
  const json::string* text = value.if_string();
  if (text == nullptr) {
    refuse(ProblemCode::wrong_type, name, fmt::format("应为文字，这里是{}", type_of(value)));
    return std::nullopt;
  }
  const std::string_view words{text->data(), text->size()};
  const int characters = character_count(words);
  if (characters < bounds.least || characters > bounds.most) {
    refuse(ProblemCode::out_of_range, name,
           fmt::format("应有 {} 至 {} 个字，这里有 {} 个", bounds.least, bounds.most, characters));
    return std::nullopt;
  }
  if (words.find('\0') != std::string_view::npos) {
    refuse(ProblemCode::invalid_input, name, "文字里不得有零字节");
    return std::nullopt;
  }
  return std::string(words);
}

std::string JsonObject::text(std::string_view name, TextBounds bounds) {
  const json::value* found = find_required(name);
  if (found == nullptr) return {};
  return text_in(*found, name, bounds).value_or("");
}

std::optional<std::string> JsonObject::text_or_none(std::string_view name, TextBounds bounds) {
  const json::value* found = find(name);
  if (found == nullptr) return std::nullopt;
  return text_in(*found, name, bounds);
}

std::optional<std::int64_t> JsonObject::number_or_none(std::string_view name, std::int64_t least,
                                                       std::int64_t most) {
  const json::value* found = find(name);
  if (found == nullptr) return std::nullopt;
  const std::int64_t* number = found->if_int64();
  if (number == nullptr) {
    refuse(ProblemCode::wrong_type, name, fmt::format("应为整数，这里是{}", type_of(*found)));
    return std::nullopt;
  }
  if (*number < least || *number > most) {
    refuse(ProblemCode::out_of_range, name,
           fmt::format("应在 {} 至 {} 之间，这里是 {}", least, most, *number));
    return std::nullopt;
  }
  return *number;
}

std::int64_t JsonObject::number(std::string_view name, std::int64_t least, std::int64_t most) {
  if (find_required(name) == nullptr) return 0;
  return number_or_none(name, least, most).value_or(0);
}

std::optional<Date> JsonObject::day_or_none(std::string_view name) {
  const std::optional<std::string> text = text_or_none(name, {.least = 0, .most = 100});
  if (!text) return std::nullopt;
  const Result<Date> day = parse_iso_date(*text);
  if (day) return *day;
  refuse(ProblemCode::invalid_input, name,
         fmt::format("{}不是日期，请写成 2026-11-23", quoted(*text)));
  return std::nullopt;
}

Date JsonObject::day(std::string_view name) {
  if (find_required(name) == nullptr) return {};
  return day_or_none(name).value_or(Date{});
}

Month JsonObject::month(std::string_view name) {
  const std::string words = text(name, {.least = 0, .most = 100});
  if (shared_->problem) return {};
  const Result<Month> month = parse_iso_month(words);
  if (month) return *month;
  refuse(ProblemCode::invalid_input, name,
         fmt::format("{}不是月份，请写成 2026-10", quoted(words)));
  return {};
}

bool JsonObject::is_true(std::string_view name) {
  const json::value* found = find(name);
  if (found == nullptr) return false;
  const bool* truth = found->if_bool();
  if (truth == nullptr)
    refuse(ProblemCode::wrong_type, name,
           fmt::format("应为 true 或 false，这里是{}", type_of(*found)));
  return truth != nullptr && *truth;
}

std::size_t JsonObject::choice(std::string_view name, const std::vector<std::string_view>& names) {
  const std::string words = text(name, {.least = 0, .most = 1000});
  if (shared_->problem) return 0;
  const auto found = std::find(names.begin(), names.end(), words);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  refuse(ProblemCode::invalid_input, name,
         fmt::format("{}不认识，可用：{}", quoted(words), fmt::join(names, "、")));
  return 0;
}

std::vector<std::string> JsonObject::texts(std::string_view name, int most, TextBounds bounds) {
  const json::value* found = find(name);
  if (found == nullptr) return {};
  const json::array* array = found->if_array();
  if (array == nullptr || array->size() > static_cast<std::size_t>(most)) {
    refuse(array == nullptr ? ProblemCode::wrong_type : ProblemCode::out_of_range, name,
           fmt::format("应为一组文字，最多 {} 个", most));
    return {};
  }
  std::vector<std::string> texts;
  for (const json::value& value : *array)
    texts.push_back(text_in(value, name, bounds).value_or(""));
  return texts;
}

std::optional<JsonObject> JsonObject::object(std::string_view name) {
  const json::value* found = find(name);
  if (found == nullptr) return std::nullopt;
  return JsonObject(*found, place(name), shared_);
}

std::vector<JsonObject> JsonObject::objects(std::string_view name, int most) {
  const json::value* found = find(name);
  if (found == nullptr) return {};
  const json::array* array = found->if_array();
  if (array == nullptr || array->size() > static_cast<std::size_t>(most)) {
    refuse(array == nullptr ? ProblemCode::wrong_type : ProblemCode::out_of_range, name,
           fmt::format("应为一组对象，最多 {} 个", most));
    return {};
  }
  std::vector<JsonObject> objects;
  for (std::size_t i = 0; i < array->size(); ++i)
    objects.push_back(JsonObject((*array)[i], fmt::format("{}/{}", place(name), i), shared_));
  return objects;
}

void JsonObject::refuse(ProblemCode code, std::string_view name, std::string message) {
  shared_->refuse(code, std::move(message), place(name));
}

std::optional<Problem> JsonObject::end() {
  if (shared_->problem) return shared_->problem;
  for (const Shared::Asked& asked : shared_->asked) {
    if (asked.object == nullptr) continue;
    for (const auto& member : *asked.object)
      if (!asked.names.contains(view(member.key())))
        return Problem{ProblemCode::unknown_field,
                       fmt::format("没有字段{}，可用：{}", quoted(view(member.key())),
                                   fmt::join(asked.names, "、")),
                       asked.path + pointer_step(view(member.key()))};
  }
  return std::nullopt;
}

std::optional<std::int64_t> id_or_none(JsonObject& object, std::string_view name) {
  const auto said = object.text_or_none(name, {.least = 1, .most = 20});
  if (!said) return std::nullopt;
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(said->data(), said->data() + said->size(), id);
  if (error == std::errc{} && end == said->data() + said->size() && id > 0) return id;
  object.refuse(ProblemCode::invalid_input, name, "编号应是一串数字");
  return std::nullopt;
}

Instant moment_or_now(JsonObject& object, std::string_view name) {
  const auto said = object.text_or_none(name, {.least = 10, .most = 24});
  if (!said) return {};
  constexpr std::int64_t kMinuteMs = 60'000, kDayMs = 86'400'000, kChinaMs = 8 * 3'600'000;
  const Result<Date> day = parse_iso_date(said->substr(0, 10));
  const auto digits = [&](std::size_t at) {
    return ((*said)[at] - '0') * 10 + (*said)[at + 1] - '0';
  };
  if (day && said->size() == 10) return {day->days * kDayMs - kChinaMs};
  const bool is_utc = day && said->size() >= 20 && (*said)[10] == 'T' && said->back() == 'Z' &&
                      (*said)[13] == ':' && (*said)[16] == ':' && digits(11) >= 0 &&
                      digits(11) < 24 && digits(14) >= 0 && digits(14) < 60 && digits(17) >= 0 &&
                      digits(17) < 60;
  if (is_utc)
    return {day->days * kDayMs + (digits(11) * 60 + digits(14)) * kMinuteMs + digits(17) * 1'000};
  object.refuse(ProblemCode::invalid_input, name, "时间应像 2026-11-22T08:00:00Z，或 2026-11-22");
  return {};
}

}  // namespace qingxin::wire
