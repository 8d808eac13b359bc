// The one `main` of the Boost.Test executables, so that it is compiled once.
#define BOOST_TEST_DYN_LINK
#define BOOST_TEST_MAIN
#define BOOST_TEST_MODULE articulator
#include <boost/test/unit_test.hpp>
