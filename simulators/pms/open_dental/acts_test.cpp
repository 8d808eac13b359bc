// What scenarios make the office do, and the facts that it says.
#include "simulators/pms/open_dental/test_bench.hpp"

namespace articulator::simulators::open_dental {

BOOST_AUTO_TEST_SUITE(open_dental_acts)

BOOST_AUTO_TEST_CASE(a_case_that_is_sent_stands_in_all_its_rows) {
  Bench bench;
  bench.act("case_ready", crown_case);
  const std::string row = bench.ask("GET", "/labcases/1").body;
  check_holds(
      row,
      R"("Instructions":"Patient prefers mornings. [Rx] procedure: crown; material: zirconia; shade: A2; )"
      R"(margin_type: chamfer; signed: true; procedures: 1; documents: 1 [/Rx]")");
  check_holds(row, R"("AptNum":1)");
  check_holds(bench.ask("GET", "/laboratories/1").body, R"("Description":"Glidewell")");
  const std::string procedure = bench.ask("GET", "/procedurelogs/1").body;
  check_holds(procedure, R"("ToothNum":"19")");
  check_holds(procedure, R"("procCode":"D2740")");
  check_holds(procedure, R"("AptNum":1)");
  const std::string provider = bench.ask("GET", "/providers/1").body;
  check_holds(provider, R"("LName":"Abel","FName":"Dr.")");
  check_holds(provider, R"("StateLicense":"DN10000")");
  const std::string appointment = bench.ask("GET", "/appointments/1").body;
  check_holds(appointment, R"("AptDateTime":"2024-11-06 09:00:00")");
  check_holds(appointment, R"("Pattern":"XXXXXXXXXXXX")");
  check_holds(appointment, R"("ProcDescript":"Cer Crn")");
  const std::string documents = bench.ask("GET", "/documents?PatNum=1").body;
  check_holds(documents, R"(\\prep.stl")");
  check_holds(documents, R"("Description":"scan.prep")");
  check_holds(
      documents,
      R"("Note":"bytes=2501668 sha256=86af triangles=249497 components=1 watertight=false size_mm=50x46x21")");
  const std::string patient = bench.ask("GET", "/patients/1").body;
  check_holds(patient, R"("TxtMsgOk":"Yes")");
  check_holds(patient, R"("PreferContactMethod":"TextMessage")");
}

BOOST_AUTO_TEST_CASE(a_case_that_is_sent_is_said_in_the_log_formats_words) {
  Bench bench;
  bench.act("case_ready", crown_case);
  BOOST_REQUIRE_EQUAL(bench.out.facts.size(), 2U);
  BOOST_CHECK_EQUAL(bench.out.facts[0].type, "pms.patient.updated");
  BOOST_CHECK_EQUAL(
      bench.out.facts[0].data,
      R"({"patient":"PT-1","consent":{"sms":true,"portal":false,"email":false},"prefers":"sms",)"
      R"("allergies":[],"chart":{}})");
  const world::Fact& ready = bench.out.facts[1];
  BOOST_CHECK_EQUAL(ready.source, "/practices/p-01/pms/open-dental");
  BOOST_CHECK_EQUAL(ready.subject, "LC-1");
  check_holds(
      ready.data,
      R"({"patient":"PT-1","prescriber":{"id":"D-1","name":"Dr. Abel","license":"DN10000","signed":true},)"
      R"("lab":"glidewell","prescription":{"procedure":"crown","tooth":"19",)");
  check_holds(ready.data, R"("notes":"Patient prefers mornings.","attachments":[{"name":"prep.stl")");
  check_holds(
      ready.data,
      R"("appointment":{"id":"A-1","patient":"PT-1","start":"2024-11-06T09:00:00-06:00","minutes":60,)"
      R"("provider":"D-1","operatory":"OP1"})");
  bench.act("case_ready", crown_case);  // the patient is as before
  BOOST_CHECK_EQUAL(bench.out.facts.size(), 3U);
}

