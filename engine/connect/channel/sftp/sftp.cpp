#include "engine/connect/channel/sftp/sftp.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/channel/package.hpp"
#include "engine/connect/flow.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::connect::sftp {
namespace {

constexpr std::string_view part = ".part";
constexpr std::size_t files_max = 100'000;
constexpr std::size_t reasons_max = 100;
constexpr std::size_t drop_contents_max = 256'000'000;

struct Drop {
  model::PracticeId practice;
  model::LabId lab;
  std::shared_ptr<const model::LabProfile> profile;
  std::string peer;    // "the drop of Glidewell", for error texts
  std::string folder;  // "/drop"
  std::string user;
  std::string files_url;
  base::JsonParser parser;

  [[nodiscard]] base::HttpRequest ask(std::string_view method, const std::string& name) const {
    base::HttpRequest request{std::string(method), folder + (name.empty() ? "" : "/" + name), {}, {}};
    request.headers.set("User", user);
    return request;
  }
  [[nodiscard]] base::HttpRequest put(const std::string& name, std::string_view content) const {
    base::HttpRequest request = ask("PUT", name);
    request.headers.set("Content-Transfer-Encoding", "base64");
    request.body = base::base64_encode(content);
    return request;
  }
  [[nodiscard]] base::HttpRequest move(const std::string& from, const std::string& to) const {
    base::HttpRequest request = ask("MOVE", from);
    request.headers.set("Destination", folder + "/" + to);
    return request;
  }
};

using Listing = std::map<std::string, std::int64_t, std::less<>>;  // name -> bytes

std::string manifest_of(const std::string& stem) {
  return stem + ".manifest.json";
}

bool is_the_labs(const Listing& listing, const std::string& stem) {
  return listing.contains(stem + ".claimed.json") || listing.contains(stem + ".ack.json");
}

std::unexpected<model::TaskFailed> retry(std::string why) {
  return std::unexpected(model::TaskFailed{true, std::nullopt, std::move(why)});
}

Flow<Got<Listing>> list(Drop& drop, Line& line) {
  const base::HttpResponse& answer = co_await line.call(drop.ask("LIST", ""));
  if (auto failed = failure_of(drop.peer, answer, line.now())) co_return std::unexpected(*std::move(failed));
  const auto body = read_body(drop.parser, answer);
  if (!body) co_return std::unexpected(unreadable(drop.peer, body.error()));
  Listing listing;
  for (const base::JsonValue& element : body->elements()) {
    base::ObjectReader in(element, "");
    std::string name = in.text("name");
    const std::int64_t bytes = in.integer_or("bytes", -1, -1, INT64_MAX);
    if (!in.error() && listing.size() < files_max) listing.emplace(std::move(name), bytes);
  }
  co_return listing;
}

// An operation whose answer is all that matters.
Flow<Got<int>> perform(Drop& drop, Line& line, base::HttpRequest request) {
  const base::HttpResponse& answer = co_await line.call(std::move(request));
  if (answer.status == 404 || answer.status == 409) co_return answer.status;
  if (auto failed = failure_of(drop.peer, answer, line.now())) co_return std::unexpected(*std::move(failed));
  co_return answer.status;
}

class Task : public FlowTask {
 public:
  Task(Drop& drop, model::Order order) : drop_(drop), order_(std::move(order)) {}

 protected:
  // The order as files, made once.
  Got<const Package*> package() {
    if (!package_) {
      auto made = make_package(drop_.practice, order_, *drop_.profile, drop_.files_url, drop_contents_max);
      if (!made) return std::unexpected(model::TaskFailed{false, std::nullopt, made.error().text()});
      package_ = *std::move(made);
    }
    return &*package_;
  }

  Drop& drop_;
  model::Order order_;
  std::optional<Package> package_;
};

class Submission final : public Task {
 public:
  using Task::Task;

 private:
  Flow<Outcome> run(bool /*may_have_happened*/) override {
    const auto made = package();
    if (!made) co_return std::unexpected(made.error());
    const Package& it = **made;
    auto listing = co_await list(drop_, line());
    if (!listing) co_return std::unexpected(std::move(listing.error()));
    if (is_the_labs(*listing, it.stem) || listing->contains(it.manifest.name))
      co_return model::TaskDone{{}, "it had arrived before", false};
    for (const PackageFile& file : it.files) {
      if (is_whole(*listing, file.name, file)) continue;
      auto up = co_await upload(file);
      if (!up) co_return std::unexpected(std::move(up.error()));
    }
    auto uploaded = co_await list(drop_, line());
    if (!uploaded) co_return std::unexpected(std::move(uploaded.error()));
    for (const PackageFile& file : it.files) {
      if (is_whole(*uploaded, file.name, file)) continue;
      if (!is_whole(*uploaded, file.name + std::string(part), file))
        co_return retry(drop_.peer + ": " + file.name + " did not arrive whole");
      auto named = co_await rename(file.name, uploaded->contains(file.name));
      if (!named) co_return std::unexpected(std::move(named.error()));
    }
    auto manifest = co_await upload(it.manifest);
    if (!manifest) co_return std::unexpected(std::move(manifest.error()));
    auto named = co_await rename(it.manifest.name, false);
    if (!named) co_return std::unexpected(std::move(named.error()));
    co_return model::TaskDone{{}, "it lies in the drop as " + it.manifest.name};
  }

  static bool is_whole(const Listing& listing, const std::string& name, const PackageFile& file) {
    const auto found = listing.find(name);
    return found != listing.end() && found->second == static_cast<std::int64_t>(file.content.size());
  }

