#include "store/account_repository.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <thread>

#include "test_database.h"

namespace hearth::store {

using namespace chat;

class AccountRepositoryTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(AccountRepositoryTest);
  CPPUNIT_TEST(an_account_comes_back_as_it_went);
  CPPUNIT_TEST(names_and_addresses_are_unique_whatever_their_case);
  CPPUNIT_TEST(people_sign_in_by_name_or_address_in_any_case);
  CPPUNIT_TEST(an_invitation_is_used_as_often_as_it_allows);
  CPPUNIT_TEST(a_refused_account_does_not_use_up_the_invitation);
  CPPUNIT_TEST(a_password_is_changed);
  CPPUNIT_TEST(a_session_comes_back_as_it_went_until_it_is_ended);
  CPPUNIT_TEST(ending_all_sessions_but_one_tells_which);
  CPPUNIT_TEST(a_refresh_token_is_exchanged_for_the_next);
  CPPUNIT_TEST(a_token_shown_twice_ends_its_session);
  CPPUNIT_TEST(of_two_who_show_the_same_token_at_once_one_is_a_thief);
  CPPUNIT_TEST(an_ended_or_expired_session_rotates_no_more);
  CPPUNIT_TEST(uses_and_sightings_are_noted_in_one_go_and_never_go_back);
  CPPUNIT_TEST(expired_sessions_are_forgotten_in_steps);
  CPPUNIT_TEST_SUITE_END();

  static Account account(const std::string& name, std::optional<std::string> email = {}) {
    Account account;
    account.person.user_name = name;
    account.person.name = "Ana María 🌻";
    account.person.role = OrganisationRole::kAdmin;
    account.email = std::move(email);
    account.phone = "+34 600 000 000";
    account.password_hash = "$argon2id$v=19$...";
    account.must_change_password = true;
    account.created_at = now();
    return account;
  }

  void an_account_comes_back_as_it_went() {
    CPPUNIT_ASSERT(accounts_->none_yet());
    const auto stored = accounts_->add(account("ana", "Ana@Example.org"), {});
    CPPUNIT_ASSERT(stored && stored->person.id);
    CPPUNIT_ASSERT(!accounts_->none_yet());
    const auto got = accounts_->by_id(stored->person.id);
    CPPUNIT_ASSERT(got.has_value());
    CPPUNIT_ASSERT_EQUAL(std::string("ana"), got->person.user_name);
    CPPUNIT_ASSERT_EQUAL(std::string("Ana María 🌻"), got->person.name);
    CPPUNIT_ASSERT(got->person.role == OrganisationRole::kAdmin && !got->person.blocked);
    CPPUNIT_ASSERT(got->email == "Ana@Example.org" && got->phone == "+34 600 000 000");
    CPPUNIT_ASSERT(got->must_change_password && got->created_at == stored->created_at);
    CPPUNIT_ASSERT_EQUAL(stored->password_hash, got->password_hash);
    CPPUNIT_ASSERT(!accounts_->by_id(PersonId(4711)));
  }

  void names_and_addresses_are_unique_whatever_their_case() {
    accounts_->add(account("ana", "ana@example.org"), {}).value();
    const auto name = accounts_->add(account("ANA", "other@example.org"), {});
    CPPUNIT_ASSERT(!name && name.reason().code == RefusalCode::kConflict);
    CPPUNIT_ASSERT_EQUAL(std::string("user_name"), name.reason().field);
    const auto email = accounts_->add(account("ben", "ANA@EXAMPLE.ORG"), {});
    CPPUNIT_ASSERT(!email && email.reason().code == RefusalCode::kConflict);
    CPPUNIT_ASSERT_EQUAL(std::string("email"), email.reason().field);
    CPPUNIT_ASSERT_MESSAGE("none is not the same as none", accounts_->add(account("cem"), {}));
    CPPUNIT_ASSERT(accounts_->add(account("dan"), {}));
  }

  void people_sign_in_by_name_or_address_in_any_case() {
    const auto id = accounts_->add(account("ana", "Ana@example.org"), {})->person.id;
    for (const char* login : {"ana", "ANA", "Ana", "ana@example.org", "ANA@Example.ORG"})
      CPPUNIT_ASSERT_MESSAGE(login, accounts_->by_login(login)->person.id == id);
    for (const char* login : {"", "an", "ana ", "ana@example", "%", "' OR 1=1 --", "\xff\xfe"})
      CPPUNIT_ASSERT_MESSAGE(login, !accounts_->by_login(login));
  }

  static std::string hash(char c) { return std::string(32, c); }

