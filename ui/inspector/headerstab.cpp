// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/headerstab.h"

#include "core/diagnosis/diagnosis.h"
#include "ui/inspector/headerrowmodel.h"
#include "ui/inspector/headertableview.h"
#include "ui/theme/themecontroller.h"
#include "ui/timeline/timelinetext.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/visibletext.h"
#include "ui/window/workbench.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>

namespace corslab {

namespace {

constexpr int margin = 10;
/// So many characters of a head are drawn as exact bytes.
constexpr qsizetype longestHead = 200'000;

/// Line by line, as it came. Only a line end of CR and LF is not drawn: anything else is.
QString exactText(const QByteArray &head)
{
    QStringList lines;
    for (const auto &line : head.left(longestHead).split('\n'))
        lines.append(visibleText(line.endsWith('\r') ? line.chopped(1) : line + "\\n"));
    if (!lines.isEmpty()) {
        // What follows the last line end is not a line that ended badly.
        lines.removeLast();
        if (!head.endsWith('\n') && !head.isEmpty())
            lines.append(visibleText(head.mid(head.lastIndexOf('\n') + 1)));
    }
    return lines.join(u'\n');
}

QString firstLine(const QByteArray &head)
{
    const auto end = head.indexOf('\r');
    return end < 0 ? QString() : visibleText(head.first(end));
}

} // namespace

HeadersTab::HeadersTab(Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_chooser(new QComboBox)
    , m_exact(new QCheckBox(tr("Exact bytes")))
    , m_copy(new QPushButton(tr("Copy")))
    , m_request(buildSide(ColorRole::Page, tr("Request headers"), tr("Request, exact bytes")))
    , m_response(buildSide(ColorRole::Server, tr("Response headers"), tr("Response, exact bytes")))
    , m_explanation(new QLabel)
    , m_stack(new QStackedWidget)
{
    auto *sides = new QSplitter(Qt::Horizontal);
    sides->addWidget(m_request.widget);
    sides->addWidget(m_response.widget);
    sides->setSizes({1000, 1000});
    sides->setChildrenCollapsible(false);
    m_explanation->setWordWrap(true);
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setContentsMargins(margin, 2, margin, 4);
    m_explanation->setAccessibleName(tr("About the selected header"));

    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addWidget(buildTop());
    column->addWidget(sides, 1);
    column->addWidget(m_explanation);
    auto *empty = new QLabel(tr("Nothing was sent yet. Here stand the headers of each message: "
                                "what went over the wire, and what the script may see of it."));
    empty->setWordWrap(true);
    empty->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(whole);
    m_stack->addWidget(empty);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    setFocusProxy(m_request.table);

    for (auto signal : {&Workbench::exchangeSelected, &Workbench::exchangeChanged,
                        &Workbench::exchangeFinished, &Workbench::itemSelected})
        connect(&workbench, signal, this, &HeadersTab::refresh);
    const auto connectSide = [this](Side &here, Side &there) {
        connect(here.table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
                [this, &here, &there] { selected(here, there); });
        connect(here.model, &QAbstractItemModel::modelReset, this, &HeadersTab::explain);
    };
    connectSide(m_request, m_response);
    connectSide(m_response, m_request);
    refresh();
    explain();
}

QWidget *HeadersTab::buildTop()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(margin, 0, margin, 0);
    m_chooser->setAccessibleName(tr("Message"));
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_chooser->setMinimumContentsLength(36);
    row->addWidget(m_chooser);
    row->addStretch();
    row->addWidget(m_exact);
    row->addWidget(m_copy);
    m_copy->setToolTip(tr("Copies the selected line, or the request and the response."));
    connect(m_chooser, &QComboBox::activated, this, &HeadersTab::choose);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(copyText()); });
    connect(m_exact, &QCheckBox::toggled, this, [this](bool exact) {
        m_request.stack->setCurrentIndex(exact ? 1 : 0);
        m_response.stack->setCurrentIndex(exact ? 1 : 0);
    });
    return bar;
}

