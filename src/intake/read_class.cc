// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "intake/readers.h"

namespace qingxin::intake {

namespace {

constexpr int kStrong = 3;
constexpr int kWeak = 1;

// Each phrase counts once; one that stands wholly within a longer one of its list does not count.
void add_signs(Read& read, std::size_t place, const WordList& list, int weight) {
  ClassSuggestion& suggestion = read.reading.clue_class;
  std::set<std::size_t> counted;
  std::size_t covered = 0;
  list.each(read.text, [&](const WordList::Hit& hit) {
    if (hit.to <= covered) return;
    covered = hit.to;
    if (!counted.insert(hit.word).second) return;
    suggestion.weights[place] += weight;
    keep(read, suggestion.signs,
         ClassSign{.span = read.said.span(hit.from, hit.to),
                   .one = kClueClasses[place],
                   .weight = weight});
  });
}

}  // namespace

void read_class(Read& read) {
  ClassSuggestion& suggestion = read.reading.clue_class;
  for (std::size_t place = 0; place < kClueClasses.size(); ++place) {
    add_signs(read, place, read.words.classes[place].strong, kStrong);
    add_signs(read, place, read.words.classes[place].weak, kWeak);
  }
  std::ranges::sort(suggestion.signs, {}, [](const ClassSign& sign) {
    return std::tuple{sign.span.byte_from, sign.span.byte_to, sign.one};
  });
  const auto top = std::ranges::max_element(suggestion.weights);
  if (*top == 0) return;
  int second = 0;
  for (auto weight = suggestion.weights.begin(); weight != suggestion.weights.end(); ++weight)
    if (weight != top) second = std::max(second, *weight);
  if (second == *top) return;
  suggestion.suggested = kClueClasses[static_cast<std::size_t>(top - suggestion.weights.begin())];
  if (*top >= kStrong && *top >= 2 * second)
    suggestion.degree = Degree::stated;
  else if (*top >= kStrong)
    suggestion.degree = Degree::likely;
}

}  // namespace qingxin::intake
