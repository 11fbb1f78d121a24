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
    case SqlFailure::again:
    case SqlFailure::busy: return "数据库正忙，没有写入，请稍后重试";
    case SqlFailure::disconnected: return "与数据库的连接断了，请查看数据库是否在运行，然后重试";
    case SqlFailure::silent: return "请查看数据库是否在运行、忙不忙，然后重试，重复交不要紧";
    case SqlFailure::full: return "磁盘满了，没有写入，请腾出空间后重试";
    case SqlFailure::other:
    case SqlFailure::refused: return "没有写入，请把这句话交给管理员";
  }
  check(false);
  return {};
}

// Who has waited for as long as the patience goes is told so, and does not wait again. Whoever
// wrote the same at the same time is seen the second time; what is there by then is a
// contradiction.
bool is_worth_repeating(SqlFailure failure, int attempt) {
  return failure == SqlFailure::again || failure == SqlFailure::disconnected ||
         (failure == SqlFailure::unique && attempt == 0);
}

}  // namespace

tl::unexpected<SqlError> refuse(ErrorCode code, std::string message) {
  return tl::unexpected<SqlError>({SqlFailure::refused, {code, std::move(message)}});
}

Error in_words(const SqlError& error, std::string_view what) {
  if (error.failure == SqlFailure::refused) return error.error;
  const bool is_contradiction =
      error.failure == SqlFailure::unique || error.failure == SqlFailure::constraint;
  const bool is_said = error.failure != SqlFailure::silent;
  return {is_contradiction ? ErrorCode::conflict : ErrorCode::unavailable,
          fmt::format("{}没有成功：{}{}{}；{}", what, is_said ? "数据库说 “" : "数据库 ",
                      error.error.message, is_said ? "”" : "", remedy_of(error.failure))};
}

SqlResult<void> in_one_transaction(Connection& connection, Intent intent, const Work& work) {
  if (SqlResult<void> begun = connection.begin(intent); !begun) return begun;
  SqlResult<void> done = work(connection);
  if (done) done = connection.commit();
  // Should this fail too, the connection is given up and the engine takes everything back.
  if (!done && connection.is_usable()) static_cast<void>(connection.rollback());
  return done;
}

SqlResult<Sessions::Turn> Sessions::wait_for_turn(Intent intent) {
  const int most = intent == Intent::read ? kReaders : database_->writers();
  std::unique_lock lock(mutex_);
  Shelf& shelf = shelf_for(intent);
  const bool has_come = returned_.wait_for(
      lock, kLongestWait, [&] { return shelf.out < most || server_ == Server::silent; });
  if (server_ == Server::silent && (is_asked_ || shelf.out >= most))
    return tl::unexpected(
        SqlError{SqlFailure::silent, {ErrorCode::unavailable, "刚才没有按时回答，正在再问"}});
  if (!has_come)
    return tl::unexpected(
        SqlError{SqlFailure::busy, {ErrorCode::unavailable, "前面等着的太多，没有轮到"}});
  ++shelf.out;
  if (server_ == Server::answers) return Turn::usual;
  is_asked_ = true;
  return Turn::asks;
}

SqlResult<std::unique_ptr<Connection>> Sessions::take(Intent intent) {
  {
    const std::lock_guard lock(mutex_);
    Shelf& shelf = shelf_for(intent);
    if (!shelf.idle.empty()) {
      std::unique_ptr<Connection> connection = std::move(shelf.idle.back());
      shelf.idle.pop_back();
      return connection;
    }
  }
  return database_->connect();
}

void Sessions::give_back(Intent intent, Turn turn, std::unique_ptr<Connection> connection,
                         Server server) {
  const std::lock_guard lock(mutex_);
  Shelf& shelf = shelf_for(intent);
  --shelf.out;
  server_ = server;
  if (turn == Turn::asks) is_asked_ = false;
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
    const SqlResult<Turn> turn = wait_for_turn(intent);
    if (!turn) return tl::unexpected(turn.error());
    SqlResult<std::unique_ptr<Connection>> connection = take(intent);
    if (connection)
      done = in_one_transaction(**connection, intent, work);
    else
      done = tl::unexpected(connection.error());
    const bool is_silent = !done && done.error().failure == SqlFailure::silent;
    give_back(intent, *turn, connection ? std::move(*connection) : nullptr,
              is_silent ? Server::silent : Server::answers);
    if (done || !is_worth_repeating(done.error().failure, attempt)) return done;
  }
  return done;
}

}  // namespace qingxin::store
