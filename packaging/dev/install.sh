# Installs the Debian packages that are missing. Sourced by ./dev.

# install build database: makes sure that every package of these groups (packaging/dev/packages) is there.
install() {
  local missing
  missing=$(missing_packages "$@")
  [[ -z $missing ]] && return 0
  has apt-get || die "these packages are missing and there is no apt here: $missing"
  local become=()
  if [[ $(id -u) -ne 0 ]]; then
    has sudo || die "these packages are missing; install them as root: apt-get install --no-install-recommends $missing"
    say "Missing: $missing"
    sudo -v || die "without root I cannot install: apt-get install --no-install-recommends $missing"
    become=(sudo)
  fi
  # shellcheck disable=SC2086  # one word each
  set -- $missing
  say "Installing $# packages: $missing"
  must "Reading the package lists" apt-update "${become[@]}" apt-get -q update
  hold_services "${become[@]}"
  must "Installing packages" apt-install "${become[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y --no-install-recommends -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 install "$@"
  release_services "${become[@]}"
}

# The packages of these groups that dpkg does not hold as installed, one line, blank between.
missing_packages() {
  local wanted=() group package installed
  while read -r group package _; do
    [[ -z $group || $group == \#* ]] && continue
    [[ " $* " == *" $group "* ]] || continue
    [[ $group == web ]] && node_is_there && continue
    wanted+=("$package")
  done <"$root/packaging/dev/packages"
  installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^installed //p' | tr '\n' ' ')"
  local missing=()
  for package in "${wanted[@]}"; do [[ $installed == *" $package "* ]] || missing+=("$package"); done
  echo "${missing[*]}"
}

# Any node from 18 on will do, wherever it came from.
node_is_there() {
  local version
  has npm && version=$(node --version 2>/dev/null) || return 1
  version=${version#v}
  [[ ${version%%.*} -ge 18 ]]
}

# Packages such as nginx start their daemon when installed. We only want the program, so for the time of the
# installation Debian's own switch says no. A switch that somebody else set is left alone.
service_switch=/usr/sbin/policy-rc.d
switched=''
hold_services() {
  [[ -e $service_switch ]] && return
  printf '#!/bin/sh\nexit 101\n' | "$@" tee "$service_switch" >/dev/null
  "$@" chmod 755 "$service_switch"
  switched=yes
  at_exit "release_services $*"
}
release_services() {
  [[ $switched ]] || return 0
  "$@" rm -f "$service_switch"
  switched=''
}
