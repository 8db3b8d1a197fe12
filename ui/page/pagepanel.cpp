// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/pagepanel.h"

#include "core/diagnosis/errortext.h"
#include "core/fetch/requestconstructor.h"
#include "core/interop/curlcommand.h"
#include "core/interop/fetchcode.h"
#include "ui/page/headertable.h"
#include "ui/page/headertablemodel.h"
#include "ui/page/pagewords.h"
#include "ui/theme/themecontroller.h"
#include "ui/theme/themeicons.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/fieldedit.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/panelscroll.h"
#include "ui/widgets/sectionheader.h"
#include "ui/widgets/wheelguard.h"
#include "ui/widgets/wrapedit.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace corslab {

namespace {

constexpr Api apis[] = {Api::Fetch,  Api::Xhr,   Api::Img,    Api::Script,
                        Api::Module, Api::Style, Api::Beacon, Api::EventSource};

/// Takes the room that there is.
void makeModest(QComboBox *combo)
{
    constexpr int leastCharacters = 5;
    settleInPanel(combo, leastCharacters);
    combo->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

/// Shows a value that may be none of the listed ones, such as a mistake in a file.
void showValue(QComboBox *combo, const QString &value)
{
    const QSignalBlocker blocker(combo);
    int index = combo->findText(value);
    if (index < 0) {
        combo->addItem(value);
        index = combo->count() - 1;
    }
    combo->setCurrentIndex(index);
}

} // namespace

PagePanel::PagePanel(Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_origin(new QComboBox)
    , m_originEdit(new FieldEdit)
    , m_originNote(new NoteLabel(ColorRole::Bad))
    , m_method(new QComboBox)
    , m_methodEdit(new FieldEdit)
    , m_url(new WrapEdit)
    , m_requestNote(new NoteLabel(ColorRole::Bad))
    , m_relation(new Badge)
    , m_course(new Badge)
    , m_api(new QComboBox)
    , m_upload(new QCheckBox(tr("Listens to the &upload")))
    , m_headers(new HeaderTable)
    , m_headerModel(new HeaderTableModel(this))
    , m_headerNote(new NoteLabel(ColorRole::Bad))
    , m_body(new BodyEdit)
    , m_bodyNote(new NoteLabel(ColorRole::MutedText))
    , m_removeBody(new QPushButton(tr("Remove the body")))
    , m_codeKind(new QComboBox)
    , m_code(new CodeView(18))
    , m_copy(new QPushButton(tr("Copy")))
{
    setAccessibleName(tr("Page: who asks"));
    build();
    connect(&m_workbench, &Workbench::pageChanged, this, &PagePanel::showPage);
    connect(&m_workbench, &Workbench::requestChanged, this, &PagePanel::showRequest);
    connect(&m_workbench, &Workbench::serversChanged, this, [this] {
        listOrigins();
        showPage();
        showRequest();
    });
    connect(&m_workbench, &Workbench::serverChanged, this, &PagePanel::listOrigins);
    connect(&m_workbench, &Workbench::browserChanged, this, &PagePanel::showAnalysis);
    listOrigins();
    showPage();
    showRequest();
}

void PagePanel::build()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(5);
    column->addWidget(new SectionHeader(ColorRole::Page, tr("PAGE — WHO ASKS")));

    m_origin->setEditable(true);
    m_origin->setLineEdit(m_originEdit);
    m_origin->setCompleter(nullptr);
    m_origin->setInsertPolicy(QComboBox::NoInsert);
    makeModest(m_origin);
    column->addWidget(fieldLabel(tr("Page &origin"), m_origin));
    m_originEdit->setAccessibleName(tr("Page origin"));
    column->addWidget(m_origin);
    column->addWidget(m_originNote);
    connect(m_origin, &QComboBox::editTextChanged, this, &PagePanel::originEdited);

    column->addSpacing(4);
    m_method->setEditable(true);
    m_method->setLineEdit(m_methodEdit);
    m_method->setCompleter(nullptr);
    m_method->setInsertPolicy(QComboBox::NoInsert);
    m_method->addItems(
        {u"GET"_qs, u"POST"_qs, u"PUT"_qs, u"PATCH"_qs, u"DELETE"_qs, u"HEAD"_qs, u"OPTIONS"_qs});
    m_method->setAccessibleName(tr("Method"));
    m_methodEdit->setAccessibleName(tr("Method"));
    constexpr int longestMethod = 8;
    settleInPanel(m_method, longestMethod);
    connect(m_method, &QComboBox::editTextChanged, this, [this](const QString &text) {
        edit(tr("Method"), [&text](ScriptRequest &request) {
            request.method = text == u"GET" ? std::nullopt : std::optional(text.toUtf8());
        });
    });
    auto *line = new QHBoxLayout;
    line->addWidget(fieldLabel(tr("&Request"), m_url), 1);
    line->addWidget(m_method);
    column->addLayout(line);
    m_url->setAccessibleName(tr("URL of the request"));
    connect(m_url, &WrapEdit::textEdited, this, [this](const QString &text) {
        edit(tr("URL"), [&text](ScriptRequest &request) { request.url = text; });
    });
    column->addWidget(m_url);
    column->addWidget(m_requestNote);
    column->addWidget(m_relation);
    column->addWidget(m_course);

    buildOptions(column);
    m_headers->setModel(m_headerModel);
    column->addWidget(fieldLabel(tr("&Headers set by the script"), m_headers));
    column->addWidget(m_headers);
    column->addWidget(m_headerNote);
    connect(m_headerModel, &HeaderTableModel::edited, this,
            [this](const std::vector<Header> &headers, const QString &text) {
                edit(text, [&headers](ScriptRequest &request) { request.headers = headers; });
            });
    buildBody(column);
    buildCode(column);
    column->addStretch(1);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(new PanelScroll(content));
    constexpr int headersReadable = 262;
    setMinimumWidth(headersReadable);
}

QComboBox *PagePanel::optionCombo(const QString &name, const QList<QByteArray> &values,
                                  std::optional<QByteArray> ScriptRequest::*member)
{
    auto *combo = new QComboBox;
    for (const auto &value : values)
        combo->addItem(QString::fromUtf8(value));
    combo->setAccessibleName(name);
    makeModest(combo);
    connect(combo, &QComboBox::activated, this, [this, combo, name, values, member] {
        const auto chosen = combo->currentText().toUtf8();
        // The first one is what the platform takes where the script says nothing.
        edit(name, [&](ScriptRequest &request) {
            request.*member = chosen == values.constFirst() ? std::nullopt : std::optional(chosen);
        });
    });
    return combo;
}

void PagePanel::buildOptions(QVBoxLayout *column)
{
    m_mode = optionCombo(tr("Mode"), {"cors", "no-cors", "same-origin"}, &ScriptRequest::mode);
    m_credentials = optionCombo(tr("Credentials"), {"same-origin", "include", "omit"},
                                &ScriptRequest::credentials);
    m_redirect =
        optionCombo(tr("Redirect"), {"follow", "error", "manual"}, &ScriptRequest::redirect);
    m_mode->setToolTip(tr("cors: ask and read. no-cors: send, but read nothing. same-origin: "
                          "refuse other origins."));
    m_credentials->setToolTip(tr("Whether cookies and passwords go along."));
    m_redirect->setToolTip(tr("What becomes of an answer that points elsewhere."));
    for (const auto api : apis)
        m_api->addItem(QString::fromUtf8(apiName(api)));
    m_api->setToolTip(tr("By which interface of the platform the page asks."));
    makeModest(m_api);
    connect(m_api, &QComboBox::activated, this, [this](int index) {
        edit(tr("Interface"), [index](ScriptRequest &request) { request.api = apis[index]; });
    });
    m_upload->setAccessibleName(tr("Listens to upload events, which asks first"));
    connect(m_upload, &QCheckBox::clicked, this, [this](bool on) {
        edit(tr("Upload listener"), [on](ScriptRequest &request) { request.uploadListener = on; });
    });

    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(2);
    grid->setHorizontalSpacing(6);
    grid->addWidget(fieldLabel(tr("&Mode"), m_mode), 0, 0);
    grid->addWidget(fieldLabel(tr("&Credentials"), m_credentials), 0, 1);
    grid->addWidget(m_mode, 1, 0);
    grid->addWidget(m_credentials, 1, 1);
    // A label belongs to what stands below it.
    grid->setRowMinimumHeight(2, 3);
    grid->addWidget(fieldLabel(tr("Redirect"), m_redirect), 3, 0);
    grid->addWidget(fieldLabel(tr("Asked by"), m_api), 3, 1);
    grid->addWidget(m_redirect, 4, 0);
    grid->addWidget(m_api, 4, 1);
    grid->addWidget(m_upload, 5, 0, 1, 2);
    column->addSpacing(4);
    column->addLayout(grid);
    column->addSpacing(4);
}

void PagePanel::buildBody(QVBoxLayout *column)
{
    column->addSpacing(4);
    column->addWidget(fieldLabel(tr("&Body"), m_body));
    m_body->setFixedHeight(4 * QFontMetrics(m_body->font()).lineSpacing() + 12);
    m_body->setPlaceholderText(tr("none"));
    column->addWidget(m_body);
    column->addWidget(m_bodyNote);
    m_removeBody->setAccessibleName(m_removeBody->text());
    column->addWidget(m_removeBody, 0, Qt::AlignLeft);
    const auto setBody = [this](const QByteArray &bytes) {
        edit(tr("Body"), [&bytes](ScriptRequest &request) {
            if (bytes.isEmpty()) {
                request.body.reset();
                return;
            }
            if (!request.body)
                request.body.emplace();
            request.body->bytes = bytes;
        });
    };
    connect(m_body, &BodyEdit::textEdited, this,
            [this, setBody] { setBody(m_body->toPlainText().toUtf8()); });
    connect(m_body, &BodyEdit::hugeTextPasted, this,
            [setBody](const QString &text) { setBody(text.toUtf8()); });
    connect(m_removeBody, &QPushButton::clicked, this, [setBody] { setBody({}); });
}

void PagePanel::buildCode(QVBoxLayout *column)
{
    m_codeKind->addItems({u"fetch()"_qs, u"cURL"_qs});
    m_codeKind->setAccessibleName(tr("The same in code, as"));
    m_copy->setIcon(themeIcon(IconName::Copy));
    m_copy->setAccessibleName(tr("Copy the code"));
    m_code->setAccessibleName(tr("The same in code"));
    auto *row = new QHBoxLayout;
    row->addWidget(fieldLabel(tr("The same in code"), m_codeKind), 1);
    row->addWidget(m_codeKind);
    row->addWidget(m_copy);
    column->addSpacing(4);
    column->addLayout(row);
    column->addWidget(m_code);
    connect(m_codeKind, &QComboBox::activated, this, &PagePanel::showCode);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_code->code()); });
}

