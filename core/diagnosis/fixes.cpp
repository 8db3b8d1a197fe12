// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/fixes.h"

#include "core/diagnosis/policyfixes.h"
#include "core/diagnosis/situation.h"
#include "core/diagnosis/words.h"
#include "core/http/syntax.h"
#include "core/http/url.h"

#include <QCoreApplication>

#include <algorithm>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::RequestFixes)
};

Fix atRequest(const QString &label, ScriptRequest request)
{
    return {Fix::Where::Request, label, std::nullopt, std::move(request)};
}

bool isElement(Api api)
{
    switch (api) {
    case Api::Img:
    case Api::Script:
    case Api::Module:
    case Api::Style:
        return true;
    case Api::Fetch:
    case Api::Xhr:
    case Api::Beacon:
    case Api::EventSource:
        return false;
    }
    return false;
}

/// Builds the list; each function adds what applies.
class Fixes
{
public:
    Fixes(const Exchange &exchange, const std::optional<Policy> &policy)
        : m_situation(exchange)
        , m_request(exchange.request)
        , m_policy(policy)
    {
    }

    std::vector<Fix> all();

private:
    void forCause(const Cause &cause);
    void forCall();
    void forReadable();
    void forOrigin();
    void forMethod(const Cause &cause);
    void forHeader(const Cause &cause);
    void forPreflightRedirect();

    void add(Fix fix) { m_fixes.push_back(std::move(fix)); }
    void add(std::vector<Fix> fixes)
    {
        for (Fix &fix : fixes)
            add(std::move(fix));
    }
    /// The fix at the policy; where there is none to edit, a whole new one.
    template <typename Function>
    void atServer(Function make)
    {
        const bool ours = m_policy || !m_situation.exchange.served.empty();
        if (m_policy && !m_policy->raw)
            add(make(*m_policy));
        else if (ours && m_situation.origin != "null")
            add(wholePolicyFix(m_situation, m_policy));
    }
    template <typename Change>
    void change(const QString &label, Change apply)
    {
        ScriptRequest changed = m_request;
        apply(changed);
        if (!(changed == m_request))
            add(atRequest(label, std::move(changed)));
    }
    void askDirectly(const QByteArray &address);
    void dropHeader(const QString &label, const QByteArray &name);
    void dropCredentials();
    void useCors(const QString &label);

    Situation m_situation;
    const ScriptRequest &m_request;
    const std::optional<Policy> &m_policy;
    std::vector<Fix> m_fixes;
};

/// The address a Location means, without a user name and password.
void Fixes::askDirectly(const QByteArray &address)
{
    const auto base = Url::parse(QString::fromUtf8(m_situation.url));
    auto target = Url::parse(QString::fromUtf8(address), base ? &*base : nullptr);
    if (!target || !target->isHttpOrHttps())
        return;
    target->clearCredentials();
    const QByteArray href = target->href();
    if (href == m_situation.exchange.url)
        return;
    change(filled(Words::tr("Ask for %1 directly"), {shown(href)}),
           [&href](ScriptRequest &request) { request.url = QString::fromUtf8(href); });
}

void Fixes::dropHeader(const QString &label, const QByteArray &name)
{
    change(filled(label, {shown(name)}), [&name](ScriptRequest &request) {
        std::erase_if(request.headers, [&name](const Header &header) {
            return equalsIgnoreCase(header.name, name);
        });
    });
}

void Fixes::dropCredentials()
{
    change(Words::tr("Send the request without credentials"), [](ScriptRequest &request) {
        if (isElement(request.api))
            request.crossorigin = QByteArrayLiteral("anonymous");
        request.credentials.reset();
    });
}

void Fixes::useCors(const QString &label)
{
    change(label, [](ScriptRequest &request) {
        if (isElement(request.api))
            request.crossorigin = QByteArrayLiteral("anonymous");
        else
            request.mode = QByteArrayLiteral("cors");
    });
}

void Fixes::forOrigin()
{
    if (m_situation.tainted)
        askDirectly(m_situation.url);
    atServer([this](const Policy &policy) { return allowOriginFixes(m_situation, policy); });
}

