// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/celldetail.h"

#include "core/diagnosis/diagnosis.h"
#include "ui/matrix/matrixmodel.h"
#include "ui/verdict/verdictline.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/visibletext.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace corslab {

namespace {

Badge::Tone toneOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allowed:
        return Badge::Tone::Good;
    case Verdict::Opaque:
        return Badge::Tone::Neutral;
    case Verdict::Blocked:
        return Badge::Tone::Bad;
    case Verdict::Failed:
    case Verdict::Invalid:
        return Badge::Tone::Warn;
    }
    Q_UNREACHABLE();
}

} // namespace

CellDetail::CellDetail(QWidget *parent)
    : QWidget(parent)
    , m_place(new NoteLabel(ColorRole::MutedText))
    , m_verdict(new Badge)
    , m_change(new NoteLabel(ColorRole::Text))
    , m_sentence(new NoteLabel(ColorRole::Text))
    , m_open(new QPushButton(tr("Open as a timeline")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 4, 10, 6);
    column->setSpacing(4);
    for (auto *part : std::initializer_list<QWidget *>{m_verdict, m_place, m_sentence, m_change})
        column->addWidget(part);
    column->addWidget(m_open, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_open->setAccessibleName(tr("Open the selected cell as a timeline"));
    m_open->setToolTip(tr("The whole exchange as it would be. Nothing is sent. (Enter)"));
    connect(m_open, &QPushButton::clicked, this, &CellDetail::openRequested);
}

void CellDetail::showCell(const MatrixModel &model, int row, int column)
{
    const bool known = row >= 0 && column >= 0 && model.cell(row, column).known;
    m_verdict->setVisible(known);
    m_open->setVisible(known);
    if (!known) {
        m_place->setNote(tr("Choose a cell to read why it is so."));
        m_sentence->setNote({});
        m_change->setNote({});
        return;
    }
    const auto exchange = model.exchange(row, column);
    const auto look = verdictLook(exchange->verdict);
    m_verdict->setContent(toneOf(exchange->verdict), look.shape + u' ' + look.word.toLower());
    m_place->setNote(
        tr("%1 asks for “%2”")
            .arg(visibleText(exchange->pageOrigin),
                 model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()));
    m_sentence->setNote(visibleText(diagnose(*exchange, std::nullopt).sentence));
    switch (model.change(row, column)) {
    case MatrixChange::None:
        m_change->setNote({});
        break;
    case MatrixChange::Opened:
        m_change->setNote(tr("Before the edit it could not be read."));
        break;
    case MatrixChange::Closed:
        m_change->setNote(tr("Before the edit it could be read."));
        break;
    case MatrixChange::Other:
        m_change->setNote(tr("Before the edit it ended so for another reason."));
        break;
    }
}

} // namespace corslab
