// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinecanvas.h"

#include "ui/theme/themecontroller.h"
#include "ui/timeline/lanehead.h"
#include "ui/timeline/timelineaccessible.h"
#include "ui/timeline/timelinepainter.h"
#include "ui/timeline/timelinetext.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace corslab {

namespace {

/// So many items are laid out in one go where an exchange is shown first: two milliseconds.
constexpr std::size_t portion = 100;

TimelineFonts fontsFor(const QWidget &widget)
{
    const auto mono = protocolFont(widget.font());
    return {widget.font(), mono};
}

} // namespace

TimelineCanvas::TimelineCanvas(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_geometry(fontsFor(*this))
    , m_head(new LaneHead(this))
{
    TimelineAccessible::install();
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("What happens between page, browser and server"));
    m_head->setGeometrySource(&m_geometry);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setMouseTracking(true);
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, &TimelineCanvas::noteScrolled);
    m_restTimer.setSingleShot(true);
    connect(&m_restTimer, &QTimer::timeout, this,
            [this] { relayout(m_geometry.size(), portion); });
    placeHead();
}

TimelineCanvas::~TimelineCanvas() = default;

void TimelineCanvas::setExchange(std::shared_ptr<const Exchange> exchange,
                                 const std::optional<Diagnosis> &diagnosis)
{
    const auto idOf = [](const auto &e) { return e ? e->id : quint64{0}; };
    const bool another = idOf(exchange) != idOf(m_exchange);
    if (another) {
        m_unfolded.clear();
        m_current = -1;
        m_currentCheck = -1;
        m_following = exchange && !exchange->finished;
        m_model.clear();
        verticalScrollBar()->setValue(0);
    }
    m_exchange = std::move(exchange);
    std::size_t first = 0;
    if (m_exchange) {
        first = m_model.update(*m_exchange, diagnosis ? &*diagnosis : nullptr);
        m_head->setServer(serverLabel(m_exchange->url));
    }
    m_current = std::min(m_current, lastIndex());
    relayout(first, another ? portion : TimelineGeometry::everything);
    tellAccessibility();
}

void TimelineCanvas::relayout(std::size_t first, std::size_t most)
{
    const auto isUnfolded = [this](std::size_t index) {
        return m_unfolded.contains(static_cast<int>(index));
    };
    m_geometry.update(m_model.items(), first, viewport()->width(), isUnfolded, most);
    if (m_geometry.size() < m_model.items().size())
        m_restTimer.start(0);
    else
        m_restTimer.stop();
    updateScrollBar();
    m_head->update();
    viewport()->update();
}

void TimelineCanvas::layOutRest()
{
    if (m_geometry.size() < m_model.items().size())
        relayout(m_geometry.size());
}

void TimelineCanvas::updateScrollBar()
{
    auto *bar = verticalScrollBar();
    bar->setPageStep(viewport()->height());
    bar->setSingleStep(qRound(24.0 * m_geometry.fonts().unit()));
    bar->setRange(0, std::max(0, qCeil(m_geometry.height()) - viewport()->height()));
    if (m_following)
        bar->setValue(bar->maximum());
}

void TimelineCanvas::placeHead()
{
    const int height = m_head->preferredHeight();
    setViewportMargins(0, height, 0, 0);
    const auto inside = contentsRect();
    m_head->setGeometry(inside.left(), inside.top(), viewport()->width(), height);
}

void TimelineCanvas::refreshFonts()
{
    m_geometry.setFonts(fontsFor(*this));
    placeHead();
    relayout(0);
}

// --- Selection ---------------------------------------------------------------------------------

ExchangeItem TimelineCanvas::placeOf(int index, int check) const
{
    if (index < 0 || index > lastIndex())
        return {};
    const auto &row = item(index);
    if (check >= 0 && check < static_cast<int>(row.checks.size())) {
        const int step = row.checks[static_cast<std::size_t>(check)].step;
        if (step >= 0)
            return {ExchangeItem::Kind::Step, step};
    }
    switch (row.kind) {
    case TimelineItem::Kind::Call:
        return {ExchangeItem::Kind::Call, -1};
    case TimelineItem::Kind::Request:
        return {ExchangeItem::Kind::Request, row.message};
    case TimelineItem::Kind::Response:
    case TimelineItem::Kind::NoAnswer:
    case TimelineItem::Kind::Waiting:
        return {ExchangeItem::Kind::Response, row.message};
    case TimelineItem::Kind::Decision:
        return {ExchangeItem::Kind::Step, row.step};
    case TimelineItem::Kind::NeverSent:
        if (row.message >= 0)
            return {ExchangeItem::Kind::Request, row.message};
        return row.step >= 0 ? ExchangeItem{ExchangeItem::Kind::Step, row.step}
                             : ExchangeItem{ExchangeItem::Kind::Call, -1};
    case TimelineItem::Kind::Outcome:
        return {ExchangeItem::Kind::Outcome, -1};
    }
    Q_UNREACHABLE();
}

int TimelineCanvas::indexOf(const ExchangeItem &wanted) const
{
    int found = -1;
    for (int i = 0; i <= lastIndex(); ++i) {
        if (placeOf(i, -1) == wanted)
            return i;
        // A step may show on a card and with a message; the card comes first in rank.
        if (wanted.kind == ExchangeItem::Kind::Step && item(i).showsStep(wanted.index) &&
            (found < 0 || (item(i).isCard() && !item(found).isCard())))
            found = i;
    }
    return found;
}

