// SPDX-License-Identifier: Apache-2.0
#include "intake/matters.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/check.h"

namespace qingxin::intake {

namespace {

// Which of so many things belong together; the smallest of each group stands for it.
class Groups {
 public:
  explicit Groups(std::size_t count) : of_(count) { std::iota(of_.begin(), of_.end(), 0U); }

  std::size_t first_of(std::size_t one) {
    while (of_[one] != one) one = of_[one] = of_[of_[one]];
    return one;
  }

  void join(std::size_t a, std::size_t b) {
    a = first_of(a);
    b = first_of(b);
    of_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> of_;
};

struct Mention {
  ClueId clue{};
  ClueSaid::Claim claim;
};

// Joins the mentions that have the same mark; a mark of 0 is none.
void join_by(Groups& groups, const std::vector<Mention>& mentions,
             std::int64_t (*mark_of)(const PersonMark&)) {
  std::map<std::int64_t, std::size_t> first;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const std::int64_t mark = mark_of(mentions[i].claim.person);
    if (mark == 0) continue;
    const auto [known, is_new] = first.emplace(mark, i);
    if (!is_new) groups.join(known->second, i);
  }
}

// A phone or a name that several documents share tells nobody apart: foremen lend their phones,
// and names repeat. It joins only where at most one document is behind it.
void join_by_weaker(Groups& groups, const std::vector<Mention>& mentions,
                    std::int64_t (*mark_of)(const PersonMark&),
                    std::int64_t (*stronger_of)(const PersonMark&)) {
  std::map<std::int64_t, std::vector<std::size_t>> sharing;
  for (std::size_t i = 0; i < mentions.size(); ++i)
    if (const std::int64_t mark = mark_of(mentions[i].claim.person); mark != 0)
      sharing[mark].push_back(i);
  for (const auto& [mark, all] : sharing) {
    std::vector<std::int64_t> stronger;
    for (const std::size_t i : all)
      if (const std::int64_t one = stronger_of(mentions[i].claim.person); one != 0)
        stronger.push_back(one);
    std::ranges::sort(stronger);
    stronger.erase(std::ranges::unique(stronger).begin(), stronger.end());
    if (stronger.size() > 1) continue;
    for (const std::size_t i : all) groups.join(all.front(), i);
  }
}

std::int64_t identity_of(const PersonMark& person) {
  return person.identity;
}
std::int64_t phone_of(const PersonMark& person) {
  return person.phone;
}
std::int64_t name_mark_of(const PersonMark& person) {
  return person.name;
}
std::int64_t any_number_of(const PersonMark& person) {
  return person.identity != 0 ? person.identity : person.phone;
}

template <typename T>
void settle(std::vector<T>& list) {
  std::ranges::sort(list);
  list.erase(std::ranges::unique(list).begin(), list.end());
}

std::vector<PersonInMatter> people_of(std::vector<Mention> mentions) {
  std::ranges::sort(mentions, {}, [](const Mention& one) {
    return std::tuple{one.clue, one.claim.person, one.claim.amount};
  });
  Groups groups(mentions.size());
  join_by(groups, mentions, identity_of);
  join_by_weaker(groups, mentions, phone_of, identity_of);
  join_by_weaker(groups, mentions, name_mark_of, any_number_of);
  std::map<std::size_t, PersonInMatter> people;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    PersonInMatter& person = people[groups.first_of(i)];
    const Mention& mention = mentions[i];
    const auto keep = [](std::int64_t& mark, std::int64_t other) {
      if (mark == 0 || (other != 0 && other < mark)) mark = other;
    };
    keep(person.person.name, mention.claim.person.name);
    keep(person.person.phone, mention.claim.person.phone);
    keep(person.person.identity, mention.claim.person.identity);
    person.clues.push_back(mention.clue);
    if (mention.claim.amount) person.amounts.push_back(*mention.claim.amount);
  }
  std::vector<PersonInMatter> list;
  for (auto& [first, person] : people) {
    settle(person.clues);
    settle(person.amounts);
    list.push_back(std::move(person));
  }
  return list;
}

// Those of a clue that it does not name may be those whom another names: at least as many as the
// largest clue says, at most all of them.
HeadCount head_count_of(const std::vector<const ClueSaid*>& clues,
                        const std::vector<PersonInMatter>& people) {
  std::map<ClueId, int> named;
  for (const PersonInMatter& person : people)
    for (const ClueId clue : person.clues) ++named[clue];
  HeadCount count;
  count.least = count.most = static_cast<int>(people.size());
  for (const ClueSaid* clue : clues) {
    const int own = named[clue->clue];
    const int said = std::max(clue->people.value_or(own), own);
    count.least = std::max(count.least, said);
    count.most += said - own;
  }
  return count;
}

// What a clue claims in all: what it says, or the sum of its claims when each names an amount.
std::optional<Money> amount_of(const ClueSaid& clue) {
  if (clue.amount) return clue.amount;
  if (clue.claims.empty()) return std::nullopt;
  Money sum;
  for (const ClueSaid::Claim& claim : clue.claims) {
    if (!claim.amount) return std::nullopt;
    sum += *claim.amount;
  }
  return sum;
}

// At least what the largest clue claims, at most all of them together.
std::optional<SaidAmount> said_amount_of(const std::vector<const ClueSaid*>& clues) {
  SaidAmount amount;
  for (const ClueSaid* clue : clues) {
    const std::optional<Money> own = amount_of(*clue);
    if (!own) return std::nullopt;
    amount.least = std::max(amount.least, *own);
    amount.most += *own;
  }
  return amount;
}

ProposedMatter matter_of(const std::vector<const ClueSaid*>& clues) {
  ProposedMatter matter;
  std::vector<Mention> mentions;
  for (const ClueSaid* clue : clues) {
    matter.clues.push_back(clue->clue);
    matter.origins.push_back(clue->origin);
    for (const ClueSaid::Claim& claim : clue->claims) mentions.push_back({clue->clue, claim});
  }
  matter.mentions = static_cast<int>(mentions.size());
  matter.people = people_of(std::move(mentions));
  matter.head_count = head_count_of(clues, matter.people);
  matter.amount = said_amount_of(clues);
  return matter;
}

}  // namespace

