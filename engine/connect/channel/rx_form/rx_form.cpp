#include "engine/connect/channel/rx_form/rx_form.hpp"

#include "engine/base/calendar.hpp"
#include "engine/connect/channel/rx_form/sheet.hpp"
#include "engine/connect/order_json.hpp"
#include "engine/model/prescription.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::connect::rx_form {
namespace {

using model::Prescription;

constexpr std::size_t attachments_shown_max = 10;
constexpr std::size_t checks_height = 24;

std::string spaced(std::string_view word) {
  std::string text(word);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

template <typename E>
std::string said(const model::Field<E>& field) {
  return spaced(field.value ? std::string(model::word(*field.value)) : field.given);
}
std::string said(const model::Field<model::Shade>& shade) {
  return shade.value ? shade.value->text : shade.given;
}
std::string said(const model::Field<base::Date>& date) {
  return date.value ? base::format_date(*date.value) : date.given;
}
std::string said(const std::vector<model::Field<model::ToothNumber>>& teeth) {
  std::string text;
  for (const auto& tooth : teeth) {
    if (!text.empty()) text += ", ";
    text += tooth.value ? tooth.value->universal() : tooth.given;
  }
  return text;
}

std::string local_time(base::Instant at, const base::TimeZone& zone) {
  constexpr std::int32_t ms_a_minute = 60'000;
  const base::LocalTime local = zone.local(at);
  const std::int32_t minutes = local.ms_of_day / ms_a_minute;
  return fmt::format("{} {:02}:{:02} ({})", base::format_date(local.date), minutes / 60, minutes % 60,
                     zone.name());
}

std::string size_text(std::int64_t bytes) {
  if (bytes <= 0) return "";
  if (bytes < 10'000) return fmt::format("{} bytes", bytes);
  if (bytes < 10'000'000) return fmt::format("{} kB", bytes / 1000);
  return fmt::format("{} MB", bytes / 1'000'000);
}

void draw_head(Sheet& sheet, const model::Order& order, const model::LabProfile& lab) {
  sheet.title("Laboratory prescription", lab.name.empty() ? order.file.lab.text : lab.name);
  sheet.row({{"Case", order.case_id.text},
             {"Patient", order.file.patient.text},
             {"Ordered", local_time(order.ordered_at, lab.zone)},
             {"Wanted by", said(order.file.prescription.due_date)}},
            true);
  const model::Prescriber& prescriber = order.file.prescriber;
  sheet.row({{"Prescriber", prescriber.name},
             {"Prescriber's number", prescriber.id.text},
             {"Licence", prescriber.license},
             {"Signed", prescriber.is_signed ? "yes, electronically" : "no"}});
}

void draw_work(Sheet& sheet, const Prescription& rx) {
  sheet.section("Restoration");
  sheet.row({{"Procedure", said(rx.procedure)},
             {"Procedure code", rx.procedure_code},
             {"Material", said(rx.material)},
             {"Margin", said(rx.margin_type)}},
            true);
  sheet.row({{"Teeth (Universal)", said(rx.teeth)},
             {"Pontics", said(rx.pontics)},
             {"Pontic design", spaced(rx.pontic_design)},
             {"Arch", spaced(rx.arch)}},
            true);
  std::vector<int> teeth;
  std::vector<int> pontics;
  for (const auto& tooth : rx.teeth)
    if (tooth.value) teeth.push_back(tooth.value->index());
  for (const auto& tooth : rx.pontics)
    if (tooth.value) pontics.push_back(tooth.value->index());
  sheet.tooth_chart(teeth, pontics);
  sheet.row({{"Shade", said(rx.shade)},
             {"Stump shade", said(rx.stump_shade)},
             {"Die material", spaced(rx.die_material)},
             {"Physical model", rx.physical_model ? "yes" : "no"}},
            true);
  const model::Implant implant = rx.implant.value_or(model::Implant{});
  sheet.row({{"Implant system", spaced(implant.system)},
             {"Platform", spaced(implant.platform)},
             {"Abutment", spaced(implant.abutment)},
             {"Retention", spaced(implant.retention)}});
  sheet.row({{"Stage", spaced(rx.stage)},
             {"Mould", rx.mould},
             {"Occlusal contact", rx.occlusal},
             {"Proximal contact", rx.contact}});
}

void draw_lab_fields(Sheet& sheet, const std::vector<model::LabField>& fields) {
  if (fields.empty()) return;
  sheet.section("For the lab's own form");
  std::vector<Labelled> row;
  for (const model::LabField& field : fields) {
    const std::string source = spaced(field.source);
    row.push_back({spaced(field.name) + " (" + source + ")", spaced(field.value)});
    if (row.size() < Sheet::columns) continue;
    sheet.row(row);
    row.clear();
  }
  if (!row.empty()) sheet.row(row);
}

void draw_attachments(Sheet& sheet, const std::vector<model::Attachment>& attachments) {
  sheet.section(fmt::format("Attachments ({})", attachments.size()));
  std::size_t shown = 0;
  for (const model::Attachment& one : attachments) {
    if (shown == attachments_shown_max && attachments.size() > attachments_shown_max + 1) {
      sheet.line(fmt::format("and {} more: see the manifest", attachments.size() - shown));
      return;
    }
    ++shown;
    const std::string hash = one.sha256.empty() ? "" : "SHA-256 " + one.sha256.substr(0, 16) + "...";
    sheet.line(one.name, size_text(one.bytes), hash);
  }
  if (attachments.empty()) sheet.line("none");
}

}  // namespace

base::Expected<std::string> draw_rx_form(const model::Order& order, const model::LabProfile& lab) {
  Sheet sheet(order.ordered_at, "Laboratory prescription " + order.case_id.text);
  draw_head(sheet, order, lab);
  draw_work(sheet, order.file.prescription);
  draw_lab_fields(sheet, order.lab_fields);
  draw_attachments(sheet, order.file.attachments);
  const std::vector<std::string_view>& passed = order.validation.checks_passed;
  std::string checks = fmt::format("Status: {}. ", spaced(model::word(order.validation.status)));
  if (!passed.empty()) checks += fmt::format("Passed: {}. ", fmt::join(passed, ", "));
  checks += notes_of(order.validation);
  sheet.section("Checked before it was sent");
  sheet.text(checks, checks_height);
  const model::Prescriber& prescriber = order.file.prescriber;
  sheet.signature(prescriber.is_signed ? "Signed electronically by " + prescriber.name : "Not signed",
                  prescriber.license.empty() ? "" : "Licence " + prescriber.license,
                  "Order " + order.idempotency_key + "  ·  page 1 of 1");
  sheet.section("Instructions");
  sheet.text(order.file.prescription.instructions, sheet.height_left());
  return sheet.finish();
}

}  // namespace articulator::connect::rx_form
