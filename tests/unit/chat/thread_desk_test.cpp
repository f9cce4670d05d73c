#include "chat/thread_desk.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>

namespace hearth::chat {

class ThreadDeskTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ThreadDeskTest);
  CPPUNIT_TEST(many_replies_are_one_piece_of_news);
  CPPUNIT_TEST(names_the_latest_five_who_replied);
  CPPUNIT_TEST(news_may_come_twice_and_in_another_order);
  CPPUNIT_TEST_SUITE_END();

  static ThreadNews reply(std::uint32_t place, std::uint64_t by, std::uint32_t gone = 0) {
    ThreadNews news{ConversationId{1}, 7, {}};
    news.summary.conversation = ConversationId{2};
    news.summary.places = place;
    news.summary.gone = gone;
    news.summary.last_at = Time(std::chrono::milliseconds(1000 * place));
    news.summary.people = {PersonId{by}};
    return news;
  }

  void many_replies_are_one_piece_of_news() {
    ThreadDesk desk;
    for (std::uint32_t place = 1; place <= 50; ++place) desk.note(reply(place, 1 + place % 2));
    const auto news = desk.take();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, news.size());
    CPPUNIT_ASSERT(news[0].parent == ConversationId{1} && news[0].root == 7);
    CPPUNIT_ASSERT_EQUAL(50U, news[0].summary.replies);
    CPPUNIT_ASSERT(news[0].summary.people == (std::vector{PersonId{1}, PersonId{2}}));
    CPPUNIT_ASSERT(desk.take().empty());
  }

  void names_the_latest_five_who_replied() {
    ThreadSummary known;
    for (std::uint32_t place = 1; place <= 8; ++place) merge(known, reply(place, place).summary);
    CPPUNIT_ASSERT(known.people ==
                   (std::vector{PersonId{8}, PersonId{7}, PersonId{6}, PersonId{5}, PersonId{4}}));
    merge(known, reply(9, 5).summary);
    CPPUNIT_ASSERT(known.people.front() == PersonId{5} && known.people.size() == kNamedRepliers);
  }

  void news_may_come_twice_and_in_another_order() {
    const ThreadSummary first = reply(1, 1).summary, second = reply(2, 2).summary,
                        gone = reply(2, 2, 1).summary;
    ThreadSummary inorder, mixed;
    for (const auto& one : {first, second, gone}) merge(inorder, one);
    for (const auto& one : {gone, first, second, second, first}) merge(mixed, one);
    CPPUNIT_ASSERT(inorder == mixed);
    CPPUNIT_ASSERT_EQUAL(1U, mixed.replies);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ThreadDeskTest);

}  // namespace hearth::chat
