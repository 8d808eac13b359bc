// The bench description: what an engine is given at start (DESIGN.md, "Engine contract"), typed.
//
//   {"seed": 7, "practices": [{"practice": "p-01", "policy": {...world.policy...},
//     "pms": {"kind": "open-dental", "url": "http://127.0.0.1:4000/api/v1", "developer_key": "...",
//             "customer_key": "...", "client_id": "...", "client_secret": "...",
//             "organization_id": "...", "time_zone": "America/Chicago", "permissions": ["ApiAllOthers"],
//             "webhook_url": "engine:/webhooks/open-dental", "poll_seconds": 30,
//             "tls": {"ca_file": "...", "certificate_file": "...", "key_file": "..."},
//             "files": {"url": "sftp://p-01@files.example:22/in", "host_key": "SHA256:...",
//                       "private_key_file": "...", "password": "..."}},
//     "labs": [{"kind": "glidewell", "url": "http://127.0.0.1:4001", "api_key": "...",
//               "client_id": "...", "client_secret": "...", "webhook_secret": "whsec_...", "profile": {...lab
//               profile...}, "sftp": {"url": "sftp://p-01@drop.lab.example:22/drop", "host_key":
//               "SHA256:...",
//                        "private_key_file": "/etc/articulator/drop_key"},
//               "mail": {"url": "smtp://relay.example:587", "from": "orders@practice.example",
//                        "user": "...", "password_file": "...", "ca_file": "..."}}],
//     "model": {"url": "https://models.example", "api_key": "...", "name": "...", "timeout_seconds": 20},
//     "insight": {...past figures, other labs, stock: insight_setup.hpp...},
//     "people": [{"id": "D-1", "role": "dentist", "token": "..."}]}]}
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/insight_setup.hpp"
#include "engine/model/lab_profile.hpp"
#include "engine/model/mail_access.hpp"
#include "engine/model/policy.hpp"
#include "engine/model/tls_access.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

// A lab's drop folder, or a site of our own where a PMS leaves files for us. The user may stand in the
// address, "sftp://p-01@...". Key and host key are for the host, which performs the calls; the secret itself
// stays in its file.
struct SftpAccess {
  Endpoint endpoint;             // its path is the folder
  std::string user;              // empty: the one that runs the engine
  std::string host_key;          // "SHA256:" and base64, as ssh-keyscan and ssh-keygen -l show it
  std::string private_key_file;  // OpenSSH or PEM
};

// Where Open Dental leaves the bytes of documents that it is asked for: it knows no other way to hand them
// out. The site is the practice's own, not the vendor's.
struct FileSite {
  SftpAccess sftp;
  std::string password;  // with which the PMS gets in, under the same user
};

struct PmsAccess {
  std::string kind;  // "open-dental"
  Endpoint endpoint;
  std::string developer_key;
  std::string customer_key;
  std::string client_id;  // OAuth 2 client credentials, where the vendor has them
  std::string client_secret;
  std::string organization_id;  // of the office, where one client serves many
  base::TimeZone zone;          // of the office, for its zoneless times
  std::vector<std::string> permissions;
  std::string webhook_url;        // where the PMS shall deliver table events; empty: none wanted
  int poll_seconds = 30;          // 1-3600, while the office is open
  bool fdi_teeth = false;         // `tooth_numbering` is "fdi": the practice writes teeth so (MAP-03)
  int poll_seconds_closed = 45;   // outside office hours; VAL-32 allows a minute at any hour
  std::optional<FileSite> files;  // none: documents are judged by what is said of them
  TlsAccess tls;                  // of an https address
};

struct LabAccess {
  std::string kind;  // "glidewell"
  Endpoint endpoint;
  std::string api_key;
  std::string client_id;  // OAuth 2 client credentials, where the lab has them
  std::string client_secret;
  std::string webhook_secret;  // "whsec_..."
  std::shared_ptr<const LabProfile> profile;
  std::optional<SftpAccess> sftp;
  std::optional<MailAccess> mail;
  TlsAccess tls;  // of an https address
};

// A chat endpoint that may make suggestions on notes (AIM-01). Not given: none is asked.
struct ModelAccess {
  Endpoint endpoint;
  std::string api_key;
  std::string name;          // of the model
  int timeout_seconds = 20;  // 1-600: then its word is no longer waited for
};

struct Person {
  PersonId id;
  Role role = Role::dentist;
  std::string token;
};

struct PracticeBench {
  PracticeId practice;
  Policy policy;
  PmsAccess pms;
  std::vector<LabAccess> labs;
  std::vector<Person> people;
  std::optional<ModelAccess> model;
  InsightSetup insight;
  std::string files_url;  // where the practice's files are to be had by their SHA-256; may be empty
};

struct Bench {
  std::uint64_t seed = 0;  // of the backoff jitter
  // SEC-02: whether a page wants a person's token: "pages": "by_role". Otherwise one without a token comes
  // from who runs the engine, on its own machine, and sees all; one with a token sees what its role may.
  bool pages_by_role = false;
  std::string operator_token;  // of who runs the engine, who sees all pages of all practices; empty: none
  std::vector<PracticeBench> practices;
};

// Error: the first thing wrong, with its JSON pointer. At most 1,000 practices, 8 labs and 200 people each.
base::Expected<Bench> read_bench(base::JsonValue value);

}  // namespace articulator::model