std::vector<ProposedMatter> propose(std::span<const ClueSaid> clues, std::span<const Link> links,
                                    Verdict least) {
  std::vector<const ClueSaid*> sorted;
  for (const ClueSaid& clue : clues) sorted.push_back(&clue);
  std::ranges::sort(sorted, {}, &ClueSaid::clue);
  std::map<ClueId, std::size_t> place;
  for (std::size_t i = 0; i < sorted.size(); ++i) check(place.emplace(sorted[i]->clue, i).second);

  Groups groups(sorted.size());
  std::vector<std::pair<std::size_t, Link>> used;
  for (Link link : links) {
    if (link.likeness.verdict < least) continue;
    if (link.b < link.a) std::swap(link.a, link.b);
    const auto a = place.find(link.a);
    const auto b = place.find(link.b);
    if (a == place.end() || b == place.end() || a == b) continue;
    groups.join(a->second, b->second);
    used.emplace_back(a->second, std::move(link));
  }
  std::map<std::size_t, std::vector<const ClueSaid*>> members;
  for (std::size_t i = 0; i < sorted.size(); ++i) members[groups.first_of(i)].push_back(sorted[i]);
  std::map<std::size_t, ProposedMatter> matters;
  for (const auto& [first, own] : members) matters.emplace(first, matter_of(own));
  for (auto& [at, link] : used) matters.at(groups.first_of(at)).because.push_back(std::move(link));
  std::vector<ProposedMatter> proposed;
  for (auto& [first, matter] : matters) {
    // Of two clues that were compared more than once the strongest link counts.
    std::ranges::sort(matter.because, [](const Link& one, const Link& other) {
      return std::tie(one.a, one.b, other.likeness) < std::tie(other.a, other.b, one.likeness);
    });
    const auto repeated = std::ranges::unique(matter.because, {}, [](const Link& link) {
      return std::pair{link.a, link.b};
    });
    matter.because.erase(repeated.begin(), repeated.end());
    proposed.push_back(std::move(matter));
  }
  return proposed;
}

}  // namespace qingxin::intake
