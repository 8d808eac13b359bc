// JsonWriter: JSON straight into a string, without a tree in the middle.
//
//   std::string out;
//   JsonWriter w(out);
//   w.begin_object().key("case").text("LC-1").key("times").integer(1).end_object();
//
// Keys come out in the order written; whoever promises canonical JSON (RFC 8785) writes them sorted. Commas
// are the writer's business. Text is escaped as RFC 8785 does and must be UTF-8.
#pragma once

#include "engine/base/instant.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace articulator::base {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& instant(Instant value);            // as text, see format_instant
  JsonWriter& decimal(std::int64_t hundredths);  // 1250 -> 12.5, as the shortest decimal
  JsonWriter& raw(std::string_view json);        // a value that is JSON already

  // key and value in one, for the common kinds
  JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& member(std::string_view name, const char* value) { return key(name).text(value); }
  JsonWriter& member(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  JsonWriter& member(std::string_view name, int value) { return key(name).integer(value); }
  JsonWriter& member(std::string_view name, bool value) { return key(name).boolean(value); }
  JsonWriter& member(std::string_view name, Instant value) { return key(name).instant(value); }

 private:
  void before_value();

  std::string& out_;
  bool comma_ = false;  // a comma is due before the next key or value
};

void append_json_text(std::string& out, std::string_view value);  // with quotes

}  // namespace articulator::base
