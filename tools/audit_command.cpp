// articulator audit verify|prove|checkpoint|export|key: what an engine's audit log is worth to those who do
// not take its word.
#include "engine/audit/case_proof.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "scenarios/runner/document.hpp"
#include "simulators/serve/client.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"
#include "tools/keys.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include <boost/program_options.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;

constexpr std::size_t file_bytes_max = 4UL * 1024 * 1024 * 1024;

struct Arguments {
  std::string verb;
  std::string file;
  std::string key;
  std::string case_id;
  std::string practice;
  std::string engine;
  std::string since;
  std::string out;
  std::string json;
  std::string name;
};

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("key", po::value(&into.key)->value_name("PUBLIC"),
      "verify, checkpoint: public key of the log, a line or the file it is in");
  add("case", po::value(&into.case_id)->value_name("ID"), "prove: the case whose records are proven");
  add("practice", po::value(&into.practice)->value_name("ID"),
      "prove: whose case, where two practices have one of that id");
  add("engine", po::value(&into.engine)->value_name("URL"), "checkpoint, export: the engine that is asked");
  add("since", po::value(&into.since)->value_name("FILE"),
      "checkpoint: an earlier one, that the log must have grown out of");
  add("name", po::value(&into.name)->default_value("articulator.example/audit")->value_name("NAME"),
      "key: what the log is called, a URL without its scheme");
  add("out,o", po::value(&into.out)->value_name("FILE"),
      "where the result goes; otherwise standard output (key: must be given)");
  add("json", po::value(&into.json)->value_name("FILE"),
      "write the verdict as JSON; - is standard output, and nothing else goes there");
  add("help", "this text");
  return options;
}

int refuse(int status, const std::string& what) {
  std::cerr << "articulator audit: " << what << '\n';
  return status;
}

void print_help(const po::options_description& options) {
  std::cout
      << "articulator audit verify EXPORT|PROOF --key PUBLIC\n"
         "articulator audit prove EXPORT --case ID [--key PUBLIC] [-o PROOF]\n"
         "articulator audit checkpoint --engine URL [--since OLD] [--key PUBLIC] [-o FILE]\n"
         "articulator audit export --engine URL [-o EXPORT]\n"
         "articulator audit key -o FILE [--name NAME]\n\n"
         "verify says whether an export, or the proof of a case, is what was signed, and if not, the "
         "first\n"
         "record that is wrong. prove takes one case's records out of an export, with proofs that they "
         "are in\n"
         "the log and without the other records. checkpoint fetches the signed head of an engine's log, "
         "and\n"
         "with --since checks that the log has only grown. export fetches the whole log. key makes a "
         "key to\n"
         "sign with, and prints its public part. Exit status: 0 holds, 1 does not hold, 2 usage or an\n"
         "unreadable file, 3 the engine cannot be reached.\n\n"
      << options;
}

void write_head(base::JsonWriter& w, const audit::TreeHead& head) {
  w.key("head").begin_object().key("at");
  head.at ? w.instant(*head.at) : w.null();
  w.member("origin", head.origin).member("root", base::hex(head.root));
  w.member("size", static_cast<std::int64_t>(head.size)).end_object();
}

struct Verdict {
  std::string file;
  std::string_view kind;  // "export", "proof"
  std::uint64_t records = 0;
  audit::TreeHead head;
  std::optional<audit::Flaw> flaw;
  std::string case_id;
};

std::string json_of(const Verdict& verdict) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  if (!verdict.case_id.empty()) w.member("case", verdict.case_id);
  w.member("file", verdict.file).key("flaw");
  if (verdict.flaw) {
    const audit::Flaw& flaw = *verdict.flaw;
    w.begin_object().member("kind", word(flaw.kind)).member("line", static_cast<std::int64_t>(flaw.line));
    w.member("sequence", static_cast<std::int64_t>(flaw.sequence));
    w.member("sequence_last", static_cast<std::int64_t>(flaw.sequence_last)).member("what", flaw.what);
    w.end_object();
  } else {
    w.null();
    write_head(w, verdict.head);
  }
  w.member("holds", !verdict.flaw).member("kind", verdict.kind);
  w.member("records", static_cast<std::int64_t>(verdict.records)).end_object();
  return json + "\n";
}

