#include "simulators/world/journal.hpp"

#include "engine/base/json_writer.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace articulator::world {
namespace {

using base::append_json_text;

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void begin_line(std::string& line, std::uint64_t sequence, std::string_view source, std::string_view type,
                std::string_view subject, base::Instant at) {
  line.clear();
  line += R"({"specversion":"1.0","id":"j)";
  append_number(line, sequence);
  line += R"(","source":)";
  append_json_text(line, source);
  line += R"(,"type":"dental.)";
  line += type;
  line += '"';
  if (!subject.empty()) {
    line += R"(,"subject":)";
    append_json_text(line, subject);
  }
  line += R"(,"time":")";
  base::append_instant(line, at);
  line += R"(","data":)";
}

bool secret(std::string_view header) {
  return header == "Authorization" || header == "X-API-Key";
}

void append_headers(std::string& line, const base::Headers& headers) {
  if (headers.list.empty()) return;
  line += R"(,"headers":{)";
  bool first = true;
  for (const base::Header& header : headers.list) {
    if (!first) line += ',';
    first = false;
    append_json_text(line, header.name);
    line += ':';
    append_json_text(line,
                     secret(header.name) ? std::string_view("(not kept)") : std::string_view(header.value));
  }
  line += '}';
}

}  // namespace

void Journal::finish_line() {
  line_ += '}';
  if (sink_) sink_(line_);
  line_ += '\n';
  hash_.update(line_);
}

void Journal::append(Entry entry) {
  entry.sequence = ++sequence_;
  begin_line(line_, entry.sequence, entry.source, entry.type, entry.subject, entry.at);
  line_ += entry.data;
  finish_line();
  for (Watcher* watcher : watchers_)
    watcher->on_fact(entry);
  facts_.push_back(std::move(entry));
}

void Journal::begin_wire(std::string_view type, const Wire& wire, base::Instant at) {
  begin_line(line_, ++sequence_, "/world/network", type, "", at);
  line_ += R"({"call":)";
  append_number(line_, wire.call);
  line_ += R"(,"from":)";
  append_json_text(line_, wire.from);
  line_ += R"(,"to":)";
  append_json_text(line_, wire.to);
  if (!wire.fault.empty()) {
    line_ += R"(,"fault":)";
    append_json_text(line_, wire.fault);
  }
}

void Journal::append_request(const Wire& wire, const base::HttpRequest& request, base::Instant at) {
  begin_wire("wire.request", wire, at);
  line_ += R"(,"method":)";
  append_json_text(line_, request.method);
  line_ += R"(,"target":)";
  texts_.append(line_, request.target);
  append_headers(line_, request.headers);
  line_ += R"(,"body":)";
  texts_.append(line_, request.body);
  line_ += '}';
  finish_line();
  for (Watcher* watcher : watchers_)
    watcher->on_request(wire, request, at);
}

void Journal::append_response(const Wire& wire, const base::HttpResponse& response, base::Instant at) {
  begin_wire("wire.response", wire, at);
  line_ += R"(,"status":)";
  append_number(line_, static_cast<std::uint64_t>(response.status));
  append_headers(line_, response.headers);
  line_ += R"(,"body":)";
  texts_.append(line_, response.body);
  line_ += '}';
  finish_line();
}

void Journal::append_failure(const Wire& wire, base::CallFailure failure, base::Instant at) {
  begin_wire("wire.response", wire, at);
  line_ += R"(,"failure":)";
  append_json_text(line_, base::word(failure));
  line_ += '}';
  finish_line();
}

}  // namespace articulator::world
