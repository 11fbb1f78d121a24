// SPDX-License-Identifier: Apache-2.0
#include "http/batch_form.h"

#include <fmt/format.h>

#include <optional>

#include "base/text.h"
#include "base/utf8.h"
#include "http/routes.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

constexpr std::size_t kTextBytes = 4096;

tl::unexpected<wire::Problem> no_room(std::string_view file) {
  return problem(
      ProblemCode::unavailable,
      fmt::format("服务器存不下上传的「{}」：磁盘满了或不能写；请找系统管理员", printable(file)),
      "file");
}

}  // namespace

BatchForm::BatchForm(std::filesystem::path folder, store::UnitId unit)
    : order_{.folder = std::move(folder), .unit = unit} {}

Outcome<void> BatchForm::begin(const PartHead& head) {
  name_ = head.name;
  text_.clear();
  if (name_ == "file") return begin_file(head.filename);
  if (!head.filename.empty() || !texts_left_.contains(name_))
    return problem(ProblemCode::unknown_field,
                   fmt::format("表单字段「{}」没有、写了两次或不是文件；可用：file（文件）、unit、"
                               "note、key、same_name、corrects",
                               shortened(printable(name_), 60)),
                   name_);
  if (name_ != "corrects") texts_left_.erase(name_);
  return {};
}

Outcome<void> BatchForm::begin_file(const std::string& filename) {
  if (filename.empty())
    return problem(ProblemCode::malformed_multipart, "file 部分没有 filename", "file");
  if (!files_.insert(filename).second)
    return problem(ProblemCode::duplicate_field,
                   fmt::format("文件「{}」交了两次；一批里的文件名不能相同", printable(filename)),
                   "file");
  file_.open(order_.folder / filename, std::ios::binary | std::ios::trunc);
  if (!file_) return no_room(filename);
  filename_ = filename;
  return {};
}

Outcome<void> BatchForm::write(std::string_view bytes) {
  if (name_ == "file") {
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file_) return no_room(filename_);
    return {};
  }
  if (text_.size() + bytes.size() > kTextBytes)
    return problem(ProblemCode::out_of_range,
                   fmt::format("表单字段「{}」长于 {} 字节", name_, kTextBytes), name_);
  text_ += bytes;
  return {};
}

Outcome<void> BatchForm::end() {
  if (name_ != "file") return take_text();
  file_.close();
  if (!file_) return no_room(filename_);
  return {};
}

Outcome<void> BatchForm::take_text() {
  if (!is_utf8(text_))
    return problem(ProblemCode::not_utf8, fmt::format("表单字段「{}」不是 UTF-8", name_), name_);
  if (name_ == "unit") return take_unit();
  if (name_ == "same_name") return take_same_name();
  if (name_ == "corrects") return take_correction();
  // Somebody's words: numbers of people in them are masked.
  if (name_ == "note") order_.note = without_numbers_of_people(text_);
  if (name_ == "key") order_.key = text_;
  return {};
}

Outcome<void> BatchForm::take_unit() {
  const std::optional<std::int64_t> unit = id_in(text_);
  if (!unit)
    return problem(ProblemCode::invalid_input, "unit 应为单位编号：登记时给的那串数字", "unit");
  order_.unit = store::UnitId{*unit};
  return {};
}

Outcome<void> BatchForm::take_same_name() {
  if (text_ == "ask") {
    order_.same_name = app::SameName::ask;
  } else if (text_ == "replace") {
    order_.same_name = app::SameName::replace;
  } else if (text_ == "beside") {
    order_.same_name = app::SameName::beside;
  } else {
    return problem(
        ProblemCode::invalid_input,
        fmt::format("same_name 的值「{}」不对，请写 ask（问）、replace（顶替）或 beside（并存）",
                    shortened(printable(text_), 40)),
        "same_name");
  }
  return {};
}

Outcome<void> BatchForm::take_correction() {
  const std::size_t equals = text_.rfind('=');
  if (equals != std::string::npos)
    if (const auto key = app::file_key_in(std::string_view(text_).substr(equals + 1))) {
      order_.corrections.push_back({text_.substr(0, equals), *key});
      return {};
    }
  return problem(ProblemCode::invalid_input,
                 fmt::format("corrects 的值「{}」不对，请写成「文件名=批次/第几份」",
                             shortened(printable(text_), 60)),
                 "corrects");
}

Outcome<app::ImportOrder> BatchForm::order() const {
  if (files_.empty())
    return problem(ProblemCode::missing_field, "没有文件：表单里要有名为 file 的部分", "file");
  if (order_.unit == store::UnitId{})
    return problem(ProblemCode::missing_field,
                   "没有写替哪个单位报送：请写 unit，或者给用户登记单位", "unit");
  return order_;
}

}  // namespace qingxin::http
