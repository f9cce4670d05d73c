#include "app/application.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "api/auth_routes.h"
#include "api/chat_routes.h"
#include "api/command_routes.h"
#include "api/docs_routes.h"
#include "api/health_routes.h"
#include "api/router.h"
#include "api/static_files.h"
#include "app/group_deletion.h"
#include "app/maintenance.h"
#include "app/ticker.h"
#include "app/upkeep.h"
#include "auth/desk.h"
#include "auth/keys.h"
#include "auth/origin.h"
#include "auth/rate_limits.h"
#include "base/log.h"
#include "base/random.h"
#include "base/worker_pool.h"
#include "chat/flood_guard.h"
#include "chat/house.h"
#include "chat/post_scheduled.h"
#include "chat/threads.h"
#include "gateway/gate.h"
#include "gateway/socket_front.h"
#include "net/server.h"
#include "protocol/wire.gen.h"
#include "search/indexer.h"
#include "store/account_repository.h"
#include "store/conversation_repository.h"
#include "store/directory_loader.h"
#include "store/durability.h"
#include "store/group_commit.h"
#include "store/group_repository.h"
#include "store/job_repository.h"
#include "store/message_history.h"
#include "store/personal_repository.h"
#include "store/recent_threads.h"
#include "store/replay_repository.h"
#include "store/search_index.h"
#include "store/settle_watermarks.h"

namespace hearth::app {
namespace {

/// The hooks' own thread.
class HookThread : public chat::Aside {
 public:
  void run(std::function<void()> task) override {
    if (!pool_.run(std::move(task))) log::warning("a hook's happening was dropped: too many are queued");
  }
  void stop() { pool_.stop(); }

 private:
  WorkerPool pool_{"hooks", 1, 100'000};
};

/// An event loop, as the hub knows it.
class LoopExecutor : public hub::Executor {
 public:
  explicit LoopExecutor(net::EventLoop& loop) : loop_(loop) {}
  void post(std::function<void()> task) override { loop_.post(std::move(task)); }

 private:
  net::EventLoop& loop_;
};

/// The door's first look at the database: nothing is served on one that may lose or garble messages.
store::Database& checked(store::Database& database, const Settings& settings) {
  const auto connection = database.connect();
  store::check_durability(*connection, settings.database.allow_lossy);
  return database;
}

std::string key_file(const Settings& settings) {
  std::filesystem::create_directories(settings.secrets.folder);
  ::chmod(settings.secrets.folder.c_str(), 0700);
  return settings.secrets.folder + "/keys";
}

/// What no route answers is a problem as any other.
net::SmallAnswer refusal_of(int status) {
  api::Request nobodys;
  nobodys.id = random_token(9);
  api::Response response = api::problem_of_status(status, nobodys);
  net::SmallAnswer answer{response.status, response.content_type, std::move(response.body),
                          std::move(response.headers)};
  answer.fields.emplace_back("Cache-Control", "no-store");
  answer.fields.emplace_back("X-Request-Id", nobodys.id);
  return answer;
}

net::ServerOptions server_options(const Settings& settings) {
  net::ServerOptions options;
  options.listen = settings.listen;
  options.loops = settings.threads.loops;
  options.pool_threads = settings.threads.requests;
  options.head_timeout = std::chrono::seconds(settings.timeouts.head_seconds);
  options.heartbeat = std::chrono::seconds(settings.timeouts.heartbeat_seconds);
  options.max_connections = settings.limits.connections;
  options.max_per_address = settings.limits.connections_per_address;
  options.message_bytes = settings.limits.frame_bytes;
  options.trusted_proxies = settings.trusted_proxies;
  options.refusal = refusal_of;
  options.stop_reason = [] { return std::string(protocol::kCloseGoingAway.reason); };
  options.slow_reason = protocol::kCloseSlow.reason;
  options.lost_code = protocol::kCloseLost.code;
  options.lost_reason = protocol::kCloseLost.reason;
  return options;
}

auth::RateRules rate_rules(const Settings::Limits& limits) {
  // In the order of chat::Cost.
  return {{limits.reads_per_minute, limits.writes_per_minute, limits.expensive_per_minute,
           limits.sign_ins_per_minute},
          limits.people_per_address};
}

std::vector<std::string> origins_of(const Settings& settings) {
  if (settings.base_url.empty()) return {};
  return {settings.base_url};
}

/// The server is made before the front that it asks, because the front needs the server's loops.
struct LateFront : net::UpgradeFront {
  net::UpgradeFront* behind = nullptr;
  void on_upgrade(const net::RequestHead& head, net::UpgradeTicket ticket) override {
    behind->on_upgrade(head, std::move(ticket));
  }
};

}  // namespace

// In the order of their making; they go the other way round.
struct Application::Inside {
  explicit Inside(const Settings& s);
  void add_routes();
  void add_ticks();

