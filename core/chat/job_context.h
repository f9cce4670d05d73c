// JobContext: what the handler of a kind of job sees of the job it runs. Implemented by jobs/. Belongs to the
// handler's thread for the length of one call, except for `stopping`.
//
// A handler is told the truth about its life: it runs AT LEAST ONCE. The process can be killed at any point,
// and then the job is run again from its last checkpoint; in rare cases, when a machine was frozen for longer
// than its lease, even while the first still runs. So whatever comes after a checkpoint must do no harm when
// it is done twice: delete what is still there, post with a key, look before sending.
//
// It ends in one of four ways:
//   returns                   done
//   throws any std::exception  failed: again after a while, or dead after too many attempts
//   throws JobGivenUp         dead at once, because it would fail for ever
//   lets JobInterrupted pass  asked to stop, see `save`
#pragma once

#include <functional>
#include <stdexcept>

#include "chat/job.h"

namespace hearth::chat {

/// Thrown by JobContext::save when the job shall stop here. Not a std::exception, so that a handler that
/// catches those lets it pass.
struct JobInterrupted {};

/// For handlers to throw: no further attempt will do better. The text is for an administrator.
class JobGivenUp : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class JobContext {
 public:
  virtual ~JobContext() = default;

  /// As it was taken: payload, checkpoint to go on from, attempts, owner.
  virtual const Job& job() const = 0;

  /// Stores how far it got, together with its progress: after a crash the next run gets this text. Then
  /// throws JobInterrupted when somebody cancelled the job, the server is stopping, or the job was taken
  /// over. Call it after every piece of work of about a second. Progress means a text other than the last
  /// one: it is what sets the count of attempts back. Blocks; throws when the database does not answer.
  virtual void save(const std::string& checkpoint) = 0;

  /// How far it is, for people. Stored at once at most once a second, else with the next save or at the end.
  /// May block; throws when the database does not answer.
  virtual void progress(std::uint64_t done, std::uint64_t total, std::string note = {}) = 0;

  /// True when the next save will throw: for a long piece of work that can end early. Never blocks. Any
  /// thread.
  virtual bool stopping() const = 0;
};

using JobHandler = std::function<void(JobContext&)>;

}  // namespace hearth::chat
