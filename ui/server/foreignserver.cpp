// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/foreignserver.h"

#include "ui/widgets/notelabel.h"
#include "ui/widgets/visibletext.h"
#include "ui/widgets/wrapedit.h"

#include <QVBoxLayout>

namespace corslab {

QString lastAnswersOf(const ExchangeLog &log, const QByteArray &origin)
{
    for (std::size_t i = log.size(); i-- > 0;) {
        QString text;
        for (const auto &message : log.at(i)->messages) {
            if (!message.url.startsWith(origin) || message.status == 0)
                continue;
            const auto url = Url::parse(QString::fromUtf8(message.url));
            if (!url || url->origin().serialized() != origin)
                continue;
            if (!text.isEmpty())
                text += u"\n\n"_qs;
            text += visibleText(message.method) + u' ' + visibleText(url->requestTarget()) +
                    u" → "_qs + QString::number(message.status) + u' ' +
                    visibleText(message.reason);
            for (const auto &header : message.responseHeaders)
                text += u'\n' + visibleText(header.name) + u": "_qs + visibleText(header.value);
        }
        if (!text.isEmpty())
            return text;
    }
    return {};
}

ForeignServer::ForeignServer(Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_sentence(new NoteLabel(ColorRole::Text))
    , m_caption(new NoteLabel(ColorRole::MutedText))
    , m_answers(new CodeView(24))
    , m_advice(new NoteLabel(ColorRole::MutedText))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->addWidget(m_sentence);
    column->addWidget(m_caption);
    column->addWidget(m_answers);
    column->addWidget(m_advice);
    column->addStretch(1);
    m_answers->setAccessibleName(tr("What this server sent last"));
    connect(&m_workbench, &Workbench::exchangeChanged, this, &ForeignServer::refresh);
    connect(&m_workbench, &Workbench::exchangeSelected, this, &ForeignServer::refresh);
}

void ForeignServer::setTarget(const Url &url)
{
    m_origin = url.origin().serialized();
    m_sentence->setNote(tr("%1 is your server, not the laboratory's: what it answers is decided "
                           "there, and cannot be edited here.")
                            .arg(visibleText(m_origin)));
    refresh();
}

void ForeignServer::refresh()
{
    if (m_origin.isEmpty())
        return;
    const auto text = lastAnswersOf(m_workbench.log(), m_origin);
    m_caption->setNote(text.isEmpty() ? tr("It has not answered yet. Send the request to see what "
                                           "it says.")
                                      : tr("What it sent last"));
    m_answers->setVisible(!text.isEmpty());
    m_answers->setCode(text);
    m_advice->setNote(text.isEmpty() || text.contains(u"access-control-", Qt::CaseInsensitive)
                          ? QString()
                          : tr("No Access-Control header is among them: this server says nothing "
                               "about CORS."));
}

} // namespace corslab
