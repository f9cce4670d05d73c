// The matrix: each command of the table, by each role, on each kind of object, over REST and over the
// WebSocket, with 0 unexpected successes. It has no list of commands: which there are, what they take and for
// whom they are comes from the table, by way of the document that the server gives. So a new command is tried
// here by itself.
//
//   roles     stranger, one who left, one who was removed, member, moderator, admin, owner of the group;
//             one who is blocked, one who must change the password
//   objects   own (a message of the role itself), shared (somebody else's in the same conversation), foreign
//   (in a
//             conversation that the role is not in), deleted, missing
//
// May succeed only what the row says: `x-access` for the conversation, `x-whose` for the message. And
// whatever answers, nobody is ever told what was said in a conversation that they are not in, or what was
// deleted.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <iostream>
#include <set>

#include "person.h"
#include "protocol/command.h"

namespace hearth::story {
namespace {

constexpr const char* kForeignWords = "foreign-words-4711";
constexpr const char* kDeletedWords = "deleted-words-4712";
constexpr std::uint64_t kNowhere = 8'000'000'000'000;

enum class Role { kStranger, kLeft, kRemoved, kMember, kModerator, kAdmin, kOwner };
constexpr Role kRoles[] = {Role::kStranger,  Role::kLeft,  Role::kRemoved, Role::kMember,
                           Role::kModerator, Role::kAdmin, Role::kOwner};
constexpr const char* kRoleNames[] = {"stranger", "left", "removed", "member", "moderator", "admin", "owner"};

enum class Object { kOwn, kShared, kForeign, kDeleted, kMissing };
constexpr Object kObjects[] = {Object::kOwn, Object::kShared, Object::kForeign, Object::kDeleted,
                               Object::kMissing};
constexpr const char* kObjectNames[] = {"own", "shared", "foreign", "deleted", "missing"};

/// A command, as the document describes it.
struct Row {
  std::string name, method, path, access, whose;
  std::set<std::string> parameters;  // of path and query
  std::set<std::string> required;
  Json example;  // all its arguments
  bool has(const char* argument) const { return example.contains(argument); }
};

/// Everybody, made once.
struct Cast {
  explicit Cast(House& house)
      : owner(house, "Owner"),
        admin(house, "Admin"),
        moderator(house, "Moderator"),
        member(house, "Member"),
        removed(house, "Removed"),
        left(house, "Left"),
        stranger(house, "Stranger"),
        other(house, "Other"),
        outsider(house, "Outsider") {}

  Person& of(Role role) {
    Person* people[] = {&stranger, &left, &removed, &member, &moderator, &admin, &owner};
    return *people[static_cast<int>(role)];
  }

  Person owner, admin, moderator, member, removed, left, stranger, other, outsider;
};

/// A private group with everybody who is or was in it; in it a message of each, and one that was deleted; and
/// a conversation that nobody of them is in. Until promote() the higher roles are members.
struct Stage {
  explicit Stage(Cast& cast) {
    group = cast.owner.group(
        "The group", {&cast.admin, &cast.moderator, &cast.member, &cast.removed, &cast.left, &cast.other});
    const std::string in = "/conversations/" + std::to_string(group);
    for (Person* person :
         {&cast.owner, &cast.admin, &cast.moderator, &cast.member, &cast.removed, &cast.left, &cast.other})
      seq[person] = post(*person, group, "Said by " + person->name());
    deleted = post(cast.other, group, kDeletedWords);
    cast.other.ask("DELETE", in + "/messages/" + std::to_string(deleted));
    cast.left.post(in + "/leave");
    cast.owner.ask("DELETE", in + "/members/" + std::to_string(cast.removed.id()));
    foreign = cast.outsider.group("Foreign", {});
    foreign_seq = post(cast.outsider, foreign, kForeignWords);
  }
  static std::uint64_t post(Person& person, std::uint64_t conversation, const std::string& text) {
    return person.post("/conversations/" + std::to_string(conversation) + "/messages",
                       {{"key", new_key()}, {"body", text}})["seq"];
  }

