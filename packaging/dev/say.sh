# How ./dev speaks: headings, long steps with the seconds that pass, errors that show the end of their log.
# Sourced by ./dev. Everything goes to standard error; standard output is for results.

logs=$root/build/log

say() { printf '%s\n' "$*" >&2; }

die() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# The last words of a log, short enough for one line of a terminal, without colours and carriage returns.
last_words() {
  tail -c 400 "$1" 2>/dev/null | tr '\r' '\n' | sed 's/\x1b\[[0-9;]*[A-Za-z]//g; /^[[:space:]]*$/d' | tail -n 1 | cut -c 1-70
}

# Runs beside a step until it is killed. A terminal gets a line that counts; a log file gets one line in 15 s.
tick() { # title log
  trap 'exit 0' TERM
  trap '' INT
  local begun=$SECONDS
  while read -r -t "$([[ -t 2 ]] && echo 1 || echo 15)" <&"$tick_clock" || true; do
    if [[ -t 2 ]]; then
      printf '\r\e[K  … %s, %d s  %s' "$1" $((SECONDS - begun)) "$(last_words "$2")" >&2
    else
      printf '  … %s, %d s  %s\n' "$1" $((SECONDS - begun)) "$(last_words "$2")" >&2
    fi
  done
}

# step "Building the server" build-server cmake --build …
# The command runs in the foreground (so that Ctrl-C reaches it) with its output in build/log/<name>.log.
step() { # title name command…
  local title=$1 log=$logs/$2.log begun=$SECONDS status=0 ticker tick_clock
  shift 2
  mkdir -p "$logs"
  : >"$log"
  # A pipe nobody writes to is a clock that needs no child process for each second.
  exec {tick_clock}<> <(:)
  tick "$title" "$log" </dev/null >/dev/null &
  ticker=$!
  "$@" >"$log" 2>&1 </dev/null || status=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  exec {tick_clock}>&-
  [[ -t 2 ]] && printf '\r\e[K' >&2
  if [[ $status -eq 0 ]]; then
    printf '  ✓ %s (%d s)\n' "$title" $((SECONDS - begun)) >&2
  else
    printf '  ✗ %s: failed with %d after %d s. The end of %s:\n' "$title" "$status" $((SECONDS - begun)) "${log#"$root"/}" >&2
    tail -n "${HEARTH_LOG_LINES:-60}" "$log" | sed 's/^/    /' >&2
  fi
  return "$status"
}

# A step whose failure ends the run.
must() { step "$@" || exit 1; }

# A random secret of 32 letters and digits.
random_secret() { LC_ALL=C tr -dc 'A-Za-z0-9' < <(head -c 400 /dev/urandom) | head -c 32; }
