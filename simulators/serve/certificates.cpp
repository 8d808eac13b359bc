#include "simulators/serve/certificates.hpp"

#include <array>
#include <cstdint>
#include <utility>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace articulator::serve {
namespace {

constexpr long day_s = 86'400;
constexpr long clock_slack_s = 3'600;  // a certificate is valid from a little before now
constexpr int version_3 = 2;

template <auto free>
struct Free {
  template <typename T>
  void operator()(T* one) const {
    free(one);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Free<X509_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;

std::unexpected<base::Error> refused() {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  return base::failure("certificate", std::string("cannot be made: ") + text.data());
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(length)};
}

std::string pem_of(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate);
  return text_of(bio.get());
}
std::string pem_of(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(bio.get());
}

bool is_address(const std::string& host) {
  return host.find_first_not_of("0123456789.") == std::string::npos;
}

// A certificate for this key and name, not signed yet; null: refused.
X509Ptr blank(EVP_PKEY* key, const std::string& name, long from_s, long until_s) {
  X509Ptr one(X509_new());
  std::array<unsigned char, 8> serial{};
  if (!one || RAND_bytes(serial.data(), static_cast<int>(serial.size())) != 1) return nullptr;
  serial[0] &= 0x7f;
  std::uint64_t number = 0;
  for (const unsigned char byte : serial)
    number = number << 8U | byte;
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(one.get()), number);
  X509_set_version(one.get(), version_3);
  X509_gmtime_adj(X509_getm_notBefore(one.get()), from_s);
  X509_gmtime_adj(X509_getm_notAfter(one.get()), until_s);
  X509_set_pubkey(one.get(), key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(one.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.data()),
                             static_cast<int>(name.size()), -1, 0);
  return one;
}

bool extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

}  // namespace

struct Authority::Keys {
  Key key;
  X509Ptr certificate;
};

Authority::Authority(std::unique_ptr<Keys> keys)
    : keys_(std::move(keys)), pem_(pem_of(keys_->certificate.get())) {}
Authority::Authority(Authority&&) noexcept = default;
Authority::~Authority() = default;

base::Expected<Authority> Authority::make(const std::string& name) {
  auto keys = std::make_unique<Keys>();
  keys->key = Key(EVP_EC_gen("P-256"));
  if (!keys->key) return refused();
  keys->certificate = blank(keys->key.get(), name, -clock_slack_s, day_s);
  X509* const own = keys->certificate.get();
  if (own == nullptr) return refused();
  X509_set_issuer_name(own, X509_get_subject_name(own));
  if (!extend(own, own, NID_basic_constraints, "critical,CA:TRUE") ||
      !extend(own, own, NID_key_usage, "critical,keyCertSign") ||
      !extend(own, own, NID_subject_key_identifier, "hash") ||
      X509_sign(own, keys->key.get(), EVP_sha256()) == 0)
    return refused();
  return Authority(std::move(keys));
}

base::Expected<TlsIdentity> Authority::issue(const CertificateWish& wish) const {
  const Key key(EVP_EC_gen("P-256"));
  if (!key) return refused();
  const long from_s = wish.days < 0 ? (wish.days - 1) * day_s : -clock_slack_s;
  const X509Ptr made = blank(key.get(), wish.host, from_s, wish.days * day_s);
  X509* const issuer = keys_->certificate.get();
  if (!made) return refused();
  X509_set_issuer_name(made.get(), X509_get_subject_name(issuer));
  const std::string names = (is_address(wish.host) ? "IP:" : "DNS:") + wish.host;
  if (!extend(made.get(), issuer, NID_subject_alt_name, names) ||
      !extend(made.get(), issuer, NID_ext_key_usage, wish.of_client ? "clientAuth" : "serverAuth") ||
      !extend(made.get(), issuer, NID_authority_key_identifier, "keyid") ||
      X509_sign(made.get(), keys_->key.get(), EVP_sha256()) == 0)
    return refused();
  return TlsIdentity{pem_of(made.get()), pem_of(key.get()), {}};
}

}  // namespace articulator::serve
