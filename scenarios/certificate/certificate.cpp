#include "scenarios/certificate/certificate.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/canonical_json.hpp"
#include "engine/base/ed25519.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"

#include <algorithm>
#include <utility>

namespace articulator::certificate {
namespace {

constexpr std::string_view format = "articulator-certificate/1";
constexpr std::string_view left_out = "left out";

// What an engine said may be no text; a certificate is one.
std::string legible(std::string text) {
  base::JsonParser parser;
  std::string json;
  base::JsonWriter(json).text(text);
  if (parser.parse(json)) return text;
  constexpr unsigned char ascii_max = 0x7f;
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > ascii_max; }, '?');
  return text;
}

void write_texts(base::JsonWriter& w, std::string_view key, const std::vector<std::string>& texts) {
  w.key(key).begin_array();
  for (const std::string& text : texts)
    w.text(text);
  w.end_array();
}

void write_failures(base::JsonWriter& w, const std::vector<runner::Failure>& failures) {
  w.key("failures").begin_array();
  for (const runner::Failure& failure : failures) {
    w.begin_object().member("at", failure.at).member("check", legible(failure.check));
    w.member("expected", legible(failure.expected)).member("found", legible(failure.found)).end_object();
  }
  w.end_array();
}

void write_run(base::JsonWriter& w, const Run& run) {
  const runner::ScenarioResult& result = run.result;
  w.begin_object().member("scenario", run.id).member("name", result.name).member("digest", run.digest);
  w.member("pms", result.pms).member("lab", result.lab);
  write_texts(w, "shows", result.shows);
  if (run.left_out != LeftOut::no) {
    w.member("verdict", left_out).member("left_out", base::word_of(left_out_words, run.left_out));
    w.member("because", run.because).end_object();
    return;
  }
  w.member("verdict", base::word_of(runner::verdict_words, result.verdict));
  write_failures(w, result.failures);
  w.member("journal", result.fingerprint).member("transcript", run.transcript);
  w.member("messages", static_cast<std::int64_t>(result.messages));
  w.member("virtual_s", result.virtual_time.count() / 1000).end_object();
}

void write_kills(base::JsonWriter& w, const std::vector<Kill>& kills) {
  w.key("mutants").begin_array();
  for (const Kill& kill : kills) {
    w.begin_object().member("mutant", kill.mutant).member("scenario", kill.scenario);
    w.member("check", kill.check);
    if (!kill.world.empty()) w.member("world", kill.world).member("world_check", kill.world_check);
    w.end_object();
  }
  w.end_array();
}

void write_requirement(base::JsonWriter& w, const RequirementVerdict& verdict, const std::vector<Run>& runs,
                       const KillTable& kills) {
  w.begin_object().member("id", verdict.id).member("text", verdict.text);
  w.member("verdict", base::word_of(id_verdict_words, verdict.verdict));
  if (!verdict.why.empty()) w.member("why", legible(verdict.why));
  w.key("scenarios").begin_array();
  for (const std::size_t n : verdict.runs)
    w.text(runs[n].id);
  w.end_array();
  write_kills(w, kills.of(verdict.id));
  w.end_object();
}

void write_worlds(base::JsonWriter& w, const WorldsVerdict& worlds) {
  w.key("worlds").begin_object().member("seed", static_cast<std::int64_t>(worlds.wanted.seed));
  w.member("count", static_cast<std::int64_t>(worlds.wanted.count));
  w.member("held", static_cast<std::int64_t>(worlds.held));
  if (!worlds.why.empty()) w.member("why", legible(worlds.why));
  w.end_object();
}

void write_levels(base::JsonWriter& w, const Judgement& judgement) {
  w.key("levels").begin_array();
  for (const LevelVerdict& level : judgement.levels) {
    w.begin_object().member("level", level.name).member("says", level.says).member("granted", level.granted);
    write_texts(w, "missing", level.missing);
    if (level.worlds) write_worlds(w, *level.worlds);
    w.end_object();
  }
  w.end_array();
}

std::string canonical(std::string_view json) {
  auto text = base::canonical_json(json);
  ART_ASSERT(text.has_value());
  return std::move(*text);
}

