// SPDX-License-Identifier: Apache-2.0
#include <future>
#include <memory>
#include <utility>

#include "book/plain_texts.h"
#include "store/delivery.h"
#include "store/links.h"
#include "store/months_told.h"
#include "store/sealed_values.h"
#include "store/sql_store.h"

namespace qingxin::store {

// A part of a delivery with all that can be made of it without the database.
struct ReadyPart {
  ReadyPart(book::FactsPart given, std::span<const ProjectId> projects,
            const std::function<PersonId(std::string_view)>& person, const access::Key& index)
      : part(std::move(given)),
        tokens(index),
        delivery(*part.facts, projects.subspan(part.first_project, part.facts->projects.size()),
                 person, tokens) {
    delivery.make_tokens();
  }

  book::FactsPart part;
  Tokens tokens;
  Delivery delivery;
  std::vector<PlacedLink> links = {};
};

Result<std::unique_ptr<ReadyPart>> SqlStore::ready_part(book::PartedFacts& facts,
                                                        std::span<const ProjectId> projects) const {
  Result<std::optional<book::FactsPart>> next = facts.next();
  if (!next) return tl::unexpected(next.error());
  if (!*next) return std::unique_ptr<ReadyPart>{};
  const book::Facts& head = facts.head();
  if ((*next)->facts.get() != &head)
    if (const Result<void> sound = book::check_texts(*(*next)->facts); !sound)
      return tl::unexpected(sound.error());
  const access::Key& index = core_->vault.index();
  auto ready = std::make_unique<ReadyPart>(
      **std::move(next), projects, [&](std::string_view id_number) { return person(id_number); },
      index);
  ready->links = links_of(
      ready->part, head, projects,
      [&](book::WorkerIndex worker) { return ready->delivery.person(worker); }, index);
  return ready;
}

Result<void> SqlStore::put_parts(const NewBatch& batch, book::PartedFacts& facts,
                                 std::span<const ProjectId> projects, MonthsTold& told) {
  const auto make_ready = [&] { return ready_part(facts, projects); };
  auto coming = std::async(std::launch::async, make_ready);
  while (true) {
    const Result<std::unique_ptr<ReadyPart>> part = coming.get();
    if (!part) return tl::unexpected(part.error());
    if (*part == nullptr) return {};
    coming = std::async(std::launch::async, make_ready);
    ReadyPart& ready = **part;
    told.add(*ready.part.facts);
    if (const Result<void> linked = put_links(ready.links); !linked) return linked;
    if (const Result<void> put = put_facts(batch, ready.delivery, ready.tokens); !put) return put;
  }
}

}  // namespace qingxin::store
