#include "simulators/serve/control.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/serve/server.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

namespace articulator::serve {
namespace {

constexpr std::int64_t count_max = 1'000'000;
constexpr std::int64_t seconds_max = 366 * 86'400;
constexpr std::size_t threads = 4;

base::HttpResponse answer(int status, std::string_view message) {
  std::string json;
  base::JsonWriter(json).begin_object().member("message", message).end_object();
  return base::json_response(status, std::move(json));
}
base::HttpResponse outcome(const base::Expected<void>& done) {
  return done ? answer(200, "done") : answer(400, done.error().text());
}

base::Expected<void> act(RealTime& world, base::ObjectReader& in) {
  const std::string node = in.text("node");
  const std::string verb = in.text("verb");
  if (in.has("arguments")) in.report(in.object("arguments").error());
  if (in.error()) return std::unexpected(*in.error());
  if (const auto arguments = in.value("arguments")) return world.act(node, verb, *arguments);
  base::JsonParser parser;
  return world.act(node, verb, *parser.parse("{}"));
}

base::Expected<void> fault(RealTime& world, base::ObjectReader& in) {
  world::Fault fault;
  const std::string kind = in.text("kind");
  if (const auto known = base::value_of(world::fault_words, kind)) {
    fault.kind = *known;
  } else {
    std::string kinds;
    for (const auto& word : world::fault_words)
      kinds += (kinds.empty() ? "" : ", ") + std::string(word.text);
    in.report("kind", "is no fault of a network", "write one of " + kinds);
  }
  fault.to = in.text_or("to", "");
  fault.method = in.text_or("method", "");
  fault.path = in.text_or("path", "");
  fault.body_has = in.text_or("body_has", "");
  fault.skip = static_cast<int>(in.integer_or("skip", 0, 0, count_max));
  fault.times = static_cast<int>(in.integer_or("times", 1, 1, count_max));
  fault.status = static_cast<int>(in.integer_or("status", fault.status, 500, 599));
  fault.delay = base::seconds(in.integer_or("delay_s", fault.delay.count() / 1000, 0, seconds_max));
  if (in.has("for_s")) fault.until = world.now() + base::seconds(in.integer("for_s", 1, seconds_max));
  if (in.error()) return std::unexpected(*in.error());
  return world.inject(std::move(fault));
}

}  // namespace

base::HttpResponse control(RealTime& world, const base::HttpRequest& request) {
  if (request.target == "/clock") return world.clock(request);
  if (request.method != "POST" || (request.target != "/act" && request.target != "/fault"))
    return answer(404, "there is GET /, POST /act, POST /fault, GET and POST /clock");
  base::JsonParser parser;
  const auto document = parser.parse(request.body);
  if (!document) return answer(400, document.error().text());
  base::ObjectReader reader(*document, "");
  if (reader.error()) return answer(400, reader.error()->text());
  return outcome(request.target == "/act" ? act(world, reader) : fault(world, reader));
}

base::Expected<std::unique_ptr<Control>> Control::start(RealTime& world, int port) {
  std::unique_ptr<Control> made(new Control);
  auto server = Server::start({"127.0.0.1", port, threads},
                              [&world, self = made.get()](const base::HttpRequest& request) -> Answer {
                                if (request.method != "GET" || request.target != "/")
                                  return control(world, request);
                                const std::lock_guard lock(self->mutex_);
                                base::HttpResponse response = base::text_response(200, self->page_);
                                response.headers.set("Content-Type", "text/html; charset=utf-8");
                                return response;
                              });
  if (!server) return std::unexpected(server.error());
  made->server_ = *std::move(server);
  return made;
}

Control::~Control() = default;

void Control::show(std::string page) {
  const std::lock_guard lock(mutex_);
  page_ = std::move(page);
}

std::string Control::url() const {
  return server_->url();
}

}  // namespace articulator::serve
