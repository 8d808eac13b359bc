# shellcheck shell=bash
# Sourced by the commands of this folder: installs what is missing, builds what is out of date.
# Everything said here goes to stderr, so that a command's own output stays clean.
#
#   ensure_packages                 every package of tools/packages.txt is installed
#   ensure_built PRESET TARGET      build/PRESET holds an up-to-date TARGET
#
# Both end the script with status 2 and say what to do when they cannot.

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
logs=$root/build/logs

# Two checkouts of the same code share what was compiled, wherever they lie.
export CCACHE_BASEDIR=$root

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
fail() {
  say "$*"
  exit 2
}

# Shows a long command's output as one line that moves, on a terminal; else shows nothing.
show_progress() {
  if [[ ! -t 2 ]]; then
    cat >/dev/null
    return
  fi
  local line width
  width=$(tput cols 2>/dev/null || echo 80)
  while IFS= read -r line; do
    printf '\r\033[K%s' "${line:0:width-1}" >&2
  done
  printf '\r\033[K' >&2
}

# The missing packages, in one line.
packages_missing() {
  local wanted installed package missing=""
  wanted=$(grep -vE '^(#|$)' "$root/tools/packages.txt")
  # shellcheck disable=SC2086  # one word a package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^installed //p')
  for package in $wanted; do
    grep -qxF "$package" <<<"$installed" || missing+=" $package"
  done
  echo "${missing# }"
}

ensure_packages() {
  if ! command -v dpkg-query >/dev/null; then
    say "this is not Debian: going on with whatever of tools/packages.txt is installed here"
    return
  fi
  local missing log=$logs/packages.log
  missing=$(packages_missing)
  [[ -n $missing ]] || return 0
  [[ $(id -u) == 0 ]] ||
    fail "Debian packages are missing; install them with: sudo apt-get update && sudo apt-get install --no-install-recommends $missing"
  mkdir -p "$logs"
  say "installing $(wc -w <<<"$missing") Debian packages (log: $log)"
  # The lists may be absent (a fresh image) or old. A source that is out of reach is not
  # yet a failure: what matters is whether the packages come.
  {
    DEBIAN_FRONTEND=noninteractive apt-get update -o Acquire::Retries=3
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 $missing
    echo "apt-get ended with status $?"
  } </dev/null 2>&1 | tee "$log" | show_progress
  missing=$(packages_missing)
  [[ -z $missing ]] || {
    tail -n 15 "$log" >&2
    fail "not installed: $missing (whole log: $log; once mended, repeat the same command)"
  }
}

# True when nothing that TARGET is made of changed since it was last built. A folder's own
# time changes when a file is added to it or removed.
is_built() {
  local stamp=$root/build/$1/.built-$2
  [[ -f $stamp && $(<"$stamp") == "$root" ]] || return 1
  [[ -z $(cd "$root" && find CMakeLists.txt CMakePresets.json tools/packages.txt tools engine \
    simulators scenarios/runner replay property_tests \
    \( -type d -o -name '*.?pp' -o -name 'CMakeLists.txt' -o -name '*.txt' -o -name '*.json' \) \
    -newer "$stamp" -print -quit 2>&1) ]]
}

# What a failed build said that matters: its first errors, else its last lines.
show_errors() {
  local lines
  lines=$(grep -E -A 2 '^CMake Error|^FAILED: |: (fatal )?error: |undefined reference|ld returned' "$1" |
    grep -vE '^--$|^/usr/bin/ccache ' | sed 's|^\(In file included from \)\?\.\./\.\./|\1|' | head -n 12)
  printf '%s\n' "${lines:-$(tail -n 15 "$1")}" >&2
}

configure_and_build() {
  local preset=$1 target=$2 dir=$root/build/$1 log=$logs/build-$1-$2.log fresh=()
  # A build folder that was moved or copied along with the project belongs to the old place.
  if [[ -f $dir/CMakeCache.txt ]] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$dir/CMakeCache.txt"; then
    fresh=(--fresh)
  fi
  mkdir -p "$dir" "$logs"
  if [[ -t 2 || ! -f $dir/build.ninja ]]; then
    say "building $target, preset $preset (log: $log)"
  fi
  printf '%s\n' "$root" >"$dir/.building-$target"
  (
    set -o pipefail
    cd "$root" || exit 1
    {
      if [[ ${#fresh[@]} -gt 0 || ! -f $dir/build.ninja || CMakePresets.json -nt $dir/build.ninja ]]; then
        cmake --preset "$preset" "${fresh[@]}" || exit 1
      fi
      # -k 0: one mistake does not hide the others.
      cmake --build "$dir" --target "$target" --parallel "$(nproc)" -- -k 0
    } </dev/null 2>&1 | tee "$log" | show_progress
  ) || {
    show_errors "$log"
    say "the build failed (whole log: $log); repeat it with: cmake --build $dir --target $target"
    return 1
  }
  # Dated to the start of the build, so that what changed meanwhile counts as new.
  mv "$dir/.building-$target" "$dir/.built-$target"
}

# Builds TARGET unless it is up to date; does not end the script but returns 1 on failure.
build() {
  is_built "$1" "$2" && return 0
  mkdir -p "$root/build"
  (
    flock -n 9 || {
      say "another build is under way here; waiting for it"
      flock 9
    }
    is_built "$1" "$2" && exit 0
    ensure_packages
    configure_and_build "$1" "$2"
  ) 9>"$root/build/.lock"
}

ensure_built() { build "$1" "$2" || exit 2; }
