// Who may not is refused: on every route and every command that the product has, by REST and by WebSocket.
// The lists come from the code; a new route or command fails here until it is told below what it takes and
// for whom it is.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "base/clock.h"
#include "person.h"
#include "routes_of_the_product.h"

namespace hearth::story {

using protocol::Access;

namespace {

/// Everybody and everything that the refusals are about.
struct Cast {
  Cast() {
    group = owner.group("The group", {&member, &left, &removed, &blocked, &forced});
    left.post("/conversations/" + std::to_string(group) + "/leave");
    owner.ask("DELETE",
              "/conversations/" + std::to_string(group) + "/members/" + std::to_string(removed.id()));
    owner.post("/conversations/" + std::to_string(group) + "/messages",
               {{"key", new_key()}, {"body", "Secret"}});
    talk = owner.direct_with(member);
    // There is no command for either yet.
    house.stop();
    house.schema().run("UPDATE person SET blocked = 1 WHERE id = " + std::to_string(blocked.id()));
    house.schema().run("UPDATE person SET must_change_password = 1 WHERE id = " +
                       std::to_string(forced.id()));
    house.start();
  }

  static HouseRules rules() {
    HouseRules rules;
    rules.deletion_grace_seconds = 3600;
    return rules;
  }

  House house{rules()};
  Person owner{house, "Owner"}, member{house, "Member"}, stranger{house, "Stranger"}, left{house, "Left"},
      removed{house, "Removed"}, blocked{house, "Blocked"}, forced{house, "Forced"};
  std::uint64_t group = 0, talk = 0;
};

constexpr std::uint64_t kNowhere = 8'000'000'000'000;

}  // namespace

class RefusalsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(RefusalsTest);
  CPPUNIT_TEST(every_route_has_its_rule_here);
  CPPUNIT_TEST(the_members_own_call_is_good);
  CPPUNIT_TEST(nobody_gets_nothing_without_a_session);
  CPPUNIT_TEST(no_socket_opens_without_a_session);
  CPPUNIT_TEST(who_is_not_in_it_learns_nothing_of_it_by_rest);
  CPPUNIT_TEST(who_is_not_in_it_learns_nothing_of_it_by_socket);
  CPPUNIT_TEST(members_do_not_manage);
  CPPUNIT_TEST(a_group_that_is_being_deleted_takes_nothing);
  CPPUNIT_TEST(a_public_group_shows_its_card_and_nothing_else);
  CPPUNIT_TEST(a_guest_finds_no_group);
  CPPUNIT_TEST(the_blocked_are_nobody);
  CPPUNIT_TEST(who_must_change_the_password_does_only_that);
  CPPUNIT_TEST(what_others_have_scheduled_is_not_there);
  CPPUNIT_TEST(unknown_arguments_are_refused_by_name);
  CPPUNIT_TEST(accounts_take_no_more_than_they_ask_for);
  CPPUNIT_TEST(missing_arguments_are_refused_by_name);
  CPPUNIT_TEST(the_group_is_as_it_was);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static Cast& cast() {
    static Cast kCast;
    return kCast;
  }

