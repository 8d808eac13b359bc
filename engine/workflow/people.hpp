// People: who bears which token. A token is looked up by its hash, so that the time it takes says nothing
// about it.
#pragma once

#include "engine/base/hash.hpp"
#include "engine/base/http.hpp"
#include "engine/model/bench.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace articulator::workflow {

struct PersonPlace {
  std::size_t practice = 0;  // index in the bench
  model::Person person;
};

class People {
 public:
  void add(std::size_t practice, const std::vector<model::Person>& people) {
    for (const model::Person& person : people)
      by_token_.insert_or_assign(base::sha256(person.token), PersonPlace{practice, person});
  }

  // Whoever sends `Authorization: Bearer <token>`; null: nobody that is known.
  [[nodiscard]] const PersonPlace* bearer(const base::HttpRequest& request) const {
    constexpr std::string_view scheme = "Bearer ";
    const std::string* header = request.headers.find("Authorization");
    if (!header || !header->starts_with(scheme)) return nullptr;
    const auto found = by_token_.find(base::sha256(std::string_view(*header).substr(scheme.size())));
    return found == by_token_.end() ? nullptr : &found->second;
  }

 private:
  std::map<base::Sha256, PersonPlace> by_token_;
};

}  // namespace articulator::workflow
