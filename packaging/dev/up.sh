# ./dev up: Hearth and a private database under var/, from nothing to a page in the browser. Sourced by ./dev.
#
# HEARTH_VAR in the environment puts var/ elsewhere.
#
# var/mariadb/     the database (packaging/dev/mariadb)
# var/secrets/     its password, and the keys that hearthd makes itself; mode 0700
# var/hearth.yaml  config/hearth.yaml with the few keys that differ here
# var/demo.logins  who may log in to the demonstration, a user and a password a line, once it is in the database
# var/hearthd.pid  the server, and var/up.json for programs, while it runs
# var/log/         what the server says

# shellcheck source=packaging/dev/down.sh
. "$parts/down.sh"

up_command() {
  local demo='' detach='' fresh='' port=8080
  while [[ $# -gt 0 ]]; do
    case $1 in
      --demo) demo=yes ;;
      --detach) detach=yes ;;
      --fresh) fresh=yes ;;
      --port)
        port=${2:-}
        [[ $port =~ ^[0-9]+$ && $port -ge 1 && $port -le 65535 ]] || die "--port wants a number from 1 to 65535"
        shift
        ;;
      *) die "up: unknown option $1 (there are --demo --detach --port N --fresh)" ;;
    esac
    shift
  done
  local begun=$SECONDS server
  install build database web
  compile release hearthd || exit 1
  web_client || exit 1
  server=$(server_of release)

  if hearthd_runs; then
    if [[ ! $fresh && ! $demo && $(served_port) == "$port" && $(readlink "/proc/$pid/exe") == "$server" ]]; then
      say "Hearth is running already: $(served_url)"
      [[ $detach ]] || say "It was started with --detach; ./dev down stops it."
      return 0
    fi
    say "Stopping the one that runs"
    down_command
  fi
  [[ $fresh ]] && throw_away
  port_is_free "$port" || die "port $port is taken by another program; choose one with --port N"
  make_folders
  at_exit leave_nothing_running
  start_database
  write_settings "$port"
  must "Checking the settings" check-config "$server" --config "$var/hearth.yaml" --check-config
  must "Migrating the database" migrate "$server" --config "$var/hearth.yaml" --migrate
  first_admin "$server"
  [[ $demo ]] && demo_data "$server"

  if [[ $detach ]]; then
    serve_detached "$server" "$port"
    say_ready "$port" "$begun"
    say "./dev down stops it. What programs want to know of it is in ${var#"$root"/}/up.json."
  else
    serve "$server" "$port" "$begun"
  fi
}

throw_away() {
  "$parts/mariadb" stop "$var/mariadb"
  rm -rf "${var:?}"/{mariadb,secrets,hearth.yaml,demo.logins,up.json,hearthd.pid,log}
}

make_folders() {
  mkdir -p "$var/log"
  (umask 077 && mkdir -p "$var/secrets")
  chmod 700 "$var/secrets"
}

# Sends SQL to the private database as its root.
sql() { mariadb --no-defaults --user=root --socket="$db_socket" --batch --skip-column-names "$@"; }

start_database() {
  local password=$var/secrets/database-password flush
  must "Starting the database" mariadb "$parts/mariadb" start "$var/mariadb"
  db_socket=$("$parts/mariadb" socket "$var/mariadb")
  [[ -s $password ]] || (umask 077 && random_secret >"$password")
  # Through standard input, so that the password is not seen in the list of processes.
  sql <<SQL || die "the database does not take the user hearth"
CREATE DATABASE IF NOT EXISTS hearth CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS hearth@localhost;
ALTER USER hearth@localhost IDENTIFIED BY '$(<"$password")';
GRANT ALL ON hearth.* TO hearth@localhost;
SQL
  flush=$(sql -e 'SELECT @@innodb_flush_log_at_trx_commit')
  [[ $flush == 1 ]] || die "the database has innodb_flush_log_at_trx_commit=$flush: acknowledged messages could be lost"
}

write_settings() { # port
  set_keys "$root/config/hearth.yaml" \
    "listen=[\"127.0.0.1:$1\"]" \
    "web.folder=\"$root/web/dist\"" \
    "database.socket=\"$db_socket\"" \
    "database.password_file=\"$var/secrets/database-password\"" \
    "secrets.folder=\"$var/secrets\"" \
    "accounts.registration=open" >"$var/hearth.yaml.new" || die "config/hearth.yaml lacks a key that ./dev up sets"
  mv "$var/hearth.yaml.new" "$var/hearth.yaml"
}

