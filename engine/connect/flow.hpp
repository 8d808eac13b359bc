// Flow: a task over a wire written as straight-line code, by coroutines.
//
//   Flow<Outcome> Note::run(bool may_have_happened) {
//     if (may_have_happened) { const auto there = co_await already_there(); ... }
//     const base::HttpResponse& answer = co_await line().call(api_.post("/commlogs", body));
//     if (auto failed = failure_of("Open Dental", answer, line().now())) co_return std::unexpected(*failed);
//     co_return model::TaskDone{};
//   }
//
// A flow runs until it calls the peer; the caller of the Task performs the request and hands in the answer,
// and the flow goes on where it was. Flows await each other: a flow is a function that may call the peer in
// the middle. Nothing here waits, and a flow that is not resumed costs its frame and nothing else.
#pragma once

#include "engine/base/assert.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/connector.hpp"

#include <coroutine>
#include <exception>
#include <expected>
#include <optional>
#include <utility>

namespace articulator::connect {

// What a flow that calls the peer comes to, or why it could not.
template <typename T>
using Got = std::expected<T, model::TaskFailed>;
using Outcome = Got<model::TaskDone>;

// Lazy: runs when awaited, or when a FlowTask starts it.
template <typename T>
class [[nodiscard]] Flow {
 public:
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;

  struct promise_type {
    std::optional<T> result;
    std::coroutine_handle<> caller;

    Flow get_return_object() { return Flow(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Return {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(Handle done) noexcept {
        if (!done.promise().caller) return std::noop_coroutine();
        return done.promise().caller;
      }
      void await_resume() noexcept {}
    };
    Return final_suspend() noexcept { return {}; }
    template <typename Value>
    void return_value(Value&& value) {
      result.emplace(std::forward<Value>(value));
    }
    void unhandled_exception() { std::terminate(); }  // none of ours throws; out of memory ends the program
  };

  Flow() = default;
  explicit Flow(Handle handle) : handle_(handle) {}
  Flow(Flow&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Flow& operator=(Flow&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Flow() {
    if (handle_) handle_.destroy();
  }

  // co_await on a flow: run it, then go on with what it came to.
  bool await_ready() noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
    handle_.promise().caller = caller;
    return handle_;
  }
  T await_resume() { return std::move(*handle_.promise().result); }

  void start() { handle_.resume(); }
  [[nodiscard]] bool done() const { return handle_.done(); }
  T take() { return std::move(*handle_.promise().result); }

 private:
  Handle handle_;
};

// A flow's end of the wire.
class Line {
 public:
  struct Call {
    Line& line;
    bool await_ready() noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) noexcept { line.waiting_ = waiting; }
    const base::HttpResponse& await_resume() noexcept { return *line.response_; }
  };

  // The answer stays valid until the next call of the same line: take out what is needed before.
  Call call(base::HttpRequest request) {
    request_ = std::move(request);
    return Call{*this};
  }
  [[nodiscard]] base::Instant now() const { return now_; }  // of the start or of the last answer

 private:
  friend class FlowTask;
  base::HttpRequest request_;
  const base::HttpResponse* response_ = nullptr;
  std::coroutine_handle<> waiting_;
  base::Instant now_;
};

// A Task that is one flow. Started anew, it begins the flow anew; what the derived class keeps in members
// stays.
class FlowTask : public model::Task {
 public:
  model::TaskStep start(bool may_have_happened, base::Instant now) final {
    line_.now_ = now;
    line_.waiting_ = {};
    flow_ = run(may_have_happened);
    flow_.start();
    return step();
  }

  model::TaskStep answered(const base::HttpResponse& response, base::Instant now) final {
    ART_ASSERT(line_.waiting_);  // an answer to a question that was asked
    line_.now_ = now;
    line_.response_ = &response;
    std::exchange(line_.waiting_, {}).resume();
    return step();
  }

 protected:
  virtual Flow<Outcome> run(bool may_have_happened) = 0;
  Line& line() { return line_; }

 private:
  model::TaskStep step() {
    if (!flow_.done()) return std::move(line_.request_);
    Outcome outcome = flow_.take();
    if (outcome) return std::move(*outcome);
    return std::move(outcome.error());
  }

  Line line_;
  Flow<Outcome> flow_;
};

}  // namespace articulator::connect
