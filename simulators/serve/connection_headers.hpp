// Headers that belong to a connection and not to the message that crosses it (RFC 9110, 7.6.1), and those
// that cpp-httplib adds to a request of its own. They stay at the socket, so that a message reads the same
// whether it came over one or not.
#pragma once

#include <string_view>

namespace articulator::serve {

bool of_the_connection(std::string_view header_name);

}  // namespace articulator::serve
