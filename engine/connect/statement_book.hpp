// StatementBook: which of a lab's statements were read, so that each is judged once, however often and by
// whatever way it comes (REC-03): by the lab's API, as a file, or both.
//
//   if (book.is_known_file("2024-10.csv", content)) ...                       // read before, as it is
//   if (book.note(invoice) == StatementBook::Is::news) ...                    // its lines are to be judged
//
// A file is told by its name and the SHA-256 of its content, a statement by its number and what it bills. The
// latest `remembered_max` of each are known, far more than a lab writes in the year and a bit for which it is
// known what was ordered.
#pragma once

#include "engine/base/hash.hpp"
#include "engine/model/invoice.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace articulator::connect {

class StatementBook {
 public:
  static constexpr std::size_t remembered_max = 1'000;

  // Whether this very file was there before; from now on it was.
  bool is_known_file(const std::string& name, std::string_view content);

  enum class Is : std::uint8_t {
    news,      // to be judged; so is each statement without a number
    repeated,  // the same once more
    changed    // other lines under a number that was judged: for a person to look at
  };
  Is note(const model::Invoice& statement);

 private:
  // Of what is remembered the oldest goes first.
  struct Memory {
    std::map<std::string, base::Sha256> seen;
    std::deque<std::string> by_age;
    void keep(const std::string& name, const base::Sha256& digest);
  };

  Memory files_;
  Memory statements_;
};

// For a remark: "the statement ST-1 came once more". Empty: it is news.
std::string said_of(StatementBook::Is is, const model::Invoice& statement);

}  // namespace articulator::connect
