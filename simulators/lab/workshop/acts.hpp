// What a scenario's step may have any lab do; a lab's own verbs stand in its folder.
//
// Every verb that names a `case` takes its latest order, and `practice` where two accounts have one.
//   status        {"case","status"|"stage","sequence"?,"eta"?}   any word at all, or the lab's own for that
//                 stage. The sequence is the next one unless given; one that is not above the order's own is
//                 a late word, and the order stays as it is. Takes the order off the production line
//                 otherwise. The profile's word for a hold holds the order
//   question      {"case","question"}      asks the practice; work stops until answered or released
//   hold          {"case","question"?}     the same, but as a status: the profile's word for it
//   release       {"case"}                 the lab itself ends a question or a hold
//   ship          {"case","carrier"?,"carrier_tracking"?,"delivery"?}   the shipped status, unless it is
//   there
//                 already, and the shipment
//   pace          {"case","working_days","eta"?}   moves what is still to do by so many working days (-20 to
//                 60) and says the current status again with the new eta
//   reject_next   {"reasons":["text" or {"code","field","message"}],"case"?,"practice"?}   the next order is
//                 refused
//   line          {"running": bool}        stops and starts the whole production line
//   chances       {"published"?: bool,"late"?,"questions"?,"rejects"?,"flaws"?,"orders_a_day"?}   what may go
//                 otherwise with orders from here on, in a thousand (chances.hpp); published: by published
//                 figures, but for what is given
//   bill          {"case"?,"tracking"?,"tracking_of"?,"patient"?,"tooth"?,"cents","description"?}   a line on
//                 this month's statement, right or wrong; below zero a credit; `tracking_of`: a case's number
//   unbill        {"case"}                 takes back its lines that nobody was shown; if it has not shipped
//                 yet, none comes
//   refuse_claims {"reason"}               no remake is free from here on; "" ends it
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/lab/workshop/workshop.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::workshop {

constexpr std::int64_t sequence_max = 1'000'000;

// A step's arguments while they are read, and what the step acts on.
struct Step {
  Workshop& shop;
  const base::JsonValue& arguments;
  base::ObjectReader reader;
  Instant now;
  SimulatorOutputs& out;
};

// A misspelt argument must not pass as one that was left out.
void refuse_unknown_keys(Step& step, std::initializer_list<std::string_view> known);
// The latest order of the case in "case", in the account of "practice" or in the only one that has it. Null:
// there is none, which the step's reader says.
Order* order_meant(Step& step);
// Of the practice that the step names, or the only one.
std::optional<std::size_t> account_meant(Step& step);

// False: it is none of the verbs above, and nothing was done.
bool act(Step& step, std::string_view verb);

// What a lab answers to a verb that neither it nor any lab has: an error that lists them all.
base::Error unknown_verb(std::string_view verb, const std::vector<std::string_view>& own);

}  // namespace articulator::simulators::workshop
