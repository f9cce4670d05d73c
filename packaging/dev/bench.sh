# ./dev bench: builds as installed and hands over to tests/bench/run, with a database of its own. Sourced by ./dev.

bench_command() {
  local run=$root/tests/bench/run folder
  [[ -x $run ]] || die "there is no tests/bench/run yet"
  install build database web
  compile release hearthd tests/bench/all || exit 1
  web_client || exit 1
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hearth-bench.XXXXXX")
  at_exit "'$parts/mariadb' stop '$folder/db'; rm -rf '$folder'"
  HEARTH_TEST_DB_SOCKET=$("$parts/mariadb" start "$folder/db" --test -- --innodb-buffer-pool-size=1G --innodb-log-file-size=512M --max-connections=1000)
  HEARTH_TEST_DB_PID=$(<"$folder/db/pid")
  export HEARTH_TEST_DB_SOCKET HEARTH_TEST_DB_PID HEARTH_TEST_ROOT=$root HEARTH_TEST_BUILD=$root/build/release
  HEARTH_TEST_HEARTHD=$(server_of release)
  export HEARTH_TEST_HEARTHD HEARTH_TEST_WEB=$root/web/dist
  mkdir -p "$root/var"
  (cd "$root" && "$run" "$@")
}
