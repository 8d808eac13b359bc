// Law: the canonical form of a prescription loses nothing and is one for all spellings of the same.
#include "property_tests/generated_case.hpp"

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

BOOST_AUTO_TEST_SUITE(canonical_prescription)

RC_BOOST_PROP(the_canonical_form_reads_back_equal_and_writes_the_same, ()) {
  const auto prescription = prescription_of(*prescription_json());
  const std::string canonical = canonical_json(prescription);
  const auto again = prescription_of(canonical);
  RC_ASSERT(again == prescription);
  RC_ASSERT(canonical_json(again) == canonical);
}

RC_BOOST_PROP(the_order_of_members_makes_no_difference, ()) {
  const std::string json = *prescription_json();
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  RC_ASSERT(canonical_json(prescription_of(permuted(json, seed))) == canonical_json(prescription_of(json)));
}

RC_BOOST_PROP(a_whole_case_reads_back_equal_too, ()) {
  const auto file = case_of(*case_json());
  std::string canonical;
  base::JsonWriter out(canonical);
  write_case_file(out, file);
  RC_ASSERT(case_of(canonical) == file);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::property_tests
