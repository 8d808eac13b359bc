#include "engine/connect/channel/rx_form/rx_form.hpp"

#include "engine/connect/channel/rx_form/plain_text.hpp"
#include "engine/connect/testing/orders.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::rx_form {
namespace {

using testing::crown_order;

std::size_t pages_of(const std::string& pdf) {
  std::size_t pages = 0;
  for (std::size_t at = pdf.find("/Type /Page\n"); at != std::string::npos;
       at = pdf.find("/Type /Page\n", at + 1))
    ++pages;
  return pages;
}

std::string drawn(const model::Order& order) {
  return draw_rx_form(order, testing::glidewell()).value();
}

bool shows(const std::string& pdf, const std::string& text) {
  return pdf.find("(" + text + ") Tj") != std::string::npos;
}

BOOST_AUTO_TEST_SUITE(rx_form)

BOOST_AUTO_TEST_CASE(a_crown_fills_one_page_with_every_field) {
  const std::string pdf = drawn(crown_order());
  BOOST_TEST(pdf.starts_with("%PDF-"));
  BOOST_TEST(pages_of(pdf) == 1u);
  for (const char* text :
       {"Laboratory prescription", "Glidewell", "LC-7", "PT-3", "Alma Diaz", "TX-12345", "crown", "zirconia",
        "A2", "chamfer", "2024-11-15", "D2740", "prep.stl", "Signed electronically by Alma Diaz"})
    BOOST_TEST(shows(pdf, text), text);
}

BOOST_AUTO_TEST_CASE(a_bridge_of_many_teeth_still_fits) {
  model::Order order = crown_order();
  model::Prescription& rx = order.file.prescription;
  rx.procedure = {"bridge", model::Restoration::bridge};
  rx.teeth.clear();
  for (int tooth = 1; tooth <= 14; ++tooth) {
    const std::string text = std::to_string(tooth);
    rx.teeth.push_back({text, model::ToothNumber::from_universal(text)});
    if (tooth % 3 == 2) rx.pontics.push_back({text, model::ToothNumber::from_universal(text)});
  }
  rx.pontic_design = "modified_ridge_lap";
  for (int n = 0; n < 30; ++n)
    order.file.attachments.push_back(order.file.attachments.front());
  const std::string pdf = drawn(order);
  BOOST_TEST(pages_of(pdf) == 1u);
  BOOST_TEST(shows(pdf, "modified ridge lap"));
  BOOST_TEST(shows(pdf, "Attachments \\05032\\051"));
}

BOOST_AUTO_TEST_CASE(very_long_instructions_stay_on_the_page_and_say_where_they_were_cut) {
  model::Order order = crown_order();
  for (int n = 0; n < 400; ++n)
    order.file.prescription.instructions += "Please match the contralateral tooth in length and texture. ";
  const std::string pdf = drawn(order);
  BOOST_TEST(pages_of(pdf) == 1u);
  BOOST_TEST(pdf.find("cut here: the order beside this form has all of it") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(letters_beyond_the_font_are_told_of) {
  model::Order order = crown_order();
  order.file.prescriber.name = "Łukasz Núñez-Жуков";
  const std::string pdf = drawn(order);
  BOOST_TEST(pdf.find("Signed electronically by Lukasz N") != std::string::npos);
  BOOST_TEST(pdf.find("Some letters are not in this form's font") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_implant_with_all_there_is_fits) {
  model::Order order = crown_order();
  model::Prescription& rx = order.file.prescription;
  rx.procedure = {"implant_crown", model::Restoration::implant_crown};
  rx.implant = model::Implant{"Straumann BLT", "RC 4.1", "custom titanium", "screw"};
  rx.stage = "finish";
  rx.mould = "22B";
  rx.arch = "upper";
  rx.die_material = "resin";
  rx.physical_model = true;
  order.lab_fields = {{"contact", "tight", "history", "9 of 10 orders", ""},
                      {"die_material", "resin", "prescription", "", ""},
                      {"margin", "chamfer", "prescription", "", "shoulder"},
                      {"occlusal", "light", "history", "9 of 10 orders", ""},
                      {"retention", "screw", "procedure_code", "D6065", ""}};
  const std::string pdf = drawn(order);
  BOOST_TEST(pages_of(pdf) == 1u);
  BOOST_TEST(shows(pdf, "Straumann BLT"));
  BOOST_TEST(shows(pdf, "retention \\050procedure code\\051"));
}

BOOST_AUTO_TEST_CASE(the_same_order_gives_the_same_bytes) {
  BOOST_TEST(drawn(crown_order()) == drawn(crown_order()));
  model::Order later = crown_order();
  later.ordered_at = later.ordered_at + base::minutes(1);
  BOOST_TEST(drawn(later) != drawn(crown_order()));
}

BOOST_AUTO_TEST_CASE(names_become_plain_letters) {
  const PlainText table[] = {plain_text("Zoë"),
                             plain_text("Łódź"),
                             plain_text("Жуков"),
                             plain_text("Ωμέγα"),
                             plain_text("山田"),
                             plain_text("a\x01\xff"
                                        "b"),
                             plain_text("“x” – y")};
  BOOST_TEST(table[0].bytes == "Zo\xeb");
  BOOST_TEST(!table[0].altered);
  BOOST_TEST(table[1].bytes ==
             "L\xf3"
             "dz");
  BOOST_TEST(table[2].bytes == "Zhukov");
  BOOST_TEST(table[3].bytes == "Omega");
  BOOST_TEST(table[4].bytes == "??");
  BOOST_TEST(table[4].altered);
  BOOST_TEST(table[5].bytes == "a ?b");
  BOOST_TEST(table[6].bytes == "\x93x\x94 \x96 y");
  BOOST_TEST(!table[6].altered);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::rx_form
