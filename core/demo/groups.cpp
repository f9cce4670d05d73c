#include "demo/groups.h"

namespace hearth::demo {
namespace {

using enum chat::Visibility;

constexpr Moment m(Moment thousandths) {
  return thousandths * (kLastMoment / 1000);
}

constexpr GroupScript kGroups[] = {
    {"Announcements",
     "What everybody at Ambermill should know. Questions are welcome, banter goes to Town square.", kPublic,
     "en", "plot_announcements", "ana", "", "", "lead", 0, 480, "", true},
    {"Town square", "The big kitchen table: news, questions, thanks, lost gloves.", kPublic, "en",
     "plot_square", "ana", "", "paloma", "", 0, 2800, "", true},
    {"Workshop floor", "Benches, jigs, broken things and how we mended them. Photos of the label, please.",
     kPublic, "en", "plot_floor", "hamish", "floor learn", "ana greta", "", 0, 2330, "", false},
    {"Engineering", "Heron, Wren, Kestrel, Otter: drawings, loads, tests, decisions.", kPublic, "en",
     "plot_engineering", "ben", "eng fw des", "ana hamish", "", 0, 2880, "Hardware", true},
    {"Firmware", "What runs inside the controllers. Releases are announced here first.", kPrivate, "en",
     "plot_firmware", "piotr", "fw", "ben", "", 0, 1940, "", false},
    {"Tally", "Our order and repair system. Bugs, reviews, releases.", kPublic, "en", "plot_software",
     "tomasz", "sw", "oluchi mirjam", "", 0, 2330, "", true},
    {"Incidents", "Something is on fire. Say what you see, what you do, and when it is over.", kPublic, "en",
     "plot_incident", "tomasz", "sw fw", "oluchi ana ben greta", "", m(40), 1320, "", true},
    {"Customer support", "Cases that need a second head. Order number first.", kPublic, "en", "plot_support",
     "oluchi", "sup", "ben hamish tomasz greta", "", 0, 2490, "", false},
    {"Design & drawings", "Shapes, colours, manuals, labels.", kPublic, "en", "plot_design", "siobhan", "des",
     "ana ben kwame zhiwei", "", m(30), 930, "", false},
    {"Purchasing & parts", "Who sells it, what it costs, when it comes.", kPublic, "en", "plot_purchasing",
     "mirjam", "buy", "hamish kwame oluchi greta marisol zhiwei", "", 0, 1130, "", false},
    {"Stand-up: platform", "Three lines before ten. Details belong elsewhere.", kPrivate, "en",
     "plot_standup", "tomasz", "sw", "eero rohan", "", m(20), 1480, "", false},
    {"Kestrel field trials", "Turbines on real roofs and hills: what the wind does to them.", kPrivate, "en",
     "plot_field", "dagny", "field", "ben zhiwei piotr", "", m(120), 1050, "Hilltop trial", false},
    {"Werkstatt Leipzig", "Alles, was unsere Werkstatt angeht: Schichten, Teile, Aufträge, Kuchen.", kPrivate,
     "de", "plot_site", "greta", "leipzig", "", "", 0, 1480, "", false},
    {"Taller Sevilla", "El día a día del taller: turnos, piezas, clientes y la cafetera.", kPrivate, "es",
     "plot_site", "marisol", "sevilla", "", "", 0, 1160, "", false},
    {"Atelier Lyon", "La vie de l’atelier : planning, pièces, réparations, pauses café.", kPrivate, "fr",
     "plot_site", "camille", "lyon", "", "", 0, 1160, "", false},
    {"大阪チーム", "大阪工房の連絡、修理の相談、雑談もここで。", kPrivate, "ja", "plot_site", "haruka",
     "osaka", "", "", 0, 890, "", false},
    {"فريق تونس", "كل ما يخص ورشة تونس: الطلبات والقطع والمواعيد.", kPrivate, "ar", "plot_site", "salma",
     "tunis", "", "", 0, 740, "", false},
    {"पुणे कार्यशाला", "पुणे टीम की रोज़ की बातें: काम, पुर्ज़े, रिलीज़ और चाय।", kPrivate, "hi", "plot_site", "asha",
     "pune", "", "", 0, 740, "", false},
    {"Oficina do Porto", "O dia a dia da oficina: encomendas, reparações, escalas e café.", kPrivate, "pt",
     "plot_site", "beatriz", "porto", "ines", "", 0, 810, "", false},
    {"成都维修站", "成都维修站日常：订单、零件、排班、午饭吃什么。", kPrivate, "zh", "plot_site", "meilin",
     "chengdu", "", "", 0, 770, "", false},
    {"Apprentices", "Learn, ask, fail safely. No question is too small.", kPublic, "en", "plot_learn",
     "kwame", "learn", "hamish greta camille marisol", "", m(340), 700, "", false},
    {"Kitchen", "Lunch, cake, whose mug is this?", kPublic, "en", "plot_kitchen", "siobhan", "home", "", "",
     0, 1050, "", true},
    {"Trails & tides", "Rides, swims, sails and the weather for them.", kPublic, "en", "plot_trails", "dagny",
     "", "", "", m(70), 500, "", false},
    {"Board", "The elected board. Minutes are published in Announcements.", kPrivate, "en", "plot_board",
     "ana", "board", "oluchi", "", 0, 320, "", false},
    {"Hiring", "Applications are confidential: first names only.", kPrivate, "en", "plot_hiring", "noor",
     "hire", "tomasz oluchi", "", m(20), 430, "", false},
};
static_assert(std::size(kGroups) == 25);

}  // namespace

std::span<const GroupScript> groups() {
  return kGroups;
}

}  // namespace hearth::demo
