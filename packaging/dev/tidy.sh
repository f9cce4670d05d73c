# clang-tidy over core/, only for what changed since it was last clean. Sourced by the test part "fmt".
#
# A file is clean under a key: a hash of how it is compiled, of .clang-tidy, and of the contents of itself and of all
# our headers it reaches. build/stamps/tidy/ holds one file with the key for each clean source.

tidy() {
  configure dev || return
  local stamps=$root/build/stamps/tidy work
  mkdir -p "$stamps"
  work=$run/tidy
  mkdir -p "$work"
  tidy_keys >"$work/keys" || return
  while read -r key file; do
    [[ $(cat "$stamps/${file//\//%}" 2>/dev/null) == "$key" ]] || printf '%s %s\0' "$key" "$file"
  done <"$work/keys" >"$work/todo"
  local total
  total=$(tr -cd '\0' <"$work/todo" | wc -c)
  echo "$total of $(wc -l <"$work/keys") files to look at"
  local status=0
  if [[ $total -gt 0 ]]; then
    # shellcheck disable=SC2016  # expands in the child
    xargs -0 -r -n 1 -P "$(nproc)" bash -c '
      key=${2%% *} file=${2#* } begun=$SECONDS
      if said=$(clang-tidy --quiet -p build/dev --extra-arg=-Wno-unknown-warning-option "$file" 2>&1); then
        printf %s "$key" >"$1/${file//\//%}"
        echo "clean: $file ($((SECONDS - begun)) s)"
      else
        printf "%s\n%s\n" "not clean: $file" "$said"
        exit 1
      fi' tidy "$stamps" <"$work/todo" || status=1
  fi
  return "$status"
}

# One line for each source of core/ that is compiled: key and path.
tidy_keys() {
  local rules
  rules=$(cat .clang-tidy packaging/dev/tidy.sh <(clang-tidy --version) | sha256sum | cut -c 1-16)
  find core -type f \( -name '*.cpp' -o -name '*.h' \) -print0 | xargs -0 sha256sum >"$work/sums"
  find core -type f \( -name '*.cpp' -o -name '*.h' \) -print0 | xargs -0 grep -H '^ *# *include *"' >"$work/includes" || true
  # cmake writes one field of compile_commands.json a line.
  sed -n 's/^ *"command": "\(.*\)",$/C \1/p; s/^ *"file": "\(.*\)",\{0,1\}$/F \1/p' build/dev/compile_commands.json >"$work/commands"
  awk -v root="$root/" -v rules="$rules" '
    FILENAME ~ /sums$/ { sum[$2] = $1; next }
    FILENAME ~ /includes$/ {
      split($0, at, ":")
      match($0, /"[^"]+"/)
      reaches[at[1]] = reaches[at[1]] " core/" substr($0, RSTART + 1, RLENGTH - 2)
      next
    }
    $1 == "C" { command = $0 }
    $1 == "F" && index($2, root "core/") == 1 {
      file = substr($2, length(root) + 1)
      if (!(file in sum)) next
      split("", seen)
      todo = file
      text = rules command
      while (todo != "") {
        count = split(todo, now, " ")
        todo = ""
        for (i = 1; i <= count; ++i) {
          if (now[i] in seen || !(now[i] in sum)) continue
          seen[now[i]] = 1
          text = text sum[now[i]]
          todo = todo reaches[now[i]]
        }
      }
      print text "\t" file
    }' "$work/sums" "$work/includes" "$work/commands" |
    while IFS=$'\t' read -r text file; do printf '%s %s\n' "$(printf %s "$text" | sha256sum | cut -c 1-32)" "$file"; done
}
