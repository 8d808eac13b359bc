#include "property_tests/mutants/meddlers.hpp"

#include <utility>
#include <variant>

namespace articulator::mutants {
namespace {

bool is(const base::HttpRequest& request, const std::string& method, const std::string& path_has,
        const std::string& body_has) {
  return (method.empty() || request.method == method) && request.target.find(path_has) != std::string::npos &&
         (body_has.empty() || request.body.find(body_has) != std::string::npos);
}

}  // namespace

bool replace(std::string& text, std::string_view what, std::string_view with) {
  bool any = false;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
    any = true;
  }
  return any;
}

void replace_between(std::string& text, std::string_view from, std::string_view to, std::string_view with) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    at += from.size();
    const std::size_t end = text.find(to, at);
    if (end == std::string::npos) return;
    text.replace(at, end - at, with);
    at += with.size();
  }
}

Meddling in_bench(std::string from, std::string to) {
  Meddling meddling;
  meddling.bench = [from = std::move(from), to = std::move(to)](std::string& bench) {
    replace(bench, from, to);
  };
  return meddling;
}

Meddling in_bench_between(std::string from, std::string to, std::string with) {
  Meddling meddling;
  meddling.bench = [from = std::move(from), to = std::move(to), with = std::move(with)](std::string& bench) {
    replace_between(bench, from, to, with);
  };
  return meddling;
}

Meddling in_calls(std::string method, std::string path_has, std::string from, std::string to) {
  Meddling meddling;
  meddling.before_call = [=](world::EngineCall& call, Instead&) {
    if (is(call.request, method, path_has, {})) replace(call.request.body, from, to);
  };
  return meddling;
}

Meddling in_answers(std::string path_has, std::string from, std::string to) {
  Meddling meddling;
  meddling.after_call = [=](const world::EngineCall& call, world::Outcome& answer,
                            std::vector<world::EngineCall>&) {
    auto* response = std::get_if<base::HttpResponse>(&answer);
    if (response && is(call.request, {}, path_has, {})) replace(response->body, from, to);
  };
  return meddling;
}

Meddling header_left_out(std::string path_has, std::string header) {
  Meddling meddling;
  meddling.before_call = [=](world::EngineCall& call, Instead&) {
    if (call.request.target.find(path_has) == std::string::npos) return;
    std::erase_if(call.request.headers.list, [&](const base::Header& one) { return one.name == header; });
  };
  return meddling;
}

Meddling in_pages(std::string path_has, std::string from, std::string to) {
  Meddling meddling;
  meddling.after_request = [=](const base::HttpRequest& request, world::Outcome& reply) {
    auto* response = std::get_if<base::HttpResponse>(&reply);
    if (response && is(request, "GET", path_has, {})) replace(response->body, from, to);
  };
  return meddling;
}

Meddling call_lost(std::string method, std::string path_has, std::string body_has, world::Outcome told) {
  Meddling meddling;
  meddling.before_call = [=](world::EngineCall& call, Instead& instead) {
    if (!is(call.request, method, path_has, body_has)) return;
    instead.not_sent = true;
    instead.told = told;
  };
  return meddling;
}

Meddling call_repeated(std::string method, std::string path_has, std::string body_has) {
  Meddling meddling;
  meddling.before_call = [=](world::EngineCall& call, Instead& instead) {
    if (is(call.request, method, path_has, body_has)) instead.also.push_back(call);
  };
  return meddling;
}

Meddling record_lost(std::string action) {
  Meddling meddling;
  meddling.audit = [action = std::move(action)](runner::AuditRecord& record) {
    return record.action != action;
  };
  return meddling;
}

}  // namespace articulator::mutants
