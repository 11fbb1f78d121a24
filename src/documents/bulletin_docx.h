// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "oversight/bulletin.h"

namespace qingxin::documents {

// A bulletin as the bytes of a .docx in the form of GB/T 9704: opens in Word, WPS and LibreOffice.
// The same text gives the same bytes. Error: unavailable.
Result<std::string> bulletin_docx(const oversight::BulletinText& text);

}  // namespace qingxin::documents