// --- The page ----------------------------------------------------------------------------------

void PagePanel::listOrigins()
{
    QStringList known;
    const auto add = [&known](const QString &origin) {
        if (Origin::fromSerialized(origin.toUtf8()) && !known.contains(origin))
            known.append(origin);
    };
    add(QString::fromUtf8(m_workbench.pageOrigin()));
    for (const auto &config : m_workbench.document().servers) {
        add(m_workbench.resolvedText(u"{{%1}}"_qs.arg(config.name)));
        if (config.policy) {
            for (const auto &entry : config.policy->origins) {
                if (!entry.regex)
                    add(m_workbench.resolvedText(QString::fromUtf8(entry.text)));
            }
        }
    }
    for (const auto &usual : {u"http://localhost:5173"_qs, u"https://example.com"_qs, u"null"_qs})
        add(usual);
    const QSignalBlocker blocker(m_origin);
    const auto text = m_originEdit->text();
    m_origin->clear();
    m_origin->addItems(known);
    m_originEdit->setText(text);
}

void PagePanel::showPage()
{
    const QSignalBlocker blocker(m_origin);
    m_originEdit->showText(QString::fromUtf8(m_workbench.pageOrigin()));
    m_originEdit->setError({});
    m_originNote->setNote({});
    showAnalysis();
}

