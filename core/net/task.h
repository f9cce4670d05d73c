// Task: a piece of work that runs once, on a thread that is not ours. Unlike std::function it can own what
// only moves (a handler, a ticket), and small captures cost no allocation.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace hearth::net {

class Task {
 public:
  Task() = default;
  template <class F>
  requires(!std::is_same_v<std::decay_t<F>, Task> && std::is_invocable_v<std::decay_t<F>&>)
      Task(F&& work) {  // NOLINT(google-explicit-constructor): a lambda is a task
    using Work = std::decay_t<F>;
    if constexpr (sizeof(Work) <= kInline && alignof(Work) <= alignof(std::max_align_t) &&
                  std::is_nothrow_move_constructible_v<Work>) {
      ::new (static_cast<void*>(store_)) Work(std::forward<F>(work));
      ops_ = &kInPlace<Work>;
    } else {
      ::new (static_cast<void*>(store_)) Work*(new Work(std::forward<F>(work)));
      ops_ = &kOnHeap<Work>;
    }
  }
  Task(Task&& other) noexcept { take(other); }
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      reset();
      take(other);
    }
    return *this;
  }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task() { reset(); }

  /// Does the work. Only when the task holds some.
  void operator()() { ops_->run(store_); }
  explicit operator bool() const { return ops_ != nullptr; }

 private:
  static constexpr std::size_t kInline = 48;

  struct Ops {
    void (*run)(void*);
    void (*move)(void* from, void* to) noexcept;
    void (*destroy)(void*) noexcept;
  };

  template <class Work>
  static constexpr Ops kInPlace{[](void* at) { (*static_cast<Work*>(at))(); },
                                [](void* from, void* to) noexcept {
                                  ::new (to) Work(std::move(*static_cast<Work*>(from)));
                                  static_cast<Work*>(from)->~Work();
                                },
                                [](void* at) noexcept { static_cast<Work*>(at)->~Work(); }};
  template <class Work>
  static constexpr Ops kOnHeap{
      [](void* at) { (**static_cast<Work**>(at))(); },
      [](void* from, void* to) noexcept { ::new (to) Work*(*static_cast<Work**>(from)); },
      [](void* at) noexcept { delete *static_cast<Work**>(at); }};

  void take(Task& other) noexcept {
    ops_ = std::exchange(other.ops_, nullptr);
    if (ops_) ops_->move(other.store_, store_);
  }
  void reset() noexcept {
    if (ops_) std::exchange(ops_, nullptr)->destroy(store_);
  }

  alignas(std::max_align_t) std::byte store_[kInline];
  const Ops* ops_ = nullptr;
};

}  // namespace hearth::net
