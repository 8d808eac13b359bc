#include "scenarios/runner/vocabulary.hpp"

#include "simulators/lab/vendor.hpp"
#include "simulators/pms/vendor.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace articulator::runner {
namespace {

using enum KeyKind;
constexpr bool required = true;

constexpr std::array<Key, 5> in_scenario{{
    {"name", text, required},
    {"shows", texts, required},
    {"judged", text},
    {"world", object, required},
    {"steps", array, required},
}};

constexpr std::array<Key, 30> in_world{{
    {"start", instant, required},
    {"seed", integer},
    {"pms", text},
    {"lab", text},
    {"phase", text},
    {"time_zone", text},
    {"approval_days_left", integer},
    {"min_clean_cases", integer},
    {"final_approval", texts},
    {"review_hours", integer},
    {"pages", text},
    {"notify", texts},
    {"predictor", text},
    {"hold_hours", integer},
    {"message_unseen", boolean},
    {"phases", object},
    {"permissions", texts},
    {"line", boolean},
    {"tls", boolean},
    {"faults", object},
    {"rest", duration},
    {"practices", array},
    {"channels", texts},
    {"needs", texts},
    {"files", boolean},
    {"channel_budget", duration},
    {"check_codes", boolean},
    {"tooth_numbering", text},
    {"model", object},
    {"insight", object},
}};

constexpr std::array<Key, 14> in_practice{{
    {"practice", text, required},
    {"pms", text},
    {"phase", text},
    {"time_zone", text},
    {"approval_days_left", integer},
    {"min_clean_cases", integer},
    {"final_approval", texts},
    {"review_hours", integer},
    {"notify", texts},
    {"predictor", text},
    {"hold_hours", integer},
    {"message_unseen", boolean},
    {"phases", object},
    {"permissions", texts},
}};

constexpr std::array<Key, 3> in_step{{{"at", duration}, {"practice", text}, {"if_possible", boolean}}};

// Acts on any PMS: simulators/pms/open_dental/open_dental.hpp says what each does.
constexpr std::array<Key, 12> case_ready{{
    {"case", text, required},
    {"like", text},
    {"with", object},
    {"without", texts},
    {"patient", any},
    {"prescriber", any},
    {"lab", text},
    {"lab_name", text},
    {"prescription", object},
    {"notes", text},
    {"attachments", array},
    {"appointment", object},
}};
constexpr std::array<Key, 3> case_update{{{"case", text, required}, {"set", object}, {"remove", texts}}};
constexpr std::array<Key, 2> case_and_reason{{{"case", text, required}, {"reason", text, required}}};
constexpr std::array<Key, 2> case_feedback{{{"case", text, required}, {"text", text, required}}};
constexpr std::array<Key, 2> case_delete{{{"case", text, required}, {"reason", text}}};
constexpr std::array<Key, 1> only_case{{{"case", text, required}}};
constexpr std::array<Key, 9> patient_update{{
    {"patient", text, required},
    {"first_name", text},
    {"last_name", text},
    {"email", text},
    {"consent", object},
    {"prefers", any},
    {"birth_date", text},
    {"allergies", any},
    {"chart", object},
}};
constexpr std::array<Key, 1> opt_out{{{"patient", text, required}}};
constexpr std::array<Key, 3> patient_says{
    {{"patient", text, required}, {"text", text, required}, {"medium", text}}};
constexpr std::array<Key, 2> appointment_booked{{{"case", text}, {"appointment", object, required}}};
constexpr std::array<Key, 2> appointment_moved{
    {{"appointment", text, required}, {"start", instant, required}}};
constexpr std::array<Key, 2> appointment_cancelled{{{"appointment", text, required}, {"deleted", boolean}}};

// Acts on any lab: simulators/lab/workshop/acts.hpp says what each does.
// One of `status`, a word of any lab, and `stage`, for which the lab has a word of its own.
constexpr std::array<Key, 5> lab_status{
    {{"case", text, required}, {"status", text}, {"stage", text}, {"sequence", integer}, {"eta", instant}}};
constexpr std::array<Key, 2> lab_question{{{"case", text, required}, {"question", text, required}}};
constexpr std::array<Key, 2> lab_hold{{{"case", text, required}, {"question", text}}};
constexpr std::array<Key, 4> lab_ship{
    {{"case", text, required}, {"carrier", text}, {"carrier_tracking", text}, {"delivery", instant}}};
constexpr std::array<Key, 3> lab_pace{
    {{"case", text, required}, {"working_days", any, required}, {"eta", instant}}};
constexpr std::array<Key, 2> lab_reject_next{{{"reasons", array, required}, {"case", text}}};
constexpr std::array<Key, 1> lab_line{{{"running", boolean, required}}};
constexpr std::array<Key, 6> lab_chances{{{"published", boolean},
                                          {"late", integer},
                                          {"questions", integer},
                                          {"rejects", integer},
                                          {"flaws", integer},
                                          {"orders_a_day", integer}}};
constexpr std::array<Key, 7> lab_bill{{{"case", text},
                                       {"tracking", text},
                                       {"tracking_of", text},
                                       {"patient", text},
                                       {"tooth", text},
                                       {"cents", any, required},
                                       {"description", text}}};
constexpr std::array<Key, 1> lab_refuse_claims{{{"reason", text, required}}};

// Acts on the ways to the lab: simulators/channel/sftp/sftp.hpp and mail/mail.hpp.
constexpr std::array<Key, 1> sftp_full{{{"full", boolean, required}}};
constexpr std::array<Key, 1> sftp_accounts{{{"open", boolean, required}}};
constexpr std::array<Key, 1> sftp_renames{{{"allowed", boolean, required}}};
constexpr std::array<Key, 1> sftp_host_key{{{"changed", boolean, required}}};
constexpr std::array<Key, 2> sftp_cut{{{"times", integer}, {"has", text}}};
constexpr std::array<Key, 1> mail_times{{{"times", integer, required}}};
constexpr std::array<Key, 1> mail_tls{{{"offered", boolean, required}}};
constexpr std::array<Key, 1> mail_certificate{{{"trusted", boolean, required}}};

// The model of the world, and what becomes of it: simulators/model/chat/chat.hpp.
constexpr std::array<Key, 1> model_behaviour{{{"behaviour", text, required}}};

// Acts of people, of the network and of an outsider.
constexpr std::array<Key, 8> decide{{
    {"case", text, required},
    {"as", text, required},
    {"decision", text, required},
    {"set", object},
    {"answer", text},
    {"slot", integer},
    {"reasons", texts},
    {"status", integer},
}};
constexpr std::array<Key, 3> policy{{{"as", text, required}, {"set", object, required}, {"status", integer}}};
constexpr std::array<Key, 3> redrive{{{"case", text, required}, {"as", text, required}, {"status", integer}}};
constexpr std::array<Key, 11> fault{{
    {"kind", text, required},
    {"to", text},
    {"method", text},
    {"path", text},
    {"body_has", text},
    {"skip", integer},
    {"times", integer},
    {"for", duration},
    {"status", integer},
    {"delay", duration},
    {"certificate", text},
}};
constexpr std::array<Key, 3> crash{{{"node", text, required}, {"down", duration}, {"unsent", boolean}}};
constexpr std::array<Key, 3> clock{{{"node", text, required}, {"ahead", duration}, {"behind", duration}}};
constexpr std::array<Key, 5> request{{{"method", text, required},
                                      {"target", text, required},
                                      {"headers", object},
                                      {"body", text},
                                      {"status", integer, required}}};

constexpr auto common_verbs = std::to_array<Verb>({
    {"case_ready", Actor::pms, "case_ready", case_ready},
    {"case_update", Actor::pms, "case_update", case_update},
    {"case_cancel", Actor::pms, "case_cancel", case_and_reason},
    {"case_delete", Actor::pms, "case_delete", case_delete},
    {"case_received", Actor::pms, "case_received", only_case},
    {"case_seated", Actor::pms, "case_seated", only_case},
    {"case_feedback", Actor::pms, "case_feedback", case_feedback},
    {"patient_update", Actor::pms, "patient_update", patient_update},
    {"opt_out", Actor::pms, "opt_out", opt_out},
    {"patient_says", Actor::pms, "patient_says", patient_says},
    {"appointment_booked", Actor::pms, "appointment_booked", appointment_booked},
    {"appointment_moved", Actor::pms, "appointment_moved", appointment_moved},
    {"appointment_cancelled", Actor::pms, "appointment_cancelled", appointment_cancelled},
    {"lab_status", Actor::lab, "status", lab_status},
    {"lab_question", Actor::lab, "question", lab_question},
    {"lab_hold", Actor::lab, "hold", lab_hold},
    {"lab_release", Actor::lab, "release", only_case},
    {"lab_ship", Actor::lab, "ship", lab_ship},
    {"lab_pace", Actor::lab, "pace", lab_pace},
    {"lab_reject_next", Actor::lab, "reject_next", lab_reject_next},
    {"lab_line", Actor::lab, "line", lab_line},
    {"lab_chances", Actor::lab, "chances", lab_chances},
    {"lab_bill", Actor::lab, "bill", lab_bill},
    {"lab_unbill", Actor::lab, "unbill", only_case},
    {"lab_refuse_claims", Actor::lab, "refuse_claims", lab_refuse_claims},
    {"sftp_full", Actor::sftp, "full", sftp_full},
    {"sftp_accounts", Actor::sftp, "accounts", sftp_accounts},
    {"sftp_renames", Actor::sftp, "renames", sftp_renames},
    {"sftp_host_key", Actor::sftp, "host_key", sftp_host_key},
    {"sftp_cut_next", Actor::sftp, "cut_next", sftp_cut},
    {"mail_greylist", Actor::mail, "greylist", mail_times},
    {"mail_refuse", Actor::mail, "refuse", mail_times},
    {"mail_tls", Actor::mail, "tls", mail_tls},
    {"mail_certificate", Actor::mail, "certificate", mail_certificate},
    {"model_behaviour", Actor::model, "behaviour", model_behaviour},
    {"decide", Actor::person, "", decide},
    {"redrive", Actor::person, "", redrive},
    {"policy", Actor::person, "", policy},
    {"fault", Actor::network, "", fault},
    {"crash", Actor::network, "", crash},
    {"clock", Actor::network, "", clock},
    {"request", Actor::outsider, "", request},
});

// Forms of `expect`. All but the state of a case, which is one answer, also take these.
constexpr std::array<Key, 3> counting{{{"times", integer}, {"after", duration}, {"before", duration}}};

constexpr std::array<Key, 2> review{{{"case", text, required}, {"reasons", texts}}};
constexpr std::array<Key, 6> validated{{{"case", text, required},
                                        {"status", text},
                                        {"codes", texts},
                                        {"has", texts},
                                        {"as_of", text},
                                        {"checks", integer}}};
constexpr std::array<Key, 4> order{
    {{"case", text, required}, {"lab", text}, {"prescription", object}, {"checks", integer}}};
constexpr std::array<Key, 3> status{{{"case", text, required}, {"stage", text}, {"tracking", boolean}}};
constexpr std::array<Key, 3> note{{{"case", text, required}, {"text_has", texts}, {"text_lacks", texts}}};
constexpr std::array<Key, 5> message{{{"case", text, required},
                                      {"milestone", text},
                                      {"medium", text},
                                      {"text_has", texts},
                                      {"text_lacks", texts}}};
constexpr std::array<Key, 2> answered{{{"case", text, required}, {"text", text}}};
constexpr std::array<Key, 3> remake{{{"case", text, required}, {"cause", text}, {"route", text}}};
constexpr std::array<Key, 4> invoice_line{{
    {"case", text},
    {"statement", text},
    {"line", integer},
    {"result", text},
}};
constexpr std::array<Key, 3> audit{{{"action", text, required}, {"case", text}, {"data", object}}};
constexpr std::array<Key, 3> any_fact{{{"type", text, required}, {"case", text}, {"data", object}}};
// Members of GET /v1/cases/{id}; `tracking` may be true: there is one.
constexpr std::array<Key, 13> case_now{{
    {"case", text, required},
    {"stage", text},
    {"tracking", any},
    {"carrier", text},
    {"carrier_tracking", text},
    {"estimate", instant},
    {"expected", object},
    {"ship_by", text},
    {"on_hold", boolean},
    {"round", integer},
    {"practice", text},
    {"patient", text},
    {"cancelled", boolean},
}};

constexpr std::array<Key, 2> audit_verifies{{{"case", text}, {"records", integer}}};

// Of an answer of GET /v1/insight/{page}: by JSON pointer, what must stand there.
constexpr std::array<Key, 3> insight_now{
    {{"page", text, required}, {"case", text}, {"holds", object, required}}};

constexpr std::array<Form, 18> all_forms{{
    {"review", FormKind::review, "engine.review.opened", review},
    {"validated", FormKind::validated, "engine.rx.validated", validated},
    {"order", FormKind::order, "engine.order.sent", order},
    {"order_cancelled", FormKind::order_cancelled, "engine.order.cancelled", order},
    {"order_amended", FormKind::order_amended, "engine.order.amended", order},
    {"order_mirrored", FormKind::order_mirrored, "engine.order.mirrored", order},
    {"status", FormKind::status, "engine.pms.status", status},
    {"note", FormKind::note, "engine.pms.note", note},
    {"message", FormKind::message, "engine.patient.notified", message},
    {"answered", FormKind::answered, "engine.question.answered", answered},
    {"remake", FormKind::fact, "engine.remake.triaged", remake},
    {"invoice_line", FormKind::fact, "engine.invoice.line", invoice_line},
    {"audit", FormKind::audit, "", audit},
    {"case", FormKind::case_now, "", case_now},
    {"audit_verifies", FormKind::audit_verifies, "", audit_verifies},
    {"insight", FormKind::insight_now, "", insight_now},
    {"dead_letters", FormKind::dead_letters, "engine.dead_letter", {}},
    {"fact", FormKind::fact, "", any_fact},
}};

// What a vendor alone can do, from its folder. A lab's verbs begin with "lab_", which the lab itself does
// without.
template <typename Vendor>
void add_own(std::vector<Verb>& all, Actor actor, const Vendor& vendor) {
  constexpr std::string_view of_a_lab = "lab_";
  for (const world::Verb& verb : vendor.own_verbs()) {
    const bool prefixed = actor == Actor::lab && verb.word.starts_with(of_a_lab);
    all.push_back({verb.word, actor, verb.word.substr(prefixed ? of_a_lab.size() : 0), verb.arguments,
                   vendor.kind, verb.down, verb.what});
  }
}

const std::vector<Verb>& all_verbs() {
  static const std::vector<Verb> all = [] {
    std::vector<Verb> made(common_verbs.begin(), common_verbs.end());
    for (const simulators::PmsVendor& vendor : simulators::pms_vendors())
      add_own(made, Actor::pms, vendor);
    for (const simulators::LabVendor& vendor : simulators::lab_vendors())
      add_own(made, Actor::lab, vendor);
    return made;
  }();
  return all;
}

// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view word(KeyKind kind) {
  switch (kind) {
    case text:
      return "a text";
    case integer:
      return "a whole number, 0 or more";
    case boolean:
      return "true or false";
    case duration:
      return "a duration such as \"90s\" or \"2h30m\"";
    case instant:
      return "an instant such as \"2024-10-21T09:00:00-05:00\"";
    case texts:
      return "an array of texts";
    case array:
      return "an array";
    case object:
      return "an object";
    case any:
      break;
  }
  return "a value";
}