  void an_invitation_is_used_as_often_as_it_allows() {
    const auto ana = db_->person("inviter");
    accounts_->add_invite({hash('a'), ana, 2, now() + std::chrono::hours(1)});
    accounts_->add_invite({hash('b'), ana, 5, now() - std::chrono::hours(1)});
    CPPUNIT_ASSERT(accounts_->add(account("one"), hash('a')));
    std::vector<std::thread> guests;
    std::atomic<int> in = 0;
    for (int i = 0; i < 4; ++i)
      guests.emplace_back(
          [&, i] { in += accounts_->add(account("guest" + std::to_string(i)), hash('a')) ? 1 : 0; });
    for (auto& guest : guests) guest.join();
    CPPUNIT_ASSERT_EQUAL(1, in.load());
    for (const char c : {'a', 'b', 'c'}) {
      const auto refused = accounts_->add(account("late"), hash(c));
      CPPUNIT_ASSERT(!refused && refused.reason().code == RefusalCode::kInvalid);
      CPPUNIT_ASSERT_EQUAL(std::string("invite"), refused.reason().field);
    }
    CPPUNIT_ASSERT(!accounts_->by_login("late"));
  }

  void a_refused_account_does_not_use_up_the_invitation() {
    const auto ana = db_->person("ana");
    accounts_->add_invite({hash('a'), ana, 1, now() + std::chrono::hours(1)});
    CPPUNIT_ASSERT(!accounts_->add(account("ana"), hash('a')));
    CPPUNIT_ASSERT(accounts_->add(account("ben"), hash('a')));
  }

  void a_password_is_changed() {
    const auto id = accounts_->add(account("ana"), {})->person.id;
    accounts_->set_password(id, "$new", false);
    CPPUNIT_ASSERT_EQUAL(std::string("$new"), accounts_->by_id(id)->password_hash);
    CPPUNIT_ASSERT(!accounts_->by_id(id)->must_change_password);
  }

  Session session(PersonId person, char c, SessionKind kind = SessionKind::kProgram) {
    Session session;
    session.person = person;
    session.kind = kind;
    session.token_hash = hash(c);
    session.created_at = session.last_used_at = at_;
    session.expires_at = at_ + std::chrono::hours(24);
    session.address = "2001:db8::1";
    session.agent = "Mozilla/5.0 (ünïcode)";
    return session;
  }

  void a_session_comes_back_as_it_went_until_it_is_ended() {
    const auto ana = db_->person("ana");
    auto with_nul = session(ana, 'x', SessionKind::kBrowser);
    with_nul.token_hash = std::string("\0\1\2\xff", 4) + std::string(28, '\0');
    const auto id = accounts_->add_session(with_nul);
    const auto got = accounts_->session_by_token(with_nul.token_hash);
    CPPUNIT_ASSERT(got && got->id == id && got->person == ana && got->kind == SessionKind::kBrowser);
    CPPUNIT_ASSERT(got->token_hash == with_nul.token_hash && got->agent == with_nul.agent);
    CPPUNIT_ASSERT(got->expires_at == with_nul.expires_at && !got->ended_at && got->address == "2001:db8::1");
    CPPUNIT_ASSERT(accounts_->session_by_id(id)->token_hash == with_nul.token_hash);
    CPPUNIT_ASSERT(!accounts_->session_by_token(hash('z')));
    CPPUNIT_ASSERT(accounts_->end_session(id, at_));
    CPPUNIT_ASSERT_MESSAGE("only once", !accounts_->end_session(id, at_));
    CPPUNIT_ASSERT(accounts_->session_by_id(id)->ended_at == at_);
  }

  void ending_all_sessions_but_one_tells_which() {
    const auto ana = db_->person("ana"), ben = db_->person("ben");
    const auto one = accounts_->add_session(session(ana, 'a')),
               two = accounts_->add_session(session(ana, 'b')),
               kept = accounts_->add_session(session(ana, 'c')),
               bens = accounts_->add_session(session(ben, 'd'));
    auto ended = accounts_->end_sessions_of(ana, kept, at_);
    std::sort(ended.begin(), ended.end());
    CPPUNIT_ASSERT(ended == (std::vector{one, two}));
    CPPUNIT_ASSERT(!accounts_->session_by_id(kept)->ended_at && !accounts_->session_by_id(bens)->ended_at);
    CPPUNIT_ASSERT(accounts_->end_sessions_of(ana, {}, at_) == std::vector{kept});
    CPPUNIT_ASSERT(accounts_->end_sessions_of(ana, {}, at_).empty());
  }

  Rotation rotate(char shown, char next) {
    return accounts_->rotate(hash(shown), hash(next), at_ + std::chrono::minutes(1),
                             at_ + std::chrono::hours(48), "192.0.2.7");
  }