  const Settings settings;

  // The store.
  store::Database database{database_options(settings)};
  store::AccountRepository accounts{checked(database, settings)};
  store::ConversationRepository conversations{database};
  store::MessageHistory history{database};
  store::GroupRepository groups{database};
  store::ReplayRepository replays{database};
  store::JobRepository jobs{database, [] { return now(); }};
  store::SearchIndex search{database};
  store::PersonalRepository personal{database};

  // Who is signed in.
  auth::Keys keys{auth::Keys::from_file(key_file(settings))};
  auth::Csrf csrf{keys};
  auth::AccessTokens access_tokens{keys, {}};
  auth::Devices devices{keys};
  auth::Guessing guessing{{}, [] { return now(); }};
  auth::RateLimits limits{rate_rules(settings.limits), [] { return now(); }};
  auth::Origins origins{origins_of(settings)};
  // Who waits for a hash holds a request thread: at most half of them, so that log-ins never starve the rest.
  auth::PasswordPool passwords{{settings.threads.passwords, std::max(1U, settings.threads.requests / 2)}, {}};
  std::unique_ptr<auth::Sessions> sessions;
  std::unique_ptr<auth::Desk> desk;

  // The wire.
  api::StaticFiles files{settings.web.folder};
  api::Router* router = nullptr;  // owned by the server
  LateFront late_front;
  std::unique_ptr<net::Server> server;
  std::vector<std::unique_ptr<LoopExecutor>> executors;
  std::unique_ptr<gateway::Roster> roster;
  std::unique_ptr<hub::Hub> hub;
  std::unique_ptr<gateway::LiveOutlet> outlet;

  // The product.
  HookThread hook_thread;
  chat::Hooks hooks{hook_thread};
  chat::Directory directory;
  search::Indexer indexer{directory, history, search, {}};
  chat::GroupTurns group_turns;
  std::unique_ptr<store::GroupCommit> log;
  std::unique_ptr<chat::ReceiptDesk> receipts;
  std::unique_ptr<chat::PresenceBoard> presence;
  chat::ThreadDesk threads;
  std::unique_ptr<chat::House> house;
  std::unique_ptr<chat::FloodGuard> flood_guard;

