// Paperwork: what the order desk can read besides JSON, a mail with parts and a form in PDF.
//
//   const Mail mail = read_mail(message);              // mail.from, mail.parts[0].name, .content
//   const Form form = read_form(pdf);                  // form.pages, form.text
//
// Both read no more than the lab needs: parts in base64 or plain text one level deep; text that a PDF shows
// from streams that are not compressed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::glidewell {

struct MailPart {
  std::string name;  // of its Content-Disposition; may be empty
  std::string content;
};

struct Mail {
  std::string from;
  std::string to;
  std::vector<MailPart> parts;  // at most 200
};
Mail read_mail(std::string_view message);

struct Form {
  int pages = 0;  // 0: it is no PDF
  std::string text;
};
Form read_form(std::string_view pdf);

// Lower case, '_' and runs of blanks as one blank: how a clerk compares what stands on two sheets.
std::string as_a_clerk_reads(std::string_view text);

}  // namespace articulator::simulators::glidewell
