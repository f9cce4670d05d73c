#include "demo/cast.h"

#include <stdexcept>

namespace hearth::demo {
namespace {

using enum chat::OrganisationRole;

constexpr Moment m(Moment thousandths) {
  return thousandths * (kLastMoment / 1000);
}

// Tags: home, leipzig, sevilla, lyon, osaka, tunis, pune, porto, chengdu: the workshop they belong to.
// floor (the workshops), eng (hardware), fw (firmware), sw (software), sup (support), buy (purchasing), des
// (design), field (turbines in the field), board, hire, learn (apprentices), lead (speaks for the house),
// guest.
constexpr CastMember kCast[] = {
    // The harbour town.
    {"ana", "Ana Kovač", "Ana", "en", 60, " home lead board eng field hire ", 9, 0, kAdmin},
    {"ben", "Ben Achterberg", "Ben", "en", 60, " home eng fw sw field ", 10, 0},
    {"ines", "Inês Whitlock", "Inês", "pt", 60, " home lead board buy hire ", 7, 0, kAdmin},
    {"tomasz", "Tomasz Wilk", "Tomasz", "en", 60, " home sw ", 9, 0, kModerator},
    {"oluchi", "Oluchi Eze", "Oluchi", "en", 60, " home sup lead ", 9, 0, kModerator},
    {"hamish", "Hamish Rowe", "Hamish", "en", 0, " home floor field ", 8, 0},
    {"siobhan", "Siobhán Daly", "Siobhán", "en", 0, " home des board ", 6, 0},
    {"dagny", "Dagný Hauksdóttir", "Dagný", "en", 0, " home field eng ", 7, 0},
    {"kwame", "Kwame Asante", "Kwame", "en", 60, " home floor eng ", 7, 0},
    {"mirjam", "Mirjam de Graaf", "Mirjam", "en", 60, " home buy ", 6, 0},
    {"yusuf", "Yusuf Karaman", "Yusuf", "en", 120, " home sw ", 8, 0},
    {"leila", "Leila Farrokhzad", "Leila", "en", 60, " home sw des ", 7, m(60)},
    {"piotr", "Piotr Zieliński", "Piotr", "en", 60, " home fw eng ", 8, 0},
    {"zanele", "Zanele Dube", "Zanele", "en", 120, " home sup ", 8, m(90)},
    {"arvid", "Arvid Lindqvist", "Arvid", "en", 60, " home floor learn ", 5, m(330)},
    {"noor", "Noor van Dijk", "Noor", "en", 60, " home hire board ", 5, 0},
    {"callum", "Callum Reid", "Callum", "en", 0, " home sw ", 7, m(210)},
    {"thandi", "Thandiwe Mokoena", "Thandi", "en", 120, " home floor learn ", 5, m(480)},
    {"eero", "Eero Salonen", "Eero", "en", 120, " home fw sw ", 6, m(140)},
    {"rosa", "Rosa Bianchi", "Rosa", "en", 60, " home des buy ", 5, m(180)},
    {"ngaio", "Ngaio Tamahere", "Ngaio", "en", 60, " home sup ", 6, m(400)},
    {"dmytro", "Dmytro Shevchuk", "Dmytro", "en", 120, " home eng floor ", 6, m(270)},
    {"lindiwe", "Lindiwe Osei", "Lindiwe", "en", 60, " home learn ", 4, m(700)},
    {"paloma", "Paloma Finch", "Paloma", "en", 60, " home guest ", 2, m(820), kGuest},
    // Leipzig.
    {"greta", "Greta Sommer", "Greta", "de", 60, " leipzig lead floor eng ", 9, 0},
    {"jonas", "Jonas Böhme", "Jonas", "de", 60, " leipzig fw eng ", 7, 0},
    {"heike", "Heike Uhlmann", "Heike", "de", 60, " leipzig buy ", 6, 0},
    {"murat", "Murat Yıldız", "Murat", "de", 60, " leipzig floor ", 7, m(50)},
    {"friederike", "Friederike Groß", "Friederike", "de", 60, " leipzig sup ", 6, m(120)},
    {"anton", "Anton Schäfer", "Anton", "de", 60, " leipzig learn floor ", 5, m(450)},
    {"svenja", "Svenja Köhler", "Svenja", "de", 60, " leipzig sw ", 7, m(240)},
    // Sevilla.
    {"marisol", "Marisol Vega Ortiz", "Marisol", "es", 60, " sevilla lead floor ", 8, 0},
    {"javier", "Javier Núñez", "Javier", "es", 60, " sevilla eng ", 7, 0},
    {"lucia", "Lucía Peña", "Lucía", "es", 60, " sevilla sup ", 7, m(110)},
    {"ximena", "Ximena Quispe", "Ximena", "es", 60, " sevilla floor learn ", 5, m(380)},
    {"andoni", "Andoni Etxeberria", "Andoni", "es", 60, " sevilla field ", 5, m(160)},
    // Lyon.
    {"camille", "Camille Fournier", "Camille", "fr", 60, " lyon lead floor des ", 8, 0},
    {"etienne", "Étienne Mercier", "Étienne", "fr", 60, " lyon eng ", 7, 0},
    {"aicha", "Aïcha Diallo", "Aïcha", "fr", 60, " lyon sup ", 7, m(80)},
    {"theo", "Théo Lambert", "Théo", "fr", 60, " lyon learn floor ", 5, m(420)},
    {"maelys", "Maëlys Le Goff", "Maëlys", "fr", 60, " lyon sw ", 6, m(300)},
    // Osaka.
    {"haruka", "森本 遥", "遥さん", "ja", 540, " osaka lead eng ", 7, 0},
    {"daichi", "大野 大地", "大地さん", "ja", 540, " osaka floor ", 7, 0},
    {"aoi", "西村 葵", "葵さん", "ja", 540, " osaka sup ", 6, m(150)},
    {"kenji", "高橋 健二", "健二さん", "ja", 540, " osaka fw ", 6, m(260)},
    // Tunis.
    {"salma", "سلمى بن عمر", "سلمى", "ar", 60, " tunis lead floor ", 7, 0},
    {"karim", "كريم الطرابلسي", "كريم", "ar", 60, " tunis field eng ", 7, 0},
    {"amina", "أمينة الزواري", "أمينة", "ar", 60, " tunis sup ", 6, m(200)},
    // Pune.
    {"asha", "आशा कुलकर्णी", "आशा", "hi", 330, " pune lead sw ", 8, 0},
    {"rohan", "रोहन देशपांडे", "रोहन", "hi", 330, " pune fw sw ", 8, 0},
    {"meera", "मीरा जोशी", "मीरा", "hi", 330, " pune sup ", 7, m(100)},
    {"vikram", "विक्रम नायर", "विक्रम", "hi", 330, " pune sw ", 7, m(230)},
    {"farhan", "फरहान शेख", "फरहान", "hi", 330, " pune eng floor ", 5, m(360)},
    // Porto.
    {"beatriz", "Beatriz Antunes", "Beatriz", "pt", 0, " porto lead floor ", 7, 0},
    {"joao", "João Figueira", "João", "pt", 0, " porto field eng ", 7, 0},
    {"rafaela", "Rafaela Brandão", "Rafaela", "pt", -180, " porto sup ", 6, m(190)},
    {"caua", "Cauã Nascimento", "Cauã", "pt", -180, " porto sw ", 6, m(340)},
    // Chengdu.
    {"meilin", "林美玲", "美玲", "zh", 480, " chengdu lead buy ", 7, 0},
    {"zhiwei", "陈志伟", "志伟", "zh", 480, " chengdu eng fw ", 7, 0},
    {"xiaoyu", "王小雨", "小雨", "zh", 480, " chengdu floor sup ", 6, m(170)},
};
static_assert(std::size(kCast) == 60);

}  // namespace

bool CastMember::has(std::string_view tag) const {
  const auto at = tags.find(tag);
  return at != std::string_view::npos && at > 0 && tags[at - 1] == ' ' && tags[at + tag.size()] == ' ';
}

std::span<const CastMember> cast() {
  return kCast;
}

std::size_t cast_place(std::string_view user_name) {
  for (std::size_t i = 0; i < std::size(kCast); ++i)
    if (kCast[i].user_name == user_name) return i;
  throw std::invalid_argument("nobody at Ambermill is called " + std::string(user_name));
}

}  // namespace hearth::demo
