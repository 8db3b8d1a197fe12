// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/serverpanel.h"

#include "core/diagnosis/errortext.h"
#include "core/diagnosis/exposuretext.h"
#include "core/diagnosis/linttext.h"
#include "core/fetch/safelist.h"
#include "core/http/method.h"
#include "core/policy/compiledpolicy.h"
#include "ui/page/requestanalysis.h"
#include "ui/server/endpointpanel.h"
#include "ui/server/foreignserver.h"
#include "ui/server/lintbars.h"
#include "ui/server/lintwatcher.h"
#include "ui/server/policyform.h"
#include "ui/server/policypreview.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/panelscroll.h"
#include "ui/widgets/sectionheader.h"
#include "ui/widgets/visibletext.h"
#include "ui/widgets/wheelguard.h"
#include "ui/widgets/wrapedit.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace corslab {

namespace {

enum Page { PolicyPage, EndpointsPage, ForeignPage };

/// ":4000", or the whole host where it is not this machine.
QString shortAddress(const Url &url)
{
    const auto port = url.effectivePort();
    const auto suffix = port ? u":%1"_qs.arg(*port) : QString();
    const auto host = url.host().value_or(QByteArray());
    return host == "localhost" || host == "127.0.0.1" ? suffix : visibleText(host) + suffix;
}

} // namespace

ServerPanel::ServerPanel(Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_switcher(new QHBoxLayout)
    , m_serverButtons(new QButtonGroup(this))
    , m_state(new Badge)
    , m_listenNote(new NoteLabel(ColorRole::Bad))
    , m_exposureNote(new NoteLabel(ColorRole::Warn))
    , m_freePort(new QPushButton(tr("Use a free port")))
    , m_tryAgain(new QPushButton(tr("Try again")))
    , m_pages(new QStackedWidget)
    , m_tabs(new QTabBar)
    , m_route(new QComboBox)
    , m_hasPolicy(new QCheckBox(tr("Says something about CORS")))
    , m_silentNote(new NoteLabel(ColorRole::MutedText))
    , m_form(new PolicyForm)
    , m_previewBadge(new Badge)
    , m_previewLabel(new NoteLabel(ColorRole::MutedText))
    , m_preview(new CodeView(16))
    , m_endpoints(new EndpointPanel)
    , m_lints(new LintWatcher(workbench, this))
    , m_endpointLints(new LintBars)
    , m_foreign(new ForeignServer(workbench))
{
    setAccessibleName(tr("Server: who answers"));
    build();
    connect(&m_workbench, &Workbench::serversChanged, this, [this] {
        listServers();
        m_targetOrigin.clear();
        followTarget();
        showServer();
    });
    connect(&m_workbench, &Workbench::serverChanged, this, [this](const QString &name) {
        if (name == m_server)
            showServer();
    });
    connect(&m_workbench, &Workbench::requestChanged, this, [this] {
        followTarget();
        showPreview();
    });
    connect(&m_workbench, &Workbench::pageChanged, this, [this] {
        followTarget();
        showPreview();
    });
    connect(&m_workbench, &Workbench::browserChanged, this, &ServerPanel::showPreview);
    listServers();
    followTarget();
}

void ServerPanel::build()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(5);
    column->addWidget(new SectionHeader(ColorRole::Server, tr("SERVER — WHO ANSWERS")));
    m_switcher->setSpacing(4);
    column->addLayout(m_switcher);
    column->addWidget(m_state);
    column->addWidget(m_listenNote);
    column->addWidget(m_exposureNote);
    auto *ways = new QHBoxLayout;
    m_freePort->setAccessibleName(tr("Use a free port for this server"));
    m_tryAgain->setAccessibleName(tr("Try again to listen"));
    ways->addWidget(m_freePort);
    ways->addWidget(m_tryAgain);
    ways->addStretch(1);
    column->addLayout(ways);
    connect(m_freePort, &QPushButton::clicked, this, [this] { m_workbench.useFreePort(m_server); });
    connect(m_tryAgain, &QPushButton::clicked, this, [this] { m_workbench.startServers(); });

    m_tabs->addTab(tr("Policy"));
    m_tabs->addTab(tr("Endpoints"));
    m_tabs->setAccessibleName(tr("Policy or endpoints"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    column->addWidget(m_tabs);
    m_pages->addWidget(buildPolicyPage());
    auto *endpointPage = new QWidget;
    auto *endpointColumn = new QVBoxLayout(endpointPage);
    endpointColumn->setContentsMargins(0, 0, 0, 0);
    endpointColumn->addWidget(m_endpointLints);
    endpointColumn->addWidget(m_endpoints, 1);
    m_pages->addWidget(endpointPage);
    m_pages->addWidget(m_foreign);
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index == 0 ? PolicyPage : EndpointsPage);
    });
    connect(m_endpoints, &EndpointPanel::edited, this,
            [this](const QList<Endpoint> &endpoints, const QString &text) {
                m_workbench.editEndpoints(m_server, endpoints, text);
            });

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(new PanelScroll(content));
}

