// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/texttimeline.h"

#include "core/diagnosis/diagnosis.h"
#include "core/fetch/browserprofile.h"
#include "core/http/syntax.h"
#include "core/http/url.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace corslab {

namespace {

// Columns of the three lanes.
constexpr int PageLane = 2;
constexpr int BrowserLane = 34;
constexpr int ServerLane = 96;

enum class Color { None, Page, Browser, Server, Good, Bad, Muted };

QString escape(Color color)
{
    switch (color) {
    case Color::None:
        return {};
    case Color::Page:
        return QStringLiteral("\033[34m");
    case Color::Browser:
        return QStringLiteral("\033[35m");
    case Color::Server:
        return QStringLiteral("\033[36m");
    case Color::Good:
        return QStringLiteral("\033[32m");
    case Color::Bad:
        return QStringLiteral("\033[31m");
    case Color::Muted:
        return QStringLiteral("\033[2m");
    }
    Q_UNREACHABLE();
}

/// What a server says could move a terminal's cursor: control characters are shown as dots.
QString harmless(const QString &text)
{
    QString out = text;
    for (QChar &c : out) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = QChar(0x00B7);
    }
    return out;
}

bool matters(const QByteArray &name)
{
    static constexpr std::array<const char *, 9> names = {"Origin",
                                                          "Cookie",
                                                          "Set-Cookie",
                                                          "Authorization",
                                                          "Location",
                                                          "Vary",
                                                          "Content-Type",
                                                          "Timing-Allow-Origin",
                                                          "Cross-Origin-Resource-Policy"};
    return asciiLower(name).startsWith("access-control-") ||
           std::any_of(names.begin(), names.end(),
                       [&name](const char *each) { return equalsIgnoreCase(name, each); });
}

class Writer
{
public:
    explicit Writer(bool color)
        : m_color(color)
    {
    }

    QString take() { return std::move(m_text); }

    void line(const QString &text = {}) { m_text += text + u'\n'; }

    QString paint(Color color, const QString &text) const
    {
        return m_color && color != Color::None ? escape(color) + text + QStringLiteral("\033[0m")
                                               : text;
    }

    void title(const QString &text)
    {
        line(paint(Color::None, QStringLiteral("── ") + text + u' ' +
                                    QString(std::max<qsizetype>(3, 96 - text.size()), u'─')));
    }

    /// Text at the right of the browser's lane, wrapped; the shape before it tells the outcome
    /// without colour.
    void note(const QString &shape, Color color, const QString &text)
    {
        constexpr int width = ServerLane - BrowserLane - 8;
        QString rest = harmless(text);
        QString lead = shape + u' ';
        while (!rest.isEmpty()) {
            qsizetype cut = rest.size() <= width ? rest.size() : rest.lastIndexOf(u' ', width);
            if (cut <= 0)
                cut = std::min<qsizetype>(rest.size(), width);
            line(lanes(BrowserLane) + QStringLiteral("│  ") + paint(color, lead + rest.first(cut)));
            rest = rest.sliced(cut).trimmed();
            lead = QStringLiteral("  ");
        }
    }

    void arrow(int from, int to, const QString &label, Color color, bool dashed)
    {
        const int width = std::abs(to - from) - 1;
        const bool right = to > from;
        const QString text = u' ' + harmless(label) + u' ';
        const QChar stroke = dashed ? QChar(0x2504) : QChar(0x2500);
        const qsizetype rest = std::max<qsizetype>(width - text.size() - 3, 2);
        const QString shaft =
            right ? QString(2, stroke) + text + QString(rest, stroke) + QChar(0x25B6)
                  : QChar(0x25C0) + QString(2, stroke) + text + QString(rest, stroke);
        const int left = std::min(from, to);
        line(lanes(left) + u'│' + paint(color, shaft) + u'│' +
             (left == PageLane ? QString(ServerLane - BrowserLane - 1, u' ') + u'│' : QString()));
    }

private:
    /// The lifelines left of a column.
    QString lanes(int column) const
    {
        if (column == PageLane)
            return QString(PageLane, u' ');
        return QString(PageLane, u' ') + u'│' + QString(column - PageLane - 1, u' ');
    }

    bool m_color;
    QString m_text;
};

QString lane(const QString &left, const QString &middle, const QString &right)
{
    return left.leftJustified(BrowserLane - 3) +
           middle.leftJustified(ServerLane - BrowserLane - 3) + right;
}

void writeHeaders(Writer &writer, const HeaderList &headers, Color color)
{
    int others = 0;
    for (const auto &[name, value] : headers) {
        if (matters(name))
            writer.note(QStringLiteral(" "), color,
                        QString::fromLatin1(name) + QStringLiteral(": ") +
                            QString::fromLatin1(value));
        else
            ++others;
    }
    if (others > 0)
        writer.note(QStringLiteral(" "), Color::Muted, QStringLiteral("and %1 more").arg(others));
}

