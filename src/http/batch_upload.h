// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "http/api.h"
#include "wire/problem.h"

namespace qingxin::http {

// A batch that comes as a form (BatchForm). Its files lie in a folder of their own in the data
// folder, which is gone when the upload ends, however it ends.
wire::Outcome<std::unique_ptr<Upload>> receive_batch(const Request& request, Api& api);

// Where files lie that are on their way in or out.
std::filesystem::path uploads_in(const std::filesystem::path& data_folder);

// Throws away what uploads and exports left behind that a kill of the program cut short. At its
// start, before anything is received.
void clear_uploads(const std::filesystem::path& data_folder);

}  // namespace qingxin::http
