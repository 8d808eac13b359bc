#include "engine/connect/pms/eaglesoft/soap.hpp"

#include "engine/connect/answer.hpp"

#include <optional>
#include <utility>

namespace articulator::connect::eaglesoft {
namespace {

struct StringWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
};

bool says_fault(const base::HttpResponse& response) {
  return response.status == 500 && response.body.find("Fault") != std::string::npos;
}

}  // namespace

SoapCall::SoapCall(std::string_view operation)
    : operation_(operation), document_(std::make_shared<pugi::xml_document>()) {
  pugi::xml_node envelope = document_->append_child("soap:Envelope");
  envelope.append_attribute("xmlns:soap").set_value(std::string(soap_namespace).c_str());
  content_ = envelope.append_child("soap:Body").append_child(operation_.c_str());
  content_.append_attribute("xmlns").set_value(std::string(lab_namespace).c_str());
}

SoapCall& SoapCall::add(std::string_view name, std::string_view text) {
  content_.append_child(std::string(name).c_str()).text().set(std::string(text).c_str());
  return *this;
}

std::string SoapCall::action() const {
  return "\"" + std::string(lab_namespace) + ":" + operation_ + "\"";
}

std::string SoapCall::envelope() const {
  StringWriter out;
  out.text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
  document_->save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(out.text);
}

SoapFault fault_in(const base::HttpResponse& response) {
  if (!says_fault(response)) return {};
  const auto document = parse_xml(response.body);
  if (!document) return {};
  const pugi::xml_node fault = child_of(child_of(child_of(**document, "Envelope"), "Body"), "Fault");
  SoapFault found{text_of(child_of(fault, "faultcode")), text_of(child_of(fault, "faultstring"))};
  const std::size_t colon = found.code.find(':');
  if (colon != std::string::npos) found.code.erase(0, colon + 1);
  return found;
}

Got<SoapAnswer> read_soap(const base::HttpResponse& response, std::string_view operation, base::Instant now) {
  const SoapFault fault = fault_in(response);
  if (!fault.code.empty()) {
    std::string error =
        "fault " + excerpt(fault.code) + " from " + std::string(peer) + ": " + excerpt(fault.text);
    return std::unexpected(
        model::TaskFailed{!fault.is_client(), retry_after(response, now), std::move(error)});
  }
  if (auto failed = failure_of(peer, response, now)) return std::unexpected(std::move(*failed));
  auto document = parse_xml(response.body);
  if (!document) return std::unexpected(unreadable(peer, document.error()));
  const std::string name = std::string(operation) + "Response";
  SoapAnswer answer{std::move(*document), {}, "/Envelope/Body/" + name};
  answer.content = child_of(child_of(child_of(*answer.document, "Envelope"), "Body"), name);
  if (!answer.content)
    return std::unexpected(unreadable(peer, {answer.path, "is missing in the answer", ""}));
  return answer;
}

}  // namespace articulator::connect::eaglesoft
