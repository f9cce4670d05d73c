#include "base/clock.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

namespace hearth {

class ClockTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ClockTest);
  CPPUNIT_TEST(reads_back_what_it_writes);
  CPPUNIT_TEST(understands_offsets_and_fractions);
  CPPUNIT_TEST(refuses_what_is_no_date);
  CPPUNIT_TEST_SUITE_END();

  void reads_back_what_it_writes() {
    for (const char* text :
         {"1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "2038-01-19T03:14:08.007Z"})
      CPPUNIT_ASSERT_EQUAL(std::string(text), to_rfc3339(parse_rfc3339(text).value()));
  }

  void understands_offsets_and_fractions() {
    CPPUNIT_ASSERT_EQUAL(std::string("2024-03-22T12:00:00.120Z"),
                         to_rfc3339(parse_rfc3339("2024-03-22T14:30:00.12+02:30").value()));
    CPPUNIT_ASSERT_EQUAL(std::string("2024-03-22T12:00:00.000Z"),
                         to_rfc3339(parse_rfc3339("2024-03-22t12:00:00z").value()));
  }

  void refuses_what_is_no_date() {
    for (const char* text : {"", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-01-01T24:00:00Z",
                             "2024-01-01 00:00:00Z", "2024-01-01T00:00:00", "2024-01-01T00:00:00.Z",
                             "2024-01-01T00:00:00Zx", "2024-01-01T00:00:00+25:00"})
      CPPUNIT_ASSERT_MESSAGE(text, !parse_rfc3339(text));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ClockTest);

}  // namespace hearth
