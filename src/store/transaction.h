// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "store/sql.h"

namespace qingxin::store {

using Work = std::function<SqlResult<void>(Connection&)>;

// Begin, work, commit; after a failure nothing of it remains.
SqlResult<void> in_one_transaction(Connection& connection, Intent intent, const Work& work);

// The connections of a database: as many writers as it takes, and some readers. Who comes when all
// are out waits, for kLongestWait at most. Once a server has not answered in time, one at a time
// asks it again, and all others are told at once: they wait for nothing. For any number of threads.
class Sessions {
 public:
  // `database` must outlive this.
  explicit Sessions(Database& database) : database_(&database) {}

  // A transaction that is repeated, on a new connection if need be, when another one was in its
  // way or the connection broke: at most kAttempts times; once, when it wrote what has to be there
  // once. `work` must be harmless to repeat, also
  // after a commit whose answer was lost.
  SqlResult<void> transact(Intent intent, const Work& work);

  static constexpr int kAttempts = 5;
  static constexpr int kReaders = 4;
  static constexpr std::chrono::seconds kLongestWait{30};

 private:
  enum class Server : unsigned char { answers, silent };
  enum class Turn : unsigned char { usual, asks };
  struct Shelf {
    int out = 0;
    std::vector<std::unique_ptr<Connection>> idle;
  };
  Shelf& shelf_for(Intent intent) { return intent == Intent::read ? readers_ : writers_; }
  SqlResult<Turn> wait_for_turn(Intent intent);
  SqlResult<std::unique_ptr<Connection>> take(Intent intent);
  void give_back(Intent intent, Turn turn, std::unique_ptr<Connection> connection, Server server);

  Database* database_;
  std::mutex mutex_;
  std::condition_variable returned_;
  Shelf readers_, writers_;
  Server server_ = Server::answers;
  bool is_asked_ = false;  // somebody's turn is to ask the silent one
};

// The same for a person: what could not be done, why, and what helps.
Error in_words(const SqlError& error, std::string_view what);

}  // namespace qingxin::store
