// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/site.h"
#include "core/policy/compiledpolicy.h"
#include "core/policy/imitation.h"
#include "core/policy/lintlist.h"
#include "core/policy/originpattern.h"

#include <algorithm>
#include <array>

namespace corslab {

namespace {

using Severity = LintSeverity;

/// Hosts on which anybody can put a page, under the host itself.
constexpr std::array sharedHosts{"codepen.io",
                                 "cdpn.io",
                                 "s.codepen.io",
                                 "jsfiddle.net",
                                 "fiddle.jshell.net",
                                 "jsbin.com",
                                 "output.jsbin.com",
                                 "plnkr.co",
                                 "run.plnkr.co",
                                 "codesandbox.io",
                                 "stackblitz.com",
                                 "glitch.com",
                                 "replit.com",
                                 "github.io",
                                 "gitlab.io",
                                 "netlify.app",
                                 "vercel.app",
                                 "pages.dev",
                                 "web.app",
                                 "herokuapp.com",
                                 "surge.sh",
                                 "translate.goog",
                                 "storage.googleapis.com",
                                 "s3.amazonaws.com",
                                 "blob.core.windows.net"};

bool isSharedHost(const QByteArray &host)
{
    return std::any_of(sharedHosts.begin(), sharedHosts.end(),
                       [&host](const char *shared) { return host == shared; });
}

/// An entry without its wildcards, and what puts them back.
struct PlainEntry
{
    explicit PlainEntry(QByteArray entry)
        : text(std::move(entry))
    {
        const qsizetype separator = text.indexOf("://");
        const qsizetype host = separator < 0 ? 0 : separator + 3;
        subdomains = text.sliced(host).startsWith("*.");
        if (subdomains)
            text.remove(host, 2);
        anyPort = text.endsWith(":*");
        if (anyPort)
            text.chop(2);
    }

    [[nodiscard]] QByteArray withWildcards(QByteArray origin) const
    {
        const qsizetype separator = origin.indexOf("://");
        if (separator < 0)
            return {};
        if (subdomains)
            origin.insert(separator + 3, "*.");
        return anyPort ? origin + ":*" : origin;
    }

