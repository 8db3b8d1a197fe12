// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"

#include "core/http/syntax.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace corslab {

namespace {

struct HeaderWords
{
    const char *name; ///< lower case
    const char *text;
};

#define TEXT(text) QT_TRANSLATE_NOOP("corslab::Headers", text)

/// In byte order of the names.
constexpr HeaderWords headers[] = {
    {"accept", TEXT("What kinds of content the client would like to get.")},
    {"accept-encoding", TEXT("Which compressions the browser can undo; a script cannot set it.")},
    {"accept-language", TEXT("Which languages the client would like to get.")},
    {"access-control-allow-credentials",
     TEXT("The server’s yes to requests with cookies; it must be exactly true.")},
    {"access-control-allow-headers", TEXT("Which request headers the server accepts from other "
                                          "origins; sent with the answer to a preflight.")},
    {"access-control-allow-methods", TEXT("Which methods the server accepts from other origins; "
                                          "sent with the answer to a preflight.")},
    {"access-control-allow-origin",
     TEXT("Which origin may read this answer: one origin, or * for every page.")},
    {"access-control-allow-private-network",
     TEXT("An earlier way to let public pages reach a private address; browsers now ask the user "
          "instead.")},
    {"access-control-expose-headers", TEXT("Which further response headers the script may read.")},
    {"access-control-max-age",
     TEXT("For how many seconds the browser may remember the answer to a preflight.")},
    {"access-control-request-headers",
     TEXT("The browser’s question: which headers the script wants to send.")},
    {"access-control-request-method",
     TEXT("The browser’s question: which method the script wants to use.")},
    {"access-control-request-private-network",
     TEXT("An earlier way to ask whether a public page may reach a private address.")},
    {"age", TEXT("For how many seconds a cache has held this answer.")},
    {"allow", TEXT("Which methods the address knows; it has nothing to do with CORS.")},
    {"authorization",
     TEXT("Who is asking: a token or a password. Another origin must list it by its name.")},
    {"cache-control", TEXT("How long, and by whom, an answer may be kept.")},
    {"clear-site-data", TEXT("Tells the browser to forget what it stored for this origin.")},
    {"connection", TEXT("Whether the connection stays open after this answer.")},
    {"content-disposition", TEXT("Whether the answer is shown or saved as a file.")},
    {"content-encoding", TEXT("How the body is compressed.")},
    {"content-language", TEXT("In which language the body is written.")},
    {"content-length", TEXT("How many bytes the body has.")},
    {"content-location", TEXT("The address of exactly what is in the body.")},
    {"content-range", TEXT("Which part of the whole the body is.")},
    {"content-security-policy",
     TEXT("What a page may load and connect to, as its own server decides.")},
    {"content-type", TEXT("What the body is; in a request, only the types of forms and plain text "
                          "are always allowed.")},
    {"cookie",
     TEXT("The cookies that the browser holds for this address; a script cannot set it.")},
    {"cross-origin-embedder-policy",
     TEXT("Makes a page load only what has agreed to be embedded.")},
    {"cross-origin-opener-policy", TEXT("Separates a page from the windows that opened it.")},
    {"cross-origin-resource-policy",
     TEXT(
         "Which pages may embed this without reading it: same-origin, same-site or cross-origin.")},
    {"date", TEXT("When the server made the answer.")},
    {"dnt", TEXT("The user’s wish not to be tracked; a script cannot set it.")},
    {"etag", TEXT("A name for this version of the answer, to ask later whether it has changed.")},
    {"expect", TEXT("Asks the server to agree before the body is sent; a script cannot set it.")},
    {"expires", TEXT("When a kept answer becomes too old.")},
    {"forwarded", TEXT("What a proxy says about the client behind it.")},
    {"host", TEXT("The host and port that the request is meant for; a script cannot set it.")},
    {"if-match", TEXT("Do it only if the version is still this one.")},
    {"if-modified-since", TEXT("Send the body only if it has changed since then.")},
    {"if-none-match", TEXT("Send the body only if its version is another one.")},
    {"keep-alive", TEXT("For how long the connection stays open.")},
    {"last-modified", TEXT("When the content was last changed.")},
    {"location", TEXT("Where a redirect leads to.")},
    {"origin", TEXT("Who asks: the page’s scheme, host and port, as the browser says it; a script "
                    "cannot set it.")},
    {"pragma", TEXT("An old way to ask for a fresh answer.")},
    {"priority", TEXT("How urgent the browser finds this request.")},
    {"range", TEXT("Which part of the content the client wants.")},
    {"referer", TEXT("From which page the request comes, as far as its policy tells.")},
    {"referrer-policy", TEXT("How much of its own address a page tells to others.")},
    {"sec-ch-ua", TEXT("The browser’s name and version, in brief.")},
    {"sec-ch-ua-mobile", TEXT("Whether the browser runs on a telephone.")},
    {"sec-ch-ua-platform", TEXT("The operating system that the browser runs on.")},
    {"sec-fetch-dest", TEXT("What the answer is for: a script, an image, or empty for fetch().")},
    {"sec-fetch-mode",
     TEXT("In which mode the page asks: cors, no-cors, same-origin or navigate.")},
    {"sec-fetch-site",
     TEXT("How the page and the address are related: same-origin, same-site or cross-site.")},
    {"sec-fetch-storage-access", TEXT("Whether a frame may use its cookies here.")},
    {"sec-fetch-user", TEXT("Whether the user started this navigation.")},
    {"sec-gpc", TEXT("The user’s wish that data are not sold.")},
    {"server", TEXT("Which software answers.")},
    {"server-timing", TEXT("How long the server took for what.")},
    {"set-cookie", TEXT("Asks the browser to store a cookie; no script can ever read it here.")},
    {"strict-transport-security", TEXT("Asks the browser to use https only for this host.")},
    {"timing-allow-origin", TEXT("Which origins may see how long each part of the request took.")},
    {"transfer-encoding", TEXT("How the body is cut into pieces for the transfer.")},
    {"upgrade", TEXT("Asks for another protocol on the same connection.")},
    {"upgrade-insecure-requests", TEXT("The browser would rather get an encrypted page.")},
    {"user-agent", TEXT("Which browser asks.")},
    {"vary", TEXT("On which request headers the answer depends; with Origin, caches keep one "
                  "answer for each page.")},
    {"via", TEXT("Which proxies the message passed.")},
    {"www-authenticate", TEXT("How the client should say who it is.")},
    {"x-content-type-options", TEXT("With nosniff, the browser believes the Content-Type.")},
    {"x-forwarded-for", TEXT("The client’s address, as a proxy tells it.")},
    {"x-forwarded-host", TEXT("The host that the client asked for, as a proxy tells it.")},
    {"x-forwarded-proto",
     TEXT("Whether the client asked over http or https, as a proxy tells it.")},
    {"x-frame-options", TEXT("Which pages may show this one in a frame.")},
    {"x-requested-with",
     TEXT("A mark that some libraries add to their requests; it makes the browser ask first.")},
};

#undef TEXT

} // namespace

QString headerSentence(QByteArrayView name)
{
    const QByteArray lower = asciiLower(name);
    const auto it = std::lower_bound(
        std::begin(headers), std::end(headers), lower,
        [](const HeaderWords &each, const QByteArray &wanted) { return each.name < wanted; });
    if (it == std::end(headers) || lower != it->name)
        return {};
    return QCoreApplication::translate("corslab::Headers", it->text);
}

} // namespace corslab
