#include "simulators/pms/open_dental/router.hpp"

#include "simulators/pms/open_dental/resources.hpp"

#include <array>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::string_view read = "ApiReadAll";
constexpr std::string_view others = "ApiAllOthers";
constexpr std::string_view comm = "ApiComm";
constexpr std::string_view upload = "ApiDocuments";
constexpr std::string_view queries = "ApiQueries";
constexpr std::string_view appointments = "Appointments";
constexpr std::string_view patients = "Patients";
constexpr std::string_view procedures = "ProcedureLogs";
constexpr std::string_view setup = "Setup";

constexpr std::array routes = {
    Route{"GET", "labcases", true, "", read, get_lab_case},
    Route{"GET", "labcases", false, "", read, get_lab_cases},
    Route{"POST", "labcases", false, "", others, post_lab_case},
    Route{"PUT", "labcases", true, "", others, put_lab_case},
    Route{"DELETE", "labcases", true, "", others, delete_lab_case},
    Route{"PUT", "queries", false, "ShortQuery", queries, put_short_query},
    Route{"GET", "commlogs", false, "", read, get_commlogs},
    Route{"GET", "commlogs", true, "", read, get_commlog},
    Route{"POST", "commlogs", false, "", comm, post_commlog},
    Route{"PUT", "commlogs", true, "", others, put_commlog},
    Route{"GET", "procedurelogs", true, "", read, get_procedure},
    Route{"GET", "procedurelogs", false, "", read, get_procedures},
    Route{"GET", "procedurelogs", false, "InsuranceHistory", read, get_insurance_history},
    Route{"GET", "procedurelogs", false, "GroupNotes", read, get_group_notes},
    Route{"POST", "procedurelogs", false, "", procedures, post_procedure},
    Route{"POST", "procedurelogs", false, "GroupNote", others, post_group_note},
    Route{"POST", "procedurelogs", false, "InsuranceHistory", procedures, post_insurance_history},
    Route{"PUT", "procedurelogs", true, "", procedures, put_procedure},
    Route{"PUT", "procedurelogs", true, "GroupNote", others, put_group_note},
    Route{"DELETE", "procedurelogs", true, "", procedures, delete_procedure},
    Route{"DELETE", "procedurelogs", true, "GroupNote", others, delete_group_note},
    Route{"GET", "appointments", true, "", read, get_appointment},
    Route{"GET", "appointments", false, "", read, get_appointments},
    Route{"GET", "appointments", false, "ASAP", read, get_appointments_asap},
    Route{"GET", "appointments", false, "Slots", read, get_slots},
    Route{"GET", "appointments", false, "SlotsWebSched", read, get_slots_web_sched},
    Route{"GET", "appointments", false, "WebSched", read, get_appointments_web_sched},
    Route{"POST", "appointments", false, "", appointments, post_appointment},
    Route{"POST", "appointments", false, "Planned", appointments, post_appointment_planned},
    Route{"POST", "appointments", false, "SchedulePlanned", appointments, post_schedule_planned},
    Route{"POST", "appointments", false, "WebSched", appointments, post_web_sched},
    Route{"PUT", "appointments", true, "", appointments, put_appointment},
    Route{"PUT", "appointments", true, "Break", comm, put_appointment_break},
    Route{"PUT", "appointments", true, "Note", comm, put_appointment_note},
    Route{"PUT", "appointments", true, "Confirm", comm, put_appointment_confirm},
    Route{"GET", "familymodules", true, "Insurance", read, get_family_insurance},
    Route{"GET", "benefits", false, "", read, get_benefits},
    Route{"GET", "covspans", false, "", read, get_cov_spans},
    Route{"GET", "substitutionlinks", false, "", read, get_substitution_links},
    Route{"GET", "claims", false, "", read, get_claims},
    Route{"GET", "claimprocs", false, "", read, get_claim_procs},
    Route{"GET", "patients", true, "", read, get_patient},
    Route{"GET", "patients", false, "", read, get_patients},
    Route{"GET", "patients", false, "Simple", read, get_patients_simple},
    Route{"POST", "patients", false, "", patients, post_patient},
    Route{"PUT", "patients", true, "", patients, put_patient},
    Route{"GET", "providers", true, "", read, get_provider},
    Route{"GET", "providers", false, "", read, get_providers},
    Route{"POST", "providers", false, "", setup, post_provider},
    Route{"PUT", "providers", true, "", setup, put_provider},
    Route{"GET", "documents", true, "", read, get_document},
    Route{"GET", "documents", false, "", read, get_documents},
    Route{"POST", "documents", false, "Upload", upload, post_document_upload},
    Route{"POST", "documents", false, "SetByUrl", others, post_document_by_url},
    Route{"POST", "documents", false, "DownloadSftp", others, post_document_sftp},
    Route{"POST", "documents", false, "UploadSftp", others, post_document_upload_sftp},
    Route{"POST", "documents", false, "Thumbnails", others, post_document_thumbnails},
    Route{"POST", "documents", false, "DownloadMount", others, post_document_mount},
    Route{"PUT", "documents", true, "", others, put_document},
    Route{"DELETE", "documents", true, "", others, delete_document},
    Route{"GET", "laboratories", true, "", read, get_laboratory},
    Route{"GET", "laboratories", false, "", read, get_laboratories},
    Route{"POST", "laboratories", false, "", others, post_laboratory},
    Route{"PUT", "laboratories", true, "", others, put_laboratory},
    Route{"GET", "labturnarounds", true, "", read, get_lab_turnaround},
    Route{"GET", "labturnarounds", false, "", read, get_lab_turnarounds},
    Route{"POST", "labturnarounds", false, "", others, post_lab_turnaround},
    Route{"PUT", "labturnarounds", true, "", others, put_lab_turnaround},
    Route{"GET", "allergies", false, "", read, get_allergies},
    Route{"GET", "toothinitials", false, "", read, get_tooth_initials},
    Route{"GET", "subscriptions", false, "", read, get_subscriptions},
    Route{"POST", "subscriptions", false, "", read, post_subscription},
    Route{"PUT", "subscriptions", true, "", read, put_subscription},
    Route{"DELETE", "subscriptions", true, "", others, delete_subscription},
};

constexpr std::size_t prefix_size = 2;  // api, v1

}  // namespace

Outcome<Routed> find_route(std::string_view method, const base::Target& target) {
  const auto& path = target.path;
  if (path.size() <= prefix_size || path[0] != "api" || path[1] != "v1")
    return refused(404, "Resource not found");
  const std::string_view resource = path[prefix_size];
  const std::size_t rest = path.size() - prefix_size - 1;
  const auto number = rest >= 1 ? whole_number(path[prefix_size + 1]) : std::nullopt;
  const std::string_view action = rest == 0 || (rest == 1 && number) ? std::string_view{} : path.back();
  const std::size_t wanted = (number ? 1U : 0U) + (action.empty() ? 0U : 1U);
  bool known = false;
  for (const Route& route : routes) {
    if (route.resource != resource) continue;
    known = true;
    if (rest == wanted && route.method == method && route.numbered == number.has_value() &&
        route.action == action)
      return Routed{&route, number.value_or(0)};
  }
  if (!known) return refused(404, "Resource not found");
  return bad("This resource has no such method");
}

}  // namespace articulator::simulators::open_dental
