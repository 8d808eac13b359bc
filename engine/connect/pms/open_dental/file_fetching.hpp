// Fetching the bytes of documents. Open Dental hands them out by SFTP only [D]: it is asked by DownloadSftp
// to put a file on a site of ours, where it is read and then deleted.
//
// A file that is not to be had, or is larger than 8 MB, is judged by its description, and the case goes on: a
// site that is down must not keep cases from being validated. After a failure it is left alone for a while.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/open_dental/office.hpp"
#include "engine/connect/pms/open_dental/rows.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace articulator::connect::open_dental {

// Into `on_its_way` of each that has no bytes yet and was not fetched before in this state. `fetched`: what
// was, and in which state. Failure: only what is worth retrying at Open Dental.
Flow<Got<bool>> fetch_files(Office& office, Line& line, std::vector<DocumentRow>& documents,
                            FetchedDocuments& fetched, std::string& remark);

}  // namespace articulator::connect::open_dental
