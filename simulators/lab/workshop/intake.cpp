#include "simulators/lab/workshop/intake.hpp"

#include "engine/base/calendar.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace articulator::simulators::workshop {
namespace {

using base::JsonKind;
using base::JsonValue;
using base::ObjectReader;

constexpr std::size_t text_bytes_max = 200;
constexpr std::size_t teeth_max = 32;
constexpr std::size_t attachments_max = 200;

constexpr std::array<std::string_view, 4> margin_designs{"chamfer", "shoulder", "feather_edge", "bevel"};

// A typist's forgiveness: case, spaces and hyphens do not matter in a word of the catalogue.
std::string catalogue_word(std::string_view text) {
  std::string word;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z')
      word += static_cast<char>(c - 'A' + 'a');
    else
      word += c == ' ' || c == '-' ? '_' : c;
  }
  return word;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

// "19", "#19" or 19, as text without the sign.
std::optional<std::string> tooth_text(const JsonValue& value) {
  if (const auto number = value.integer()) return std::to_string(*number);
  const auto text = value.text();
  if (!text || text->size() > 8) return {};
  return upper(text->starts_with('#') ? text->substr(1) : *text);
}

enum class Place : std::uint8_t { nowhere, anterior, posterior };

// Universal numbers: 1-32 from the upper right third molar round to the lower right one, A-T for primary
// teeth.
Place place_of(std::string_view tooth) {
  if (tooth.size() == 1 && tooth[0] >= 'A' && tooth[0] <= 'T') {
    const bool front = (tooth[0] >= 'C' && tooth[0] <= 'H') || (tooth[0] >= 'M' && tooth[0] <= 'R');
    return front ? Place::anterior : Place::posterior;
  }
  if (tooth.empty() || tooth.size() > 2) return Place::nowhere;
  int number = 0;
  for (const char c : tooth) {
    if (c < '0' || c > '9') return Place::nowhere;
    number = number * 10 + (c - '0');
  }
  if (number < 1 || number > 32) return Place::nowhere;
  const bool front = (number >= 6 && number <= 11) || (number >= 22 && number <= 27);
  return front ? Place::anterior : Place::posterior;
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string short_text(ObjectReader& reader, std::string_view key, bool required) {
  std::string text = required ? reader.text(key) : reader.text_or(key, "");
  if (required && text.empty()) reader.report(key, "it is empty");
  if (text.size() > text_bytes_max) reader.report(key, "it is longer than 200 characters");
  return text;
}

void read_teeth(ObjectReader& reader, WorkForm& work) {
  std::vector<JsonValue> values = reader.elements_or_none("teeth");
  if (values.empty())
    if (const auto one = reader.value("tooth"); one && !one->is(JsonKind::null)) values.push_back(*one);
  if (values.size() > teeth_max) return reader.report("teeth", "more than 32 teeth");
  for (const JsonValue& value : values) {
    auto tooth = tooth_text(value);
    if (!tooth) return reader.report(reader.has("teeth") ? "teeth" : "tooth", "a tooth is written as \"19\"");
    if (!tooth->empty()) work.teeth.push_back(*std::move(tooth));
  }
}

void read_prescription(ObjectReader& reader, WorkForm& work) {
  work.procedure = catalogue_word(short_text(reader, "procedure", false));
  work.material = catalogue_word(short_text(reader, "material", false));
  work.shade = upper(short_text(reader, "shade", false));
  work.margin = catalogue_word(short_text(reader, "margin_type", false));
  work.due_date = short_text(reader, "due_date", false);
  work.arch = short_text(reader, "arch", false);
  work.teeth.clear();
  read_teeth(reader, work);
}

void read_attachments(ObjectReader& reader, WorkForm& work) {
  work.attachments.clear();
  const std::vector<JsonValue> list = reader.elements("attachments");
  if (list.size() > attachments_max) return reader.report("attachments", "more than 200 attachments");
  for (std::size_t i = 0; i < list.size(); ++i) {
    ObjectReader one(list[i], reader.pointer() + "/attachments/" + std::to_string(i));
    Attachment attachment;
    attachment.name = short_text(one, "name", true);
    attachment.kind = short_text(one, "kind", true);
    attachment.bytes = one.integer_or("bytes", 0, 0, std::int64_t{1} << 50);
    reader.report(one.error());
    work.attachments.push_back(std::move(attachment));
  }
}

void read_validation_result(ObjectReader& order) {
  ObjectReader result = order.object("validation_result");
  short_text(result, "status", true);
  const auto checks = result.value("checks_passed");
  if (!checks || !checks->is(JsonKind::array))
    result.report("checks_passed", "an array of checks is missing");
  if (!result.value("notes"))
    result.report("notes", "the notes are missing", "send them empty if there are none");
  order.report(result.error());
}

void judge_teeth(const WorkForm& work, const Product& product, Judgement& judgement) {
  const bool whole_arch =
      work.procedure == "denture" || work.procedure == "partial" || work.procedure == "night_guard";
  const std::string product_name = product.material + " " + product.procedure;
  if (work.teeth.empty() && !whole_arch)
    judgement.reasons.push_back({"tooth_missing", "/prescription/tooth", "No tooth was given."});
  for (const std::string& tooth : work.teeth) {
    const Place place = place_of(tooth);
    if (place == Place::nowhere) {
      judgement.reasons.push_back({"tooth_unknown", "/prescription/tooth",
                                   "There is no tooth " + tooth + " in Universal numbering."});
    } else if (!(place == Place::anterior ? product.anterior : product.posterior)) {
      judgement.reasons.push_back({"position_not_offered", "/prescription/tooth",
                                   "We do not make a " + product_name + " for tooth " + tooth + "."});
    }
  }
  const auto units = static_cast<std::int32_t>(work.teeth.size());
  if (product.units_max > 0 && units > product.units_max) {
    judgement.reasons.push_back(
        {"too_many_units", "/prescription/teeth",
         "We make a " + product_name + " of at most " + std::to_string(product.units_max) + " units."});
  }
  judgement.units = std::max(1, units);
}

void judge_look(const WorkForm& work, const Product& product, const Profile& profile, Judgement& judgement) {
  if (!work.shade.empty() && !contains(profile.shades, work.shade))
    judgement.reasons.push_back(
        {"shade_unknown", "/prescription/shade", "We know no shade " + work.shade + "."});
  if (work.shade.empty() && product.shade) judgement.question += "Which shade would you like? ";
  if (product.margins.empty()) return;
  if (work.margin.empty())
    judgement.question += "Which margin design was prepared? ";
  else if (std::find(margin_designs.begin(), margin_designs.end(), work.margin) == margin_designs.end())
    judgement.question += "What do you mean by the margin design " + work.margin + "? ";
}

void judge_attachments(const WorkForm& work, const Product& product, const Profile& profile,
                       Judgement& judgement) {
  for (std::size_t i = 0; i < work.attachments.size(); ++i) {
    const Attachment& attachment = work.attachments[i];
    const std::string field = "/attachments/" + std::to_string(i);
    const std::size_t dot = attachment.name.rfind('.');
    const std::string type =
        dot == std::string::npos ? "" : catalogue_word(std::string_view(attachment.name).substr(dot + 1));
    if (!type.empty() && !profile.attachment_types.empty() && !contains(profile.attachment_types, type))
      judgement.reasons.push_back({"attachment_refused", field, "We cannot read ." + type + " files."});
    if (profile.attachment_bytes_max > 0 && attachment.bytes > profile.attachment_bytes_max) {
      judgement.reasons.push_back({"attachment_too_large", field,
                                   "The file " + attachment.name + " is larger than " +
                                       std::to_string(profile.attachment_bytes_max) + " bytes."});
    }
  }
  for (const std::string& kind : product.needs) {
    const bool here = std::any_of(work.attachments.begin(), work.attachments.end(),
                                  [&](const Attachment& attachment) { return attachment.kind == kind; });
    if (!here) judgement.question += "Please send us the " + kind + " file. ";
  }
}

}  // namespace

base::Expected<OrderForm> read_order(JsonValue order) {
  ObjectReader reader(order, "");
  OrderForm form;
  form.case_id = short_text(reader, "case_id", true);
  short_text(reader, "patient_id", true);
  short_text(reader, "dentist_id", true);
  short_text(reader, "lab_partner", true);
  form.remake_of = short_text(reader, "remake_of", false);
  if (reader.has("remake")) {
    ObjectReader remake = reader.object("remake");
    form.says_why = true;
    form.remake_cause = short_text(remake, "cause", true);
    remake.integer("round", 2, 100);
    form.warranty_claimed = remake.boolean_or("warranty_claimed", false);
    reader.report(remake.error());
  }
  ObjectReader prescription = reader.object("prescription");
  read_prescription(prescription, form.work);
  reader.report(prescription.error());
  read_attachments(reader, form.work);
  read_validation_result(reader);
  if (const auto& error = reader.error()) return std::unexpected(*error);
  return form;
}

base::Expected<void> read_amendment(JsonValue amendment, WorkForm& work) {
  ObjectReader reader(amendment, "");
  WorkForm changed = work;
  if (!amendment.is(JsonKind::object) || (!reader.has("prescription") && !reader.has("attachments")))
    return base::failure("", "an amendment gives a prescription, attachments or both");
  if (reader.has("prescription")) {
    ObjectReader prescription = reader.object("prescription");
    read_prescription(prescription, changed);
    reader.report(prescription.error());
  }
  if (reader.has("attachments")) read_attachments(reader, changed);
  if (const auto& error = reader.error()) return std::unexpected(*error);
  work = std::move(changed);
  return {};
}

Judgement judge(const WorkForm& work, const Profile& profile) {
  Judgement judgement;
  auto& reasons = judgement.reasons;
  if (work.procedure.empty())
    reasons.push_back(
        {"procedure_missing", "/prescription/procedure", "The order does not say what to make."});
  if (work.material.empty())
    reasons.push_back({"material_missing", "/prescription/material", "No material was given."});
  if (!work.due_date.empty() && !base::parse_date(work.due_date))
    reasons.push_back(
        {"due_date_unclear", "/prescription/due_date", "The due date is not a date like 2024-10-30."});
  if (work.procedure.empty() || work.material.empty()) return judgement;

  judgement.product = profile.find_product(work.procedure, work.material);
  if (judgement.product < 0) {
    reasons.push_back({"product_not_offered", "/prescription/material",
                       "We do not make a " + work.procedure + " of " + work.material + "."});
    return judgement;
  }
  const Product& product = profile.products[static_cast<std::size_t>(judgement.product)];
  judge_teeth(work, product, judgement);
  judge_look(work, product, profile, judgement);
  judge_attachments(work, product, profile, judgement);
  if (!judgement.question.empty()) judgement.question.pop_back();  // the space after the last sentence
  return judgement;
}

}  // namespace articulator::simulators::workshop