HeadersTab::Side HeadersTab::buildSide(ColorRole role, const QString &tableName,
                                       const QString &bytesName)
{
    Side side;
    side.widget = new QWidget;
    side.title = new NoteLabel(role);
    side.title->setContentsMargins(margin, 0, margin, 0);
    useProtocolFont(side.title);
    side.stack = new QStackedWidget;
    side.table = new HeaderTableView(tableName);
    side.model = new HeaderRowModel(this);
    side.table->setModel(side.model);
    side.bytes = new QPlainTextEdit;
    side.bytes->setReadOnly(true);
    side.bytes->setTabChangesFocus(true);
    side.bytes->setFrameShape(QFrame::NoFrame);
    side.bytes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    side.bytes->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    side.bytes->setAccessibleName(bytesName);
    useProtocolFont(side.bytes);
    side.stack->addWidget(side.table);
    side.stack->addWidget(side.bytes);
    auto *column = new QVBoxLayout(side.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(side.title);
    column->addWidget(side.stack, 1);
    return side;
}

// --- Showing -----------------------------------------------------------------------------------

void HeadersTab::refresh()
{
    const auto exchange = m_workbench.selectedExchange();
    m_stack->setCurrentIndex(exchange ? 0 : 1);
    if (!exchange) {
        m_request.model->setRows({});
        m_response.model->setRows({});
        return;
    }
    const int message = messageOf(*exchange, m_workbench.selectedItem());
    refreshChooser(*exchange, message);
    showMessage(*exchange, message);
}

void HeadersTab::refreshChooser(const Exchange &exchange, int message)
{
    QStringList entries;
    for (const auto &each : exchange.messages) {
        auto words = u"%1. "_qs.arg(entries.size() + 1) + visibleText(each.method) + u' ' +
                     targetText(each.url, exchange.url).left(200);
        if (each.status != 0)
            words += u" \u2192 %1"_qs.arg(each.status);
        entries.append(words);
    }
    if (entries.isEmpty())
        entries.append(tr("nothing was sent"));
    const QSignalBlocker quiet(m_chooser);
    QStringList shown;
    for (int i = 0; i < m_chooser->count(); ++i)
        shown.append(m_chooser->itemText(i));
    if (shown != entries) {
        m_chooser->clear();
        m_chooser->addItems(entries);
    }
    m_chooser->setCurrentIndex(qMax(0, message));
    m_chooser->setEnabled(entries.size() > 1);
}

void HeadersTab::showMessage(const Exchange &exchange, int message)
{
    m_request.model->setRows(requestRows(exchange, message));
    m_response.model->setRows(responseRows(exchange, message));
    if (message < 0) {
        m_request.title->setNote(tr("The script’s own headers; nothing was sent"));
        m_response.title->setNote(tr("No answer"));
        m_request.bytes->clear();
        m_response.bytes->clear();
        return;
    }
    const auto &shown = exchange.messages.at(static_cast<std::size_t>(message));
    const auto head = firstLine(shown.rawRequestHead);
    m_request.title->setNote(head.isEmpty() ? visibleText(shown.method + ' ' + shown.url) : head);
    QString answer = firstLine(shown.rawResponseHead);
    if (shown.status == 0)
        answer = exchange.finished || shown.failure ? tr("No answer")
                                                    : tr("Waiting for the answer\u2026");
    else if (answer.isEmpty())
        answer = visibleText(QByteArray::number(shown.status) + ' ' + shown.reason);
    m_response.title->setNote(answer);
    const auto show = [](QPlainTextEdit *edit, const QString &text) {
        if (edit->toPlainText() != text)
            edit->setPlainText(text);
    };
    show(m_request.bytes, exactText(shown.rawRequestHead));
    show(m_response.bytes, exactText(shown.rawResponseHead));
}

void HeadersTab::choose(int index)
{
    m_workbench.selectItem({ExchangeItem::Kind::Request, index});
}

// --- The selected header -----------------------------------------------------------------------

void HeadersTab::selected(Side &here, Side &there)
{
    if (here.table->selectionModel()->hasSelection())
        there.table->clearSelection();
    explain();
}

void HeadersTab::explain()
{
    for (const auto *side : {&m_request, &m_response}) {
        const auto rows = side->table->selectionModel()->selectedRows();
        if (rows.isEmpty())
            continue;
        const auto &row = side->model->row(rows.constFirst().row());
        auto about = headerSentence(row.name.toUtf8());
        if (about.isEmpty())
            about = tr("No standard that this program knows describes it: it means what script and "
                       "server agreed upon.");
        const auto name = row.name.left(80);
        QStringList sentences{name + u": "_qs + about};
        switch (row.setBy) {
        case HeaderSetter::Script:
            sentences.append(tr("The script set it."));
            break;
        case HeaderSetter::Browser:
            sentences.append(tr("The browser set it; the script has no say in it."));
            break;
        case HeaderSetter::Server:
            sentences.append(tr("The server set it."));
            break;
        }
        sentences.append(row.why);
        m_explanation->setText(sentences.join(u' ').trimmed());
        return;
    }
    m_explanation->setText(tr("Select a header to read what it is for."));
}

QString HeadersTab::explanation() const
{
    return m_explanation->text();
}

QString HeadersTab::copyText() const
{
    for (const auto *side : {&m_request, &m_response}) {
        if (side->table->selectionModel()->hasSelection())
            return side->table->linesText();
    }
    QStringList parts;
    for (const auto *side : {&m_request, &m_response})
        parts.append(side->title->text() + u'\n' + side->table->linesText());
    return parts.join(u"\n\n"_qs);
}

} // namespace corslab
