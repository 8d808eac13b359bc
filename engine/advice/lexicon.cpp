#include "engine/advice/lexicon.hpp"

#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace articulator::advice {
namespace {

using enum model::NoteField;

constexpr Phrase phrases[] = {
    // restorations
    {"crown", restoration, "crown"},
    {"crowns", restoration, "crown"},
    {"crn", restoration, "crown"},
    {"crns", restoration, "crown"},
    {"crwn", restoration, "crown"},
    {"crwon", restoration, "crown"},
    {"cr", restoration, "crown", 800},
    {"cwn", restoration, "crown"},
    {"bridge", restoration, "bridge"},
    {"brg", restoration, "bridge"},
    {"brdg", restoration, "bridge"},
    {"fpd", restoration, "bridge"},
    {"maryland", restoration, "bridge", 800},
    {"veneer", restoration, "veneer"},
    {"veneers", restoration, "veneer"},
    {"vnr", restoration, "veneer"},
    {"vnrs", restoration, "veneer"},
    {"venr", restoration, "veneer"},
    {"venner", restoration, "veneer"},
    {"venners", restoration, "veneer"},
    {"plv", restoration, "veneer"},
    {"inlay", restoration, "inlay"},
    {"inlays", restoration, "inlay"},
    {"onlay", restoration, "onlay"},
    {"onlays", restoration, "onlay"},
    {"implant crown", restoration, "implant_crown"},
    {"implant crn", restoration, "implant_crown"},
    {"imp crn", restoration, "implant_crown"},
    {"imp crown", restoration, "implant_crown"},
    {"impl crn", restoration, "implant_crown"},
    {"impl crown", restoration, "implant_crown"},
    {"denture", restoration, "denture"},
    {"dentures", restoration, "denture"},
    {"rpd", restoration, "partial"},
    {"partial", restoration, "partial", 850},
    {"night guard", restoration, "night_guard"},
    {"nightguard", restoration, "night_guard"},
    {"occlusal guard", restoration, "night_guard"},
    // materials
    {"zirconia", material, "zirconia"},
    {"zirc", material, "zirconia"},
    {"zr", material, "zirconia"},
    {"zro2", material, "zirconia"},
    {"zir", material, "zirconia"},
    {"zi", material, "zirconia", 850},
    {"zirconium", material, "zirconia"},
    {"bruxzir", material, "zirconia"},
    {"fcz", material, "zirconia"},
    {"emax", material, "lithium_disilicate"},
    {"e.max", material, "lithium_disilicate"},
    {"e max", material, "lithium_disilicate"},
    {"e - max", material, "lithium_disilicate"},
    {"lds", material, "lithium_disilicate"},
    {"lidi", material, "lithium_disilicate"},
    {"lithium disilicate", material, "lithium_disilicate"},
    {"lithium", material, "lithium_disilicate", 900},
    {"disilicate", material, "lithium_disilicate", 900},
    {"pfm", material, "pfm"},
    {"pfm noble", material, "pfm_noble"},
    {"noble pfm", material, "pfm_noble"},
    {"pfm - noble", material, "pfm_noble"},
    {"pfm base", material, "pfm_base"},
    {"base metal pfm", material, "pfm_base"},
    {"porcelain fused to metal", material, "pfm"},
    {"porc fused to metal", material, "pfm"},
    {"fgc", material, "full_cast_noble"},
    {"fgc", restoration, "crown"},
    {"gold", material, "full_cast_noble"},
    {"full gold", material, "full_cast_noble"},
    {"full cast gold", material, "full_cast_noble"},
    {"full cast noble", material, "full_cast_noble"},
    {"fcc", material, "full_cast"},
    {"fcc", restoration, "crown"},
    {"full cast", material, "full_cast"},
    {"full metal", material, "full_cast"},
    {"pmma", material, "pmma"},
    {"acrylic", material, "acrylic"},
    {"cocr", material, "cobalt_chrome"},
    {"cobalt chrome", material, "cobalt_chrome"},
    {"chrome cobalt", material, "cobalt_chrome"},
    {"composite", material, "composite", 850},
    // margins
    {"chamfer", margin, "chamfer"},
    {"chamf", margin, "chamfer"},
    {"chmf", margin, "chamfer"},
    {"cham", margin, "chamfer"},
    {"chamfor", margin, "chamfer"},
    {"shoulder", margin, "shoulder"},
    {"shldr", margin, "shoulder"},
    {"butt margin", margin, "shoulder"},
    {"butt joint", margin, "shoulder"},
    {"feather", margin, "feather_edge"},
    {"feather edge", margin, "feather_edge"},
    {"feather - edge", margin, "feather_edge"},
    {"featheredge", margin, "feather_edge"},
    {"knife edge", margin, "feather_edge"},
    {"bevel", margin, "bevel"},
    {"beveled", margin, "bevel"},
    {"bevelled", margin, "bevel"},
    // haste
    {"rush", rush, "rush"},
    {"rushed", rush, "rush"},
    {"asap", rush, "rush"},
    {"stat", rush, "rush"},
    {"urgent", rush, "rush"},
    {"expedite", rush, "rush"},
    {"hurry", rush, "rush", 900},
    // implants
    {"nobel", implant_system, "nobel_biocare"},
    {"nobel biocare", implant_system, "nobel_biocare"},
    {"nobel active", implant_system, "nobel_biocare"},
    {"straumann", implant_system, "straumann"},
    {"strauman", implant_system, "straumann"},
    {"zimmer", implant_system, "zimmer"},
    {"biohorizons", implant_system, "biohorizons"},
    {"astra", implant_system, "astra"},
    {"astra tech", implant_system, "astra"},
    {"hiossen", implant_system, "hiossen"},
    {"neodent", implant_system, "neodent"},
    {"megagen", implant_system, "megagen"},
    {"osstem", implant_system, "osstem"},
    {"ankylos", implant_system, "ankylos"},
    {"implant direct", implant_system, "implant_direct"},
    {"biomet 3i", implant_system, "biomet_3i"},
    {"custom abutment", abutment, "custom"},
    {"custom abut", abutment, "custom"},
    {"cust abut", abutment, "custom"},
    {"stock abutment", abutment, "stock"},
    {"stock abut", abutment, "stock"},
    {"ti base", abutment, "ti_base"},
    {"ti - base", abutment, "ti_base"},
    {"tibase", abutment, "ti_base"},
    {"titanium base", abutment, "ti_base"},
    {"titanium abutment", abutment, "titanium"},
    {"ti abutment", abutment, "titanium"},
    {"ti abut", abutment, "titanium"},
    {"zirconia abutment", abutment, "zirconia"},
    {"zr abutment", abutment, "zirconia"},
    {"zr abut", abutment, "zirconia"},
    {"zirc abut", abutment, "zirconia"},
    {"custom titanium abutment", abutment, "titanium"},
    {"custom ti abutment", abutment, "titanium"},
    {"screw retained", retention, "screw"},
    {"screw - retained", retention, "screw"},
    {"screw ret", retention, "screw"},
    {"screw - ret", retention, "screw"},
    {"cement retained", retention, "cement"},
    {"cement - retained", retention, "cement"},
    {"cement ret", retention, "cement"},
    {"cementable", retention, "cement", 900},
    // pictures
    {"see photo", photo, "photo"},
    {"see photos", photo, "photo"},
    {"see pic", photo, "photo"},
    {"see pics", photo, "photo"},
    {"see attached photo", photo, "photo"},
    {"see attached photos", photo, "photo"},
    {"see attached pic", photo, "photo"},
    {"see attached pics", photo, "photo"},
    {"see shade photo", photo, "photo"},
    {"see shade photos", photo, "photo"},
    {"per photo", photo, "photo"},
    {"per photos", photo, "photo"},
    {"per pic", photo, "photo"},
    {"per pics", photo, "photo"},
    {"photo attached", photo, "photo"},
    {"photos attached", photo, "photo"},
    {"pics attached", photo, "photo"},
    {"photo sent", photo, "photo"},
    {"photos sent", photo, "photo"},
    {"pics sent", photo, "photo"},
    {"refer to photo", photo, "photo"},
    {"refer to photos", photo, "photo"},
    {"use photo", photo, "photo"},
    {"use photos", photo, "photo"},
    {"from photo", photo, "photo"},
    {"from photos", photo, "photo"},
    {"from pics", photo, "photo"},
    // what stands in the mouth
    {"match adjacent", match, "adjacent"},
    {"match adjacents", match, "adjacent"},
    {"match adj", match, "adjacent"},
    {"match the adjacent", match, "adjacent"},
    {"match to adjacent", match, "adjacent"},
    {"match shade to adjacent", match, "adjacent"},
    {"match neighbor", match, "adjacent"},
    {"match neighbors", match, "adjacent"},
    {"match neighboring", match, "adjacent"},
    {"match existing", match, "adjacent"},
    {"match natural", match, "adjacent"},
    {"match surrounding", match, "adjacent"},
    {"match contralateral", match, "adjacent"},
    {"match next door", match, "adjacent"},
    {"blend w/ adjacent", match, "adjacent"},
    {"blend with adjacent", match, "adjacent"},
    {"blend w/ adj", match, "adjacent"},
    // what was made before
    {"same as last", earlier_case, "earlier"},
    {"same as last time", earlier_case, "earlier"},
    {"same as before", earlier_case, "earlier"},
    {"same as previous", earlier_case, "earlier"},
    {"same as prior", earlier_case, "earlier"},
    {"same shade as last", earlier_case, "earlier"},
    {"same shade as last time", earlier_case, "earlier"},
    {"same shade as before", earlier_case, "earlier"},
    {"same everything as last", earlier_case, "earlier"},
    {"like last time", earlier_case, "earlier"},
    {"like the last one", earlier_case, "earlier"},
    {"like before", earlier_case, "earlier"},
    {"as last time", earlier_case, "earlier"},
    {"per last case", earlier_case, "earlier"},
    {"per previous case", earlier_case, "earlier"},
    {"copy last case", earlier_case, "earlier"},
    {"copy previous", earlier_case, "earlier"},
    {"dup last", earlier_case, "earlier"},
};

constexpr CueRow cues[] = {
    {"not", Cue::deny},
    {"no", Cue::deny},
    {"don't use", Cue::deny},
    {"don't want", Cue::deny},
    {"dont use", Cue::deny},
    {"dont want", Cue::deny},
    {"do not", Cue::deny},
    {"never", Cue::deny},
    {"avoid", Cue::deny},
    {"without", Cue::deny},
    {"w/o", Cue::deny},
    {"instead of", Cue::deny},
    {"rather than", Cue::deny},
    {"isn't", Cue::deny},
    {"no longer", Cue::deny},
    {"ignore", Cue::deny},
    {"cancel", Cue::deny},
    {"disregard", Cue::deny},
    {"was", Cue::deny},
    {"originally", Cue::deny},
    {"->", Cue::correct},
    {"actually", Cue::correct},
    {"correction", Cue::correct},
    {"corrected", Cue::correct},
    {"scratch that", Cue::correct},
    {"change", Cue::correct},
    {"changed", Cue::correct},
    {"changing", Cue::correct},
    {"switch", Cue::correct},
    {"sorry", Cue::correct},
    {"oops", Cue::correct},
    {"make it", Cue::correct},
    {"make that", Cue::correct},
    {"should be", Cue::correct},
    {"update", Cue::correct},
    {"updated", Cue::correct},
    {"revised", Cue::correct},
    {"now", Cue::correct},
    {"no ,", Cue::correct},
    {"no -", Cue::correct},
    {"opposing", Cue::foreign},
    {"opp", Cue::foreign},
    {"opposes", Cue::foreign},
    {"antagonist", Cue::foreign},
    {"adjacent", Cue::foreign},
    {"adj", Cue::foreign},
    {"neighbor", Cue::foreign},
    {"neighbors", Cue::foreign},
    {"neighboring", Cue::foreign},
    {"existing", Cue::foreign},
    {"exisitng", Cue::foreign},
    {"old", Cue::foreign},
    {"previous", Cue::foreign},
    {"prior", Cue::foreign},
    {"failed", Cue::foreign},
    {"current", Cue::foreign},
    {"temp", Cue::foreign},
    {"temps", Cue::foreign},
    {"temporary", Cue::foreign},
    {"provisional", Cue::foreign},
    {"prov", Cue::foreign},
    {"against", Cue::foreign},
    {"contact", Cue::foreign},
    {"contacts", Cue::foreign},
    {"cntct", Cue::foreign},
    {"contralateral", Cue::foreign},
    {"next to", Cue::foreign},
    {"mesial of", Cue::foreign},
    {"distal of", Cue::foreign},
    {"missing", Cue::foreign},
    {"extracted", Cue::foreign},
    {"ext", Cue::foreign},
    {"rct", Cue::foreign},
    {"endo", Cue::foreign},
    {"like", Cue::foreign},
    {"match", Cue::foreign},
    {"matching", Cue::foreign},
    {"guide plane", Cue::foreign},
    {"rest seat", Cue::foreign},
    {"partial clasps", Cue::foreign},
    {"clasp", Cue::foreign},
    {"clasps", Cue::foreign},
    {"watch", Cue::foreign},
    {"filling", Cue::foreign},
    {"clearance", Cue::foreign},
    {"stump", Cue::about},
    {"stump shade", Cue::about},
    {"stain", Cue::about},
    {"metal", Cue::about},
    {"photo", Cue::about},
    {"photos", Cue::about},
    {"pics", Cue::about},
    {"die", Cue::about},
    {"model", Cue::about},
    {"bite", Cue::about},
    {"change in", Cue::about},
};

constexpr std::size_t near_letters_min = 6;

// How many tokens from `at` on the words cover; 0: they do not stand there.
std::size_t match_at(const std::vector<Token>& tokens, std::size_t at, std::string_view words) {
  std::size_t n = 0;
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    if (at + n >= tokens.size() || tokens[at + n].text != words.substr(0, space)) return 0;
    ++n;
    words = space == std::string_view::npos ? std::string_view{} : words.substr(space + 1);
  }
  return n;
}

