// How it is meant: denied, limited, another matter.
#include "engine/quality/words.hpp"

namespace articulator::quality {
namespace {

using enum Sense;

constexpr Word words[] = {
    // how it is meant
    {"fine", fine},
    {"ok", fine},
    {"okay", fine},
    {"good", fine},
    {"great", fine},
    {"perfect", fine},
    {"excellent", fine},
    {"well", fine},
    {"spot on", fine},
    {"nice", fine},
    {"beautiful", fine},
    {"ideal", fine},
    {"acceptable", fine},
    {"lovely", fine},
    {"no", deny},
    {"not", deny},
    {"never", deny},
    {"without", deny},
    {"w/o", deny},
    {"isn't", deny},
    {"isnt", deny},
    {"wasn't", deny},
    {"wasnt", deny},
    {"aren't", deny},
    {"arent", deny},
    {"nor", deny},
    {"neither", deny},
    {"nothing", deny},
    {"don't", cannot},
    {"dont", cannot},
    {"doesn't", cannot},
    {"doesnt", cannot},
    {"didn't", cannot},
    {"didnt", cannot},
    {"does not", cannot},
    {"do not", cannot},
    {"did not", cannot},
    {"can't", cannot},
    {"cant", cannot},
    {"cannot", cannot},
    {"can not", cannot},
    {"could not", cannot},
    {"couldn't", cannot},
    {"couldnt", cannot},
    {"won't", cannot},
    {"wont", cannot},
    {"will not", cannot},
    {"would not", cannot},
    {"wouldn't", cannot},
    {"fails to", cannot},
    {"failed to", cannot},
    {"unable to", cannot},
    {"refuses to", cannot},
    {"enough", enough},
    {"until", until},
    {"once", until},
    {"after", until},
    {"but", boundary},
    {"however", boundary},
    {"though", boundary},
    {"although", boundary},
    {"except", boundary},
    {"just", boundary},
    {"only", boundary},
    {"is just", plain},
    {"are just", plain},
    {"was just", plain},
    {"as well", plain},
    {"denied", plain},
    {"floss threader", plain},
    {"out of the box", plain},
};

}  // namespace

std::span<const Word> meaning_words() {
  return words;
}

}  // namespace articulator::quality
