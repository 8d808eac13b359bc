#include "simulators/pms/eaglesoft/lab_service.hpp"

#include "simulators/pms/eaglesoft/lab_case_xml.hpp"
#include "simulators/pms/eaglesoft/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <expected>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {
namespace {

constexpr std::size_t request_bytes_max = 1'000'000;
constexpr std::size_t list_page_rows = 100;

struct Fault {
  std::string code;
  std::string text;
};
using Answer = std::expected<std::string, Fault>;  // an envelope

// One call, and what it is about.
struct Call {
  office::Office& office;
  Queue& queue;
  base::Instant now;
  world::SimulatorOutputs& out;
  pugi::xml_node arguments;

  [[nodiscard]] std::optional<std::string> argument(std::string_view name) const {
    const pugi::xml_node node = child_of(arguments, name);
    if (!node) return std::nullopt;
    return node.text().get();
  }
  [[nodiscard]] std::optional<std::size_t> number(std::string_view name) const {
    const std::string text = argument(name).value_or("");
    std::size_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
  }
};

std::unexpected<Fault> bad_argument(std::string_view name) {
  return std::unexpected(Fault{"Client.BadArgument", fmt::format("{} is missing or wrong.", name)});
}

struct Envelope {
  explicit Envelope(std::string_view operation) : root("soap:Envelope"), content(begin(root, operation)) {}
  static XmlWriter begin(XmlWriter& root, std::string_view operation) {
    root.attribute("xmlns:soap", "http://schemas.xmlsoap.org/soap/envelope/");
    XmlWriter content = root.inside("soap:Body").inside(fmt::format("{}Response", operation));
    content.attribute("xmlns", lab_namespace);
    return content;
  }
  XmlWriter root;
  XmlWriter content;
};

Answer get_messages(Call& call) {
  const auto max = call.number("Max");
  if (!max || *max == 0) return bad_argument("Max");
  call.queue.feed(call.office);
  Envelope answer("GetMessages");
  for (const QueueMessage* message : call.queue.lease_next(*max, call.now)) {
    XmlWriter one = answer.content.inside("Message");
    one.add("Id", message->id).add("Kind", message->kind).add("Key", message->key);
    one.add("At", xml_time(call.office.setup().zone, message->at));
  }
  return answer.root.text();
}

Answer acknowledge(Call& call) {
  std::size_t done = 0;
  for (const pugi::xml_node id : call.arguments.children())
    if (local_name(id) == "Id" && call.queue.acknowledge(id.text().get())) ++done;
  Envelope answer("Acknowledge");
  answer.content.add("Acknowledged", std::to_string(done));
  return answer.root.text();
}

Answer list_lab_cases(Call& call) {
  const auto after = call.number("After");
  const auto max = call.number("Max");
  if (!after) return bad_argument("After");
  if (!max || *max == 0) return bad_argument("Max");
  Envelope answer("ListLabCases");
  std::size_t count = 0;
  for (const auto& [id, row] : call.office.lab_cases()) {
    std::size_t key = 0;
    const std::string number = number_of(id);
    std::from_chars(number.data(), number.data() + number.size(), key);
    if (key <= *after) continue;
    if (++count > std::min(*max, list_page_rows)) break;
    write_lab_case_line(answer.content, row);
  }
  return answer.root.text();
}

std::expected<const office::LabCase*, Fault> lab_case_of(const Call& call) {
  const auto key = call.argument("Key");
  if (!key) return bad_argument("Key");
  const office::LabCase* row = call.office.lab_case("LC-" + *key);
  if (row == nullptr)
    return std::unexpected(Fault{"Client.NoSuchLabCase", fmt::format("There is no lab case {}.", *key)});
  return row;
}

Answer get_lab_case(Call& call) {
  const auto row = lab_case_of(call);
  if (!row) return std::unexpected(row.error());
  Envelope answer("GetLabCase");
  write_lab_case(answer.content, call.office, **row);
  return answer.root.text();
}

bool is_stage(const std::string& word) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !word.empty() && word.size() < 40 && word.front() >= 'A' && word.front() <= 'Z' &&
         std::ranges::all_of(word, is_letter);
}

// What is not given stays as it was.
Answer put_lab_progress(Call& call) {
  const auto row = lab_case_of(call);
  if (!row) return std::unexpected(row.error());
  const std::string stage = call.argument("Stage").value_or("");
  if (!is_stage(stage)) return bad_argument("Stage");
  office::LabWord word = (*row)->lab_word;
  word.stage = snake_case(stage);
  word.tracking = call.argument("TrackingNumber").value_or(word.tracking);
  word.ship_by = call.argument("ShipBy").value_or(word.ship_by);
  word.carrier = call.argument("Carrier").value_or(word.carrier);
  word.carrier_tracking = call.argument("CarrierTracking").value_or(word.carrier_tracking);
  word.delivery = call.argument("DeliveryOn").value_or(word.delivery);
  call.office.write_lab_word((*row)->id, word, call.now, call.out);
  Envelope answer("PutLabProgress");
  answer.content.add("Key", number_of((*row)->id));
  return answer.root.text();
}

struct Operation {
  std::string_view name;
  Answer (*run)(Call&);
};
constexpr std::array<Operation, 5> operations{{{"GetMessages", &get_messages},
                                               {"Acknowledge", &acknowledge},
                                               {"ListLabCases", &list_lab_cases},
                                               {"GetLabCase", &get_lab_case},
                                               {"PutLabProgress", &put_lab_progress}}};

Answer run(office::Office& office, Queue& queue, const base::HttpRequest& request, base::Instant now,
           world::SimulatorOutputs& out) {
  pugi::xml_document document;
  const bool is_xml = request.body.size() <= request_bytes_max &&
                      document.load_buffer(request.body.data(), request.body.size(),
                                           pugi::parse_default | pugi::parse_ws_pcdata_single);
  const pugi::xml_node body = child_of(child_of(document, "Envelope"), "Body");
  if (!is_xml || !body) return std::unexpected(Fault{"Client", "The request is no SOAP envelope."});
  const pugi::xml_node content = body.first_child();
  const std::string_view name = local_name(content);
  const std::string* action = request.headers.find("SOAPAction");
  if (action == nullptr || *action != fmt::format("\"{}:{}\"", lab_namespace, name))
    return std::unexpected(Fault{"Client", "SOAPAction does not name the operation in the body."});
  const auto found = std::ranges::find(operations, name, &Operation::name);
  if (found == operations.end())
    return std::unexpected(Fault{"Client.UnknownOperation", fmt::format("There is no operation {}.", name)});
  Call call{office, queue, now, out, content};
  return found->run(call);
}

}  // namespace

base::HttpResponse soap_fault(std::string_view code, std::string_view text) {
  XmlWriter root("soap:Envelope");
  root.attribute("xmlns:soap", "http://schemas.xmlsoap.org/soap/envelope/");
  XmlWriter fault = root.inside("soap:Body").inside("soap:Fault");
  fault.add("faultcode", fmt::format("soap:{}", code)).add("faultstring", text);
  return xml_response(500, root.text());
}

base::HttpResponse lab_service(office::Office& office, Queue& queue, const base::HttpRequest& request,
                               base::Instant now, world::SimulatorOutputs& out) {
  const Answer answer = run(office, queue, request, now, out);
  return answer ? xml_response(200, *answer) : soap_fault(answer.error().code, answer.error().text);
}

}  // namespace articulator::simulators::eaglesoft