void PagePanel::originEdited(const QString &text)
{
    const auto bytes = text.trimmed().toUtf8();
    const auto origin = Origin::fromSerialized(bytes);
    const auto sentence = origin ? QString() : errorText(origin.error());
    m_originEdit->setError(sentence);
    m_originNote->setNote(sentence);
    if (!origin || bytes == m_workbench.pageOrigin())
        return;
    auto page = m_workbench.page();
    // A sandboxed frame keeps the URL of its document; another page has another one.
    if (!origin->isOpaque())
        page.url.reset();
    else if (!page.url && page.origin != "null")
        page.url = QString::fromUtf8(page.origin) + u'/';
    page.origin = bytes;
    page.embed.reset();
    page.kind = origin->isOpaque() ? PageKind::Sandbox : PageKind::Document;
    m_workbench.editPage(std::move(page), tr("Page origin"));
}

// --- The request -------------------------------------------------------------------------------

void PagePanel::showRequest()
{
    const auto &request = m_workbench.request();
    {
        const QSignalBlocker blocker(m_method);
        m_methodEdit->showText(QString::fromUtf8(request.method.value_or("GET")));
    }
    m_url->showText(m_workbench.resolvedText(request.url));
    showValue(m_mode, QString::fromUtf8(request.mode.value_or("cors")));
    showValue(m_credentials, QString::fromUtf8(request.credentials.value_or("same-origin")));
    showValue(m_redirect, QString::fromUtf8(request.redirect.value_or("follow")));
    showValue(m_api, QString::fromUtf8(apiName(request.api)));
    const bool fetch = request.api == Api::Fetch;
    m_mode->setEnabled(fetch);
    m_redirect->setEnabled(fetch);
    m_upload->setVisible(request.api == Api::Xhr);
    m_upload->setChecked(request.uploadListener);
    showBody();
    showAnalysis();
}

