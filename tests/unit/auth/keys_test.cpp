#include "auth/keys.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "auth/csrf.h"
#include "base/random.h"

namespace hearth::auth {

class KeysTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(KeysTest);
  CPPUNIT_TEST(are_made_once_and_only_for_their_owner);
  CPPUNIT_TEST(several_that_start_together_have_the_same_key);
  CPPUNIT_TEST(a_file_that_others_can_read_is_refused);
  CPPUNIT_TEST(a_broken_file_is_refused_without_showing_it);
  CPPUNIT_TEST(rotation_keeps_the_previous_one);
  CPPUNIT_TEST(each_purpose_has_a_key_of_its_own);
  CPPUNIT_TEST(csrf_tokens_belong_to_their_cookie);
  CPPUNIT_TEST_SUITE_END();

  std::filesystem::path folder_;
  std::string path_;

 public:
  void setUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("hearth-keys-" + random_token(6));
    std::filesystem::create_directory(folder_);
    path_ = folder_ / "keys";
  }
  void tearDown() override { std::filesystem::remove_all(folder_); }

 private:
  void write(const std::string& text, mode_t mode = 0600) {
    std::ofstream(path_) << text;
    ::chmod(path_.c_str(), mode);
  }
  std::string complaint() {
    try {
      Keys::from_file(path_);
    } catch (const std::exception& error) {
      return error.what();
    }
    return {};
  }

  void are_made_once_and_only_for_their_owner() {
    const std::string id = Keys::from_file(path_).current().id;
    struct stat about {};
    CPPUNIT_ASSERT_EQUAL(0, ::stat(path_.c_str(), &about));
    CPPUNIT_ASSERT_EQUAL(0600U, about.st_mode & 0777U);
    CPPUNIT_ASSERT_EQUAL(id, Keys::from_file(path_).current().id);
    CPPUNIT_ASSERT_EQUAL_MESSAGE("nothing else is left in the folder", std::ptrdiff_t{1},
                                 std::distance(std::filesystem::directory_iterator(folder_), {}));
  }

  void several_that_start_together_have_the_same_key() {
    std::vector<std::string> ids(8);
    std::vector<std::thread> threads;
    for (std::string& id : ids) threads.emplace_back([&] { id = Keys::from_file(path_).current().id; });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& id : ids) CPPUNIT_ASSERT_EQUAL(ids[0], id);
  }

  void a_file_that_others_can_read_is_refused() {
    write(random_token(32), 0640);
    CPPUNIT_ASSERT(complaint().find("chmod 600") != std::string::npos);
  }

  void a_broken_file_is_refused_without_showing_it() {
    const std::string key = random_token(32);
    for (const std::string& text :
         {std::string(), std::string("\n\n"), key.substr(1), key + "=", random_token(31), key + "\n" + key,
          key + "\n" + random_token(32) + "\n" + random_token(32)}) {
      write(text);
      const std::string what = complaint();
      CPPUNIT_ASSERT(!what.empty());
      CPPUNIT_ASSERT_EQUAL(std::string::npos, what.find(key.substr(1, 20)));
    }
  }

  void rotation_keeps_the_previous_one() {
    const std::string first = Keys::from_file(path_).current().id;
    Keys::rotate_file(path_);
    const Keys once = Keys::from_file(path_);
    CPPUNIT_ASSERT(once.current().id != first);
    CPPUNIT_ASSERT_EQUAL(first, once.previous()->id);
    Keys::rotate_file(path_);
    const Keys twice = Keys::from_file(path_);
    CPPUNIT_ASSERT_EQUAL(once.current().id, twice.previous()->id);
  }

  void each_purpose_has_a_key_of_its_own() {
    const Keys keys = Keys::from_text(random_token(32));
    const Key& key = keys.current();
    CPPUNIT_ASSERT(key.access_tokens.tag("x") != key.csrf.tag("x"));
    CPPUNIT_ASSERT(key.access_tokens.tag("x") != key.devices.tag("x"));
    CPPUNIT_ASSERT(key.csrf.tag("x") != key.devices.tag("x"));
    CPPUNIT_ASSERT(hash_for("cookie", "x") != hash_for("refresh token", "x"));
  }

  void csrf_tokens_belong_to_their_cookie() {
    const std::string old_key = random_token(32);
    const Keys keys = Keys::from_text(old_key);
    const Csrf csrf(keys);
    const std::string token = csrf.token_for("cookie of Ana");
    CPPUNIT_ASSERT(csrf.matches("cookie of Ana", token));
    CPPUNIT_ASSERT(!csrf.matches("cookie of Ben", token));
    CPPUNIT_ASSERT(!csrf.matches("cookie of Ana", ""));
    CPPUNIT_ASSERT(!csrf.matches("cookie of Ana", token.substr(0, 42)));
    CPPUNIT_ASSERT(!csrf.matches("cookie of Ana", token + "="));
    CPPUNIT_ASSERT(!csrf.matches("", csrf.token_for("")));
    const Keys rotated = Keys::from_text(random_token(32) + "\n" + old_key);
    CPPUNIT_ASSERT(Csrf(rotated).matches("cookie of Ana", token));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(KeysTest);

}  // namespace hearth::auth