BOOST_AUTO_TEST_CASE(values_pass_through_as_written) {
  Bench bench;
  bench.act("case_ready",
            R"({"case":"LC-2","patient":"PT-3","lab":"glidewel","prescription":{"procedure":"Crwn",
      "tooth":"#19","shade":"a2; warm","due_date":"next week","implant":{"system":"X[1]"},"physical_model":true,
      "pontics":["3","4"],"procedure_code":"D27"}})");
  const std::string row = bench.ask("GET", "/labcases/2").body;
  check_holds(row,
              R"([Rx] procedure: Crwn; shade: a2%3B warm; due_date: next week; implant.system: X%5B1%5D; )"
              R"(physical_model: true; pontics: 3, 4; procedures: 1 [/Rx])");
  check_holds(row, R"("DateTimeDue":"0001-01-01 00:00:00")");
  check_holds(row, R"("AptNum":0)");
  check_holds(row, R"("ProvNum":0)");
  check_holds(bench.ask("GET", "/procedurelogs/1").body, R"("ToothNum":"#19")");
  check_holds(bench.ask("GET", "/procedurelogs/1").body, R"("procCode":"D27")");
  check_holds(bench.ask("GET", "/laboratories/2").body, R"("Description":"glidewel")");
}

BOOST_AUTO_TEST_CASE(several_teeth_are_several_procedures_in_their_order) {
  Bench bench;
  bench.act("case_ready", R"({"case":"LC-1","patient":{"id":"PT-1"},"lab":"glidewell",
      "prescription":{"procedure":"bridge","teeth":["4","3","2"],"pontics":["3"],"material":"pfm_noble"}})");
  check_holds(bench.ask("GET", "/labcases/1").body, "procedures: 1, 2, 3");
  check_holds(bench.ask("GET", "/procedurelogs/1").body, R"("ToothNum":"4")");
  check_holds(bench.ask("GET", "/procedurelogs/3").body, R"("ToothNum":"2")");
  bench.act("case_update", R"({"case":"LC-1","set":{"/prescription/teeth":["4","3"]}})");
  check_holds(bench.ask("GET", "/labcases/1").body, "procedures: 1, 2 ");
}

BOOST_AUTO_TEST_CASE(an_update_changes_rows_and_says_only_what_changed) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.now = bench.now + base::hours(1);
  bench.act("case_update", R"({"case":"LC-1","set":{"/prescription/shade":"A3","/prescription/tooth":"20",
      "/prescription/due_date":"2024-11-11","/prescriber/signed":false,"/notes":"Call first.",
      "/attachments/-":{"name":"bite.stl","kind":"scan.bite"}},"remove":["/prescription/margin_type"]})");
  BOOST_CHECK_EQUAL(
      bench.fact("pms.case.updated"),
      R"({"prescription":{"shade":"A3","tooth":"20","due_date":"2024-11-11","margin_type":null},)"
      R"("prescriber":{"signed":false},"notes":"Call first.","attachments":[{"name":"prep.stl",)"
      R"("kind":"scan.prep","bytes":2501668,"sha256":"86af","mesh":{"triangles":249497,"watertight":false,)"
      R"("components":1,"size_mm":[50,46,21]}},{"name":"bite.stl","kind":"scan.bite"}]})");
  const std::string row = bench.ask("GET", "/labcases/1").body;
  check_holds(
      row,
      R"("Instructions":"Call first. [Rx] procedure: crown; material: zirconia; shade: A3; signed: false; )"
      R"(procedures: 1; documents: 1, 2 [/Rx]")");
  check_holds(row, R"("DateTimeDue":"2024-11-11 17:00:00")");
  check_holds(row, R"("DateTStamp":"2024-10-21 10:03:22")");
  check_holds(bench.ask("GET", "/procedurelogs/1").body, R"("ToothNum":"20")");
  bench.act("case_update", R"({"case":"LC-1","remove":["/attachments/0"]})");
  BOOST_CHECK_EQUAL(bench.fact("pms.case.updated"),
                    R"({"attachments":[{"name":"bite.stl","kind":"scan.bite"}]})");
}

