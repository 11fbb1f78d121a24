// SPDX-License-Identifier: Apache-2.0
#include "http/batch_upload.h"

#include <system_error>

#include "http/batch_form.h"
#include "http/routes.h"
#include "wire/batch_json.h"

namespace qingxin::http {

namespace {

namespace fs = std::filesystem;
using wire::Outcome;
using wire::problem;
using wire::Problem;
using wire::ProblemCode;

// A folder for one upload, gone with it.
class Spool {
 public:
  explicit Spool(fs::path folder) : folder_(std::move(folder)) {
    fs::create_directories(folder_, error_);
  }
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  ~Spool() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  bool is_there() const { return !error_; }
  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
  std::error_code error_;
};

class BatchUpload : public Upload {
 public:
  BatchUpload(const Request& request, Api& api, fs::path folder, std::string_view boundary)
      : request_(request),
        api_(api),
        spool_(std::move(folder)),
        form_(spool_.folder(), request.who.unit),
        reader_(boundary, {}, form_) {}

  bool has_room() const { return spool_.is_there(); }

  std::optional<Response> take(std::string_view piece) override {
    if (const Outcome<void> taken = reader_.take(piece); !taken)
      return problem_response(taken.error());
    return std::nullopt;
  }

  Response end() override {
    const Outcome<Response> response = import();
    return response ? *response : problem_response(response.error());
  }

 private:
  Outcome<Response> import() {
    if (const Outcome<void> whole = reader_.end(); !whole) return tl::unexpected(whole.error());
    Outcome<app::ImportOrder> order = form_.order();
    if (!order) return tl::unexpected(order.error());
    order->threads = api_.threads;
    const Result<app::Imported> imported =
        app::import_folder(request_.who, api_.now(), api_.data, *order, api_.law, {});
    if (imported) return json_response(wire::imported_json(*imported));
    Problem fault = wire::problem_of(imported.error());
    fault.message = without_folder(std::move(fault.message));
    return tl::unexpected(std::move(fault));
  }

  // Where the files lie is nobody's concern.
  std::string without_folder(std::string message) const {
    const std::string folder = spool_.folder().string();
    const auto replace = [&](const std::string& shown, std::string_view by) {
      for (std::size_t at = message.find(shown); at != std::string::npos; at = message.find(shown))
        message.replace(at, shown.size(), by);
    };
    replace(folder + "/", "");
    replace(folder, "上传的批次");
    return message;
  }

  const Request& request_;
  Api& api_;
  Spool spool_;
  BatchForm form_;
  MultipartReader reader_;
};

}  // namespace

Outcome<std::unique_ptr<Upload>> receive_batch(const Request& request, Api& api) {
  const Outcome<std::string> boundary =
      MultipartReader::boundary_of(request.head.field("content-type"));
  if (!boundary) return tl::unexpected(boundary.error());
  const std::string name = std::to_string(api.data.ids->next(api.now()));
  auto upload =
      std::make_unique<BatchUpload>(request, api, uploads_in(api.data.folder) / name, *boundary);
  if (!upload->has_room())
    return problem(ProblemCode::unavailable,
                   "服务器不能存上传的文件：磁盘满了或数据文件夹不能写；请找系统管理员");
  return upload;
}

fs::path uploads_in(const fs::path& data_folder) {
  return data_folder / "uploads";
}

void clear_uploads(const fs::path& data_folder) {
  std::error_code ignored;
  fs::remove_all(uploads_in(data_folder), ignored);
}

}  // namespace qingxin::http
