// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headerlist.h"
#include "core/http/method.h"
#include "core/http/syntax.h"
#include "core/policy/headersafety.h"
#include "core/policy/lintlist.h"

#include <algorithm>
#include <array>

namespace corslab {

namespace {

using Severity = LintSeverity;

/// What no script may set, and the two that only private network access gave to browsers.
bool isForbiddenName(QByteArrayView name)
{
    static constexpr NameList<2> networkAccess = {"Access-Control-Request-Private-Network",
                                                  "Access-Control-Request-Local-Network"};
    return isForbiddenRequestHeaderName(name) || isOneOf(name, networkAccess);
}

/// Names that no script ever reads, whatever the server exposes.
bool isNeverReadable(QByteArrayView name)
{
    return isForbiddenResponseHeaderName(name) || equalsIgnoreCase(name, "Origin") ||
           startsWithIgnoreCase(name, "Access-Control-Request-");
}

/// Methods that are always written in upper case.
bool isKnownMethod(QByteArrayView upper)
{
    static constexpr std::array names{
        "GET",   "HEAD", "POST", "PUT",    "DELETE", "OPTIONS", "PATCH",     "QUERY", "PROPFIND",
        "MKCOL", "COPY", "MOVE", "REPORT", "LOCK",   "UNLOCK",  "PROPPATCH", "SEARCH"};
    return std::any_of(names.begin(), names.end(),
                       [upper](const char *each) { return upper == each; });
}

void lintMethods(LintList &lints, const Policy &policy)
{
    for (qsizetype i = 0; i < policy.methods.size(); ++i) {
        const QByteArray &method = policy.methods[i];
        const PolicyPlace place = placeAt(PolicyKey::Methods, i);
        const QByteArray upper = method.toUpper();
        if (method == "*") {
            if (policy.credentials)
                lints.add(LintId::M04, Severity::NeverWorks, place, method).fix = {
                    setting(PolicyKey::Methods, [&policy] {
                        QList<QByteArray> named = policy.methods;
                        named.removeAll("*");
                        for (const char *common : {"PUT", "PATCH", "DELETE"}) {
                            if (!named.contains(common))
                                named.append(common);
                        }
                        return named;
                    }())};
        } else if (!isToken(method) || isForbiddenMethod(method)) {
            lints.add(LintId::M01, Severity::NeverWorks, place, method).fix = {removal(place)};
        } else if (isCorsSafelistedMethod(method) || method == "OPTIONS") {
            lints.add(LintId::M02, Severity::Information, place, method).fix = {removal(place)};
        } else if (method != upper && isKnownMethod(upper)) {
            lints.add(LintId::M03, Severity::NeverWorks, place, method).fix = {
                replacement(place, upper)};
        }
    }
}

void lintAnyHeader(LintList &lints, const Policy &policy, const PolicyPlace &place)
{
    const bool named =
        std::any_of(policy.headers.begin(), policy.headers.end(),
                    [](const QByteArray &name) { return equalsIgnoreCase(name, "Authorization"); });
    if (policy.credentials) {
        QList<QByteArray> names = policy.headers;
        names.removeAll("*");
        for (const char *common : {"Content-Type", "Authorization"}) {
            if (std::none_of(names.begin(), names.end(), [common](const QByteArray &name) {
                    return equalsIgnoreCase(name, common);
                }))
                names.append(common);
        }
        lints.add(LintId::M04, Severity::NeverWorks, place, "*").fix = {
            setting(PolicyKey::Headers, names)};
    }
    if (!named)
        lints.add(LintId::H03, Severity::High, place, "*").fix = {
            appending(PolicyKey::Headers, QByteArrayLiteral("Authorization"))};
}

void lintHeaders(LintList &lints, const Policy &policy)
{
    if (policy.headersMode == Policy::Lists::Echo) {
        lints.add(LintId::H06, Severity::Low, placeAt(PolicyKey::Headers), "reflect").fix = {
            setting(PolicyKey::Headers, QList<QByteArray>{"Content-Type", "Authorization"})};
        return;
    }
    for (qsizetype i = 0; i < policy.headers.size(); ++i) {
        const QByteArray &name = policy.headers[i];
        const PolicyPlace place = placeAt(PolicyKey::Headers, i);
        const auto report = [&](LintId id, Severity severity) {
            lints.add(id, severity, place, name).fix = {removal(place)};
        };
        if (name == "*")
            lintAnyHeader(lints, policy, place);
        else if (!isToken(name))
            report(LintId::H05, Severity::High);
        else if (startsWithIgnoreCase(name, "Access-Control-Allow-"))
            report(LintId::H02, Severity::NeverWorks);
        else if (isForbiddenName(name))
            report(LintId::H01, Severity::NeverWorks);
        else if (isOneOf(name, NameList<3>{"Accept", "Accept-Language", "Content-Language"}))
            report(LintId::H04, Severity::Information);
    }
}

void lintExposed(LintList &lints, const Policy &policy)
{
    for (qsizetype i = 0; i < policy.expose.size(); ++i) {
        const QByteArray &name = policy.expose[i];
        const PolicyPlace place = placeAt(PolicyKey::Expose, i);
        const auto report = [&](LintId id, Severity severity) {
            lints.add(id, severity, place, name).fix = {removal(place)};
        };
        if (name == "*") {
            if (policy.credentials)
                report(LintId::M04, Severity::NeverWorks);
        } else if (!isToken(name)) {
            report(LintId::H05, Severity::High);
        } else if (isNeverReadable(name)) {
            report(LintId::X01, Severity::NeverWorks);
        } else if (isCorsSafelistedResponseHeaderName(name)) {
            report(LintId::X02, Severity::Information);
        }
    }
}

/// Values that would end their line.
void lintValues(LintList &lints, const Policy &policy)
{
    const auto report = [&lints](const PolicyPlace &place, const QByteArray &value) {
        if (!staysOnItsLine(QByteArrayView(value)))
            lints.add(LintId::H05, Severity::High, place, value).fix = {removal(place)};
    };
    for (qsizetype i = 0; i < policy.origins.size(); ++i)
        report(placeAt(PolicyKey::Origins, i), policy.origins[i].text);
    if (policy.timingAllowOrigin) {
        for (qsizetype i = 0; i < policy.timingAllowOrigin->size(); ++i)
            report(placeAt(PolicyKey::TimingAllowOrigin, i), policy.timingAllowOrigin->at(i));
    }
    if (policy.resourcePolicy)
        report(placeAt(PolicyKey::ResourcePolicy), *policy.resourcePolicy);
}

} // namespace

void findNameLints(LintList &lints, const Policy &policy)
{
    lintMethods(lints, policy);
    lintHeaders(lints, policy);
    lintExposed(lints, policy);
    lintValues(lints, policy);
}

void findAgeLints(LintList &lints, const Policy &policy)
{
    const PolicyPlace place = placeAt(PolicyKey::MaxAge);
    const auto report = [&](LintId id, Severity severity, qint64 better) {
        lints
            .add(id, severity, place,
                 policy.maxAge ? QByteArray::number(*policy.maxAge) : QByteArray())
            .fix = {setting(PolicyKey::MaxAge, better)};
    };
    constexpr qint64 webkitCap = 600;
    constexpr qint64 chromiumCap = 7200;
    constexpr qint64 day = 86400;
    if (!policy.maxAge) {
        // Nothing that is preflighted is allowed without a method or a header.
        if (!policy.methods.isEmpty() || !policy.headers.isEmpty() ||
            policy.methodsMode == Policy::Lists::Echo || policy.headersMode == Policy::Lists::Echo)
            report(LintId::A02, Severity::Information, webkitCap);
    } else if (*policy.maxAge < -1) {
        report(LintId::A01, Severity::NeverWorks, 0);
    } else if (*policy.maxAge > day) {
        report(LintId::A01, Severity::NeverWorks, chromiumCap);
    } else if (*policy.maxAge > webkitCap) {
        report(LintId::A02, Severity::Information, webkitCap);
    } else if (*policy.maxAge == 0) {
        report(LintId::A03, Severity::Low, webkitCap);
    }
}

} // namespace corslab
