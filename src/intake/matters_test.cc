// SPDX-License-Identifier: Apache-2.0
#include "intake/matters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace qingxin::intake {
namespace {

ClueSaid clue(std::int64_t id, std::vector<ClueSaid::Claim> claims = {},
              std::optional<int> people = {}, std::optional<Money> amount = {}) {
  return {.clue = ClueId{id},
          .origin = "12345/" + std::to_string(id),
          .claims = std::move(claims),
          .people = people,
          .amount = amount};
}

Link link(std::int64_t a, std::int64_t b, Verdict verdict = Verdict::likely) {
  return {.a = ClueId{a}, .b = ClueId{b}, .likeness = {.verdict = verdict, .thousandths = 800}};
}

constexpr PersonMark kZhang{.name = 1, .phone = 2, .identity = 3};

TEST(Matters, OnePersonsNinetyMessagesAreOneMatterOfOnePerson) {
  std::vector<ClueSaid> clues;
  std::vector<Link> links;
  for (std::int64_t id = 1; id <= 90; ++id) {
    PersonMark person = kZhang;
    if (id % 2 == 0) person.identity = 0;
    clues.push_back(clue(id, {{person, yuan(6000)}}));
    if (id > 1) links.push_back(link(id - 1, id, Verdict::repeat));
  }
  const std::vector<ProposedMatter> matters = propose(clues, links, Verdict::likely);
  ASSERT_EQ(matters.size(), 1U);
  EXPECT_EQ(matters[0].clues.size(), 90U);
  EXPECT_EQ(matters[0].origins.size(), 90U);
  EXPECT_EQ(matters[0].mentions, 90);
  ASSERT_EQ(matters[0].people.size(), 1U);
  EXPECT_EQ(matters[0].people[0].person, kZhang);
  EXPECT_EQ(matters[0].people[0].amounts, std::vector<Money>{yuan(6000)});
  EXPECT_EQ(matters[0].head_count, (HeadCount{1, 1}));
  EXPECT_EQ(matters[0].amount, (SaidAmount{yuan(6000), yuan(540000)}));
}

TEST(Matters, ThreeHundredWorkersInOneClueAndOneOfThemInAnother) {
  std::vector<ClueSaid::Claim> all;
  for (std::int64_t i = 1; i <= 300; ++i) all.push_back({{.name = i, .phone = 1000 + i}, {}});
  const std::vector<ProposedMatter> matters =
      propose(std::vector{clue(1, all, 320), clue(2, {{{.name = 7, .phone = 1007}, yuan(100)}})},
              std::vector{link(2, 1)}, Verdict::likely);
  ASSERT_EQ(matters.size(), 1U);
  EXPECT_EQ(matters[0].people.size(), 300U);
  EXPECT_EQ(matters[0].mentions, 301);
  EXPECT_EQ(matters[0].head_count, (HeadCount{320, 320}));
  EXPECT_EQ(matters[0].amount, std::nullopt);  // the first names none: some is no sum
}

TEST(Matters, WhoIsNotNamedMayBeWhoIs) {
  const std::vector<ProposedMatter> matters =
      propose(std::vector{clue(1, {}, 12, yuan(50000)), clue(2, {{kZhang, yuan(3000)}}),
                          clue(3, {}, 5, yuan(20000))},
              std::vector{link(1, 2), link(2, 3)}, Verdict::likely);
  ASSERT_EQ(matters.size(), 1U);
  EXPECT_EQ(matters[0].head_count, (HeadCount{12, 18}));
  EXPECT_EQ(matters[0].amount, (SaidAmount{yuan(50000), yuan(73000)}));
}

TEST(Matters, ASharedPhoneJoinsNobodyWhoHasHisOwnDocument) {
  const std::vector<ProposedMatter> matters =
      propose(std::vector{clue(1, {{{.name = 1, .phone = 9, .identity = 11}, {}},
                                   {{.name = 2, .phone = 9, .identity = 12}, {}},
                                   {{.name = 1, .phone = 0, .identity = 13}, {}}})},
              {}, Verdict::likely);
  EXPECT_EQ(matters[0].people.size(), 3U);
}

TEST(Matters, WhoeverHasNoMarkIsSomebody) {
  const std::vector<ProposedMatter> matters =
      propose(std::vector{clue(1, {{{}, yuan(1)}, {{}, yuan(2)}})}, {}, Verdict::likely);
  EXPECT_EQ(matters[0].people.size(), 2U);
}

TEST(Matters, AWeakLinkJoinsNothing) {
  const std::vector<ClueSaid> clues{clue(1), clue(2)};
  EXPECT_EQ(propose(clues, std::vector{link(1, 2, Verdict::possible)}, Verdict::likely).size(), 2U);
  EXPECT_EQ(propose(clues, std::vector{link(1, 2, Verdict::possible)}, Verdict::possible).size(),
            1U);
  EXPECT_EQ(propose(clues, std::vector{link(1, 9), link(1, 1)}, Verdict::likely).size(), 2U);
}

TEST(MattersDeathTest, TheSameClueTwiceIsOurOwnFault) {
  const std::vector<ClueSaid> clues{clue(1), clue(1)};
  EXPECT_DEATH((void)propose(clues, {}, Verdict::likely), "broken promise");
}

// What must hold of any proposal.
void expect_nothing_lost(const std::vector<ClueSaid>& clues,
                         const std::vector<ProposedMatter>& matters) {
  std::map<ClueId, std::string> origins;
  std::map<ClueId, int> mentions;
  int in_all = 0;
  for (const ProposedMatter& matter : matters) {
    ASSERT_EQ(matter.clues.size(), matter.origins.size());
    for (std::size_t i = 0; i < matter.clues.size(); ++i)
      EXPECT_TRUE(origins.emplace(matter.clues[i], matter.origins[i]).second);
    for (const PersonInMatter& person : matter.people)
      for (const ClueId one : person.clues) {
        EXPECT_TRUE(std::ranges::binary_search(matter.clues, one));
        ++mentions[one];
      }
    in_all += matter.mentions;
    EXPECT_LE(static_cast<int>(matter.people.size()), matter.head_count.least);
    EXPECT_LE(matter.head_count.least, matter.head_count.most);
  }
  int claims = 0;
  for (const ClueSaid& one : clues) {
    EXPECT_EQ(origins.at(one.clue), one.origin);
    claims += static_cast<int>(one.claims.size());
    EXPECT_EQ(mentions[one.clue] > 0, !one.claims.empty());
  }
  EXPECT_EQ(origins.size(), clues.size());
  EXPECT_EQ(in_all, claims);
}

// Every amount that somebody said is said by a person of the matter of that clue.
void expect_amounts_kept(const std::vector<ClueSaid>& clues,
                         const std::vector<ProposedMatter>& matters) {
  for (const ClueSaid& one : clues)
    for (const ClueSaid::Claim& claim : one.claims) {
      if (!claim.amount) continue;
      const bool is_kept = std::ranges::any_of(matters, [&](const ProposedMatter& matter) {
        return std::ranges::any_of(matter.people, [&](const PersonInMatter& person) {
          return std::ranges::binary_search(person.clues, one.clue) &&
                 std::ranges::binary_search(person.amounts, *claim.amount);
        });
      });
      EXPECT_TRUE(is_kept) << static_cast<std::int64_t>(one.clue);
    }
}

TEST(Matters, LoseNothingAndDoNotDependOnOrder) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&](unsigned most) { return static_cast<int>(random() % most); };
    std::vector<ClueSaid> clues;
    std::vector<Link> links;
    const int count = 1 + below(40);
    for (int id = 1; id <= count; ++id) {
      std::vector<ClueSaid::Claim> claims;
      for (int i = below(4); i > 0; --i) {
        const PersonMark person{below(6), below(3) == 0 ? 0 : below(8), below(2) * below(9)};
        claims.push_back({person, below(3) == 0 ? std::nullopt : std::optional{yuan(below(5000))}});
      }
      clues.push_back(clue(id, std::move(claims),
                           below(2) == 0 ? std::nullopt : std::optional{below(50)},
                           below(2) == 0 ? std::nullopt : std::optional{yuan(below(90000))}));
    }
    for (int i = below(50); i > 0; --i)
      links.push_back(link(1 + below(45), 1 + below(45), static_cast<Verdict>(below(4))));
    const std::vector<ProposedMatter> matters = propose(clues, links, Verdict::likely);
    expect_nothing_lost(clues, matters);
    expect_amounts_kept(clues, matters);
    for (int round = 0; round < 3; ++round) {
      std::ranges::shuffle(clues, random);
      std::ranges::shuffle(links, random);
      for (Link& one : links)
        if (below(2) == 0) std::swap(one.a, one.b);
      EXPECT_TRUE(propose(clues, links, Verdict::likely) == matters) << seed;
    }
  }
}

}  // namespace
}  // namespace qingxin::intake
