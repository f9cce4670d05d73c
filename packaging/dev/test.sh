# ./dev test: builds, runs and counts. Sourced by ./dev.
#
# Two lanes run beside each other: C++ (ctest, then its form) and the web client. A part runs with its output in
# build/log/test-<part>.log and leaves "passed failed" in $run/<part>; the sum of all is the last line.

# shellcheck source=packaging/dev/fmt.sh
. "$parts/fmt.sh"
# shellcheck source=packaging/dev/tidy.sh
. "$parts/tidy.sh"

test_command() {
  local wanted=("$@") part known="unit contract story browser arch web protocol fmt fuzz"
  for part in "$@"; do [[ " $known " == *" $part "* ]] || die "there is no part '$part'; parts: $known"; done
  [[ $# -gt 0 ]] || wanted=(arch unit contract story web protocol fmt browser)
  local begun=$SECONDS
  run=$(mktemp -d "${TMPDIR:-/tmp}/hearth-test.XXXXXX")
  at_exit "rm -rf '$run'"
  mkdir -p "$root/build/junit" "$logs"
  prepare

  lanes=()
  at_exit stop_lanes
  lane arch unit contract story fmt fuzz
  lane web protocol browser
  wait_for_lanes
  sum_up $((SECONDS - begun))
}

wants() {
  local part
  for part in "${wanted[@]}"; do [[ " $* " == *" $part "* ]] && return 0; done
  return 1
}

# Packages, programs, database and variables for the wanted parts. What does not build counts as a failed check.
prepare() {
  local groups=(build) part targets=()
  wants contract story browser && groups+=(database)
  wants web protocol fmt browser story && groups+=(web)
  wants fmt story && groups+=(test)
  wants browser && groups+=(browser)
  wants fuzz && groups+=(fuzz)
  install "${groups[@]}"

  for part in arch unit contract story; do
    if wants "$part" && [[ -f $root/tests/$part/CMakeLists.txt ]]; then targets+=("tests/$part/all"); fi
  done
  if [[ ${#targets[@]} -gt 0 ]]; then compile dev "${targets[@]}" || broken tests; fi
  if wants fuzz && [[ -d $root/tests/fuzz ]]; then compile fuzz tests/fuzz/all || broken fuzzers; fi
  if wants story browser; then
    local preset=release
    [[ ${HEARTH_TEST_SANITIZED:-} ]] && preset=dev
    if [[ -f $root/core/app/CMakeLists.txt ]]; then
      compile "$preset" hearthd || broken server
    fi
    if [[ -f $root/web/package.json ]]; then web_client || broken web; fi
    HEARTH_TEST_HEARTHD=$(server_of "$preset")
    export HEARTH_TEST_HEARTHD HEARTH_TEST_WEB=$root/web/dist
  fi
  if wants unit contract story browser; then
    if has mariadbd; then
      at_exit "'$parts/mariadb' stop '$run/db'"
      if HEARTH_TEST_DB_SOCKET=$("$parts/mariadb" start "$run/db" --test); then
        export HEARTH_TEST_DB_SOCKET
      else
        broken database
      fi
    fi
  fi
  export HEARTH_TEST_ROOT=$root
  export UBSAN_OPTIONS=print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}
  return 0
}

# A build that failed is one failed check, and what hangs on it does not run.
broken() { echo "0 1" | tee "$run/build-$1" >"$run/$1.broken"; }

# lane unit story: runs those of these parts that are wanted, one after the other, in the background. In a process
# group of its own, so that all of it can be stopped together.
lane() {
  local part mine=()
  for part in "$@"; do if wants "$part"; then mine+=("$part"); fi; done
  [[ ${#mine[@]} -gt 0 ]] || return 0
  set -m
  (
    set +m
    trap - EXIT INT TERM HUP
    for part in "${mine[@]}"; do run_part "$part"; done
  ) </dev/null &
  lanes+=($!)
  set +m
}

stop_lanes() {
  local pid
  for pid in "${lanes[@]}"; do kill -TERM -- "-$pid" 2>/dev/null || true; done
  for pid in "${lanes[@]}"; do wait "$pid" 2>/dev/null || true; done
}

# `wait` ends at once when a signal comes, so Ctrl-C is heard while the lanes run.
wait_for_lanes() {
  local pid clock
  (
    trap - EXIT INT TERM HUP
    exec {clock}<> <(:)
    while read -r -t 30 <&"$clock" || true; do
      running=$(cd "$run" && echo *.running)
      [[ $running == '*.running' ]] || say "  … running: ${running//.running/}"
    done
  ) </dev/null &
  clock=$!
  at_exit "kill $clock 2>/dev/null"
  for pid in "${lanes[@]}"; do wait "$pid" || broken lane; done
  kill "$clock"
  wait "$clock" 2>/dev/null || true
  lanes=()
}

run_part() {
  local part=$1 log=$logs/test-$1.log begun=$SECONDS passed=0 failed=0 status=0
  : >"$run/$part.running"
  : >"$run/$part.counts"
  (cd "$root" && "part_$part") >"$log" 2>&1 || status=$?
  rm -f "$run/$part.running"
  if [[ -f $run/$part.skipped ]]; then
    say "  - $part: $(<"$run/$part.skipped")"
    return 0
  fi
  read -r passed failed < <(awk '{ p += $1; f += $2 } END { print p + 0, f + 0 }' "$run/$part.counts")
  # A part that ends badly without a failed test of its own (a crash of the runner) has failed all the same.
  [[ $status -ne 0 && $failed -eq 0 ]] && failed=1
  echo "$passed $failed" >"$run/$part"
  if [[ $failed -eq 0 ]]; then
    say "  ✓ $part: $passed passed ($((SECONDS - begun)) s)"
  else
    say "  ✗ $part: $passed passed, $failed failed ($((SECONDS - begun)) s). ${log#"$root"/}:
$(tail -n 200 "$log" | sed 's/^/    /')"
  fi
}

skip() { echo "$*" >"$run/$part.skipped"; }

# One check that either holds or does not: counts as one test.
check() { # name command…
  local name=$1
  shift
  echo "== $name"
  if "$@"; then
    echo "1 0" >>"$run/$part.counts"
  else
    echo "!! $name failed"
    echo "0 1" >>"$run/$part.counts"
  fi
}

# Counts what a JUnit file tells; a runner that died before it wrote one has failed.
count_junit() { # file
  [[ -s $1 ]] || {
    echo "0 1" >>"$run/$part.counts"
    return
  }
  # The outermost element with a count speaks for all below it.
  tr '\n\t' '  ' <"$1" | grep -oE '<testsuites? [^>]*\btests="[0-9]+"[^>]*>' | head -n 1 | awk '
    function number(name,   at) {
      if (!match($0, " " name "=\"[0-9]+\"")) return 0
      at = substr($0, RSTART, RLENGTH)
      gsub(/[^0-9]/, "", at)
      return at + 0
    }
    {
      bad = number("failures") + number("errors")
      print number("tests") - bad - number("skipped") - number("disabled"), bad
    }' >>"$run/$part.counts"
}

ctest_part() { # part
  [[ -f tests/$1/CMakeLists.txt ]] || {
    skip "there is no tests/$1 yet"
    return
  }
  [[ -f $run/tests.broken ]] && {
    skip "not run, because the tests do not build"
    return
  }
  local junit=$root/build/junit/$1.xml status=0
  rm -f "$junit"
  ctest --test-dir "build/dev/tests/$1" -j "$(nproc)" --output-on-failure --output-junit "$junit" || status=$?
  count_junit "$junit"
  return "$status"
}
part_arch() { ctest_part arch; }
part_unit() { ctest_part unit; }
part_contract() { ctest_part contract; }
part_story() {
  local status=0
  export HEARTH_TEST_ANSWERS=$run/answers
  mkdir -p "$HEARTH_TEST_ANSWERS"
  ctest_part story || status=$?
  [[ -f $run/$part.skipped ]] || check "each answer is as openapi.json says" node tests/story/answers.mjs "$HEARTH_TEST_ANSWERS" --all
  return "$status"
}

part_web() {
  [[ -f web/package.json ]] || {
    skip "there is no web/ yet"
    return
  }
  web_packages || return
  local junit=$root/build/junit/web.xml status=0
  rm -f "$junit"
  npm --prefix web run test -- --reporter=default --reporter=junit --outputFile.junit="$junit" || status=$?
  count_junit "$junit"
  check "types" npm --prefix web run typecheck
  check "ESLint" npm --prefix web run lint
  check "Prettier" npm --prefix web run format:check
  return "$status"
}

part_protocol() {
  [[ -f web/package.json && -f core/protocol/protocol.yaml ]] || {
    skip "there is no protocol yet"
    return
  }
  web_packages || return
  check "what is generated from protocol.yaml is fresh" npm --prefix web run protocol:check
  check "openapi.json and asyncapi.json are well made" npm --prefix web run protocol:lint
}

part_browser() {
  [[ -f tests/browser/run.mjs ]] || {
    skip "there is no tests/browser yet"
    return
  }
  web_packages || return
  local junit=$root/build/junit/browser.xml status=0
  rm -f "$junit"
  HEARTH_TEST_JUNIT=$junit npm --prefix web run test:browser || status=$?
  count_junit "$junit"
  return "$status"
}

part_fmt() {
  check "clang-format" formatted
  check "clang-tidy" tidy
}
formatted() { cpp_files | xargs -0 -r clang-format --dry-run -Werror; }

part_fuzz() {
  local program seconds=${HEARTH_FUZZ_SECONDS:-60} any=''
  for program in build/fuzz/tests/fuzz/fuzz_*; do
    [[ -f $program && -x $program ]] || continue
    any=yes
    check "${program##*/}, $seconds s" fuzz_one "$program" "$seconds"
  done
  [[ $any ]] || skip "there are no fuzzers yet"
}

# The corpus grows in build/; tests/fuzz/corpus/<name>/ holds the seeds, tests/fuzz/<name>.dict the words. A crash is
# kept in build/fuzz/crashes/ and printed in base64 by libFuzzer.
fuzz_one() { # program seconds
  local name=${1##*/fuzz_} corpus options
  corpus=build/fuzz/corpus/$name
  mkdir -p "$corpus" build/fuzz/crashes
  options=(-max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix=build/fuzz/crashes/"$name"-)
  [[ -f tests/fuzz/$name.dict ]] && options+=(-dict="tests/fuzz/$name.dict")
  [[ -d tests/fuzz/corpus/$name ]] && options+=("$corpus" "tests/fuzz/corpus/$name") || options+=("$corpus")
  "$1" "${options[@]}"
}

sum_up() { # seconds
  local passed failed
  read -r passed failed < <(find "$run" -maxdepth 1 -type f -not -name '*.*' -exec awk '{ p += $1; f += $2 } END { print p + 0, f + 0 }' {} +)
  say "${1} s in all"
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 && $passed -gt 0 ]] || exit 1
}
