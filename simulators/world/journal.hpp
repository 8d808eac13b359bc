// The journal: all that happened in a run, append-only, one CloudEvents 1.0 object a line.
//
// Two kinds of entries: *facts* in the words of the log format (what a simulator did or saw, what the engine
// said that it decided), and the *wire*, one entry for each HTTP message. Checks read nothing else. The
// SHA-256 over all lines is the run's fingerprint: same build, scenario and seed, same fingerprint.
//
// Facts are kept in memory for the checks. Lines go to a sink, if there is one, and are then forgotten, so
// that a simulated year fits into little memory.
#pragma once

#include "engine/base/hash.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_texts.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::world {

struct Entry {
  std::uint64_t sequence = 0;  // position in the journal, from 1
  base::Instant at;
  std::string type;  // without "dental."
  std::string source;
  std::string subject;  // the PMS case id, or empty
  std::string data;     // a JSON object
};

// Where a message is on its way, for the wire's entries.
struct Wire {
  std::uint64_t call = 0;  // the same for request and response
  std::string_view from;
  std::string_view to;
  std::string_view fault;  // what the fault plan did to it; empty: nothing
};

// Looks at entries as they are made, before they are text. It must outlive the journal.
class Watcher {
 public:
  Watcher() = default;
  virtual ~Watcher() = default;
  Watcher(const Watcher&) = default;
  Watcher& operator=(const Watcher&) = default;

  virtual void on_request(const Wire& wire, const base::HttpRequest& request, base::Instant at) = 0;
  virtual void on_fact(const Entry& fact) = 0;
};

class Journal {
 public:
  using Sink = std::function<void(std::string_view line)>;  // line without its end

  explicit Journal(Sink sink = {}, std::vector<Watcher*> watchers = {})
      : sink_(std::move(sink)), watchers_(std::move(watchers)) {}

  void append(Entry entry);  // a fact; the sequence is given here
  void append_request(const Wire& wire, const base::HttpRequest& request, base::Instant at);
  void append_response(const Wire& wire, const base::HttpResponse& response, base::Instant at);
  void append_failure(const Wire& wire, base::CallFailure failure, base::Instant at);

  [[nodiscard]] const std::vector<Entry>& facts() const { return facts_; }
  [[nodiscard]] std::uint64_t size() const { return sequence_; }
  [[nodiscard]] std::string fingerprint() const { return base::hex(hash_.digest()); }

 private:
  void begin_wire(std::string_view type, const Wire& wire, base::Instant at);
  void finish_line();

  Sink sink_;
  std::vector<Watcher*> watchers_;
  std::vector<Entry> facts_;
  std::uint64_t sequence_ = 0;
  std::string line_;  // reused
  base::JsonTexts texts_;
  base::Sha256Stream hash_;
};

}  // namespace articulator::world
