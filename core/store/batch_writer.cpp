#include "store/batch_writer.h"

#include <mysql.h>

#include <algorithm>
#include <thread>

#include "base/log.h"
#include "store/stored_keys.h"

namespace hearth::store {
namespace {

using namespace chat;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kFirstPause{5}, kLongestPause{250};
/// Times that a duplicate is told without one being found, before the batch is taken apart.
constexpr int kFruitless = 3;

Refusal unavailable() {
  return {RefusalCode::kUnavailable, "The database does not answer at present.", {}, 1000};
}

Refusal refusal_of(const DatabaseError& error, const Change& change) {
  if (error.missing_reference()) return not_found("conversation or person").reason;
  log::error("a change cannot be stored", {{"hearth.conversation", change.conversation.value},
                                           {"error.message", std::string(error.what())}});
  return {RefusalCode::kInternal, "This could not be stored.", {}, 0};
}

}  // namespace

BatchWriter::BatchWriter(Database& database, const std::atomic<bool>& hurry)
    : database_(database), hurry_(hurry) {}

void BatchWriter::write(std::span<WaitingChange> batch) {
  places_.clear();
  places_.resize(batch.size());
  Places open;
  open.reserve(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    BatchPlace& place = places_[i];
    place.change = &batch[i].change;
    place.deadline = batch[i].deadline;
    if (const NewMessage* message = place.message()) place.key = keys_.of(message->key);
    open.push_back(&place);
  }
  store(std::move(open));
  for (BatchPlace& place : places_) answer(place);
}

void BatchWriter::store(Places open) {
  std::optional<Evidence> in_doubt;  // of a COMMIT whose answer was lost
  bool look_for_repeated = false;
  int fruitless = 0;
  milliseconds pause{0};
  while (!open.empty()) {
    std::optional<DatabaseError> failure;
    try {
      connect();
      if (look_for_repeated) {
        look_for_repeated = false;
        if (take_out_repeated(open) == 0 && ++fruitless >= kFruitless)
          throw DatabaseError(0, "the database tells of a duplicate that is not there");
        continue;
      }
      if (!in_doubt || !BatchTransaction::happened(*connection_, *in_doubt)) {
        in_doubt.reset();
        attempt(open, in_doubt);
      } else {
        roll_back();  // what asking has locked
      }
      ++counts_.batches;
      counts_.stored += open.size();
      return;
    } catch (const DatabaseError& error) {
      failure = error;
    } catch (const std::exception& error) {
      failure.emplace(0, error.what());
    }
    ++counts_.again;
    if (failure->lost())
      disconnect();
    else
      roll_back();
    if (failure->duplicate()) {
      look_for_repeated = true;
    } else if (failure->lost() || failure->transient()) {
      take_out_expired(open);
      if (pause > milliseconds{0}) {
        if (hurry_) {
          for (BatchPlace* place : open) place->refusal = unavailable();
          return;
        }
        std::this_thread::sleep_for(pause);
      }
      pause = std::clamp(pause * 2, kFirstPause, kLongestPause);
    } else if (open.size() == 1) {
      open.front()->refusal = refusal_of(*failure, *open.front()->change);
      return;
    } else {
      const auto middle = open.begin() + static_cast<std::ptrdiff_t>(open.size() / 2);
      store({open.begin(), middle});
      store({middle, open.end()});
      return;
    }
  }
}

void BatchWriter::attempt(const Places& open, std::optional<Evidence>& in_doubt) {
  transaction_.run(*connection_, open);
  MYSQL* native = connection_->native();
  if (mysql_commit(native) == 0) return;
  const DatabaseError error(mysql_errno(native), mysql_error(native));
  if (error.lost()) in_doubt = transaction_.evidence();
  throw error;
}

void BatchWriter::connect() {
  if (connection_) return;
  connection_ = database_.connect();
  connection_->run("SET autocommit = 0");
  ++counts_.reconnected;
}

void BatchWriter::disconnect() {
  transaction_.forget();
  connection_.reset();
}

void BatchWriter::roll_back() {
  if (connection_ && mysql_rollback(connection_->native()) != 0) disconnect();
}

std::size_t BatchWriter::take_out_repeated(Places& open) {
  std::size_t found = 0;
  for (auto& [place, stored] : find_stored_keys(*connection_, open)) {
    if (stored.conversation != place->change->conversation)
      place->refusal =
          Refusal{RefusalCode::kConflict, "This key was used in another conversation.", "key", 0};
    else
      place->committed = {stored.seq, stored.rev, stored.at, true, nullptr, {}};
    ++counts_.repeated;
    open.erase(std::find(open.begin(), open.end(), place));
    ++found;
  }
  for (auto& [place, twin] : find_twins(open)) {
    place->twin = twin;
    ++counts_.repeated;
    open.erase(std::find(open.begin(), open.end(), place));
    ++found;
  }
  return found;
}

void BatchWriter::take_out_expired(Places& open) {
  const auto time = steady_clock::now();
  std::erase_if(open, [&](BatchPlace* place) {
    if (place->deadline > time) return false;
    place->refusal = unavailable();
    return true;
  });
}

void BatchWriter::answer(BatchPlace& place) {
  if (place.twin != nullptr) {
    place.refusal = place.twin->refusal;
    place.committed = place.twin->committed;
    place.committed.repeated = true;
    if (!place.refusal && place.twin->change->conversation != place.change->conversation)
      place.refusal = Refusal{RefusalCode::kConflict, "This key was used in another conversation.", "key", 0};
  }
  try {
    if (place.refusal) {
      ++counts_.refused;
      place.change->done(Failure<Refusal>{*place.refusal});
    } else {
      place.change->done(place.committed);
    }
  } catch (const std::exception& error) {
    // A reply must not throw; one that does must not take the answers of the others with it.
    log::error("a reply has thrown", {{"error.message", std::string(error.what())}});
  }
}

}  // namespace hearth::store
