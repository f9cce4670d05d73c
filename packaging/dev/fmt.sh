# ./dev fmt: puts all code into its form. Sourced by ./dev.

# Every C++ file of ours, NUL between.
cpp_files() { (cd "$root" && find core tests plugins -type f \( -name '*.cpp' -o -name '*.h' -o -name '*.hpp' \) -print0); }

fmt_command() {
  install test web
  cpp_files | (cd "$root" && xargs -0 -r clang-format -i)
  if [[ -f $root/web/package.json ]]; then
    web_packages || exit 1
    must "ESLint" eslint npm --prefix "$root/web" run lint -- --fix
    must "Prettier" prettier npm --prefix "$root/web" run format
  fi
}
