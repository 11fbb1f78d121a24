// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string_view>

#include "base/hash.h"
#include "store/sql.h"

namespace qingxin::store {

// The digest must live until the call that it is given to ends.
inline Blob blob_of(const Digest& digest) {
  return {{reinterpret_cast<const char*>(digest.data()), digest.size()}};
}

// Bytes of another length are no digest: all zero, which no record has.
inline Digest digest_of(std::string_view bytes) {
  Digest digest{};
  if (bytes.size() == digest.size())
    std::ranges::copy(bytes, reinterpret_cast<char*>(digest.data()));
  return digest;
}

}  // namespace qingxin::store
