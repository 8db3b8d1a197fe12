// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/compiledpolicy.h"

#include "core/policy/headersafety.h"
#include "core/policy/imitation.h"
#include "core/policy/originmatcher.h"

#include <QSet>

#include <algorithm>

namespace corslab {

namespace {

QByteArray joined(const QList<QByteArray> &items)
{
    return items.join(", ");
}

bool containsIgnoreCase(const QList<QByteArray> &names, QByteArrayView name)
{
    return std::any_of(names.begin(), names.end(),
                       [name](const QByteArray &n) { return equalsIgnoreCase(n, name); });
}

/// The names of a comma-separated list as they were written; empty ones are left out.
QList<QByteArray> splitNames(const QByteArray &list)
{
    QList<QByteArray> names;
    for (const QByteArray &part : list.split(',')) {
        if (QByteArray name = part.trimmed(); !name.isEmpty())
            names.append(std::move(name));
    }
    return names;
}

void addHeader(HeaderList &headers, const QByteArray &name, const QByteArray &value)
{
    if (staysOnItsLine(QByteArrayView(value)))
        headers.append(name, value);
}

HeaderList safeLines(const std::vector<Header> &lines)
{
    HeaderList safe;
    for (const Header &line : lines) {
        if (staysOnItsLine(line))
            safe.append(line.name, line.value);
    }
    return safe;
}

} // namespace

struct CompiledPolicy::Compiled
{
    explicit Compiled(Policy p);

    [[nodiscard]] bool allows(QByteArrayView origin) const;
    [[nodiscard]] std::optional<QByteArray> allowOrigin(const PolicyRequest &request,
                                                        bool allowed) const;
    [[nodiscard]] std::optional<QByteArray> allowMethods(const PolicyRequest &request) const;
    [[nodiscard]] std::optional<QByteArray> allowHeaders(const PolicyRequest &request) const;
    [[nodiscard]] PolicyAnswer rawAnswer(const PolicyRequest &request) const;
    [[nodiscard]] PolicyAnswer answer(const PolicyRequest &request) const;
    [[nodiscard]] PolicyAnswer imitatedAnswer(const PolicyRequest &request) const;

    Policy policy;
    std::optional<Imitation> imitation;
    OriginMatcher matcher;
    QSet<QByteArray> literals;         ///< entries that are no patterns: compared as they stand
    QSet<QByteArray> caselessLiterals; ///< in lower case
    std::vector<OriginRegex> regexes;
    bool any = false;
    std::optional<QByteArray> first; ///< what `refused: "first"` sends

