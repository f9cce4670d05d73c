// Habits that spoil a house slowly: long files, names that say nothing, global objects, tests that wait,
// traces of the machine a file was written on.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "source_tree.h"

namespace hearth::arch {

namespace {

constexpr std::size_t kMostLines = 500;

Complaints long_files(const Tree& tree) {
  Complaints complaints;
  for (const SourceFile& file : tree)
    if (file.lines.size() > kMostLines && !file.generated() &&
        file.is_a({".h", ".cpp", ".ts", ".tsx", ".css"}))
      complain(complaints, file, file.lines.size() - 1,
               "a file has at most " + std::to_string(kMostLines) + " lines: is this one thing?");
  return complaints;
}

Complaints empty_names(const Tree& tree) {
  static const Pattern kFile(R"((^|[_-])(manager|helpers?|utils?)\.|^(common|misc)\.)", true);
  static const Pattern kType(R"(\b(class|struct|interface)\s+(\w*(Manager|Helper|Utils?)|Common)\b)");
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (kFile.in(std::filesystem::path(file.path).filename().string()))
      complain(complaints, file, 0, "a file is named for its main type or verb; this name fits anything");
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      if (kType.in(code_of(file.lines[i])))
        complain(complaints, file, i, "no Manager, Helper, Utils, Common: name what it does");
  }
  return complaints;
}

Complaints singletons(const Tree& tree) {
  static const Pattern kInstance(
      R"(\bstatic\s+[[:alnum:]_:<>]+\s*[&*]\s*(instance|get_instance|getInstance|singleton)\s*\()");
  Complaints complaints;
  for (const SourceFile& file : tree)
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      if (kInstance.in(code_of(file.lines[i])))
        complain(complaints, file, i, "no singletons: app/ makes it and hands it on");
  return complaints;
}

/// A test waits for something to happen, never for time to pass. A deadline that rejects is no wait.
Complaints waiting_tests(const Tree& tree) {
  static const Pattern kCode(
      R"(\bsleep_for\b|\bsleep_until\b|\busleep\s*\(|\bnanosleep\s*\(|\bsleep\s*\(\s*[0-9]|\bwaitForTimeout\b)");
  static const Pattern kTimer(R"(\bsetTimeout\s*\(.*,\s*[0-9][0-9_]{2,}\s*\))");
  static const Pattern kShell(R"(^\s*(.*[;&|]\s*)?sleep\s+[0-9.])");
  Complaints complaints;
  for (const SourceFile& file : tree) {
    const bool test = (file.in("tests") && !file.in("tests/arch") && !file.in("tests/bench")) ||
                      (file.in("web") && file.path.find(".test.") != std::string::npos);
    if (!test || file.is_a({".md", ".json", ".txt"})) continue;
    const bool shell =
        file.is_a({".sh"}) || (!file.lines.empty() && file.lines[0].find("sh") != std::string::npos &&
                               file.lines[0].starts_with("#!"));
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string_view code = code_of(file.lines[i]);
      const bool deadline = code.find("reject") != std::string_view::npos;
      if (kCode.in(code) || (!deadline && kTimer.in(code)) || (shell && kShell.in(code)))
        complain(complaints, file, i, "tests do not sleep: wait for what shall happen, with a deadline");
    }
  }
  return complaints;
}

/// Does the line hold something below this absolute path? "web/src/" is not below "/src".
bool names_path(std::string_view line, const std::string& above) {
  const std::string wanted = above + "/";
  for (auto at = line.find(wanted); at != std::string_view::npos; at = line.find(wanted, at + 1))
    if (at == 0 || (std::isalnum(static_cast<unsigned char>(line[at - 1])) == 0 &&
                    std::string_view("_./*}").find(line[at - 1]) == std::string_view::npos))
      return true;
  return false;
}

/// Paths of the machine a file was written on (this checkout's own included) and addresses a package manager
/// noted from its own registry mean nothing elsewhere.
Complaints traces(const Tree& tree, const std::filesystem::path& checkout) {
  std::string above = checkout.parent_path().string();
  if (std::ranges::count(above, '/') < 1 || above == "/" || above == "/tmp" || above == "/srv" ||
      above == "/opt" || above == "/home" || above == "/root" || above == "/usr/src")
    above = checkout.string();
  static const Pattern kHome(R"((^|[^[:alnum:]_.])/(home|Users)/\w+/|(^|[^[:alnum:]_.])/root/\w)");
  static const Pattern kResolved(R"rx("resolved"\s*:\s*"https?:)rx");
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (file.in("tests/arch")) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (above != "/" && names_path(file.lines[i], above))
        complain(complaints, file, i, "a path of the machine this was written on");
      else if (kHome.in(file.lines[i]))
        complain(complaints, file, i, "a path of somebody's home");
      else if (file.path.ends_with("package-lock.json") && kResolved.in(file.lines[i]))
        complain(complaints, file, i,
                 "the lock file holds no registry's addresses (omit-lockfile-registry-resolved)");
    }
  }
  return complaints;
}

}  // namespace

class HabitsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HabitsTest);
  CPPUNIT_TEST(files_stay_short);
  CPPUNIT_TEST(a_long_file_is_found);
  CPPUNIT_TEST(names_say_something);
  CPPUNIT_TEST(an_empty_name_is_found);
  CPPUNIT_TEST(there_are_no_singletons);
  CPPUNIT_TEST(tests_do_not_sleep);
  CPPUNIT_TEST(a_sleeping_test_is_found);
  CPPUNIT_TEST(nothing_tells_of_the_machine);
  CPPUNIT_TEST(a_trace_of_the_machine_is_found);
  CPPUNIT_TEST_SUITE_END();

  static const Tree& product() {
    static const Tree kTree = read_tree({"core", "plugins", "web/src"});
    return kTree;
  }
  static const Tree& everything() {
    static const Tree kTree =
        read_tree({"core", "plugins", "web", "tests", "config", "packaging", "docs", "nginx", "systemd",
                   "dev", "CMakeLists.txt", "CMakePresets.json", "README.md"});
    return kTree;
  }

  void files_stay_short() {
    CPPUNIT_ASSERT(!product().empty());
    assert_none(long_files(product()));
  }

  void a_long_file_is_found() {
    std::string text;
    for (std::size_t i = 0; i < kMostLines; ++i) text += "int x;\n";
    assert_none(long_files(planted("core/chat/post.cpp", text)));
    assert_one(long_files(planted("core/chat/post.cpp", text + "int y;\n")), "core/chat/post.cpp:501");
    assert_none(long_files(planted("core/protocol/wire.gen.cpp", text + "int y;\n")));
  }

  void names_say_something() { assert_none(empty_names(product())); }

  void an_empty_name_is_found() {
    assert_one(empty_names(planted("core/base/string_utils.h", "")), "core/base/string_utils.h:1");
    assert_one(empty_names(planted("core/net/pool.h", "\nclass ConnectionManager {")), "core/net/pool.h:2");
    assert_none(
        empty_names(planted("core/net/pool.h", "// not a class PoolManager\nstruct CommonWords {};")));
  }

  void there_are_no_singletons() {
    assert_none(singletons(product()));
    assert_one(singletons(planted("core/net/pool.h", "  static Pool& instance();")), "core/net/pool.h:1");
  }

  void tests_do_not_sleep() { assert_none(waiting_tests(everything())); }

  void a_sleeping_test_is_found() {
    assert_one(waiting_tests(planted("tests/story/a.cpp", "std::this_thread::sleep_for(1s);")),
               "tests/story/a.cpp:1");
    assert_one(waiting_tests(planted("tests/story/run.sh", "go && sleep 2")), "tests/story/run.sh:1");
    assert_one(waiting_tests(planted("web/src/a.test.ts", "await new Promise(r => setTimeout(r, 1_000));")),
               "web/src/a.test.ts:1");
    assert_none(
        waiting_tests(planted("web/src/a.test.ts", "setTimeout(() => reject(new Error('late')), 5000);")));
    assert_none(waiting_tests(planted("core/net/loop.cpp", "usleep(1);")));
  }

  void nothing_tells_of_the_machine() { assert_none(traces(everything(), HEARTH_SOURCE_DIR)); }

  void a_trace_of_the_machine_is_found() {
    assert_one(traces(planted("docs/a.md", "see /data/build/notes"), "/data/build/hearth"), "docs/a.md:1");
    assert_none(traces(planted("docs/a.md", "see web/src/main.tsx"), "/src/hearth"));
    assert_one(traces(planted("docs/a.md", "see /home/ana/notes"), "/tmp/hearth"), "docs/a.md:1");
    assert_one(
        traces(planted("web/package-lock.json", R"("resolved": "https://example.org/a.tgz")"), "/tmp/hearth"),
        "web/package-lock.json:1");
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(HabitsTest);

}  // namespace hearth::arch
