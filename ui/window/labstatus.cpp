// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/labstatus.h"

#include "core/fetch/useragent.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/visibletext.h"
#include "ui/window/filecontroller.h"

#include <QHBoxLayout>

namespace corslab {

LabStatus::LabStatus(Workbench &workbench, const FileController &files, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_files(files)
    , m_left(new NoteLabel(ColorRole::MutedText))
    , m_right(new NoteLabel(ColorRole::MutedText))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 8, 2);
    row->addWidget(m_left, 1);
    row->addWidget(m_right);
    for (auto *label : {m_left, m_right})
        label->setWordWrap(false);
    // The window may be narrower than all that.
    m_left->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &LabStatus::refresh);
    for (const auto signal : {&Workbench::serversChanged, &Workbench::exchangeFinished,
                              &Workbench::exchangeSelected, &Workbench::fileChanged})
        connect(&m_workbench, signal, this, &LabStatus::refresh);
    refresh();
}

void LabStatus::refresh()
{
    QStringList parts;
    for (const auto &config : m_workbench.document().servers) {
        bool listens = true;
        for (const auto &error : m_workbench.listenErrors())
            listens = listens && error.origin != config.origin;
        const auto address = m_workbench.resolvedText(u"{{%1}}"_qs.arg(config.name));
        parts.append(listens ? tr("%1 %2").arg(visibleText(config.name), address)
                             : tr("%1 does not listen").arg(visibleText(config.name)));
    }
    auto &agent = m_workbench.laboratory().userAgent();
    const int cached = agent.preflightCache().size();
    parts.append(cached == 0   ? tr("preflight cache: empty")
                 : cached == 1 ? tr("preflight cache: 1 entry")
                               : tr("preflight cache: %1 entries").arg(cached));
    parts.append(tr("cookies: %1").arg(agent.cookies().size()));
    m_left->setNote(parts.join(u"     "_qs));
    m_left->setToolTip(parts.join(u'\n'));
    const auto name = m_files.name();
    m_right->setNote(
        m_workbench.isModified() ? tr("%1 — not saved").arg(name) : tr("%1 — saved").arg(name));
    if (cached > 0 && !m_timer.isActive())
        m_timer.start();
    else if (cached == 0)
        m_timer.stop();
}

} // namespace corslab
