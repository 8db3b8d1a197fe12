// SPDX-License-Identifier: GPL-3.0-or-later
// Input: an origin on the first line, a pattern on each line below it.
#include "core/http/origin.h"
#include "core/policy/originmatcher.h"
#include "core/policy/originpattern.h"
#include "tests/fuzz/fuzztarget.h"

#include <algorithm>

using namespace corslab;

namespace {

void checkPattern(const OriginPattern &pattern, const QByteArray &text, const QByteArray &origin)
{
    const bool matches = pattern.matches(origin);
    mustHold(OriginMatcher({pattern}).matches(origin) == matches,
             "a matcher of one pattern says what the pattern says");
    if (pattern.kind() == OriginPattern::Kind::Any) {
        mustHold(matches, "the star matches everything");
        return;
    }
    if (!pattern.subdomains() && !pattern.anyPort()) {
        mustHold(matches == (origin == text), "an exact pattern matches itself and nothing else");
        return;
    }
    if (!matches)
        return;
    mustHold(origin.startsWith(pattern.scheme() + "://"), "the scheme is the pattern's");
    const QByteArray rest = origin.sliced(pattern.scheme().size() + 3);
    const QByteArray host = (pattern.subdomains() ? "." : "") + pattern.host();
    const qsizetype at = rest.lastIndexOf(host);
    mustHold(pattern.subdomains() ? at > 0 : at == 0, "the host is the pattern's, or below it");
    const QByteArray behind = rest.sliced(at + host.size());
    mustHold(behind.isEmpty() || behind.startsWith(':'), "nothing but a port comes behind it");
    if (!pattern.anyPort())
        mustHold(behind == (pattern.port() ? ':' + QByteArray::number(*pattern.port()) : ""),
                 "the port is the pattern's");
}

void checkOrigin(const QByteArray &text)
{
    const auto origin = Origin::fromSerialized(text);
    if (!origin) {
        const QByteArray &suggestion = origin.error().suggestion;
        mustHold(suggestion.isEmpty() || Origin::fromSerialized(suggestion).has_value(),
                 "a suggested origin is one that a browser sends");
        return;
    }
    mustHold(origin->serialized() == text, "an origin that was read is written as before");
    // The URL Standard lets a star into a host, and port 0, from which no page can come.
    const bool hasNoPattern = text.contains('*') || origin->port() == 0;
    const auto pattern = OriginPattern::parse(text);
    mustHold(hasNoPattern || (pattern && pattern->matches(text)),
             "an origin is a pattern that matches itself");
}

} // namespace

void fuzzOne(QByteArrayView input)
{
    const QByteArray origin = takeLine(input);
    checkOrigin(origin);
    std::vector<OriginPattern> patterns;
    for (const QByteArray &text : takeLines(input)) {
        const auto pattern = OriginPattern::parse(text);
        if (!pattern) {
            mustHold(pattern.error().position >= 0 && pattern.error().position <= text.size(),
                     "a mistake has its place in the pattern");
            continue;
        }
        checkPattern(*pattern, text, origin);
        patterns.push_back(*pattern);
    }
    const bool any = std::any_of(patterns.begin(), patterns.end(),
                                 [&](const OriginPattern &each) { return each.matches(origin); });
    mustHold(OriginMatcher(patterns).matches(origin) == any,
             "a matcher of many says what each alone says");
}
