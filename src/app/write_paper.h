// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "app/receive_clue.h"
#include "documents/paper_text.h"

namespace qingxin::app {

enum class PaperForm : unsigned char { docx, page };

// By the name of a file: .docx, .html. Error: invalid_input.
Result<PaperForm> paper_form_of(const std::filesystem::path& file);

// The bytes of a paper. Errors: those of documents::passages_of().
Result<std::string> paper_bytes(const documents::Paper& paper, const law::Instruments& instruments,
                                PaperForm form,
                                documents::PaperCopy copy = documents::PaperCopy::full);

// Written beside its place first, so that no half of a paper lies there. Error: unavailable.
Result<void> write_paper_file(const std::string& bytes, const std::filesystem::path& file);

// 登记证明 of a clue, as written on that day.
documents::Paper filing_proof(const ProofOfFiling& proof, Date day);

}  // namespace qingxin::app
