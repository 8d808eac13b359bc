#include "engine/audit/note.hpp"

#include "engine/audit/tree_head.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::audit {
namespace {

// The example of the reference implementation, golang.org/x/mod/sumdb/note.
constexpr std::string_view go_public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view go_private =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr std::string_view go_text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
constexpr std::string_view go_note =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "\xE2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

BOOST_AUTO_TEST_SUITE(note)

BOOST_AUTO_TEST_CASE(keys_and_notes_are_those_of_the_reference_implementation) {
  const auto signing = read_signing_key(go_private);
  const auto verifier = read_verifier_key(go_public);
  BOOST_REQUIRE(signing);
  BOOST_REQUIRE(verifier);
  BOOST_TEST((verifier_of(*signing) == *verifier));
  BOOST_TEST(write_key(*signing) == go_private);
  BOOST_TEST(write_key(*verifier) == go_public);
  BOOST_TEST(sign_note(go_text, *signing) == go_note);
  BOOST_TEST(open_note(go_note, *verifier).value_or("") == go_text);
}

BOOST_AUTO_TEST_CASE(no_mangled_key_is_taken) {
  for (std::size_t first = 0; first < go_public.size(); ++first)
    for (std::size_t last = first; last <= go_public.size(); ++last)
      if (last - first < go_public.size())
        BOOST_TEST(!read_verifier_key(go_public.substr(first, last - first)));
  for (std::size_t n = 0; n < go_public.size(); ++n) {
    std::string changed(go_public);
    ++changed[n];
    BOOST_TEST(!read_verifier_key(changed), "byte " << n);
  }
  BOOST_TEST(read_verifier_key(std::string(go_public) + "\n").has_value());
  BOOST_TEST(!read_verifier_key(go_private));
  BOOST_TEST(!read_signing_key(go_public));
}

BOOST_AUTO_TEST_CASE(an_error_about_a_private_key_holds_nothing_of_it) {
  const auto refused = read_signing_key(go_private.substr(0, go_private.size() - 1));
  BOOST_REQUIRE(!refused);
  BOOST_TEST(refused.error().text() == "is no signing key; make one with articulator audit key");
}

BOOST_AUTO_TEST_CASE(any_one_byte_change_of_a_note_is_found) {
  const auto verifier = read_verifier_key(go_public);
  for (std::size_t n = 0; n < go_note.size(); ++n) {
    std::string changed(go_note);
    changed[n] = static_cast<char>(changed[n] ^ 1);
    BOOST_TEST(!open_note(changed, *verifier), "byte " << n);
  }
  for (std::size_t n = 0; n < go_note.size(); ++n)
    BOOST_TEST(!open_note(go_note.substr(0, n), *verifier));
}

BOOST_AUTO_TEST_CASE(signatures_by_others_are_passed_over) {
  const auto verifier = read_verifier_key(go_public);
  const SigningKey other{"other.example", {1, 2, 3}};
  const std::string by_other = sign_note(go_text, other);
  const std::string line = by_other.substr(go_text.size() + 1);
  BOOST_TEST(open_note(std::string(go_note) + line, *verifier).value_or("") == go_text);
  BOOST_TEST(open_note(std::string(go_note) + line, verifier_of(other)).value_or("") == go_text);
  const auto refused = open_note(by_other, *verifier);
  BOOST_REQUIRE(!refused);
  BOOST_TEST(refused.error().what == "is not signed by the key PeterNeumann+c74f20a3");
  // The same name with another key is another key.
  BOOST_TEST(!open_note(sign_note(go_text, {"PeterNeumann", {4}}), *verifier));
}

BOOST_AUTO_TEST_CASE(a_tree_head_reads_as_the_published_example) {
  const auto head =
      read_tree_head("example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");
  BOOST_REQUIRE(head);
  BOOST_TEST(head->origin == "example.com/behind-the-sofa");
  BOOST_TEST(head->size == 20852163U);
  BOOST_TEST(!head->at);
}

BOOST_AUTO_TEST_CASE(a_tree_head_comes_back_as_it_was_written) {
  for (const bool interval : {false, true}) {
    const TreeHead head{"audit.example", 7, {1, 2, 3}, base::Instant{1'729'512'000'000}, interval};
    const auto read = read_tree_head(write_tree_head(head));
    BOOST_REQUIRE(read);
    BOOST_TEST((*read == head));
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_tree_head_is_refused) {
  const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  for (const std::string& text :
       {std::string(), std::string("a\n1\n"), "a\n01\n" + root + "\n", "a\n-1\n" + root + "\n",
        "a\n1\n" + root, "\n1\n" + root + "\n", "a\n1\n" + root.substr(4) + "\n", "a\n\n1\n" + root + "\n",
        "a\n99999999999999999999\n" + root + "\n"})
    BOOST_TEST(!read_tree_head(text), text);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::audit