# set_keys FILE section.key=VALUE…: the file with these values, comments and order kept. A key that the file does
# not have is an error, so that a renamed setting is noticed.
set_keys() {
  local file=$1
  shift
  printf '%s\n' "$@" | awk '
    NR == FNR { at = index($0, "="); value[substr($0, 1, at - 1)] = substr($0, at + 1); next }
    # What belongs to the old value, such as the entries of a list, goes with it.
    skipping && match($0, /^ *(- )?/) && RLENGTH > depth && !/^ *#/ && !/^ *$/ { next }
    { skipping = 0 }
    match($0, /^ *[a-z_]+:/) {
      text = substr($0, 1, RLENGTH - 1)
      match(text, /^ */)
      depth = RLENGTH
      name[depth] = substr(text, depth + 1)
      path = ""
      for (i = 0; i <= depth; i += 2) path = path (i ? "." : "") name[i]
      if (path in value) {
        print text ": " value[path]
        done[path] = skipping = 1
        next
      }
    }
    { print }
    END {
      for (path in value) if (!(path in done)) { print "no key " path > "/dev/stderr"; bad = 1 }
      exit bad
    }' - "$file"
}

# Makes the first administrator where there is none; hearthd says the password once, and so do we.
first_admin() { # server
  local said
  said=$("$1" --config "$var/hearth.yaml" --create-first-admin 2>>"$var/log/hearthd.log") || die "the first admin could not be made; see ${var#"$root"/}/log/hearthd.log"
  # Where there are accounts already it says that, and nothing of interest.
  if [[ $said == *password:* ]]; then printf '\nThe first administrator:\n%s\n\n' "$said"; fi
}

demo_data() { # server
  [[ -s $var/demo.logins ]] && return 0
  must "Filling in the demonstration" demo-data "$1" --config "$var/hearth.yaml" --demo-data
  # hearthd prints a line "login USER PASSWORD" for each account that may be used.
  (umask 077 && awk '$1 == "login" && NF >= 3 { print $2, $3 }' "$logs/demo-data.log" >"$var/demo.logins")
}

start_hearthd() { # server
  setsid "$1" --config "$var/hearth.yaml" </dev/null >>"$var/log/hearthd.log" 2>&1 &
  server_pid=$!
  echo "$server_pid" >"$var/hearthd.pid"
}

# Waits until GET /health is answered with 200, or the server has ended.
wait_for_health() { # port
  local tries line
  for ((tries = 0; tries < 600; ++tries)); do
    if { exec {web}<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then
      printf 'GET /health HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$1" >&"$web"
      line=''
      read -r -t 5 line <&"$web" || true
      exec {web}>&-
      [[ $line == "HTTP/1.1 200"* ]] && return 0
    fi
    kill -0 "$server_pid" 2>/dev/null || break
    sleep 0.1
  done
  say "The server did not come up. The end of ${var#"$root"/}/log/hearthd.log:"
  tail -n 20 "$var/log/hearthd.log" >&2
  return 1
}

port_is_free() {
  local probe
  ! { exec {probe}<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null
}

# The demonstration's accounts as the entries of a JSON list. Names and passwords of ours are plain words.
logins_as_json() {
  [[ -s $var/demo.logins ]] || return 0
  awk '{ printf "%s{\"user\":\"%s\",\"password\":\"%s\"}", (NR > 1 ? "," : ""), $1, $2 }' "$var/demo.logins"
}

write_up_json() { # port
  (
    umask 077
    printf '{"url":"http://127.0.0.1:%s","database_socket":"%s","database":"hearth","pid":%s,"mariadb_pid":%s,"logins":[%s]}\n' \
      "$1" "$db_socket" "$server_pid" "$(<"$var/mariadb/pid")" "$(logins_as_json)" >"$var/up.json.new"
  )
  mv "$var/up.json.new" "$var/up.json"
}

say_ready() { # port begun
  say ''
  say "Hearth is ready after $((SECONDS - $2)) s:  http://127.0.0.1:$1"
  [[ -s $var/demo.logins ]] && say "Log in to the demonstration as one of these (user, password):
$(sed 's/^/  /' "$var/demo.logins")"
  return 0
}

serve_detached() { # server port
  start_hearthd "$1"
  wait_for_health "$2" || exit 1
  write_up_json "$2"
  keep_running=yes
}

serve() { # server port begun
  start_hearthd "$1"
  # From here on a signal is for the server: it ends in peace, and then the database does.
  trap 'kill -TERM "$server_pid" 2>/dev/null' INT TERM HUP
  if wait_for_health "$2"; then
    write_up_json "$2"
    say_ready "$2" "$3"
    say "Ctrl-C stops it. It writes to ${var#"$root"/}/log/hearthd.log."
  fi
  local status=0
  while kill -0 "$server_pid" 2>/dev/null; do
    status=0
    wait "$server_pid" || status=$?
  done
  trap '' INT TERM HUP
  rm -f "$var/hearthd.pid"
  if [[ $status -ne 0 ]]; then
    say "The server ended with $status. The end of ${var#"$root"/}/log/hearthd.log:"
    tail -n 20 "$var/log/hearthd.log" >&2
    exit 1
  fi
}

# However `up` ends, it leaves either all of it running (--detach) or nothing.
keep_running=''
leave_nothing_running() {
  [[ $keep_running ]] || down_command
}
