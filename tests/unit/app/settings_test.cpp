#include "app/settings.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <fstream>
#include <iterator>

namespace hearth::app {

class SettingsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SettingsTest);
  CPPUNIT_TEST(an_empty_file_means_the_defaults);
  CPPUNIT_TEST(the_installed_file_says_the_defaults);
  CPPUNIT_TEST(every_mistake_is_told_with_its_line);
  CPPUNIT_TEST(what_is_no_yaml_is_told_with_its_line);
  CPPUNIT_TEST(what_is_quoted_from_the_file_does_not_command_the_terminal);
  CPPUNIT_TEST(a_second_document_is_told_and_no_text_is_read_for_ever);
  CPPUNIT_TEST(a_missing_file_is_told);
  CPPUNIT_TEST_SUITE_END();

  static std::string wrong_with(const std::string& text) {
    try {
      parse_settings(text, "hearth.yaml");
      return "";
    } catch (const SettingsError& error) {
      return error.what();
    }
  }

  void an_empty_file_means_the_defaults() {
    const Settings settings = parse_settings("", "hearth.yaml");
    CPPUNIT_ASSERT_EQUAL(std::string("127.0.0.1:8080"), settings.listen.front());
    CPPUNIT_ASSERT_EQUAL(std::uint32_t{240}, settings.limits.messages_per_minute);
  }

  void the_installed_file_says_the_defaults() {
    std::ifstream in(HEARTH_SOURCE_DIR "/config/hearth.yaml");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    CPPUNIT_ASSERT(!text.empty());
    const Settings settings = parse_settings(text, "hearth.yaml");
    const Settings defaults;
    CPPUNIT_ASSERT(settings.listen == defaults.listen &&
                   settings.trusted_proxies == defaults.trusted_proxies);
    CPPUNIT_ASSERT_EQUAL(defaults.organisation.name, settings.organisation.name);
    CPPUNIT_ASSERT_EQUAL(defaults.web.folder, settings.web.folder);
    CPPUNIT_ASSERT_EQUAL(defaults.database.socket, settings.database.socket);
    CPPUNIT_ASSERT_EQUAL(defaults.database.sessions, settings.database.sessions);
    CPPUNIT_ASSERT(settings.accounts.registration == defaults.accounts.registration);
    CPPUNIT_ASSERT_EQUAL(defaults.accounts.password_min_length, settings.accounts.password_min_length);
    CPPUNIT_ASSERT_EQUAL(defaults.limits.messages_per_minute, settings.limits.messages_per_minute);
    CPPUNIT_ASSERT_EQUAL(defaults.limits.connections, settings.limits.connections);
    CPPUNIT_ASSERT_EQUAL(defaults.limits.frame_bytes, settings.limits.frame_bytes);
    CPPUNIT_ASSERT_EQUAL(defaults.limits.reads_per_minute, settings.limits.reads_per_minute);
    CPPUNIT_ASSERT_EQUAL(defaults.limits.writes_per_minute, settings.limits.writes_per_minute);
    CPPUNIT_ASSERT_EQUAL(defaults.limits.expensive_per_minute, settings.limits.expensive_per_minute);
    CPPUNIT_ASSERT_EQUAL(defaults.limits.sign_ins_per_minute, settings.limits.sign_ins_per_minute);
    CPPUNIT_ASSERT_EQUAL(defaults.limits.people_per_address, settings.limits.people_per_address);
    CPPUNIT_ASSERT_EQUAL(defaults.threads.requests, settings.threads.requests);
    CPPUNIT_ASSERT_EQUAL(defaults.jobs.lease_seconds, settings.jobs.lease_seconds);
    CPPUNIT_ASSERT_EQUAL(defaults.jobs.poll_seconds, settings.jobs.poll_seconds);
    CPPUNIT_ASSERT_EQUAL(defaults.jobs.keep_days, settings.jobs.keep_days);
    CPPUNIT_ASSERT_EQUAL(defaults.jobs.keep_dead_days, settings.jobs.keep_dead_days);
    CPPUNIT_ASSERT_EQUAL(defaults.timeouts.heartbeat_seconds, settings.timeouts.heartbeat_seconds);
    CPPUNIT_ASSERT_EQUAL(defaults.log.level, settings.log.level);
  }

  void every_mistake_is_told_with_its_line() {
    CPPUNIT_ASSERT_EQUAL(
        std::string(
            "hearth.yaml:2: database.port: must be a whole number from 1 to 65535, not \"70000\"\n"
            "hearth.yaml:3: database.colour: there is no such setting\n"
            "hearth.yaml:5: accounts.registration: must be one of open, invite, closed, not \"maybe\"\n"
            "hearth.yaml:6: base_url: must be like https://chat.example.org, without a path\n"
            "hearth.yaml:7: lisen: there is no such setting"),
        [] {
          // The order of the checks is not the order of the lines; what counts is that all are there.
          std::string all = wrong_with(
              "database:\n  port: 70000\n  colour: red\naccounts:\n  registration: maybe\n"
              "base_url: chat.example.org/x\nlisen: []\n");
          std::vector<std::string> lines{""};
          for (const char c : all)
            if (c == '\n')
              lines.emplace_back();
            else
              lines.back() += c;
          std::sort(lines.begin(), lines.end());
          std::string sorted;
          for (const auto& line : lines) sorted += (sorted.empty() ? "" : "\n") + line;
          return sorted;
        }());
    CPPUNIT_ASSERT_EQUAL(std::string("hearth.yaml:2: log: stands here a second time; the first is in line 1"),
                         wrong_with("log: {level: info}\nlog: {level: debug}\n"));
    CPPUNIT_ASSERT_EQUAL(
        std::string("hearth.yaml:1: database: must be a mapping of keys, not a single value"),
        wrong_with("database: yes\n"));
    CPPUNIT_ASSERT_EQUAL(std::string("hearth.yaml:1: listen: must be a list, not a single value"),
                         wrong_with("listen: 127.0.0.1:80\n"));
    CPPUNIT_ASSERT_EQUAL(
        std::string("hearth.yaml:1: database.allow_lossy: must be true or false, not \"yes\""),
        wrong_with("database: {allow_lossy: yes}\n"));
  }

  void what_is_no_yaml_is_told_with_its_line() {
    CPPUNIT_ASSERT(wrong_with("log:\n  level: [info\n").starts_with("hearth.yaml:"));
    CPPUNIT_ASSERT(wrong_with("log:\n  level: [info\n").find("this is not YAML") != std::string::npos);
  }

  void what_is_quoted_from_the_file_does_not_command_the_terminal() {
    CPPUNIT_ASSERT_EQUAL(std::string("hearth.yaml:1: li?[2Jmits: there is no such setting"),
                         wrong_with("\"li\\e[2Jmits\": 1\n"));
    const auto wrong = wrong_with(std::string(5000, 'a') + ": 1\n");
    CPPUNIT_ASSERT(wrong.size() < 500);
  }

  void a_second_document_is_told_and_no_text_is_read_for_ever() {
    CPPUNIT_ASSERT_EQUAL(std::string("hearth.yaml:2: the settings are one document; this is a second"),
                         wrong_with("log: {level: info}\n---\nlisten: []\n"));
    // The fuzzer found it: yaml-cpp sees one empty document after the other.
    std::ifstream in(HEARTH_SOURCE_DIR "/tests/fuzz/corpus/yaml/documents_for_ever", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    CPPUNIT_ASSERT(!text.empty());
    CPPUNIT_ASSERT(!wrong_with(text).empty());
  }

  void a_missing_file_is_told() {
    CPPUNIT_ASSERT_THROW(load_settings("/nowhere/hearth.yaml"), SettingsError);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(SettingsTest);

}  // namespace hearth::app
