// What the API answers: the envelope {data, warnings, errors, meta}, its errors, and the gateway's own.
#pragma once

#include "engine/base/http.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::dentrix {

struct Page {
  std::size_t number = 1;
  std::size_t size = 25;
  std::size_t total = 0;  // rows of all pages
};

base::HttpResponse one(int status, std::string_view row_json);
base::HttpResponse many(const std::vector<std::string>& rows_json, const Page& page);
base::HttpResponse error(int status, std::string_view code, std::string_view message);
// Apigee's body, before the API itself is reached.
base::HttpResponse fault(int status, std::string_view errorcode, std::string_view faultstring);

// The same answer with members that nobody has heard of in every object, and finer status words: what a later
// release may send without notice.
base::HttpResponse with_more_fields(base::HttpResponse answer);

}  // namespace articulator::simulators::dentrix
