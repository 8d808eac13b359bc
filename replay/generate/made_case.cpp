#include "replay/generate/made_case.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/model/attachment.hpp"
#include "engine/model/prescription.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

using base::JsonWriter;

constexpr std::uint32_t fault_per_mille = 90;

constexpr std::array<std::string_view, 12> anterior_teeth{"6",  "7",  "8",  "9",  "10", "11",
                                                          "22", "23", "24", "25", "26", "27"};
constexpr std::array<std::string_view, 16> posterior_teeth{"2",  "3",  "4",  "5",  "12", "13", "14", "15",
                                                           "18", "19", "20", "21", "28", "29", "30", "31"};
constexpr std::array<std::array<std::string_view, 3>, 4> spans{
    {{"3", "4", "5"}, {"12", "13", "14"}, {"19", "20", "21"}, {"28", "29", "30"}}};
constexpr std::array<std::string_view, 8> shades{"A1", "A2", "A3", "A3.5", "B1", "B2", "C2", "D3"};
constexpr std::array<std::string_view, 5> surnames{"Brackwater", "Ellingwood", "Farthingale", "Oakhanger",
                                                   "Tressilian"};
constexpr std::array<std::string_view, 4> clinical_notes{"Prep well defined, good retraction.",
                                                         "Contacts light please.", "",
                                                         "Patient grinds at night, occlusion reduced."};
constexpr std::array<std::string_view, 3> media{"sms", "portal", "email"};

constexpr std::array<std::string_view, 14> complaints{
    "Margin open on the distal.",
    "Crown rocks on the prep and does not seat.",
    "Mesial contact open, food impaction.",
    "Contact too tight, could not floss.",
    "High bite, adjusted for ten minutes.",
    "Shade too dark next to the neighbour.",
    "Too grey at the neck.",
    "Contour bulky on the buccal.",
    "Porcelain chipped at try-in.",
    "Cracked when seated.",
    "Wrong tooth was made.",
    "Box was crushed by the carrier, crown damaged in transit.",
    "Patient is not happy.",
    "Please call the office."};

// What is wrong with a case: at most one thing, so that the correction is one too.
enum class Fault : std::uint8_t { none, no_shade, no_margin, no_scan, unreachable, unsigned_rx, past_due };
constexpr std::array<Fault, 6> faults{Fault::no_shade,    Fault::no_margin,   Fault::no_scan,
                                      Fault::unreachable, Fault::unsigned_rx, Fault::past_due};

bool is_made(const model::Product& product) {
  using enum model::Restoration;
  return product.restoration != denture && product.restoration != partial;
}

const model::Product& draw_product(const Dice& dice, const model::LabProfile& lab) {
  // Single crowns are most of a lab's work; the first product of a profile is one.
  if (dice.chance("usual", 500)) return lab.products.front();
  const model::Product& product = dice.pick("product", lab.products);
  return is_made(product) ? product : lab.products.front();
}

std::string_view draw_tooth(const Dice& dice, const model::Product& product) {
  const auto& positions = product.recommended_for.empty() || dice.chance("unrecommended", 60)
                              ? product.positions
                              : product.recommended_for;
  const model::Position position =
      positions.empty() ? model::Position::posterior : dice.pick("position", positions);
  return position == model::Position::anterior ? dice.pick("tooth", anterior_teeth)
                                               : dice.pick("tooth", posterior_teeth);
}

void write_prescription(JsonWriter& out, const Dice& dice, const model::Product& product, Fault fault,
                        std::string_view due) {
  using enum model::Restoration;
  out.begin_object().member("procedure", model::word(product.restoration));
  out.member("material", model::word(product.material));
  if (product.restoration == bridge) {
    const auto& span = dice.pick("span", spans);
    out.key("teeth").begin_array();
    for (const std::string_view tooth : span)
      out.text(tooth);
    out.end_array().key("pontics").begin_array().text(span[1]).end_array().member("pontic_design", "ovate");
  } else if (product.restoration == night_guard) {
    out.member("arch", "upper");
  } else {
    out.member("tooth", draw_tooth(dice, product));
  }
  if (product.restoration == implant_crown) {
    out.key("implant").begin_object().member("system", "Straumann BLX").member("platform", "RB");
    out.member("abutment", "custom").member("retention", "screw").end_object();
  }
  if (product.shade_wanted && fault != Fault::no_shade) out.member("shade", dice.pick("shade", shades));
  if (!product.margins.empty() && fault != Fault::no_margin)
    out.member("margin_type", model::word(dice.pick("margin", product.margins)));
  out.member("due_date", due).end_object();
}

void write_scan(JsonWriter& out, const Dice& dice, model::AttachmentKind kind) {
  const std::string_view word = model::word(kind);
  const auto n = static_cast<std::uint64_t>(kind);
  out.begin_object().member("name", fmt::format("{}.stl", word.substr(word.find('.') + 1)));
  out.member("kind", word).member("bytes", dice.between("bytes", 5'000'000, 30'000'000, n));
  out.member("sha256", fmt::format("{:016x}{:016x}{:016x}{:016x}", dice.bits("sha", n), dice.bits("shb", n),
                                   dice.bits("shc", n), dice.bits("shd", n)));
  out.key("mesh").begin_object().member("triangles", dice.between("triangles", 90'000, 250'000, n));
  out.member("watertight", false).member("components", 1).key("size_mm").begin_array();
  out.integer(dice.between("x", 40, 65, n))
      .integer(dice.between("y", 35, 60, n))
      .integer(dice.between("z", 15, 30, n));
  out.end_array().end_object().end_object();
}

