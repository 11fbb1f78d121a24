// SPDX-License-Identifier: Apache-2.0
#include "store/transaction.h"

#include <fmt/format.h>

#include "base/check.h"

namespace qingxin::store {

namespace {

std::string_view remedy_of(SqlFailure failure) {
  switch (failure) {
    case SqlFailure::unique:
    case SqlFailure::constraint: return "内容与库里已有的矛盾，请核对后再交";
    case SqlFailure::again: return "数据库正忙，没有写入，请稍后重试";
    case SqlFailure::disconnected: return "与数据库的连接断了，请查看数据库是否在运行，然后重试";
    case SqlFailure::full: return "磁盘满了，没有写入，请腾出空间后重试";
    case SqlFailure::other:
    case SqlFailure::refused: return "没有写入，请把这句话交给管理员";
  }
  check(false);
  return {};
}

bool is_worth_repeating(SqlFailure failure) {
  return failure == SqlFailure::again || failure == SqlFailure::disconnected;
}

}  // namespace

tl::unexpected<SqlError> refuse(ErrorCode code, std::string message) {
  return tl::unexpected<SqlError>({SqlFailure::refused, {code, std::move(message)}});
}

Error in_words(const SqlError& error, std::string_view what) {
  if (error.failure == SqlFailure::refused) return error.error;
  const bool is_contradiction =
      error.failure == SqlFailure::unique || error.failure == SqlFailure::constraint;
  return {is_contradiction ? ErrorCode::conflict : ErrorCode::unavailable,
          fmt::format("{}没有成功：数据库说 “{}”；{}", what, error.error.message,
                      remedy_of(error.failure))};
}

SqlResult<void> in_one_transaction(Connection& connection, Intent intent, const Work& work) {
  if (SqlResult<void> begun = connection.begin(intent); !begun) return begun;
  SqlResult<void> done = work(connection);
  if (done) done = connection.commit();
  // Should this fail too, the connection is given up and the engine takes everything back.
  if (!done && connection.is_usable()) static_cast<void>(connection.rollback());
  return done;
}

SqlResult<std::unique_ptr<Connection>> Sessions::take(Intent intent) {
  const int most = intent == Intent::read ? kReaders : database_->writers();
  {
    std::unique_lock lock(mutex_);
    Shelf& shelf = shelf_for(intent);
    returned_.wait(lock, [&] { return shelf.out < most; });
    ++shelf.out;
    if (!shelf.idle.empty()) {
      std::unique_ptr<Connection> connection = std::move(shelf.idle.back());
      shelf.idle.pop_back();
      return connection;
    }
  }
  SqlResult<std::unique_ptr<Connection>> connection = database_->connect();
  if (!connection) give_back(intent, nullptr);
  return connection;
}

void Sessions::give_back(Intent intent, std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  Shelf& shelf = shelf_for(intent);
  --shelf.out;
  if (connection && connection->is_usable()) {
    shelf.idle.push_back(std::move(connection));
  } else {
    shelf.idle.clear();  // what broke one has broken the others
  }
  returned_.notify_all();
}

SqlResult<void> Sessions::transact(Intent intent, const Work& work) {
  SqlResult<void> done;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    SqlResult<std::unique_ptr<Connection>> connection = take(intent);
    if (connection) {
      done = in_one_transaction(**connection, intent, work);
      give_back(intent, std::move(*connection));
    } else {
      done = tl::unexpected(connection.error());
    }
    if (done || !is_worth_repeating(done.error().failure)) return done;
  }
  return done;
}

}  // namespace qingxin::store
