// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/lintwatcher.h"

#include "core/document/documentlint.h"
#include "core/server/serverlint.h"
#include "ui/window/workbench.h"

namespace corslab {

namespace {
constexpr int pause = 100; ///< milliseconds without an edit
}

LintWatcher::LintWatcher(Workbench &workbench, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
{
    m_thread.setMaxThreadCount(1);
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(pause);
    connect(&m_debounce, &QTimer::timeout, this, &LintWatcher::look);
    const auto soon = [this] { m_debounce.start(); };
    connect(&workbench, &Workbench::serverChanged, this, soon);
    connect(&workbench, &Workbench::serversChanged, this, soon);
    connect(&workbench, &Workbench::pageChanged, this, soon);
    m_debounce.start();
}

LintWatcher::~LintWatcher()
{
    // No thread may tell of findings any more.
    m_thread.clear();
    m_thread.waitForDone();
}

void LintWatcher::look()
{
    auto written = m_workbench.document();
    // With the addresses really listened on: port 0 is no mistake.
    auto reached = written;
    for (auto &server : reached.servers)
        server.origin = m_workbench.resolvedText(u"{{%1}}"_qs.arg(server.name)).toUtf8();
    const auto number = ++m_newest;
    m_thread.clear();
    m_thread.start([this, number, written = std::move(written), reached = std::move(reached)] {
        auto lints = corslab::lintsOf(reached);
        QMetaObject::invokeMethod(
            this,
            [this, number, written, lints = std::move(lints)] {
                if (number != m_newest)
                    return;
                m_looked = written;
                m_lints = lints;
                Q_EMIT changed();
            },
            Qt::QueuedConnection);
    });
}

std::vector<Lint> LintWatcher::lintsOf(const QString &server) const
{
    std::vector<Lint> found;
    for (const auto &lint : m_lints) {
        const auto index = lint.place.server.value_or(0);
        if (index < m_looked.servers.size() && m_looked.servers.at(index).name == server)
            found.push_back(lint);
    }
    return found;
}

std::optional<ServerConfig> LintWatcher::fixed(const QString &server, const Lint &lint) const
{
    const auto index = lint.place.server.value_or(0);
    const auto *now = m_workbench.server(server);
    if (!now || index >= m_looked.servers.size() || m_looked.servers.at(index) != *now)
        return std::nullopt;
    return applied(*now, lint.fix);
}

} // namespace corslab