void PagePanel::showAnalysis()
{
    const auto &request = m_workbench.request();
    const auto page = environmentOf(m_workbench.laboratory().resolvedDocument().page);
    const auto text = m_workbench.resolvedText(request.url);
    const auto base = baseUrlOf(page);
    const auto url = Url::parse(text, &base);
    m_url->setError(url ? QString() : errorText(url.error()));
    m_requestNote->setNote(m_url->error());
    m_analysis = analyseRequest(request, page.origin, url ? std::optional(*url) : std::nullopt,
                                browserProfile(m_workbench.browser()));

    const auto relation = relationWords(m_analysis.relation);
    m_relation->setContent(relation.tone, relation.text);
    m_relation->setToolTip(relation.toolTip);
    const auto course = courseWords(m_analysis);
    m_course->setContent(course.tone, course.text);
    m_course->setToolTip(course.toolTip);

    QString methodError;
    for (const auto &reason : m_analysis.reasons) {
        if (reason.kind == CourseReason::Kind::BadMethod ||
            reason.kind == CourseReason::Kind::ForbiddenMethod)
            methodError = course.text;
    }
    m_methodEdit->setError(methodError);

    m_headerModel->setHeaders(request.headers, m_analysis.headers);
    QString headerError;
    for (const auto fate : std::as_const(m_analysis.headers)) {
        if (headerError.isEmpty() &&
            (fate == HeaderFate::InvalidName || fate == HeaderFate::InvalidValue))
            headerError = HeaderTableModel::fateSentence(fate);
    }
    m_headerNote->setNote(headerError);
    showCode();
}

void PagePanel::showBody()
{
    const auto &body = m_workbench.request().body;
    QString note;
    bool shown = true;
    if (body) {
        using Kind = ScriptBody::Kind;
        const bool huge = body->bytes.size() > BodyEdit::ShownLimit;
        const bool form = body->kind == Kind::Form;
        shown = !huge && !form && (body->kind == Kind::Text || body->bytes.isValidUtf8());
        if (huge)
            note = tr("%1, too long to be shown here. It is sent whole.")
                       .arg(QLocale().formattedDataSize(body->bytes.size()));
        else if (form)
            note = tr("A form with %n field(s), from the laboratory's file.", nullptr,
                      static_cast<int>(body->form.size()));
        else if (body->kind != Kind::Text)
            note = tr("Handed over as bytes, not as text: see the code below.");
    }
    m_body->setVisible(shown);
    m_bodyNote->setNote(note);
    m_removeBody->setVisible(!shown);
    if (shown)
        m_body->showText(body ? QString::fromUtf8(body->bytes) : QString());
}

void PagePanel::showCode()
{
    auto request = m_workbench.request();
    request.url = m_workbench.resolvedText(request.url);
    if (m_codeKind->currentIndex() == 0) {
        m_code->setCode(QString::fromUtf8(fetchCode(request)));
        return;
    }
    const auto url = m_workbench.targetUrl();
    const auto method = request.method.value_or("GET");
    const bool sendsOrigin = m_analysis.relation.kind != Relation::Kind::SameOrigin ||
                             (method != "GET" && method != "HEAD");
    const auto href = url ? url->hrefWithoutFragment() : request.url.toUtf8();
    m_code->setCode(QString::fromUtf8(
        curlCommand(request, href, sendsOrigin ? m_workbench.pageOrigin() : QByteArray())));
}

} // namespace corslab