BOOST_AUTO_TEST_CASE(the_lab_block_outlives_the_practices_own_changes) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.ask(
      "PUT", "/labcases/1",
      R"({"Instructions":"n [Rx] procedure: crown; procedures: 1 [/Rx] [Lab] status: submitted [/Lab]"})");
  bench.act("case_update", R"({"case":"LC-1","set":{"/prescription/shade":"A3"}})");
  check_holds(bench.ask("GET", "/labcases/1").body, "[Lab] status: submitted [/Lab]");
  bench.act("case_ready", crown_case);
  check_holds(bench.ask("GET", "/labcases/1").body, "[Lab] status: submitted [/Lab]");
}

BOOST_AUTO_TEST_CASE(a_case_is_cancelled_deleted_received_and_seated) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.act("case_cancel", R"({"case":"LC-1","reason":"patient moved away"})");
  check_holds(bench.ask("GET", "/labcases/1").body, "cancelled: patient moved away [/Rx]");
  BOOST_CHECK_EQUAL(bench.fact("pms.case.cancelled"), R"({"reason":"patient moved away"})");
  bench.act("case_received", R"({"case":"LC-1"})");
  check_holds(bench.ask("GET", "/labcases/1").body, R"("DateTimeRecd":"2024-10-21 09:03:22")");
  BOOST_CHECK_EQUAL(bench.fact("pms.case.received"), "{}");
  bench.act("case_seated", R"({"case":"LC-1"})");
  check_holds(bench.ask("GET", "/appointments/1").body, R"("AptStatus":"Complete")");
  check_holds(bench.ask("GET", "/procedurelogs/1").body, R"("ProcStatus":"C")");
  BOOST_CHECK_EQUAL(bench.fact("pms.case.seated"), "{}");
  bench.act("case_delete", R"({"case":"LC-1"})");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/labcases/1").status, 404);
  BOOST_CHECK_EQUAL(bench.fact("pms.case.cancelled"), R"({"reason":"deleted"})");
}

BOOST_AUTO_TEST_CASE(consents_are_what_the_columns_can_say) {
  struct Row {
    std::string_view said;
    std::string_view columns;
    std::string_view fact;
  };
  for (const Row& row : {Row{R"("consent":{"sms":false})", R"("TxtMsgOk":"No")",
                             R"("consent":{"sms":false,"portal":false,"email":false})"},
                         Row{R"("consent":{"sms":null})", R"("TxtMsgOk":"Unknown")",
                             R"("consent":{"portal":false,"email":false})"},
                         Row{R"("consent":{"email":true})", R"("PreferContactMethod":"Email")",
                             R"("email":true},"prefers":"email")"},
                         Row{R"("consent":{"email":true},"prefers":"sms")",
                             R"("PreferContactMethod":"TextMessage")", R"("email":false},"prefers":"sms")"},
                         Row{R"("consent":{"email":false},"email":"a@mail.example","prefers":"email")",
                             R"("Email":"")", R"("email":false},"prefers":"email")"},
                         Row{R"("consent":{"email":false},"prefers":"email")", R"("Email":"")",
                             R"("email":false},"prefers":"email")"}}) {
    Bench bench;
    bench.act("patient_update", R"({"patient":"PT-1",)" + std::string(row.said) + "}");
    check_holds(bench.ask("GET", "/patients/1").body, row.columns);
    check_holds(bench.fact("pms.patient.updated"), row.fact);
  }
}

BOOST_AUTO_TEST_CASE(who_opts_out_wants_no_message_at_all) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.act("opt_out", R"({"patient":"PT-1"})");
  const std::string patient = bench.ask("GET", "/patients/1").body;
  check_holds(patient, R"("TxtMsgOk":"No")");
  check_holds(patient, R"("PreferContactMethod":"None")");
  BOOST_CHECK_EQUAL(
      bench.fact("pms.patient.updated"),
      R"({"patient":"PT-1","consent":{"sms":false,"portal":false,"email":false},"allergies":[],"chart":{}})");
}

