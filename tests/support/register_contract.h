// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "store/registers.h"
#include "tests/support/access_contract.h"

// What the store of registers promises, on every engine: INSTANTIATE_TEST_SUITE_P(…,
// RegisterContract, …).
namespace qingxin::store {

class RegisterContract : public AccessContract {
 protected:
  void SetUp() override {
    AccessContract::SetUp();
    registers_ = &store_->registers();
  }

  static Principal somebody(std::int64_t user, UnitId unit) {
    Principal who = with(Role::inspector, access::whole_scope(), unit);
    who.user = UserId{user};
    return who;
  }
  static SavedView view(std::int64_t id, std::string name, std::string query, UnitId shared = {}) {
    return {.id = ViewId{id},
            .of = Register::clues,
            .shared_in = shared,
            .name = std::move(name),
            .query = std::move(query)};
  }
  static std::vector<std::string> names_in(Store& store, Register of = Register::clues) {
    const Result<std::vector<SavedView>> views = store.registers().views(of);
    EXPECT_TRUE(views) << views.error().message;
    std::vector<std::string> names;
    for (const SavedView& one : *views) names.push_back(one.name);
    return names;
  }
  static NewExport asked(std::int64_t id, UnitId unit = kUnit, int year = 2026,
                         Register of = Register::clues) {
    return {.id = ExportId{id}, .of = of, .unit = unit, .year = year, .why = "报送月度台账"};
  }
  int numbered(const NewExport& asked) {
    const Result<Export> begun = registers_->begin_export(asked);
    EXPECT_TRUE(begun) << begun.error().message;
    return begun ? begun->number : 0;
  }
  std::vector<int> all_numbers() {
    const Result<std::vector<Export>> exports = registers_->exports_before({}, {}, 10'000);
    EXPECT_TRUE(exports) << exports.error().message;
    std::vector<int> numbers;
    for (const Export& one : *exports) numbers.push_back(one.number);
    std::ranges::sort(numbers);
    return numbers;
  }
  static std::vector<int> up_to(int last) {
    std::vector<int> numbers(static_cast<std::size_t>(last));
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
  }

  RegisterStore* registers_ = nullptr;
};

TEST_P(RegisterContract, KeepsAViewForItsOwnerAndOneForTheUnit) {
  const std::unique_ptr<Store> one = as(somebody(31, kUnit)), colleague = as(somebody(32, kUnit)),
                               stranger = as(somebody(33, UnitId{9}));
  EXPECT_EQ(one->registers().save_view(view(1, "热线", "channel=hotline")), Kept::now);
  EXPECT_EQ(one->registers().save_view(view(2, "待核定", "confirmed=false", kUnit)), Kept::now);
  EXPECT_EQ(colleague->registers().save_view(view(3, "热线", "channel=phone")), Kept::now);
  EXPECT_EQ(names_in(*one), (std::vector<std::string>{"待核定", "热线"}));
  EXPECT_EQ(names_in(*colleague), (std::vector<std::string>{"待核定", "热线"}));
  EXPECT_EQ(names_in(*stranger), std::vector<std::string>{});
  EXPECT_EQ(names_in(*one, Register::cases), std::vector<std::string>{});
  EXPECT_EQ(colleague->registers().view(ViewId{2})->saved_by, UserId{31});
  EXPECT_EQ(colleague->registers().view(ViewId{1}).error().code, ErrorCode::not_found);
  EXPECT_EQ(stranger->registers().view(ViewId{2}).error().code, ErrorCode::not_found);
  EXPECT_EQ(stranger->registers().delete_view(ViewId{2}).error().code, ErrorCode::not_found);
  EXPECT_TRUE(colleague->registers().delete_view(ViewId{2}));
  EXPECT_EQ(names_in(*one), std::vector<std::string>{"热线"});
}

TEST_P(RegisterContract, HasANameOnceForEachOwner) {
  EXPECT_EQ(registers_->save_view(view(1, "热线", "channel=hotline")), Kept::now);
  EXPECT_EQ(registers_->save_view(view(1, "热线", "channel=hotline")), Kept::now);
  EXPECT_EQ(registers_->save_view(view(2, "热线", "channel=hotline")), Kept::already);
  const Result<Kept> refused = registers_->save_view(view(3, "热线", "channel=phone"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  for (const char* words : {"channel=hotline", "channel=phone"})
    EXPECT_NE(refused.error().message.find(words), std::string::npos) << refused.error().message;
  SavedView of_cases = view(4, "热线", "phase=x");
  of_cases.of = Register::cases;
  EXPECT_EQ(registers_->save_view(of_cases), Kept::now);
  SavedView of_records = view(5, "热线", "kind=task");
  of_records.of = Register::records;
  EXPECT_EQ(registers_->save_view(of_records), Kept::now);
  EXPECT_EQ(names_in(*store_), std::vector<std::string>{"热线"});
}

TEST_P(RegisterContract, KeepsSoManyViewsAndNoMore) {
  for (std::size_t i = 0; i < kViewsMost; ++i)
    ASSERT_EQ(
        registers_->save_view(view(static_cast<std::int64_t>(i) + 1, std::to_string(i), "x=1")),
        Kept::now);
  EXPECT_EQ(registers_->save_view(view(1'000, "多一个", "x=1")).error().code, ErrorCode::conflict);
}

TEST_P(RegisterContract, NumbersEachUnitYearAndRegisterFromOne) {
  EXPECT_EQ(numbered(asked(1)), 1);
  EXPECT_EQ(numbered(asked(2)), 2);
  EXPECT_EQ(numbered(asked(2)), 2);  // a repeat spends none
  EXPECT_EQ(numbered(asked(3, UnitId{77})), 1);
  EXPECT_EQ(numbered(asked(4, kUnit, 2027)), 1);
  EXPECT_EQ(numbered(asked(5, kUnit, 2026, Register::cases)), 1);
  EXPECT_EQ(numbered(asked(6, kUnit, 2026, Register::records)), 1);
  EXPECT_EQ(numbered(asked(7)), 3);
}

TEST_P(RegisterContract, SaysWhatLeftAndWhatWasNotFinished) {
  NewExport one = asked(1);
  one.query = "channel=hotline";
  one.has_names = true;
  EXPECT_EQ(numbered(one), 1);
  EXPECT_EQ(numbered(asked(2, UnitId{77})), 1);
  ASSERT_TRUE(registers_->end_export(ExportId{1}, 12, std::string(64, 'a')));
  ASSERT_TRUE(registers_->end_export(ExportId{1}, 99, std::string(64, 'b')));  // it is said once
  const Result<std::vector<Export>> exports = registers_->exports_before({}, {}, 10);
  ASSERT_TRUE(exports);
  ASSERT_EQ(exports->size(), 2U);
  EXPECT_FALSE((*exports)[0].is_finished());
  EXPECT_EQ((*exports)[1].rows, 12);
  EXPECT_EQ((*exports)[1].sm3, std::string(64, 'a'));
  EXPECT_EQ((*exports)[1].asked.query, "channel=hotline");
  EXPECT_TRUE((*exports)[1].asked.has_names);
  EXPECT_EQ(registers_->exports_before({}, ExportId{2}, 10)->size(), 1U);
  ExportFilter of_unit;
  of_unit.unit = UnitId{77};
  EXPECT_EQ(registers_->exports_before(of_unit, {}, 10)->size(), 1U);
  ExportFilter of_user;
  of_user.user = UserId{31};
  EXPECT_EQ(registers_->exports_before(of_user, {}, 10)->size(), 0U);
  EXPECT_TRUE(store_->audit_trail().verify_audit({})->is_sound());
}

TEST_P(RegisterContract, LeavesNoGapWhenManyExportAtOnce) {
  constexpr int kThreads = 4, kEach = 10;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < kThreads; ++thread)
    threads.emplace_back([this, thread] {
      for (int i = 0; i < kEach; ++i) numbered(asked(1 + thread * 100 + i));
    });
  threads.clear();
  EXPECT_EQ(all_numbers(), up_to(kThreads * kEach));
}

TEST_P(RegisterContract, LeavesNoGapWhateverBreaks) {
  int given = 0;
  for (const Fault fault : {Fault::refuses, Fault::drops_before, Fault::drops_after}) {
    int at = 0;
    for (bool has_happened = true; has_happened;) {
      ++at;
      FaultPlan plan{.fault = fault, .at = INT32_MAX};
      FaultyDatabase faulty(*database_, plan);
      const std::unique_ptr<SqlStore> store = opened(faulty);
      plan.asked = 0;
      plan.at = at;
      const NewExport one = asked(1'000 * (static_cast<int>(fault) + 1) + at);
      const Result<Export> begun = store->registers().begin_export(one);
      has_happened = plan.has_happened();
      EXPECT_EQ(begun.has_value(), !has_happened || fault != Fault::refuses) << at;
      given += begun ? 1 : 0;
      EXPECT_EQ(begun ? begun->number : given, given) << at;
    }
  }
  EXPECT_EQ(all_numbers(), up_to(given));
}

}  // namespace qingxin::store