QWidget *ServerPanel::buildPolicyPage()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 2, 0, 0);
    column->setSpacing(5);
    m_route->setAccessibleName(tr("Paths that this policy is for"));
    constexpr int leastCharacters = 10;
    settleInPanel(m_route, leastCharacters);
    column->addWidget(m_route);
    m_hasPolicy->setAccessibleName(m_hasPolicy->text());
    column->addWidget(m_hasPolicy);
    m_silentNote->setNote(tr("This server sends no CORS header: only pages of its own origin can "
                             "read what it answers."));
    column->addWidget(m_silentNote);
    column->addWidget(m_form);
    m_previewLabel->setNote(tr("What this request would get back"));
    m_preview->setAccessibleName(m_previewLabel->text());
    column->addWidget(m_previewLabel);
    column->addWidget(m_previewBadge);
    column->addWidget(m_preview);
    column->addStretch(1);
    connect(m_route, &QComboBox::activated, this, &ServerPanel::showPolicy);
    connect(m_hasPolicy, &QCheckBox::clicked, this, [this](bool on) {
        m_workbench.editPolicyAt(address(), on ? std::optional<Policy>(Policy()) : std::nullopt,
                                 on ? tr("Say something about CORS")
                                    : tr("Say nothing about CORS"));
    });
    connect(m_lints, &LintWatcher::changed, this, &ServerPanel::showLints);
    connect(m_form, &PolicyForm::fixRequested, this, &ServerPanel::applyLint);
    connect(m_form, &PolicyForm::linkActivated, this, &ServerPanel::linkActivated);
    connect(m_endpointLints, &LintBars::fixRequested, this, &ServerPanel::applyLint);
    connect(m_endpointLints, &LintBars::linkActivated, this, &ServerPanel::linkActivated);
    m_form->setResolver([this](const QString &text) { return m_workbench.resolvedText(text); });
    connect(m_form, &PolicyForm::edited, this, [this](const Policy &policy, const QString &text) {
        m_workbench.editPolicyAt(address(), policy, text);
    });
    return page;
}

// --- Which server ------------------------------------------------------------------------------

void ServerPanel::listServers()
{
    const auto old = m_serverButtons->buttons();
    for (auto *button : old) {
        m_serverButtons->removeButton(button);
        button->deleteLater();
    }
    while (auto *item = m_switcher->takeAt(0))
        delete item;
    const auto &servers = m_workbench.document().servers;
    for (const auto &config : servers) {
        const auto address = m_workbench.resolvedText(u"{{%1}}"_qs.arg(config.name));
        const auto url = Url::parse(address);
        auto *button =
            new QPushButton(url ? tr("%1 %2").arg(visibleText(config.name), shortAddress(*url))
                                : visibleText(config.name));
        button->setCheckable(true);
        button->setAccessibleName(tr("Show the server %1").arg(visibleText(config.name)));
        button->setToolTip(address);
        button->setProperty("server", config.name);
        m_serverButtons->addButton(button);
        m_switcher->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, name = config.name] { choose(name); });
    }
    m_switcher->addStretch(1);
    if (!m_workbench.server(m_server))
        m_server = servers.isEmpty() ? QString() : servers.constLast().name;
}

void ServerPanel::followTarget()
{
    const auto url = m_workbench.targetUrl();
    if (!url || url->origin().serialized() == m_targetOrigin)
        return;
    m_targetOrigin = url->origin().serialized();
    const auto *running = m_workbench.laboratory().serverFor(url->href());
    QString name = running ? running->config().name : QString();
    // One that does not listen is ours all the same.
    for (const auto &config : m_workbench.document().servers) {
        if (name.isEmpty() && config.origin == m_targetOrigin)
            name = config.name;
    }
    if (name.isEmpty())
        m_foreign->setTarget(*url);
    choose(name);
}

void ServerPanel::choose(const QString &name)
{
    m_server = name;
    m_route->setCurrentIndex(0);
    showServer();
}

void ServerPanel::showServer()
{
    const auto buttons = m_serverButtons->buttons();
    m_serverButtons->setExclusive(false);
    for (auto *button : buttons)
        button->setChecked(button->property("server").toString() == m_server);
    m_serverButtons->setExclusive(!m_server.isEmpty());
    const bool ours = m_workbench.server(m_server) != nullptr;
    m_tabs->setVisible(ours);
    m_pages->setCurrentIndex(!ours                         ? ForeignPage
                             : m_tabs->currentIndex() == 0 ? PolicyPage
                                                           : EndpointsPage);
    showListening();
    if (!ours)
        return;
    const auto &config = *m_workbench.server(m_server);
    listRoutes(config);
    showPolicy();
    m_endpoints->setEndpoints(config.endpoints);
}

const ListenError *ServerPanel::listenError() const
{
    const auto *config = m_workbench.server(m_server);
    for (const auto &error : m_workbench.listenErrors()) {
        if (config && error.origin == config->origin)
            return &error;
    }
    return nullptr;
}