void Fixes::forMethod(const Cause &cause)
{
    const QByteArray upper = cause.value.toUpper();
    if (upper != cause.value) {
        change(filled(Words::tr("Write the method as %1"), {shown(upper)}),
               [&upper](ScriptRequest &request) { request.method = upper; });
    }
    atServer([this](const Policy &policy) { return allowMethodFix(m_situation, policy); });
}

void Fixes::forHeader(const Cause &cause)
{
    const bool answers = cause.value.startsWith("access-control-") &&
                         !cause.value.startsWith("access-control-request-");
    if (answers)
        dropHeader(Words::tr("Delete %1 from the request: it belongs into the answer"),
                   cause.value);
    atServer(
        [&](const Policy &policy) { return allowHeadersFix(m_situation, policy, cause.value); });
    if (!answers && cause.value != "content-type")
        dropHeader(Words::tr("Send the request without the header %1"), cause.value);
}

void Fixes::forPreflightRedirect()
{
    const bool byPolicy =
        m_policy && m_policy->preflightStatus >= 300 && m_policy->preflightStatus < 400;
    if (!byPolicy)
        askDirectly(m_situation.answerHeader("Location"));
    atServer([](const Policy &policy) { return preflightAnswerFixes(policy); });
}

/// The call threw: the step that failed says why.
void Fixes::forCall()
{
    for (const Step &step : m_situation.exchange.steps) {
        if (step.outcome != StepOutcome::Fail)
            continue;
        if (step.id == StepId::RequestUrlCredentials) {
            auto url = Url::parse(m_request.url);
            if (!url)
                continue;
            url->clearCredentials();
            change(Words::tr("Take the user name and password out of the address"),
                   [&url](ScriptRequest &r) { r.url = QString::fromUtf8(url->href()); });
        } else if (step.id == StepId::RequestNoCorsMethod) {
            useCors(Words::tr("Use the mode cors, which may ask for %1")
                        .replace(QStringLiteral("%1"), shown(m_situation.method)));
        } else if (step.id == StepId::RequestBody) {
            if (m_situation.method == "GET" || m_situation.method == "HEAD") {
                change(Words::tr("Send the body with POST"),
                       [](ScriptRequest &r) { r.method = QByteArrayLiteral("POST"); });
                change(Words::tr("Send no body"), [](ScriptRequest &r) { r.body.reset(); });
            } else {
                change(Words::tr("Say duplex: half, as a stream needs it"),
                       [](ScriptRequest &r) { r.duplex = QByteArrayLiteral("half"); });
            }
        } else if (step.id == StepId::RequestHeader) {
            dropHeader(Words::tr("Leave the header %1 out"), step.expected);
        } else if (step.id == StepId::RequestMode ||
                   (step.id == StepId::RequestMember && step.expected == "mode")) {
            change(Words::tr("Use the mode cors"),
                   [](ScriptRequest &r) { r.mode = QByteArrayLiteral("cors"); });
        }
    }
}

void Fixes::forReadable()
{
    const Exchange &exchange = m_situation.exchange;
    if (exchange.verdict == Verdict::Opaque) {
        const bool noCors =
            m_request.api == Api::Fetch && m_request.mode == QByteArrayLiteral("no-cors");
        if (noCors)
            useCors(Words::tr("Use the mode cors, so that the answer can be read"));
        else if (m_request.redirect == QByteArrayLiteral("manual"))
            change(Words::tr("Follow redirects"), [](ScriptRequest &r) { r.redirect.reset(); });
        return;
    }
    const QList<QByteArray> hidden = hiddenHeaders(m_situation);
    if (!hidden.isEmpty() && m_policy && !m_policy->raw)
        add(exposeFix(*m_policy, hidden));
}

