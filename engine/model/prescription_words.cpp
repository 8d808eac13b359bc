// The vocabulary of the prescription, both ways.
#include "engine/base/words.hpp"
#include "engine/model/prescription.hpp"
#include "engine/model/spelling.hpp"

#include <array>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<Restoration>, 9> restoration_words{
    {{Restoration::crown, "crown"},
     {Restoration::bridge, "bridge"},
     {Restoration::veneer, "veneer"},
     {Restoration::inlay, "inlay"},
     {Restoration::onlay, "onlay"},
     {Restoration::implant_crown, "implant_crown"},
     {Restoration::denture, "denture"},
     {Restoration::partial, "partial"},
     {Restoration::night_guard, "night_guard"}}};

constexpr std::array<base::Word<Material>, 10> material_words{
    {{Material::zirconia, "zirconia"},
     {Material::lithium_disilicate, "lithium_disilicate"},
     {Material::pfm_noble, "pfm_noble"},
     {Material::pfm_base, "pfm_base"},
     {Material::full_cast_noble, "full_cast_noble"},
     {Material::full_cast_base, "full_cast_base"},
     {Material::pmma, "pmma"},
     {Material::acrylic, "acrylic"},
     {Material::cobalt_chrome, "cobalt_chrome"},
     {Material::composite, "composite"}}};

constexpr std::array<base::Word<Margin>, 4> margin_words{{{Margin::chamfer, "chamfer"},
                                                          {Margin::shoulder, "shoulder"},
                                                          {Margin::feather_edge, "feather_edge"},
                                                          {Margin::bevel, "bevel"}}};

}  // namespace

std::string_view word(Restoration restoration) {
  return base::word_of(restoration_words, restoration);
}
std::optional<Restoration> restoration_of(std::string_view text) {
  return spelt_value_of(restoration_words, text);
}

std::string_view word(Material material) {
  return base::word_of(material_words, material);
}
std::optional<Material> material_of(std::string_view text) {
  return spelt_value_of(material_words, text);
}

std::string_view word(Margin margin) {
  return base::word_of(margin_words, margin);
}
std::optional<Margin> margin_of(std::string_view text) {
  return spelt_value_of(margin_words, text);
}

}  // namespace articulator::model
