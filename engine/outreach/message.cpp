#include "engine/outreach/message.hpp"

#include <array>

namespace articulator::outreach {
namespace {

using model::Medium;
using model::Stage;

struct Template {
  Stage milestone;
  std::string_view brief;  // SMS: a screen's worth
  std::string_view full;   // portal and email
};

constexpr std::array<Template, 7> templates{
    {{Stage::received, "Your dentist's office: the lab has your case and has started on it.",
      "Good news: the dental lab has received your case and has started on it. We will write again when it "
      "is on its "
      "way to us. There is nothing you need to do."},
     {Stage::in_fabrication, "Your dentist's office: the lab is now making your work.",
      "The dental lab is now making your work. We will write again when it is on its way to us."},
     {Stage::quality_check, "Your dentist's office: your work is made and the lab is checking it.",
      "Your work is made, and the dental lab is checking its quality. We will write again when it is on its "
      "way to us."},
     {Stage::shipped, "Your dentist's office: your work has left the lab and is on its way to us.",
      "Your work has left the dental lab and is on its way to our office. Your appointment stands as "
      "booked."},
     {Stage::delivered, "Your dentist's office: your work is here. See you at your appointment.",
      "Your work has arrived at our office. We look forward to seeing you at your appointment. If you have "
      "none yet, "
      "please call us."},
     {Stage::on_hold, "Your dentist's office: the lab has a question for us; we are on it.",
      "The dental lab has a question for us about your case, and we are on it. If it touches your "
      "appointment, we will "
      "call you."},
     {Stage::cancelled,
      "Your dentist's office: your lab order was cancelled. Please call us with any question.",
      "Your order at the dental lab was cancelled. Please call our office with any question."}}};

constexpr Template other{
    Stage::ready, "Your dentist's office: there is news of your case. Please call us.",
    "There is news of your case at the dental lab. Please call our office with any question."};

constexpr std::string_view delay_brief =
    "Your dentist's office: your work needs a little longer at the lab. We will call you about your "
    "appointment.";
constexpr std::string_view delay_full =
    "Your work needs a little longer at the dental lab than planned, so it may not be here in time for your "
    "appointment. We will call you to find a new time. There is nothing you need to do.";

}  // namespace

std::string delay_text(Medium medium) {
  return std::string(medium == Medium::sms ? delay_brief : delay_full);
}

std::string text(Stage milestone, Medium medium) {
  const Template* chosen = &other;
  for (const Template& row : templates)
    if (row.milestone == milestone) chosen = &row;
  return std::string(medium == Medium::sms ? chosen->brief : chosen->full);
}

}  // namespace articulator::outreach
