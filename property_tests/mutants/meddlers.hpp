// What mutants are made of: small ways to meddle with texts and messages.
#pragma once

#include "property_tests/mutants/mutant_engine.hpp"

#include <string>
#include <string_view>

namespace articulator::mutants {

// All of them; false: it is not there.
bool replace(std::string& text, std::string_view what, std::string_view with);
// What stands between `from` and the next `to`, both kept.
void replace_between(std::string& text, std::string_view from, std::string_view to, std::string_view with);

// Each makes the whole of a mutant's meddling.
Meddling in_bench(std::string from, std::string to);
Meddling in_bench_between(std::string from, std::string to, std::string with);
Meddling in_calls(std::string method, std::string path_has, std::string from, std::string to);
Meddling in_answers(std::string path_has, std::string from, std::string to);
Meddling header_left_out(std::string path_has, std::string header);
// What the engine shows to whoever asks: GETs of the contract.
Meddling in_pages(std::string path_has, std::string from, std::string to);
Meddling call_lost(std::string method, std::string path_has, std::string body_has, world::Outcome told);
Meddling call_repeated(std::string method, std::string path_has, std::string body_has);
Meddling record_lost(std::string action);

}  // namespace articulator::mutants
