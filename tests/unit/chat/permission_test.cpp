#include "chat/permission.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <map>

namespace hearth::chat {

class PermissionTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PermissionTest);
  CPPUNIT_TEST(each_action_asks_for_its_role);
  CPPUNIT_TEST(talks_of_two_know_no_roles);
  CPPUNIT_TEST(a_group_that_is_being_deleted_is_closed_and_then_not_read_either);
  CPPUNIT_TEST(roles_are_given_below_ones_own_to_those_below_oneself);
  CPPUNIT_TEST(guests_find_no_groups);
  CPPUNIT_TEST_SUITE_END();

  static constexpr ConversationId kGroup{10}, kTalk{11};
  static constexpr GroupRole kRoles[] = {GroupRole::kMember, GroupRole::kModerator, GroupRole::kAdmin,
                                         GroupRole::kOwner};
  Directory directory_;

  /// Whether may() says yes, or with which code it refuses.
  std::optional<RefusalCode> refused(std::uint64_t person, Action action, ConversationId where) {
    const auto outcome = may(directory_, {PersonId{person}, {}, 0}, action, where);
    if (outcome) return {};
    return outcome.reason().code;
  }
  void set(std::optional<Deletion> deletion, Visibility visibility = Visibility::kPublic) {
    SettingsChange change = *directory_.settings(kGroup);
    change.deletion = deletion;
    change.visibility = visibility;
    directory_.apply_settings(kGroup, change, 0, 2, {});
  }

 public:
  /// Persons 1 … 4 have the roles in their order; 5 is in nothing, 6 is blocked, 7 a guest.
  void setUp() override {
    Founded group;
    group.id = kGroup;
    group.name = "Group";
    for (std::uint64_t id = 1; id <= 7; ++id) {
      directory_.put(Person{PersonId{id}, "p" + std::to_string(id), "Person",
                            id == 7 ? OrganisationRole::kGuest : OrganisationRole::kMember, id == 6});
      if (id == 5 || id == 7) continue;
      Member member;
      member.person = PersonId{id};
      member.role = id == 6 ? GroupRole::kOwner : kRoles[id - 1];
      group.members.push_back(member);
    }
    directory_.put(group);
    Founded talk;
    talk.id = kTalk;
    talk.kind = ConversationKind::kDirect;
    talk.members = {group.members[0], group.members[1]};
    for (Member& member : talk.members) member.role = GroupRole::kMember;
    directory_.put(talk);
  }

  void each_action_asks_for_its_role() {
    const std::map<Action, std::uint64_t> least{
        {Action::kSee, 1},           {Action::kRead, 1},          {Action::kPost, 1},
        {Action::kPin, 2},           {Action::kAdvance, 1},       {Action::kAddMembers, 2},
        {Action::kRemoveMembers, 2}, {Action::kLeave, 1},         {Action::kDescribe, 2},
        {Action::kRename, 3},        {Action::kSetVisibility, 3}, {Action::kGiveRoles, 3},
        {Action::kHandOn, 4},        {Action::kDelete, 4}};
    for (const auto& [action, from] : least) {
      for (std::uint64_t person = 1; person <= 4; ++person)
        CPPUNIT_ASSERT(refused(person, action, kGroup) ==
                       (person >= from ? std::nullopt : std::optional(RefusalCode::kForbidden)));
      CPPUNIT_ASSERT(refused(5, action, kGroup) == RefusalCode::kNotFound);
      CPPUNIT_ASSERT(refused(6, action, kGroup) == RefusalCode::kNotSignedIn);
    }
  }

  void talks_of_two_know_no_roles() {
    for (const Action action : {Action::kSee, Action::kRead, Action::kPost, Action::kPin, Action::kAdvance})
      CPPUNIT_ASSERT(!refused(1, action, kTalk));
    for (const Action action : {Action::kLeave, Action::kRename, Action::kDelete, Action::kAddMembers})
      CPPUNIT_ASSERT(refused(1, action, kTalk) == RefusalCode::kForbidden);
  }

  void a_group_that_is_being_deleted_is_closed_and_then_not_read_either() {
    set(Deletion::kWaiting);
    CPPUNIT_ASSERT(!refused(4, Action::kSee, kGroup) && !refused(4, Action::kRead, kGroup));
    for (const Action action : {Action::kPost, Action::kPin, Action::kAdvance, Action::kRename,
                                Action::kLeave, Action::kAddMembers, Action::kHandOn})
      CPPUNIT_ASSERT(refused(4, action, kGroup) == RefusalCode::kClosed);
    // Who may not is told that, and not how the group is.
    CPPUNIT_ASSERT(refused(1, Action::kRename, kGroup) == RefusalCode::kForbidden);
    set(Deletion::kRemoving);
    CPPUNIT_ASSERT(!refused(1, Action::kSee, kGroup) && !refused(4, Action::kDelete, kGroup));
    CPPUNIT_ASSERT(refused(4, Action::kRead, kGroup) == RefusalCode::kClosed);
    set({});
    CPPUNIT_ASSERT(!refused(4, Action::kPost, kGroup));
  }

  void roles_are_given_below_ones_own_to_those_below_oneself() {
    for (const GroupRole mine : kRoles)
      for (const GroupRole theirs : kRoles)
        for (const GroupRole wanted : kRoles)
          CPPUNIT_ASSERT_EQUAL(mine >= GroupRole::kAdmin && theirs < mine && wanted < mine,
                               may_give(mine, theirs, wanted));
  }

  void guests_find_no_groups() {
    const auto finds = [&](std::uint64_t person) {
      return may_find(directory_, *directory_.person(PersonId{person}), kGroup);
    };
    CPPUNIT_ASSERT(!finds(5));
    set({}, Visibility::kPublic);
    CPPUNIT_ASSERT(finds(5) && !finds(7));
    set(Deletion::kWaiting, Visibility::kPublic);
    CPPUNIT_ASSERT(!finds(5));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PermissionTest);

}  // namespace hearth::chat
