// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/emptytimeline.h"

#include "ui/theme/theme.h"
#include "ui/theme/themecontroller.h"
#include "ui/theme/themeicons.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/scenariotitle.h"
#include "ui/widgets/visibletext.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace corslab {

namespace {

constexpr qsizetype MostOffered = 3;

} // namespace

EmptyTimeline::EmptyTimeline(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(tr("Nothing has been sent yet."), this))
    , m_text(new QLabel(this))
    , m_list(new QVBoxLayout)
{
    m_text->setText(tr("Press Send (Ctrl+Enter) to let the page on the left ask the server on the "
                       "right, and watch here how the browser decides. Or begin with one of "
                       "these:"));
    m_text->setWordWrap(true);
    m_title->setWordWrap(true);

    auto *column = new QWidget(this);
    column->setMaximumWidth(460);
    auto *inside = new QVBoxLayout(column);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(10);
    inside->addWidget(m_title);
    inside->addWidget(m_text);
    inside->addSpacing(6);
    inside->addLayout(m_list);
    m_list->setSpacing(4);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(28, 20, 28, 20);
    outer->addStretch(2);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(column, 20);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch(3);
    dress();
}

void EmptyTimeline::setEntries(const QList<Entry> &entries)
{
    qDeleteAll(m_rows);
    m_rows.clear();
    for (const auto &entry : entries.first(qMin(entries.size(), MostOffered))) {
        auto *row = new QWidget(this);
        auto *layout = new QVBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 4);
        layout->setSpacing(2);
        const auto name = scenarioTitle(entry.name);
        auto label = name;
        label.replace(u'&', QStringLiteral("&&"));
        auto *button = new QPushButton(themeIcon(IconName::Send), label, row);
        button->setAccessibleName(tr("Send: %1").arg(name));
        button->setAccessibleDescription(entry.request);
        button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        connect(button, &QPushButton::clicked, this,
                [this, chosen = entry.name] { Q_EMIT scenarioChosen(chosen); });
        auto *request = new NoteLabel(ColorRole::MutedText, row);
        request->setNote(visibleText(entry.request));
        useProtocolFont(request);
        layout->addWidget(button);
        layout->addWidget(request);
        m_list->addWidget(row);
        m_rows.append(row);
    }
}

void EmptyTimeline::dress()
{
    auto title = QApplication::font();
    title.setBold(true);
    title.setPointSizeF(title.pointSizeF() * 1.25);
    m_title->setFont(title);
}

void EmptyTimeline::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // Under an application's style sheet a widget's own font does not follow.
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        dress();
}

void EmptyTimeline::paintEvent(QPaintEvent * /*event*/)
{
    QPainter(this).fillRect(rect(), themeColor(ColorRole::Ground, palette()));
}

} // namespace corslab