  std::uint64_t group = 0, deleted = 0, foreign = 0, foreign_seq = 0;
  std::map<Person*, std::uint64_t> seq;
};

/// There need not be a command for it: the database is told while the server is away.
void promote(House& house, Cast& cast) {
  house.stop();
  for (const auto& [person, role] : {std::pair{&cast.admin, 3}, std::pair{&cast.moderator, 2}})
    house.schema().run("UPDATE member SET role = " + std::to_string(role) +
                       " WHERE person_id = " + std::to_string(person->id()));
  house.start();
}

bool is_inside(Role role) {
  return role >= Role::kMember;
}

}  // namespace

class MatrixTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MatrixTest);
  CPPUNIT_TEST(nothing_succeeds_that_must_not);
  CPPUNIT_TEST(the_blocked_and_the_forced_succeed_with_nothing);
  CPPUNIT_TEST(only_cursors_that_were_given_are_taken);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }

  static Json resolved(const Json& api, const Json& node) {
    return node.contains("$ref") ? api.at(Json::json_pointer(node["$ref"].get<std::string>().substr(1)))
                                 : node;
  }
  static std::vector<Row> rows() {
    const Json api = house().http().get("/api/openapi.json").json();
    std::vector<Row> out;
    for (const auto& [path, methods] : api["paths"].items())
      for (const auto& [method, operation] : methods.items()) {
        if (!operation.contains("x-command")) continue;
        Row row{operation["x-command"],         method, path, operation["x-access"],
                operation.value("x-whose", ""), {},     {},   {}};
        for (char& c : row.method) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        row.example = Json::object();
        if (operation.contains("requestBody")) {
          const Json& body = operation["requestBody"]["content"]["application/json"];
          row.example = body["example"];
          for (const Json& name : resolved(api, body["schema"]).value("required", Json::array()))
            row.required.insert(name.get<std::string>());
        }
        for (const Json& given : operation["parameters"]) {
          const Json parameter = resolved(api, given);
          if (parameter["in"] == "header") continue;
          const std::string name = parameter["name"];
          row.parameters.insert(name);
          if (parameter["required"] != true) continue;
          row.required.insert(name);
          row.example[name] = sample(resolved(api, parameter["schema"]));
        }
        out.push_back(std::move(row));
      }
    return out;
  }
  static Json sample(const Json& schema) {
    if (schema.contains("enum")) return schema["enum"][0];
    if (schema["type"] == "integer") return schema["minimum"];
    if (schema["type"] == "boolean") return true;
    if (schema["type"] == "array") return Json::array();
    return "👍";
  }

  /// Good arguments of the command about this object, but for who gives them.
  static Json arguments_of(const Row& row, Cast& cast, Stage& stage, Role role, Object object) {
    Json out = row.example;
    // What is optional and names another message or place would only be in the way.
    for (const char* name : {"reply_to", "before", "after", "around", "rev", "limit", "at"})
      if (out.contains(name) && !row.parameters.contains(name)) out.erase(name);
    if (row.parameters.contains("rev")) out["rev"] = 0;
    if (out.contains("key")) out["key"] = new_key();
    if (out.contains("person")) out["person"] = cast.other.id();
    if (out.contains("people")) out["people"] = Json::array({cast.outsider.id()});
    const bool is_missing = object == Object::kMissing, is_foreign = object == Object::kForeign;
    if (out.contains("conversation"))
      out["conversation"] = is_missing ? kNowhere : is_foreign ? stage.foreign : stage.group;
    std::uint64_t seq = stage.seq[&cast.other];
    if (const auto mine = stage.seq.find(&cast.of(role)); object == Object::kOwn && mine != stage.seq.end())
      seq = mine->second;
    if (object == Object::kDeleted) seq = stage.deleted;
    if (is_foreign) seq = stage.foreign_seq;
    for (const char* name : {"seq", "read", "delivered"})
      if (out.contains(name)) out[name] = seq;
    return out;
  }

  /// Whether the row lets this succeed. What it lets may fail all the same, for other reasons.
  static bool may_succeed(const Row& row, Role role, Object object) {
    if (!row.required.contains("conversation")) return true;
    if (!is_inside(role) || object == Object::kForeign || object == Object::kMissing) return false;
    const bool manages = role >= Role::kModerator;
    if (row.access == "group_manager" && !manages) return false;
    const bool changes = row.method != "GET" && row.method != "DELETE";
    if (object == Object::kDeleted && changes && row.path.find("/messages/{seq}") != std::string::npos)
      return false;
    if (row.whose == "author") return object == Object::kOwn;
    if (row.whose == "author_or_manager") return object == Object::kOwn || manages;
    if (row.whose == "manager") return manages;
    return true;
  }

  static std::string percent_encoded(const std::string& text) {
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (const char one : text) {
      const auto c = static_cast<unsigned char>(one);
      out += {'%', kHex[c >> 4], kHex[c & 15]};
    }
    return out;
  }
  static std::string text_of(const Json& value) {
    if (value.is_string()) return percent_encoded(value.get<std::string>());
    const std::string text = value.dump();
    return value.is_array() ? text.substr(1, text.size() - 2) : text;
  }
  static HttpAnswer by_rest(Person& person, const Row& row, Json arguments) {
    std::string target = row.path;
    char before = '?';
    for (const std::string& name : row.parameters) {
      if (!arguments.contains(name)) continue;
      const auto at = target.find("{" + name + "}");
      if (at != std::string::npos)
        target.replace(at, name.size() + 2, text_of(arguments[name]));
      else
        target += before + name + "=" + text_of(arguments[name]), before = '&';
      arguments.erase(name);
    }
    const bool takes_body = row.method == "POST" || row.method == "PUT" || row.method == "PATCH";
    return person.ask_at(row.method, target, takes_body ? arguments : Json(nullptr));
  }

  struct Tally {
    std::vector<std::string> unexpected;
    std::size_t tried = 0, succeeded = 0;
  };
  static void judge(Tally& tally, bool well, bool may, const std::string& what, const std::string& said) {
    ++tally.tried;
    tally.succeeded += well ? 1 : 0;
    if (well && !may) tally.unexpected.push_back(what + ": " + said);
    for (const char* words : {kForeignWords, kDeletedWords})
      if (said.find(words) != std::string::npos) tally.unexpected.push_back(what + " tells " + words);
  }
  static void try_row(const Row& row, bool over_socket, Cast& cast, Stage& stage, Tally& tally) {
    // In the order of their power, so that what the powerful change comes last.
    for (const Role role : kRoles) {
      Person& person = cast.of(role);
      std::optional<Device> device;
      if (over_socket) device.emplace(person.device());
      for (const Object object : kObjects) {
        const Json arguments = arguments_of(row, cast, stage, role, object);
        const std::string what = (over_socket ? "socket: " : "rest: ") + row.name + " by " +
                                 kRoleNames[static_cast<int>(role)] + " on " +
                                 kObjectNames[static_cast<int>(object)];
        const bool may = may_succeed(row, role, object);
        if (device) {
          const Reply reply = device->ask(row.name, arguments);
          const bool well = reply.error.is_null();
          judge(tally, well, may, what, well ? reply.ok.dump() : reply.error.dump());
        } else {
          const HttpAnswer answer = by_rest(person, row, arguments);
          judge(tally, answer.status < 300, may, what, answer.body);
        }
      }
    }
  }

  void nothing_succeeds_that_must_not() {
    const std::vector<Row> table = rows();
    CPPUNIT_ASSERT_EQUAL(protocol::commands().size(), table.size());
    Cast cast(house());
    // What changes something gets a stage of its own.
    std::vector<Stage> stages;
    for (std::size_t i = 0; i <= 2 * table.size(); ++i)
      if (i == 0 || table[(i - 1) / 2].method != "GET") stages.emplace_back(cast);
    promote(house(), cast);
    Tally tally;
    std::size_t next = 1;
    for (const Row& row : table)
      for (const bool over_socket : {false, true})
        try_row(row, over_socket, cast, row.method == "GET" ? stages[0] : stages[next++], tally);
    for (const std::string& one : tally.unexpected) std::cerr << one << "\n";
    std::cerr << tally.tried << " tried, " << tally.succeeded << " succeeded, " << tally.unexpected.size()
              << " unexpected\n";
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, tally.unexpected.size());
    // Otherwise nothing would have been proven.
    CPPUNIT_ASSERT(tally.succeeded > tally.tried / 10);
  }

  void the_blocked_and_the_forced_succeed_with_nothing() {
    Cast cast(house());
    Stage stage(cast);
    house().stop();
    house().schema().run("UPDATE person SET blocked = 1 WHERE id = " + std::to_string(cast.member.id()));
    house().schema().run("UPDATE person SET must_change_password = 1 WHERE id = " +
                         std::to_string(cast.admin.id()));
    house().start();
    for (const Row& row : rows())
      for (const Object object : kObjects) {
        const HttpAnswer blocked =
            by_rest(cast.member, row, arguments_of(row, cast, stage, Role::kMember, object));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(row.name + " by the blocked: " + blocked.body, 401, blocked.status);
        const HttpAnswer forced =
            by_rest(cast.admin, row, arguments_of(row, cast, stage, Role::kAdmin, object));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(row.name + " by the forced: " + forced.body, 403, forced.status);
      }
    for (Person* person : {&cast.member, &cast.admin}) CPPUNIT_ASSERT_THROW(person->device(), std::exception);
  }

  /// In every list that the table has.
  void only_cursors_that_were_given_are_taken() {
    const Json api = house().http().get("/api/openapi.json").json();
    Cast cast(house());
    Stage stage(cast);
    std::size_t lists = 0;
    for (const Row& row : rows()) {
      std::string method = row.method;
      for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      for (const Json& parameter : api["paths"][row.path][method]["parameters"]) {
        if (parameter.value("name", "") != "after" || parameter["schema"]["type"] != "string") continue;
        ++lists;
        for (const char* forged : {"none", "bm9uZQ", "-1", "MQAy", "MTI="}) {
          Json arguments = arguments_of(row, cast, stage, Role::kOwner, Object::kOwn);
          arguments["after"] = forged;
          const HttpAnswer answer = by_rest(cast.owner, row, arguments);
          CPPUNIT_ASSERT_EQUAL_MESSAGE(row.name + " after " + forged + ": " + answer.body, 422,
                                       answer.status);
          CPPUNIT_ASSERT_EQUAL_MESSAGE(row.name, Json("after"), answer.json()["field"]);
        }
      }
    }
    CPPUNIT_ASSERT(lists >= 5);
  }

  void the_server_ends_well() { house().stop(); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MatrixTest);

}  // namespace hearth::story
