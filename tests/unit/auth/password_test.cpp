#include <crypt.h>

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <unistd.h>
#include <fstream>
#include <future>
#include <string>

#include "auth/password_hash.h"
#include "auth/password_pool.h"
#include "auth/password_rules.h"

namespace hearth::auth {

class PasswordHashTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PasswordHashTest);
  CPPUNIT_TEST(is_argon2id_of_the_chosen_cost);
  CPPUNIT_TEST(agrees_with_a_published_hash);
  CPPUNIT_TEST(only_the_password_matches);
  CPPUNIT_TEST(the_same_password_has_many_spellings);
  CPPUNIT_TEST(an_imported_bcrypt_hash_is_understood_and_replaced);
  CPPUNIT_TEST(hostile_stored_hashes_are_refused);
  CPPUNIT_TEST(gives_its_memory_back);
  CPPUNIT_TEST_SUITE_END();

  static constexpr PasswordCost kCheap{1, 64};

  void is_argon2id_of_the_chosen_cost() {
    const std::string hash = hash_password("swordfish pie", PasswordCost{});
    CPPUNIT_ASSERT(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
    CPPUNIT_ASSERT(matches_password("swordfish pie", hash));
    CPPUNIT_ASSERT(hash != hash_password("swordfish pie", PasswordCost{}));
    CPPUNIT_ASSERT(!needs_rehash(hash, PasswordCost{}));
    CPPUNIT_ASSERT(needs_rehash(hash_password("x", kCheap), PasswordCost{}));
  }

  // Made by the reference implementation's command: echo -n password | argon2 somesalt -id -t 2 -k 256 -e
  void agrees_with_a_published_hash() {
    const std::string hash =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    CPPUNIT_ASSERT(matches_password("password", hash));
    CPPUNIT_ASSERT(!matches_password("Password", hash));
  }

  void only_the_password_matches() {
    const std::string hash = hash_password("correct", kCheap);
    for (const char* other : {"", "correct ", " correct", "Correct", "correc", "correctt"})
      CPPUNIT_ASSERT_MESSAGE(other, !matches_password(other, hash));
    CPPUNIT_ASSERT(!matches_password("", unmatchable_hash(kCheap)));
    CPPUNIT_ASSERT(!needs_rehash(unmatchable_hash(PasswordCost{}), PasswordCost{}));
  }

  void the_same_password_has_many_spellings() {
    CPPUNIT_ASSERT_EQUAL(prepare_password("caf\xC3\xA9"), prepare_password("cafe\xCC\x81"));
    CPPUNIT_ASSERT_EQUAL(std::string("a b c"), prepare_password("a\xC2\xA0"
                                                                "b\xE3\x80\x80"
                                                                "c"));
    CPPUNIT_ASSERT_EQUAL(std::string("  "), prepare_password("\xE2\x80\x82\xE2\x80\x8A"));
    CPPUNIT_ASSERT_EQUAL(std::string(" Aa "), prepare_password(" Aa "));
    CPPUNIT_ASSERT_EQUAL(std::string(), prepare_password("\xFF\xFE"));
  }

  void an_imported_bcrypt_hash_is_understood_and_replaced() {
    // The test vectors that every bcrypt is held against.
    const std::string hash = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    CPPUNIT_ASSERT(matches_password("U*U", hash));
    CPPUNIT_ASSERT(!matches_password("U*V", hash));
    CPPUNIT_ASSERT(!matches_password(std::string_view("U*U\0x", 5), hash));
    CPPUNIT_ASSERT(needs_rehash(hash, PasswordCost{}));
    for (const char* kind : {"$2b", "$2y"})
      CPPUNIT_ASSERT_MESSAGE(kind, matches_password("U*U", kind + hash.substr(3)));
  }

  void hostile_stored_hashes_are_refused() {
    for (
        const char* hash : {
            "", "x", "secret", "$1$abc$def", "$argon2id$",
            "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA",
            "$argon2id$v=19$m=4194304,t=3,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",  // 4
                                                                                                         // GiB
            "$argon2id$v=19$m=64,t=4000000000,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/"
            "4",  // for ever
            "$argon2id$v=19$m=64,t=1,p=1$$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$",
            "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",  // days
        })
      CPPUNIT_ASSERT_MESSAGE(hash, !matches_password("", hash));
  }

  static std::size_t resident_kib() {
    std::ifstream statm("/proc/self/statm");
    std::size_t all = 0, resident = 0;
    statm >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) / 1024;
  }

  void gives_its_memory_back() {
    hash_password("warm up", kCheap);
    const auto before = resident_kib();
    hash_password("64 MiB", PasswordCost{1, 64 * 1024});
    CPPUNIT_ASSERT(resident_kib() < before + 16 * 1024);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PasswordHashTest);

class PasswordPoolTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PasswordPoolTest);
  CPPUNIT_TEST(knows_a_password_again);
  CPPUNIT_TEST(does_the_same_work_for_nobody);
  CPPUNIT_TEST(takes_no_more_than_it_can_hold);
  CPPUNIT_TEST_SUITE_END();

  static constexpr PasswordCost kCheap{1, 64};

  void knows_a_password_again() {
    PasswordPool pool({1, 4}, kCheap);
    const std::string hash = *pool.hash("a long walk");
    CPPUNIT_ASSERT(pool.verify("a long walk", &hash)->matches);
    CPPUNIT_ASSERT(!pool.verify("a long walk", &hash)->rehash);
    CPPUNIT_ASSERT(!pool.verify("a long talk", &hash)->matches);
    PasswordPool stronger({1, 4}, PasswordCost{2, 128});
    CPPUNIT_ASSERT(stronger.verify("a long walk", &hash)->rehash);
    CPPUNIT_ASSERT(!stronger.verify("a long talk", &hash)->rehash);
  }

  void does_the_same_work_for_nobody() {
    PasswordPool pool({1, 4}, kCheap);
    const std::string hash = *pool.hash("a long walk"), none;
    const auto cost = [&](const std::string* stored) {
      const auto before = pool.computed();
      CPPUNIT_ASSERT(!pool.verify("wrong", stored)->matches);
      return pool.computed() - before;
    };
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, cost(&hash));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, cost(nullptr));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, cost(&none));
  }

  // Twelve people at once before one thread and a queue of two, with hashes that take long enough for all to
  // arrive: whoever is taken is answered rightly, nobody waits behind more than two, and the rest are told to
  // come again.
  void takes_no_more_than_it_can_hold() {
    PasswordPool pool({1, 2}, PasswordCost{3, 64 * 1024});
    std::promise<void> gate;
    const std::shared_future<void> open = gate.get_future().share();
    std::vector<std::future<chat::Outcome<PasswordPool::Verdict>>> people;
    for (int i = 0; i < 12; ++i)
      people.push_back(std::async(std::launch::async, [&pool, open] {
        open.wait();
        return pool.verify("whoever", nullptr);
      }));
    gate.set_value();
    int answered = 0, refused = 0;
    for (auto& person : people) {
      const auto outcome = person.get();
      if (outcome) {
        ++answered;
        continue;
      }
      ++refused;
      CPPUNIT_ASSERT(outcome.reason().code == chat::RefusalCode::kUnavailable);
      CPPUNIT_ASSERT(outcome.reason().retry_after_ms > 0);
    }
    CPPUNIT_ASSERT(answered >= 3);
    CPPUNIT_ASSERT(refused >= 1);
    CPPUNIT_ASSERT_EQUAL(static_cast<std::uint64_t>(answered), pool.computed());
    CPPUNIT_ASSERT_MESSAGE("and then there is room again", pool.verify("whoever", nullptr));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PasswordPoolTest);

class PasswordRulesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PasswordRulesTest);
  CPPUNIT_TEST(good_ones_are_taken);
  CPPUNIT_TEST(common_ones_are_refused_however_they_are_dressed);
  CPPUNIT_TEST(ones_own_name_is_refused);
  CPPUNIT_TEST(length_counts_characters_not_bytes);
  CPPUNIT_TEST(the_shortest_length_is_a_setting);
  CPPUNIT_TEST(what_is_no_text_is_refused);
  CPPUNIT_TEST_SUITE_END();

  static constexpr PasswordOwner kAna{"ana.lopez", "Ana L\xC3\xB3pez", "ana@example.org"};

  static std::string complaint(std::string_view password, PasswordRules rules = {}) {
    const auto outcome = check_new_password(password, kAna, rules, "new_password");
    if (outcome) return {};
    CPPUNIT_ASSERT(outcome.reason().code == chat::RefusalCode::kInvalid);
    CPPUNIT_ASSERT_EQUAL(std::string("new_password"), outcome.reason().field);
    return outcome.reason().message;
  }

  void good_ones_are_taken() {
    for (const char* good :
         {"a long walk at dusk", "correct horse battery staple", "Xk7#pQ2!vLmz", "7391820564",
          "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82, \xD0\xBC\xD0\xB8\xD1\x80!",
          "\xF0\x9F\x8C\xB2\xF0\x9F\x8C\xB5 in the rain", "my summer of 1987 was wet"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(good, std::string(), complaint(good));
  }

  void common_ones_are_refused_however_they_are_dressed() {
    for (const char* common :
         {"1234567890",
          "0987654321",
          "qwertyuiop",
          "password12",
          "Password123!",
          "P@ssw0rd2024",
          "passwordpassword",
          "aaaaaaaaaa",
          "abababababab",
          "abcdefghijkl",
          "Sommer2024!",
          "iloveyou123",
          "!!!dragon!!!",
          "welcomehearth1",
          "1q2w3e4r5t6y",
          "MonkeyMonkey",
          "adminadmin",
          "admin12345",
          "letmeinletmein",
          "12345123451234",
          "\xEF\xBC\xB0\xEF\xBC\xA1\xEF\xBC\xB3\xEF\xBC\xB3\xEF\xBC\xB7\xEF\xBC\xAF\xEF\xBC\xB2\xEF\xBC\xA4"
          "123",  // full width
          "p\xC3\xA4ssw\xC3\xB6rd99",
          "footballmaster"})
      CPPUNIT_ASSERT_MESSAGE(common, !complaint(common).empty());
  }

  void ones_own_name_is_refused() {
    for (const char* own : {"ana.lopez1", "ANA.LOPEZ99", "Ana L\xC3\xB3pez!", "ana lopez 7",
                            "ana@example.org", "ana.lopezana.lopez"})
      CPPUNIT_ASSERT_MESSAGE(own, !complaint(own).empty());
  }

  void length_counts_characters_not_bytes() {
    CPPUNIT_ASSERT(complaint("ninechars").find("at least 10") != std::string::npos);
    CPPUNIT_ASSERT(!complaint("\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F\xC3\xA9\xC3\xA8").empty());
    std::string longest;
    for (int i = 0; i < 64; ++i)
      longest +=
          "x\xC3\xA9"
          "7\xE2\x82\xAC";
    longest.replace(0, 1, "q");
    CPPUNIT_ASSERT_EQUAL(std::string(), complaint(longest));
    CPPUNIT_ASSERT(complaint(longest + "y").find("at most 256") != std::string::npos);
  }

  void the_shortest_length_is_a_setting() {
    CPPUNIT_ASSERT_EQUAL(std::string(), complaint("k9#vT2", {6, 256}));
    CPPUNIT_ASSERT(!complaint("k9#vT2xxQ1", {12, 256}).empty());
    CPPUNIT_ASSERT(!complaint("dragon", {6, 256}).empty());
  }

  void what_is_no_text_is_refused() {
    CPPUNIT_ASSERT(!complaint("\xFF\xFE long enough").empty());
    CPPUNIT_ASSERT(!complaint("tab\tin the middle").empty());
    CPPUNIT_ASSERT(!complaint("line\nin the middle").empty());
    CPPUNIT_ASSERT(!complaint(std::string_view("zero\0in the middle", 18)).empty());
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PasswordRulesTest);

}  // namespace hearth::auth
