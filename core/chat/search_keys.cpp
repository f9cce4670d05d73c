#include "chat/search_keys.h"

#include <algorithm>

#include "base/words.h"

namespace hearth::chat {
namespace {

constexpr char kMark = '\x01';

std::string marked(char what, std::uint64_t id) {
  return std::string{kMark, what} + std::to_string(id);
}

bool has_link(const std::string& body) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (body.find(scheme) != std::string::npos) return true;
  return false;
}

}  // namespace

std::string conversation_key(ConversationId conversation) {
  return marked('c', conversation.value);
}

std::string sender_key(PersonId sender) {
  return marked('s', sender.value);
}

std::string feature_key(Feature feature) {
  return marked('h', static_cast<std::uint64_t>(feature));
}

std::vector<std::string> search_keys(ConversationId conversation, ConversationId home,
                                     const Message& message) {
  std::vector<std::string> keys;
  if (message.kind != MessageKind::kText || message.deleted_at) return keys;
  for (Word& word : words_of(message.body, kMostSearchWords)) keys.push_back(std::move(word.folded));
  keys.push_back(conversation_key(conversation));
  keys.push_back(conversation_key(home));
  keys.push_back(sender_key(message.sender));
  if (has_link(message.body)) keys.push_back(feature_key(Feature::kLink));
  if (message.body.find('`') != std::string::npos) keys.push_back(feature_key(Feature::kCode));
  if (message.reactions) keys.push_back(feature_key(Feature::kReaction));
  if (message.pinned_at) keys.push_back(feature_key(Feature::kPin));
  if (message.reply_to) keys.push_back(feature_key(Feature::kReply));
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace hearth::chat
