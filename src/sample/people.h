// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"

namespace qingxin::sample {

// Nobody who lives: the region codes begin with 99, the phones with 100, the bank numbers with
// 6299; none of them is assigned. The check digits are right.
struct Person {
  std::string name;
  std::string_view nation;   // 汉族, …
  std::string_view id_kind;  // 居民身份证, …
  std::string id;
  std::string phone;
  std::string card;
  std::string_view bank;
};

// The person with that serial number. Two serials below ten million never share an identity
// number, a phone or a card. `youngest_year` is the last year of birth.
Person make_person(std::uint64_t seed, std::uint64_t serial, int youngest_year);

// The identity number of somebody who has to be born on that day. One project's people of this kind
// are told apart by `nth`; no number of make_person() is among them.
std::string identity_born(int project, int nth, Date birthday);

// The papers of those who have no resident card: a number, and what kind it is of.
struct Paper {
  std::string_view kind;
  std::string number;
};
Paper residence_permit(int project, int nth, Date birthday);  // 港澳台居民居住证
Paper passport(int project, int nth);

// The bank account of a firm: 20 digits, another one for each kind and serial.
std::string firm_account(int kind, std::uint64_t serial);

// A credit code of the county 990123: "91" for companies, "11" and "12" for public bodies.
std::string credit_code(std::string_view category, std::uint64_t serial);

// The same number with another last character: the fault that a copyist makes.
std::string with_wrong_check_digit(std::string_view id);

}  // namespace qingxin::sample
