// The house: which room may know which. The direction is the design; a room that needs another way round
// needs a port in chat/, not an exception here.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <map>
#include <set>

#include "source_tree.h"

namespace hearth::arch {

namespace {

using Names = std::set<std::string, std::less<>>;

const std::map<std::string, Names, std::less<>>& allowed() {
  static const Names kGuestsOfChat = {"base", "chat"};
  static const Names kDoors = {"base", "chat", "protocol", "net", "hub", "auth"};
  static const std::map<std::string, Names, std::less<>> kAllowed = {
      {"base", {}},
      {"net", {"base"}},
      {"hub", {"base"}},
      {"chat", {"base"}},
      {"demo", kGuestsOfChat},
      {"protocol", kGuestsOfChat},
      {"store", kGuestsOfChat},
      {"media", kGuestsOfChat},
      {"mail", kGuestsOfChat},
      {"jobs", kGuestsOfChat},
      {"search", kGuestsOfChat},
      {"auth", kGuestsOfChat},
      {"plugin", kGuestsOfChat},
      {"cluster", kGuestsOfChat},
      {"gateway", kDoors},
      {"api", kDoors},
  };
  return kAllowed;
}

bool knows_everyone(std::string_view room) {
  return room == "app" || room == "ctl";
}

std::string listed(const Names& rooms) {
  std::string text;
  for (const std::string& room : rooms) text += (text.empty() ? "" : ", ") + room;
  return text.empty() ? "no other room" : text;
}

Complaints layers(const Tree& tree) {
  Complaints complaints;
  for (const SourceFile& file : tree) {
    const std::string_view room = file.room();
    if (room.empty() || !file.is_a({".h", ".hpp", ".cpp", ".c"}) || knows_everyone(room)) continue;
    const auto rule = allowed().find(room);
    if (rule == allowed().end()) {
      complain(complaints, file, 0,
               "the room " + std::string(room) + "/ has no rule in tests/arch/layers_test.cpp");
      continue;
    }
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const Include included = include_of(file.lines[i]);
      if (included.path.empty() || included.angled) continue;
      const auto slash = included.path.find('/');
      if (slash == std::string::npos) {
        complain(complaints, file, i,
                 "includes name their room: \"" + std::string(room) + "/" + included.path + "\"");
        continue;
      }
      const std::string to = included.path.substr(0, slash);
      if (to == room || rule->second.contains(to)) continue;
      complain(complaints, file, i,
               std::string(room) + "/ may know " + listed(rule->second) + ", but not " + to + "/");
    }
  }
  return complaints;
}

struct Foreign {
  std::string_view prefix;
  std::string_view what;
};

bool begins_with_any(std::string_view path, std::initializer_list<std::string_view> prefixes) {
  for (const std::string_view prefix : prefixes)
    if (path.starts_with(prefix)) return true;
  return false;
}

/// The product is plain C++: no framework, no database, no format, no interpreter.
Complaints foreigners_in_chat(const Tree& tree) {
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (file.room() != "chat") continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      if (begins_with_any(include_of(file.lines[i]).path, {"Poco/", "nlohmann/", "simdjson", "lua", "mysql",
                                                           "mariadb", "yaml-cpp/", "curl/", "openssl/"}))
        complain(complaints, file, i, "chat/ is the product in plain C++: no Poco, SQL, JSON, YAML or Lua");
  }
  return complaints;
}

bool of_the_database(std::string_view path) {
  return begins_with_any(path, {"Poco/Data/", "mysql", "mariadb/"});
}

/// The headers that bring the database's own headers to whoever includes them, directly or through others.
Names headers_with_the_database(const Tree& tree) {
  Names carriers;
  std::size_t before = 0;
  do {
    before = carriers.size();
    for (const SourceFile& file : tree) {
      if (!file.in("core") || !file.is_a({".h", ".hpp"})) continue;
      for (const std::string& line : file.lines) {
        const std::string path = include_of(line).path;
        if (of_the_database(path) || carriers.contains(path)) carriers.insert(file.path.substr(5));
      }
    }
  } while (carriers.size() != before);
  return carriers;
}

/// store/ is the one door to the database: nobody else includes its machinery, not even through a header of
/// store/.
Complaints database_outside_store(const Tree& tree) {
  Complaints complaints;
  const Names carriers = headers_with_the_database(tree);
  for (const SourceFile& file : tree) {
    if (!file.in("core") || file.room() == "store") continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string path = include_of(file.lines[i]).path;
      if (of_the_database(path))
        complain(complaints, file, i, "only store/ talks to the database");
      else if (carriers.contains(path))
        complain(complaints, file, i, path + " brings Poco::Data or mysql.h along: it is for store/ alone");
    }
  }
  return complaints;
}

