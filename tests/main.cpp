// Runs the CppUnit suites of one test program: `--list` names them, a name runs that one, nothing runs all.
#include <cppunit/BriefTestProgressListener.h>
#include <cppunit/CompilerOutputter.h>
#include <cppunit/TestResult.h>
#include <cppunit/TestResultCollector.h>
#include <cppunit/TestRunner.h>
#include <cppunit/extensions/TestFactoryRegistry.h>

#include <iostream>
#include <string_view>

int main(int argc, char** argv) {
  CppUnit::TestRunner runner;
  CppUnit::Test* all = CppUnit::TestFactoryRegistry::getRegistry().makeTest();
  runner.addTest(all);
  const std::string_view wanted = argc > 1 ? argv[1] : "";
  if (wanted == "--list") {
    for (int i = 0; i < all->getChildTestCount(); ++i) std::cout << all->getChildTestAt(i)->getName() << "\n";
    return 0;
  }
  CppUnit::TestResult result;
  CppUnit::TestResultCollector collected;
  CppUnit::BriefTestProgressListener progress;
  result.addListener(&collected);
  result.addListener(&progress);
  runner.run(result, std::string(wanted));
  CppUnit::CompilerOutputter(&collected, std::cerr).write();
  return collected.wasSuccessful() && collected.runTests() > 0 ? 0 : 1;
}
