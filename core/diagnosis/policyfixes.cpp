// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/policyfixes.h"

#include "core/diagnosis/comparison.h"
#include "core/diagnosis/words.h"
#include "core/http/method.h"
#include "core/http/origin.h"
#include "core/http/syntax.h"
#include "core/policy/compiledpolicy.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::PolicyFixes)
};

Fix atPolicy(const QString &label, Policy policy)
{
    return {Fix::Where::Policy, label, std::move(policy), std::nullopt};
}

bool hasName(const QList<QByteArray> &names, QByteArrayView name)
{
    return std::any_of(names.begin(), names.end(),
                       [name](const QByteArray &each) { return equalsIgnoreCase(each, name); });
}

void addOrigin(Policy &policy, const QByteArray &origin)
{
    const OriginEntry entry{origin};
    if (!policy.origins.contains(entry))
        policy.origins.append(entry);
}

void addMethod(Policy &policy, const QByteArray &method)
{
    if (!policy.methods.contains(method))
        policy.methods.append(method);
}

/// As the script wrote it, where it wrote it.
QByteArray asWritten(const Situation &situation, const QByteArray &name)
{
    for (const Header &header : situation.exchange.request.headers) {
        if (equalsIgnoreCase(header.name, name))
            return header.name;
    }
    return name == "content-type" ? QByteArrayLiteral("Content-Type") : name;
}

QString listed(const QList<QByteArray> &names)
{
    return shown(names.join(", "));
}

/// The tokens of items that hold more or other than one: `PUT DELETE`, `"PUT"`.
QList<QByteArray> tokensOf(const QList<QByteArray> &items)
{
    QList<QByteArray> tokens;
    for (QByteArray item : items) {
        for (const char separator : {'"', '\'', ',', ';', ':', '\t'})
            item.replace(separator, ' ');
        for (const QByteArray &part : item.simplified().split(' ')) {
            if (isToken(part) && !tokens.contains(part))
                tokens.append(part);
        }
    }
    return tokens;
}

} // namespace

Fix wholePolicyFix(const Situation &situation, const std::optional<Policy> &policy)
{
    Policy whole = policy.value_or(Policy{});
    const bool raw = whole.raw.has_value();
    whole.raw.reset();
    whole.origins.removeIf([](const OriginEntry &entry) { return entry.text == "*"; });
    addOrigin(whole, situation.origin);
    if (!isCorsSafelistedMethod(situation.method))
        addMethod(whole, situation.method);
    for (const QByteArray &name : situation.askedHeaders()) {
        if (!hasName(whole.headers, name))
            whole.headers.append(asWritten(situation, name));
    }
    whole.credentials = whole.credentials || situation.credentials;
    whole.preflightStatus = 204;
    whole.preflightContinue = false;
    return atPolicy(raw ? Words::tr("Replace the headers written by hand with a policy that allows "
                                    "this request")
                        : Words::tr("Give the server a policy that allows this request"),
                    std::move(whole));
}

std::vector<Fix> allowOriginFixes(const Situation &situation, const Policy &policy)
{
    std::vector<Fix> fixes;
    const QByteArray &origin = situation.origin;
    if (origin == "null") {
        // An entry `null` would let every sandboxed frame in, so it is never proposed.
        if (!situation.credentials) {
            Policy open = policy;
            open.reflect = false;
            open.origins = {OriginEntry{QByteArrayLiteral("*")}};
            fixes.push_back(
                atPolicy(Words::tr("Allow every page with *, if the data are public"), open));
        }
        return fixes;
    }
    if (CompiledPolicy(policy).allows(origin)) {
        if (!policy.onErrors && situation.last && situation.last->status >= 400) {
            Policy always = policy;
            always.onErrors = true;
            fixes.push_back(atPolicy(Words::tr("Send the CORS headers with errors too"), always));
        }
        return fixes;
    }
    Policy allowing = policy;
    const auto mistyped = std::find_if(allowing.origins.begin(), allowing.origins.end(),
                                       [&origin](const OriginEntry &entry) {
                                           if (entry.regex)
                                               return false;
                                           const auto read = Origin::fromSerialized(entry.text);
                                           return !read && read.error().suggestion == origin;
                                       });
    if (mistyped != allowing.origins.end()) {
        const QString label =
            filled(Words::tr("Write %1 in place of %2"), {shown(origin), shown(mistyped->text)});
        *mistyped = OriginEntry{origin};
        fixes.push_back(atPolicy(label, allowing));
        return fixes;
    }
    const QString label =
        policy.origins.isEmpty() ? Words::tr("Allow %1") : Words::tr("Allow %1 too");
    // Entries that no browser's origin can equal would still be sent as they stand.
    if (policy.refused == Policy::Refused::First) {
        allowing.origins.removeIf([](const OriginEntry &entry) {
            return !entry.regex && (entry.text.contains(',') || entry.text.contains(' '));
        });
    }
    addOrigin(allowing, origin);
    fixes.push_back(atPolicy(filled(label, {shown(origin)}), allowing));
    return fixes;
}

Fix echoOriginFix(const Situation &situation, const Policy &policy)
{
    Policy named = policy;
    named.origins.removeIf([](const OriginEntry &entry) { return entry.text == "*"; });
    addOrigin(named, situation.origin);
    named.credentials = true;
    return atPolicy(filled(Words::tr("Allow %1 with credentials"), {shown(situation.origin)}),
                    named);
}

Fix allowCredentialsFix(const Policy &policy)
{
    Policy allowing = policy;
    allowing.credentials = true;
    return atPolicy(Words::tr("Allow credentials"), allowing);
}

