// For tests: OpenSSH's sshd and a mail server (python3-aiosmtpd), started on loopback with keys and
// certificates made for the occasion in a folder of their own, and ended with the object. Ports are ones that
// were free.
//
//   RealSftp sftp;                            // {.file_bytes_max = 100'000}: a disk that is soon full
//   sftp.access()                             // what the bench says of it
//   RealMail mail(RealMail::Tls::offered);
//
// Where a program is not installed, `why_not()` says so and the test is passed over.
#pragma once

#include "engine/model/bench.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace articulator::host::test {

inline constexpr std::chrono::seconds patience{20};

inline std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// A folder that goes with the object.
class Folder {
 public:
  Folder() {
    std::string path = (std::filesystem::temp_directory_path() / "articulator-servers-XXXXXX").string();
    path_ = mkdtemp(path.data()) == nullptr ? std::string() : path;
  }
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// A program that runs until the object ends; `run` waits for its end instead.
class Program {
 public:
  Program(std::vector<std::string> words, const std::string& log, rlim_t file_bytes_max = RLIM_INFINITY) {
    std::vector<char*> arguments;
    for (std::string& word : words)
      arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int output = open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGTERM);
      if (file_bytes_max != RLIM_INFINITY) {
        const rlimit limit{file_bytes_max, file_bytes_max};
        setrlimit(RLIMIT_FSIZE, &limit);
      }
      dup2(output, STDOUT_FILENO);
      dup2(output, STDERR_FILENO);
      execv(arguments[0], arguments.data());
      _exit(127);
    }
    if (output >= 0) close(output);
  }
  ~Program() {
    if (pid_ <= 0) return;
    kill(pid_, SIGTERM);
    for (int tries = 0; tries < 200 && waitpid(pid_, nullptr, WNOHANG) == 0; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      if (tries == 150) kill(pid_, SIGKILL);
    }
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] bool ended() {
    if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = 0;
    return pid_ <= 0;
  }

  static bool run(std::vector<std::string> words, const std::string& log) {
    Program program(std::move(words), log);
    int status = 1;
    waitpid(program.pid_, &status, 0);
    program.pid_ = 0;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  pid_t pid_ = 0;
};

inline int free_port() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  bind(listener, reinterpret_cast<const sockaddr*>(&address), size);
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  close(listener);
  return ntohs(address.sin_port);
}