QString ServerPanel::exposure() const
{
    for (const auto &server : m_workbench.laboratory().servers()) {
        if (server->config().name == m_server)
            return exposureText(*server);
    }
    return {};
}

void ServerPanel::showListening()
{
    const auto *error = listenError();
    m_listenNote->setNote(error ? errorText(*error) : QString());
    m_exposureNote->setNote(exposure());
    m_freePort->setVisible(error != nullptr);
    m_tryAgain->setVisible(error != nullptr);
    if (m_server.isEmpty())
        m_state->setContent(Badge::Tone::Neutral, tr("not the laboratory's"));
    else if (error)
        m_state->setContent(Badge::Tone::Bad, tr("✕ does not listen"));
    else
        m_state->setContent(
            Badge::Tone::Server,
            tr("● listens on %1").arg(m_workbench.resolvedText(u"{{%1}}"_qs.arg(m_server))));
}

// --- Its policy --------------------------------------------------------------------------------

void ServerPanel::listRoutes(const ServerConfig &config)
{
    const QSignalBlocker blocker(m_route);
    const int current = qMax(0, m_route->currentIndex());
    m_route->clear();
    m_route->addItem(tr("For every other path"));
    for (const auto &route : config.routes)
        m_route->addItem(tr("For %1").arg(visibleText(route.path)));
    m_route->setCurrentIndex(qMin(current, m_route->count() - 1));
    m_route->setVisible(!config.routes.isEmpty());
}

PolicyAddress ServerPanel::address() const
{
    return {m_server, qMax(0, m_route->currentIndex()) - 1};
}

void ServerPanel::showPolicy()
{
    const auto policy = m_workbench.policyAt(address());
    m_hasPolicy->setVisible(address().route < 0);
    m_hasPolicy->setChecked(policy.has_value());
    m_silentNote->setVisible(!policy);
    m_form->setVisible(policy.has_value());
    m_form->setPolicy(policy.value_or(Policy()));
    showLints();
    showPreview();
}

void ServerPanel::showLints()
{
    const auto place = address();
    std::vector<Lint> ofPolicy;
    std::vector<Lint> ofEndpoints;
    for (auto &lint : m_lints->lintsOf(m_server)) {
        if (lint.place.endpoint)
            ofEndpoints.push_back(std::move(lint));
        else if (lint.place.route.value_or(-1) == place.route)
            ofPolicy.push_back(std::move(lint));
    }
    m_form->setLints(ofPolicy);
    m_endpointLints->setLints(ofEndpoints);
}

void ServerPanel::applyLint(const Lint &lint)
{
    // The button goes with the finding.
    const auto text = visibleText(lintText(lint).fixLabel);
    if (auto config = m_lints->fixed(m_server, lint))
        m_workbench.editServer(m_server, *std::move(config), text);
}

void ServerPanel::showPreview()
{
    const auto url = m_workbench.targetUrl();
    const auto target = url ? m_workbench.policyPlaceFor(url->href()) : std::nullopt;
    const bool here =
        url && m_server == (target ? target->server : m_server) &&
        url->origin().serialized() == m_workbench.resolvedText(u"{{%1}}"_qs.arg(m_server)).toUtf8();
    const auto place = target.value_or(PolicyAddress{m_server, -1});
    // As it runs: with the addresses that are really listened on.
    std::optional<Policy> policy;
    for (const auto &config : m_workbench.laboratory().resolvedDocument().servers) {
        if (config.name == place.server)
            policy = place.route < 0 ? config.policy
                                     : std::optional(config.routes.value(place.route).policy);
    }
    m_previewLabel->setVisible(here && policy);
    m_preview->setVisible(here && policy);
    m_previewBadge->setVisible(here && policy);
    if (!here || !policy)
        return;
    const auto &request = m_workbench.request();
    const auto page = environmentOf(m_workbench.laboratory().resolvedDocument().page);
    const auto analysis =
        analyseRequest(request, page.origin, url, browserProfile(m_workbench.browser()));
    PreviewRequest asked;
    asked.method = normalizeMethod(request.method.value_or("GET"));
    const bool sameOrigin = analysis.relation.kind == Relation::Kind::SameOrigin;
    if (!sameOrigin || !isCorsSafelistedMethod(asked.method) || asked.method == "POST")
        asked.origin = page.origin.serialized();
    asked.asksFirst = analysis.course == RequestAnalysis::Course::AsksFirst;
    for (const auto &reason : analysis.reasons) {
        if (reason.kind == CourseReason::Kind::Header)
            asked.unsafeHeaders.append(reason.value);
    }
    const CompiledPolicy compiled(*policy);
    const auto preview = previewOf(compiled, asked);
    m_preview->setCode(preview.text);
    if (sameOrigin)
        m_previewBadge->setContent(Badge::Tone::Neutral, tr("same-origin: nobody asks for these"));
    else if (preview.originAllowed)
        m_previewBadge->setContent(Badge::Tone::Good, tr("✓ this page's origin is allowed"));
    else
        m_previewBadge->setContent(Badge::Tone::Bad, tr("✕ this page's origin is not allowed"));
}

} // namespace corslab
