// Suggester: who may add to what the extractor read in a note, behind the same fact types (AIM-01). The
// workflow knows this interface; `engine/connect/model` asks a chat endpoint.
//
// A suggestion is something for people to look at. It decides nothing, and nothing waits for it (AIM-02,
// AIM-04).
#pragma once

#include "engine/model/connector.hpp"

#include <memory>
#include <string>

namespace articulator::model {

class Suggester {
 public:
  Suggester() = default;
  virtual ~Suggester() = default;
  Suggester(const Suggester&) = delete;
  Suggester& operator=(const Suggester&) = delete;

  // `note` goes over the wire as it is, so it must be de-identified already (AIM-05). Done: the facts are in
  // TaskDone::suggestions; an answer that is no answer is done without any, and the remark says why.
  virtual std::unique_ptr<Task> suggest(const std::string& note) = 0;
};

}  // namespace articulator::model