// Whether somebody listens there before the patience is over or the program has ended.
inline bool listens(int port, Program& program) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < until && !program.ended()) {
    const int caller = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool there = ::connect(caller, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(caller);
    if (there) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

class RealSftp {
 public:
  explicit RealSftp(rlim_t file_bytes_max = RLIM_INFINITY) {
    for (const char* program : {sshd, keygen})
      if (access_of(program) != 0) {
        why_not_ = std::string(program) + " is not installed";
        return;
      }
    std::filesystem::create_directories(drop());
    bool made = Program::run({keygen, "-q", "-t", "ed25519", "-N", "", "-f", folder_ / "host_key"}, log());
    made = Program::run({keygen, "-q", "-t", "ed25519", "-N", "", "-f", folder_ / "user_key"}, log()) && made;
    made = Program::run({keygen, "-q", "-t", "ed25519", "-N", "", "-f", folder_ / "stranger_key"}, log()) &&
           made;
    made = made &&
           Program::run({keygen, "-l", "-E", "sha256", "-f", folder_ / "host_key.pub"}, folder_ / "print");
    std::filesystem::copy_file(folder_ / "user_key.pub", folder_ / "authorized_keys");
    std::istringstream words(content_of(folder_ / "print"));
    std::string bits;
    words >> bits >> fingerprint_;
    if (geteuid() == 0) {
      std::error_code ignored;  // where sshd, as root, wants to be locked into
      std::filesystem::create_directories("/run/sshd", ignored);
    }
    port_ = free_port();
    std::ofstream(folder_ / "config")
        << "Port " << port_ << "\nListenAddress 127.0.0.1\nHostKey " << folder_ / "host_key"
        << "\nAuthorizedKeysFile " << folder_ / "authorized_keys"
        << "\nStrictModes no\nPidFile none\nUsePAM no\nPasswordAuthentication no\n"
           "KbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n"
           "Subsystem sftp internal-sftp\nForceCommand internal-sftp\nLogLevel ERROR\n";
    program_ = std::make_unique<Program>(std::vector<std::string>{sshd, "-D", "-e", "-f", folder_ / "config"},
                                         log(), file_bytes_max);
    if (!made || !listens(port_, *program_)) why_not_ = "sshd does not start: " + content_of(log());
  }

  [[nodiscard]] const std::string& why_not() const { return why_not_; }
  [[nodiscard]] std::string drop() const { return folder_ / "drop"; }
  [[nodiscard]] std::string origin() const { return "sftp://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::string stranger_key() const { return folder_ / "stranger_key"; }

  [[nodiscard]] model::SftpAccess access() const {
    const passwd* me = getpwuid(geteuid());
    return {{origin(), drop()}, me == nullptr ? "root" : me->pw_name, fingerprint_, folder_ / "user_key"};
  }

 private:
  static constexpr const char* sshd = "/usr/sbin/sshd";
  static constexpr const char* keygen = "/usr/bin/ssh-keygen";
  static int access_of(const char* program) { return ::access(program, X_OK); }
  [[nodiscard]] std::string log() const { return folder_ / "log"; }

  Folder folder_;
  std::string why_not_;
  std::string fingerprint_;
  int port_ = 0;
  std::unique_ptr<Program> program_;
};

class RealMail {
 public:
  enum class Tls { offered, none };

  explicit RealMail(Tls tls) {
    if (::access("/usr/bin/openssl", X_OK) != 0 ||
        !Program::run({"/usr/bin/python3", "-c", "import aiosmtpd"}, folder_ / "log")) {
      why_not_ = "openssl or python3-aiosmtpd is not installed";
      return;
    }
    bool made = make_certificate("relay");
    made = make_certificate("other") && made;
    std::ofstream(folder_ / "server.py") << server;
    port_ = free_port();
    program_ = std::make_unique<Program>(
        std::vector<std::string>{"/usr/bin/python3", folder_ / "server.py", std::to_string(port_),
                                 tls == Tls::offered ? folder_ / "relay.pem" : "", folder_ / "relay.key",
                                 folder_ / "message"},
        folder_ / "log");
    if (!made || !listens(port_, *program_))
      why_not_ = "the mail server does not start: " + content_of(folder_ / "log");
  }

  [[nodiscard]] const std::string& why_not() const { return why_not_; }
  [[nodiscard]] std::string origin(const std::string& host = "localhost") const {
    return "smtp://" + host + ":" + std::to_string(port_);
  }
  [[nodiscard]] model::MailAccess access(const std::string& host = "localhost") const {
    return {{origin(host), ""}, "orders@p-01.example", "", "", folder_ / "relay.pem"};
  }
  [[nodiscard]] std::string other_ca() const { return folder_ / "other.pem"; }
  [[nodiscard]] std::string message() const { return content_of(folder_ / "message"); }
  // What another reader of mail makes of it: subject, then the name and size of each part.
  [[nodiscard]] std::string read_by_others() const { return content_of(folder_ / "message.parts"); }

 private:
  bool make_certificate(const std::string& name) {
    return Program::run(
        {"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", folder_ / (name + ".key"), "-out", folder_ / (name + ".pem")},
        folder_ / "log");
  }

  static constexpr const char* server = R"py(import email, signal, ssl, sys
from aiosmtpd.controller import Controller

port, certificate, key, out = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]

class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("later@"):
            return "450 4.2.0 greylisted, come again"
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content)
        with open(out + ".parts", "w") as parts:
            print("tls" if session.ssl else "clear", envelope.mail_from, ",".join(envelope.rcpt_tos), file=parts)
            print(message["Subject"], message["Message-ID"], file=parts)
            for part in message.walk():
                if not part.is_multipart():
                    print(part.get_content_type(), part.get_filename(), len(part.get_payload(decode=True)), file=parts)
        with open(out, "wb") as copy:
            copy.write(envelope.content)
        return "250 OK"

tls = {}
if certificate:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    tls = {"tls_context": context, "require_starttls": True}
signal.alarm(120)
controller = Controller(Handler(), hostname="127.0.0.1", port=port, **tls)
controller.start()
signal.pause()
)py";

  Folder folder_;
  std::string why_not_;
  int port_ = 0;
  std::unique_ptr<Program> program_;
};

}  // namespace articulator::host::test
