// What changed: by the feed, or where that cannot be read on, by listing everything.
#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/curve/ids.hpp"
#include "engine/connect/pms/curve/poll.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace articulator::connect::curve {
namespace {

constexpr std::array<std::string_view, 5> event_kinds{"labCase", "patient", "appointment", "message",
                                                      "provider"};

std::string endpoint_body(const model::PmsAccess& access) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().member("url", access.webhook_url).key("events").begin_array();
  for (const std::string_view kind : event_kinds)
    out.text(kind);
  out.end_array().end_object();
  return body;
}

}  // namespace

Flow<Got<bool>> Poll::register_endpoint() {
  auto listed = co_await fetch(office_.api, office_.parser, line(), "/webhook-endpoints");
  if (!listed && listed.error().worth_retrying) co_return std::unexpected(std::move(listed.error()));
  bool there = false;
  if (const auto items = listed ? listed->find("items") : std::nullopt)
    there = std::ranges::any_of(items->elements(), [this](const base::JsonValue& one) {
      return text_in(one, "url") == office_.access.webhook_url;
    });
  if (!there) {
    const base::HttpResponse& answer =
        co_await line().call(office_.api.post("/webhook-endpoints", endpoint_body(office_.access)));
    if (auto failed = failure_of(office_.parser, answer, line().now())) {
      if (failed->worth_retrying) co_return std::unexpected(std::move(*failed));
      remark("no webhooks, the feed is read alone: " + failed->error);
    }
  }
  office_.endpoint_done = true;
  co_return true;
}

Flow<Got<bool>> Poll::read_feed() {
  next_cursor_ = office_.cursor;
  for (std::size_t page = 0; page < pages_max; ++page) {
    const base::HttpResponse& answer =
        co_await line().call(office_.api.get(page_of("/changes", next_cursor_)));
    if (answer.status == 410) {
      remark("the cursor has expired: everything is read anew");
      wanted_.clear();
      co_return false;
    }
    if (auto failed = failure_of(office_.parser, answer, line().now()))
      co_return std::unexpected(std::move(*failed));
    const auto body = read_body(office_.parser, answer);
    if (!body) co_return std::unexpected(unreadable(peer, body.error()));
    const auto items = body->find("items");
    const std::string next = text_in(*body, "nextCursor");
    if (!items || next.empty())
      co_return std::unexpected(unreadable(peer, {"", "the feed has no items or no cursor", ""}));
    for (const base::JsonValue& change : items->elements())
      note_change(change);
    next_cursor_ = next;
    const auto more = body->find("hasMore");
    if (!more || more->boolean() != true) break;
  }
  co_return true;
}

void Poll::note_change(const base::JsonValue& change) {
  const std::string type = text_in(change, "type");
  const std::string id = text_in(change, "id");
  const std::int64_t revision = number_in(change, "revision");
  if (id.empty()) return remark("a change names no row");
  const std::string_view kind = std::string_view(type).substr(0, type.find('.'));
  if (kind == "labCase") {
    wanted_[id].revision = std::max(wanted_[id].revision, revision);
  } else if (kind == "patient") {
    if (office_.patients.contains(id)) wanted_patients_.insert(id);
  } else if (type == "message.received") {
    const std::string patient = text_in(change, "patientId");
    if (office_.patients.contains(patient)) wanted_patients_.insert(patient);
  } else if (type == "appointment.deleted") {
    wanted_appointments_.erase(id);
    deleted_appointments_[id] = revision;
  } else if (kind == "appointment") {
    deleted_appointments_.erase(id);
    wanted_appointments_.insert(id);
  } else if (kind == "provider") {
    // The prescriber stands in the case, whose own revision this does not move.
    const model::PersonId who(log_id(provider_prefix, id));
    for (const auto& [open, known] : office_.open)
      if (known.file.prescriber.id == who)
        wanted_[wire_id(lab_case_prefix, open.text)].revision = std::max(revision, known.row.revision + 1);
  }
}

Flow<Got<bool>> Poll::list_all() {
  wanted_patients_.clear();
  wanted_appointments_.clear();
  deleted_appointments_.clear();
  auto now = co_await fetch(office_.api, office_.parser, line(), "/changes?from=now");
  if (!now) co_return std::unexpected(std::move(now.error()));
  next_cursor_ = text_in(*now, "nextCursor");
  if (next_cursor_.empty()) co_return std::unexpected(unreadable(peer, {"", "the feed has no cursor", ""}));
  std::string cursor;
  for (std::size_t page = 0; page < pages_max; ++page) {
    auto body = co_await fetch(office_.api, office_.parser, line(), page_of("/lab-cases", cursor));
    if (!body) co_return std::unexpected(std::move(body.error()));
    const auto items = body->find("items");
    if (!items) co_return std::unexpected(unreadable(peer, {"", "a list has no items", ""}));
    for (const base::JsonValue& element : items->elements()) {
      auto row = read_lab_case(element, office_.access.fdi_teeth, office_.inner);
      if (!row) {
        remark("a lab case was passed over: " + row.error().text());
        continue;
      }
      const std::int64_t revision = row->revision;
      wanted_.insert_or_assign(text_in(element, "id"), Wanted{revision, *std::move(row)});
    }
    cursor = text_in(*body, "nextCursor");
    if (cursor.empty()) break;
  }
  // What was open and is in no list any more is asked for by itself, and found gone.
  for (const auto& [id, known] : office_.open)
    wanted_.try_emplace(wire_id(lab_case_prefix, id.text), Wanted{known.row.revision + 1});
  for (const auto& [id, known] : office_.open)
    if (!known.row.appointment.empty())
      wanted_appointments_.insert(wire_id(appointment_prefix, known.row.appointment));
  for (const auto& [id, known] : office_.patients)
    wanted_patients_.insert(id);
  co_return true;
}

}  // namespace articulator::connect::curve
