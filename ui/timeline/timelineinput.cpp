// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keyboard do to the timeline.
#include "ui/timeline/timelinecanvas.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace corslab {

void TimelineCanvas::moveBy(int count)
{
    if (lastIndex() < 0)
        return;
    setCurrentItem(m_current < 0 ? (count > 0 ? 0 : lastIndex())
                                 : std::clamp(m_current + count, 0, lastIndex()));
}

void TimelineCanvas::moveByPage(int direction)
{
    if (lastIndex() < 0)
        return;
    // The item one page further; from a tall one at least to its neighbour.
    const auto from = itemRect(std::max(m_current, 0));
    const auto y = from.center().y() + direction * viewport()->height();
    const auto position = toContents(QPoint(0, y));
    int target = m_geometry.hitTest(position).item;
    if (target < 0)
        target = direction < 0 ? 0 : lastIndex();
    if (target == m_current)
        target += direction;
    setCurrentItem(std::clamp(target, 0, lastIndex()));
}

void TimelineCanvas::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyItem();
        return;
    }
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        // Ctrl+Enter and its like belong to the window.
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        moveBy(-1);
        return;
    case Qt::Key_Down:
        moveBy(1);
        return;
    case Qt::Key_Home:
        moveBy(-lastIndex() - 1);
        return;
    case Qt::Key_End:
        setCurrentItem(lastIndex());
        return;
    case Qt::Key_PageUp:
        moveByPage(-1);
        return;
    case Qt::Key_PageDown:
        moveByPage(1);
        return;
    case Qt::Key_Right:
        setUnfolded(m_current, true);
        return;
    case Qt::Key_Left:
        setUnfolded(m_current, false);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        setUnfolded(m_current, !isUnfolded(m_current));
        return;
    default:
        event->ignore();
    }
}

void TimelineCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::RightButton)
        return;
    const auto hit = m_geometry.hitTest(toContents(event->position().toPoint()));
    if (hit.item < 0)
        return;
    setCurrentItem(hit.item, hit.check);
    if (hit.fold && event->button() == Qt::LeftButton)
        setUnfolded(hit.item, !isUnfolded(hit.item));
}

void TimelineCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
}

void TimelineCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const auto hit = m_geometry.hitTest(toContents(event->position().toPoint()));
    viewport()->setCursor(hit.fold ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TimelineCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    const auto hit = m_geometry.hitTest(toContents(event->position().toPoint()));
    if (event->button() != Qt::LeftButton || hit.item < 0)
        return;
    // The first press of the two was on the sign already; the second takes it back like a press.
    setUnfolded(hit.item, !isUnfolded(hit.item));
}

void TimelineCanvas::wheelEvent(QWheelEvent *event)
{
    QAbstractScrollArea::wheelEvent(event);
    noteScrolled();
}

void TimelineCanvas::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (m_current < 0 && lastIndex() >= 0 && event->reason() != Qt::MouseFocusReason &&
        event->reason() != Qt::ActiveWindowFocusReason)
        setCurrentItem(0);
    viewport()->update();
}

void TimelineCanvas::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void TimelineCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        const int index = itemAt(viewport()->mapFromGlobal(event->globalPos()));
        if (index >= 0 && index != m_current)
            setCurrentItem(index);
    }
    if (m_current < 0)
        return;
    const auto &row = item(m_current);
    QMenu menu(this);
    auto *copy = menu.addAction(tr("Copy as text"), this, &TimelineCanvas::copyItem);
    copy->setShortcut(QKeySequence::Copy);
    menu.addAction(tr("Copy the whole exchange as text"), this, &TimelineCanvas::copyAll);
    if (row.hasMore()) {
        const bool unfolded = isUnfolded(m_current);
        menu.addAction(unfolded ? tr("Fold") : tr("Unfold"), this,
                       [this, index = m_current, unfolded] { setUnfolded(index, !unfolded); });
    }
    auto standard = row.standard;
    auto link = row.link;
    if (m_currentCheck >= 0 && m_currentCheck < static_cast<int>(row.checks.size())) {
        const auto &check = row.checks[static_cast<std::size_t>(m_currentCheck)];
        standard = check.source.isEmpty() ? standard : check.source;
        link = check.link.isEmpty() ? link : check.link;
    }
    if (!link.isEmpty()) {
        menu.addSeparator();
        //: %1: the standard's word for something, such as "CORS check, step 4"
        menu.addAction(tr("Read the standard: %1").arg(standard), this,
                       [this, link] { Q_EMIT linkActivated(QUrl(QString::fromUtf8(link))); });
    }
    const auto at = event->reason() == QContextMenuEvent::Mouse
                        ? event->globalPos()
                        : viewport()->mapToGlobal(itemRect(m_current).center());
    menu.exec(at);
}

void TimelineCanvas::copyItem() const
{
    if (m_current >= 0)
        QGuiApplication::clipboard()->setText(itemText(item(m_current)));
}

void TimelineCanvas::copyAll() const
{
    QStringList texts;
    for (const auto &row : m_model.items())
        texts.append(itemText(row));
    QGuiApplication::clipboard()->setText(texts.join(QStringLiteral("\n\n")));
}

bool TimelineCanvas::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        showToolTip(help->pos(), help->globalPos());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineCanvas::showToolTip(const QPoint &viewportPosition, const QPoint &globalPosition)
{
    const auto hit = m_geometry.hitTest(toContents(viewportPosition));
    if (hit.item < 0) {
        QToolTip::hideText();
        return;
    }
    const auto &row = item(hit.item);
    auto text = row.standard;
    if (hit.check >= 0) {
        const auto &source = row.checks[static_cast<std::size_t>(hit.check)].source;
        text = source.isEmpty() ? text : source;
    }
    if (text.isEmpty()) {
        QToolTip::hideText();
        return;
    }
    //: %1: the standard's word for something
    QToolTip::showText(globalPosition, tr("In the standard: %1").arg(text.toHtmlEscaped()), this,
                       itemRect(hit.item));
}

} // namespace corslab