std::string text_of(const Verdict& verdict) {
  if (verdict.flaw) return fmt::format("{}: does not hold: {}\n", verdict.file, verdict.flaw->what);
  const std::string when = verdict.head.at ? ", at " + base::format_instant(*verdict.head.at) : "";
  if (verdict.kind == "proof")
    return fmt::format("{}: holds: {} records of case {} are in the log of {}, which had {} records{}\n",
                       verdict.file, verdict.records, verdict.case_id, verdict.head.origin, verdict.head.size,
                       when);
  return fmt::format("{}: holds: {} records of {}{}\n", verdict.file, verdict.records, verdict.head.origin,
                     when);
}

int verify(const Arguments& arguments) {
  if (arguments.key.empty())
    return refuse(exit_usage, "verify needs --key, the public key of who keeps the log");
  const auto key = read_public_key(arguments.key);
  if (!key) return refuse(exit_usage, key.error().text());
  const auto text = runner::read_file(arguments.file, file_bytes_max);
  if (!text) return refuse(exit_usage, text.error().text());
  Verdict verdict{arguments.file, "export", 0, {}, {}, {}};
  if (audit::is_case_proof(*text)) {
    const auto proven = audit::check_case_proof(*text, &*key);
    if (!proven) return refuse(exit_usage, arguments.file + ": " + proven.error().text());
    verdict = {arguments.file, "proof", proven->records, proven->head, proven->flaw, proven->name.case_id};
  } else {
    const auto checked = audit::check_export(*text, &*key);
    if (!checked) return refuse(exit_usage, arguments.file + ": " + checked.error().text());
    verdict = {arguments.file, "export", checked->records, checked->head, checked->flaw, {}};
  }
  if (arguments.json != "-") std::cout << text_of(verdict);
  if (!arguments.json.empty())
    if (const std::string trouble = write_result(arguments.json, json_of(verdict)); !trouble.empty())
      return refuse(exit_usage, trouble);
  return verdict.flaw ? exit_fails : exit_holds;
}

int prove(const Arguments& arguments) {
  if (arguments.case_id.empty()) return refuse(exit_usage, "prove needs --case, whose records to prove");
  std::optional<audit::VerifierKey> key;
  if (!arguments.key.empty()) {
    const auto read = read_public_key(arguments.key);
    if (!read) return refuse(exit_usage, read.error().text());
    key = *read;
  }
  const auto text = runner::read_file(arguments.file, file_bytes_max);
  if (!text) return refuse(exit_usage, text.error().text());
  const auto checked = audit::check_export(*text, key ? &*key : nullptr);
  if (!checked) return refuse(exit_usage, arguments.file + ": " + checked.error().text());
  if (checked->flaw) return refuse(exit_fails, arguments.file + ": does not hold: " + checked->flaw->what);
  const auto proof = audit::prove_case(*text, *checked, {arguments.case_id, arguments.practice});
  if (!proof) return refuse(exit_usage, arguments.file + ": " + proof.error().text());
  const std::string trouble = write_result(arguments.out.empty() ? "-" : arguments.out, *proof);
  if (!trouble.empty()) return refuse(exit_usage, trouble);
  if (!arguments.json.empty() && arguments.json != "-") {
    std::string json;
    base::JsonWriter w(json);
    w.begin_object().member("case", arguments.case_id).member("file", arguments.file);
    write_head(w, checked->head);
    w.member("records", std::count(proof->begin(), proof->end(), '\n') - 1).end_object();
    if (const std::string wrong = write_result(arguments.json, json + "\n"); !wrong.empty())
      return refuse(exit_usage, wrong);
  }
  return exit_holds;
}