BOOST_AUTO_TEST_CASE(what_a_patient_writes_is_an_inbound_commlog_and_no_column_follows) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.act("patient_says", R"({"patient":"PT-1","text":"Stop"})");
  const std::string commlogs = bench.ask("GET", "/commlogs?PatNum=1").body;
  check_holds(commlogs, R"("Note":"Stop","Mode_":"Text","SentOrReceived":"Received")");
  check_holds(bench.ask("GET", "/patients/1").body, R"("TxtMsgOk":"Yes")");
  check_holds(bench.fact("pms.patient.updated"), R"("consent":{"sms":false,)");
  const std::size_t facts = bench.out.facts.size();
  bench.act("patient_says", R"({"patient":"PT-1","text":"When will it be ready?"})");
  BOOST_CHECK_EQUAL(bench.out.facts.size(), facts);
  bench.act("patient_update", R"({"patient":"PT-1","consent":{"sms":true}})");
  check_holds(bench.fact("pms.patient.updated"), R"("consent":{"sms":false,)");
  bench.act("patient_says", R"({"patient":"PT-1","text":"START"})");
  check_holds(bench.fact("pms.patient.updated"), R"("consent":{"sms":true,)");
  BOOST_CHECK(!bench.try_act("patient_says", R"({"patient":"PT-1","text":"STOP","medium":"portal"})"));
}

BOOST_AUTO_TEST_CASE(appointments_are_booked_moved_and_cancelled_for_a_case) {
  Bench bench;
  bench.act(
      "case_ready",
      R"({"case":"LC-4","patient":"PT-4","lab":"glidewell","prescription":{"procedure":"crown","tooth":"3"}})");
  bench.act("appointment_booked",
            R"({"case":"LC-4","appointment":{"id":"A-8","start":"2024-11-07T10:00:00-06:00",
      "minutes":45,"provider":"D-2","operatory":"OP2"}})");
  BOOST_CHECK_EQUAL(
      bench.fact("pms.appointment.booked"),
      R"({"appointment":"A-8","patient":"PT-4","start":"2024-11-07T10:00:00-06:00","minutes":45,)"
      R"("provider":"D-2","operatory":"OP2"})");
  BOOST_CHECK_EQUAL(bench.out.facts.back().subject, "LC-4");
  check_holds(bench.ask("GET", "/labcases/4").body, R"("AptNum":8)");
  bench.act("appointment_moved", R"({"appointment":"A-8","start":"2024-11-08T11:00:00-06:00"})");
  check_holds(bench.ask("GET", "/appointments/8").body, R"("AptDateTime":"2024-11-08 11:00:00")");
  check_holds(bench.fact("pms.appointment.moved"), R"("start":"2024-11-08T11:00:00-06:00")");
  bench.act("appointment_cancelled", R"({"appointment":"A-8"})");
  check_holds(bench.ask("GET", "/appointments/8").body, R"("AptStatus":"Broken")");
  BOOST_CHECK_EQUAL(bench.out.facts.back().subject, "LC-4");
  bench.act("appointment_cancelled", R"({"appointment":"A-8","deleted":true})");
  BOOST_CHECK_EQUAL(bench.ask("GET", "/appointments/8").status, 404);
  check_holds(bench.ask("GET", "/labcases/4").body, R"("AptNum":0)");
}

BOOST_AUTO_TEST_CASE(a_wrong_act_is_refused_with_its_place_and_changes_nothing) {
  struct Row {
    std::string_view verb;
    std::string_view arguments;
    std::string_view where;
  };
  for (const Row& row :
       {Row{"dance", "{}", ""}, Row{"case_ready", R"({"case":"P-000-LC00054"})", "/case"},
        Row{"case_ready", R"({"case":"LC-007","patient":"PT-1","prescription":{}})", "/case"},
        Row{"case_ready", R"({"case":"LC-1","patient":{"id":"7"},"prescription":{}})", "/patient/id"},
        Row{"case_ready", R"({"case":"LC-1","patient":"PT-1"})", "/prescription"},
        Row{"case_ready", R"({"case":"LC-1","patient":"PT-1","prescription":{"shade":{"x":1}}})",
            "/prescription/shade"},
        Row{"case_ready",
            R"({"case":"LC-1","patient":"PT-1","prescription":{},"appointment":{"id":"A-1","start":"soon"}})",
            "/appointment/start"},
        Row{"case_ready",
            R"({"case":"LC-1","patient":"PT-1","prescription":{},"attachments":[{"kind":"photo"}]})",
            "/attachments/0/name"},
        Row{"case_update", R"({"case":"LC-1"})", "/case"}, Row{"case_seated", R"({"case":"LC-5"})", "/case"},
        Row{"case_update", R"({"case":"LC-5","set":{"/weather":"fine"}})", "/set \"/weather\""},
        Row{"case_update", R"({"case":"LC-5","remove":["/attachments/3"]})", "/set \"/attachments/3\""},
        Row{"opt_out", R"({"patient":"PT-9"})", "/patient"},
        Row{"patient_update", R"({"patient":"PT-1","prefers":"pigeon"})", "/prefers"},
        Row{"appointment_moved", R"({"appointment":"A-9","start":"2024-11-08T11:00:00-06:00"})",
            "/appointment"},
        Row{"office", R"({"open":"yes"})", "/open"},
        Row{"remove_permission", R"({"permission":"Everything"})", "/permission"}}) {
    Bench bench;
    bench.act("case_ready",
              R"({"case":"LC-5","patient":"PT-5","lab":"glidewell","prescription":{"procedure":"crown"}})");
    const std::size_t facts = bench.out.facts.size();
    const auto done = bench.try_act(row.verb, row.arguments);
    BOOST_REQUIRE_MESSAGE(!done, row.arguments);
    BOOST_CHECK_EQUAL(done.error().where, row.where);
    BOOST_CHECK_EQUAL(bench.out.facts.size(), facts);
    BOOST_CHECK_EQUAL(bench.ask("GET", "/labcases/1").status, 404);
  }
}