void TimelineCanvas::setSelected(const ExchangeItem &wanted)
{
    if (m_current >= 0 && placeOf(m_current, m_currentCheck) == wanted)
        return;
    m_current = wanted.kind == ExchangeItem::Kind::None ? -1 : indexOf(wanted);
    m_currentCheck = -1;
    if (m_current >= 0 && wanted.kind == ExchangeItem::Kind::Step) {
        const auto &checks = item(m_current).checks;
        const auto check = std::find_if(checks.begin(), checks.end(),
                                        [&](const auto &c) { return c.step == wanted.index; });
        if (check != checks.end() && item(m_current).step != wanted.index)
            m_currentCheck = static_cast<int>(check - checks.begin());
    }
    if (m_current >= 0)
        makeVisible(m_current);
    viewport()->update();
    tellAccessibility();
}

void TimelineCanvas::setCurrentItem(int index, int check)
{
    if (index < 0 || index > lastIndex())
        return;
    if (index != m_current || check != m_currentCheck) {
        m_current = index;
        m_currentCheck = check;
        viewport()->update();
        tellAccessibility();
    }
    makeVisible(index);
    Q_EMIT itemChosen(placeOf(index, check));
}

void TimelineCanvas::setUnfolded(int index, bool unfolded)
{
    if (index < 0 || index > lastIndex() || unfolded == isUnfolded(index) ||
        (unfolded && !item(index).hasMore()))
        return;
    if (unfolded)
        m_unfolded.insert(index);
    else
        m_unfolded.remove(index);
    layOutRest();
    // To unfold is to read: what is read must not run away.
    m_following = false;
    if (!unfolded)
        m_currentCheck = -1;
    m_geometry.updateItem(m_model.items(), static_cast<std::size_t>(index), unfolded);
    updateScrollBar();
    viewport()->update();
    tellAccessibility();
}

void TimelineCanvas::makeVisible(int index)
{
    layOutRest();
    const auto rect = m_geometry.itemRect(static_cast<std::size_t>(index));
    auto *bar = verticalScrollBar();
    const auto height = viewport()->height();
    int value = bar->value();
    if (rect.bottom() > value + height)
        value = qCeil(rect.bottom()) - height;
    if (rect.top() < value)
        value = qFloor(rect.top());
    // The ends show that they are the ends.
    if (index == lastIndex() && rect.height() <= height)
        value = bar->maximum();
    if (index == 0)
        value = 0;
    if (value == bar->value())
        return;
    bar->setValue(value);
    noteScrolled();
}

void TimelineCanvas::noteScrolled()
{
    // While an action of the person is announced, the value itself is not set yet.
    m_following = m_exchange && !m_exchange->finished &&
                  verticalScrollBar()->sliderPosition() == verticalScrollBar()->maximum();
}

void TimelineCanvas::tellAccessibility()
{
    setAccessibleDescription(m_current >= 0 ? itemText(item(m_current)) : QString());
    TimelineAccessible::currentChanged(*this);
}

// --- Painting ----------------------------------------------------------------------------------

void TimelineCanvas::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto scheme = colorSchemeOf(palette());
    painter.fillRect(event->rect(), themeColor(ColorRole::Ground, scheme));
    const auto offset = verticalScrollBar()->value();
    painter.translate(0, -offset);
    const qreal top = event->rect().top() + offset;
    const qreal bottom = event->rect().bottom() + 1 + offset;
    TimelinePainter paint(painter, m_geometry, scheme);
    const auto [first, last] = m_geometry.between(top, bottom);
    m_painted = static_cast<int>(last - first);
    const auto stateOf = [this](std::size_t index) {
        TimelinePainter::State state;
        state.selected = static_cast<int>(index) == m_current;
        state.focused = state.selected && hasFocus();
        state.check = state.selected && isUnfolded(m_current) ? m_currentCheck : -1;
        return state;
    };
    for (auto i = first; i < last; ++i)
        paint.paintSelection(i, stateOf(i));
    if (m_geometry.size() > 0)
        paint.paintLanes(top, bottom);
    for (auto i = first; i < last; ++i)
        paint.paintItem(i, stateOf(i), top, bottom);
}

void TimelineCanvas::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    placeHead();
    // As many as there were: a long exchange that shows itself and its scroll bar is resized right
    // after its first portion, and the rest can go on waiting.
    relayout(m_geometry.size(), std::max(portion, m_geometry.size()));
}

void TimelineCanvas::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        refreshFonts();
    else if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

void TimelineCanvas::scrollContentsBy(int /*dx*/, int dy)
{
    viewport()->scroll(0, dy);
}

QPointF TimelineCanvas::toContents(const QPoint &viewportPosition) const
{
    return QPointF(viewportPosition) + QPointF(0.0, verticalScrollBar()->value());
}

QRect TimelineCanvas::itemRect(int index) const
{
    if (index < 0 || static_cast<std::size_t>(index) >= m_geometry.size())
        return {};
    return m_geometry.itemRect(static_cast<std::size_t>(index))
        .translated(0.0, -verticalScrollBar()->value())
        .toAlignedRect();
}

int TimelineCanvas::itemAt(const QPoint &viewportPosition) const
{
    return m_geometry.hitTest(toContents(viewportPosition)).item;
}

} // namespace corslab
