#define BOOST_TEST_DYN_LINK
#include "engine/workflow/content_shelf.hpp"

#include "engine/base/hash.hpp"

#include <memory>
#include <string>

#include <boost/test/unit_test.hpp>

using namespace articulator;
using namespace articulator::workflow;

namespace {

model::Attachment file_of(const std::string& content) {
  model::Attachment attachment;
  attachment.sha256 = base::hex(base::sha256(content));
  attachment.on_its_way.bytes = std::make_shared<const std::string>(content);
  return attachment;
}

std::size_t contents_of(const ContentShelf& shelf, const std::string& id,
                        std::vector<model::Attachment> attachments) {
  model::Order order;
  order.case_id = model::CaseId(id);
  order.file.attachments = std::move(attachments);
  shelf.put_into(order);
  return order.contents.size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(content_shelf)

BOOST_AUTO_TEST_CASE(an_order_gets_the_bytes_of_its_own_attachments) {
  ContentShelf shelf(1000);
  const model::Attachment scan = file_of(std::string(100, 's'));
  const model::Attachment photo = file_of(std::string(50, 'p'));
  shelf.keep(model::CaseId("LC-1"), {scan, photo});
  BOOST_TEST(contents_of(shelf, "LC-1", {scan, photo}) == 2U);
  BOOST_TEST(contents_of(shelf, "LC-1", {scan}) == 1U);
  BOOST_TEST(contents_of(shelf, "LC-2", {scan}) == 0U);
  BOOST_TEST(contents_of(shelf, "LC-1", {file_of("another")}) == 0U);
}

BOOST_AUTO_TEST_CASE(the_same_bytes_take_their_room_once) {
  ContentShelf shelf(1000);
  const model::Attachment scan = file_of(std::string(100, 's'));
  shelf.keep(model::CaseId("LC-1"), {scan, scan});
  shelf.keep(model::CaseId("LC-1"), {scan});
  BOOST_TEST(shelf.bytes() == 100U);
}

BOOST_AUTO_TEST_CASE(beyond_the_bound_the_oldest_case_gives_way) {
  ContentShelf shelf(250);
  const model::Attachment scan = file_of(std::string(100, 's'));
  for (const char* id : {"LC-1", "LC-2", "LC-3"})
    shelf.keep(model::CaseId(id), {scan});
  BOOST_TEST(shelf.bytes() == 200U);
  BOOST_TEST(contents_of(shelf, "LC-1", {scan}) == 0U);
  BOOST_TEST(contents_of(shelf, "LC-3", {scan}) == 1U);
  const model::Attachment huge = file_of(std::string(251, 'h'));
  shelf.keep(model::CaseId("LC-4"), {huge});
  BOOST_TEST(shelf.bytes() == 200U);
}

BOOST_AUTO_TEST_CASE(what_is_forgotten_leaves_its_room) {
  ContentShelf shelf(250);
  const model::Attachment scan = file_of(std::string(100, 's'));
  shelf.keep(model::CaseId("LC-1"), {scan});
  shelf.forget(model::CaseId("LC-1"));
  shelf.forget(model::CaseId("LC-1"));
  BOOST_TEST(shelf.bytes() == 0U);
  BOOST_TEST(contents_of(shelf, "LC-1", {scan}) == 0U);
  shelf.keep(model::CaseId("LC-1"), {scan});
  BOOST_TEST(contents_of(shelf, "LC-1", {scan}) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
