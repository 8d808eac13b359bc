#include "engine/base/hash.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

BOOST_AUTO_TEST_SUITE(hashing)

// FIPS 180-4 examples.
BOOST_AUTO_TEST_CASE(sha_256_gives_the_published_digests) {
  BOOST_TEST(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  BOOST_TEST(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(hex(sha256(std::string(1'000'000, 'a'))) ==
             "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// RFC 4231, test cases 1, 2 and 6.
BOOST_AUTO_TEST_CASE(hmac_gives_the_published_codes) {
  BOOST_TEST(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
             "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  BOOST_TEST(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
             "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  BOOST_TEST(
      hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

BOOST_AUTO_TEST_CASE(pieces_hash_like_the_whole_and_a_digest_ends_nothing) {
  Sha256Stream stream;
  stream.update("a");
  BOOST_TEST((stream.digest() == sha256("a")));
  stream.update("b");
  stream.update("");
  stream.update("c");
  BOOST_TEST((stream.digest() == sha256("abc")));
  BOOST_TEST((stream.digest() == sha256("abc")));
}

// RFC 4648, section 10.
BOOST_AUTO_TEST_CASE(base64_gives_the_published_texts) {
  struct Row {
    std::string_view plain;
    std::string_view coded;
  };
  const std::vector<Row> rows{{"", ""},
                              {"f", "Zg=="},
                              {"fo", "Zm8="},
                              {"foo", "Zm9v"},
                              {"foob", "Zm9vYg=="},
                              {"fooba", "Zm9vYmE="},
                              {"foobar", "Zm9vYmFy"}};
  for (const Row& row : rows) {
    BOOST_TEST(base64_encode(row.plain) == row.coded);
    const auto decoded = base64_decode(row.coded);
    BOOST_REQUIRE(decoded.has_value());
    BOOST_TEST(*decoded == row.plain);
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_base64_is_refused) {
  for (const std::string_view text :
       {"Z", "Zg=", "Zg", "Z===", "====", "Z=g=", "Zm9v\n\n\n\n", " Zm9", "Zm-_", "Zm9v=Zg="})
    BOOST_TEST(!base64_decode(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(signatures_compare_whole) {
  BOOST_TEST(equal_in_constant_time("abc", "abc"));
  BOOST_TEST(!equal_in_constant_time("abc", "abd"));
  BOOST_TEST(!equal_in_constant_time("abc", "ab"));
  BOOST_TEST(equal_in_constant_time("", ""));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base
