#include "simulators/pms/dentrix/landing.hpp"

#include "engine/base/json_writer.hpp"

#include <array>
#include <string_view>

namespace articulator::simulators::dentrix {
namespace {

constexpr std::array<std::string_view, 12> routes{
    {"POST /oauth/client_credential/accesstoken?grant_type=client_credentials",
     "GET /ascend-gateway/api/v1/{patients,appointments,providers,locations,operatories}[/{id}]",
     "GET /ascend-gateway/api/v1/labcases[/{id}]", "GET /ascend-gateway/api/v1/labs[/{id}]",
     "GET /ascend-gateway/api/v1/documents[/{id}[/content]]",
     "GET /ascend-gateway/api/v1/{clinicalnotes,messages}[/{id}]",
     "GET /ascend-gateway/api/v1/scheduleopenings?filter=start>=A,start<B,durationMinutes>=N",
     "PUT /ascend-gateway/api/v1/labcases/{id} {labTracking}",
     "PUT /ascend-gateway/api/v1/appointments/{id} {start, durationMinutes, provider, operatory | status}",
     "POST /ascend-gateway/api/v1/appointments", "POST /ascend-gateway/api/v1/clinicalnotes",
     "POST /ascend-gateway/api/v1/messages"}};
constexpr std::array<std::string_view, 9> documented{
    {"OAuth 2 client credentials, expires_in as a text, oauth.v2.InvalidAccessToken",
     "Authorization: Bearer and Organization-ID on every call",
     "403 until the organization has enabled the client",
     "the envelope data, warnings, errors, meta.pagination",
     "refs id, type, url; LocationV1, OperatoryV1, ProviderV1", "the filter grammar: >= < ~= == ->",
     "429 with Retry-After; 400, 401, 403, 404", "members added without notice; no webhooks",
     "lab cases OUTSTANDING and RECEIVED, which can go back; the words of appointments"}};
constexpr std::array<std::string_view, 7> stylised{
    {"that the API has lab cases, labs, documents, clinical notes, messages and schedule openings",
     "the names of their members, line items and custom fields; ids of fourteen digits",
     "lastModified on every row, and rows that are gone as deleted",
     "labTracking, the one part of a lab case that an integration writes",
     "page sizes (25 rows at most) and the limit (15 calls a second): figures of one client's notes differ",
     "400 SCHEDULE_CONFLICT for a visit that does not fit",
     "the status codes of error bodies besides the gateway's"}};

template <std::size_t N>
void write(base::JsonWriter& out, std::string_view name, const std::array<std::string_view, N>& lines) {
  out.key(name).begin_array();
  for (const std::string_view line : lines)
    out.text(line);
  out.end_array();
}

}  // namespace

base::HttpResponse landing_page() {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().member("simulates", "a Dentrix office in the style of Dentrix Ascend's public API");
  write(out, "routes", routes);
  write(out, "documented", documented);
  write(out, "stylised", stylised);
  out.end_object();
  return base::json_response(200, std::move(body));
}

}  // namespace articulator::simulators::dentrix
