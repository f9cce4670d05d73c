#include "chat/group_turns.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <thread>
#include <vector>

namespace hearth::chat {

class GroupTurnsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(GroupTurnsTest);
  CPPUNIT_TEST(one_at_a_time_in_each_group);
  CPPUNIT_TEST(a_turn_lasts_as_long_as_its_last_copy_and_ends_on_any_thread);
  CPPUNIT_TEST_SUITE_END();

  void one_at_a_time_in_each_group() {
    GroupTurns turns;
    int changes = 0;  // guarded by nothing but the turns
    std::vector<std::thread> people;
    for (int i = 0; i < 8; ++i)
      people.emplace_back([&] {
        for (int change = 0; change < 500; ++change) {
          const auto turn = turns.take(ConversationId{1});
          ++changes;
        }
      });
    for (std::thread& person : people) person.join();
    CPPUNIT_ASSERT_EQUAL(4000, changes);
  }

  void a_turn_lasts_as_long_as_its_last_copy_and_ends_on_any_thread() {
    GroupTurns turns;
    auto mine = turns.take(ConversationId{1});
    const auto other = turns.take(ConversationId{2});  // of another group: nobody waits
    std::thread writer([copy = std::move(mine)]() mutable { copy.reset(); });
    const auto next = turns.take(ConversationId{1});
    writer.join();
    CPPUNIT_ASSERT(next);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GroupTurnsTest);

}  // namespace hearth::chat
