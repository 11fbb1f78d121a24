// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "book/across.h"

namespace qingxin::verify {

// Who holds what, and by how many rows. What stood there at the start lies sorted and without any
// room between; a key of which anything changed has a list of its own.
class Holders {
 public:
  struct Held {
    std::uint32_t key;
    std::uint32_t value;
    std::uint32_t rows;
  };

  // A pair for each row.
  void start_with(std::vector<book::NumberPair>&& pairs);

  // One row more or less. True: nobody held it so before, or nobody does any more.
  bool add(std::uint32_t key, std::uint32_t value);
  bool remove(std::uint32_t key, std::uint32_t value);

  // By value. Valid until the key changes.
  std::span<const Held> of(std::uint32_t key) const;
  bool has(std::uint32_t key, std::uint32_t value) const;

 private:
  std::vector<Held>& opened(std::uint32_t key);

  std::vector<Held> start_;  // by key and value
  std::unordered_map<std::uint32_t, std::vector<Held>> changed_;
};

// The same as a book's Across, but it follows what comes and goes.
struct Sharing {
  Holders cards;     // bank card → workers who registered it
  Holders phones;    // phone → workers (管理人员 and the like are none)
  Holders accounts;  // wage account → projects
  Holders names;     // name of an employer → projects that write it so
  Holders seen;      // worker → projects that have a row of him
  Holders mentions;  // card, phone or serial → projects in whose rows it stands
};

}  // namespace qingxin::verify
