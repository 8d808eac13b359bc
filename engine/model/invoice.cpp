#include "engine/model/invoice.hpp"

#include "engine/base/words.hpp"

#include <array>
#include <limits>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::int64_t cents_max = 100'000'000'000;  // a thousand million of the currency

constexpr std::array<base::Word<LineResult>, 6> result_words{{
    {LineResult::matched, "matched"},
    {LineResult::price_differs, "price_differs"},
    {LineResult::billed_twice, "billed_twice"},
    {LineResult::never_ordered, "never_ordered"},
    {LineResult::warranty_billed, "warranty_billed"},
    {LineResult::billed_early, "billed_early"},
}};

BilledLine read_line(base::ObjectReader& in) {
  BilledLine line;
  line.line = in.integer("line", 0, std::numeric_limits<std::int64_t>::max());
  line.case_id = CaseId(in.text_or("case", ""));
  line.tracking = in.text_or("tracking", "");
  line.description = in.text_or("description", "");
  line.amount = {in.integer("cents", -cents_max, cents_max)};
  line.patient = PatientId(in.text_or("patient", ""));
  if (const std::string tooth = in.text_or("tooth", ""); !tooth.empty())
    line.tooth = ToothNumber::from_universal(tooth);
  const std::string date = in.text_or("date", "");
  if (date.empty()) return line;
  // Some labs write an instant: its day is meant.
  const auto day = base::parse_date(std::string_view(date).substr(0, 10));
  if (day)
    line.date = *day;
  else
    in.report("date", day.error().what, day.error().to_do);
  return line;
}

}  // namespace

base::Expected<Invoice> read_invoice(base::JsonValue value) {
  base::ObjectReader in(value, "");
  Invoice invoice;
  invoice.statement = in.text_or("statement", "");
  if (in.has("total_cents")) invoice.total = base::Cents{in.integer("total_cents", -cents_max, cents_max)};
  const std::vector<base::JsonValue> lines = in.elements_or_none("lines");
  if (lines.size() > invoice_lines_max)
    in.report("lines", fmt::format("are more than {}", invoice_lines_max));
  for (std::size_t n = 0; n < lines.size() && !in.error(); ++n) {
    base::ObjectReader one(lines[n], fmt::format("/lines/{}", n));
    invoice.lines.push_back(read_line(one));
    in.report(one.error());
  }
  return in.finished(std::move(invoice));
}

std::string_view word(LineResult result) {
  return base::word_of(result_words, result);
}
std::optional<LineResult> line_result_of(std::string_view text) {
  return base::value_of(result_words, text);
}

}  // namespace articulator::model