/// SQL stands in store/ only. A statement begins a string literal with its verb in capitals.
Complaints sql_outside_store(const Tree& tree) {
  Complaints complaints;
  static constexpr std::string_view kVerbs[] = {
      "SELECT ",       "INSERT INTO ", "INSERT IGNORE ", "UPDATE ",           "DELETE FROM ", "REPLACE INTO ",
      "CREATE TABLE ", "ALTER TABLE ", "DROP TABLE ",    "START TRANSACTION", "LOCK TABLES"};
  for (const SourceFile& file : tree) {
    if (!file.in("core") || file.room() == "store" || !file.is_a({".h", ".cpp"})) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string_view code = code_of(file.lines[i]);
      for (const std::string_view verb : kVerbs)
        for (const std::string_view quote : {"\"", "R\"("})
          if (code.find(std::string(quote) + std::string(verb)) != std::string_view::npos)
            complain(complaints, file, i, "SQL stands in store/ only");
    }
  }
  return complaints;
}

Complaints iostream_in_headers(const Tree& tree) {
  Complaints complaints;
  for (const SourceFile& file : tree) {
    if (!file.in("core") || !file.is_a({".h", ".hpp"})) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i)
      if (include_of(file.lines[i]).path == "iostream")
        complain(complaints, file, i, "<iostream> in a header drags its static objects into every file");
  }
  return complaints;
}

}  // namespace

class LayersTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(LayersTest);
  CPPUNIT_TEST(rooms_know_only_whom_they_may);
  CPPUNIT_TEST(an_upward_include_is_found);
  CPPUNIT_TEST(the_product_is_plain);
  CPPUNIT_TEST(a_framework_in_the_product_is_found);
  CPPUNIT_TEST(the_database_has_one_door);
  CPPUNIT_TEST(a_second_door_is_found);
  CPPUNIT_TEST(sql_stands_in_the_store);
  CPPUNIT_TEST(sql_elsewhere_is_found);
  CPPUNIT_TEST(headers_leave_iostream_out);
  CPPUNIT_TEST_SUITE_END();

  static const Tree& core() {
    static const Tree kTree = read_tree({"core"});
    return kTree;
  }

  void rooms_know_only_whom_they_may() {
    CPPUNIT_ASSERT(!core().empty());
    assert_none(layers(core()));
  }

  void an_upward_include_is_found() {
    assert_one(layers(planted("core/chat/post.cpp", "#include \"chat/post.h\"\n#include \"store/log.h\"\n")),
               "core/chat/post.cpp:2");
    assert_one(layers(planted("core/hub/hub.h", "#include \"net/loop.h\"")), "core/hub/hub.h:1");
    assert_one(layers(planted("core/store/log.cpp", "#include \"log.h\"")), "core/store/log.cpp:1");
    assert_one(layers(planted("core/cellar/wine.h", "")), "core/cellar/wine.h:1");
    assert_none(layers(planted("core/app/main.cpp", "#include \"store/log.h\"")));
  }

  void the_product_is_plain() { assert_none(foreigners_in_chat(core())); }

  void a_framework_in_the_product_is_found() {
    assert_one(foreigners_in_chat(planted("core/chat/post.h", "\n#include <Poco/Timestamp.h>")),
               "core/chat/post.h:2");
    assert_none(foreigners_in_chat(planted("core/api/posts.h", "#include <Poco/Timestamp.h>")));
  }

  void the_database_has_one_door() { assert_none(database_outside_store(core())); }

  void a_second_door_is_found() {
    assert_one(database_outside_store(planted("core/api/posts.cpp", "#include <mysql/mysql.h>")),
               "core/api/posts.cpp:1");
    assert_none(database_outside_store(planted("core/store/door.cpp", "#include <Poco/Data/Session.h>")));
    Tree behind = planted("core/store/door.h", "#include \"store/prepared.h\"");
    behind.push_back(planted("core/store/prepared.h", "#include <mysql/mysql.h>").front());
    assert_none(database_outside_store(behind));
    behind.push_back(planted("core/app/main.cpp", "#include \"store/door.h\"").front());
    assert_one(database_outside_store(behind), "core/app/main.cpp:1");
  }

  void sql_stands_in_the_store() { assert_none(sql_outside_store(core())); }

  void sql_elsewhere_is_found() {
    assert_one(sql_outside_store(planted("core/api/a.cpp", "run(\"SELECT 1\");")), "core/api/a.cpp:1");
    assert_none(sql_outside_store(planted("core/api/a.cpp", "// never \"SELECT 1\" here")));
  }

  void headers_leave_iostream_out() {
    assert_none(iostream_in_headers(core()));
    assert_one(iostream_in_headers(planted("core/base/a.h", "#include <iostream>")), "core/base/a.h:1");
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(LayersTest);

}  // namespace hearth::arch
