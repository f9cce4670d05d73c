# Builds the server and the web client. Sourced by ./dev.

# What was compiled once is found again by every build folder and every clone.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1

# One build at a time, also when two terminals ask; the lock is not handed on to what the build starts.
one_at_a_time() {
  mkdir -p "$root/build"
  flock -o "$root/build/.lock" "$@"
}

configure() { # preset
  [[ -f $root/build/$1/build.ninja ]] && return 0
  (cd "$root" && step "Configuring ($1)" "configure-$1" one_at_a_time cmake --preset "$1")
}

# compile release hearthd: builds the named targets, all when none is named. Ninja runs cmake again by itself.
compile() { # preset target…
  local preset=$1 title="Building ($*)" targets=()
  shift
  configure "$preset" || return
  [[ $# -gt 0 ]] && targets=(--target "$@")
  (cd "$root" && step "$title" "build-$preset" one_at_a_time cmake --build --preset "$preset" -j "$(nproc)" "${targets[@]}")
}

# Where the server program of a preset stands.
server_of() { echo "$root/build/$1/core/app/hearthd"; }

# A fingerprint of everything under these paths that can change what comes out: names and contents.
fingerprint() {
  (cd "$root" && find "$@" \( -name node_modules -o -path web/dist \) -prune -o -type f -print0 2>/dev/null |
    LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d ' ' -f 1)
}

# Does a stamp hold this fingerprint? stamped NAME FINGERPRINT; stamp NAME FINGERPRINT writes it.
stamped() { [[ -f $root/build/stamps/$1 && $(<"$root/build/stamps/$1") == "$2" ]]; }
stamp() {
  mkdir -p "$root/build/stamps"
  printf '%s' "$2" >"$root/build/stamps/$1"
}

web_packages() {
  local now
  now=$(fingerprint web/package-lock.json)-$(node --version)
  [[ -d $root/web/node_modules ]] && stamped web-packages "$now" && return 0
  step "Fetching the web client's packages" npm-ci npm --prefix "$root/web" ci --no-audit --no-fund --no-update-notifier || return
  stamp web-packages "$now"
}

web_client() {
  local now
  web_packages || return
  now=$(fingerprint web core/protocol)
  [[ -f $root/web/dist/index.html ]] && stamped web-client "$now" && return 0
  step "Building the web client" web-build npm --prefix "$root/web" run build || return
  stamp web-client "$now"
}