// Rows by the byte that their words begin with: most tokens begin no phrase at all.
template <typename Row>
using ByFirst = std::array<std::vector<const Row*>, 256>;

template <typename Row, std::size_t N>
ByFirst<Row> by_first(const Row (&rows)[N]) {
  ByFirst<Row> index;
  for (const Row& row : rows)
    index[static_cast<unsigned char>(row.words.front())].push_back(&row);
  return index;
}

template <typename Row>
const std::vector<const Row*>& beginning_like(const ByFirst<Row>& index, const Token& token) {
  return index[static_cast<unsigned char>(token.text.front())];
}

void add_exact(const std::vector<Token>& tokens, std::size_t at, std::vector<Hit>& hits,
               std::size_t& longest) {
  static const ByFirst<Phrase> index = by_first(phrases);
  const std::size_t before = hits.size();
  for (const Phrase* phrase : beginning_like(index, tokens[at])) {
    const std::size_t n = match_at(tokens, at, phrase->words);
    if (n == 0 || n < longest) continue;
    if (n > longest) hits.resize(before);
    longest = n;
    hits.push_back({at, at + n, phrase, false});
  }
}

// Those that a misspelt word may be meant for, in the order of the table.
std::vector<const Phrase*> long_words() {
  std::vector<const Phrase*> words;
  for (const Phrase& phrase : phrases)
    if (phrase.words.size() >= near_letters_min && phrase.words.find(' ') == std::string_view::npos)
      words.push_back(&phrase);
  return words;
}

