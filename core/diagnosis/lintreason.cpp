// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/lintreason.h"

#include <QCoreApplication>

#include <array>

namespace corslab {

namespace {

struct Reason
{
    LintId id;
    const char *words;
    const char *source; ///< only addresses that have been there for years
    const char *label;
};

constexpr const char *owasp = "https://owasp.org/www-project-web-security-testing-guide/latest/"
                              "4-Web_Application_Security_Testing/11-Client-side_Testing/"
                              "07-Testing_Cross_Origin_Resource_Sharing";

constexpr std::array reasons{
    Reason{LintId::O01,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "The CORS check takes * only where the request carries no "
                             "credentials. Name the origins, or do without credentials."),
           "https://fetch.spec.whatwg.org/#concept-cors-check",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS check")},
    Reason{LintId::O02,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Whatever site a user visits can read everything that this user can "
                             "read here. Name the origins."),
           "https://portswigger.net/web-security/cors",
           QT_TRANSLATE_NOOP("corslab::Lints", "PortSwigger: CORS vulnerabilities")},
    Reason{
        LintId::O03,
        QT_TRANSLATE_NOOP("corslab::Lints",
                          "A sandboxed frame, a data: URL and a local file all have the origin "
                          "null, and anybody can make them: it stands for nobody in particular."),
        "https://portswigger.net/web-security/cors",
        QT_TRANSLATE_NOOP("corslab::Lints", "PortSwigger: CORS vulnerabilities")},
    Reason{LintId::O04,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Whoever sits on the way to that page, as in a public network, can "
                             "put a script into it and read with the user’s cookies."),
           owasp, QT_TRANSLATE_NOOP("corslab::Lints", "OWASP: testing CORS")},
    Reason{LintId::O05,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Names below a public suffix are sold or given to anybody. Name the "
                             "origins that are yours."),
           "https://publicsuffix.org/learn/",
           QT_TRANSLATE_NOOP("corslab::Lints", "Public Suffix List")},
    Reason{LintId::O06,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "One forgotten or injected page on any subdomain then reads with the "
                             "user’s cookies. Name the subdomains that ask."),
           owasp, QT_TRANSLATE_NOOP("corslab::Lints", "OWASP: testing CORS")},
    Reason{LintId::O07,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Anybody can register such a name. An expression must match the whole "
                             "origin, from its scheme to its end."),
           "https://portswigger.net/web-security/cors",
           QT_TRANSLATE_NOOP("corslab::Lints", "PortSwigger: CORS vulnerabilities")},
    Reason{LintId::O08,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Anybody can register such a name. An expression must match the whole "
                             "origin, from its scheme to its end."),
           "https://portswigger.net/web-security/cors",
           QT_TRANSLATE_NOOP("corslab::Lints", "PortSwigger: CORS vulnerabilities")},
    Reason{LintId::O09,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "A dot without a backslash stands for any character, so other names "
                             "match as well, and can be registered."),
           "https://portswigger.net/web-security/cors",
           QT_TRANSLATE_NOOP("corslab::Lints", "PortSwigger: CORS vulnerabilities")},
    Reason{LintId::O10,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Anybody can register such a name. An expression must match the whole "
                             "origin, from its scheme to its end."),
           "https://portswigger.net/web-security/cors",
           QT_TRANSLATE_NOOP("corslab::Lints", "PortSwigger: CORS vulnerabilities")},
    Reason{LintId::O11,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Browsers let such characters into a host, and some parsers end the "
                             "name there. Names are of letters, digits and hyphens."),
           "https://portswigger.net/web-security/cors",
           QT_TRANSLATE_NOOP("corslab::Lints", "PortSwigger: CORS vulnerabilities")},
    Reason{LintId::O12,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "The name only begins with localhost: it is somebody’s site. The port "
                             "may vary, the name may not."),
           "https://portswigger.net/web-security/cors",
           QT_TRANSLATE_NOOP("corslab::Lints", "PortSwigger: CORS vulnerabilities")},
    Reason{LintId::O13,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "A * may stand alone, before the host as *., or as the port. "
                             "Elsewhere it would cover sites of strangers, and servers read it in "
                             "different ways."),
           "https://pkg.go.dev/github.com/jub0bs/cors",
           QT_TRANSLATE_NOOP("corslab::Lints", "jub0bs/cors: origin patterns")},
    Reason{LintId::O14,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "An origin is a scheme, a host and a port. Without the scheme some "
                             "servers match nothing and others http as well."),
           "https://html.spec.whatwg.org/#concept-origin",
           QT_TRANSLATE_NOOP("corslab::Lints", "HTML: origin")},
    Reason{LintId::O15,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Browsers send origins in one form only, and servers compare them "
                             "byte by byte."),
           "https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin",
           QT_TRANSLATE_NOOP("corslab::Lints", "HTML: serialisation of an origin")},
    Reason{LintId::O16,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "It changes nothing, and whoever takes the other one out later "
                             "believes that this is closed."),
           "https://fetch.spec.whatwg.org/#http-access-control-allow-origin",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: Access-Control-Allow-Origin")},
    Reason{LintId::O17,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "With * everybody is answered alike. Take it out, or take the others "
                             "out."),
           "https://fetch.spec.whatwg.org/#http-access-control-allow-origin",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: Access-Control-Allow-Origin")},
    Reason{LintId::O18,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Whoever opens an account there can ask from this very origin. Name a "
                             "host that only you can put pages on."),
           owasp, QT_TRANSLATE_NOOP("corslab::Lints", "OWASP: testing CORS")},
    Reason{LintId::O19,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "A browser inside the network then lends its place to every site that "
                             "it visits. Name the pages that may ask."),
           "https://wicg.github.io/local-network-access/",
           QT_TRANSLATE_NOOP("corslab::Lints", "WICG: local network access")},
    Reason{LintId::M01,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "CONNECT, TRACE and TRACK make a script’s call throw, and what is no "
                             "token cannot stand in the list."),
           "https://fetch.spec.whatwg.org/#forbidden-method",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: forbidden method")},
    Reason{LintId::M02,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "GET, HEAD and POST pass whatever the list says, and OPTIONS matters "
                             "only to scripts that send it themselves."),
           "https://fetch.spec.whatwg.org/#cors-safelisted-method",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS-safelisted method")},
    Reason{LintId::M03,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Browsers send the common methods in upper case. Only DELETE, GET, "
                             "HEAD, OPTIONS, POST and PUT are put into upper case for the script: "
                             "PATCH is not."),
           "https://fetch.spec.whatwg.org/#concept-method-normalize",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: normalize a method")},
    Reason{
        LintId::M04,
        QT_TRANSLATE_NOOP("corslab::Lints",
                          "The wildcard means anything only without credentials. List the names."),
        "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials",
        QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS protocol and credentials")},
    Reason{LintId::H01,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Browsers keep such headers to themselves, so a request never asks "
                             "for one."),
           "https://fetch.spec.whatwg.org/#forbidden-request-header",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: forbidden request-header")},
    Reason{LintId::H02,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "It is often listed because a client sends it by mistake. Take it out "
                             "of the client."),
           "https://fetch.spec.whatwg.org/#http-responses",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: HTTP responses of the CORS protocol")},
    Reason{LintId::H03,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "The standard leaves it out of the wildcard on purpose, so it must be "
                             "named. Without it requests with a token fail."),
           "https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS non-wildcard request-header name")},
    Reason{LintId::H04,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Ordinary values of it pass without being asked for. Content-Type is "
                             "different: JSON needs it listed."),
           "https://fetch.spec.whatwg.org/#cors-safelisted-request-header",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS-safelisted request-header")},
    Reason{LintId::H05,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "A line break lets whoever wrote it add headers or a body of his own; "
                             "anything else makes browsers drop the whole list."),
           "https://www.rfc-editor.org/rfc/rfc9110#section-5.5",
           QT_TRANSLATE_NOOP("corslab::Lints", "RFC 9110: field values")},
    Reason{LintId::H06,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "The list comes from the client and is copied and logged without a "
                             "bound. Name the headers that the server reads."),
           "https://github.com/rs/cors/security/advisories",
           QT_TRANSLATE_NOOP("corslab::Lints", "rs/cors: advisories")},
    Reason{LintId::X01,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Such headers stay between browser and server whatever is exposed."),
           "https://fetch.spec.whatwg.org/#forbidden-response-header-name",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: forbidden response-header name")},
    Reason{LintId::X02,
           QT_TRANSLATE_NOOP("corslab::Lints", "Seven headers can be read without being exposed."),
           "https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS-safelisted response-header name")},
    Reason{LintId::A01,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "It is a number of seconds. Browsers cut it down to their own limits, "
                             "a day at most, and drop a negative one."),
           "https://fetch.spec.whatwg.org/#http-access-control-max-age",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: Access-Control-Max-Age")},
    Reason{LintId::A02,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Chromium keeps a preflight for 7200 seconds at most, Firefox for "
                             "86400, Safari for 600, and each for 5 where nothing is said."),
           "https://fetch.spec.whatwg.org/#cors-preflight-cache",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS-preflight cache")},
    Reason{LintId::A03,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "That doubles the number of requests. It helps while a policy is "
                             "being worked on, and costs afterwards."),
           "https://fetch.spec.whatwg.org/#cors-preflight-cache",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS-preflight cache")},
    Reason{LintId::V01,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "A cache then keeps the answer to one asker and gives it to the next: "
                             "a page is blocked for no reason that shows."),
           "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS protocol and HTTP caches")},
    Reason{LintId::V02,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Caches keep one copy for each asker, and all are the same."),
           "https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS protocol and HTTP caches")},
    Reason{LintId::R01,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "Browsers compare the whole value with the page’s origin, byte by "
                             "byte. Two layers that each add the header make two values."),
           "https://fetch.spec.whatwg.org/#concept-cors-check",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS check")},
    Reason{LintId::R02,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "A preflight carries no credentials and follows no redirect, and only "
                             "200 to 299 lets the request through. CORS must come before "
                             "authentication and redirects."),
           "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
           QT_TRANSLATE_NOOP("corslab::Lints", "Fetch: CORS-preflight fetch")},
    Reason{LintId::R03,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "A script then cannot tell a 404 from a network failure, and whoever "
                             "looks for the mistake looks at CORS. In nginx it is the word always "
                             "that is missing."),
           "https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header",
           QT_TRANSLATE_NOOP("corslab::Lints", "nginx: add_header")},
    Reason{LintId::R05,
           QT_TRANSLATE_NOOP("corslab::Lints",
                             "CORS decides who may read an answer; the request has arrived all the "
                             "same. Programs that are no browsers write any Origin, and simple "
                             "requests need none. Use authentication, and tokens or SameSite "
                             "cookies against forged requests."),
           ""
           "https://cheatsheetseries.owasp.org/cheatsheets/"
           "Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html",
           QT_TRANSLATE_NOOP("corslab::Lints", "OWASP: preventing CSRF")},
};

constexpr bool everyLintHasItsReason()
{
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        if (reasons[i].id != static_cast<LintId>(i))
            return false;
    }
    return reasons.size() == static_cast<std::size_t>(LintId::R05) + 1;
}
static_assert(everyLintHasItsReason());

} // namespace

LintText lintReason(const Lint &lint)
{
    const auto translated = [](const char *words) {
        return QCoreApplication::translate("corslab::Lints", words);
    };
    const Reason &reason = reasons[static_cast<std::size_t>(lint.id)];
    LintText text;
    text.reason = translated(
        lint.id == LintId::O16 && lint.severity == LintSeverity::NeverWorks
            ? QT_TRANSLATE_NOOP("corslab::Lints", "Without an origin nothing is allowed. If that "
                                                  "is meant, the server needs no policy.")
            : reason.words);
    text.source = reason.source;
    text.sourceLabel = translated(reason.label);
    return text;
}

} // namespace corslab
