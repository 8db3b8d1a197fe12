// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/comparison.h"

#include "core/diagnosis/situation.h"
#include "core/diagnosis/words.h"
#include "core/http/origin.h"
#include "core/http/syntax.h"
#include "core/http/url.h"

#include <QCoreApplication>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Comparison)
};

struct Parts
{
    QByteArray scheme;
    QByteArray host;
    QByteArray port;
    QByteArray rest; ///< whatever stands behind the port
};

std::optional<Parts> partsOf(QByteArrayView text)
{
    const qsizetype colon = text.indexOf("://");
    if (colon <= 0)
        return std::nullopt;
    Parts parts;
    parts.scheme = text.first(colon).toByteArray();
    QByteArrayView authority = text.sliced(colon + 3);
    qsizetype end = 0;
    while (end < authority.size() && !QByteArrayView("/?#\\").contains(authority[end]))
        ++end;
    parts.rest = authority.sliced(end).toByteArray();
    authority = authority.first(end);
    const qsizetype port = authority.lastIndexOf(':');
    if (port > authority.lastIndexOf(']')) {
        parts.host = authority.first(port).toByteArray();
        parts.port = authority.sliced(port + 1).toByteArray();
    } else {
        parts.host = authority.toByteArray();
    }
    return parts;
}

bool isLoopbackName(const QByteArray &host)
{
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

QByteArray effectivePort(const Parts &parts)
{
    if (!parts.port.isEmpty())
        return parts.port;
    const auto port = defaultPort(asciiLower(parts.scheme));
    return port ? QByteArray::number(*port) : QByteArray();
}

QString hostDifference(const QByteArray &a, const QByteArray &b)
{
    if (isLoopbackName(a) && isLoopbackName(b))
        return filled(
            Words::tr("the host differs: %1 and %2 are two origins, though they reach the "
                      "same computer"),
            {shown(a), shown(b)});
    if ("www." + a == b || "www." + b == a)
        return Words::tr("the host differs: one has www and the other has not");
    if (b.endsWith('.' + a))
        return Words::tr("the host differs: a subdomain is an origin of its own");
    return Words::tr("the host differs");
}

} // namespace

QString originDifference(QByteArrayView allowed, QByteArrayView actual)
{
    if (allowed == actual)
        return {};
    if (allowed.isEmpty())
        return Words::tr("the value is empty");
    if (allowed.contains(',') || trimTabOrSpace(allowed).contains(' '))
        return Words::tr("it is a list, but only one origin may stand there");
    if (actual == "null")
        return Words::tr("this page has no origin that could be named: the browser says null");
    if (allowed == "null")
        return Words::tr("null stands for pages without an origin, and this page has one");
    if (allowed.first(1) == "\"" || allowed.first(1) == "'")
        return Words::tr("the quotation marks do not belong there");
    const auto a = partsOf(allowed);
    const auto b = partsOf(actual);
    if (!b)
        return Words::tr("they are not the same");
    if (!a) {
        return b->host + ':' + b->port == allowed || b->host == allowed
                   ? Words::tr("the scheme, http:// or https://, is missing")
                   : Words::tr("the value is not an origin");
    }
    if (a->host.contains('*'))
        return Words::tr("browsers know no wildcard inside an origin");
    const bool scheme = asciiLower(a->scheme) != asciiLower(b->scheme);
    const bool host = asciiLower(a->host) != asciiLower(b->host);
    const bool port = a->port != b->port;
    if (scheme && host)
        return Words::tr("the scheme and the host differ");
    if (scheme && effectivePort(*a) != effectivePort(*b) && port)
        return Words::tr("the scheme and the port differ");
    if (scheme)
        return Words::tr("the scheme differs");
    if (host && port)
        return Words::tr("the host and the port differ");
    if (host)
        return hostDifference(a->host, b->host);
    if (port) {
        return effectivePort(*a) == effectivePort(*b)
                   ? Words::tr("the default port is written out, and browsers leave it away")
                   : Words::tr("the port differs");
    }
    if (a->rest == "/")
        return Words::tr("there is a slash at the end, and an origin has none");
    if (!a->rest.isEmpty())
        return Words::tr("there is a path, and an origin ends after the port");
    return Words::tr("upper and lower case differ, and an origin is in lower case");
}