// What the engine answers to a GET; or what to exit with, said already.
std::variant<std::string, int> ask(const Arguments& arguments, const std::string& target) {
  const auto client = serve::Client::to(arguments.engine);
  if (!client) return refuse(exit_usage, "--engine " + client.error().text());
  const serve::CallResult outcome = (*client)->perform({"GET", target, {}, {}});
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  if (!response) return refuse(exit_unreachable, arguments.engine + ": no engine answers there; start it");
  if (response->status == 200) return response->body;
  base::JsonParser parser;
  const auto document = parser.parse(response->body);
  const auto what = document ? document->find("what") : std::nullopt;
  return refuse(exit_unreachable,
                fmt::format("{}: the engine answers {} to {}: {}", arguments.engine, response->status, target,
                            what ? what->text().value_or("") : "no reason given"));
}

base::Expected<audit::TreeHead> open(std::string_view note, const audit::VerifierKey& key) {
  const auto text = audit::open_note(note, key);
  if (!text) return std::unexpected(text.error());
  return audit::read_tree_head(*text);
}

base::Expected<std::vector<base::Sha256>> read_proof(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader reader(*document, "");
  std::vector<base::Sha256> proof;
  for (const std::string& text : reader.texts_or_none("proof")) {
    const auto bytes = base::base64_decode(text);
    if (!bytes || bytes->size() != sizeof(base::Sha256))
      return base::failure("/proof", "holds something that is no SHA-256");
    std::copy(bytes->begin(), bytes->end(), proof.emplace_back().begin());
  }
  return reader.finished(std::move(proof));
}

int say_checkpoint(const Arguments& arguments, const std::string& note, const audit::TreeHead& head,
                   const std::optional<audit::TreeHead>& old, const std::string& flaw) {
  if (arguments.json != "-" || !arguments.out.empty())
    if (const std::string trouble = write_result(arguments.out.empty() ? "-" : arguments.out, note);
        !trouble.empty())
      return refuse(exit_usage, trouble);
  if (!arguments.json.empty()) {
    std::string json;
    base::JsonWriter w(json);
    w.begin_object().key("flaw");
    flaw.empty() ? w.null() : w.text(flaw);
    write_head(w, head);
    w.member("holds", flaw.empty()).key("since");
    old ? w.integer(static_cast<std::int64_t>(old->size)) : w.null();
    w.end_object();
    if (const std::string trouble = write_result(arguments.json, json + "\n"); !trouble.empty())
      return refuse(exit_usage, trouble);
  }
  return flaw.empty() ? exit_holds : refuse(exit_fails, flaw);
}

int checkpoint(const Arguments& arguments) {
  std::optional<audit::VerifierKey> key;
  if (!arguments.key.empty()) {
    const auto read = read_public_key(arguments.key);
    if (!read) return refuse(exit_usage, read.error().text());
    key = *read;
  }
  std::optional<std::string> old_note;
  if (!arguments.since.empty()) {
    auto text = runner::read_file(arguments.since);
    if (!text) return refuse(exit_usage, text.error().text());
    old_note = std::move(*text);
  }
  const auto fetched = ask(arguments, "/v1/audit/checkpoint");
  if (const int* status = std::get_if<int>(&fetched)) return *status;
  const std::string& note = std::get<std::string>(fetched);
  if (!key) {
    // The engine's own word; it is good for seeing whether the log only grew.
    const auto said = ask(arguments, "/v1/audit/key");
    if (const int* status = std::get_if<int>(&said)) return *status;
    const auto read = audit::read_verifier_key(std::get<std::string>(said));
    if (!read) return refuse(exit_fails, arguments.engine + ": " + read.error().text());
    key = *read;
  }
  const auto head = open(note, *key);
  if (!head) return refuse(exit_fails, arguments.engine + ": the checkpoint: " + head.error().text());
  if (!old_note) return say_checkpoint(arguments, note, *head, {}, {});
  const auto old = open(*old_note, *key);
  if (!old) return refuse(exit_usage, arguments.since + ": " + old.error().text());
  if (old->size > head->size)
    return say_checkpoint(
        arguments, note, *head, *old,
        fmt::format("the log had {} records and has {} now: it was cut", old->size, head->size));
  const auto answer =
      ask(arguments, fmt::format("/v1/audit/consistency?from={}&to={}", old->size, head->size));
  if (const int* status = std::get_if<int>(&answer)) return *status;
  const auto proof = read_proof(std::get<std::string>(answer));
  const bool grew = proof && base::verify_consistency(old->size, old->root, head->size, head->root, *proof);
  return say_checkpoint(arguments, note, *head, *old,
                        grew ? ""
                             : fmt::format("the log of {} records is no beginning of that of {}: what was "
                                           "recorded was changed",
                                           old->size, head->size));
}