    QByteArray text;
    bool subdomains = false;
    bool anyPort = false;
};

/// Replaces the entry by what was meant, or takes it out where nobody can tell.
PolicyEdit mend(const PolicyPlace &place, const QByteArray &meant)
{
    return meant.isEmpty() ? removal(place) : replacement(place, meant);
}

/// `https://a*.example.com` meant subdomains; `https://*` and `https://*.com` nothing that a
/// pattern can say.
QByteArray meantByWildcard(const QByteArray &text)
{
    const qsizetype separator = text.indexOf("://");
    const qsizetype star = text.lastIndexOf('*', text.endsWith(":*") ? -3 : -1);
    const qsizetype dot = text.indexOf('.', star);
    if (separator < 0 || dot < 0)
        return {};
    const QByteArray meant = text.first(separator + 3) + "*" + text.sliced(dot);
    return OriginPattern::parse(meant) ? meant : QByteArray();
}

void lintPattern(LintList &lints, const Policy &policy, const OriginPattern &pattern,
                 const PolicyPlace &place, const QByteArray &text)
{
    const bool loopback = isLoopbackHost(pattern.host());
    if (policy.credentials && pattern.scheme() == "http" && !loopback)
        lints.add(LintId::O04, Severity::High, place, text).fix = {
            replacement(place, "https" + text.sliced(4))};
    if (policy.credentials && pattern.subdomains() && !loopback) {
        if (isPublicSuffix(pattern.host()))
            lints.add(LintId::O05, Severity::High, place, text).fix = {removal(place)};
        else
            lints.add(LintId::O06, Severity::Medium, place, text).fix = {
                removal(placeAt(PolicyKey::Credentials))};
    }
    if (isSharedHost(pattern.host()))
        lints.add(LintId::O18, Severity::Medium, place, text).fix = {removal(place)};
}

void lintEntry(LintList &lints, const Policy &policy, qsizetype index)
{
    const QByteArray &text = policy.origins[index].text;
    const PolicyPlace place = placeAt(PolicyKey::Origins, index);
    if (text == "null") {
        lints.add(LintId::O03, Severity::High, place, text).fix = {removal(place)};
        return;
    }
    const auto pattern = OriginPattern::parse(text);
    if (!pattern && (pattern.error().code == PatternErrorCode::WildcardInsideLabel ||
                     pattern.error().code == PatternErrorCode::WildcardTopLevel)) {
        lints.add(LintId::O13, Severity::High, place, text).fix = {
            mend(place, meantByWildcard(text))};
        return;
    }
    const PlainEntry plain(text);
    if (const auto origin = Origin::fromSerialized(plain.text);
        !origin || origin->port().value_or(1) == 0) {
        OriginError error =
            origin ? OriginError{OriginErrorCode::InvalidPort, "0", {}} : origin.error();
        error.suggestion = plain.withWildcards(error.suggestion);
        const bool noScheme = error.code == OriginErrorCode::MissingScheme;
        Lint &lint = lints.add(noScheme ? LintId::O14 : LintId::O15,
                               noScheme ? Severity::Medium : Severity::NeverWorks, place, text);
        lint.fix = {mend(place, error.suggestion)};
        lint.origin = std::move(error);
        return;
    }
    if (pattern) {
        lintPattern(lints, policy, *pattern, place, text);
        return;
    }
    // A host that only the pattern's grammar refuses: names below an IP address.
    Lint &lint = lints.add(LintId::O15, Severity::NeverWorks, place, text);
    lint.fix = {removal(place)};
    lint.origin = OriginError{OriginErrorCode::InvalidHost, pattern.error().value, {}};
}

/// `*` in the list, or what stands for it: what it does depends on who answers.
void lintAny(LintList &lints, const Policy &policy, const PolicyPlace &place)
{
    if (policy.credentials) {
        const QByteArray stranger = QByteArrayLiteral("https://stranger.example");
        PolicyRequest request;
        request.method = "GET";
        request.origin = stranger;
        request.cookie = true;
        const auto allowed =
            CompiledPolicy(policy).answer(request).headers.get("Access-Control-Allow-Origin");
        const bool echoed = allowed == stranger;
        lints
            .add(echoed ? LintId::O02 : LintId::O01,
                 echoed ? Severity::Critical : Severity::NeverWorks, place, "*")
            .fix = {removal(placeAt(PolicyKey::Credentials))};
    }
    if (policy.origins.size() > 1)
        lints.add(LintId::O17, Severity::Low, place, "*").fix = {removal(place)};
}

/// A middleware that is imitated compares the entry letter by letter.
void lintStarInText(LintList &lints, const Policy &policy, qsizetype index)
{
    const PolicyPlace place = placeAt(PolicyKey::Origins, index);
    const QByteArray &text = policy.origins[index].text;
    Lint &lint = lints.add(LintId::O15, Severity::NeverWorks, place, text);
    lint.related = policy.imitate.value_or(QByteArray());
    lint.fix = {removal(place)};
}

/// Says something about origins at all, be it that none is allowed.
bool concernsOrigins(const Policy &policy)
{
    Policy rest = policy;
    rest.timingAllowOrigin.reset();
    rest.resourcePolicy.reset();
    return rest != Policy() || policy == Policy();
}

} // namespace

void findOriginLints(LintList &lints, const Policy &policy, const LintContext &context)
{
    if (policy.reflect && policy.credentials)
        lints.add(LintId::O02, Severity::Critical, placeAt(PolicyKey::Reflect), "true").fix = {
            removal(placeAt(PolicyKey::Credentials))};
    if (policy.origins.isEmpty() && imitationOf(policy) == Imitation::RsCors) {
        lintAny(lints, policy, placeAt(PolicyKey::Origins));
    } else if (policy.origins.isEmpty() && !policy.reflect && concernsOrigins(policy)) {
        Lint &lint = lints.add(LintId::O16, Severity::NeverWorks, placeAt(PolicyKey::Origins), {});
        if (!context.pageOrigin.isEmpty() && context.pageOrigin != "null")
            lint.fix = {setting(PolicyKey::Origins, QList<QByteArray>{context.pageOrigin})};
    }
    for (qsizetype i = 0; i < policy.origins.size(); ++i) {
        const OriginEntry &entry = policy.origins[i];
        if (entry.text.contains("{{"))
            continue;
        const EntryReading::Kind kind = readingOf(policy, entry).kind;
        if (kind == EntryReading::Kind::Expression)
            findExpressionLints(lints, policy, i);
        else if (kind == EntryReading::Kind::Any)
            lintAny(lints, policy, placeAt(PolicyKey::Origins, i));
        else if (kind == EntryReading::Kind::Literal && entry.text.contains('*'))
            lintStarInText(lints, policy, i);
        else
            lintEntry(lints, policy, i);
    }
    findCoveredOrigins(lints, policy);
}

} // namespace corslab
