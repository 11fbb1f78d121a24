// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "store/sql.h"

namespace qingxin::store {

enum class Fault : unsigned char {
  refuses,       // the statement fails and is not run
  drops_before,  // the connection breaks before it
  drops_after,   // it is run, a commit too, but its answer is lost
};

// When what happens: once, at the n-th thing that is asked of any connection.
struct FaultPlan {
  Fault fault;
  int at;  // from 1
  int asked = 0;

  bool has_happened() const { return asked >= at; }
};

// A database that works but for one fault.
class FaultyDatabase : public Database {
 public:
  FaultyDatabase(Database& working, FaultPlan& plan) : working_(&working), plan_(&plan) {}

  Engine engine() const override { return working_->engine(); }
  int writers() const override { return working_->writers(); }
  SqlResult<std::unique_ptr<Connection>> connect() override {
    SqlResult<std::unique_ptr<Connection>> connection = working_->connect();
    if (!connection) return connection;
    return std::make_unique<Faulty>(std::move(*connection), *plan_);
  }

 private:
  class Faulty : public Connection {
   public:
    Faulty(std::unique_ptr<Connection> working, FaultPlan& plan)
        : working_(std::move(working)), plan_(&plan), engine_(working_->engine()) {}

    Engine engine() const override { return engine_; }
    bool is_usable() const override { return working_ && working_->is_usable(); }
    SqlResult<std::int64_t> run(std::string_view sql, std::span<const SqlValue> values,
                                const EachRow& each_row) override {
      return ask<std::int64_t>([&] { return working_->run(sql, values, each_row); });
    }
    SqlResult<void> run_script(std::string_view sql) override {
      return ask<void>([&] { return working_->run_script(sql); });
    }
    SqlResult<std::int64_t> insert(const BulkRows& rows) override {
      return ask<std::int64_t>([&] { return working_->insert(rows); });
    }
    SqlResult<void> begin(Intent intent) override {
      return ask<void>([&] { return working_->begin(intent); });
    }
    SqlResult<void> commit() override {
      return ask<void>([&] { return working_->commit(); });
    }
    SqlResult<void> rollback() override { return working_->rollback(); }

   private:
    template <typename Value, typename Action>
    SqlResult<Value> ask(Action action) {
      const SqlError gone{SqlFailure::disconnected, {ErrorCode::unavailable, "planted: gone"}};
      if (!working_) return tl::unexpected(gone);
      if (++plan_->asked != plan_->at) return action();
      if (plan_->fault == Fault::refuses)
        return tl::unexpected(
            SqlError{SqlFailure::other, {ErrorCode::unavailable, "planted: refused"}});
      if (plan_->fault == Fault::drops_after) static_cast<void>(action());
      working_.reset();
      return tl::unexpected(gone);
    }

    std::unique_ptr<Connection> working_;
    FaultPlan* plan_;
    Engine engine_;
  };

  Database* working_;
  FaultPlan* plan_;
};

}  // namespace qingxin::store