int fetch_export(const Arguments& arguments) {
  const auto fetched = ask(arguments, "/v1/audit/export");
  if (const int* status = std::get_if<int>(&fetched)) return *status;
  const std::string trouble =
      write_result(arguments.out.empty() ? "-" : arguments.out, std::get<std::string>(fetched));
  return trouble.empty() ? exit_holds : refuse(exit_usage, trouble);
}

int make_key(const Arguments& arguments) {
  if (!audit::is_key_name(arguments.name))
    return refuse(exit_usage, "--name " + arguments.name + ": a key's name has no white space and no +");
  if (arguments.out.empty()) return refuse(exit_usage, "key needs -o, a file for the private key");
  audit::SigningKey key{arguments.name, {}};
  std::random_device random;
  for (std::uint8_t& byte : key.seed)
    byte = static_cast<std::uint8_t>(random() & 0xFFU);
  const std::string line = write_key(key) + "\n";
  // Never over another key, and nobody else's to read.
  const int file = ::open(arguments.out.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0)
    return refuse(exit_usage, arguments.out + ": cannot be made, or is there already; name a new file");
  const bool written = ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  if (::close(file) != 0 || !written) return refuse(exit_usage, arguments.out + ": cannot be written");
  std::cout << write_key(verifier_of(key)) << '\n';
  return exit_holds;
}

struct Verb {
  std::string_view word;
  int (*run)(const Arguments&);
  bool takes_file;
  bool takes_engine;
};
constexpr std::array<Verb, 5> verbs{{{"verify", verify, true, false},
                                     {"prove", prove, true, false},
                                     {"checkpoint", checkpoint, false, true},
                                     {"export", fetch_export, false, true},
                                     {"key", make_key, false, false}}};

int run(const Arguments& arguments) {
  const auto verb =
      std::find_if(verbs.begin(), verbs.end(), [&](const Verb& one) { return one.word == arguments.verb; });
  if (verb == verbs.end())
    return refuse(exit_usage, (arguments.verb.empty() ? std::string("what shall be done")
                                                      : "\"" + arguments.verb + "\" is not known") +
                                  "; use verify, prove, checkpoint, export or key");
  if (verb->takes_file && arguments.file.empty())
    return refuse(exit_usage, arguments.verb + " needs a file, made by articulator audit export");
  if (!verb->takes_file && !arguments.file.empty())
    return refuse(exit_usage, arguments.verb + " takes no file \"" + arguments.file + "\"");
  if (verb->takes_engine && arguments.engine.empty())
    return refuse(exit_usage, arguments.verb + " needs --engine, the URL of an engine");
  return verb->run(arguments);
}

}  // namespace

int audit_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description visible = visible_options(arguments);
  po::options_description all;
  all.add(visible).add_options()("verb", po::value(&arguments.verb))("file", po::value(&arguments.file));
  po::positional_options_description positional;
  positional.add("verb", 1).add("file", 1);
  const auto given = read_command_line(argc, argv, all, positional, "audit");
  if (!given) return refuse(exit_usage, given.error());
  if (given->contains("help")) {
    print_help(visible);
    return exit_holds;
  }
  return run(arguments);
}

}  // namespace articulator::tools
