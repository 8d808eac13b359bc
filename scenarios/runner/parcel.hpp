// Parcel: pieces of bytes of any kind, each with a JSON object that says what it is, one after the other, on
// their way to another machine.
//
//   add_to_parcel(parcel, R"({"file":"a.json"})", text);
//
//   ParcelReader in(parcel);
//   while (!in.at_end()) { auto piece = in.next(); if (!piece) return failure(...); use(piece->head,
//   piece->body); }
//
// Each piece is "HEAD_BYTES BODY_BYTES\n", the head and the body; so neither needs an escape.
#pragma once

#include "engine/base/error.hpp"

#include <string>
#include <string_view>

namespace articulator::runner {

void add_to_parcel(std::string& parcel, std::string_view head, std::string_view body);

class ParcelReader {
 public:
  // `parcel` outlives the reader and what it gives.
  explicit ParcelReader(std::string_view parcel) : left_(parcel) {}

  struct Piece {
    std::string_view head;
    std::string_view body;
  };
  [[nodiscard]] bool at_end() const { return left_.empty(); }
  // Error: cut off, or no parcel at all. Nothing can be read after one.
  base::Expected<Piece> next();

 private:
  std::string_view left_;
};

}  // namespace articulator::runner
