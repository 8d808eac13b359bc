#include "engine/workflow/wires_test.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/json_reader.hpp"

#include <charconv>

namespace articulator::workflow::test {
namespace {

const base::Instant start = base::parse_instant("2024-10-21T09:00:00-05:00").value();  // a Monday

constexpr std::string_view lab_profile =
    R"({"lab":"glidewell","name":"Glidewell","time_zone":"America/Los_Angeles",
  "cutoff":"15:00","working_days":["mon","tue","wed","thu","fri"],"holidays":[],"transit_working_days":2,
  "tracking_prefix":"GLW-","channels":["api"],"email":"cases@glidewell.example","shade_guides":["vita_classical"],
  "attachments":{"name":"{case}.{ext}","accept":["stl"],"max_bytes":104857600},
  "products":[{"restoration":"crown","material":"zirconia","positions":["anterior","posterior"],
    "turnaround_working_days":5,"fee_cents":9900,"shade":true,"margins":["chamfer"],"needs":["scan.prep"],
    "recommended_for":["posterior"],"warranty_months":84}],
  "statuses":{"Case Received":"received","In Design":"in_design","Milling":"in_fabrication","Shipped":"shipped",
    "On Hold":"on_hold"}})";

constexpr std::string_view case_file = R"({"patient":"PT-1",
  "prescriber":{"id":"D-1","name":"Alma Diaz","license":"TX-1","signed":true},"lab":"glidewell","notes":"",
  "prescription":{"procedure":"crown","procedure_code":"D2740","tooth":"19","material":"zirconia","shade":"A2",
    "margin_type":"chamfer","due_date":"2024-11-15"},
  "attachments":[{"name":"prep.stl","kind":"scan.prep","bytes":1000,"sha256":""}]})";

class PlainTask final : public model::Task {
 public:
  PlainTask(std::string method, std::string target, std::function<std::vector<model::Event>()> learn)
      : method_(std::move(method)), target_(std::move(target)), learn_(std::move(learn)) {}

  model::TaskStep start(bool may_have_happened, base::Instant) override {
    base::HttpRequest request{method_, target_, {}, {}};
    if (may_have_happened) request.headers.set("Maybe", "yes");
    return request;
  }

  model::TaskStep answered(const base::HttpResponse& response, base::Instant) override {
    if (response.status < 300)
      return model::TaskDone{learn_ ? learn_() : std::vector<model::Event>(), {}, true};
    model::TaskFailed failed{
        response.status == 429 || response.status >= 500, {}, std::to_string(response.status)};
    if (const std::string* after = response.headers.find("Retry-After"))
      failed.retry_after = base::seconds(std::stoi(*after));
    return failed;
  }

 private:
  std::string method_;
  std::string target_;
  std::function<std::vector<model::Event>()> learn_;
};

std::unique_ptr<model::Task> errand(const std::string& name, const model::CaseId& id,
                                    std::function<std::vector<model::Event>()> learn = {}) {
  return std::make_unique<PlainTask>("POST", "/" + name + "/" + id.text, std::move(learn));
}

std::unique_ptr<model::Task> poll_for(std::vector<model::Event>& news) {
  return std::make_unique<PlainTask>("GET", "/poll", [&news] { return std::exchange(news, {}); });
}

class PlainPms final : public model::PmsConnector {
 public:
  explicit PlainPms(News& news) : news_(news) {}
  std::unique_ptr<model::Task> poll() override { return poll_for(news_.of_pms); }
  [[nodiscard]] base::Instant next_poll(base::Instant last_started) const override {
    return last_started + base::seconds(30);
  }
  std::unique_ptr<model::Task> write_status(const model::StatusWrite& write) override {
    return errand("status-" + std::string(model::word(write.stage)), write.case_id);
  }
  std::unique_ptr<model::Task> write_note(const model::CaseId& id, const model::PatientId&,
                                          std::string) override {
    return errand("note", id);
  }
  std::unique_ptr<model::Task> notify(const model::CaseId& id, const model::PatientId&,
                                      const model::PatientNotified&, std::string) override {
    return errand("notify", id);
  }
  std::optional<model::WebhookResult> webhook(const base::HttpRequest&, base::Instant) override {
    return std::nullopt;
  }

 private:
  News& news_;
};

class PlainLab final : public model::LabConnector {
 public:
  explicit PlainLab(News& news) : news_(news) {}
  std::unique_ptr<model::Task> submit(const model::Order& order) override {
    return errand("submit", order.case_id, [id = order.case_id] {
      return std::vector<model::Event>{
          {start, id, model::LabId("glidewell"), model::OrderAcknowledged{"GLW-1", "2024-10-30"}}};
    });
  }
  std::unique_ptr<model::Task> mirror(const model::Order& order) override {
    return errand("mirror", order.case_id);
  }
  std::unique_ptr<model::Task> amend(const model::Order& order, const std::string& tracking) override {
    return errand("amend-" + tracking, order.case_id);
  }
  std::unique_ptr<model::Task> cancel(const model::CaseId& id, const std::string& tracking,
                                      std::string) override {
    return errand("cancel-" + tracking, id);
  }
  std::unique_ptr<model::Task> answer(const model::CaseId& id, const std::string&, std::string) override {
    return errand("answer", id);
  }
  std::unique_ptr<model::Task> poll() override { return poll_for(news_.of_lab); }
  [[nodiscard]] base::Instant next_poll(base::Instant last_started, base::Instant) const override {
    return last_started + base::minutes(10);
  }
  // `Signature: good` is ours, `bad` is refused; the body is the lab's word for case LC-1.
  std::optional<model::WebhookResult> webhook(const base::HttpRequest& request, base::Instant now) override {
    const std::string* signature = request.headers.find("Signature");
    if (!signature) return std::nullopt;
    model::WebhookResult result;
    result.refused = *signature != "good";
    result.reply = base::json_response(result.refused ? 401 : 200, "{}");
    if (!result.refused)
      result.events.push_back({now, model::CaseId("LC-1"), model::LabId("glidewell"),
                               model::LabStatus{"GLW-1", request.body, ++sequence_, {}}});
    return result;
  }

