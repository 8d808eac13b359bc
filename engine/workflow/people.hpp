// People: who bears which token. A token is looked up by its hash, so that the time it takes says nothing
// about it.
#pragma once

#include "engine/base/hash.hpp"
#include "engine/base/http.hpp"
#include "engine/model/bench.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

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

  void set_operator(const std::string& token) {
    if (!token.empty()) operator_ = base::sha256(token);
  }

  // Whether who runs the engine sends it.
  [[nodiscard]] bool is_operator(const base::HttpRequest& request) const {
    const std::string_view token = token_of(request);
    return operator_ && !token.empty() && base::sha256(token) == *operator_;
  }

  // Whoever sends `Authorization: Bearer <token>`; null: nobody that is known.
  [[nodiscard]] const PersonPlace* bearer(const base::HttpRequest& request) const {
    const std::string_view token = token_of(request);
    if (token.empty()) return nullptr;
    const auto found = by_token_.find(base::sha256(token));
    return found == by_token_.end() ? nullptr : &found->second;
  }

 private:
  static std::string_view token_of(const base::HttpRequest& request) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string* header = request.headers.find("Authorization");
    if (!header || !header->starts_with(scheme)) return {};
    return std::string_view(*header).substr(scheme.size());
  }

  std::map<base::Sha256, PersonPlace> by_token_;
  std::optional<base::Sha256> operator_;
};

}  // namespace articulator::workflow
