#include "app/demo_data.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>

#include "app/maintenance.h"
#include "auth/password_pool.h"
#include "base/random.h"
#include "demo/cast.h"
#include "demo/organisation.h"
#include "store/account_repository.h"
#include "store/import_repository.h"

namespace hearth::app {
namespace {

constexpr std::string_view kAdmin = "admin";
constexpr std::string_view kLogins[] = {"ana", "ben", "greta"};

bool is_of_this_machine(std::string_view endpoint) {
  return endpoint.starts_with("127.") || endpoint.starts_with("[::1]:") ||
         endpoint.starts_with("localhost:") || endpoint.starts_with("unix:");
}

/// Three words and a number: for a machine that only its owner reaches, and easy to type.
std::string easy_password() {
  static constexpr std::string_view kWords[] = {
      "amber",   "anchor", "apple",  "barley", "beacon", "birch",  "canal",   "cedar",
      "clover",  "copper", "cotton", "drift",  "ember",  "fennel", "ferry",   "garnet",
      "ginger",  "harbor", "hazel",  "heron",  "indigo", "ivory",  "juniper", "kettle",
      "lantern", "linen",  "maple",  "marble", "meadow", "nickel", "otter",   "pebble"};
  std::string password;
  for (int i = 0; i < 3; ++i) password += std::string(kWords[random_u64() % std::size(kWords)]) + "-";
  return password + std::to_string(1000 + random_u64() % 9000);
}

int refuse(std::string_view why) {
  std::cerr << "hearthd: the demonstration cannot be made: " << why << "\n";
  return 1;
}

std::string make_hash(const std::string& password) {
  auth::PasswordPool passwords({1, 1}, {});
  const auto hash = passwords.hash(password);
  if (!hash) throw std::runtime_error("the password could not be hashed: " + hash.reason().message);
  return *hash;
}

struct People {
  std::vector<chat::PersonId> ids;  // in the order of the cast; as many as there are
  std::optional<chat::PersonId> admin;
};

People find_people(store::AccountRepository& accounts) {
  People found;
  for (const demo::CastMember& member : demo::cast())
    if (const auto account = accounts.by_login(std::string(member.user_name)))
      found.ids.push_back(account->person.id);
  if (const auto admin = accounts.by_login(std::string(kAdmin))) found.admin = admin->person.id;
  return found;
}

/// Their latest sign of life in the conversation, so that "last seen" agrees with what they wrote and read.
void note_last_seen(const chat::ImportedConversation& conversation, std::map<chat::PersonId, Time>& seen) {
  const auto note = [&](chat::PersonId person, Time at) {
    Time& last = seen[person];
    last = std::max(last, at);
  };
  for (const auto& imported : conversation.messages) note(imported.message.sender, imported.message.at);
  for (const auto& advance : conversation.advances)
    if (advance.read) note(advance.person, advance.at);
}

struct Made {
  std::size_t conversations = 0, messages = 0;
};

Made add_conversations(const demo::Organisation& organisation, chat::Import& import,
                       store::AccountRepository& accounts) {
  Made made;
  std::map<chat::PersonId, Time> seen;
  for (std::size_t i = 0; i < organisation.size(); ++i) {
    const chat::ImportedConversation conversation = organisation.conversation(i);
    const auto added = import.add_conversation(conversation);
    if (!added) throw std::runtime_error(added.reason().message);
    note_last_seen(conversation, seen);
    if (!added->made) continue;
    ++made.conversations;
    made.messages += conversation.messages.size();
    if (i % 10 == 0 || i + 1 == organisation.size())
      std::cout << "conversation " << i + 1 << " of " << organisation.size() << ", " << made.messages
                << " messages" << std::endl;
  }
  if (made.conversations > 0) accounts.note_last_seen({seen.begin(), seen.end()});
  return made;
}

void tell_logins(const std::string& password) {
  std::cout << "For trying out only: everybody in it has this one password.\n";
  for (const std::string_view user_name : kLogins)
    std::cout << "login " << user_name << " " << password << "\n";
}

}  // namespace

int add_demo_data(const Settings& settings, std::uint64_t seed) {
  for (const std::string& endpoint : settings.listen)
    if (!is_of_this_machine(endpoint))
      return refuse("hearthd listens on " + endpoint +
                    ", where others than this machine can log in; it is for trying out on 127.0.0.1 only");

  store::Database database(database_options(settings));
  store::AccountRepository accounts(database);
  store::ImportRepository import(database);
  People people = find_people(accounts);
  const bool begun = people.ids.size() == demo::cast().size();
  if (!begun && (!people.admin || import.census().people != 1))
    return refuse(people.admin ? "the database holds people already, and it is never mixed with real data"
                               : "make the first admin first, with --create-first-admin");

  demo::Script script;
  script.seed = seed;
  script.until = std::chrono::floor<std::chrono::days>(now());
  script.admin = people.admin;
  std::string password = easy_password();
  if (!begun) {
    auto everybody = demo::demo_accounts(script.until);
    const std::string hash = make_hash(password);
    for (chat::Account& account : everybody) account.password_hash = hash;
    auto ids = import.add_people(everybody);
    if (!ids) return refuse(ids.reason().message);
    people.ids = std::move(*ids);
    std::cout << people.ids.size() << " people" << std::endl;
  }
  script.people = people.ids;
  const Made made = add_conversations(demo::Organisation(std::move(script)), import, accounts);
  if (made.conversations == 0) {
    std::cout << "the demonstration is there already; its password was told when it was made\n";
    return 0;
  }
  if (begun) {
    // The run that made the people was interrupted before it could tell their password.
    const std::string hash = make_hash(password);
    for (const chat::PersonId person : people.ids) accounts.set_password(person, hash, false);
  }
  std::cout << "made " << made.conversations << " conversations with " << made.messages << " messages\n";
  tell_logins(password);
  return 0;
}

}  // namespace hearth::app
