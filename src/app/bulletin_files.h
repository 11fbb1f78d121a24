// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>

#include "app/bulletins.h"

// The files of a bulletin, made of what it says.
namespace qingxin::app {

inline constexpr std::array<BulletinForm, kBulletinForms> kAllBulletinForms{
    BulletinForm::docx, BulletinForm::xlsx, BulletinForm::pdf, BulletinForm::html};

// Error: unavailable.
Result<std::string> made_file(const BulletinShown& shown, BulletinForm form);

}  // namespace qingxin::app
