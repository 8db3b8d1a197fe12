// SPDX-License-Identifier: GPL-3.0-or-later
// For each lint a policy that has it and a near miss that has not, as rows of a test.
#pragma once

#include "core/policy/lint.h"
#include "tests/core/policy/policyrequests.h"

#include <QTest>

Q_DECLARE_METATYPE(corslab::LintId)

namespace corslab::lintcases {

/// A policy of which nothing can be said.
inline Policy sound()
{
    Policy policy;
    policy.origins = {{"https://app.example", false, false}};
    policy.methods = {"PUT", "PATCH"};
    policy.headers = {"Content-Type"};
    policy.maxAge = 600;
    return policy;
}

inline Change origins(const QList<QByteArray> &texts, bool credentials = false)
{
    return [texts, credentials](Policy &policy) {
        policy.origins.clear();
        for (const QByteArray &text : texts)
            policy.origins.append({text, false, false});
        policy.credentials = credentials;
    };
}

inline Change regex(const char *text, bool anchored = false, bool credentials = false)
{
    return [text, anchored, credentials](Policy &policy) {
        policy.origins = {{text, true, anchored}};
        policy.credentials = credentials;
    };
}

inline Change methods(const QList<QByteArray> &names, bool credentials = false)
{
    return [names, credentials](Policy &policy) {
        policy.methods = names;
        policy.credentials = credentials;
    };
}

inline Change headers(const QList<QByteArray> &names, bool credentials = false)
{
    return [names, credentials](Policy &policy) {
        policy.headers = names;
        policy.credentials = credentials;
    };
}

inline Change expose(const QList<QByteArray> &names, bool credentials = false)
{
    return [names, credentials](Policy &policy) {
        policy.expose = names;
        policy.credentials = credentials;
    };
}

inline Change maxAge(std::optional<qint64> seconds)
{
    return [seconds](Policy &policy) { policy.maxAge = seconds; };
}

inline Change raw(const std::vector<Header> &lines)
{
    return [lines](Policy &policy) { policy.raw = Policy::Raw{lines, lines}; };
}

/// Columns: the id, what makes the mistake, and what comes close to it.
inline void addRows()
{
    QTest::addColumn<LintId>("id");
    QTest::addColumn<Change>("mistake");
    QTest::addColumn<Change>("nearMiss");
    const auto row = [](const char *name, LintId id, const Change &mistake,
                        const Change &nearMiss) {
        QTest::newRow(name) << id << mistake << nearMiss;
    };
    using Id = LintId;
    row("O01", Id::O01, origins({"*"}, true), origins({"*"}));
    row("O01, raw", Id::O01,
        raw({{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Credentials", "true"}}),
        raw({{"Access-Control-Allow-Origin", "*"}}));
    row(
        "O02, reflect", Id::O02,
        [](Policy &p) {
            p.reflect = true;
            p.credentials = true;
        },
        [](Policy &p) { p.reflect = true; });
    row("O02, an expression for everything", Id::O02, regex("https?://.*", true, true),
        regex("https://[a-z]+\\.example\\.com", true, true));
    row("O03", Id::O03, origins({"null"}), origins({"https://null"}));
    row("O03, an expression", Id::O03, regex("null|https://app\\.example", true),
        regex("https://null\\.example", true));
    row("O03, raw", Id::O03, raw({{"Access-Control-Allow-Origin", "null"}}),
        raw({{"Access-Control-Allow-Origin", "https://null"}}));
    row("O04", Id::O04, origins({"http://app.example"}, true),
        origins({"http://localhost:3000", "http://127.0.0.1", "https://app.example"}, true));
    row("O04, without credentials", Id::O04, origins({"http://app.example:8080"}, true),
        origins({"http://app.example:8080"}));
    row("O04, an expression", Id::O04, regex("https?://app\\.example", true, true),
        regex("https://app\\.example", true, true));
    row("O05", Id::O05, origins({"https://*.github.io"}, true),
        origins({"https://*.me.github.io"}, true));
    row("O05, co.uk", Id::O05, origins({"https://*.co.uk"}, true),
        origins({"https://*.co.uk"}, false));
    row("O06", Id::O06, origins({"https://*.example.com"}, true),
        origins({"https://*.example.com"}));
    row("O06, loopback", Id::O06, origins({"https://*.example.com:8443"}, true),
        origins({"http://*.localhost:3000"}, true));
    row("O06, an expression", Id::O06, regex("https://[a-z0-9-]+\\.example\\.com", true, true),
        regex("https://(www|shop)\\.example\\.com", true, true));
    row("O07", Id::O07, regex("example\\.com$"), regex("https://example\\.com", true));
    row("O07, .* before the name", Id::O07, regex("https://.*example\\.com", true),
        regex("https://.*\\.example\\.com", true));
    row("O08", Id::O08, regex("^https://([a-z]+\\.)?example\\.com"),
        regex("^https://([a-z]+\\.)?example\\.com$"));
    row("O08, the end is what anchored adds", Id::O08, regex("https://www\\.example\\.com"),
        regex("https://www\\.example\\.com", true));
    row("O09", Id::O09, regex("https://www.example\\.com", true),
        regex("https://www[.]example\\.com", true));
    row("O10", Id::O10, regex("example\\.com"), regex("example\\.com$"));
    row("O11", Id::O11, regex("https://[^.]+\\.example\\.com", true),
        regex("https://[a-z0-9-]+\\.example\\.com", true));
    row("O11, .*", Id::O11, regex("https://.*\\.example\\.com", true),
        origins({"https://*.example.com"}));
    row("O12", Id::O12, regex("^http://localhost"), regex("^http://localhost(:[0-9]+)?$"));
    row("O13, inside a label", Id::O13, origins({"https://app-*.example.com"}),
        origins({"https://*.app.example.com"}));
    row("O13, everything", Id::O13, origins({"https://*"}), origins({"https://app.example:*"}));
    row("O13, the top-level domain", Id::O13, origins({"https://*.com"}),
        origins({"http://*.localhost"}));
    row("O14", Id::O14, origins({"app.example"}), origins({"https://app.example"}));
    row("O14, with a port", Id::O14, origins({"localhost:3000"}),
        origins({"http://localhost:3000"}));
    row("O14, raw", Id::O14, raw({{"Access-Control-Allow-Origin", "app.example"}}),
        raw({{"Access-Control-Allow-Origin", "https://app.example"}}));
    row("O15", Id::O15, origins({"https://app.example/"}), origins({"https://app.example"}));
    row("O15, below *.", Id::O15, origins({"https://*.Example.com"}),
        origins({"https://*.example.com"}));
    row("O15, no expression", Id::O15, regex("https://(", true), regex("https://(a)", true));
    row("O15, raw", Id::O15, raw({{"Access-Control-Allow-Origin", "https://app.example/"}}),
        raw({{"Access-Control-Allow-Origin", "https://app.example"}}));
    row("O16, empty", Id::O16, origins({}), [](Policy &p) {
        p.origins.clear();
        p.reflect = true;
    });
    row("O16, twice", Id::O16, origins({"https://a.example", "https://a.example"}),
        origins({"https://a.example", "http://a.example"}));
    row("O16, covered by *.", Id::O16, origins({"https://*.example.com", "https://a.example.com"}),
        origins({"https://*.example.com", "https://example.com", "http://a.example.com"}));
    row("O16, *. covered by *.", Id::O16,
        origins({"https://*.a.example.com", "https://*.example.com"}),
        origins({"https://*.a.example.com", "https://*.b.example.com"}));
    row("O16, covered by :*", Id::O16, origins({"http://localhost:*", "http://localhost:3000"}),
        origins({"http://localhost:*", "http://127.0.0.1:3000"}));
    row("O17", Id::O17, origins({"https://app.example", "*"}), origins({"*"}));
    row("O18", Id::O18, origins({"https://codepen.io"}), origins({"https://codepen.io.example"}));
    row("O18, below", Id::O18, origins({"https://*.github.io"}), origins({"https://me.github.io"}));
    row("M01, forbidden", Id::M01, methods({"Track"}), methods({"TRACKS"}));
    row("M01, no token", Id::M01, methods({"PUT DELETE"}), methods({"PUT", "DELETE"}));
    row("M02", Id::M02, methods({"GET"}), methods({"PUT"}));
    row("M02, OPTIONS", Id::M02, methods({"OPTIONS"}), methods({"REPORT"}));
    row("M03", Id::M03, methods({"patch"}), methods({"PATCH"}));
    row("M03, Put", Id::M03, methods({"Put"}), methods({"chicken"}));
    row("M04, methods", Id::M04, methods({"*"}, true), methods({"*"}));
    row("M04, headers", Id::M04, headers({"*", "Authorization"}, true),
        headers({"*", "Authorization"}));
    row("M04, expose", Id::M04, expose({"*"}, true), expose({"*"}));
    row("M04, raw", Id::M04,
        raw({{"Access-Control-Allow-Origin", "https://a.example"},
             {"Access-Control-Allow-Methods", "*"},
             {"Access-Control-Allow-Credentials", "true"}}),
        raw({{"Access-Control-Allow-Origin", "https://a.example"},
             {"Access-Control-Allow-Methods", "*"}}));
    row("H01", Id::H01, headers({"cookie"}), headers({"X-Cookie"}));
    row("H01, Sec-", Id::H01, headers({"Sec-Fetch-Site"}), headers({"Section"}));
    row("H02", Id::H02, headers({"Access-Control-Allow-Origin"}), headers({"X-Allow-Origin"}));
    row("H03", Id::H03, headers({"*"}), headers({"*", "authorization"}));
    row("H04", Id::H04, headers({"accept"}), headers({"Content-Type", "Accept-Version"}));
    row("H05, no token", Id::H05, headers({"X Y"}), headers({"X-Y"}));
    row(
        "H05, a line break", Id::H05,
        [](Policy &p) { p.resourcePolicy = "same-site\r\nSet-Cookie: a=b"; },
        [](Policy &p) { p.resourcePolicy = "same-site"; });
    row("H05, raw", Id::H05, raw({{"X-A", "a\nb"}}), raw({{"X-A", "a b"}}));
    row(
        "H06", Id::H06,
        [](Policy &p) {
            p.headers.clear();
            p.headersMode = Policy::Lists::Echo;
        },
        [](Policy &p) {
            p.methods.clear();
            p.methodsMode = Policy::Lists::Echo;
        });
    row("X01", Id::X01, expose({"set-cookie"}), expose({"Cookie-Count"}));
    row("X01, requests' names", Id::X01, expose({"Access-Control-Request-Method"}),
        expose({"Access-Control-Allow-Methods"}));
    row("X02", Id::X02, expose({"Content-Type"}), expose({"Content-Disposition"}));
    row("A01, negative", Id::A01, maxAge(-2), maxAge(-1));
    row("A01, over a day", Id::A01, maxAge(86401), maxAge(86400));
    row("A01, raw", Id::A01, raw({{"Access-Control-Max-Age", "a day"}}),
        raw({{"Access-Control-Max-Age", "600"}}));
    row("A02, over Chromium's cap", Id::A02, maxAge(7201), maxAge(600));
    row("A02, over WebKit's cap", Id::A02, maxAge(601), maxAge(600));
    row("A02, absent", Id::A02, maxAge(std::nullopt), [](Policy &p) {
        p.maxAge.reset();
        p.methods.clear();
        p.headers.clear();
    });
    row("A03", Id::A03, maxAge(0), maxAge(1));
    row(
        "V01", Id::V01, [](Policy &p) { p.vary = Policy::Vary::Never; },
        [](Policy &p) { p.vary = Policy::Vary::Always; });
    row(
        "V01, *", Id::V01,
        [](Policy &p) {
            p.origins = {{"https://*.example.com", false, false}};
            p.vary = Policy::Vary::Never;
        },
        [](Policy &p) {
            p.origins = {{"*", false, false}};
            p.vary = Policy::Vary::Never;
        });
    row(
        "V02", Id::V02,
        [](Policy &p) {
            p.origins = {{"*", false, false}};
            p.vary = Policy::Vary::Always;
        },
        [](Policy &p) {
            p.origins = {{"*", false, false}};
        });
    row("V02, raw", Id::V02, raw({{"Access-Control-Allow-Origin", "*"}, {"Vary", "Origin"}}),
        raw({{"Access-Control-Allow-Origin", "*"}, {"Vary", "Accept"}}));
    row("R01, a list", Id::R01,
        raw({{"Access-Control-Allow-Origin", "https://a.example, https://b.example"}}),
        raw({{"Access-Control-Allow-Origin", "https://a.example"}}));
    row("R01, two lines", Id::R01,
        raw({{"Access-Control-Allow-Origin", "https://a.example"},
             {"access-control-allow-origin", "https://a.example"}}),
        raw({{"Access-Control-Allow-Origin", "https://a.example"}, {"X", "https://a.example"}}));
    row("R01, True", Id::R01, raw({{"Access-Control-Allow-Credentials", "True"}}),
        raw({{"Access-Control-Allow-Credentials", "true"}}));
    row(
        "R01, an entry that is sent as it stands", Id::R01,
        [](Policy &p) {
            p.origins = {{"https://a.example, https://b.example", false, false}};
            p.refused = Policy::Refused::First;
        },
        [](Policy &p) { p.refused = Policy::Refused::First; });
    row(
        "R02", Id::R02, [](Policy &p) { p.preflightStatus = 401; },
        [](Policy &p) { p.preflightStatus = 200; });
    row(
        "R02, a redirect", Id::R02, [](Policy &p) { p.preflightStatus = 301; },
        [](Policy &p) { p.preflightStatus = 299; });
    row(
        "R03", Id::R03, [](Policy &p) { p.onErrors = false; },
        [](Policy &p) { p.onErrors = true; });
    row(
        "R05", Id::R05, [](Policy &p) { p.refused = Policy::Refused::Forbidden; },
        [](Policy &p) { p.refused = Policy::Refused::Partial; });
}

} // namespace corslab::lintcases
