// ClientModel: what a client holds that follows docs/protocol.md to the letter and nothing else: the sidebar
// and whole conversations, the threads among them that are followed, kept in step by hello, events, its own
// replies, and sync where a gap shows.
#pragma once

#include <map>

#include "person.h"

namespace hearth::story {

class ClientModel {
 public:
  explicit ClientModel(Person& person) : person_(&person) {}

  /// Connects (again), and catches up.
  void connect();
  void drop();
  bool is_connected() const { return device_.has_value(); }
  Device& device() { return *device_; }

  /// A command of this client; what it answers is applied. The reply, refusals too.
  Reply ask(const std::string& command, const Json& arguments);
  /// Takes in what has come.
  void settle();

  /// Everything held, in a form that can be compared with fresh().
  Json held() const;
  /// The same, fetched anew.
  Json fresh();
  /// The latest change held of a conversation, 0 when it is not held.
  std::uint64_t rev_of(std::uint64_t conversation) const;
  /// How often a gap had to be filled by sync.
  int gaps() const { return gaps_; }
  std::vector<std::uint64_t> conversations() const;
  Person& person() { return *person_; }

 private:
  struct Talk {
    Json line;
    std::uint64_t rev = 0;
    std::map<std::uint64_t, Json> messages;  // by seq
    std::map<std::uint64_t, Json> members;   // by person; present ones
    std::map<std::uint64_t, Json> ahead;     // changes that wait for those before them, by rev
  };

  void take(const Json& event);
  void change(Talk& talk, const Json& event);
  void apply(Talk& talk, const Json& event);
  void put_message(Talk& talk, const Json& message);
  /// Nobody is told of my own reactions besides the eight that everybody is told: I stay where I was.
  void keep_me(const Json& before, Json& message) const;
  void react(Talk& talk, const Json& event);
  /// What the group is: what is absent has gone.
  static void put_settings(Talk& talk, const Json& from);
  void put_member(Talk& talk, const Json& member);
  /// Whether the message mentions me, as long as it is unread.
  void mention(Talk& talk, const Json& message);
  bool is_mine(const Talk& talk) const;
  void advance(Talk& talk, std::uint64_t person, std::uint64_t delivered, std::uint64_t read);
  void open(const Json& line);
  void load(Talk& talk);
  void sync(std::uint64_t id);
  /// My own log: the thing that a change is about, under its name.
  void put_personal(const Json& change);
  void change_personal(const Json& event);
  void sync_personal();

  Person* person_;
  std::optional<Device> device_;
  std::map<std::uint64_t, Talk> talks_;
  std::uint64_t personal_rev_ = 0;
  std::map<std::string, Json> personal_;          // by kind and key
  std::map<std::uint64_t, Json> personal_ahead_;  // by rev
  int gaps_ = 0;
};

}  // namespace hearth::story
