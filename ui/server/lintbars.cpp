// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/lintbars.h"

#include "core/diagnosis/linttext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/visibletext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace corslab {

namespace {

constexpr std::size_t rowsAtFirst = 2; ///< more are folded: a form is read for its fields
constexpr std::size_t mostRows = 30;

QString severityShape(LintSeverity severity)
{
    switch (severity) {
    case LintSeverity::Critical:
        return u"‼"_qs;
    case LintSeverity::High:
        return u"▲"_qs;
    case LintSeverity::NeverWorks:
        return u"✕"_qs;
    case LintSeverity::Medium:
        return u"△"_qs;
    case LintSeverity::Low:
        return u"○"_qs;
    case LintSeverity::Information:
        return u"·"_qs;
    }
    Q_UNREACHABLE();
}

/// The bar: a strong edge and a tinted ground, in the colour of how grave it is.
class Bar : public QWidget
{
public:
    explicit Bar(LintSeverity severity)
        : m_role(failsTheCheck(severity)                 ? ColorRole::Bad
                 : severity == LintSeverity::Information ? ColorRole::Neutral
                                                         : ColorRole::Warn)
        , m_tint(failsTheCheck(severity)                 ? ColorRole::BadTint
                 : severity == LintSeverity::Information ? ColorRole::NeutralTint
                                                         : ColorRole::WarnTint)
    {
    }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        constexpr int edge = 3;
        QPainter painter(this);
        painter.fillRect(rect(), themeColor(m_tint, palette()));
        painter.fillRect(QRect(0, 0, edge, height()), themeColor(m_role, palette()));
    }

private:
    ColorRole m_role;
    ColorRole m_tint;
};

QPushButton *linkButton(const QString &text, const QString &name)
{
    auto *button = new QPushButton(QString(text).replace(u'&', u"&&"_qs));
    button->setFlat(true);
    button->setCursor(Qt::PointingHandCursor);
    button->setAccessibleName(name);
    button->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    return button;
}

} // namespace

LintBars::LintBars(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    setVisible(false);
}

void LintBars::setLints(std::vector<Lint> lints)
{
    std::stable_sort(lints.begin(), lints.end(),
                     [](const Lint &a, const Lint &b) { return a.severity < b.severity; });
    if (lints == m_lints)
        return;
    m_lints = std::move(lints);
    rebuild();
}

void LintBars::rebuild()
{
    // A button's own click may be what brings the new findings.
    if (m_rows) {
        m_rows->hide();
        m_rows->deleteLater();
    }
    m_rows = nullptr;
    setVisible(!m_lints.empty());
    if (m_lints.empty())
        return;
    m_rows = new QWidget;
    auto *rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    m_column->addWidget(m_rows);
    // Notes stand last and are folded: what is wrong comes first, and then the form.
    const auto notes = static_cast<std::size_t>(
        std::count_if(m_lints.begin(), m_lints.end(),
                      [](const Lint &l) { return l.severity == LintSeverity::Information; }));
    const auto wrong = m_lints.size() - notes;
    const auto shown = std::min(m_all ? m_lints.size() : wrong, m_all ? mostRows : rowsAtFirst);
    for (std::size_t i = 0; i < shown; ++i)
        addRow(m_lints[i]);
    const auto hidden = m_lints.size() - shown;
    if (!m_all && hidden == 0)
        return;
    auto *fold = linkButton(foldText(hidden, hidden > notes),
                            m_all ? tr("Show fewer findings") : tr("Show more findings"));
    rows->addWidget(fold, 0, Qt::AlignLeft);
    connect(fold, &QPushButton::clicked, this, [this] {
        m_all = !m_all;
        rebuild();
    });
}

QString LintBars::foldText(std::size_t hidden, bool wrong) const
{
    if (m_all) {
        return hidden == 0 ? tr("\u25be Show fewer")
                           : tr("\u25be Show fewer (%1 more not shown)").arg(hidden);
    }
    if (hidden == 1)
        return wrong ? tr("\u25b8 1 more finding") : tr("\u25b8 1 note");
    return (wrong ? tr("\u25b8 %1 more findings") : tr("\u25b8 %1 notes")).arg(hidden);
}

void LintBars::addRow(const Lint &lint)
{
    const auto words = lintText(lint);
    auto *bar = new Bar(lint.severity);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(10, 5, 6, 4);
    column->setSpacing(1);
    const auto severity = severityWord(lint.severity);
    const auto message = visibleText(words.message);
    auto *label = new QLabel(
        u"<b>%1 %2</b> %3"_qs.arg(severityShape(lint.severity), severity, message.toHtmlEscaped()));
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setToolTip(visibleText(words.reason));
    label->setAccessibleName(severity + u": "_qs + message);
    label->setAccessibleDescription(visibleText(words.reason));
    column->addWidget(label);
    auto *ways = new QHBoxLayout;
    ways->setContentsMargins(0, 0, 0, 0);
    ways->setSpacing(2);
    if (!lint.fix.empty() && !words.fixLabel.isEmpty()) {
        const auto text = visibleText(words.fixLabel);
        auto *fix = linkButton(text, text);
        fix->setToolTip(tr("%1 (undo takes it back)").arg(text));
        connect(fix, &QPushButton::clicked, this, [this, lint] { Q_EMIT fixRequested(lint); });
        ways->addWidget(fix);
    }
    if (!words.source.isEmpty()) {
        auto *source = linkButton(tr("Why"), tr("Read why: %1").arg(words.sourceLabel));
        source->setToolTip(visibleText(words.reason) + u'\n' + words.sourceLabel);
        connect(source, &QPushButton::clicked, this,
                [this, url = words.source] { Q_EMIT linkActivated(QUrl::fromEncoded(url)); });
        ways->addWidget(source);
    }
    ways->addStretch(1);
    column->addLayout(ways);
    m_rows->layout()->addWidget(bar);
}

} // namespace corslab
