// SPDX-License-Identifier: GPL-3.0-or-later
// Input, a line each: choices, the policy's origins (`~` before a regular expression), methods,
// headers and exposed headers (lists with spaces), a raw header line, the request's method, Origin,
// Access-Control-Request-Method and Access-Control-Request-Headers (absent where empty).
#include "core/policy/compiledpolicy.h"
#include "core/policy/headersafety.h"
#include "core/policy/originpattern.h"
#include "tests/fuzz/fuzztarget.h"

#include <QRegularExpression>

#include <algorithm>

using namespace corslab;

namespace {

QList<QByteArray> words(const QByteArray &line)
{
    QList<QByteArray> list = line.split(' ');
    list.removeAll(QByteArray());
    return list;
}

Policy takePolicy(QByteArrayView &input)
{
    const QByteArray choices = takeLine(input);
    Policy policy;
    policy.reflect = choice(choices, 0, 2) != 0;
    policy.methodsMode = static_cast<Policy::Lists>(choice(choices, 1, 2));
    policy.headersMode = static_cast<Policy::Lists>(choice(choices, 2, 2));
    policy.credentials = choice(choices, 3, 2) != 0;
    policy.preflightContinue = choice(choices, 4, 2) != 0;
    policy.answer = static_cast<Policy::Answer>(choice(choices, 5, 2));
    policy.refused = static_cast<Policy::Refused>(choice(choices, 6, 5));
    policy.vary = static_cast<Policy::Vary>(choice(choices, 7, 3));
    policy.onErrors = choice(choices, 8, 2) != 0;
    if (choice(choices, 9, 2) != 0)
        policy.maxAge = choice(choices, 10, 256) - 100;
    for (const QByteArray &word : words(takeLine(input))) {
        const bool regex = word.startsWith('~');
        policy.origins.append({regex ? word.sliced(1) : word, regex, choice(choices, 11, 2) != 0});
    }
    policy.methods = words(takeLine(input));
    policy.headers = words(takeLine(input));
    policy.expose = words(takeLine(input));
    const QByteArray raw = takeLine(input);
    if (const qsizetype colon = raw.indexOf(':'); colon >= 0) {
        policy.raw.emplace();
        policy.raw->preflight = {{raw.first(colon), raw.sliced(colon + 1)}};
        policy.raw->actual = policy.raw->preflight;
    }
    return policy;
}

std::optional<QByteArray> takeOptional(QByteArrayView &input)
{
    QByteArray line = takeLine(input);
    return line.isEmpty() ? std::nullopt : std::optional(std::move(line));
}

bool allowsNaively(const OriginEntry &entry, const QByteArray &origin)
{
    if (!entry.regex) {
        const auto pattern = OriginPattern::parse(entry.text);
        return pattern ? pattern->matches(origin) : entry.text == origin;
    }
    const QString text = QString::fromUtf8(entry.text);
    const QRegularExpression regex(entry.anchored ? QRegularExpression::anchoredPattern(text)
                                                  : text);
    return regex.isValid() && regex.match(QString::fromLatin1(origin)).hasMatch();
}

void checkAnswer(const CompiledPolicy &compiled, const PolicyRequest &request)
{
    const PolicyAnswer answer = compiled.answer(request);
    mustHold(compiled.answer(request) == answer, "the same request gets the same answer");
    const Policy &policy = compiled.policy();
    mustHold(std::all_of(answer.headers.begin(), answer.headers.end(),
                         [](const Header &line) { return staysOnItsLine(line); }),
             "no value ends its line");
    mustHold(compiled.headersFor(answer, 200) == answer.headers, "a good answer has all headers");
    mustHold(compiled.headersFor(answer, 500).size() <= answer.headers.size(),
             "an error has no more");
    const bool allowed = request.origin && compiled.allows(*request.origin);
    mustHold(answer.originAllowed == allowed, "the answer says whether the origin is allowed");
    if (policy.raw)
        return;
    const auto granted = answer.headers.get("Access-Control-Allow-Origin");
    const bool star = std::any_of(policy.origins.begin(), policy.origins.end(),
                                  [](const OriginEntry &e) { return !e.regex && e.text == "*"; });
    if (granted && *granted != "*") {
        mustHold(granted == request.origin || policy.refused == Policy::Refused::First,
                 "an origin that is named is the request's, or the first one's");
    } else if (granted) {
        mustHold(star || request.origin == "*" || policy.refused == Policy::Refused::First,
                 "the star is only where the policy has it");
    }
    if (!allowed && !star && policy.refused == Policy::Refused::Omit)
        mustHold(answer.headers.size() <= (answer.headers.contains("Vary") ? 1U : 0U),
                 "who is not allowed gets nothing");
}

} // namespace

void fuzzOne(QByteArrayView input)
{
    const CompiledPolicy compiled(takePolicy(input));
    const QByteArray method = takeLine(input);
    const PolicyRequest request{method, takeOptional(input), takeOptional(input),
                                takeOptional(input)};
    checkAnswer(compiled, request);

    const Policy &policy = compiled.policy();
    const QByteArray origin = request.origin.value_or(QByteArray());
    const bool naive =
        policy.reflect || std::any_of(policy.origins.begin(), policy.origins.end(),
                                      [&](const auto &e) { return allowsNaively(e, origin); });
    mustHold(compiled.allows(origin) == naive, "the whole list says what each entry says");
}