  WorkerPool command_pool{"commands", settings.threads.requests, 10'000};
  std::unique_ptr<gateway::Gate> gate;
  std::unique_ptr<gateway::SocketFront> socket_front;
  Ticker ticker;
  // The last, because what its handlers do may need anybody.
  jobs::Workers workers{
      jobs,
      {std::chrono::seconds(settings.jobs.poll_seconds), std::chrono::seconds(settings.jobs.lease_seconds)},
      [] { return now(); }};
};

Application::Inside::Inside(const Settings& s) : settings(s) {
  auth::Sessions::Events events;
  events.ended = [this](std::span<const chat::SessionId> ended) {
    roster->close_sessions({ended.begin(), ended.end()}, protocol::kCloseSignedOut);
  };
  events.recalled = [this](const chat::Account& account, const std::string& address) {
    guessing.learn(account, address);
  };
  sessions = std::make_unique<auth::Sessions>(accounts, access_tokens, csrf, auth::SessionRules{},
                                              std::move(events), [] { return now(); });
  desk = std::make_unique<auth::Desk>(auth::Desk{accounts, passwords, *sessions, guessing, devices});
  desk->registration = static_cast<auth::Registration>(settings.accounts.registration);
  desk->password_rules.shortest = settings.accounts.password_min_length;
  desk->time = [] { return now(); };
  desk->on_registered = [this](const chat::Person& person) {
    directory.put(person);
    hooks.person_registered.tell(hook_thread, person);
  };

  router = new api::Router({*sessions, csrf, origins, &limits, &replays});
  server = std::make_unique<net::Server>(server_options(settings), net::Server::Factory(router), &late_front);
  std::vector<net::EventLoop*> loops;
  std::vector<hub::Executor*> lanes;
  for (std::size_t i = 0; i < server->loop_count(); ++i) {
    loops.push_back(&server->loop(i));
    executors.push_back(std::make_unique<LoopExecutor>(server->loop(i)));
    lanes.push_back(executors.back().get());
  }
  roster = std::make_unique<gateway::Roster>(std::move(loops));
  hub = std::make_unique<hub::Hub>(std::move(lanes));
  outlet = std::make_unique<gateway::LiveOutlet>(*hub, *roster);

  store::settle_watermarks(database);
  store::DirectoryLoader loader(database);
  directory.load(loader);
  store::GroupCommit::Options commits;
  commits.writers = settings.database.writers;
  // What a batch has to say leaves together, after its commit.
  commits.after_batch = [this] {
    outlet->release();
    outlet->hold_on_this_thread();
  };
  commits.when_all_is_appended = [this](std::function<void()> wake) {
    for (std::size_t i = 0; i < server->loop_count(); ++i) {
      net::EventLoop& loop = server->loop(i);
      if (!loop.in_loop()) continue;
      loop.before_sending(std::move(wake));
      return true;
    }
    return false;
  };
  log = std::make_unique<store::GroupCommit>(database, std::move(commits));
  receipts = std::make_unique<chat::ReceiptDesk>(directory, *log, *outlet, hooks);
  presence = std::make_unique<chat::PresenceBoard>(directory, *outlet, hooks);
  const chat::GroupRules group_rules{std::chrono::seconds(settings.groups.deletion_grace_seconds)};
  house = std::make_unique<chat::House>(chat::House{.directory = directory,
                                                    .log = *log,
                                                    .history = history,
                                                    .conversations = conversations,
                                                    .outlet = *outlet,
                                                    .hooks = hooks,
                                                    .receipts = *receipts,
                                                    .presence = *presence,
                                                    .jobs = jobs,
                                                    .search = search,
                                                    .threads = threads,
                                                    .rules = {settings.limits.everybody_up_to},
                                                    .groups = groups,
                                                    .group_turns = group_turns,
                                                    .group_rules = group_rules,
                                                    .personal = personal});
  // What their messages may not have been told before the last stop.
  for (auto& news : store::recent_threads(database)) threads.note(std::move(news));
  if (settings.limits.messages_per_minute != 0)
    flood_guard = std::make_unique<chat::FloodGuard>(hooks, settings.limits.messages_per_minute);

  gate = std::make_unique<gateway::Gate>(gateway::Gate{*house, *hub, *roster, *outlet, command_pool, limits,
                                                       "hearth " HEARTH_VERSION,
                                                       settings.timeouts.heartbeat_seconds * 1000});
  socket_front = std::make_unique<gateway::SocketFront>(*gate, *sessions, origins);
  late_front.behind = socket_front.get();
  add_routes();
  add_ticks();
  add_group_deletion(workers, *house);
  workers.add_queue(chat::kScheduledQueue, 2);
  workers.add_kind(chat::kScheduledJob, [this](chat::JobContext& job) { chat::post_scheduled(*house, job); });
  add_upkeep(workers, accounts, jobs, replays, settings.jobs);
  jobs.set_listener(&workers);
}

void Application::Inside::add_routes() {
  api::add_auth_routes(*router, {*desk, settings.organisation.name, HEARTH_VERSION});
  api::add_command_routes(*router, *house);
  api::add_chat_routes(*router, *house, *desk);
  api::add_docs_routes(*router, files);
  api::add_health_routes(*router, [this] {
    database.lease();
    return true;
  });
  router->set_fallback([this](const api::Request& request) { return files.answer(request); });
}

void Application::Inside::add_ticks() {
  ticker.every(chat::ReceiptDesk::kTick, [this] { receipts->tick(now()); });
  ticker.every(chat::kThreadTick, [this] { chat::tell_thread_news(*house); });
  ticker.every(std::chrono::seconds(1), [this] { presence->tick(now()); });
  ticker.every(std::chrono::seconds(5), [this] {
    const auto seen = presence->take_last_seen();
    if (!seen.empty()) accounts.note_last_seen(seen);
  });
  ticker.every(std::chrono::minutes(1), [this] { sessions->flush(); });
  // An open socket is a use of its session, as long as it is open.
  ticker.every(std::chrono::hours(1), [this] {
    roster->visit_sessions([this](chat::SessionId session) { sessions->touch(session); });
  });
}

Application::Application(const Settings& settings) : inside_(std::make_unique<Inside>(settings)) {}

Application::~Application() = default;

void Application::start() {
  inside_->server->start();
  inside_->ticker.start();
  inside_->workers.start();
  inside_->indexer.start();
  for (const auto& address : inside_->server->addresses())
    log::info("listening", {{"server.address", address}});
}

void Application::stop() {
  Inside& in = *inside_;
  in.ticker.stop();
  in.indexer.stop();
  in.workers.begin_stop();  // handlers come to their next checkpoint while requests are finished
  const bool clean = in.server->stop(std::chrono::seconds(in.settings.timeouts.stop_seconds));
  in.command_pool.stop();
  in.jobs.set_listener(nullptr);
  in.workers.stop();
  in.receipts->tick(now(), true);
  chat::tell_thread_news(*in.house);
  in.log->stop();
  in.presence->tick(now() + chat::PresenceBoard::kGrace);
  in.hook_thread.stop();
  if (const auto seen = in.presence->take_last_seen(); !seen.empty()) in.accounts.note_last_seen(seen);
  in.sessions->flush();
  log::info("stopped", {{"hearth.clean", clean ? "true" : "false"}});
}

}  // namespace hearth::app
