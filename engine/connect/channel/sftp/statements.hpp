// A lab's statements as files: what lies in the folder `statements` of its drop (REC-01).
//
//   const auto files = co_await fetch_statements(access, peer, parser, line(), remark);
//
// Every `*.csv` there is fetched whole at each look, and nothing is moved or deleted: the folder is the
// lab's, and a file that it corrects under the same name is told by its content (StatementBook). A name with
// other characters than letters, digits, `.`, `_` and `-` cannot be asked for over every server, and counts
// in the remark.
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/connect/flow.hpp"
#include "engine/model/bench.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::connect::sftp {

struct StatementFile {
  std::string name;
  std::string content;
};

// A look fetches no more; of more files those whose names come last, since labs name them by month.
inline constexpr std::size_t statement_files_max = 100;
inline constexpr std::int64_t statement_bytes_max = 8'000'000;  // each: as base64 in one answer
inline constexpr std::int64_t look_bytes_max = 32'000'000;      // all of a look

// By name. No such folder: none. The calls go to the drop's own address, whoever's task it is.
Flow<Got<std::vector<StatementFile>>> fetch_statements(const model::SftpAccess& drop, std::string peer,
                                                       base::JsonParser& parser, Line& line,
                                                       std::string& remark);

}  // namespace articulator::connect::sftp