SignedCertificate::RunLine read_run(base::JsonValue value, base::ObjectReader& parent) {
  base::ObjectReader reader(value, "/certificate/scenarios");
  SignedCertificate::RunLine line{
      reader.text("scenario"), reader.text("digest"), reader.text("verdict"), {}, {}, false};
  if (line.verdict == left_out) {
    line.not_come_to = reader.text("left_out") == base::word_of(left_out_words, LeftOut::not_come_to);
  } else {
    line.journal = reader.text("journal");
    line.transcript = reader.text("transcript");
  }
  parent.report(reader.error());
  return line;
}

void read_body(base::ObjectReader& body, SignedCertificate& into) {
  if (body.text("format") != format) body.report("format", "is not " + std::string(format));
  into.articulator = body.text("articulator");
  into.library = body.text("library");
  into.engine = body.text("engine");
  if (body.has("claims")) into.claims = body.texts_or_none("claims");
  into.time = body.text("time");
  into.begun = body.instant("begun");
  into.ended = body.instant("ended");
  into.pair = {body.text("pms"), body.text("lab")};
  base::ObjectReader profile = body.object("profile");
  into.profile = profile.text("name");
  body.report(profile.error());
  for (const base::JsonValue& run : body.elements("scenarios"))
    into.runs.push_back(read_run(run, body));
  for (const base::JsonValue& element : body.elements("requirements")) {
    base::ObjectReader reader(element, "/certificate/requirements");
    into.requirements.push_back({reader.text("id"), reader.text("verdict")});
    body.report(reader.error());
  }
}

}  // namespace

std::size_t Certificate::without_mutant() const {
  return static_cast<std::size_t>(
      std::count_if(judgement.requirements.begin(), judgement.requirements.end(),
                    [&](const RequirementVerdict& one) { return kills.of(one.id).empty(); }));
}

std::string body_of(const Certificate& certificate) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object().member("format", format).member("articulator", certificate.articulator);
  w.member("library", certificate.library)
      .member("kills", certificate.kills.digest)
      .member("engine", legible(certificate.engine));
  w.key("profile").begin_object().member("name", certificate.profile.name);
  w.member("says", certificate.profile.says).member("digest", certificate.profile.digest).end_object();
  w.member("pms", certificate.pair.pms).member("lab", certificate.pair.lab);
  if (certificate.claims) write_texts(w, "claims", *certificate.claims);
  w.member("time", certificate.time).member("begun", certificate.begun).member("ended", certificate.ended);
  write_levels(w, certificate.judgement);
  w.key("requirements").begin_array();
  for (const RequirementVerdict& verdict : certificate.judgement.requirements)
    write_requirement(w, verdict, certificate.runs, certificate.kills);
  w.end_array().key("scenarios").begin_array();
  for (const Run& run : certificate.runs)
    write_run(w, run);
  w.end_array().end_object();
  return canonical(json);
}

std::string sign_certificate(const Certificate& certificate, const audit::SigningKey* key) {
  const std::string body = body_of(certificate);
  std::string json;
  base::JsonWriter w(json);
  w.begin_object().key("certificate").raw(body);
  if (key) {
    const auto signature = base::ed25519_sign(key->seed, body);
    const std::string bytes(signature.begin(), signature.end());
    w.member("key", audit::write_key(audit::verifier_of(*key)));
    w.member("signature", base::base64_encode(bytes));
  }
  w.end_object();
  return canonical(json) + "\n";
}

base::Expected<SignedCertificate> read_certificate(std::string_view text) {
  base::JsonParser parser;
  const auto document = parser.parse(text);
  if (!document) return base::failure("certificate", document.error().what, "name a certificate.json");
  base::ObjectReader reader(*document, "");
  SignedCertificate read;
  if (const auto body = reader.value("certificate")) {
    auto canonical_body = base::canonical_json(body->dump());
    if (!canonical_body) return std::unexpected(canonical_body.error());
    read.body = std::move(*canonical_body);
  }
  base::ObjectReader body = reader.object("certificate");
  read_body(body, read);
  reader.report(body.error());
  if (reader.has("key")) {
    auto key = audit::read_verifier_key(reader.text("key"));
    if (!key) return std::unexpected(key.error());
    const auto signature = base::base64_decode(reader.text("signature"));
    base::Ed25519Signature bytes{};
    if (!signature || signature->size() != bytes.size())
      return base::failure("/signature", "is not the base64 of 64 bytes", "take the file as it was written");
    std::copy(signature->begin(), signature->end(), bytes.begin());
    read.signature_holds = base::ed25519_verify(key->key, read.body, bytes);
    read.key = std::move(*key);
  }
  return reader.finished(std::move(read));
}

}  // namespace articulator::certificate
