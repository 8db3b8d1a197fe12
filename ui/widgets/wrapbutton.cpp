// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wrapbutton.h"

#include <QEvent>
#include <QFontMetrics>

namespace corslab {

namespace {

/// Words longer than this are broken where they must be.
constexpr int longestWord = 180; // pixels

QString withoutMnemonics(QString text)
{
    return text.replace(u'&', u"&&"_qs);
}

/// Cuts off what fits into `width` from the front of a word.
QString takeFitting(QString &word, const QFontMetrics &metrics, int width)
{
    qsizetype count = 1;
    while (count < word.size() && metrics.horizontalAdvance(word.first(count + 1)) <= width)
        ++count;
    if (count < word.size() && word.at(count - 1).isHighSurrogate())
        ++count;
    const auto part = word.first(count);
    word.remove(0, count);
    return part;
}

} // namespace

WrapButton::WrapButton(const QString &label, QWidget *parent)
    : QPushButton(parent)
{
    auto policy = QSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setLabel(label);
}

void WrapButton::setLabel(const QString &label)
{
    m_label = label;
    setAccessibleName(label);
    wrap();
    updateGeometry();
}

QSize WrapButton::textSize(const QString &text) const
{
    return fontMetrics().size(Qt::TextShowMnemonic, text);
}

QSize WrapButton::around() const
{
    return QPushButton::sizeHint() - textSize(text());
}

QString WrapButton::wrapped(int width) const
{
    const auto metrics = fontMetrics();
    const int room = qMax(1, width - around().width());
    QStringList lines;
    QString line;
    for (auto word : m_label.split(u' ')) {
        const auto longer = line.isEmpty() ? word : line + u' ' + word;
        if (metrics.horizontalAdvance(longer) <= room) {
            line = longer;
            continue;
        }
        if (!line.isEmpty())
            lines.append(line);
        while (metrics.horizontalAdvance(word) > room && word.size() > 1)
            lines.append(takeFitting(word, metrics, room));
        line = word;
    }
    lines.append(line);
    return withoutMnemonics(lines.join(u'\n'));
}

QSize WrapButton::sizeHint() const
{
    return textSize(withoutMnemonics(m_label)) + around();
}

QSize WrapButton::minimumSizeHint() const
{
    int widest = 0;
    for (const auto &word : m_label.split(u' '))
        widest = qMax(widest, fontMetrics().horizontalAdvance(word));
    return {qMin(widest, longestWord) + around().width(), sizeHint().height()};
}

int WrapButton::heightForWidth(int width) const
{
    return textSize(wrapped(width)).height() + around().height();
}

void WrapButton::wrap()
{
    const auto lines = wrapped(width());
    if (lines != text())
        setText(lines);
}

void WrapButton::resizeEvent(QResizeEvent *event)
{
    QPushButton::resizeEvent(event);
    wrap();
}

void WrapButton::changeEvent(QEvent *event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        wrap();
}

} // namespace corslab
