// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrixcontroller.h"

#include "core/fetch/requestconstructor.h"
#include "ui/matrix/matrixmodel.h"
#include "ui/window/workbench.h"

namespace corslab {

namespace {

/// Milliseconds without an edit before the matrix is asked again.
constexpr int pause = 40;

QList<Policy> policiesOf(const QList<ServerConfig> &servers)
{
    QList<Policy> policies;
    for (const auto &server : servers) {
        if (server.policy)
            policies.append(*server.policy);
        for (const auto &route : server.routes)
            policies.append(route.policy);
    }
    return policies;
}

} // namespace

MatrixController::MatrixController(Workbench &workbench, MatrixModel &model, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_model(model)
{
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(pause);
    connect(&m_debounce, &QTimer::timeout, this, &MatrixController::refresh);
    connect(&m_now, &WhatIfRunner::answered, this,
            [this](qsizetype first, const std::vector<WhatIfCell> &cells) {
                m_model.take(first, cells);
                m_done += static_cast<qsizetype>(cells.size());
                Q_EMIT progressed();
            });
    connect(&m_before, &WhatIfRunner::answered, this,
            [this](qsizetype first, const std::vector<WhatIfCell> &cells) {
                m_model.takeBefore(first, cells);
                m_done += static_cast<qsizetype>(cells.size());
                Q_EMIT progressed();
            });
    for (auto *runner : {&m_now, &m_before})
        connect(runner, &WhatIfRunner::finished, this, &MatrixController::endPart);
    for (auto signal :
         {&Workbench::requestChanged, &Workbench::pageChanged, &Workbench::serversChanged,
          &Workbench::scenariosChanged, &Workbench::browserChanged, &Workbench::fileChanged})
        connect(&workbench, signal, this, &MatrixController::refreshSoon);
    connect(&workbench, &Workbench::serverChanged, this, &MatrixController::refreshSoon);
}

void MatrixController::setActive(bool active)
{
    m_active = active;
    if (active)
        refresh();
}

void MatrixController::setTyped(QList<QByteArray> origins)
{
    m_typed = std::move(origins);
    refresh();
}

void MatrixController::setBaseline(Baseline baseline)
{
    m_baseline = baseline;
    refresh();
}

void MatrixController::pin()
{
    m_pinned = m_workbench.document();
    setBaseline(Baseline::Pinned);
}

bool MatrixController::isRunning() const
{
    return m_now.isRunning() || m_before.isRunning();
}

void MatrixController::cancel()
{
    if (!isRunning())
        return;
    m_now.cancel();
    m_before.cancel();
    // What was not answered is asked again with the next edit.
    m_asked.reset();
    m_askedBefore.reset();
    m_cancelled = true;
    Q_EMIT progressed();
}

void MatrixController::refreshSoon()
{
    if (m_active)
        m_debounce.start();
}

std::vector<WhatIfRequest> MatrixController::columns() const
{
    auto document = m_workbench.document();
    document.requests.removeIf(
        [](const RequestEntry &entry) { return entry.name == composedName(); });
    // The composed request is a column of its own while it is none of the scenarios.
    if (m_workbench.requestName().isEmpty())
        document.requests.prepend(
            {tr("The composed request"), m_workbench.request(), std::nullopt});
    const auto reached = m_workbench.reached(document);
    const auto base = baseUrlOf(environmentOf(reached.page));
    std::vector<WhatIfRequest> result;
    for (const auto &entry : reached.requests) {
        const auto *request = std::get_if<ScriptRequest>(&entry.action);
        if (!request || static_cast<qsizetype>(result.size()) >= ColumnLimit)
            continue;
        WhatIfRequest column{entry.name, *request};
        if (const auto url = Url::parse(request->url, &base))
            column.request.url = QString::fromUtf8(url->href());
        result.push_back(std::move(column));
    }
    return result;
}

const LabDocument *MatrixController::baselineDocument() const
{
    switch (m_baseline) {
    case Baseline::File:
        return &m_workbench.fileDocument();
    case Baseline::Pinned:
        return m_pinned ? &*m_pinned : nullptr;
    case Baseline::Nothing:
        return nullptr;
    }
    Q_UNREACHABLE();
}

void MatrixController::refresh()
{
    m_debounce.stop();
    if (!m_active)
        return;
    WhatIfQuestion question;
    question.servers = m_workbench.reached(m_workbench.document()).servers;
    question.requests = columns();
    question.browser = m_workbench.browser();
    WhatIfQuestion before = question;
    const auto *baseline = baselineDocument();
    if (baseline)
        before.servers = m_workbench.reached(*baseline).servers;
    m_edited = baseline && before.servers != question.servers;
    auto origins = whatIfOrigins(m_workbench.pageOrigin(), m_typed, policiesOf(question.servers),
                                 m_edited ? policiesOf(before.servers) : QList<Policy>(), RowLimit);
    for (const auto &row : origins.rows)
        question.origins.push_back(row.origin);
    before.origins = question.origins;

    m_cancelled = false;
    const bool sameNow = m_asked == question;
    const bool sameBefore = m_edited ? m_askedBefore == before : !m_askedBefore;
    if (sameNow && sameBefore) {
        if (!isRunning())
            Q_EMIT finished();
        return;
    }
    const bool sameTable =
        m_asked && m_asked->requests == question.requests && m_asked->origins == question.origins;
    if (!sameNow) {
        m_asked = question;
        auto whatIf = std::make_shared<const WhatIf>(std::move(question));
        m_model.setQuestion(whatIf, std::move(origins));
        m_done = 0;
        m_total = static_cast<qsizetype>(whatIf->size());
        m_now.run(std::move(whatIf));
    } else {
        m_done = m_total = 0;
    }
    if (!m_edited) {
        m_askedBefore.reset();
        m_before.cancel();
        m_model.forgetBefore();
        if (!isRunning())
            endPart();
    } else if (!sameBefore || !sameTable) {
        m_askedBefore = before;
        m_model.beginBefore();
        auto whatIf = std::make_shared<const WhatIf>(std::move(before));
        m_total += static_cast<qsizetype>(whatIf->size());
        m_before.run(std::move(whatIf));
    }
    Q_EMIT progressed();
}

void MatrixController::endPart()
{
    if (!isRunning())
        Q_EMIT finished();
}

} // namespace corslab
