// The subcommands of `articulator`, each in the file of its name. Each gets the arguments from its own name
// on, and returns the exit status of DESIGN, "The command": 0 all holds, 1 a check failed, 2 usage or
// unreadable input, 3 a server could not be reached.
#pragma once

namespace articulator::tools {

int run_command(int argc, const char* const* argv);
int explore_command(int argc, const char* const* argv);
int mutants_command(int argc, const char* const* argv);
int replay_command(int argc, const char* const* argv);
int insight_command(int argc, const char* const* argv);
int certify_command(int argc, const char* const* argv);
int simulate_command(int argc, const char* const* argv);
int engine_command(int argc, const char* const* argv);
int generate_command(int argc, const char* const* argv);
int scrub_command(int argc, const char* const* argv);
int worker_command(int argc, const char* const* argv);
int audit_command(int argc, const char* const* argv);

}  // namespace articulator::tools