    QByteArray methods;
    QByteArray headers;
    QByteArray expose;
    QByteArray maxAge;
    QByteArray timingAllowOrigin;
    QByteArray varyPreflight;
    QByteArray varyActual;
    HeaderList rawPreflight;
    HeaderList rawActual;

private:
    void compileOrigins();
    void compileVary();
    [[nodiscard]] bool dependsOnOrigin() const;
};

CompiledPolicy::Compiled::Compiled(Policy p)
    : policy(std::move(p))
    , imitation(imitationOf(policy))
{
    compileOrigins();
    compileVary();
    methods = joined(policy.methods);
    headers = joined(policy.headers);
    expose = joined(policy.expose);
    if (policy.maxAge)
        maxAge = QByteArray::number(*policy.maxAge);
    if (policy.timingAllowOrigin)
        timingAllowOrigin = joined(*policy.timingAllowOrigin);
    if (policy.raw) {
        rawPreflight = safeLines(policy.raw->preflight);
        rawActual = safeLines(policy.raw->actual);
    }
}

void CompiledPolicy::Compiled::compileOrigins()
{
    // To rs/cors an empty list is everybody.
    any = imitation == Imitation::RsCors && policy.origins.isEmpty();
    std::vector<OriginPattern> patterns;
    for (const OriginEntry &entry : policy.origins) {
        const EntryReading reading = readingOf(policy, entry);
        if (reading.kind == EntryReading::Kind::Expression) {
            // One that does not compile matches nothing, as an empty list does.
            if (OriginRegex regex(reading.text, reading.anchors); regex.isValid())
                regexes.push_back(std::move(regex));
            continue;
        }
        if (!first)
            first = entry.text;
        const auto pattern = OriginPattern::parse(reading.text);
        if (reading.kind == EntryReading::Kind::Literal || !pattern) {
            (reading.caseless ? caselessLiterals : literals).insert(reading.text);
            continue;
        }
        any = any || reading.kind == EntryReading::Kind::Any;
        patterns.push_back(*pattern);
    }
    matcher = OriginMatcher(patterns);
}

/// Whether two requests that differ in Origin alone can get different answers.
bool CompiledPolicy::Compiled::dependsOnOrigin() const
{
    if (policy.reflect)
        return true;
    if (any)
        return false; // everybody gets `*`
    switch (policy.refused) {
    case Policy::Refused::Forbidden:
    case Policy::Refused::ServerError:
        return true; // a request without Origin passes, others are refused
    case Policy::Refused::First: {
        const bool constant = first && regexes.empty() && policy.origins.size() == 1 &&
                              (literals.contains(*first) || matcher.matches(*first));
        return !constant && !policy.origins.isEmpty();
    }
    case Policy::Refused::Omit:
    case Policy::Refused::Partial:
        break;
    }
    return !policy.origins.isEmpty();
}

void CompiledPolicy::Compiled::compileVary()
{
    QList<QByteArray> names;
    switch (policy.vary) {
    case Policy::Vary::Never:
        return;
    case Policy::Vary::Always:
        varyActual = QByteArrayLiteral("Origin");
        varyPreflight = QByteArrayLiteral(
            "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        return;
    case Policy::Vary::Auto:
        break;
    }
    if (dependsOnOrigin())
        names.append(QByteArrayLiteral("Origin"));
    varyActual = joined(names);
    const bool requested = policy.answer == Policy::Answer::Requested;
    if (policy.methodsMode == Policy::Lists::Echo || (requested && !policy.methods.isEmpty()))
        names.append(QByteArrayLiteral("Access-Control-Request-Method"));
    if (policy.headersMode == Policy::Lists::Echo || (requested && !policy.headers.isEmpty()))
        names.append(QByteArrayLiteral("Access-Control-Request-Headers"));
    varyPreflight = joined(names);
}

bool CompiledPolicy::Compiled::allows(QByteArrayView origin) const
{
    if (policy.reflect || matcher.matches(origin))
        return true;
    if (!literals.isEmpty() && literals.contains(origin.toByteArray()))
        return true;
    if (!caselessLiterals.isEmpty() && caselessLiterals.contains(origin.toByteArray().toLower()))
        return true;
    return std::any_of(regexes.begin(), regexes.end(),
                       [origin](const OriginRegex &regex) { return regex.matches(origin); });
}

std::optional<QByteArray> CompiledPolicy::Compiled::allowOrigin(const PolicyRequest &request,
                                                                bool allowed) const
{
    // With credentials `*` is a mistake that browsers reject; it is sent so that this can be seen.
    if (any && !policy.reflect)
        return QByteArrayLiteral("*");
    if (allowed)
        return request.origin;
    if (policy.refused == Policy::Refused::First)
        return first;
    return std::nullopt;
}

std::optional<QByteArray> CompiledPolicy::Compiled::allowMethods(const PolicyRequest &request) const
{
    if (policy.methodsMode == Policy::Lists::Echo)
        return request.requestMethod;
    if (policy.methods.isEmpty())
        return std::nullopt;
    if (policy.answer == Policy::Answer::Full)
        return methods;
    // Methods are case-sensitive: who lists `PATCH` does not allow `patch`.
    if (policy.methods.contains(*request.requestMethod) || policy.methods.contains("*"))
        return request.requestMethod;
    return std::nullopt;
}

std::optional<QByteArray> CompiledPolicy::Compiled::allowHeaders(const PolicyRequest &request) const
{
    if (policy.headersMode == Policy::Lists::Echo)
        return request.requestHeaders;
    if (policy.headers.isEmpty())
        return std::nullopt;
    if (policy.answer == Policy::Answer::Full)
        return headers;
    if (!request.requestHeaders)
        return std::nullopt;
    QList<QByteArray> granted = splitNames(*request.requestHeaders);
    if (!policy.headers.contains("*")) {
        granted.removeIf(
            [this](const QByteArray &name) { return !containsIgnoreCase(policy.headers, name); });
    }
    if (granted.isEmpty())
        return std::nullopt;
    return joined(granted);
}

PolicyAnswer CompiledPolicy::Compiled::rawAnswer(const PolicyRequest &request) const
{
    PolicyAnswer answer;
    answer.originAllowed = request.origin && allows(*request.origin);
    const bool preflight = request.isPreflight();
    answer.headers = preflight ? rawPreflight : rawActual;
    if (preflight && !policy.preflightContinue)
        answer.status = policy.preflightStatus;
    return answer;
}

PolicyAnswer CompiledPolicy::Compiled::answer(const PolicyRequest &request) const
{
    PolicyAnswer answer;
    const bool preflight = request.isPreflight();
    const bool allowed = request.origin && allows(*request.origin);
    answer.originAllowed = allowed;
    if (preflight && !policy.preflightContinue)
        answer.status = policy.preflightStatus;

    // `*` goes to everybody, to a request without Origin too: a cache must not keep an answer that
    // lacks it. What a refused origin gets, a request without one gets as well, but for a refusal
    // by status.
    bool corsHeaders = allowed || (any && !policy.reflect);
    if (!corsHeaders) {
        switch (policy.refused) {
        case Policy::Refused::Omit:
            break;
        case Policy::Refused::First:
            corsHeaders = first.has_value();
            break;
        case Policy::Refused::Partial:
            corsHeaders = true;
            break;
        case Policy::Refused::Forbidden:
            if (request.origin)
                answer.status = 403;
            break;
        case Policy::Refused::ServerError:
            if (request.origin)
                answer.status = 500;
            break;
        }
    }

    HeaderList &out = answer.headers;
    if (corsHeaders) {
        if (const auto value = allowOrigin(request, allowed))
            addHeader(out, QByteArrayLiteral("Access-Control-Allow-Origin"), *value);
    }
    const QByteArray &vary = preflight ? varyPreflight : varyActual;
    if (!vary.isEmpty())
        addHeader(out, QByteArrayLiteral("Vary"), vary);
    if (corsHeaders) {
        if (policy.credentials)
            addHeader(out, QByteArrayLiteral("Access-Control-Allow-Credentials"),
                      QByteArrayLiteral("true"));
        if (preflight) {
            if (const auto value = allowMethods(request))
                addHeader(out, QByteArrayLiteral("Access-Control-Allow-Methods"), *value);
            if (const auto value = allowHeaders(request))
                addHeader(out, QByteArrayLiteral("Access-Control-Allow-Headers"), *value);
            if (!maxAge.isEmpty())
                addHeader(out, QByteArrayLiteral("Access-Control-Max-Age"), maxAge);
        } else if (!expose.isEmpty()) {
            addHeader(out, QByteArrayLiteral("Access-Control-Expose-Headers"), expose);
        }
    }
    if (!preflight) {
        if (!timingAllowOrigin.isEmpty())
            addHeader(out, QByteArrayLiteral("Timing-Allow-Origin"), timingAllowOrigin);
        if (policy.resourcePolicy && !policy.resourcePolicy->isEmpty())
            addHeader(out, QByteArrayLiteral("Cross-Origin-Resource-Policy"),
                      *policy.resourcePolicy);
    }
    return answer;
}

PolicyAnswer CompiledPolicy::Compiled::imitatedAnswer(const PolicyRequest &request) const
{
    const bool allowed = any || policy.reflect || (request.origin && allows(*request.origin));
    PolicyAnswer given = imitated(*imitation, {policy, request, any, allowed, answer(request)});
    // What an imitation copies from the policy or the request must not end its line.
    given.headers = safeLines({given.headers.begin(), given.headers.end()});
    return given;
}

CompiledPolicy::CompiledPolicy(Policy policy)
    : m_compiled(std::make_unique<const Compiled>(std::move(policy)))
{
}

CompiledPolicy::~CompiledPolicy() = default;

const Policy &CompiledPolicy::policy() const noexcept
{
    return m_compiled->policy;
}

bool CompiledPolicy::allows(QByteArrayView origin) const
{
    return m_compiled->allows(origin);
}

PolicyAnswer CompiledPolicy::answer(const PolicyRequest &request) const
{
    if (m_compiled->policy.raw)
        return m_compiled->rawAnswer(request);
    return m_compiled->imitation ? m_compiled->imitatedAnswer(request)
                                 : m_compiled->answer(request);
}

HeaderList CompiledPolicy::headersFor(PolicyAnswer answer, int status) const
{
    const Policy &policy = m_compiled->policy;
    if (policy.raw)
        return std::move(answer.headers);
    if (m_compiled->imitation && omitsHeaders(*m_compiled->imitation, status))
        return {};
    if (policy.onErrors || status < 400)
        return std::move(answer.headers);
    // Vary stays: whoever caches the error must still tell origins apart.
    HeaderList kept;
    for (const Header &header : answer.headers) {
        if (!startsWithIgnoreCase(header.name, "Access-Control-"))
            kept.append(header.name, header.value);
    }
    return kept;
}

} // namespace corslab
