#include "engine/workflow/replies.hpp"

#include "engine/workflow/context.hpp"

namespace articulator::workflow {

base::HttpResponse error_reply(int status, const base::Error& error) {
  constexpr std::size_t text_max = 1000;
  return base::json_response(status, json_object([&](base::JsonWriter& w) {
                               w.member("to_do", plain(error.to_do, text_max));
                               w.member("what", plain(error.what, text_max));
                               w.member("where", plain(error.where, text_max));
                             }));
}

}  // namespace articulator::workflow
