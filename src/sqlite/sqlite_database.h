// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "store/sql.h"

namespace qingxin::sqlite {

// A database in a file, which is made when there is none, for its owner's eyes only. Every commit
// is on the disk before it is answered (WAL, synchronous=FULL). Whoever has to wait for another
// writer, of this program or another one, waits at most `patience_ms`.
class SqliteDatabase : public store::Database {
 public:
  SqliteDatabase(std::filesystem::path file, int patience_ms);

  store::Engine engine() const override { return store::Engine::sqlite; }
  int writers() const override { return 1; }
  store::SqlResult<std::unique_ptr<store::Connection>> connect() override;

  static constexpr int kPatienceMs = 10'000;

 private:
  std::filesystem::path file_;
  int patience_ms_;
};

}  // namespace qingxin::sqlite