void writeMessage(Writer &writer, const Message &message)
{
    const bool dashed = message.kind == MessageKind::Preflight;
    const auto url = Url::parse(QString::fromUtf8(message.url));
    const QString target = url ? QString::fromLatin1(url->requestTarget()) : QString();
    if (message.fromHttpCache) {
        writer.note(QStringLiteral("•"), Color::Muted,
                    QStringLiteral("Answered from the HTTP cache: nothing was sent."));
        return;
    }
    writer.arrow(BrowserLane, ServerLane, QString::fromLatin1(message.method) + u' ' + target,
                 Color::Browser, dashed);
    writeHeaders(writer, message.requestHeaders, Color::Browser);
    if (message.status == 0) {
        writer.note(QStringLiteral("✗"), Color::Bad, QStringLiteral("No answer."));
        return;
    }
    const double taken = message.timing.end.value_or(message.start) - message.start;
    writer.arrow(ServerLane, BrowserLane,
                 QStringLiteral("%1 %2  %3 ms")
                     .arg(message.status)
                     .arg(QString::fromLatin1(message.reason))
                     .arg(taken, 0, 'f', 1),
                 Color::Server, dashed);
    writeHeaders(writer, message.responseHeaders, Color::Server);
}

void writeStep(Writer &writer, const Step &step)
{
    switch (step.outcome) {
    case StepOutcome::Pass:
        writer.note(QStringLiteral("✓"), Color::Good, stepSentence(step));
        return;
    case StepOutcome::Fail:
        writer.note(QStringLiteral("✗"), Color::Bad, stepSentence(step));
        return;
    case StepOutcome::Note:
        writer.note(QStringLiteral("•"), Color::None, stepSentence(step));
        return;
    }
}

/// The word and the shape of the verdict.
std::pair<QString, Color> verdictMark(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allowed:
        return {QStringLiteral("✓ ALLOWED"), Color::Good};
    case Verdict::Opaque:
        return {QStringLiteral("◌ UNREADABLE"), Color::Muted};
    case Verdict::Blocked:
        return {QStringLiteral("✗ BLOCKED"), Color::Bad};
    case Verdict::Failed:
        return {QStringLiteral("! FAILED"), Color::Bad};
    case Verdict::Invalid:
        return {QStringLiteral("! THREW"), Color::Bad};
    }
    Q_UNREACHABLE();
}

QString outcomeLabel(const ScriptOutcome &outcome)
{
    if (outcome.error)
        return QString::fromUtf8(outcome.error->name + ": " + outcome.error->message);
    if (outcome.status)
        return QStringLiteral("%1 %2").arg(QString::fromUtf8(outcome.outcome)).arg(*outcome.status);
    return QString::fromUtf8(outcome.outcome);
}

} // namespace

QString textTimeline(const Exchange &exchange, bool color)
{
    Writer writer(color);
    const QString name = exchange.name.isEmpty() ? QString::fromUtf8(exchange.url) : exchange.name;
    writer.title(name);
    writer.line(lane(QStringLiteral(" Page"),
                     QStringLiteral(" Browser (%1)").arg(QString::fromUtf8(exchange.browser)),
                     QStringLiteral("  Server")));
    if (exchange.browser == browserName(BrowserName::Safari))
        writer.line(QStringLiteral(" Safari was read in its source, never measured."));
    writer.line(QStringLiteral(" %1").arg(harmless(QString::fromUtf8(exchange.pageOrigin))));

    const QString method =
        QString::fromLatin1(exchange.request.method.value_or(QByteArrayLiteral("GET")));
    const QString call = QString::fromLatin1(apiName(exchange.request.api)) + u'(' + method + u')';
    writer.arrow(PageLane, BrowserLane, call, Color::Page, false);
    writer.note(QStringLiteral(" "), Color::Page, QString::fromUtf8(exchange.url));
    std::size_t step = 0;
    const auto stepsUntil = [&](int messages) {
        for (; step < exchange.steps.size() && exchange.steps[step].messages <= messages; ++step)
            writeStep(writer, exchange.steps[step]);
    };
    for (std::size_t i = 0; i < exchange.messages.size(); ++i) {
        stepsUntil(static_cast<int>(i));
        writeMessage(writer, exchange.messages[i]);
    }
    stepsUntil(static_cast<int>(exchange.messages.size()));
    writer.arrow(BrowserLane, PageLane, outcomeLabel(exchange.outcome), Color::Page, false);

    const Diagnosis diagnosis = diagnose(exchange, std::nullopt);
    const auto [word, wordColor] = verdictMark(exchange.verdict);
    writer.line(QStringLiteral(" ") + writer.paint(wordColor, word) + QStringLiteral("  ") +
                harmless(diagnosis.headline));
    if (exchange.cause)
        writer.line(QStringLiteral("   ") + harmless(diagnosis.sentence));
    writer.line();
    return writer.take();
}

} // namespace corslab
