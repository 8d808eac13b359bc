// The API's methods, one function each: `router.cpp` says which request reaches which.
#pragma once

#include "engine/base/json_writer.hpp"
#include "simulators/pms/open_dental/columns.hpp"
#include "simulators/pms/open_dental/request.hpp"

namespace articulator::simulators::open_dental {

Answer get_lab_case(Office& office, Call& call);
Answer get_lab_cases(Office& office, Call& call);
Answer post_lab_case(Office& office, Call& call);
Answer put_lab_case(Office& office, Call& call);
Answer delete_lab_case(Office& office, Call& call);

Answer get_laboratory(Office& office, Call& call);
Answer get_laboratories(Office& office, Call& call);
Answer post_laboratory(Office& office, Call& call);
Answer put_laboratory(Office& office, Call& call);

Answer get_lab_turnaround(Office& office, Call& call);
Answer get_lab_turnarounds(Office& office, Call& call);
Answer post_lab_turnaround(Office& office, Call& call);
Answer put_lab_turnaround(Office& office, Call& call);

Answer get_appointment(Office& office, Call& call);
Answer get_appointments(Office& office, Call& call);
Answer get_appointments_asap(Office& office, Call& call);
Answer get_appointments_web_sched(Office& office, Call& call);
Answer post_appointment(Office& office, Call& call);
Answer post_appointment_planned(Office& office, Call& call);
Answer post_schedule_planned(Office& office, Call& call);
Answer post_web_sched(Office& office, Call& call);
Answer put_appointment(Office& office, Call& call);
Answer put_appointment_break(Office& office, Call& call);
Answer put_appointment_note(Office& office, Call& call);
Answer put_appointment_confirm(Office& office, Call& call);

Answer get_slots(Office& office, Call& call);
Answer get_slots_web_sched(Office& office, Call& call);

Answer get_procedure(Office& office, Call& call);
Answer get_procedures(Office& office, Call& call);
Answer post_procedure(Office& office, Call& call);
Answer put_procedure(Office& office, Call& call);
Answer delete_procedure(Office& office, Call& call);

Answer get_group_notes(Office& office, Call& call);
Answer post_group_note(Office& office, Call& call);
Answer put_group_note(Office& office, Call& call);
Answer delete_group_note(Office& office, Call& call);

Answer get_insurance_history(Office& office, Call& call);
Answer post_insurance_history(Office& office, Call& call);

Answer get_family_insurance(Office& office, Call& call);
Answer get_benefits(Office& office, Call& call);
Answer get_substitution_links(Office& office, Call& call);
Answer get_claims(Office& office, Call& call);
Answer get_claim_procs(Office& office, Call& call);
Answer get_cov_spans(Office& office, Call& call);

Answer get_patient(Office& office, Call& call);
Answer get_patients(Office& office, Call& call);
Answer get_patients_simple(Office& office, Call& call);
Answer post_patient(Office& office, Call& call);
Answer put_patient(Office& office, Call& call);

Answer get_provider(Office& office, Call& call);
Answer get_providers(Office& office, Call& call);
Answer post_provider(Office& office, Call& call);
Answer put_provider(Office& office, Call& call);

Answer get_commlog(Office& office, Call& call);
Answer get_commlogs(Office& office, Call& call);
Answer post_commlog(Office& office, Call& call);
Answer put_commlog(Office& office, Call& call);

Answer get_document(Office& office, Call& call);
Answer get_documents(Office& office, Call& call);
Answer post_document_upload(Office& office, Call& call);
Answer post_document_by_url(Office& office, Call& call);
Answer put_document(Office& office, Call& call);
Answer delete_document(Office& office, Call& call);
Answer post_document_sftp(Office& office, Call& call);  // DownloadSftp
Answer post_document_upload_sftp(Office& office, Call& call);
Answer post_document_thumbnails(Office& office, Call& call);
Answer post_document_mount(Office& office, Call& call);  // DownloadMount

Answer get_allergies(Office& office, Call& call);
Answer get_tooth_initials(Office& office, Call& call);

Answer get_subscriptions(Office& office, Call& call);
Answer post_subscription(Office& office, Call& call);
Answer put_subscription(Office& office, Call& call);
Answer delete_subscription(Office& office, Call& call);

Answer put_short_query(Office& office, Call& call);

// What table events and other resources share of these.
void write_appointment_event(base::JsonWriter& writer, const Office& office, const Appointment& row);
void write_patient_event(base::JsonWriter& writer, const Office& office, const Patient& row);
void write_provider_event(base::JsonWriter& writer, const Office& office, const Provider& row);
std::string procedure_json(const Office& office, const ProcedureLog& row, const Rendering& rendering);
std::string image_folder(const Patient& patient);

// A new procedure as the program enters one: fee, dates and provider by default.
ProcedureLog new_procedure(const Office& office, std::int64_t patient, std::string_view code);

// State and Zip as the vendor accepts them, where the body gives them.
std::optional<Refusal> check_address(const base::JsonValue& body);

// "2,3, 13-15" -> "2,3,13,14,15". Empty optional: not numbers of permanent teeth.
std::optional<std::string> unfolded_teeth(std::string_view range);

}  // namespace articulator::simulators::open_dental