std::string attachments(const Dice& dice, const model::Product& product, Fault fault) {
  std::string json;
  JsonWriter out(json);
  out.begin_array();
  for (const model::AttachmentKind kind : product.needs)
    if (fault != Fault::no_scan || kind != model::AttachmentKind::scan_prep) write_scan(out, dice, kind);
  if (std::ranges::find(product.needs, model::AttachmentKind::scan_bite) == product.needs.end())
    write_scan(out, dice, model::AttachmentKind::scan_bite);
  out.end_array();
  return json;
}

// A fault that this product can have; else none.
Fault draw_fault(const Dice& dice, const model::Product& product) {
  if (!dice.chance("faulty", fault_per_mille)) return Fault::none;
  const Fault fault = dice.pick("fault", faults);
  if (fault == Fault::no_shade && !product.shade_wanted) return Fault::none;
  if (fault == Fault::no_margin && product.margins.empty()) return Fault::none;
  if (fault == Fault::no_scan &&
      std::ranges::find(product.needs, model::AttachmentKind::scan_prep) == product.needs.end())
    return Fault::none;
  return fault;
}

std::string fix_of(const Dice& dice, const model::Product& product, Fault fault, std::string_view due) {
  switch (fault) {
    case Fault::none:
    case Fault::unreachable:
      return "{}";
    case Fault::no_shade:
      return fmt::format(R"({{"/prescription/shade":"{}"}})", dice.pick("shade", shades));
    case Fault::no_margin:
      return fmt::format(R"({{"/prescription/margin_type":"{}"}})",
                         model::word(dice.pick("margin", product.margins)));
    case Fault::no_scan:
      return R"({"/attachments":)" + attachments(dice, product, Fault::none) + "}";
    case Fault::unsigned_rx:
      return R"({"/prescriber/signed":true})";
    case Fault::past_due:
      return fmt::format(R"({{"/prescription/due_date":"{}"}})", due);
  }
  return "{}";
}

std::string patient_data(const Dice& dice, std::string_view patient) {
  std::string json;
  JsonWriter out(json);
  out.begin_object().member("patient", patient).key("consent").begin_object();
  for (const std::string_view medium : media)
    out.member(medium, dice.chance(medium, 600));
  out.end_object().member("prefers", dice.pick("prefers", media)).key("allergies").begin_array();
  if (dice.chance("allergy", 15)) out.text("nickel");
  out.end_array().key("chart").begin_object().end_object().end_object();
  return json;
}

}  // namespace

MadeCase make_case(const Dice& dice, const MadeOffice& office, const model::LabProfile& lab,
                   std::string_view case_id, std::int64_t number, base::Instant at) {
  const model::Product& product = draw_product(dice, lab);
  const Fault fault = draw_fault(dice, product);
  const base::Date today = office.zone.local(at).date;
  const base::Date reachable = lab.reachable(at, product);
  MadeCase made;
  made.due = reachable + static_cast<std::int32_t>(dice.between("slack", 1, 5));
  if (fault == Fault::unreachable) made.due = reachable + -1;
  const base::Date seat_day =
      base::this_or_next_working_day(made.due + static_cast<std::int32_t>(dice.between("seat", 2, 8)), {});
  made.seat = office.zone.instant(
      {seat_day, static_cast<std::int32_t>(dice.between("seat hour", 8, 16)) * 3'600'000});
  const std::string due = base::format_date(made.due);
  const std::string stated = fault == Fault::past_due ? base::format_date(today + -2) : due;
  const auto prescriber = dice.between("prescriber", 1, office.prescribers);
  made.patient = fmt::format("PT-{}", case_id);
  made.appointment = fmt::format("A-{}", case_id);
  made.provider = fmt::format("D-{}", prescriber);
  made.patient_data = patient_data(dice, made.patient);
  made.fix = fix_of(dice, product, fault, due);

  JsonWriter out(made.ready_data);
  out.begin_object().member("patient", made.patient).key("prescriber").begin_object();
  out.member("id", made.provider)
      .member("name", fmt::format("Dr. {}", surnames[static_cast<std::size_t>(prescriber) % surnames.size()]))
      .member("license", fmt::format("DN{}", 10'000 + prescriber))
      .member("signed", fault != Fault::unsigned_rx)
      .end_object();
  out.member("lab", lab.lab.text).key("prescription");
  write_prescription(out, dice, product, fault, stated);
  out.member("notes", dice.pick("notes", clinical_notes)).key("attachments");
  out.raw(attachments(dice, product, fault));
  if (!dice.chance("no appointment", 40)) {
    out.key("appointment").begin_object().member("id", made.appointment).member("patient", made.patient);
    out.member("start", made.seat).member("minutes", 60).member("provider", made.provider);
    out.member("operatory", fmt::format("OP{}", 1 + number % 4)).end_object();
  }
  out.end_object();
  return made;
}

std::string_view made_complaint(const Dice& dice) {
  return dice.pick("complaint", complaints);
}

}  // namespace articulator::replay
