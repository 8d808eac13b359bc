#include "engine/host/store.hpp"

#include <array>
#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace articulator::host {
namespace {

constexpr const char* schema_version = "1";

constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inputs(sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL,
                                  body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS outbox(call INTEGER PRIMARY KEY, origin TEXT NOT NULL, request BLOB NOT NULL);
)";

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

std::string_view blob(sqlite3_stmt* row, int column) {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column)))
               : std::string_view();
}

void bind_blob(sqlite3_stmt* statement, int place, std::string_view bytes) {
  // A null pointer would bind NULL.
  sqlite3_bind_blob64(statement, place, bytes.empty() ? "" : bytes.data(), bytes.size(), SQLITE_STATIC);
}

// Personal data lies in the file, so it is nobody else's to read; SQLite gives its side files the same mode.
void make_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
}

}  // namespace

struct Store::State {
  std::string path;
  Database database;
  Statement begin_transaction, commit_transaction, insert_input, insert_call, delete_call, put_meta, get_meta;
  bool in_transaction = false;
  std::optional<base::Error> error;

  [[nodiscard]] base::Error sqlite_error(
      std::string to_do = "see that the disk has room and the file is writable") const {
    return {path, std::string("the store says: ") + sqlite3_errmsg(database.get()), std::move(to_do)};
  }
  [[nodiscard]] bool execute(const char* sql) const {
    return sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
  }
  [[nodiscard]] Statement prepare(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v3(database.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return Statement(statement);
  }
  void run(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE && !error) error = sqlite_error();
    sqlite3_reset(statement);
  }
  void write(sqlite3_stmt* statement) {
    if (!in_transaction) run(begin_transaction.get());
    in_transaction = true;
    run(statement);
  }
  void set_meta(std::string_view name, std::string_view value) {
    sqlite3_bind_text(put_meta.get(), 1, name.data(), static_cast<int>(name.size()), SQLITE_STATIC);
    bind_blob(put_meta.get(), 2, value);
    write(put_meta.get());
  }
  [[nodiscard]] std::optional<std::string> meta(std::string_view name) const {
    sqlite3_bind_text(get_meta.get(), 1, name.data(), static_cast<int>(name.size()), SQLITE_STATIC);
    std::optional<std::string> value;
    if (sqlite3_step(get_meta.get()) == SQLITE_ROW) value = std::string(blob(get_meta.get(), 0));
    sqlite3_reset(get_meta.get());
    return value;
  }
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

base::Expected<Store> Store::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  if (path != ":memory:") make_private(path);
  sqlite3* database = nullptr;
  const int opened = sqlite3_open_v2(
      path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  state->database.reset(database);
  if (opened != SQLITE_OK)
    return std::unexpected(state->sqlite_error("give a file in a folder that exists and is writable"));
  // Exclusive: two daemons on one store would each perform the other's calls. A checkpoint syncs, so it comes
  // seldom: every 32 MiB of log, some ten thousand steps.
  const bool ready = state->execute(
                         "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                         "PRAGMA wal_autocheckpoint=8192; BEGIN IMMEDIATE; COMMIT;") &&
                     state->execute(schema);
  if (!ready) {
    const int code = sqlite3_errcode(database);
    if (code == SQLITE_BUSY)
      return base::failure(path, "another process uses this store", "end it, or give a --store of its own");
    return std::unexpected(state->sqlite_error("give another --store, or take this file away"));
  }
  state->begin_transaction = state->prepare("BEGIN IMMEDIATE");
  state->commit_transaction = state->prepare("COMMIT");
  state->insert_input = state->prepare("INSERT INTO inputs(at, kind, body) VALUES(?, ?, ?)");
  state->insert_call = state->prepare("INSERT INTO outbox(call, origin, request) VALUES(?, ?, ?)");
  state->delete_call = state->prepare("DELETE FROM outbox WHERE call = ?");
  state->put_meta = state->prepare("INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)");
  state->get_meta = state->prepare("SELECT value FROM meta WHERE name = ?");
  for (const Statement* statement :
       {&state->insert_input, &state->insert_call, &state->put_meta, &state->get_meta})
    if (!*statement)
      return base::failure(path, "this is a database, but not an engine's store", "give another --store");
  const std::optional<std::string> version = state->meta("version");
  if (version && *version != schema_version)
    return base::failure(path, "the store was written by another version of the engine",
                         "use that version, or give another --store");
  Store store(std::move(state));
  if (!version) store.state_->set_meta("version", schema_version);
  if (auto kept = store.commit(); !kept) return std::unexpected(kept.error());
  return store;
}

base::Expected<void> Store::reset(std::string_view bench) {
  State& state = *state_;
  for (const char* sql :
       {"DELETE FROM inputs", "DELETE FROM outbox", "DELETE FROM meta WHERE name = 'began'"})
    state.write(state.prepare(sql).get());
  state.set_meta("bench", bench);
  return commit();
}

std::optional<std::string> Store::bench() const {
  return state_->meta("bench");
}

std::optional<base::Instant> Store::began() const {
  const std::optional<std::string> text = state_->meta("began");
  if (!text) return std::nullopt;
  const auto at = base::parse_instant(*text);
  return at ? std::optional(*at) : std::nullopt;
}

void Store::begin(base::Instant at) {
  state_->set_meta("began", base::format_instant(at));
}

void Store::add_input(base::Instant at, const Encoded& input) {
  sqlite3_stmt* statement = state_->insert_input.get();
  sqlite3_bind_int64(statement, 1, at.ms_since_epoch);
  sqlite3_bind_int(statement, 2, static_cast<int>(input.kind));
  bind_blob(statement, 3, input.body);
  state_->write(statement);
}

void Store::add_call(const workflow::Call& call) {
  sqlite3_stmt* statement = state_->insert_call.get();
  const std::string request = encode_request(call.request);
  sqlite3_bind_int64(statement, 1, static_cast<sqlite3_int64>(call.id));
  sqlite3_bind_text(statement, 2, call.origin.data(), static_cast<int>(call.origin.size()), SQLITE_STATIC);
  bind_blob(statement, 3, request);
  state_->write(statement);
}

void Store::call_done(workflow::CallId call) {
  sqlite3_bind_int64(state_->delete_call.get(), 1, static_cast<sqlite3_int64>(call));
  state_->write(state_->delete_call.get());
}

bool Store::dirty() const {
  return state_->in_transaction;
}

base::Expected<void> Store::commit() {
  if (state_->in_transaction) {
    state_->run(state_->commit_transaction.get());
    state_->in_transaction = false;
  }
  if (state_->error) return std::unexpected(*state_->error);
  return {};
}

base::Expected<void> Store::each_input(const std::function<bool(base::Instant, const What&)>& use) const {
  const Statement rows = state_->prepare("SELECT sequence, at, kind, body FROM inputs ORDER BY sequence");
  if (!rows) return std::unexpected(state_->sqlite_error());
  int outcome = sqlite3_step(rows.get());
  for (; outcome == SQLITE_ROW; outcome = sqlite3_step(rows.get())) {
    const auto kind = static_cast<Kind>(sqlite3_column_int(rows.get(), 2));
    const std::optional<What> what = decode(kind, blob(rows.get(), 3));
    if (!what)
      return base::failure(
          state_->path,
          "input " + std::to_string(sqlite3_column_int64(rows.get(), 0)) + " of the store is damaged",
          "restore the file from a copy, or give another --store");
    if (!use({sqlite3_column_int64(rows.get(), 1)}, *what)) return {};
  }
  if (outcome != SQLITE_DONE) return std::unexpected(state_->sqlite_error());
  return {};
}

std::map<workflow::CallId, std::string> Store::open_calls() const {
  std::map<workflow::CallId, std::string> calls;
  const Statement rows = state_->prepare("SELECT call, request FROM outbox");
  while (rows && sqlite3_step(rows.get()) == SQLITE_ROW)
    calls.emplace(static_cast<workflow::CallId>(sqlite3_column_int64(rows.get(), 0)), blob(rows.get(), 1));
  return calls;
}

}  // namespace articulator::host