void add_nearly(const std::vector<Token>& tokens, std::size_t at, std::vector<Hit>& hits) {
  static const std::vector<const Phrase*> words = long_words();
  const std::string& written = tokens[at].text;
  if (written.size() < near_letters_min) return;
  for (const Phrase* phrase : words) {
    const std::size_t letters = phrase->words.size();  // a slip is one of them, more or less
    if (letters > written.size() + 1 || letters + 1 < written.size()) continue;
    if (!nearly(written, phrase->words)) continue;
    hits.push_back({at, at + 1, phrase, true});
    return;
  }
}

}  // namespace

bool nearly(std::string_view written, std::string_view meant) {
  // A plural, or another word made of the same stem, is in the lexicon itself.
  return written.size() >= near_letters_min && meant.size() >= near_letters_min &&
         model::one_slip_apart(written, meant);
}

std::vector<Hit> phrases_in(const std::vector<Token>& tokens) {
  std::vector<Hit> hits;
  for (std::size_t at = 0; at < tokens.size();) {
    std::size_t longest = 0;
    add_exact(tokens, at, hits, longest);
    if (longest == 0) add_nearly(tokens, at, hits);
    at += std::max<std::size_t>(longest, 1);
  }
  return hits;
}

std::vector<CueHit> cues_in(const std::vector<Token>& tokens) {
  static const ByFirst<CueRow> index = by_first(cues);
  std::vector<CueHit> found;
  for (std::size_t at = 0; at < tokens.size();) {
    std::size_t longest = 0;
    CueHit hit;
    for (const CueRow* row : beginning_like(index, tokens[at]))
      if (const std::size_t n = match_at(tokens, at, row->words); n > longest) {
        longest = n;
        hit = {at, at + n, row->cue};
      }
    if (longest > 0) found.push_back(hit);
    at += std::max<std::size_t>(longest, 1);
  }
  return found;
}

}  // namespace articulator::advice
