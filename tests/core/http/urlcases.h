// SPDX-License-Identifier: GPL-3.0-or-later
// URLs and what browsers make of them: an own selection of what the web-platform-tests check.
#pragma once

#include "core/http/url.h"

#include <QStringView>

namespace corslab::test {

struct UrlCase
{
    const char *name;
    QStringView input;
    QStringView base;
    const char *href;
};

struct UrlFailureCase
{
    const char *name;
    QStringView input;
    QStringView base;
    UrlErrorCode code;
    QStringView value;
};

// clang-format off
inline constexpr UrlCase urlCases[] = {
    // What is removed before the parsing begins
    {"surrounding spaces and controls", u"\u0001 \f http://a/ \u001f ", {}, "http://a/"},
    {"tab and newline inside", u"ht\ntp://ex\tample.c\rom/p\na?q\t#f\n", {}, "http://example.com/pa?q#f"},
    {"no-break space stays", u"http://a/\u00a0", {}, "http://a/%C2%A0"},
    {"space inside the path", u"http://a/b c", {}, "http://a/b%20c"},

    // Schemes
    {"scheme in upper case", u"HTTP://EXAMPLE.com/PATH", {}, "http://example.com/PATH"},
    {"scheme with plus minus dot", u"a+B-c.d://h/p", {}, "a+b-c.d://h/p"},
    {"scheme begins with digit is relative", u"1a:b", u"http://h/x/", "http://h/x/1a:b"},
    {"scheme with bad character is relative", u"a_b:c", u"http://h/", "http://h/a_b:c"},
    {"ws", u"ws://h:80/", {}, "ws://h/"},
    {"wss", u"wss://h:443/s", {}, "wss://h/s"},
    {"ftp", u"ftp://h:21/f", {}, "ftp://h/f"},

    // Slashes before the authority
    {"no slashes", u"http:example.com", {}, "http://example.com/"},
    {"one slash", u"http:/example.com", {}, "http://example.com/"},
    {"three slashes", u"http:///example.com", {}, "http://example.com/"},
    {"back-slashes before host", u"http:\\\\h\\p\\q", {}, "http://h/p/q"},
    {"mixed slashes", u"https:/\\/\\h/p", {}, "https://h/p"},
    {"back-slash ends the host", u"http://h\\@evil/", {}, "http://h/@evil/"},
    {"same scheme without slashes is relative", u"http:foo", u"http://h/a/b", "http://h/a/foo"},
    {"same scheme with one slash is relative", u"http:/foo", u"http://h/a/b", "http://h/foo"},
    {"same scheme alone", u"http:", u"http://h/a?q#f", "http://h/a?q"},
    {"other special scheme is absolute", u"https:foo", u"http://h/a", "https://foo/"},

    // User information
    {"user and password", u"http://u:p@h/", {}, "http://u:p@h/"},
    {"user alone", u"http://u@h/", {}, "http://u@h/"},
    {"user with empty password", u"http://u:@h/", {}, "http://u@h/"},
    {"password alone", u"http://:p@h/", {}, "http://:p@h/"},
    {"empty credentials vanish", u"http://@h/", {}, "http://h/"},
    {"the last at sign counts", u"http://a@b@h/", {}, "http://a%40b@h/"},
    {"second colon is escaped", u"http://a:b:c@h/", {}, "http://a:b%3Ac@h/"},
    {"user in Unicode", u"http://\u00e9@h/", {}, "http://%C3%A9@h/"},
    {"userinfo set", u"http://[]^|;=`{}<>\"'$&,!~@h/", {}, "http://%5B%5D%5E%7C%3B%3D%60%7B%7D%3C%3E%22'$&,!~@h/"},
    {"escapes in userinfo stay", u"http://%25DOMAIN:foobar@foodomain.com/", {}, "http://%25DOMAIN:foobar@foodomain.com/"},

    // Ports
    {"port", u"http://h:8080/", {}, "http://h:8080/"},
    {"default port", u"http://h:80/", {}, "http://h/"},
    {"default port of https", u"https://h:443", {}, "https://h/"},
    {"other scheme's default port", u"https://h:80/", {}, "https://h:80/"},
    {"empty port", u"http://h:/", {}, "http://h/"},
    {"port zero", u"http://h:0/", {}, "http://h:0/"},
    {"port with leading zeros", u"http://h:00000000000080/", {}, "http://h/"},
    {"greatest port", u"http://h:65535/", {}, "http://h:65535/"},
    {"port before query", u"http://h:81?q", {}, "http://h:81/?q"},

    // Domains
    {"host in upper case", u"http://ExAmPlE.CoM/", {}, "http://example.com/"},
    {"underscore", u"http://a_b.example/", {}, "http://a_b.example/"},
    {"leading and trailing hyphens", u"http://-a-.example/", {}, "http://-a-.example/"},
    {"hyphens at third and fourth place", u"http://ab--c.example/", {}, "http://ab--c.example/"},
    {"marks that a host may hold", u"http://!\"$&'()*+,-.;=_`{}~/", {}, "http://!\"$&'()*+,-.;=_`{}~/"},
    {"star", u"http://*.example/", {}, "http://*.example/"},
    {"dot at the end", u"http://example.com./", {}, "http://example.com./"},
    {"empty labels", u"http://a..b/", {}, "http://a..b/"},
    {"one dot", u"http://./", {}, "http://./"},
    {"percent-decoded host", u"http://ex%61mple.com/", {}, "http://example.com/"},
    {"percent-decoded upper case", u"http://%45xample.com/", {}, "http://example.com/"},
    {"label over 63 bytes", u"http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com/", {},
     "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com/"},
    {"umlaut", u"http://b\u00fccher.example/", {}, "http://xn--bcher-kva.example/"},
    {"umlaut in upper case", u"http://B\u00dcCHER.example/", {}, "http://xn--bcher-kva.example/"},
    {"percent-encoded umlaut", u"http://b%C3%BCcher.example/", {}, "http://xn--bcher-kva.example/"},
    {"sharp s is kept", u"http://fa\u00df.example/", {}, "http://xn--fa-hia.example/"},
    {"punycode", u"http://xn--bcher-kva.example/", {}, "http://xn--bcher-kva.example/"},
    {"punycode in upper case", u"http://XN--BCHER-KVA.example/", {}, "http://xn--bcher-kva.example/"},
    {"full-width letters", u"http://\uff27\uff4f.com/", {}, "http://go.com/"},
    {"full-width IPv4", u"http://\uff10\uff38\uff43\uff10.\uff10\uff12\uff15\uff10.\uff10\uff11/", {}, "http://192.168.0.1/"},
    {"ideographic full stop", u"http://www.foo\u3002bar.com/", {}, "http://www.foo.bar.com/"},
    {"soft hyphen is dropped", u"http://a\u00adb/", {}, "http://ab/"},
    {"underscore beside Unicode", u"http://a_b.b\u00fccher.example/", {}, "http://a_b.xn--bcher-kva.example/"},
    {"Chinese", u"http://\u4f60\u597d\u4f60\u597d/", {}, "http://xn--6qqa088eba/"},
    {"snowman", u"http://\u2603.example/", {}, "http://xn--n3h.example/"},

    // IPv4
    {"IPv4", u"http://192.168.0.1/", {}, "http://192.168.0.1/"},
    {"IPv4 with dot at the end", u"http://127.0.0.1./", {}, "http://127.0.0.1/"},
    {"IPv4 in hexadecimal", u"http://0xc0.0250.01/", {}, "http://192.168.0.1/"},
    {"IPv4 as one number", u"http://2130706433/", {}, "http://127.0.0.1/"},
    {"IPv4 as one hexadecimal number", u"http://0x7f000001/", {}, "http://127.0.0.1/"},
    {"IPv4 as one octal number", u"http://017700000001", {}, "http://127.0.0.1/"},
    {"IPv4 of two parts", u"http://127.1/", {}, "http://127.0.0.1/"},
    {"IPv4 of three parts", u"http://1.2.772/", {}, "http://1.2.3.4/"},
    {"IPv4 0x is zero", u"http://0x.0x.0/", {}, "http://0.0.0.0/"},
    {"IPv4 zero", u"http://0/", {}, "http://0.0.0.0/"},
    {"IPv4 greatest", u"http://4294967295/", {}, "http://255.255.255.255/"},
    {"IPv4 percent-encoded", u"http://%30%78%63%30%2e%30%32%35%30.01", {}, "http://192.168.0.1/"},
    {"hexadecimal letters alone are a name", u"http://a.0xg/", {}, "http://a.0xg/"},
    {"number in front is a name", u"http://1.2.3.4.example/", {}, "http://1.2.3.4.example/"},
    {"number and two dots is a name", u"http://1.2.3.4../", {}, "http://1.2.3.4../"},

    // IPv6
    {"IPv6", u"http://[2001:db8::1]/", {}, "http://[2001:db8::1]/"},
    {"IPv6 loopback in full", u"http://[0:0:0:0:0:0:0:1]:80/", {}, "http://[::1]/"},
    {"IPv6 unspecified", u"http://[::]/", {}, "http://[::]/"},
    {"IPv6 upper case and zeros", u"http://[2001:0DB8:0000:0:0:0:0:00AB]/", {}, "http://[2001:db8::ab]/"},
    {"IPv6 first longest run", u"http://[1:0:0:2:0:0:3:4]/", {}, "http://[1::2:0:0:3:4]/"},
    {"IPv6 longer second run", u"http://[1:0:0:2:0:0:0:4]/", {}, "http://[1:0:0:2::4]/"},
    {"IPv6 one zero is not compressed", u"http://[1:2:0:4:5:6:7:8]/", {}, "http://[1:2:0:4:5:6:7:8]/"},
    {"IPv6 run at the end", u"http://[1:2::0]/", {}, "http://[1:2::]/"},
    {"IPv6 with IPv4", u"http://[::127.0.0.1]/", {}, "http://[::7f00:1]/"},
    {"IPv6 with IPv4 behind six", u"http://[1:2:3:4:5:6:255.0.0.4]/", {}, "http://[1:2:3:4:5:6:ff00:4]/"},
    {"IPv6 seven pieces and a gap", u"http://[1:2:3:4:5:6:7::]/", {}, "http://[1:2:3:4:5:6:7:0]/"},
    {"IPv6 of other scheme", u"foo://[::1]:8/", {}, "foo://[::1]:8/"},

    // Paths
    {"no path", u"http://h", {}, "http://h/"},
    {"one dot segment", u"http://h/a/./b", {}, "http://h/a/b"},
    {"two dots segment", u"http://h/a/../b", {}, "http://h/b"},
    {"dots at the end", u"http://h/a/b/..", {}, "http://h/a/"},
    {"dot at the end of path", u"http://h/a/b/.", {}, "http://h/a/b/"},
    {"more dots than segments", u"http://h/../../../a", {}, "http://h/a"},
    {"three dots are a name", u"http://h/.../a", {}, "http://h/.../a"},
    {"name beginning with dots", u"http://h/..a/.b", {}, "http://h/..a/.b"},
    {"%2e is a dot", u"http://h/a/%2e%2E/%2e/b/.%2e", {}, "http://h/"},
    {"%2e in a name stays", u"http://h/a%2e%2e", {}, "http://h/a%2e%2e"},
    {"double slashes stay", u"http://h//a//../b", {}, "http://h//a/b"},
    {"back-slashes in path", u"http://h/a\\..\\b", {}, "http://h/b"},
    {"path set", u"http://h/ \"<>^`{}|[]'@:;=$", {}, "http://h/%20%22%3C%3E%5E%60%7B%7D|[]'@:;=$"},
    {"bad escapes stay", u"http://h/%zz%4%", {}, "http://h/%zz%4%"},
    {"escapes keep their case", u"http://h/%e4%C3", {}, "http://h/%e4%C3"},
    {"Unicode path", u"http://h/\u00e9\u4f60\U0001f600", {}, "http://h/%C3%A9%E4%BD%A0%F0%9F%98%80"},
    {"lone high surrogate", u"http://h/\xd800" u"x", {}, "http://h/%EF%BF%BDx"},
    {"lone low surrogate in query", u"http://h/?\xdc00", {}, "http://h/?%EF%BF%BD"},
    {"NUL and DEL in path", QStringView(u"http://h/\0\x7f", 11), {}, "http://h/%00%7F"},

    // Queries and fragments
    {"empty query", u"http://h/?", {}, "http://h/?"},
    {"empty fragment", u"http://h/#", {}, "http://h/#"},
    {"query without path", u"http://h?q", {}, "http://h/?q"},
    {"fragment without path", u"http://h#f?x", {}, "http://h/#f?x"},
    {"query set of special scheme", u"http://h/? \"'<>`{}|\\^[]?/", {}, "http://h/?%20%22%27%3C%3E`{}|\\^[]?/"},
    {"query set of other scheme", u"foo://h/? \"'<>`", {}, "foo://h/?%20%22'%3C%3E`"},
    {"Unicode query", u"http://h/?\u00fc", {}, "http://h/?%C3%BC"},
    {"fragment set", u"http://h/# \"<>`'{}#\u00fc", {}, "http://h/#%20%22%3C%3E%60'{}#%C3%BC"},

    // Relative references
    {"empty reference", u"", u"http://h/a/b?q#f", "http://h/a/b?q"},
    {"sibling", u"c", u"http://h/a/b?q", "http://h/a/c"},
    {"absolute path", u"/c", u"http://u:p@h:8/a/b?q", "http://u:p@h:8/c"},
    {"other host", u"//x/y", u"https://h/a", "https://x/y"},
    {"other host by back-slashes", u"\\\\x\\y", u"http://h/a", "http://x/y"},
    {"many slashes", u"///x", u"http://h/a", "http://x/"},
    {"query alone", u"?x", u"http://h/a/b?q#f", "http://h/a/b?x"},
    {"fragment alone", u"#x", u"http://h/a/b?q#f", "http://h/a/b?q#x"},
    {"parent", u"../c", u"http://h/a/b/d", "http://h/a/c"},
    {"parent alone", u"..", u"http://h/a/b/d", "http://h/a/"},
    {"dot alone", u".", u"http://h/a/b/d", "http://h/a/b/"},
    {"colon in a path", u"/:23", u"http://h/", "http://h/:23"},
    {"back-slash is no slash elsewhere", u"\\x", u"foo://h/a/b", "foo://h/a/\\x"},
    {"relative to other scheme", u"../c?q", u"foo://h/a/b/d", "foo://h/a/c?q"},
    {"parent of other scheme without path", u"..", u"foo://h", "foo://h/"},
    {"relative to other scheme without path", u"c", u"foo://h", "foo://h/c"},
    {"fragment of an opaque path", u"#x", u"data:text/plain,a?q#f", "data:text/plain,a?q#x"},

    // Schemes that are not special
    {"other scheme without path", u"foo://h", {}, "foo://h"},
    {"other scheme keeps case and default port", u"foo://HoSt:80/P", {}, "foo://HoSt:80/P"},
    {"other scheme with empty host", u"foo:///p", {}, "foo:///p"},
    {"opaque host is escaped", u"foo://\u00fc%zz/", {}, "foo://%C3%BC%zz/"},
    {"path without host", u"foo:/a/../b", {}, "foo:/b"},
    {"path that looks like a host", u"foo:/.//p", {}, "foo:/.//p"},
    {"path that becomes like a host", u"foo:/a/..//p", {}, "foo:/.//p"},
    {"data", u"data:text/html,<p>a b</p>?x y#z", {}, "data:text/html,<p>a b</p>?x%20y#z"},
    {"data with space before query", u"data:a  ?b", {}, "data:a %20?b"},
    {"data with Unicode", u"data:,\u00fc", {}, "data:,%C3%BC"},
    {"about", u"about:blank", {}, "about:blank"},
    {"blob", u"blob:https://h:8/0-1", {}, "blob:https://h:8/0-1"},
    {"mailto", u"MAILTO:A@b.C", {}, "mailto:A@b.C"},
    {"javascript", u"javascript:alert(\"a\\b\")", {}, "javascript:alert(\"a\\b\")"},

    // Files
    {"file", u"file:///etc/passwd", {}, "file:///etc/passwd"},
    {"file without slashes", u"file:a", {}, "file:///a"},
    {"file with one slash", u"file:/a", {}, "file:///a"},
    {"file with host", u"file://Host/a", {}, "file://host/a"},
    {"file with localhost", u"file://localhost/a", {}, "file:///a"},
    {"file with drive", u"file:///C|/a/../..", {}, "file:///C:/"},
    {"file with drive as host", u"file://c:/a", {}, "file:///c:/a"},
    {"file drive kept for absolute path", u"/x", u"file:///C:/a/b", "file:///C:/x"},
    {"file drive replaced", u"D:", u"file:///C:/a", "d:"},
    {"file drive with bar", u"file:D|/x", u"file:///C:/a", "file:///D:/x"},
    {"file relative", u"b", u"file://h/C:/a", "file://h/C:/b"},
    {"file drive is two characters long", u"file:C:x/..", u"foo://h", "file:///"},
    {"file query alone", u"?q", u"file:///a?x", "file:///a?q"},
};

inline constexpr UrlFailureCase urlFailureCases[] = {
    {"empty", u"", {}, UrlErrorCode::Empty, u""},
    {"blank", u" \t\n ", {}, UrlErrorCode::Empty, u""},
    {"relative without base", u"/a/b", {}, UrlErrorCode::MissingScheme, u"/a/b"},
    {"host without scheme", u"//a/b", {}, UrlErrorCode::MissingScheme, u"//a/b"},
    {"name without scheme", u"example.com", {}, UrlErrorCode::MissingScheme, u"example.com"},
    {"colon first", u"://h", {}, UrlErrorCode::MissingScheme, u"://h"},
    {"relative to opaque", u"x", u"data:,a", UrlErrorCode::RelativeToOpaque, u"x"},
    {"nothing relative to opaque", u"", u"about:blank", UrlErrorCode::RelativeToOpaque, u""},
    {"no host", u"http://", {}, UrlErrorCode::MissingHost, u"http://"},
    {"no host before query", u"https://?q", {}, UrlErrorCode::MissingHost, u"https://?q"},
    {"port without host", u"http://:80/", {}, UrlErrorCode::MissingHost, u":80"},
    {"credentials without host", u"http://u:p@/x", {}, UrlErrorCode::MissingHost, u"u:p@"},
    {"credentials and port without host", u"http://u@:80/", {}, UrlErrorCode::MissingHost, u"u@:80"},
    {"port without host in other scheme", u"foo://:80/", {}, UrlErrorCode::MissingHost, u":80"},
    {"space in host", u"http://a b/", {}, UrlErrorCode::InvalidHost, u"a b"},
    {"escaped space in host", u"http://a%20b/", {}, UrlErrorCode::InvalidHost, u"a%20b"},
    {"bad escape in host", u"http://a%zz/", {}, UrlErrorCode::InvalidHost, u"a%zz"},
    {"escaped percent in host", u"http://%25/", {}, UrlErrorCode::InvalidHost, u"%25"},
    {"bytes that are not UTF-8", u"http://%ff/", {}, UrlErrorCode::InvalidHost, u"%ff"},
    {"angle bracket in host", u"http://a<b/", {}, UrlErrorCode::InvalidHost, u"a<b"},
    {"caret in host", u"http://a^b/", {}, UrlErrorCode::InvalidHost, u"a^b"},
    {"bar in host", u"http://a|b/", {}, UrlErrorCode::InvalidHost, u"a|b"},
    {"bracket inside host", u"http://a]b/", {}, UrlErrorCode::InvalidHost, u"a]b"},
    {"DEL in host", u"http://a\x7f/", {}, UrlErrorCode::InvalidHost, u"a\x7f"},
    {"full-width percent", u"http://\uff05\uff14\uff11.com/", {}, UrlErrorCode::InvalidHost, u"\uff05\uff14\uff11.com"},
    {"lone surrogate in host", u"http://a\xd800/", {}, UrlErrorCode::InvalidHost, u"a\xd800"},
    {"replacement character in host", u"http://\ufffd/", {}, UrlErrorCode::InvalidHost, u"\ufffd"},
    {"soft hyphen alone", u"http://\u00ad/", {}, UrlErrorCode::InvalidHost, u"\u00ad"},
    {"punycode of nothing", u"http://xn--/", {}, UrlErrorCode::InvalidHost, u"xn--"},
    {"punycode that cannot be decoded", u"http://xn--a/", {}, UrlErrorCode::InvalidHost, u"xn--a"},
    {"punycode of a lone joiner", u"http://xn--1ug/", {}, UrlErrorCode::InvalidHost, u"xn--1ug"},
    {"joiner without context", u"http://a\u200db/", {}, UrlErrorCode::InvalidHost, u"a\u200db"},
    {"mark in front", u"http://\u0300a/", {}, UrlErrorCode::InvalidHost, u"\u0300a"},
    {"space in opaque host", u"foo://a b/", {}, UrlErrorCode::InvalidHost, u"a b"},
    {"port of a file", u"file://h:80/", {}, UrlErrorCode::InvalidHost, u"h:80"},
    {"IPv4 part over 255", u"http://256.1.1.1/", {}, UrlErrorCode::InvalidIpv4, u"256.1.1.1"},
    {"IPv4 last part too large", u"http://1.2.3.256/", {}, UrlErrorCode::InvalidIpv4, u"1.2.3.256"},
    {"IPv4 too large", u"http://4294967296/", {}, UrlErrorCode::InvalidIpv4, u"4294967296"},
    {"IPv4 far too large", u"http://0xffffffffffffffffffff/", {}, UrlErrorCode::InvalidIpv4, u"0xffffffffffffffffffff"},
    {"IPv4 of five parts", u"http://1.2.3.4.5/", {}, UrlErrorCode::InvalidIpv4, u"1.2.3.4.5"},
    {"IPv4 with empty part", u"http://1..2/", {}, UrlErrorCode::InvalidIpv4, u"1..2"},
    {"IPv4 with bad octal digit", u"http://1.2.3.08/", {}, UrlErrorCode::InvalidIpv4, u"1.2.3.08"},
    {"name that ends in a number", u"http://foo.0x4/", {}, UrlErrorCode::InvalidIpv4, u"foo.0x4"},
    {"name that ends in digits and dot", u"http://foo.09./", {}, UrlErrorCode::InvalidIpv4, u"foo.09."},
    {"IPv6 not closed", u"http://[::1/", {}, UrlErrorCode::InvalidIpv6, u"[::1"},
    {"IPv6 empty", u"http://[]/", {}, UrlErrorCode::InvalidIpv6, u"[]"},
    {"IPv6 too few", u"http://[1:2:3]/", {}, UrlErrorCode::InvalidIpv6, u"[1:2:3]"},
    {"IPv6 too many", u"http://[1:2:3:4:5:6:7:8:9]/", {}, UrlErrorCode::InvalidIpv6, u"[1:2:3:4:5:6:7:8:9]"},
    {"IPv6 two gaps", u"http://[1::2::3]/", {}, UrlErrorCode::InvalidIpv6, u"[1::2::3]"},
    {"IPv6 one colon first", u"http://[:1]/", {}, UrlErrorCode::InvalidIpv6, u"[:1]"},
    {"IPv6 one colon last", u"http://[1:2:3:4:5:6:7:]/", {}, UrlErrorCode::InvalidIpv6, u"[1:2:3:4:5:6:7:]"},
    {"IPv6 five digits", u"http://[12345::]/", {}, UrlErrorCode::InvalidIpv6, u"[12345::]"},
    {"IPv6 bad digit", u"http://[::g]/", {}, UrlErrorCode::InvalidIpv6, u"[::g]"},
    {"IPv6 zone", u"http://[::1%25eth0]/", {}, UrlErrorCode::InvalidIpv6, u"[::1%25eth0]"},
    {"IPv6 IPv4 too late", u"http://[1:2:3:4:5:6:7:1.2.3.4]/", {}, UrlErrorCode::InvalidIpv6, u"[1:2:3:4:5:6:7:1.2.3.4]"},
    {"IPv6 IPv4 too short", u"http://[::1.2.3]/", {}, UrlErrorCode::InvalidIpv6, u"[::1.2.3]"},
    {"IPv6 IPv4 over 255", u"http://[::1.2.3.256]/", {}, UrlErrorCode::InvalidIpv6, u"[::1.2.3.256]"},
    {"IPv6 IPv4 leading zero", u"http://[::1.2.3.04]/", {}, UrlErrorCode::InvalidIpv6, u"[::1.2.3.04]"},
    {"IPv6 IPv4 five parts", u"http://[::1.2.3.4.5]/", {}, UrlErrorCode::InvalidIpv6, u"[::1.2.3.4.5]"},
    {"IPv6 begins with dot", u"http://[::.1.2]/", {}, UrlErrorCode::InvalidIpv6, u"[::.1.2]"},
    {"letters in port", u"http://h:8a/", {}, UrlErrorCode::InvalidPort, u"8a"},
    {"negative port", u"http://h:-80/", {}, UrlErrorCode::InvalidPort, u"-80"},
    {"port over 65535", u"http://h:65536/", {}, UrlErrorCode::InvalidPort, u"65536"},
    {"port far over 65535", u"http://h:99999999999999999999/", {}, UrlErrorCode::InvalidPort, u"99999999999999999999"},
    {"space before port", u"http://h: 80/", {}, UrlErrorCode::InvalidPort, u" 80"},
    {"port of other scheme", u"foo://h:x/", {}, UrlErrorCode::InvalidPort, u"x"},
};
// clang-format on

} // namespace corslab::test