 private:
  News& news_;
  std::int64_t sequence_ = 100;
};

}  // namespace

Connectors plain_connectors(News& news) {
  return {[&news](const model::PracticeBench&) -> base::Expected<std::unique_ptr<model::PmsConnector>> {
            return std::make_unique<PlainPms>(news);
          },
          [&news](const model::PracticeBench&,
                  const model::LabAccess&) -> base::Expected<std::unique_ptr<model::LabConnector>> {
            return std::make_unique<PlainLab>(news);
          }};
}

model::Bench bench_of(const std::string& policy) {
  const std::string json =
      R"({"seed":7,"practices":[{"practice":"p-01","policy":{"time_zone":"America/Chicago",)" + policy +
      R"(},"pms":{"kind":"open-dental","url":"http://pms","time_zone":"America/Chicago"},
    "labs":[{"kind":"glidewell","url":"http://lab","profile":)" +
      std::string(lab_profile) + R"(}],
    "people":[{"id":"D-1","role":"dentist","token":"dentist-token"},
      {"id":"C-1","role":"lab_coordinator","token":"coordinator-token"},
      {"id":"F-1","role":"front_desk","token":"desk-token"},
      {"id":"X-1","role":"administrator","token":"admin-token"}]}]})";
  base::JsonParser parser;
  auto bench = model::read_bench(parser.parse(json).value());
  ART_ASSERT(bench);
  return *std::move(bench);
}

model::CaseFile good_case(const std::string& patient) {
  base::JsonParser parser;
  model::CaseFile file = model::read_case_file(parser.parse(case_file).value(), "").value();
  file.patient = model::PatientId(patient);
  return file;
}

Rig::Rig(const std::string& policy, const Limits& limits)
    : now_(start), engine_(Engine::make(bench_of(policy), start, plain_connectors(news_), limits).value()) {}

Outputs Rig::step(std::variant<Request, Answer, Due> what) {
  Outputs first = engine_->step({now_, std::move(what)});
  std::deque<Call> open(first.calls.begin(), first.calls.end());
  while (!open.empty()) {
    const Call call = std::move(open.front());
    open.pop_front();
    seen_.push_back({now_, call.request.target, call.request.headers.find("Maybe") != nullptr});
    const Outputs next = engine_->step({now_, Answer{call.id, peer(call)}});
    open.insert(open.end(), next.calls.begin(), next.calls.end());
  }
  const auto due = engine_->next_due();
  ART_ASSERT(due && *due > now_);  // polls go on for ever, and nothing that is due is left
  return first;
}

void Rig::run(base::Duration span) {
  const base::Instant end = now_ + span;
  for (auto due = engine_->next_due(); due && *due <= end; due = engine_->next_due()) {
    now_ = std::max(now_, *due);
    step(Due{});
  }
  now_ = end;
}

base::HttpResponse Rig::request(const base::HttpRequest& request) {
  return step(Request{request}).reply.value();
}

base::HttpResponse Rig::post(const std::string& target, const std::string& body, const std::string& token) {
  base::HttpRequest message{"POST", target, {}, body};
  if (!token.empty()) message.headers.set("Authorization", "Bearer " + token);
  return request(message);
}

std::string Rig::get(const std::string& target) const {
  return engine_->query({"GET", target, {}, {}}).body;
}

void Rig::pms_says(const std::string& case_id, model::Happening happening) {
  news_.of_pms.push_back({now_, model::CaseId(case_id), {}, std::move(happening)});
  while (!news_.of_pms.empty())
    run(base::seconds(30));
}

void Rig::lab_says(const std::string& case_id, model::Happening happening) {
  news_.of_lab.push_back({now_, model::CaseId(case_id), model::LabId("glidewell"), std::move(happening)});
  while (!news_.of_lab.empty())
    run(base::minutes(1));
}

std::vector<SeenCall> Rig::calls_to(std::string_view target_prefix) const {
  std::vector<SeenCall> calls;
  for (const SeenCall& call : seen_)
    if (call.target.starts_with(target_prefix)) calls.push_back(call);
  return calls;
}

std::vector<audit::Record> Rig::records(std::string_view action) const {
  std::vector<audit::Record> records;
  for (const audit::Record& record : engine_->audit().records())
    if (record.action == action) records.push_back(record);
  return records;
}

}  // namespace articulator::workflow::test