BOOST_AUTO_TEST_CASE(what_the_engine_writes_is_said_too) {
  Bench bench;
  bench.act("case_ready", crown_case);
  bench.out = {};
  const auto status = [](std::string_view word) {
    return R"({"Instructions":"n [Rx] procedure: crown [/Rx] [Lab] status: )" + std::string(word) +
           R"( [/Lab]"})";
  };
  bench.ask("PUT", "/labcases/1", status("submitted"));
  BOOST_CHECK_EQUAL(bench.fact("engine.pms.status"), R"({"stage":"submitted"})");
  bench.ask("PUT", "/labcases/1", status("submitted"));
  bench.ask("PUT", "/labcases/1", R"({"InvoiceNum":"1"})");
  BOOST_CHECK_EQUAL(bench.out.facts.size(), 1U);
  BOOST_CHECK_EQUAL(bench.out.facts[0].source, "/practices/p-01/engine");
  BOOST_CHECK_EQUAL(bench.out.facts[0].subject, "LC-1");
  bench.ask("PUT", "/labcases/1", status("received; tracking: GLW-3E159E"));
  BOOST_CHECK_EQUAL(bench.fact("engine.pms.status"), R"({"stage":"received","tracking":"GLW-3E159E"})");
  bench.ask("POST", "/commlogs", R"({"PatNum":1,"Mode_":"None","SentOrReceived":"Neither",
      "Note":"Tracking GLW-3E159E [ref LC-1 note]"})");
  BOOST_CHECK_EQUAL(bench.fact("engine.pms.note"), R"({"text":"Tracking GLW-3E159E"})");
  bench.ask("POST", "/commlogs", R"({"PatNum":1,"Mode_":"Text","SentOrReceived":"Sent",
      "Note":"Your crown is on its way. [ref LC-1 shipped]"})");
  BOOST_CHECK_EQUAL(
      bench.fact("engine.patient.notified"),
      R"({"milestone":"shipped","medium":"sms","patient":"PT-1","text":"Your crown is on its way."})");
  BOOST_CHECK_EQUAL(bench.out.facts.back().subject, "LC-1");
  bench.ask("POST", "/commlogs", R"({"PatNum":1,"Mode_":"Email","SentOrReceived":"Sent","Note":"Hello"})");
  BOOST_CHECK_EQUAL(bench.fact("engine.patient.notified"),
                    R"({"milestone":"","medium":"email","patient":"PT-1","text":"Hello"})");
  BOOST_CHECK_EQUAL(bench.out.facts.back().subject, "");
  const std::size_t facts = bench.out.facts.size();
  bench.ask("POST", "/commlogs", R"({"PatNum":1,"Mode_":"Text","SentOrReceived":"Received","Note":"STOP"})");
  BOOST_CHECK_EQUAL(bench.out.facts.size(), facts);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::open_dental