std::span<const Key> scenario_keys() {
  return in_scenario;
}
std::span<const Key> world_keys() {
  return in_world;
}
std::span<const Key> practice_keys() {
  return in_practice;
}
std::span<const Key> step_keys() {
  return in_step;
}
std::span<const Verb> verbs() {
  return all_verbs();
}
std::span<const Key> counting_keys() {
  return counting;
}
std::span<const Form> forms() {
  return all_forms;
}

const Verb* find_verb(std::string_view word) {
  const std::span<const Verb> all = verbs();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Verb& v) { return v.word == word; });
  return found == all.end() ? nullptr : &*found;
}

bool does(std::string_view kind, const Verb& verb) {
  return std::ranges::any_of(verbs(), [&](const Verb& one) {
    return one.word == verb.word && (one.vendor.empty() || one.vendor == kind);
  });
}

const Form* find_form(std::string_view word) {
  const auto found =
      std::find_if(all_forms.begin(), all_forms.end(), [&](const Form& f) { return f.word == word; });
  return found == all_forms.end() ? nullptr : &*found;
}

const Key* find_key(std::span<const Key> keys, std::string_view name) {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

std::optional<std::string_view> nearest(std::string_view written,
                                        const std::vector<std::string_view>& known) {
  constexpr std::size_t written_max = 60;  // what is longer is no slip of the finger
  if (written.size() > written_max) return std::nullopt;
  constexpr std::size_t short_word = 4;
  const std::size_t slips_max =
      written.size() < short_word ? 1 : std::max<std::size_t>(2, written.size() / 3);
  std::optional<std::string_view> best;
  std::size_t best_distance = slips_max + 1;
  for (const std::string_view candidate : known) {
    const std::size_t here = distance(written, candidate);
    if (here >= best_distance) continue;
    best = candidate;
    best_distance = here;
  }
  return best;
}

}  // namespace articulator::runner
