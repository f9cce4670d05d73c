// Wrong settings are refused before anything starts, in words that name the file, the line and the key.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <filesystem>
#include <fstream>

#include "house.h"

namespace hearth::story {

class SettingsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SettingsTest);
  CPPUNIT_TEST(the_installed_file_is_good);
  CPPUNIT_TEST(everything_wrong_is_told_at_once_with_its_line);
  CPPUNIT_TEST(what_is_no_yaml_is_refused_with_its_line);
  CPPUNIT_TEST(a_file_that_is_not_there_is_told);
  CPPUNIT_TEST(a_missing_password_file_is_told);
  CPPUNIT_TEST(unknown_options_are_refused);
  CPPUNIT_TEST_SUITE_END();

  std::filesystem::path folder_;

  struct Ended {
    int code;
    std::string said;
  };
  Ended check(const std::string& text) const {
    std::ofstream(folder_ / "hearth.yaml") << text;
    return run({"--config", folder_ / "hearth.yaml", "--check-config"});
  }
  static Ended run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), House::program());
    Process process(arguments);
    const int code = process.wait();
    process.wait_output([](const std::string&) { return false; });
    return {code, process.output()};
  }
  std::string line(int number, const std::string& rest) const {
    return (folder_ / "hearth.yaml").string() + ":" + std::to_string(number) + ": " + rest;
  }
  static void must_say(const Ended& ended, const std::string& what) {
    CPPUNIT_ASSERT_EQUAL(2, ended.code);
    CPPUNIT_ASSERT_MESSAGE("it said:\n" + ended.said + "instead of:\n" + what,
                           ended.said.find(what) != std::string::npos);
  }

 public:
  void setUp() override { folder_ = new_folder("hearth-settings"); }
  void tearDown() override { std::filesystem::remove_all(folder_); }

 private:
  void the_installed_file_is_good() {
    const Ended ended = run({"--config", HEARTH_SOURCE_DIR "/config/hearth.yaml", "--check-config"});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(ended.said, 0, ended.code);
  }

  void everything_wrong_is_told_at_once_with_its_line() {
    const Ended ended = check(
        "organisation:\n"
        "  nmae: Us\n"  // 2
        "database:\n"
        "  port: many\n"                         // 4
        "  sessions: 1\n"                        // 5
        "  allow_lossy: perhaps\n"               // 6
        "accounts: {registration: sometimes}\n"  // 7
        "base_url: chat.example.org/talk\n"      // 8
        "log: loud\n"                            // 9
        "listen: here\n"                         // 10
        "organisation: {}\n");                   // 11
    must_say(ended, line(2, "organisation.nmae: there is no such setting"));
    must_say(ended, line(4, "database.port: must be a whole number from 1 to 65535, not \"many\""));
    must_say(ended, line(5, "database.sessions: must be a whole number from 2 to 200, not \"1\""));
    must_say(ended, line(6, "database.allow_lossy: must be true or false, not \"perhaps\""));
    must_say(ended, line(7, "accounts.registration: must be one of open, invite, closed, not \"sometimes\""));
    must_say(ended, line(8, "base_url: must be like https://chat.example.org"));
    must_say(ended, line(9, "log: must be a mapping"));
    must_say(ended, line(10, "listen: must be a list"));
    must_say(ended, line(11, "organisation: stands here a second time; the first is in line 1"));
  }

  void what_is_no_yaml_is_refused_with_its_line() {
    must_say(check("organisation:\n  name: \"Us\n"), ": this is not YAML: ");
    must_say(check("a: b\n- c\n"), line(2, "this is not YAML: "));
    must_say(check("[1, 2]\n"), "must be a mapping");
    must_say(check("log: {level: info}\n---\nlog: {level: debug}\n"), "one document");
    CPPUNIT_ASSERT_EQUAL(0, check("").code);
    CPPUNIT_ASSERT_EQUAL(0, check("# nothing but words\n\n").code);
  }

  void a_file_that_is_not_there_is_told() {
    const Ended ended = run({"--config", folder_ / "nowhere.yaml", "--check-config"});
    must_say(ended, (folder_ / "nowhere.yaml").string() + ": ");
  }

  void a_missing_password_file_is_told() {
    must_say(check("database: {password_file: /nowhere/password}\n"), "/nowhere/password");
  }

  void unknown_options_are_refused() {
    CPPUNIT_ASSERT_EQUAL(2, run({"--confg", "x"}).code);
    CPPUNIT_ASSERT_EQUAL(2, run({"start"}).code);
    CPPUNIT_ASSERT_EQUAL(0, run({"--help"}).code);
    CPPUNIT_ASSERT(run({"--version"}).said.starts_with("hearthd "));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(SettingsTest);

}  // namespace hearth::story