qsizetype nearestEntry(const QList<OriginEntry> &entries, QByteArrayView origin)
{
    const auto wanted = partsOf(origin);
    if (!wanted)
        return -1;
    qsizetype nearest = -1;
    int least = 2;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const OriginEntry &entry = entries[i];
        const auto parts = entry.regex ? std::nullopt : partsOf(entry.text);
        if (!parts || parts->host.contains('*') || parts->port == "*")
            continue;
        const bool hostDiffers =
            asciiLower(parts->host) != wanted->host &&
            !(isLoopbackName(asciiLower(parts->host)) && isLoopbackName(wanted->host)) &&
            "www." + parts->host != wanted->host && "www." + wanted->host != parts->host;
        const int distance = 2 * int(hostDiffers) +
                             int(asciiLower(parts->scheme) != wanted->scheme) +
                             int(effectivePort(*parts) != effectivePort(*wanted));
        if (distance < least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

namespace {

Comparison originComparison(const QString &leftLabel, const QByteArray &allowed,
                            const QByteArray &origin)
{
    return {leftLabel, shownOrNothing(allowed), Words::tr("this page is"), shown(origin),
            originDifference(allowed, origin)};
}

Comparison listComparison(const Situation &situation, const char *header, const QString &asks,
                          const QByteArray &item)
{
    const QByteArray list = situation.answerHeader(header);
    QString difference;
    if (list.isEmpty())
        difference = Words::tr("the server lists nothing");
    else if (trimTabOrSpace(list) == "*" || list.split(',').contains("*"))
        difference = situation.credentials ? Words::tr("with credentials, * is no more than a name")
                                           : Words::tr("* does not cover it");
    else if (asciiLower(list).contains(asciiLower(item)) && !list.contains(item))
        difference = Words::tr("upper and lower case differ");
    else
        difference = Words::tr("it is not on the list");
    return {Words::tr("the server allows"), shownOrNothing(list), asks, shown(item), difference};
}

} // namespace

std::optional<Comparison> comparisonOf(const Exchange &exchange,
                                       const std::optional<Policy> &policy)
{
    if (!exchange.cause)
        return std::nullopt;
    const Cause &cause = *exchange.cause;
    const Situation situation(exchange);
    switch (cause.code) {
    case CauseCode::MissingAllowOriginHeader: {
        const qsizetype near = policy ? nearestEntry(policy->origins, situation.origin) : -1;
        if (near < 0 || policy->origins[near].text == situation.origin)
            return std::nullopt;
        return originComparison(Words::tr("the policy lists"), policy->origins[near].text,
                                situation.origin);
    }
    case CauseCode::AllowOriginMismatch:
    case CauseCode::InvalidAllowOriginValue:
    case CauseCode::MultipleAllowOriginValues:
        return originComparison(Words::tr("the server allows"), cause.value, situation.origin);
    case CauseCode::WildcardOriginNotAllowed:
        return Comparison{Words::tr("the server allows"), QStringLiteral("*"),
                          Words::tr("this page is"), shown(situation.origin),
                          Words::tr("with credentials, * is not enough")};
    case CauseCode::InvalidAllowCredentials: {
        const bool letterCase = asciiLower(cause.value) == "true";
        const bool repeated = cause.value.contains(',');
        return Comparison{Words::tr("Access-Control-Allow-Credentials is"),
                          shownOrNothing(cause.value), Words::tr("it must be"),
                          QStringLiteral("true"),
                          letterCase ? Words::tr("upper and lower case differ")
                          : repeated ? Words::tr("it is there more than once")
                                     : QString()};
    }
    case CauseCode::MethodDisallowedByPreflightResponse:
        return listComparison(situation, "Access-Control-Allow-Methods",
                              Words::tr("the script’s method is"), cause.value);
    case CauseCode::HeaderDisallowedByPreflightResponse:
        return listComparison(situation, "Access-Control-Allow-Headers",
                              Words::tr("the script’s header is"), cause.value);
    case CauseCode::PreflightInvalidStatus:
        return Comparison{Words::tr("the preflight got"),
                          shownOrNothing(cause.value),
                          Words::tr("it must be"),
                          Words::tr("200 to 299"),
                          {}};
    case CauseCode::PreflightDisallowedRedirect:
        return Comparison{Words::tr("the script asks for"),
                          shown(situation.url),
                          Words::tr("the server sends to"),
                          shownOrNothing(situation.answerHeader("Location")),
                          {}};
    case CauseCode::SameOriginMode: {
        const auto url = Url::parse(QString::fromUtf8(situation.refusedAddress(cause)));
        if (!url)
            return std::nullopt;
        const QByteArray target = url->origin().serialized();
        return originComparison(Words::tr("the address is"), target, exchange.pageOrigin);
    }
    case CauseCode::InvalidAllowMethodsPreflightResponse:
    case CauseCode::InvalidAllowHeadersPreflightResponse:
    case CauseCode::RedirectContainsCredentials:
    case CauseCode::DisallowedByMode:
    case CauseCode::InvalidResponse:
    case CauseCode::CorsDisabledScheme:
    case CauseCode::NoCorsRedirectMode:
    case CauseCode::BadPort:
    case CauseCode::MixedContent:
    case CauseCode::SchemeNotHttp:
    case CauseCode::TooManyRedirects:
    case CauseCode::RedirectMode:
    case CauseCode::RedirectLocation:
    case CauseCode::RedirectBody:
    case CauseCode::ResourcePolicy:
    case CauseCode::Integrity:
    case CauseCode::KeepaliveBody:
    case CauseCode::OnlyIfCached:
    case CauseCode::LocalNetworkAccess:
    case CauseCode::NameNotResolved:
    case CauseCode::ConnectionRefused:
    case CauseCode::ConnectionClosed:
    case CauseCode::Timeout:
    case CauseCode::Aborted:
    case CauseCode::Tls:
    case CauseCode::MalformedResponse:
    case CauseCode::ResponseTooLarge:
    case CauseCode::ThrewTypeError:
    case CauseCode::ThrewSyntaxError:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace corslab
