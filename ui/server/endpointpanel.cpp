// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/endpointpanel.h"

#include "core/diagnosis/errortext.h"
#include "core/http/origin.h"
#include "core/http/syntax.h"
#include "ui/server/endpointmodel.h"
#include "ui/server/headerlines.h"
#include "ui/theme/themeicons.h"
#include "ui/widgets/chipedit.h"
#include "ui/widgets/fieldedit.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/wheelguard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace corslab {

EndpointPanel::EndpointPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new EndpointModel(this))
    , m_table(new QTableView)
    , m_add(new QPushButton(themeIcon(IconName::Add), tr("Add")))
    , m_remove(new QPushButton(themeIcon(IconName::Remove), tr("Remove")))
    , m_up(new QPushButton(themeIcon(IconName::Up), {}))
    , m_down(new QPushButton(themeIcon(IconName::Down), {}))
    , m_form(nullptr)
    , m_method(new FieldEdit)
    , m_path(new FieldEdit)
    , m_answer(new QComboBox)
    , m_status(new FieldEdit)
    , m_location(new FieldEdit)
    , m_delay(new FieldEdit)
    , m_times(new FieldEdit)
    , m_headers(new BodyEdit)
    , m_body(new BodyEdit)
    , m_note(new NoteLabel(ColorRole::Bad))
    , m_rawCors(new QCheckBox(tr("The policy adds nothing here")))
    , m_requireOrigin(new QCheckBox(tr("403 for an Origin that is not listed")))
    , m_required(new ChipEdit(tr("Required origins")))
{
    build();
}

void EndpointPanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Endpoints, in the order in which they are tried"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(true);
    m_table->setTextElideMode(Qt::ElideNone);
    m_table->verticalHeader()->setVisible(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->horizontalHeader()->setSectionResizeMode(EndpointModel::MethodColumn,
                                                      QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(EndpointModel::PathColumn,
                                                      QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(EndpointModel::AnswerColumn,
                                                      QHeaderView::Stretch);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    column->addWidget(m_table);

    m_add->setAccessibleName(tr("Add an endpoint"));
    m_remove->setAccessibleName(tr("Remove the selected endpoint"));
    m_up->setAccessibleName(tr("Try it earlier"));
    m_down->setAccessibleName(tr("Try it later"));
    m_up->setToolTip(m_up->accessibleName());
    m_down->setToolTip(m_down->accessibleName());
    auto *buttons = new QHBoxLayout;
    for (auto *button : {m_add, m_remove, m_up, m_down})
        buttons->addWidget(button);
    buttons->addStretch(1);
    column->addLayout(buttons);
    m_form = buildForm();
    column->addWidget(m_form);
    column->addStretch(1);

    connect(m_add, &QPushButton::clicked, this, &EndpointPanel::add);
    connect(m_remove, &QPushButton::clicked, this, &EndpointPanel::remove);
    connect(m_up, &QPushButton::clicked, this, [this] { moveBy(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveBy(1); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &EndpointPanel::showCurrent);
    showCurrent();
}

QWidget *EndpointPanel::buildForm()
{
    auto *form = new QWidget;
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(3);
    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(2);
    m_method->setPlaceholderText(tr("any"));
    m_path->setPlaceholderText(tr("any; /a/* for all below"));
    m_answer->addItems({tr("this answer"), tr("what arrived, as JSON"), tr("a redirect"),
                        tr("nothing: hangs up")});
    constexpr int leastCharacters = 8;
    settleInPanel(m_answer, leastCharacters);
    m_location->setPlaceholderText(u"/elsewhere"_qs);
    m_times->setPlaceholderText(tr("always"));
    grid->addWidget(fieldLabel(tr("Method"), m_method), 0, 0);
    grid->addWidget(fieldLabel(tr("Path"), m_path), 0, 1, 1, 2);
    grid->addWidget(m_method, 1, 0);
    grid->addWidget(m_path, 1, 1, 1, 2);
    grid->addWidget(fieldLabel(tr("Status"), m_status), 2, 0);
    grid->addWidget(fieldLabel(tr("Answers with"), m_answer), 2, 1, 1, 2);
    grid->addWidget(m_status, 3, 0);
    grid->addWidget(m_answer, 3, 1, 1, 2);
    grid->addWidget(fieldLabel(tr("Delay (ms)"), m_delay), 4, 0);
    grid->addWidget(fieldLabel(tr("Serves (times)"), m_times), 4, 1);
    grid->addWidget(m_delay, 5, 0);
    grid->addWidget(m_times, 5, 1);
    grid->addWidget(fieldLabel(tr("Location"), m_location), 4, 2);
    grid->addWidget(m_location, 5, 2);
    column->addLayout(grid);
    column->addWidget(m_note);
    for (auto *area : {m_headers, m_body})
        area->setFixedHeight(4 * QFontMetrics(area->font()).lineSpacing() + 12);
    column->addWidget(fieldLabel(tr("Headers, one a line"), m_headers));
    column->addWidget(m_headers);
    column->addWidget(fieldLabel(tr("Body of the answer"), m_body));
    column->addWidget(m_body);
    column->addWidget(m_rawCors);
    column->addWidget(m_requireOrigin);
    column->addWidget(m_required);
    m_rawCors->setAccessibleName(m_rawCors->text());
    m_requireOrigin->setAccessibleName(m_requireOrigin->text());
    m_required->setValidator([](const QByteArray &value) {
        const auto origin = Origin::fromSerialized(value);
        return origin || value.contains("{{") ? QString() : errorText(origin.error());
    });

    connect(m_method, &QLineEdit::textEdited, this, [this](const QString &text) {
        const auto bytes = text.trimmed().toUtf8();
        const bool valid = bytes.isEmpty() || isToken(bytes);
        m_method->setError(valid ? QString() : tr("This is not a method."));
        m_note->setNote(m_method->error());
        if (valid)
            edit(tr("Endpoint method"), [&](Endpoint &endpoint) {
                endpoint.method = bytes.isEmpty() ? std::nullopt : std::optional(bytes);
            });
    });
    connect(m_path, &QLineEdit::textEdited, this, [this](const QString &text) {
        const auto bytes = text.trimmed().toUtf8();
        const bool valid = bytes.isEmpty() || bytes.startsWith('/') || bytes == "*";
        m_path->setError(valid ? QString() : tr("A path begins with a slash."));
        m_note->setNote(m_path->error());
        if (valid)
            edit(tr("Endpoint path"), [&](Endpoint &endpoint) {
                endpoint.path = bytes.isEmpty() ? std::nullopt : std::optional(bytes);
            });
    });
    connect(m_answer, &QComboBox::activated, this, [this](int index) {
        edit(tr("What the endpoint answers with"), [index](Endpoint &endpoint) {
            endpoint.echo = index == AnswerEcho;
            endpoint.drop = index == AnswerDrop;
            endpoint.redirect =
                index == AnswerRedirect ? std::optional(EndpointRedirect{302, "/"}) : std::nullopt;
        });
    });
    connect(m_location, &QLineEdit::textEdited, this, [this](const QString &text) {
        edit(tr("Redirect location"), [&](Endpoint &endpoint) {
            if (endpoint.redirect)
                endpoint.redirect->location = text.toLatin1();
        });
    });
    connect(m_status, &QLineEdit::textEdited, this, [this] {
        editNumber(
            m_status, 200, 599, tr("Endpoint status"), [](Endpoint &e, std::optional<int> n) {
                (e.redirect ? e.redirect->status : e.status) = n.value_or(e.redirect ? 302 : 200);
            });
    });
    connect(m_delay, &QLineEdit::textEdited, this, [this] {
        editNumber(m_delay, 0, 600000, tr("Endpoint delay"), [](Endpoint &e, std::optional<int> n) {
            e.delay = std::chrono::milliseconds(n.value_or(0));
        });
    });
    connect(m_times, &QLineEdit::textEdited, this, [this] {
        editNumber(m_times, 1, 1000000, tr("How often it serves"),
                   [](Endpoint &e, std::optional<int> n) { e.times = n; });
    });
    connect(m_headers, &BodyEdit::textEdited, this, [this] {
        const auto lines = parseHeaderLines(m_headers->toPlainText());
        m_note->setNote(lines.error);
        if (lines.error.isEmpty())
            edit(tr("Endpoint headers"),
                 [&](Endpoint &endpoint) { endpoint.headers = lines.headers; });
    });
    connect(m_body, &BodyEdit::textEdited, this, [this] {
        edit(tr("Endpoint body"), [this](Endpoint &endpoint) {
            endpoint.body = m_body->toPlainText().toUtf8();
            endpoint.rawBody = false;
        });
    });
    connect(m_rawCors, &QCheckBox::clicked, this, [this](bool on) {
        edit(m_rawCors->text(), [on](Endpoint &endpoint) { endpoint.rawCors = on; });
    });
    connect(m_requireOrigin, &QCheckBox::clicked, this, [this](bool on) {
        edit(m_requireOrigin->text(), [on](Endpoint &endpoint) {
            endpoint.requireOrigin =
                on ? std::optional<QList<QByteArray>>(QList<QByteArray>()) : std::nullopt;
        });
    });
    connect(m_required, &ChipEdit::edited, this,
            [this](const QList<QByteArray> &values, const QString &text) {
                edit(text, [&](Endpoint &endpoint) { endpoint.requireOrigin = values; });
            });
    return form;
}

template <typename Change>
void EndpointPanel::edit(const QString &text, Change change)
{
    const int row = currentRow();
    if (row < 0)
        return;
    auto endpoints = m_model->endpoints();
    change(endpoints[row]);
    if (endpoints != m_model->endpoints())
        Q_EMIT edited(endpoints, text);
}

void EndpointPanel::editNumber(FieldEdit *field, int least, int most, const QString &text,
                               void (*apply)(Endpoint &, std::optional<int>))
{
    const auto typed = field->text().trimmed();
    bool ok = false;
    const int number = typed.toInt(&ok);
    const bool valid = typed.isEmpty() || (ok && number >= least && number <= most);
    field->setError(valid ? QString() : tr("A number from %1 to %2.").arg(least).arg(most));
    m_note->setNote(field->error());
    if (valid)
        edit(text, [&](Endpoint &endpoint) {
            apply(endpoint, typed.isEmpty() ? std::nullopt : std::optional(number));
        });
}

int EndpointPanel::currentRow() const
{
    const auto current = m_table->selectionModel()->currentIndex();
    return current.isValid() ? current.row() : -1;
}

void EndpointPanel::setEndpoints(const QList<Endpoint> &endpoints)
{
    m_model->setEndpoints(endpoints);
    if (currentRow() < 0 && !endpoints.isEmpty())
        m_table->setCurrentIndex(m_model->index(0, 0));
    fitTable();
    showCurrent();
}

void EndpointPanel::fitTable()
{
    constexpr int rowsShown = 7;
    int height = m_table->horizontalHeader()->sizeHint().height() + 2 * m_table->frameWidth() + 2;
    for (int row = 0; row < m_model->rowCount() && row < rowsShown; ++row) {
        m_table->resizeRowToContents(row);
        height += m_table->rowHeight(row);
    }
    m_table->setFixedHeight(qMax(height, 3 * fontMetrics().height()));
}

void EndpointPanel::showCurrent()
{
    const int row = currentRow();
    const auto count = m_model->rowCount();
    m_form->setVisible(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < count);
    if (row < 0 || row >= count)
        return;
    const auto &endpoint = m_model->endpoints().at(row);
    // What is wrong in a field stays there while its endpoint is looked at.
    if (std::exchange(m_shownRow, row) != row) {
        m_note->setNote({});
        for (auto *field : {m_method, m_path, m_status, m_delay, m_times})
            field->setError({});
    }
    const auto showText = [](FieldEdit *field, const QString &value) {
        if (field->error().isEmpty())
            field->showText(value);
    };
    showText(m_method, QString::fromUtf8(endpoint.method.value_or(QByteArray())));
    showText(m_path, QString::fromUtf8(endpoint.path.value_or(QByteArray())));
    m_answer->setCurrentIndex(endpoint.drop       ? AnswerDrop
                              : endpoint.echo     ? AnswerEcho
                              : endpoint.redirect ? AnswerRedirect
                                                  : AnswerText);
    const bool text = !endpoint.drop && !endpoint.echo && !endpoint.redirect;
    showText(m_status,
             QString::number(endpoint.redirect ? endpoint.redirect->status : endpoint.status));
    m_status->setEnabled(text || endpoint.redirect);
    m_location->setEnabled(endpoint.redirect.has_value());
    m_location->showText(endpoint.redirect ? QString::fromLatin1(endpoint.redirect->location)
                                           : QString());
    showText(m_delay, QString::number(endpoint.delay.count()));
    showText(m_times, endpoint.times ? QString::number(*endpoint.times) : QString());
    if (parseHeaderLines(m_headers->toPlainText()).headers != endpoint.headers)
        m_headers->showText(headerLines(endpoint.headers));
    // Bytes that are not text would not survive being edited as text.
    const bool showable = !endpoint.rawBody && endpoint.body.size() <= BodyEdit::ShownLimit;
    m_body->setEnabled(text && showable);
    m_body->showText(showable ? QString::fromUtf8(endpoint.body) : QString());
    m_body->setPlaceholderText(
        showable ? tr("empty")
                 : tr("%n byte(s) from the file", nullptr, static_cast<int>(endpoint.body.size())));
    m_rawCors->setChecked(endpoint.rawCors);
    m_requireOrigin->setChecked(endpoint.requireOrigin.has_value());
    m_required->setVisible(endpoint.requireOrigin.has_value());
    m_required->setValues(endpoint.requireOrigin.value_or(QList<QByteArray>()));
}

void EndpointPanel::propose(const QList<Endpoint> &endpoints, const QString &text, int row)
{
    Q_EMIT edited(endpoints, text);
    if (row >= 0 && row < m_model->rowCount())
        m_table->setCurrentIndex(m_model->index(row, 0));
    showCurrent();
}

void EndpointPanel::add()
{
    auto endpoints = m_model->endpoints();
    Endpoint fresh;
    fresh.method = "GET";
    fresh.path = "/new";
    fresh.headers = {{"Content-Type", "application/json"}};
    fresh.body = "{}";
    endpoints.append(fresh);
    propose(endpoints, tr("Add an endpoint"), static_cast<int>(endpoints.size()) - 1);
    m_path->setFocus();
    m_path->selectAll();
}

void EndpointPanel::remove()
{
    const int row = currentRow();
    if (row < 0)
        return;
    auto endpoints = m_model->endpoints();
    endpoints.removeAt(row);
    propose(endpoints, tr("Remove an endpoint"), qMin(row, static_cast<int>(endpoints.size()) - 1));
}

void EndpointPanel::moveBy(int by)
{
    const int row = currentRow();
    const int to = row + by;
    if (row < 0 || to < 0 || to >= m_model->rowCount())
        return;
    auto endpoints = m_model->endpoints();
    endpoints.swapItemsAt(row, to);
    propose(endpoints, tr("Move an endpoint"), to);
}

} // namespace corslab