  /// Good arguments of each command in this conversation.
  static std::map<std::string, Json> samples(std::uint64_t conversation) {
    const Json in{{"conversation", conversation}};
    const auto with = [&](Json more) {
      more["conversation"] = conversation;
      return more;
    };
    return {
        {"hello", Json::object()},
        {"conversation.get", in},
        {"conversation.sync", with({{"rev", 0}})},
        {"direct.open", {{"person", cast().owner.id()}}},
        {"group.create", {{"key", new_key()}, {"name", "Mine"}, {"people", Json::array()}}},
        {"group.add", with({{"people", {cast().stranger.id()}}})},
        {"group.remove", with({{"person", cast().member.id()}})},
        {"group.leave", in},
        {"group.update", with({{"description", "Taken over"}})},
        {"group.set_role", with({{"person", cast().left.id()}, {"role", "moderator"}})},
        {"group.hand_on", with({{"person", cast().left.id()}})},
        {"group.browse", Json::object()},
        {"group.get", in},
        {"group.join", in},
        {"group.delete", with({{"dry_run", true}})},
        {"group.deletion", in},
        {"group.keep", in},
        {"member.list", in},
        {"member.history", in},
        {"message.post", with({{"key", new_key()}, {"body", "I was here"}})},
        {"message.list", in},
        {"message.get", with({{"seq", 4}})},
        {"message.edit", with({{"seq", 4}, {"body", "I was here, too"}})},
        {"message.versions", with({{"seq", 4}})},
        {"message.pin", with({{"seq", 4}})},
        {"message.unpin", with({{"seq", 4}})},
        {"message.pins", in},
        {"reaction.add", with({{"seq", 4}, {"emoji", "👍"}})},
        {"reaction.remove", with({{"seq", 4}, {"emoji", "👍"}})},
        {"reaction.list", with({{"seq", 4}})},
        {"mention.list", Json::object()},
        {"message.forward", with({{"seq", 4}, {"to", conversation}, {"key", new_key()}})},
        {"thread.open", with({{"seq", 4}})},
        {"thread.follow", with({{"seq", 4}})},
        {"thread.unfollow", with({{"seq", 4}})},
        {"thread.list", Json::object()},
        {"message.delete", with({{"seq", 4}})},
        {"receipt.advance", with({{"read", 1}})},
        {"receipt.list", with({{"seq", 1}})},
        {"typing", with({{"typing", true}})},
        {"message.search", {{"text", "word"}}},
        {"personal.sync", {{"rev", 0}}},
        {"place.set", with({{"favourite", true}})},
        {"message.save", with({{"seq", 1}})},
        {"message.unsave", with({{"seq", 1}})},
        {"saved.list", Json::object()},
        {"draft.set", with({{"body", "I would say"}, {"at", "2026-03-22T12:00:00Z"}})},
        {"message.schedule", with({{"key", new_key()},
                                   {"body", "Later"},
                                   {"send_at", to_rfc3339(now() + std::chrono::hours(48))}})},
        {"scheduled.change", {{"scheduled", 1}, {"body", "Later, then"}}},
        {"scheduled.send", {{"scheduled", 1}}},
        {"scheduled.cancel", {{"scheduled", 1}}},
        {"preference.set", {{"name", "emoji.tone"}, {"value", "3"}}},
        {"person.find", {{"text", "o"}}},
        {"person.get", {{"person", cast().owner.id()}}},
        {"presence.set", {{"state", "online"}}},
        {"presence.watch", {{"people", {cast().owner.id()}}}},
        {"ping", Json::object()},
    };
  }

  struct Rule {
    Access access;
    bool before_password_change;
    Json body;  // a good one, but for who sends it
  };
  /// The routes that are no commands.
  static std::map<std::string, Rule> other_routes() {
    return {
        {"POST /api/v1/auth/login", {Access::kPublic, true, {{"login", "nobody"}, {"password", "nothing"}}}},
        {"POST /api/v1/auth/register",
         {Access::kPublic,
          true,
          {{"user_name", "new.one"}, {"name", "New"}, {"password", "six small teapots"}}}},
        {"POST /api/v1/auth/refresh", {Access::kPublic, true, {{"refresh_token", "x"}}}},
        {"GET /api/v1/auth/settings", {Access::kPublic, true, {}}},
        {"POST /api/v1/auth/password",
         {Access::kPerson, true, {{"old_password", "x"}, {"new_password", "four green kettles"}}}},
        {"GET /api/v1/auth/session", {Access::kPerson, true, {}}},
        {"POST /api/v1/auth/logout", {Access::kPerson, true, {}}},
        {"POST /api/v1/invites", {Access::kPerson, false, Json::object()}},
        {"POST /api/auth/login", {Access::kPublic, true, {{"username", "nobody"}, {"password", "nothing"}}}},
        {"POST /api/chat/send",
         {Access::kPerson, false, {{"receiver_id", cast().owner.id()}, {"message", "I was here"}}}},
        {"GET /api/chat/messages/{user_id}", {Access::kPerson, false, {}}},
        {"PATCH /api/chat/read/{message_id}", {Access::kPerson, false, {}}},
        {"GET /api/openapi.json", {Access::kPublic, true, {}}},
        {"GET /api/asyncapi.json", {Access::kPublic, true, {}}},
        {"GET /api/docs", {Access::kPublic, true, {}}},
        {"GET /api/docs/{file}", {Access::kPublic, true, {}}},
        {"GET /health", {Access::kPublic, true, {}}},
        {"GET /ready", {Access::kPublic, true, {}}},
    };
  }

