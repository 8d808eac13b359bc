#include "simulators/pms/open_dental/definitions.hpp"

#include "engine/base/assert.hpp"

#include <algorithm>
#include <array>

namespace articulator::simulators::open_dental {
namespace {

using enum Category;

constexpr std::array definitions = {
    Definition{appt_confirmed, 19, "Not Called"},
    Definition{appt_confirmed, 20, "eConfirm Sent"},
    Definition{appt_confirmed, 21, "Appointment Confirmed"},
    Definition{appt_confirmed, 22, "Not Accepted"},
    Definition{appt_confirmed, 23, "eConfirm Failure"},
    Definition{appt_confirmed, 395, "Created from Web Sched"},
    Definition{billing_type, 40, "Standard Account"},
    Definition{billing_type, 41, "Collections"},
    Definition{unsched_status, 91, "Left Message"},
    Definition{unsched_status, 92, "Appointment Scheduled"},
    Definition{diagnosis, 139, "None"},
    Definition{diagnosis, 126, "Cracked Tooth"},
    Definition{diagnosis, 127, "Defect (or miss fill)"},
    Definition{image, 14, "Lab Cases"},
    Definition{image, 47, "Patient Pictures"},
    Definition{image, 190, "Xray"},
    Definition{treat_priority, 148, "Low"},
    Definition{treat_priority, 149, "Next"},
    Definition{treat_priority, 153, "3"},
    Definition{comm_log, 239, "Misc"},
    Definition{comm_log, 235, "ApptRelated"},
    Definition{comm_log, 236, "Insurance"},
    Definition{prognosis, 160, "Good"},
    Definition{prognosis, 161, "Fair"},
    Definition{specialty, 263, "General"},
    Definition{specialty, 264, "Hygienist"},
    Definition{specialty, 265, "Endodontics"},
    Definition{web_sched_new, 325, "New Patient Exam"},
    Definition{web_sched_existing, 326, "Existing Patient Visit"},
};

constexpr auto mouth = TreatmentArea::mouth;
constexpr auto tooth = TreatmentArea::tooth;
constexpr auto surface = TreatmentArea::surface;
constexpr auto arch = TreatmentArea::arch;
constexpr auto range = TreatmentArea::tooth_range;

// The ADA's codes with short descriptions of our own; fees are examples.
constexpr std::array codes = {
    ProcedureCode{1, "D0150", "comprehensive oral evaluation", "CompEx", mouth, false, 9500},
    ProcedureCode{2, "D0120", "periodic oral evaluation", "PerEx", mouth, false, 6500},
    ProcedureCode{3, "D0274", "bitewings, four images", "4BW", mouth, false, 7000},
    ProcedureCode{4, "D0330", "panoramic image", "Pano", mouth, false, 12000},
    ProcedureCode{5, "D1110", "prophylaxis, adult", "Pro", mouth, false, 9900},
    ProcedureCode{6, "D1206", "fluoride varnish", "FlVar", range, false, 4500},
    ProcedureCode{7, "D4341", "periodontal scaling, four or more teeth", "SRP", mouth, false, 26000},
    ProcedureCode{8, "D4355", "full mouth debridement", "Debr", mouth, false, 18000},
    ProcedureCode{9, "D4910", "periodontal maintenance", "PerioM", mouth, false, 14000},
    ProcedureCode{10, "D2331", "resin composite, two surfaces, anterior", "Comp2", surface, false, 21000},
    ProcedureCode{11, "D2393", "resin composite, three surfaces, posterior", "Comp3", surface, false, 28000},
    ProcedureCode{20, "D2510", "inlay, metallic", "Inlay", tooth, true, 90000},
    ProcedureCode{21, "D2610", "inlay, ceramic", "Inlay", tooth, true, 105000},
    ProcedureCode{22, "D2650", "inlay, resin composite", "Inlay", tooth, true, 95000},
    ProcedureCode{23, "D2543", "onlay, metallic", "Onlay", tooth, true, 98000},
    ProcedureCode{24, "D2643", "onlay, ceramic", "Onlay", tooth, true, 112000},
    ProcedureCode{25, "D2663", "onlay, resin composite", "Onlay", tooth, true, 99000},
    ProcedureCode{26, "D2962", "veneer, ceramic, laboratory", "Veneer", tooth, true, 125000},
    ProcedureCode{30, "D2740", "crown, ceramic", "Cer Crn", tooth, true, 135000},
    ProcedureCode{31, "D2750", "crown, porcelain on high noble metal", "PFM Crn", tooth, true, 132000},
    ProcedureCode{32, "D2751", "crown, porcelain on base metal", "PFM Crn", tooth, true, 120000},
    ProcedureCode{33, "D2752", "crown, porcelain on noble metal", "PFM Crn", tooth, true, 126000},
    ProcedureCode{34, "D2791", "crown, full cast base metal", "FC Crn", tooth, true, 118000},
    ProcedureCode{35, "D2792", "crown, full cast noble metal", "FC Crn", tooth, true, 128000},
    ProcedureCode{36, "D2799", "interim crown", "Int Crn", tooth, true, 45000},
    ProcedureCode{40, "D6058", "abutment supported ceramic crown", "Imp Crn", tooth, true, 165000},
    ProcedureCode{41, "D6065", "implant supported ceramic crown", "Imp Crn", tooth, true, 160000},
    ProcedureCode{42, "D6740", "retainer crown, ceramic", "Ret Crn", tooth, true, 135000},
    ProcedureCode{43, "D6245", "pontic, ceramic", "Pontic", tooth, true, 130000},
    ProcedureCode{44, "D6752", "retainer crown, porcelain on noble metal", "Ret Crn", tooth, true, 128000},
    ProcedureCode{45, "D6242", "pontic, porcelain on noble metal", "Pontic", tooth, true, 125000},
    ProcedureCode{50, "D5110", "complete denture, upper", "Dent", mouth, true, 190000},
    ProcedureCode{51, "D5120", "complete denture, lower", "Dent", mouth, true, 190000},
    ProcedureCode{52, "D5213", "partial denture, cast metal", "Partial", range, true, 195000},
    ProcedureCode{53, "D5211", "partial denture, resin", "Partial", range, true, 150000},
    ProcedureCode{54, "D9944", "occlusal guard, hard", "NG", mouth, false, 65000},
    ProcedureCode{60, "D9972", "external bleaching, by arch", "Bleach", arch, false, 30000},
    ProcedureCode{70, "D9986", "missed appointment", "Missed", mouth, false, 5000},
    ProcedureCode{71, "D9987", "cancelled appointment", "Cancelled", mouth, false, 5000},
    ProcedureCode{99, group_note_code, "group note", "", mouth, false, 0},
};

struct UsualCode {
  std::string_view procedure;
  std::string_view material;  // "": any other
  std::string_view code;
};

constexpr std::array usual_codes = {
    UsualCode{"crown", "pfm_noble", "D2752"},
    UsualCode{"crown", "pfm_base", "D2751"},
    UsualCode{"crown", "full_cast_noble", "D2792"},
    UsualCode{"crown", "full_cast_base", "D2791"},
    UsualCode{"crown", "pmma", "D2799"},
    UsualCode{"crown", "", "D2740"},
    UsualCode{"bridge", "pfm_noble", "D6752"},
    UsualCode{"bridge", "", "D6740"},
    UsualCode{"veneer", "", "D2962"},
    UsualCode{"inlay", "composite", "D2650"},
    UsualCode{"inlay", "", "D2610"},
    UsualCode{"onlay", "composite", "D2663"},
    UsualCode{"onlay", "", "D2643"},
    UsualCode{"implant_crown", "", "D6058"},
    UsualCode{"denture", "", "D5110"},
    UsualCode{"partial", "acrylic", "D5211"},
    UsualCode{"partial", "", "D5213"},
    UsualCode{"night_guard", "", "D9944"},
};

constexpr std::array appointment_types = {
    AppointmentType{1, "Exam", "/XX/", "0,128,0"},
    AppointmentType{8, "Crown prep", "//XXXXXX//", "180,30,150"},
    AppointmentType{12, "Crown seat", "//XXXX//", "30,90,180"},
};

constexpr std::array<std::string_view, 1> bite_wings = {"D0274"};
constexpr std::array<std::string_view, 1> panoramic = {"D0330"};
constexpr std::array<std::string_view, 2> exams = {"D0120", "D0150"};
constexpr std::array<std::string_view, 1> prophylaxis = {"D1110"};
constexpr std::array<std::string_view, 1> scaling = {"D4341"};
constexpr std::array<std::string_view, 1> maintenance = {"D4910"};
constexpr std::array<std::string_view, 1> debridement = {"D4355"};

constexpr std::array histories = {
    HistoryCategory{"InsHistBWCodes", bite_wings},
    HistoryCategory{"InsHistPanoCodes", panoramic},
    HistoryCategory{"InsHistExamCodes", exams},
    HistoryCategory{"InsHistProphyCodes", prophylaxis},
    HistoryCategory{"InsHistPerioURCodes", scaling},
    HistoryCategory{"InsHistPerioULCodes", {}},
    HistoryCategory{"InsHistPerioLRCodes", {}},
    HistoryCategory{"InsHistPerioLLCodes", {}},
    HistoryCategory{"InsHistPerioMaintCodes", maintenance},
    HistoryCategory{"InsHistDebridementCodes", debridement},
};

}  // namespace

const Definition* find_definition(Category category, std::int64_t number) {
  const auto found = std::ranges::find_if(definitions, [&](const Definition& definition) {
    return definition.number == number && definition.category == category;
  });
  return found == definitions.end() ? nullptr : &*found;
}

const Definition* find_definition(Category category, std::string_view name) {
  const auto found = std::ranges::find_if(definitions, [&](const Definition& definition) {
    return definition.name == name && definition.category == category;
  });
  return found == definitions.end() ? nullptr : &*found;
}

const Definition& first_definition(Category category) {
  const auto found = std::ranges::find(definitions, category, &Definition::category);
  ART_ASSERT(found != definitions.end());
  return *found;
}

std::string_view definition_name(Category category, std::int64_t number) {
  const Definition* found = find_definition(category, number);
  return found == nullptr ? std::string_view{} : found->name;
}

const ProcedureCode* find_code(std::string_view code) {
  const auto found = std::ranges::find(codes, code, &ProcedureCode::code);
  return found == codes.end() ? nullptr : &*found;
}

const ProcedureCode* find_code(std::int64_t number) {
  const auto found = std::ranges::find(codes, number, &ProcedureCode::number);
  return found == codes.end() ? nullptr : &*found;
}

std::string_view usual_code(std::string_view procedure, std::string_view material) {
  for (const UsualCode& usual : usual_codes)
    if (usual.procedure == procedure && (usual.material.empty() || usual.material == material))
      return usual.code;
  return {};
}

const AppointmentType* find_appointment_type(std::int64_t number) {
  const auto found = std::ranges::find(appointment_types, number, &AppointmentType::number);
  return found == appointment_types.end() ? nullptr : &*found;
}

std::span<const HistoryCategory> history_categories() {
  return histories;
}

}  // namespace articulator::simulators::open_dental
