# ./dev down: stops the server and its database that `up` started. Sourced by ./dev.

var=${HEARTH_VAR:-$root/var}

# Is the process in var/hearthd.pid really our server? A number alone may long be somebody else's. Sets `pid`.
hearthd_runs() {
  pid=$(cat "$var/hearthd.pid" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] || return 1
  # A server that was built anew since it started has " (deleted)" behind its name.
  [[ $(readlink "/proc/$pid/exe" 2>/dev/null) == "$root/build/"*/hearthd* ]]
}

served_url() { sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$var/up.json" 2>/dev/null; }
served_port() { served_url | sed 's/.*://'; }

down_command() {
  local pid tries any=''
  if hearthd_runs; then
    any=yes
    kill -TERM "$pid" 2>/dev/null || true
    # It has timeouts.stop_seconds to finish what runs.
    for ((tries = 0; tries < 300; ++tries)); do
      hearthd_runs || break
      sleep 0.1
    done
    if hearthd_runs; then
      say "The server ($pid) does not end after 30 s, killing it"
      kill -KILL "$pid" 2>/dev/null || true
    fi
  fi
  rm -f "$var/hearthd.pid" "$var/up.json"
  if [[ -e $var/mariadb/pid ]]; then
    any=yes
    "$parts/mariadb" stop "$var/mariadb"
  fi
  if [[ $any ]]; then say "Stopped."; else say "Nothing was running."; fi
}