  void a_refresh_token_is_exchanged_for_the_next() {
    const auto id = accounts_->add_session(session(db_->person("ana"), 'a'));
    const auto rotated = rotate('a', 'b');
    CPPUNIT_ASSERT(rotated.result == Rotation::Result::kRotated);
    for (const auto& session : {*rotated.session, *accounts_->session_by_token(hash('b'))}) {
      CPPUNIT_ASSERT(session.id == id && session.token_hash == hash('b') && session.address == "192.0.2.7");
      CPPUNIT_ASSERT(session.last_used_at == at_ + std::chrono::minutes(1));
      CPPUNIT_ASSERT(session.expires_at == at_ + std::chrono::hours(48));
    }
    CPPUNIT_ASSERT(!accounts_->session_by_token(hash('a')));
    CPPUNIT_ASSERT(rotate('b', 'c').result == Rotation::Result::kRotated);
    CPPUNIT_ASSERT(rotate('z', 'y').result == Rotation::Result::kUnknown);
  }

  void a_token_shown_twice_ends_its_session() {
    const auto id = accounts_->add_session(session(db_->person("ana"), 'a'));
    rotate('a', 'b');
    rotate('b', 'c');
    const auto reused = rotate('a', 'd');
    CPPUNIT_ASSERT(reused.result == Rotation::Result::kReused);
    CPPUNIT_ASSERT(reused.session->id == id && reused.session->ended_at);
    CPPUNIT_ASSERT(accounts_->session_by_id(id)->ended_at.has_value());
    CPPUNIT_ASSERT_MESSAGE("nor does the newest serve any longer",
                           rotate('c', 'e').result == Rotation::Result::kEnded);
  }

  void of_two_who_show_the_same_token_at_once_one_is_a_thief() {
    accounts_->add_session(session(db_->person("ana"), 'a'));
    std::vector<Rotation::Result> results(4);
    std::vector<std::thread> showers;
    for (std::size_t i = 0; i < results.size(); ++i)
      showers.emplace_back([&, i] { results[i] = rotate('a', static_cast<char>('b' + i)).result; });
    for (auto& shower : showers) shower.join();
    CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1},
                         std::count(results.begin(), results.end(), Rotation::Result::kRotated));
    CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1},
                         std::count(results.begin(), results.end(), Rotation::Result::kReused));
  }

  void an_ended_or_expired_session_rotates_no_more() {
    const auto ana = db_->person("ana");
    const auto id = accounts_->add_session(session(ana, 'a'));
    accounts_->end_session(id, at_);
    const auto ended = rotate('a', 'b');
    CPPUNIT_ASSERT(ended.result == Rotation::Result::kEnded && ended.session->id == id);
    auto old = session(ana, 'c');
    old.expires_at = at_;
    accounts_->add_session(old);
    CPPUNIT_ASSERT(rotate('c', 'd').result == Rotation::Result::kEnded);
  }

  void uses_and_sightings_are_noted_in_one_go_and_never_go_back() {
    std::vector<std::pair<SessionId, Time>> uses;
    std::vector<std::pair<PersonId, Time>> seen;
    for (int i = 0; i < 300; ++i) {
      const auto person = db_->person("person" + std::to_string(i));
      auto one = session(person, 'x');
      one.token_hash.replace(0, 3, std::to_string(100 + i));
      uses.emplace_back(accounts_->add_session(one), at_ + std::chrono::seconds(i));
      seen.emplace_back(person, at_ + std::chrono::seconds(i));
    }
    accounts_->touch_sessions(uses);
    accounts_->note_last_seen(seen);
    for (auto& [session, at] : uses) {
      CPPUNIT_ASSERT(accounts_->session_by_id(session)->last_used_at == at);
      at -= std::chrono::seconds(1);
    }
    for (auto& [person, at] : seen) at -= std::chrono::seconds(1);
    accounts_->touch_sessions({uses[7], uses[8]});
    accounts_->note_last_seen({seen[7], seen[8]});
    CPPUNIT_ASSERT(accounts_->session_by_id(uses[7].first)->last_used_at ==
                   uses[7].second + std::chrono::seconds(1));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1},
                         db_->number("SELECT last_seen_at = ? FROM person_seen WHERE person_id = ?",
                                     {seen[8].second + std::chrono::seconds(1), seen[8].first}));
    accounts_->touch_sessions({});
    accounts_->note_last_seen({});
  }

  void expired_sessions_are_forgotten_in_steps() {
    const auto ana = db_->person("ana");
    for (const char c : {'a', 'b', 'c'}) accounts_->add_session(session(ana, c));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, accounts_->forget_sessions(at_, 10));
    const Time later = at_ + std::chrono::hours(25);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, accounts_->forget_sessions(later, 2));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, accounts_->forget_sessions(later, 2));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, db_->number("SELECT COUNT(*) FROM refresh_token"));
  }

  std::optional<TestDatabase> db_;
  std::optional<AccountRepository> accounts_;
  const Time at_ = now();

 public:
  void setUp() override {
    db_.emplace();
    accounts_.emplace(db_->database());
  }
  void tearDown() override { db_.reset(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(AccountRepositoryTest);

}  // namespace hearth::store
