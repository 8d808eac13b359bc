#include "simulators/lab/glidewell/paperwork.hpp"

#include "engine/base/hash.hpp"

#include <algorithm>
#include <cstddef>

namespace articulator::simulators::glidewell {
namespace {

constexpr std::size_t parts_max = 200;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

struct Entity {
  std::string head;  // unfolded
  std::string_view body;
};

Entity split(std::string_view entity) {
  Entity read;
  const std::size_t blank = entity.find("\r\n\r\n");
  std::string_view head = entity.substr(0, blank);
  if (blank != std::string_view::npos) read.body = entity.substr(blank + 4);
  for (std::size_t at = 0; at < head.size(); ++at) {
    if (head[at] == '\r') continue;
    if (head[at] == '\n' && at + 1 < head.size() && (head[at + 1] == ' ' || head[at + 1] == '\t')) continue;
    read.head += head[at];
  }
  return read;
}

std::string field(const Entity& entity, std::string_view name) {
  const std::string head = "\n" + entity.head;
  const std::string low = lower(head);
  const std::size_t at = low.find("\n" + lower(name) + ":");
  if (at == std::string::npos) return {};
  const std::size_t from = at + name.size() + 2;
  std::string value = head.substr(from, head.find('\n', from) - from);
  value.erase(0, value.find_first_not_of(' '));
  return value;
}

// The value of `key="..."` or `key=...` in a field.
std::string parameter(const std::string& value, std::string_view key) {
  const std::size_t at = lower(value).find(std::string(key) + "=");
  if (at == std::string::npos) return {};
  std::string rest = value.substr(at + key.size() + 1);
  if (rest.starts_with('"')) return rest.substr(1, rest.find('"', 1) - 1);
  return rest.substr(0, rest.find_first_of("; \t"));
}

std::string decoded(const Entity& part) {
  if (lower(field(part, "Content-Transfer-Encoding")) != "base64") return std::string(part.body);
  std::string text;
  for (const char c : part.body)
    if (c != '\r' && c != '\n' && c != ' ') text += c;
  return base::base64_decode(text).value_or("");
}

// "Practice <orders@p-01.example>" -> the address.
std::string address(const std::string& value) {
  const std::size_t open = value.find('<');
  return open == std::string::npos ? value : value.substr(open + 1, value.find('>', open) - open - 1);
}

bool octal(char c) {
  return c >= '0' && c <= '7';
}

// A literal text of a content stream, from after its bracket; `at` comes to stand behind the closing one.
std::string literal(std::string_view pdf, std::size_t& at) {
  std::string text;
  int depth = 1;
  for (; at < pdf.size(); ++at) {
    char c = pdf[at];
    if (c == ')' && --depth == 0) break;
    if (c == '(') ++depth;
    if (c == '\\' && at + 1 < pdf.size()) {
      c = pdf[++at];
      if (octal(c)) {
        int code = 0;
        std::size_t digits = 0;
        for (; digits < 3 && at + digits < pdf.size() && octal(pdf[at + digits]); ++digits)
          code = code * 8 + (pdf[at + digits] - '0');
        at += digits - 1;
        c = static_cast<char>(code);
      }
    }
    text += c;
  }
  ++at;
  return text;
}

}  // namespace

Mail read_mail(std::string_view message) {
  const Entity whole = split(message);
  Mail mail;
  mail.from = address(field(whole, "From"));
  mail.to = address(field(whole, "To"));
  const std::string boundary = "--" + parameter(field(whole, "Content-Type"), "boundary");
  if (boundary.size() <= 2) return mail;
  std::size_t at = whole.body.find(boundary);
  while (at != std::string_view::npos && mail.parts.size() < parts_max) {
    const std::size_t from = at + boundary.size();
    if (whole.body.substr(from, 2) == "--") break;
    at = whole.body.find("\r\n" + boundary, from);
    if (at == std::string_view::npos) break;
    const Entity part = split(whole.body.substr(from + 2, at - from - 2));
    mail.parts.push_back({parameter(field(part, "Content-Disposition"), "filename"), decoded(part)});
    at += 2;
  }
  return mail;
}

Form read_form(std::string_view pdf) {
  Form form;
  if (!pdf.starts_with("%PDF-")) return form;
  constexpr std::string_view page = "/Type /Page";
  for (std::size_t at = pdf.find(page); at != std::string_view::npos; at = pdf.find(page, at + 1))
    if (pdf.substr(at + page.size(), 1) != "s") ++form.pages;
  for (std::size_t at = pdf.find('('); at != std::string_view::npos; at = pdf.find('(', at)) {
    std::string text = literal(pdf, ++at);
    if (at <= pdf.size() && pdf.substr(at, 3) == " Tj") form.text += text + "\n";
  }
  return form;
}

std::string as_a_clerk_reads(std::string_view text) {
  std::string out;
  for (const char c : lower(text)) {
    const bool blank = c == ' ' || c == '_' || c == '\n' || c == '\r' || c == '\t';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

}  // namespace articulator::simulators::glidewell
