// The readers of surface files, one a format. Each hands its triangles to a Surface, or says what is wrong.
#pragma once

#include "engine/base/error.hpp"
#include "engine/validation/scan/look.hpp"
#include "engine/validation/scan/surface.hpp"

#include <optional>
#include <string_view>

namespace articulator::validation::scan {

// What the content says it is; empty: none of them.
std::optional<Format> format_of(std::string_view bytes);

base::Expected<Surface> read_stl_ascii(std::string_view bytes);
base::Expected<Surface> read_stl_binary(std::string_view bytes);
base::Expected<Surface> read_ply(std::string_view bytes);
base::Expected<Surface> read_obj(std::string_view bytes);

// Shared by their messages.
inline constexpr std::string_view export_again = "export the scan again";

}  // namespace articulator::validation::scan
