// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/originlistnote.h"

#include "core/diagnosis/errortext.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/visibletext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace corslab {

namespace {

constexpr std::size_t linesShown = 3;

QString lineText(const PatternListError &error)
{
    return OriginListNote::tr("Line %L1, character %L2: %3")
        .arg(error.line)
        .arg(error.column)
        .arg(visibleText(errorText(error.error)));
}

} // namespace

OriginListNote::OriginListNote(QWidget *parent)
    : QWidget(parent)
    , m_note(new NoteLabel(ColorRole::Bad))
    , m_copy(new QPushButton(tr("Copy all of them")))
    , m_close(new QPushButton(tr("Dismiss")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_note);
    auto *row = new QHBoxLayout;
    row->addWidget(m_copy);
    row->addWidget(m_close);
    row->addStretch(1);
    column->addLayout(row);
    m_copy->setAccessibleName(tr("Copy where each line goes wrong"));
    m_close->setAccessibleName(tr("Dismiss what is said of the pasted list"));
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(m_close, &QPushButton::clicked, this, [this] { showList({}); });
    setVisible(false);
}

void OriginListNote::showList(const PatternList &list)
{
    m_errors = list.errors;
    setVisible(!m_errors.empty());
    QStringList sentences;
    sentences.append(tr("%Ln origin(s) taken;", nullptr, static_cast<int>(list.entries.size())) +
                     u' ' +
                     tr("%Ln line(s) left out:", nullptr, static_cast<int>(m_errors.size())));
    for (std::size_t i = 0; i < std::min(m_errors.size(), linesShown); ++i)
        sentences.append(lineText(m_errors[i]));
    if (m_errors.size() > linesShown)
        sentences.append(
            tr("and %Ln more", nullptr, static_cast<int>(m_errors.size() - linesShown)));
    m_note->setNote(m_errors.empty() ? QString() : sentences.join(u'\n'));
    m_copy->setVisible(m_errors.size() > linesShown);
}

QString OriginListNote::text() const
{
    QString result;
    for (const auto &error : m_errors)
        result += lineText(error) + u'\n';
    return result;
}

} // namespace corslab
