// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "store/sql.h"

namespace qingxin::store {

// What a suite that runs on every engine is given: each call makes an empty database of its own.
struct FreshDatabase {
  std::string engine;
  std::function<std::unique_ptr<Database>()> make;
};

inline void PrintTo(const FreshDatabase& fresh, std::ostream* out) {
  *out << fresh.engine;
}

inline std::string name_of(const testing::TestParamInfo<FreshDatabase>& fresh) {
  return fresh.param.engine;
}

}  // namespace qingxin::store
