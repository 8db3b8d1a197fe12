// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/originheader.h"

#include "ui/matrix/causewords.h"
#include "ui/matrix/matrixmodel.h"
#include "ui/theme/theme.h"
#include "ui/theme/themecontroller.h"
#include "ui/widgets/visibletext.h"

#include <QEvent>
#include <QPainter>

namespace corslab {

namespace {
constexpr int padding = 8;
/// A longer origin is cut in its middle; its tooltip has it whole.
constexpr int mostCharacters = 44;
} // namespace

OriginHeader::OriginHeader(QWidget *parent)
    : QHeaderView(Qt::Vertical, parent)
{
    setSectionResizeMode(QHeaderView::Fixed);
    setSectionsClickable(true);
    setHighlightSections(false);
}

void OriginHeader::setModel(QAbstractItemModel *model)
{
    QHeaderView::setModel(model);
    if (model)
        connect(model, &QAbstractItemModel::modelReset, this, &OriginHeader::measure);
    measure();
}

void OriginHeader::measure()
{
    const QFontMetrics origins(protocolFont(font()));
    const QFontMetrics words(font());
    m_originWidth = 0;
    m_wordsWidth = 0;
    if (const auto *shown = qobject_cast<const MatrixModel *>(model())) {
        qsizetype longest = 0;
        for (int row = 0; row < shown->rowCount(); ++row) {
            longest = qMax(longest, shown->origin(row).origin.size());
            m_wordsWidth =
                qMax(m_wordsWidth, words.horizontalAdvance(sourceWords(shown->origin(row).source)));
        }
        m_originWidth =
            origins.averageCharWidth() * static_cast<int>(qMin<qsizetype>(longest, mostCharacters));
    }
    updateGeometry();
    viewport()->update();
}

QSize OriginHeader::sizeHint() const
{
    return {m_originWidth + m_wordsWidth + 4 * padding, QHeaderView::sizeHint().height()};
}

void OriginHeader::changeEvent(QEvent *event)
{
    QHeaderView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measure();
}

void OriginHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const auto *shown = qobject_cast<const MatrixModel *>(model());
    if (!shown || section >= shown->rowCount())
        return;
    const auto &row = shown->origin(section);
    painter->save();
    painter->fillRect(rect, themeColor(ColorRole::Surface, palette()));
    const auto fixed = protocolFont(font());
    const QRect origin(rect.left() + padding, rect.top(), m_originWidth + padding, rect.height());
    painter->setFont(fixed);
    painter->setPen(themeColor(ColorRole::Page, palette()));
    painter->drawText(
        origin, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        QFontMetrics(fixed).elidedText(visibleText(row.origin), Qt::ElideMiddle, origin.width()));
    painter->setFont(font());
    const bool attacker = row.source >= WhatIfSource::Null;
    painter->setPen(themeColor(attacker ? ColorRole::Warn : ColorRole::MutedText, palette()));
    painter->drawText(
        QRect(origin.right() + padding, rect.top(), rect.right() - origin.right(), rect.height()),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, sourceWords(row.source));
    painter->setPen(themeColor(ColorRole::Line, palette()));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());
    painter->restore();
}

} // namespace corslab
