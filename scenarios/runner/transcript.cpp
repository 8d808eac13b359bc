#include "scenarios/runner/transcript.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/base/words.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

constexpr std::array<base::Word<UtteranceKind>, 6> kind_words{{{UtteranceKind::call, "call"},
                                                               {UtteranceKind::bench, "bench"},
                                                               {UtteranceKind::clock, "clock"},
                                                               {UtteranceKind::delivered, "delivered"},
                                                               {UtteranceKind::page, "page"},
                                                               {UtteranceKind::waited, "waited"}}};
constexpr std::array failures{base::CallFailure::refused, base::CallFailure::reset,
                              base::CallFailure::timeout, base::CallFailure::untrusted};
constexpr int status_max = 999;

// JSON holds text only, and what an engine says may be anything.
void write_bytes(base::JsonWriter& w, const std::string& key, const std::string& bytes) {
  base::JsonParser parser;
  std::string as_text;
  base::JsonWriter(as_text).text(bytes);
  if (parser.parse(as_text))
    w.key(key).raw(as_text);
  else
    w.member(key + "_base64", base::base64_encode(bytes));
}

void write_headers(base::JsonWriter& w, const base::Headers& headers) {
  w.key("headers").begin_array();
  for (const base::Header& header : headers.list) {
    w.begin_object();
    write_bytes(w, "name", header.name);
    write_bytes(w, "value", header.value);
    w.end_object();
  }
  w.end_array();
}

void write_outcome(base::JsonWriter& w, const world::Outcome& outcome) {
  if (const auto* failure = std::get_if<base::CallFailure>(&outcome)) {
    w.member("failure", base::word(*failure));
    return;
  }
  const auto& response = std::get<base::HttpResponse>(outcome);
  w.key("response").begin_object();
  write_bytes(w, "body", response.body);
  write_headers(w, response.headers);
  w.member("status", response.status).end_object();
}

void write_trouble(base::JsonWriter& w, const std::optional<base::Error>& trouble) {
  if (!trouble) return;
  w.key("trouble").begin_object();
  write_bytes(w, "to_do", trouble->to_do);
  write_bytes(w, "what", trouble->what);
  write_bytes(w, "where", trouble->where);
  w.end_object();
}

void write_utterance(base::JsonWriter& w, const Utterance& one) {
  w.begin_object().member("at", one.at).member("kind", base::word_of(kind_words, one.kind));
  switch (one.kind) {
    case UtteranceKind::call:
      w.member("origin", one.origin).key("request").begin_object();
      write_bytes(w, "body", one.request.body);
      write_headers(w, one.request.headers);
      w.member("method", one.request.method).member("target", one.request.target).end_object();
      break;
    case UtteranceKind::delivered:
    case UtteranceKind::page:
      write_outcome(w, one.outcome);
      w.member("method", one.request.method).member("target", one.request.target);
      break;
    case UtteranceKind::clock:
      if (one.next) w.member("next", *one.next);
      write_trouble(w, one.trouble);
      break;
    case UtteranceKind::bench:
      write_trouble(w, one.trouble);
      break;
    case UtteranceKind::waited:
      break;
  }
  w.end_object();
}

std::string read_bytes(base::ObjectReader& from, const std::string& key) {
  const std::string coded = key + "_base64";
  if (!from.has(coded)) return from.text(key);
  auto bytes = base::base64_decode(from.text(coded));
  if (!bytes) from.report(coded, "is not base64");
  return bytes.value_or("");
}

base::Headers read_headers(base::ObjectReader& from) {
  base::Headers headers;
  for (const base::JsonValue& element : from.elements("headers")) {
    base::ObjectReader header(element, "/headers");
    std::string name = read_bytes(header, "name");
    headers.list.push_back({std::move(name), read_bytes(header, "value")});
    from.report(header.error());
  }
  return headers;
}

world::Outcome read_outcome(base::ObjectReader& from) {
  if (from.has("failure")) {
    const std::string failure = from.text("failure");
    for (const base::CallFailure one : failures)
      if (failure == base::word(one)) return one;
    from.report("failure", "is no way in which a call fails");
    return base::CallFailure::reset;
  }
  base::ObjectReader reader = from.object("response");
  base::HttpResponse response;
  response.body = read_bytes(reader, "body");
  response.headers = read_headers(reader);
  response.status = static_cast<int>(reader.integer("status", 0, status_max));
  from.report(reader.error());
  return response;
}

base::Expected<Utterance> read_utterance(base::JsonValue value) {
  base::ObjectReader reader(value, "");
  Utterance one;
  one.at = reader.instant("at");
  const std::string word = reader.text("kind");
  const auto kind = base::value_of(kind_words, word);
  if (!kind) reader.report("kind", "is nothing that an engine does: \"" + word + "\"");
  one.kind = kind.value_or(UtteranceKind::bench);
  if (one.kind == UtteranceKind::call) {
    one.origin = reader.text("origin");
    base::ObjectReader request = reader.object("request");
    one.request.body = read_bytes(request, "body");
    one.request.headers = read_headers(request);
    one.request.method = request.text("method");
    one.request.target = request.text("target");
    reader.report(request.error());
  }
  if (one.kind == UtteranceKind::delivered || one.kind == UtteranceKind::page) {
    one.outcome = read_outcome(reader);
    one.request.method = reader.text("method");
    one.request.target = reader.text("target");
  }
  one.next = reader.optional_instant("next");
  if (reader.has("trouble")) {
    base::ObjectReader trouble = reader.object("trouble");
    one.trouble.emplace();
    one.trouble->where = read_bytes(trouble, "where");
    one.trouble->what = read_bytes(trouble, "what");
    one.trouble->to_do = read_bytes(trouble, "to_do");
    reader.report(trouble.error());
  }
  return reader.finished(std::move(one));
}

}  // namespace

std::string write_transcript(const Transcript& transcript) {
  std::string text;
  for (const Utterance& one : transcript) {
    base::JsonWriter w(text);
    write_utterance(w, one);
    text += '\n';
  }
  return text;
}

base::Expected<Transcript> read_transcript(std::string_view text) {
  Transcript transcript;
  base::JsonParser parser;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto line = fmt::format("line {}", transcript.size() + 1);
    const auto document = parser.parse(text.substr(0, end));
    if (!document) return base::failure(line, document.error().what, "take the file as it was written");
    auto one = read_utterance(*document);
    if (!one)
      return base::failure(line + one.error().where, one.error().what, "take the file as it was written");
    if (transcript.size() >= utterances_max)
      return base::failure(line, "is one too many", "a transcript is shorter than that");
    transcript.push_back(std::move(*one));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return transcript;
}

}  // namespace articulator::runner
