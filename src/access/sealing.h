// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

// Sealed fields: what may not be read in the database or in a copy of it. SM4-CTR and HMAC-SM3,
// encrypt then authenticate (GB/T 32907, GB/T 32905). docs/decisions/0019 says against whom.
namespace qingxin::access {

// 32 secret bytes.
struct Key {
  std::string bytes;

  friend bool operator==(const Key&, const Key&) = default;
};
inline constexpr std::size_t kKeyBytes = 32;
Key new_key();
// Another key for another purpose; nobody finds the first one from it.
Key derived_key(const Key& key, std::string_view purpose);
// Tells one key from another without telling what it is: 16 hex digits.
std::string mark_of(const Key& key);

// Stored: never renumbered.
enum class FieldKind : unsigned char {
  id_number = 1,
  phone = 2,
  card = 3,      // bank card or account of a person
  reporter = 4,  // who reported
  words = 5,     // a text in which such a number stands
};

// Seals and opens with one key. `place` says where the sealed bytes belong (table, row, field):
// elsewhere they do not open. Not for two threads at a time.
class Sealer {
 public:
  explicit Sealer(const Key& key);

  // A version byte (1), 12 random bytes, the cipher text, and 16 bytes of HMAC over all of it and
  // the place.
  std::string seal(std::string_view place, std::string_view plain) const;
  // Nothing: other bytes, another place, another key, or a version that is not known.
  std::optional<std::string> open(std::string_view place, std::string_view sealed) const;

 private:
  std::string mac_of(std::string_view place, std::string_view bytes) const;

  Key cipher_, mac_;
};

// A key under another one, and back; `name` says which key it is.
std::string wrapped(const Key& master, std::string_view name, const Key& key);
std::optional<Key> unwrapped(const Key& master, std::string_view name, std::string_view bytes);

// Stands in a row for a sealed value: '~' and 16 letters, the same for the same value of the same
// kind wherever it stands, so that equal ones are found; without the key it tells nothing.
inline constexpr char kTokenMark = '~';
std::string token_of(const Key& index, FieldKind kind, std::string_view plain);

// Whether a text of no sealed column must be sealed all the same: it has a run of 15 digits or more
// (a document number, a card), a mobile number, or looks like a token.
bool holds_secret(std::string_view text);

}  // namespace qingxin::access