Fix allowMethodFix(const Situation &situation, const Policy &policy)
{
    Policy allowing = policy;
    allowing.methodsMode = Policy::Lists::Listed;
    addMethod(allowing, situation.method);
    if (situation.credentials)
        allowing.methods.removeAll("*");
    return atPolicy(filled(Words::tr("Allow the method %1"), {shown(situation.method)}), allowing);
}

Fix allowHeadersFix(const Situation &situation, const Policy &policy, const QByteArray &name)
{
    Policy allowing = policy;
    const bool any = !situation.credentials && policy.headers.contains("*");
    allowing.headersMode = Policy::Lists::Listed;
    if (situation.credentials)
        allowing.headers.removeAll("*");
    QList<QByteArray> added;
    QList<QByteArray> wanted = situation.askedHeaders();
    if (!wanted.contains(name))
        wanted.append(name);
    for (const QByteArray &each : wanted) {
        // `*` covers all but Authorization.
        const bool covered = any && each != "authorization" && each != name;
        if (!covered && !hasName(allowing.headers, each))
            added.append(asWritten(situation, each));
    }
    allowing.headers.append(added);
    const QString label =
        added.size() > 1 ? Words::tr("Allow the headers %1") : Words::tr("Allow the header %1");
    return atPolicy(filled(label, {listed(added.isEmpty() ? QList<QByteArray>{name} : added)}),
                    allowing);
}

Fix cleanMethodsFix(const Situation &situation, const Policy &policy)
{
    Policy clean = policy;
    clean.methodsMode = Policy::Lists::Listed;
    clean.methods = tokensOf(policy.methods);
    if (!isCorsSafelistedMethod(situation.method) && !clean.methods.contains("*"))
        addMethod(clean, situation.method);
    return atPolicy(filled(Words::tr("List the methods as %1"), {listed(clean.methods)}), clean);
}

Fix cleanHeadersFix(const Situation &situation, const Policy &policy)
{
    Policy clean = policy;
    clean.headersMode = Policy::Lists::Listed;
    clean.headers = tokensOf(policy.headers);
    for (const QByteArray &name : situation.askedHeaders()) {
        if (!hasName(clean.headers, name) && !clean.headers.contains("*"))
            clean.headers.append(asWritten(situation, name));
    }
    return atPolicy(filled(Words::tr("List the headers as %1"), {listed(clean.headers)}), clean);
}

std::vector<Fix> preflightAnswerFixes(const Policy &policy)
{
    std::vector<Fix> fixes;
    const bool refusing = policy.preflightStatus < 200 || policy.preflightStatus > 299;
    if (policy.preflightContinue || refusing) {
        Policy answering = policy;
        answering.preflightContinue = false;
        answering.preflightStatus = 204;
        fixes.push_back(atPolicy(policy.preflightContinue
                                     ? Words::tr("Answer preflights before anything else, with 204")
                                     : Words::tr("Answer preflights with 204"),
                                 answering));
    }
    if (policy.imitate) {
        Policy own = policy;
        own.imitate.reset();
        own.preflightContinue = false;
        own.preflightStatus = 204;
        fixes.push_back(
            atPolicy(filled(Words::tr("Stop imitating %1"), {shown(*policy.imitate)}), own));
    }
    return fixes;
}

Fix resourcePolicyFix(const Policy &policy)
{
    Policy open = policy;
    open.resourcePolicy = QByteArrayLiteral("cross-origin");
    return atPolicy(
        Words::tr("Let pages of every origin embed it: Cross-Origin-Resource-Policy: cross-origin"),
        open);
}

Fix exposeFix(const Policy &policy, const QList<QByteArray> &names)
{
    Policy exposing = policy;
    if (policy.credentials)
        exposing.expose.removeAll("*");
    for (const QByteArray &name : names) {
        if (!hasName(exposing.expose, name))
            exposing.expose.append(name);
    }
    return atPolicy(filled(Words::tr("Let the script read %1"), {listed(names)}), exposing);
}

QList<QByteArray> hiddenHeaders(const Situation &situation)
{
    // Nobody misses these in a script.
    static constexpr std::array<QByteArrayView, 20> dull = {"date",
                                                            "server",
                                                            "connection",
                                                            "keep-alive",
                                                            "transfer-encoding",
                                                            "vary",
                                                            "set-cookie",
                                                            "set-cookie2",
                                                            "content-length",
                                                            "x-powered-by",
                                                            "accept-ranges",
                                                            "alt-svc",
                                                            "allow",
                                                            "timing-allow-origin",
                                                            "cross-origin-resource-policy",
                                                            "strict-transport-security",
                                                            "content-encoding",
                                                            "x-content-type-options",
                                                            "nel",
                                                            "report-to"};
    QList<QByteArray> hidden;
    if (!situation.last || !situation.exchange.outcome.headers ||
        situation.exchange.outcome.type != QByteArrayLiteral("cors"))
        return hidden;
    const auto &visible = *situation.exchange.outcome.headers;
    for (const Header &header : situation.last->responseHeaders) {
        const QByteArray name = asciiLower(header.name);
        const bool seen = std::any_of(visible.begin(), visible.end(), [&name](const Header &each) {
            return equalsIgnoreCase(each.name, name);
        });
        if (!seen && !name.startsWith("access-control-") && !hidden.contains(header.name) &&
            std::find(dull.begin(), dull.end(), QByteArrayView(name)) == dull.end())
            hidden.append(header.name);
    }
    return hidden;
}

} // namespace corslab
