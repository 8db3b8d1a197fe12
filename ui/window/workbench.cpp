// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/workbench.h"

#include "core/fetch/requestconstructor.h"
#include "ui/window/statecommand.h"

namespace corslab {

namespace {

/// How often the places of the window hear of a growing exchange, in milliseconds.
constexpr int changeInterval = 40;

/// As Endpoint::path: a `*` at the end matches a prefix.
bool pathMatches(QByteArrayView pattern, QByteArrayView path)
{
    if (pattern.endsWith('*'))
        return path.startsWith(pattern.chopped(1));
    return pattern == path;
}

} // namespace

Workbench::Workbench(std::unique_ptr<Laboratory> laboratory, QObject *parent)
    : QObject(parent)
    , m_laboratory(std::move(laboratory))
    , m_state(stateOf(m_laboratory->document()))
    , m_fileState(m_state)
{
    constexpr int undoLimit = 500;
    m_undoStack.setUndoLimit(undoLimit);
    m_laboratory->setProfile(browserProfile(m_browser));
    m_changeTimer.setSingleShot(true);
    m_changeTimer.setInterval(changeInterval);
    connect(&m_changeTimer, &QTimer::timeout, this, &Workbench::flushChanged);
    auto &log = m_laboratory->log();
    connect(&log, &ExchangeLog::changed, this, &Workbench::noteChanged);
    connect(&log, &ExchangeLog::cleared, this, [this] { select(nullptr); });
}

Workbench::~Workbench()
{
    // The stack's and the log's signals must not reach a half-destroyed object, and neither must
    // what the laboratory's end makes of the requests under way.
    m_closing = true;
    m_changeTimer.stop();
    m_undoStack.disconnect(this);
    m_laboratory->log().disconnect(this);
    m_stop.request_stop();
    m_laboratory.reset();
}

// --- The page and what it asks -----------------------------------------------------------------

QByteArray Workbench::pageOrigin() const
{
    return environmentOf(m_laboratory->resolvedDocument().page).origin.serialized();
}

std::optional<Url> Workbench::targetUrl() const
{
    const auto base = baseUrlOf(environmentOf(m_laboratory->resolvedDocument().page));
    auto url = Url::parse(resolvedText(m_state.request.url), &base);
    return url ? std::optional(*std::move(url)) : std::nullopt;
}

QString Workbench::resolvedText(const QString &text) const
{
    if (!text.contains(u"{{"))
        return text;
    QString result = text;
    const auto known = origins();
    for (auto it = known.cbegin(); it != known.cend(); ++it)
        result.replace(u"{{%1}}"_qs.arg(it.key()), QString::fromUtf8(it.value()));
    return result;
}

LabDocument Workbench::reached(const LabDocument &document) const
{
    const auto known = origins();
    auto result = resolved(document, known);
    for (auto &config : result.servers)
        config.origin = known.value(config.name, config.origin);
    return result;
}

QHash<QString, QByteArray> Workbench::origins() const
{
    QHash<QString, QByteArray> result;
    for (const auto &config : m_state.document.servers)
        result.insert(config.name, config.origin);
    for (const auto &running : m_laboratory->servers()) {
        if (running->isListening())
            result.insert(running->config().name, running->origin());
    }
    return result;
}

void Workbench::editRequest(ScriptRequest request, const QString &text)
{
    if (request == m_state.request)
        return;
    auto state = m_state;
    state.request = std::move(request);
    state.requestName.clear();
    push(std::move(state), text);
}

void Workbench::editPage(PageConfig page, const QString &text)
{
    if (page == m_state.document.page)
        return;
    auto state = m_state;
    state.document.page = std::move(page);
    push(std::move(state), text);
}

QStringList Workbench::scenarios() const
{
    QStringList names;
    for (const auto &entry : m_state.document.requests) {
        if (!entry.name.isEmpty() && entry.name != composedName() &&
            std::holds_alternative<ScriptRequest>(entry.action))
            names.append(entry.name);
    }
    return names;
}

void Workbench::chooseScenario(const QString &name)
{
    const auto *entry = requestEntryOf(m_state.document, name);
    if (!entry)
        return;
    auto state = m_state;
    state.request = std::get<ScriptRequest>(entry->action);
    state.requestName = name;
    state.document.page = m_fileState.document.page;
    if (state.request == m_state.request && state.requestName == m_state.requestName &&
        state.document.page == m_state.document.page)
        return;
    push(std::move(state), tr("Choose “%1”").arg(name));
}

// --- The servers -------------------------------------------------------------------------------

const ServerConfig *Workbench::server(const QString &name) const
{
    for (const auto &config : m_state.document.servers) {
        if (config.name == name)
            return &config;
    }
    return nullptr;
}

ServerConfig *Workbench::serverIn(LabDocument &document, const QString &name)
{
    for (auto &config : document.servers) {
        if (config.name == name)
            return &config;
    }
    return nullptr;
}

std::optional<PolicyAddress> Workbench::policyPlaceFor(const QByteArray &url) const
{
    const auto *running = m_laboratory->serverFor(url);
    const auto *config = running ? server(running->config().name) : nullptr;
    const auto parsed = Url::parse(QString::fromUtf8(url));
    if (!config || !parsed)
        return std::nullopt;
    for (int i = 0; i < config->routes.size(); ++i) {
        if (pathMatches(config->routes.at(i).path, parsed->path()))
            return PolicyAddress{config->name, i};
    }
    return PolicyAddress{config->name, -1};
}

std::optional<Policy> Workbench::policyAt(const PolicyAddress &place) const
{
    const auto *config = server(place.server);
    if (!config)
        return std::nullopt;
    if (place.route < 0)
        return config->policy;
    return place.route < config->routes.size()
               ? std::optional(config->routes.at(place.route).policy)
               : std::nullopt;
}

std::optional<Policy> Workbench::policyFor(const QByteArray &url) const
{
    const auto place = policyPlaceFor(url);
    if (!place)
        return std::nullopt;
    for (const auto &config : m_laboratory->resolvedDocument().servers) {
        if (config.name != place->server)
            continue;
        if (place->route < 0)
            return config.policy;
        if (place->route < config.routes.size())
            return config.routes.at(place->route).policy;
    }
    return std::nullopt;
}

void Workbench::editPolicy(const QString &serverName, const Policy &policy, const QString &text)
{
    editPolicyAt({serverName, -1}, policy, text);
}

void Workbench::editPolicyAt(const PolicyAddress &place, const std::optional<Policy> &policy,
                             const QString &text)
{
    const auto *old = server(place.server);
    if (!old || policyAt(place) == policy)
        return;
    auto config = *old;
    if (place.route < 0)
        config.policy = policy;
    else if (policy && place.route < config.routes.size())
        config.routes[place.route].policy = *policy;
    editServer(place.server, std::move(config), text);
}

void Workbench::editEndpoints(const QString &serverName, QList<Endpoint> endpoints,
                              const QString &text)
{
    const auto *old = server(serverName);
    if (!old)
        return;
    auto config = *old;
    config.endpoints = std::move(endpoints);
    editServer(serverName, std::move(config), text);
}

void Workbench::editServer(const QString &serverName, ServerConfig config, const QString &text)
{
    auto state = m_state;
    auto *target = serverIn(state.document, serverName);
    if (!target || *target == config)
        return;
    *target = std::move(config);
    push(std::move(state), text);
}

void Workbench::applyFix(const Fix &fix)
{
    switch (fix.where) {
    case Fix::Where::Policy:
        if (m_selected && fix.policy) {
            if (const auto place = policyPlaceFor(m_selected->url))
                editPolicyAt(*place, withPlaceholders(*fix.policy, *place), fix.label);
        }
        return;
    case Fix::Where::Request:
        if (fix.request)
            editRequest(*fix.request, fix.label);
        return;
    }
}

Policy Workbench::withPlaceholders(Policy policy, const PolicyAddress &place) const
{
    const auto written = policyAt(place);
    for (auto &entry : policy.origins) {
        for (const auto &old : written ? written->origins : QList<OriginEntry>()) {
            if (resolvedText(QString::fromUtf8(old.text)).toUtf8() == entry.text)
                entry.text = old.text;
        }
    }
    return policy;
}

void Workbench::useFreePort(const QString &serverName)
{
    const auto *config = server(serverName);
    const auto old =
        config ? Url::parse(QString::fromUtf8(config->origin)) : tl::unexpected(UrlError{});
    if (!old)
        return;
    const auto oldOrigin = QString::fromUtf8(config->origin);
    const auto placeholder = u"{{%1}}"_qs.arg(serverName);
    const auto follow = [&](QString &url) {
        if (url == oldOrigin || url.startsWith(oldOrigin + u'/'))
            url.replace(0, oldOrigin.size(), placeholder);
    };
    auto state = m_state;
    follow(state.request.url);
    for (auto &entry : state.document.requests) {
        if (auto *request = std::get_if<ScriptRequest>(&entry.action))
            follow(request->url);
    }
    auto &page = state.document.page;
    if (page.origin == config->origin)
        page.origin = placeholder.toUtf8();
    for (auto &other : state.document.servers) {
        if (!other.policy)
            continue;
        for (auto &entry : other.policy->origins) {
            if (entry.text == config->origin)
                entry.text = placeholder.toUtf8();
        }
    }
    serverIn(state.document, serverName)->origin =
        old->scheme() + "://" + old->host().value_or(QByteArray()) + ":0";
    push(std::move(state), tr("Use a free port"));
}

void Workbench::startServers()
{
    m_listenErrors = m_laboratory->start();
    Q_EMIT serversChanged();
}

// --- Undo --------------------------------------------------------------------------------------

void Workbench::push(WorkbenchState state, const QString &text)
{
    m_undoStack.push(new StateCommand(*this, m_state, std::move(state), text));
}

void Workbench::setState(const WorkbenchState &state)
{
    const auto old = std::exchange(m_state, state);
    const auto &now = m_state.document;
    const bool page = old.document.page != now.page;
    QStringList changedServers;
    bool servers = old.document.servers.size() != now.servers.size();
    for (qsizetype i = 0; !servers && i < now.servers.size(); ++i) {
        const auto &before = old.document.servers.at(i);
        const auto &after = now.servers.at(i);
        servers = before.name != after.name || before.origin != after.origin;
        if (before != after)
            changedServers.append(after.name);
    }
    if (page || servers || !changedServers.isEmpty()) {
        m_listenErrors = m_laboratory->setDocument(now);
        m_diagnosisKnown = false;
    }
    noteModified();
    if (servers)
        Q_EMIT serversChanged();
    for (const auto &name : changedServers)
        Q_EMIT serverChanged(name);
    if (old.document.requests != now.requests)
        Q_EMIT scenariosChanged();
    if (page)
        Q_EMIT pageChanged();
    if (old.request != m_state.request || old.requestName != m_state.requestName)
        Q_EMIT requestChanged();
}

} // namespace corslab
