#include "property_tests/explore/certified_worlds.hpp"

#include "property_tests/explore/world_generator.hpp"

namespace articulator::explore {

certificate::WorldMaker worlds_for(const runner::Library& library) {
  return [&library](const certificate::WorldNumber& world, const runner::Pair& pair) {
    return generate_world_text(world.seed, world.number, library, {.pair = pair, .engine_dies = false});
  };
}

}  // namespace articulator::explore