  Flow<Got<int>> upload(const PackageFile& file) {
    auto put = co_await perform(drop_, line(), drop_.put(file.name + std::string(part), file.content));
    if (put && *put == 404) co_return retry(drop_.peer + ": there is no such folder");
    co_return put;
  }

  Flow<Got<int>> rename(const std::string& name, bool taken) {
    if (taken) {
      auto gone = co_await perform(drop_, line(), drop_.ask("DELETE", name));
      if (!gone) co_return gone;
    }
    auto moved = co_await perform(drop_, line(), drop_.move(name + std::string(part), name));
    if (moved && (*moved == 404 || *moved == 409))
      co_return retry(drop_.peer + ": " + name + " cannot be given its name");
    co_return moved;
  }
};

class Settlement final : public Task {
 public:
  using Task::Task;

 private:
  Flow<Outcome> run(bool /*may_have_happened*/) override {
    const auto made = package();
    if (!made) co_return std::unexpected(made.error());
    const std::string& stem = (*made)->stem;
    // Without it no rename that is still on its way can bring the manifest, so what is seen next is final.
    auto stopped =
        co_await perform(drop_, line(), drop_.ask("DELETE", manifest_of(stem) + std::string(part)));
    if (!stopped) co_return std::unexpected(std::move(stopped.error()));
    auto listing = co_await list(drop_, line());
    if (!listing) co_return std::unexpected(std::move(listing.error()));
    model::TaskDone done{{}, "no manifest arrived in the drop", false};
    if (is_the_labs(*listing, stem)) {
      done.found = true;
      done.remark = "the lab has taken it from the drop";
      co_return done;
    }
    if (listing->contains(manifest_of(stem))) {
      auto taken = co_await perform(drop_, line(), drop_.move(manifest_of(stem), stem + ".withdrawn.json"));
      if (!taken) co_return std::unexpected(std::move(taken.error()));
      // The lab was faster, or took back what it had seen: look once more.
      if (*taken == 404 || *taken == 409) co_return retry(drop_.peer + ": the manifest is on the move");
      done.remark = "taken back from the drop before the lab took it";
    }
    // What is left is of no use to anybody. That it goes matters to no one's order.
    for (const auto& [name, bytes] : *listing) {
      if (!name.starts_with(stem + ".") || name == manifest_of(stem) || name.ends_with(".withdrawn.json"))
        continue;
      auto gone = co_await perform(drop_, line(), drop_.ask("DELETE", name));
      if (!gone) break;
    }
    co_return done;
  }
};

class Acknowledgement final : public Task {
 public:
  using Task::Task;

 private:
  Flow<Outcome> run(bool /*may_have_happened*/) override {
    const auto made = package();
    if (!made) co_return std::unexpected(made.error());
    const base::HttpResponse& answer = co_await line().call(drop_.ask("GET", (*made)->stem + ".ack.json"));
    if (answer.status == 404) co_return retry("the lab has not acknowledged it yet");
    if (auto failed = failure_of(drop_.peer, answer, line().now()))
      co_return std::unexpected(*std::move(failed));
    const std::string* encoding = answer.headers.find("Content-Transfer-Encoding");
    const std::string text = encoding != nullptr && *encoding == "base64"
                                 ? base::base64_decode(answer.body).value_or("")
                                 : answer.body;
    const auto body = drop_.parser.parse(text);
    if (!body) co_return std::unexpected(unreadable(drop_.peer, body.error()));
    base::ObjectReader in(*body, "");
    const std::string key = in.text("idempotency_key");
    std::string tracking = in.text_or("tracking", "");
    std::string ship_by = in.text_or("ship_by", "");
    std::vector<std::string> reasons = in.texts_or_none("reasons");
    if (in.error() || key != order_.idempotency_key || (tracking.empty() && reasons.empty()))
      co_return retry(drop_.peer + ": the acknowledgement cannot be read");
    if (reasons.size() > reasons_max) reasons.resize(reasons_max);
    model::TaskDone done{{}, "by a file in the drop", false};
    model::Happening said = model::OrderRejected{std::move(reasons)};
    if (!tracking.empty()) said = model::OrderAcknowledged{std::move(tracking), std::move(ship_by)};
    done.events.push_back({line().now(), order_.case_id, drop_.lab, std::move(said)});
    co_return done;
  }
};

class Connector final : public model::ChannelConnector {
 public:
  explicit Connector(Drop drop) : drop_(std::move(drop)) {}

  std::unique_ptr<model::Task> submit(const model::Order& order) override {
    return std::make_unique<Submission>(drop_, order);
  }
  std::unique_ptr<model::Task> settle(const model::Order& order) override {
    return std::make_unique<Settlement>(drop_, order);
  }
  std::unique_ptr<model::Task> acknowledgement(const model::Order& order) override {
    return std::make_unique<Acknowledgement>(drop_, order);
  }

 private:
  Drop drop_;
};

}  // namespace

base::Expected<std::unique_ptr<model::ChannelConnector>> make_connector(const model::PracticeBench& practice,
                                                                        const model::LabAccess& lab) {
  if (!lab.sftp)
    return base::failure("practice " + practice.practice.text, "there is no drop folder at " + lab.kind,
                         "give the lab's \"sftp\"");
  Drop drop;
  drop.practice = practice.practice;
  drop.lab = lab.profile->lab;
  drop.profile = lab.profile;
  drop.peer = "the drop of " + lab.profile->name;
  drop.folder = lab.sftp->endpoint.base_path;
  drop.user = lab.sftp->user;
  drop.files_url = practice.files_url;
  return std::make_unique<Connector>(std::move(drop));
}

}  // namespace articulator::connect::sftp
