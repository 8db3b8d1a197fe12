// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/compiledpolicy.h"
#include "core/policy/lintlist.h"
#include "core/policy/originsample.h"

#include <algorithm>

namespace corslab {

namespace {

using Severity = LintSeverity;

constexpr const char *allowOrigin = "Access-Control-Allow-Origin";

PolicyRequest getFrom(const QByteArray &origin)
{
    PolicyRequest request;
    request.method = "GET";
    request.target = "/resource";
    if (!origin.isEmpty())
        request.origin = origin;
    return request;
}

bool variesOnOrigin(const HeaderList &headers)
{
    const auto names = headers.getDecodeSplit("Vary");
    return names && std::any_of(names->begin(), names->end(), [](const QByteArray &name) {
               return name == "*" || equalsIgnoreCase(name, "Origin");
           });
}

/// Where a fault of the answers is to be mended: at the key that makes it, or, where that is not
/// set, at the imitation.
PolicyPlace faultPlace(const Policy &policy, bool keyIsSet, PolicyKey key)
{
    return placeAt(keyIsSet || !policy.imitate ? key : PolicyKey::Imitate);
}

void addFault(LintList &lints, LintId id, Severity severity, const PolicyPlace &place,
              const QByteArray &value, const QByteArray &related)
{
    Lint &lint = lints.add(id, severity, place, value);
    lint.related = related;
    lint.fix = {removal(place)};
}

/// Two origins that are allowed, one that hardly is, and none at all.
QList<QByteArray> askingOrigins(const Policy &policy)
{
    QList<QByteArray> origins = allowedSamples(policy, 2);
    origins.append(QByteArrayLiteral("https://stranger.example"));
    origins.append(QByteArray());
    return origins;
}

void lintVary(LintList &lints, const Policy &policy, const CompiledPolicy &compiled)
{
    std::optional<std::optional<QByteArray>> constant;
    bool varies = false;
    bool saysSo = false;
    std::optional<QByteArray> silent;
    for (const QByteArray &origin : askingOrigins(policy)) {
        const HeaderList headers = compiled.answer(getFrom(origin)).headers;
        const auto allowed = headers.get(allowOrigin);
        varies = varies || (constant && *constant != allowed);
        constant = allowed;
        if (variesOnOrigin(headers))
            saysSo = true;
        else if (!silent)
            silent = origin;
    }
    const bool set = policy.vary != Policy::Vary::Auto;
    const PolicyPlace place = faultPlace(policy, set, PolicyKey::Vary);
    if (varies && silent)
        addFault(lints, LintId::V01, Severity::High, place,
                 policy.vary == Policy::Vary::Never ? QByteArrayLiteral("never")
                                                    : policy.imitate.value_or(QByteArray()),
                 *silent);
    else if (!varies && saysSo && constant && *constant == "*")
        addFault(lints, LintId::V02, Severity::Information, place,
                 set ? QByteArrayLiteral("always") : policy.imitate.value_or(QByteArray()), "*");
}

void lintAllowOriginLines(LintList &lints, const Policy &policy, const CompiledPolicy &compiled)
{
    for (const QByteArray &origin : askingOrigins(policy)) {
        const QList<QByteArray> lines = compiled.answer(getFrom(origin)).headers.lines(allowOrigin);
        const bool list = std::any_of(lines.begin(), lines.end(), [](const QByteArray &line) {
            return line.contains(',') || line.contains(' ');
        });
        if (lines.size() < 2 && !list)
            continue;
        PolicyPlace place = placeAt(PolicyKey::Imitate);
        if (!policy.imitate) {
            const auto entry = std::find_if(
                policy.origins.begin(), policy.origins.end(),
                [&lines](const OriginEntry &each) { return lines.contains(each.text); });
            if (entry == policy.origins.end())
                return;
            place = placeAt(PolicyKey::Origins, entry - policy.origins.begin());
        }
        addFault(lints, LintId::R01, Severity::NeverWorks, place, lines.join(", "), origin);
        return;
    }
}

bool isOk(int status)
{
    return status >= 200 && status <= 299;
}

void lintPreflight(LintList &lints, const Policy &policy, const CompiledPolicy &compiled)
{
    int status = policy.preflightStatus;
    const QList<QByteArray> allowed = allowedSamples(policy, 1);
    if (!allowed.isEmpty()) {
        PolicyRequest request = getFrom(allowed.first());
        request.method = "OPTIONS";
        request.requestMethod = QByteArrayLiteral("PUT");
        status = compiled.answer(request).status.value_or(204);
    } else if (policy.preflightContinue) {
        return; // the endpoints answer
    }
    if (isOk(status))
        return;
    const PolicyPlace place =
        faultPlace(policy, !isOk(policy.preflightStatus), PolicyKey::PreflightStatus);
    addFault(lints, LintId::R02, Severity::NeverWorks, place,
             place.key == PolicyKey::Imitate ? *policy.imitate : QByteArray::number(status),
             QByteArray::number(status));
}

void lintErrors(LintList &lints, const Policy &policy, const CompiledPolicy &compiled)
{
    const QList<QByteArray> allowed = allowedSamples(policy, 1);
    const PolicyAnswer answer =
        compiled.answer(getFrom(allowed.isEmpty() ? QByteArray() : allowed.first()));
    const bool lost = answer.headers.contains(allowOrigin) &&
                      !compiled.headersFor(answer, 404).contains(allowOrigin);
    if (!lost && policy.onErrors)
        return;
    const PolicyPlace place = faultPlace(policy, !policy.onErrors, PolicyKey::OnErrors);
    addFault(lints, LintId::R03, Severity::Medium, place,
             place.key == PolicyKey::Imitate ? *policy.imitate : QByteArrayLiteral("false"), {});
}

} // namespace

void findAnswerLints(LintList &lints, const Policy &policy)
{
    const CompiledPolicy compiled(policy);
    lintPreflight(lints, policy, compiled);
    // Lines written by hand are the same for everybody, and findRawLints() has read them.
    if (policy.raw)
        return;
    lintVary(lints, policy, compiled);
    lintAllowOriginLines(lints, policy, compiled);
    lintErrors(lints, policy, compiled);
    if (policy.refused == Policy::Refused::Forbidden ||
        policy.refused == Policy::Refused::ServerError)
        addFault(lints, LintId::R05, Severity::Medium, placeAt(PolicyKey::Refused),
                 policy.refused == Policy::Refused::Forbidden ? "403" : "500", {});
}

} // namespace corslab
