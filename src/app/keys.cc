// SPDX-License-Identifier: Apache-2.0
#include "app/keys.h"

#include "app/permit.h"
#include "app/record_term.h"

namespace qingxin::app {

Result<std::int64_t> rewrap_keys(const access::Principal& who, Instant now, store::Store& store) {
  if (const auto may = permit(who, access::Action::rotate_keys); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> mine = store.acting_for(who, now);
  std::int64_t all = 0;
  while (true) {
    const Result<std::int64_t> some = mine->sealed_fields().rewrap_keys(now);
    if (!some) return some;
    if (*some == 0) return all;
    all += *some;
  }
}

Result<std::vector<store::KeyEnd>> list_key_ends(const access::Principal& who, Instant now,
                                                 store::Store& store, store::ProjectId after,
                                                 int limit) {
  if (const auto may = permit(who, access::Action::end_keys); !may)
    return tl::unexpected(may.error());
  return store.acting_for(who, now)->sealed_fields().key_ends_after(after, limit);
}

Result<void> tell_key_end(const access::Principal& who, Moment moment, StoredData& data,
                          store::ProjectId project) {
  if (const auto may = permit(who, access::Action::end_keys); !may) return may;
  if (const auto over = check_record_term(data, project, moment.today); !over) return over;
  return held_by(who, moment.now, data)->store->sealed_fields().tell_key_end(project, moment.now);
}

Result<void> agree_to_key_end(const access::Principal& who, Moment moment, StoredData& data,
                              store::ProjectId project) {
  if (const auto may = permit(who, access::Action::end_keys); !may) return may;
  return held_by(who, moment.now, data)
      ->store->sealed_fields()
      .agree_to_key_end(project, moment.now);
}

Result<void> end_keys(const access::Principal& who, Moment moment, StoredData& data,
                      store::ProjectId project) {
  if (const auto may = permit(who, access::Action::end_keys); !may) return may;
  if (const auto over = check_record_term(data, project, moment.today); !over) return over;
  return held_by(who, moment.now, data)->store->sealed_fields().end_keys(project, moment.now);
}

}  // namespace qingxin::app