void Fixes::forCause(const Cause &cause)
{
    switch (cause.code) {
    case CauseCode::MissingAllowOriginHeader:
    case CauseCode::MultipleAllowOriginValues:
    case CauseCode::InvalidAllowOriginValue:
    case CauseCode::AllowOriginMismatch:
        forOrigin();
        if (cause.code == CauseCode::MultipleAllowOriginValues && m_policy && m_policy->imitate)
            atServer([](const Policy &policy) { return preflightAnswerFixes(policy); });
        break;
    case CauseCode::WildcardOriginNotAllowed:
        if (m_situation.origin != "null")
            atServer([this](const Policy &policy) { return echoOriginFix(m_situation, policy); });
        dropCredentials();
        break;
    case CauseCode::InvalidAllowCredentials:
        atServer([](const Policy &policy) { return allowCredentialsFix(policy); });
        dropCredentials();
        break;
    case CauseCode::PreflightInvalidStatus:
        atServer([](const Policy &policy) { return preflightAnswerFixes(policy); });
        break;
    case CauseCode::PreflightDisallowedRedirect:
        forPreflightRedirect();
        break;
    case CauseCode::InvalidAllowMethodsPreflightResponse:
        atServer([this](const Policy &policy) { return cleanMethodsFix(m_situation, policy); });
        break;
    case CauseCode::InvalidAllowHeadersPreflightResponse:
        atServer([this](const Policy &policy) { return cleanHeadersFix(m_situation, policy); });
        break;
    case CauseCode::MethodDisallowedByPreflightResponse:
        forMethod(cause);
        break;
    case CauseCode::HeaderDisallowedByPreflightResponse:
        forHeader(cause);
        break;
    case CauseCode::RedirectContainsCredentials:
        askDirectly(cause.value);
        break;
    case CauseCode::RedirectBody:
        askDirectly(m_situation.answerHeader("Location"));
        break;
    case CauseCode::SameOriginMode:
    case CauseCode::DisallowedByMode:
        useCors(Words::tr("Use the mode cors, and let the server decide"));
        break;
    case CauseCode::NoCorsRedirectMode:
        change(Words::tr("Follow redirects"), [](ScriptRequest &r) { r.redirect.reset(); });
        useCors(Words::tr("Use the mode cors"));
        break;
    case CauseCode::RedirectMode:
        change(Words::tr("Follow redirects"), [](ScriptRequest &r) { r.redirect.reset(); });
        break;
    case CauseCode::MixedContent:
        change(Words::tr("Ask over https"), [](ScriptRequest &r) {
            if (r.url.startsWith(QLatin1String("http:"), Qt::CaseInsensitive))
                r.url.insert(4, u's');
        });
        break;
    case CauseCode::ResourcePolicy:
        atServer([](const Policy &policy) { return resourcePolicyFix(policy); });
        useCors(Words::tr("Ask for it in the mode cors"));
        break;
    case CauseCode::Integrity:
        change(Words::tr("Leave the checksum out"), [](ScriptRequest &r) { r.integrity.reset(); });
        break;
    case CauseCode::KeepaliveBody:
        change(Words::tr("Do not let the request outlive its page"),
               [](ScriptRequest &r) { r.keepalive.reset(); });
        break;
    case CauseCode::OnlyIfCached:
        change(Words::tr("Ask the server too, not the cache alone"),
               [](ScriptRequest &r) { r.cache.reset(); });
        break;
    case CauseCode::ThrewTypeError:
    case CauseCode::ThrewSyntaxError:
        forCall();
        break;
    case CauseCode::InvalidResponse:
    case CauseCode::CorsDisabledScheme:
    case CauseCode::BadPort:
    case CauseCode::SchemeNotHttp:
    case CauseCode::TooManyRedirects:
    case CauseCode::RedirectLocation:
    case CauseCode::LocalNetworkAccess:
    case CauseCode::NameNotResolved:
    case CauseCode::ConnectionRefused:
    case CauseCode::ConnectionClosed:
    case CauseCode::Timeout:
    case CauseCode::Aborted:
    case CauseCode::Tls:
    case CauseCode::MalformedResponse:
    case CauseCode::ResponseTooLarge:
        break;
    }
}

std::vector<Fix> Fixes::all()
{
    if (!m_situation.exchange.finished)
        return {};
    if (m_situation.exchange.cause)
        forCause(*m_situation.exchange.cause);
    else
        forReadable();
    return std::move(m_fixes);
}

} // namespace

std::vector<Fix> fixesOf(const Exchange &exchange, const std::optional<Policy> &policy)
{
    return Fixes(exchange, policy).all();
}

} // namespace corslab
