// NodeMaker: an object for a document, member by member; what is empty or as usual is left out.
//
//   NodeMaker step;
//   step.text("at", "5m").texts("reasons", decide.reasons);
//   std::move(step).node()
#pragma once

#include "engine/base/instant.hpp"
#include "scenarios/runner/document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::runner {

class NodeMaker {
 public:
  NodeMaker() { node_.kind = base::JsonKind::object; }

  NodeMaker& text(std::string_view key, const std::string& value) {
    return value.empty() ? *this : put(key, Node::of_text(value));
  }
  NodeMaker& integer(std::string_view key, std::optional<std::int64_t> value) {
    if (!value) return *this;
    Node one;
    one.kind = base::JsonKind::integer;
    one.integer = *value;
    return put(key, std::move(one));
  }
  NodeMaker& boolean(std::string_view key, bool value) {
    Node one;
    one.kind = base::JsonKind::boolean;
    one.boolean = value;
    return put(key, std::move(one));
  }
  NodeMaker& duration(std::string_view key, std::optional<base::Duration> value) {
    return value ? put(key, Node::of_text(base::format_duration(*value))) : *this;
  }
  // Written even when there are none: where none is not the usual.
  NodeMaker& all_texts(std::string_view key, const std::vector<std::string>& values) {
    Node list;
    list.kind = base::JsonKind::array;
    for (const std::string& value : values)
      list.elements.push_back(Node::of_text(value));
    return put(key, std::move(list));
  }
  NodeMaker& texts(std::string_view key, const std::vector<std::string>& values) {
    return values.empty() ? *this : all_texts(key, values);
  }
  // `json` is a value as dump() wrote it.
  NodeMaker& json(std::string_view key, const std::string& json) {
    if (json.empty()) return *this;
    auto parsed = parse_document(json, "");
    return parsed ? put(key, std::move(*parsed)) : *this;
  }
  NodeMaker& put(std::string_view key, Node value) {
    node_.members.push_back({std::string(key), 0, std::move(value)});
    return *this;
  }

  [[nodiscard]] bool empty() const { return node_.members.empty(); }
  [[nodiscard]] Node node() && { return std::move(node_); }

 private:
  Node node_;
};

}  // namespace articulator::runner