  static std::string method_of(const std::string& route) { return route.substr(0, route.find(' ')); }
  /// The path of a route that is no command, with something in its braces.
  static std::string target_of(const std::string& route) {
    const std::string path = route.substr(route.find(' ') + 1);
    const auto brace = path.find('{');
    return brace == std::string::npos ? path : path.substr(0, brace) + "1";
  }

  static std::string percent_encoded(const std::string& text) {
    std::string out;
    for (const char one : text) {
      const auto c = static_cast<unsigned char>(one);
      constexpr char kHex[] = "0123456789ABCDEF";
      out += '%';
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
    return out;
  }

  struct RestCall {
    std::string method, target;
    Json body;
  };
  /// The command as a REST call.
  static RestCall rest(const protocol::Command& command, Json arguments) {
    RestCall call{std::string(command.method), "", nullptr};
    for (std::string_view path = command.path; !path.empty();) {
      const auto open = path.find('{');
      call.target += path.substr(0, open);
      if (open == std::string_view::npos) break;
      const auto close = path.find('}');
      const std::string name(path.substr(open + 1, close - open - 1));
      const Json& value = arguments.at(name);
      call.target += value.is_string() ? percent_encoded(value.get<std::string>()) : value.dump();
      arguments.erase(name);
      path.remove_prefix(close + 1);
    }
    if (call.method == "POST" || call.method == "PUT" || call.method == "PATCH") {
      call.body = arguments;
      return call;
    }
    char before = '?';
    for (const auto& [name, value] : arguments.items()) {
      std::string text = value.is_string() ? value.get<std::string>() : value.dump();
      if (value.is_array()) text = text.substr(1, text.size() - 2);
      call.target += before + name + "=" + text;
      before = '&';
    }
    return call;
  }
  static HttpAnswer ask(Person& person, const RestCall& call) {
    return person.ask(call.method, call.target, call.body);
  }
  static Json without_id(Json problem) {
    problem.erase("request_id");
    return problem;
  }
  static bool is_for_members(const protocol::Command& command) {
    return command.access == Access::kMember || command.access == Access::kGroupManager ||
           command.access == Access::kVisitor;
  }
  static void must_refuse(const HttpAnswer& answer, int status, const std::string& code,
                          const std::string& what) {
    CPPUNIT_ASSERT_EQUAL_MESSAGE(what + " was answered " + answer.body, status, answer.status);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(what, code, answer.code());
  }

  void every_route_has_its_rule_here() {
    const auto commands = samples(1);
    const auto others = other_routes();
    std::set<std::string> met;
    for (const KnownRoute& route : routes_of_the_product()) {
      CPPUNIT_ASSERT_MESSAGE("twice: " + route.name(), met.insert(route.name()).second);
      const protocol::Command* command = nullptr;
      for (const protocol::Command& one : protocol::commands())
        if (route.method == one.method && route.pattern == "/api/v1" + std::string(one.path)) command = &one;
      if (command != nullptr) {
        CPPUNIT_ASSERT_MESSAGE("no arguments are given for the command " + std::string(command->name),
                               commands.contains(std::string(command->name)));
        CPPUNIT_ASSERT_MESSAGE(route.name(),
                               route.access == command->access && !route.before_password_change);
        CPPUNIT_ASSERT_MESSAGE(route.name() + " is public", route.access != Access::kPublic);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(route.name(), is_for_members(*command),
                                     command->path.find("{conversation}") != std::string_view::npos);
        continue;
      }
      const auto rule = others.find(route.name());
      CPPUNIT_ASSERT_MESSAGE("there is no rule for the new route " + route.name(), rule != others.end());
      CPPUNIT_ASSERT_MESSAGE(route.name(),
                             rule->second.access == route.access &&
                                 rule->second.before_password_change == route.before_password_change);
    }
    CPPUNIT_ASSERT_EQUAL(protocol::commands().size(), commands.size());
    CPPUNIT_ASSERT_EQUAL(commands.size() + others.size(), met.size());
  }

  /// Otherwise the refusals below would be for the wrong reason.
  void the_members_own_call_is_good() {
    Person twin(cast().house, "Twin");
    const auto own = twin.group("Own", {&cast().member, &cast().left});
    // What puts notices among the messages comes last, and whoever leaves after everything.
    const std::set<std::string> last{"group.update", "group.set_role", "group.hand_on", "group.leave"};
    for (const protocol::Command& command : protocol::commands()) {
      // Sent, it can be cancelled no more.
      if (last.contains(std::string(command.name)) || command.name == "scheduled.send") continue;
      const auto call = rest(command, samples(own).at(std::string(command.name)));
      const HttpAnswer answer = ask(twin, call);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(call.target + ": " + answer.body, command.status, answer.status);
    }
    const std::string path = "/conversations/" + std::to_string(own);
    for (const char* name : {"group.update", "group.set_role", "group.hand_on"}) {
      const auto call = rest(*protocol::find_command(name), samples(own).at(name));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(name, 200, ask(twin, call).status);
    }
    CPPUNIT_ASSERT_EQUAL(200, twin.ask("POST", path + "/leave").status);
  }

  /// What somebody may show who is not signed in.
  static std::vector<Headers> worthless() {
    std::string forged = cast().member.token();
    forged[forged.size() / 2] = forged[forged.size() / 2] == 'a' ? 'b' : 'a';
    const std::string unsigned_token =
        "eyJhbGciOiJub25lIn0." + cast().member.token().substr(cast().member.token().find('.') + 1);
    return {{},
            {{"Authorization", "Bearer nonsense"}},
            {{"Authorization", "Bearer " + forged}},
            {{"Authorization", "Bearer " + unsigned_token}},
            {{"Authorization", "Bearer " + cast().member.refresh_token()}},
            {{"Authorization", "Bearer "}},
            {{"Authorization", "Basic b3duZXI6b3duZXI="}},
            {{"Authorization", cast().member.token()}},
            {{"Cookie", "hearth_session=nonsense"}},
            {{"Cookie", "hearth_session=" + cast().member.token()}}};
  }

  void nobody_gets_nothing_without_a_session() {
    HttpClient http = cast().house.http();
    for (const Headers& headers : worthless()) {
      for (const protocol::Command& command : protocol::commands()) {
        const RestCall call = rest(command, samples(cast().group).at(std::string(command.name)));
        must_refuse(http.ask(call.method, "/api/v1" + call.target, call.body, headers), 401, "not_signed_in",
                    call.method + " " + call.target);
      }
      for (const auto& [name, rule] : other_routes()) {
        if (rule.access == Access::kPublic) continue;
        must_refuse(http.ask(method_of(name), target_of(name), rule.body, headers), 401, "not_signed_in",
                    name);
      }
    }
  }

  static std::optional<HttpAnswer> open_socket(const Headers& headers) {
    WebSocketClient socket;
    return socket.open(ByteStream::connect(cast().house.port()),
                       "127.0.0.1:" + std::to_string(cast().house.port()), headers);
  }

  void no_socket_opens_without_a_session() {
    for (Headers headers : worthless()) {
      headers.emplace_back("Origin", "http://127.0.0.1:" + std::to_string(cast().house.port()));
      const auto refusal = open_socket(headers);
      CPPUNIT_ASSERT(refusal);
      CPPUNIT_ASSERT_EQUAL(401, refusal->status);
    }
  }

  void who_is_not_in_it_learns_nothing_of_it_by_rest() {
    for (Person* person : {&cast().stranger, &cast().left, &cast().removed})
      for (const protocol::Command& command : protocol::commands()) {
        if (!is_for_members(command)) continue;
        const std::string name = person->name() + ": " + std::string(command.name);
        const HttpAnswer here =
            ask(*person, rest(command, samples(cast().group).at(std::string(command.name))));
        const HttpAnswer nowhere =
            ask(*person, rest(command, samples(kNowhere).at(std::string(command.name))));
        const HttpAnswer other =
            ask(*person, rest(command, samples(cast().talk).at(std::string(command.name))));
        must_refuse(here, 404, "not_found", name);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name, without_id(nowhere.json()), without_id(here.json()));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name, without_id(nowhere.json()), without_id(other.json()));
      }
  }

  void who_is_not_in_it_learns_nothing_of_it_by_socket() {
    Device watching = cast().member.device();
    for (Person* person : {&cast().stranger, &cast().left, &cast().removed}) {
      Device device = person->device();
      for (const protocol::Command& command : protocol::commands()) {
        if (!is_for_members(command)) continue;
        const std::string name(command.name);
        const Reply here = device.ask(name, samples(cast().group).at(name));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(person->name() + ": " + name, std::string("not_found"), here.code());
        CPPUNIT_ASSERT_EQUAL(device.ask(name, samples(kNowhere).at(name)).error, here.error);
        CPPUNIT_ASSERT_EQUAL(here.error, device.ask(name, samples(cast().talk).at(name)).error);
      }
      CPPUNIT_ASSERT(!device.take_event());
    }
    watching.call("ping");
    CPPUNIT_ASSERT(!watching.take_event());
  }

  void members_do_not_manage() {
    Device device = cast().member.device();
    for (const protocol::Command& command : protocol::commands()) {
      if (command.access != Access::kGroupManager) continue;
      const Json arguments = samples(cast().group).at(std::string(command.name));
      must_refuse(ask(cast().member, rest(command, arguments)), 403, "forbidden", std::string(command.name));
      CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), device.ask(std::string(command.name), arguments).code());
    }
    must_refuse(cast().member.ask("POST", "/invites", Json::object()), 403, "forbidden", "inviting");
  }

  /// Whatever writes is refused, also after a restart; whatever reads is not.
  void a_group_that_is_being_deleted_takes_nothing() {
    House& house = cast().house;
    Person host(house, "Host");
    const auto group = host.group("Doomed", {&cast().member, &cast().left});
    for (const char* text : {"one", "two", "three"})
      host.post("/conversations/" + std::to_string(group) + "/messages",
                {{"key", new_key()}, {"body", text}});
    host.post("/conversations/" + std::to_string(group) + "/deletion", {{"name", "Doomed"}});
    const std::set<std::string> about_the_deletion{"group.delete", "group.deletion", "group.keep",
                                                   "group.join"};
    // What is one's own, or goes elsewhere.
    const std::set<std::string> beside_the_group{"place.set", "message.save", "message.unsave", "draft.set",
                                                 "message.forward"};
    for (int round = 0; round < 2; ++round) {
      for (const protocol::Command& command : protocol::commands()) {
        const std::string name(command.name);
        if (!is_for_members(command) || about_the_deletion.contains(name) || beside_the_group.contains(name))
          continue;
        const HttpAnswer answer = ask(host, rest(command, samples(group).at(name)));
        if (command.method == "GET")
          CPPUNIT_ASSERT_EQUAL_MESSAGE(name + ": " + answer.body, 200, answer.status);
        else
          must_refuse(answer, 409, "closed", name);
      }
      const HttpAnswer joining = cast().stranger.ask("POST", "/groups/" + std::to_string(group) + "/join");
      must_refuse(joining, 404, "not_found", "joining");
      house.restart();
    }
    host.ask("DELETE", "/conversations/" + std::to_string(group) + "/deletion");
    host.post("/conversations/" + std::to_string(group) + "/messages",
              {{"key", new_key()}, {"body", "Saved"}});
  }

  void a_public_group_shows_its_card_and_nothing_else() {
    Person host(cast().house, "Host");
    const auto open = host.group("Open house", {&cast().member});
    CPPUNIT_ASSERT_EQUAL(
        200, host.ask("PATCH", "/conversations/" + std::to_string(open), {{"visibility", "public"}}).status);
    for (const protocol::Command& command : protocol::commands()) {
      if (!is_for_members(command)) continue;
      const std::string name(command.name);
      const HttpAnswer here = ask(cast().stranger, rest(command, samples(open).at(name)));
      if (command.access != Access::kVisitor) {
        must_refuse(here, 404, "not_found", name);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(
            name, without_id(ask(cast().stranger, rest(command, samples(kNowhere).at(name))).json()),
            without_id(here.json()));
      } else if (name == "group.get") {
        const Json card{{"id", open}, {"name", "Open house"}, {"members", 2}, {"joined", false}};
        CPPUNIT_ASSERT_EQUAL(card, here.json());
        // Joining is the next command; those after it are a member's.
        return;
      }
    }
    CPPUNIT_FAIL("there is no group.get");
  }

  void a_guest_finds_no_group() {
    House& house = cast().house;
    Person guest(house, "Guest"), host(house, "Host");
    const auto open = host.group("Garden", {});
    host.ask("PATCH", "/conversations/" + std::to_string(open), {{"visibility", "public"}});
    house.stop();
    house.schema().run("UPDATE person SET role = 1 WHERE id = " + std::to_string(guest.id()));
    house.start();
    must_refuse(guest.ask("GET", "/groups"), 403, "forbidden", "browsing");
    for (const auto& [method, path] : {std::pair{"GET", ""}, std::pair{"POST", "/join"}}) {
      const HttpAnswer here = guest.ask(method, "/groups/" + std::to_string(open) + path);
      must_refuse(here, 404, "not_found", path);
      const HttpAnswer nowhere = guest.ask(method, "/groups/" + std::to_string(kNowhere) + path);
      CPPUNIT_ASSERT_EQUAL(without_id(nowhere.json()), without_id(here.json()));
    }
  }

  void the_blocked_are_nobody() {
    Person& blocked = cast().blocked;
    HttpClient http = cast().house.http();
    for (const protocol::Command& command : protocol::commands())
      must_refuse(ask(blocked, rest(command, samples(cast().group).at(std::string(command.name)))), 401,
                  "not_signed_in", "blocked: " + std::string(command.name));
    for (const auto& [name, rule] : other_routes()) {
      if (rule.access == Access::kPublic) continue;
      must_refuse(blocked.ask_at(method_of(name), target_of(name), rule.body), 401, "not_signed_in",
                  "blocked: " + name);
    }
    const auto refusal = open_socket({{"Authorization", "Bearer " + blocked.token()}});
    CPPUNIT_ASSERT(refusal && refusal->status == 401);
    must_refuse(
        http.post("/api/v1/auth/login", {{"login", blocked.user_name()}, {"password", blocked.password()}}),
        401, "wrong_credentials", "signing in");
    must_refuse(http.post("/api/v1/auth/refresh", {{"refresh_token", blocked.refresh_token()}}), 401,
                "not_signed_in", "refreshing");
    // And nobody opens a talk with them, or adds them.
    must_refuse(cast().owner.ask("POST", "/direct", {{"person", blocked.id()}}), 404, "not_found", "a talk");
  }

  void who_must_change_the_password_does_only_that() {
    Person& forced = cast().forced;
    for (const protocol::Command& command : protocol::commands())
      must_refuse(ask(forced, rest(command, samples(cast().group).at(std::string(command.name)))), 403,
                  "password_change_required", "forced: " + std::string(command.name));
    for (const auto& [name, rule] : other_routes()) {
      if (rule.access == Access::kPublic || rule.before_password_change) continue;
      must_refuse(forced.ask_at(method_of(name), target_of(name), rule.body), 403, "password_change_required",
                  "forced: " + name);
    }
    const auto refusal = open_socket({{"Authorization", "Bearer " + forced.token()}});
    CPPUNIT_ASSERT(refusal && refusal->status == 403);
    CPPUNIT_ASSERT_EQUAL(200, forced.ask("GET", "/auth/session").status);
  }

  /// Whatever else somebody would like to set.
  static std::vector<std::pair<std::string, Json>> wishes() {
    return {{"role", "owner"}, {"who", 1}, {"sender", 1}, {"person_id", 1}, {"at", "2020-01-01T00:00:00Z"},
            {"Rev", 1}};
  }

  void what_others_have_scheduled_is_not_there() {
    const Json made = cast().owner.post(
        "/conversations/" + std::to_string(cast().group) + "/scheduled",
        {{"key", new_key()}, {"body", "Tomorrow"}, {"send_at", to_rfc3339(now() + std::chrono::hours(24))}});
    const std::string path = "/me/scheduled/" + std::to_string(made["scheduled"]["id"].get<std::uint64_t>());
    Person& member = cast().member;
    must_refuse(member.ask("PATCH", path, {{"body", "Mine"}}), 404, "not_found", "changing");
    must_refuse(member.ask("POST", path + "/send"), 404, "not_found", "sending");
    must_refuse(member.ask("DELETE", path), 404, "not_found", "cancelling");
    CPPUNIT_ASSERT_EQUAL(200, cast().owner.ask("DELETE", path).status);
  }

  void unknown_arguments_are_refused_by_name() {
    Device device = cast().owner.device();
    for (const protocol::Command& command : protocol::commands())
      for (const auto& [field, value] : wishes()) {
        const std::string name(command.name);
        Json arguments = samples(cast().group).at(name);
        if (arguments.contains(field)) continue;  // of this one it is an argument
        arguments[field] = value;
        const Reply reply = device.ask(name, arguments);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name + " with " + field, std::string("invalid"), reply.code());
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name, Json(field), reply.error["field"]);
        const HttpAnswer answer = ask(cast().owner, rest(command, arguments));
        must_refuse(answer, 422, "invalid", name + " with " + field);
        CPPUNIT_ASSERT_EQUAL(Json(field), answer.json()["field"]);
      }
  }

  void accounts_take_no_more_than_they_ask_for() {
    for (const auto& [name, rule] : other_routes()) {
      if (rule.body.is_null() || !name.starts_with("POST")) continue;
      for (const char* field : {"role", "id", "blocked", "must_change_password", "created_at"}) {
        Json body = rule.body;
        body[field] = 1;
        const HttpAnswer answer = cast().owner.ask_at("POST", target_of(name), body);
        must_refuse(answer, 422, "invalid", name + " with " + field);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name, Json(field), answer.json()["field"]);
      }
    }
  }

  void missing_arguments_are_refused_by_name() {
    Device device = cast().owner.device();
    const Reply reply = device.ask("message.post", {{"conversation", cast().group}, {"key", "k"}});
    CPPUNIT_ASSERT_EQUAL(Json("body"), reply.error["field"]);
    const HttpAnswer twice =
        cast().owner.ask("POST", "/conversations/" + std::to_string(cast().group) + "/messages",
                         {{"conversation", cast().talk}, {"key", "k"}, {"body", "Where to?"}});
    must_refuse(twice, 422, "invalid", "a conversation in path and body");
  }

  void the_group_is_as_it_was() {
    const Json page = cast().owner.get("/conversations/" + std::to_string(cast().group) + "/messages");
    CPPUNIT_ASSERT_EQUAL(Json("Secret"), page["messages"].back()["body"]);
    const Json line = cast().owner.get("/conversations/" + std::to_string(cast().group));
    CPPUNIT_ASSERT_EQUAL(Json(4), line["members"]);
  }

  void the_server_ends_well() { cast().house.stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(RefusalsTest);

}  // namespace hearth::story
