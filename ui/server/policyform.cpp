// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/policyform.h"

#include "core/diagnosis/errortext.h"
#include "core/diagnosis/imitationtext.h"
#include "core/http/syntax.h"
#include "core/policy/originpattern.h"
#include "ui/server/headerlines.h"
#include "ui/server/lintbars.h"
#include "ui/server/originlistnote.h"
#include "ui/server/policymenu.h"
#include "ui/theme/themecontroller.h"
#include "ui/theme/themeicons.h"
#include "ui/widgets/chipedit.h"
#include "ui/widgets/fieldedit.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/visibletext.h"
#include "ui/widgets/wheelguard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace corslab {

namespace {

QString tokenError(const QByteArray &value, const QString &sentence)
{
    return isToken(value) ? QString() : sentence.arg(visibleText(value));
}

void narrow(QComboBox *combo)
{
    constexpr int leastCharacters = 8;
    settleInPanel(combo, leastCharacters);
}

} // namespace

PolicyForm::PolicyForm(QWidget *parent)
    : QWidget(parent)
    , m_resolver([](const QString &text) { return text; })
    , m_origins(new ChipEdit(tr("Allowed origins")))
    , m_originList(new OriginListNote)
    , m_reflect(new QCheckBox(tr("Allow whoever asks (reflect)")))
    , m_methods(new ChipEdit(tr("Allowed methods")))
    , m_echoMethods(new QCheckBox(tr("Whatever is asked for (echo)")))
    , m_headers(new ChipEdit(tr("Allowed request headers")))
    , m_echoHeaders(new QCheckBox(tr("Whatever is asked for (reflect)")))
    , m_credentials(new QCheckBox(tr("allow")))
    , m_maxAge(new FieldEdit)
    , m_numberNote(new NoteLabel(ColorRole::Bad))
    , m_status(new FieldEdit)
    , m_expose(new ChipEdit(tr("Response headers scripts may read")))
    , m_refused(new QComboBox)
    , m_rawNote(new NoteLabel(ColorRole::Warn))
    , m_moreButton(new QToolButton)
    , m_more(new QWidget)
    , m_imitate(new QComboBox)
    , m_imitateNote(new NoteLabel(ColorRole::MutedText))
    , m_answer(new QComboBox)
    , m_vary(new QComboBox)
    , m_continue(new QCheckBox(tr("The question goes on to the endpoints")))
    , m_onErrors(new QCheckBox(tr("CORS headers on errors (4xx, 5xx) too")))
    , m_timing(new ChipEdit(tr("Origins that may see timings")))
    , m_resource(new QComboBox)
    , m_raw(new QCheckBox(tr("Raw answers in place of all the rest")))
    , m_rawPreflight(new BodyEdit)
    , m_rawActual(new BodyEdit)
    , m_rawError(new NoteLabel(ColorRole::Bad))
{
    build();
    buildMore();
    showPolicy();
}

void PolicyForm::setResolver(std::function<QString(const QString &)> resolver)
{
    m_resolver = std::move(resolver);
    m_origins->setDisplay(
        [this](const QByteArray &chip) { return m_resolver(QString::fromUtf8(chip)); });
}

QByteArray PolicyForm::chipOf(const OriginEntry &entry)
{
    if (!entry.regex)
        return entry.text;
    return entry.anchored ? "/^" + entry.text + "$/" : '/' + entry.text + '/';
}

OriginEntry PolicyForm::entryOf(const QByteArray &chip)
{
    if (chip.size() < 2 || !chip.startsWith('/') || !chip.endsWith('/'))
        return {chip, false, false};
    const auto inner = chip.mid(1, chip.size() - 2);
    if (inner.size() >= 2 && inner.startsWith('^') && inner.endsWith('$'))
        return {inner.mid(1, inner.size() - 2), true, true};
    return {inner, true, false};
}

void PolicyForm::addChips(QVBoxLayout *column, const QString &label, ChipEdit *chips)
{
    auto *note = new NoteLabel(ColorRole::Bad);
    column->addWidget(fieldLabel(label, chips));
    column->addWidget(chips);
    column->addWidget(note);
    connect(chips, &ChipEdit::errorChanged, note, &NoteLabel::setNote);
}

void PolicyForm::addLints(QVBoxLayout *column, std::initializer_list<PolicyKey> keys)
{
    auto *list = new LintBars;
    column->addWidget(list);
    for (const auto key : keys)
        m_lints.insert(key, list);
    connect(list, &LintBars::fixRequested, this, &PolicyForm::fixRequested);
    connect(list, &LintBars::linkActivated, this, &PolicyForm::linkActivated);
}

void PolicyForm::setLints(const std::vector<Lint> &lints)
{
    QHash<LintBars *, std::vector<Lint>> found;
    for (auto *list : std::as_const(m_lints))
        found.insert(list, {});
    auto *general = m_lints.value(PolicyKey::Whole);
    for (const auto &lint : lints) {
        // What keeps the policy from being ready stands over the form, where it is seen at once.
        auto *list = failsTheCheck(lint.severity) ? general
                                                  : m_lints.value(lint.place.key, general);
        found[list].push_back(lint);
    }
    for (auto it = found.cbegin(); it != found.cend(); ++it)
        it.key()->setLints(it.value());
}

bool PolicyForm::takeOriginList(const QString &text)
{
    const auto list = parsePatternList(text.toUtf8(), m_policy.origins);
    m_originList->showList(list);
    edit(tr("Allowed origins: add %n value(s)", nullptr, static_cast<int>(list.entries.size())),
         [&](Policy &policy) { policy.origins += list.entries; });
    return true;
}

void PolicyForm::connectChips(ChipEdit *chips, QList<QByteArray> Policy::*list)
{
    connect(chips, &ChipEdit::edited, this,
            [this, list](const QList<QByteArray> &values, const QString &text) {
                edit(text, [&](Policy &policy) { policy.*list = values; });
            });
}

void PolicyForm::connectCheck(QCheckBox *box, const std::function<void(Policy &, bool)> &change)
{
    if (box->accessibleName().isEmpty())
        box->setAccessibleName(box->text());
    connect(box, &QCheckBox::clicked, this, [this, box, change](bool on) {
        edit(box->accessibleName(), [&](Policy &policy) { change(policy, on); });
    });
}

void PolicyForm::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_rawNote);
    addLints(column,
             {PolicyKey::Whole, PolicyKey::Imitate, PolicyKey::RawPreflight, PolicyKey::RawActual});

    m_origins->setPlaceholder(tr("nobody: type an origin"));
    m_origins->setSuggestions({u"http://localhost:3000"_qs, u"http://localhost:5173"_qs, u"*"_qs,
                               u"null"_qs, u"https://*.example.com"_qs});
    const auto originError = [this](const QByteArray &chip) -> QString {
        const auto entry = entryOf(chip);
        if (entry.regex) {
            const QRegularExpression regex(QString::fromUtf8(entry.text));
            return regex.isValid()
                       ? QString()
                       : tr("This is not a regular expression: %1.").arg(regex.errorString());
        }
        const auto pattern = OriginPattern::parse(m_resolver(QString::fromUtf8(chip)).toUtf8());
        return pattern ? QString() : errorText(pattern.error());
    };
    m_origins->setValidator(originError);
    m_origins->setErrorPlace([this](const QByteArray &chip) {
        const auto pattern = OriginPattern::parse(m_resolver(QString::fromUtf8(chip)).toUtf8());
        const bool marked = !entryOf(chip).regex && !pattern && !chip.contains("{{");
        return marked ? static_cast<int>(pattern.error().position) : -1;
    });
    m_origins->setListTaker([this](const QString &text) { return takeOriginList(text); });
    connect(m_origins, &ChipEdit::edited, this,
            [this](const QList<QByteArray> &values, const QString &text) {
                edit(text, [&](Policy &policy) {
                    policy.origins.clear();
                    for (const auto &value : values)
                        policy.origins.append(entryOf(value));
                });
            });
    addChips(column, tr("Allowed &origins"), m_origins);
    column->addWidget(m_originList);
    column->addWidget(m_reflect);
    addLints(column, {PolicyKey::Origins, PolicyKey::Reflect});
    connectCheck(m_reflect, [](Policy &policy, bool on) { policy.reflect = on; });

    m_methods->setPlaceholder(tr("GET, HEAD and POST need no permission"));
    m_methods->setSuggestions(
        {u"GET"_qs, u"POST"_qs, u"PUT"_qs, u"PATCH"_qs, u"DELETE"_qs, u"OPTIONS"_qs, u"*"_qs});
    m_methods->setValidator([](const QByteArray &value) {
        return tokenError(value, tr("“%1” is not a method: it holds a character that none may."));
    });
    connectChips(m_methods, &Policy::methods);
    addChips(column, tr("Allowed &methods"), m_methods);
    m_echoMethods->setAccessibleName(tr("Allow whatever method is asked for"));
    column->addWidget(m_echoMethods);
    addLints(column, {PolicyKey::Methods});
    connectCheck(m_echoMethods, [](Policy &policy, bool on) {
        policy.methodsMode = on ? Policy::Lists::Echo : Policy::Lists::Listed;
    });

    const auto headerError = [](const QByteArray &value) {
        return tokenError(value, tr("“%1” is not a header name: it holds a character that none "
                                    "may."));
    };
    m_headers->setPlaceholder(tr("only the always allowed ones"));
    m_headers->setSuggestions({u"Content-Type"_qs, u"Authorization"_qs, u"Custom-Header"_qs,
                               u"X-Requested-With"_qs, u"X-API-Key"_qs, u"*"_qs});
    m_headers->setValidator(headerError);
    connectChips(m_headers, &Policy::headers);
    addChips(column, tr("Allowed request &headers"), m_headers);
    m_echoHeaders->setAccessibleName(tr("Allow whatever header is asked for"));
    column->addWidget(m_echoHeaders);
    addLints(column, {PolicyKey::Headers});
    connectCheck(m_echoHeaders, [](Policy &policy, bool on) {
        policy.headersMode = on ? Policy::Lists::Echo : Policy::Lists::Listed;
    });

    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(2);
    grid->setHorizontalSpacing(12);
    m_credentials->setAccessibleName(tr("Allow credentials"));
    m_credentials->setToolTip(tr("Access-Control-Allow-Credentials: true"));
    connectCheck(m_credentials, [](Policy &policy, bool on) { policy.credentials = on; });
    m_maxAge->setPlaceholderText(tr("no header"));
    grid->addWidget(fieldLabel(tr("&Credentials"), m_credentials), 0, 0);
    grid->addWidget(m_credentials, 1, 0);
    grid->addWidget(fieldLabel(tr("Max-&Age (s)"), m_maxAge), 0, 1);
    grid->addWidget(m_maxAge, 1, 1);
    grid->addWidget(fieldLabel(tr("Preflight &status"), m_status), 0, 2);
    grid->addWidget(m_status, 1, 2);
    column->addLayout(grid);
    column->addWidget(m_numberNote);
    addLints(column, {PolicyKey::Credentials, PolicyKey::MaxAge, PolicyKey::PreflightStatus});
    connect(m_maxAge, &QLineEdit::textEdited, this, [this](const QString &text) {
        bool ok = false;
        const qint64 seconds = text.trimmed().toLongLong(&ok);
        const bool valid = ok || text.trimmed().isEmpty();
        m_maxAge->setError(valid ? QString() : tr("Max-Age is a whole number of seconds."));
        m_numberNote->setNote(m_maxAge->error());
        if (valid)
            edit(tr("Max-Age"), [&](Policy &policy) {
                policy.maxAge = ok ? std::optional(seconds) : std::nullopt;
            });
    });
    connect(m_status, &QLineEdit::textEdited, this, [this](const QString &text) {
        bool ok = false;
        const int status = text.trimmed().toInt(&ok);
        const bool valid = ok && status >= 200 && status <= 599;
        m_status->setError(valid ? QString() : tr("A status is a number from 200 to 599."));
        m_numberNote->setNote(m_status->error());
        if (valid)
            edit(tr("Preflight status"), [&](Policy &policy) { policy.preflightStatus = status; });
    });

    m_expose->setPlaceholder(tr("none beyond the seven always readable"));
    m_expose->setSuggestions(
        {u"*"_qs, u"ETag"_qs, u"Link"_qs, u"Location"_qs, u"X-Request-Id"_qs, u"X-Total-Count"_qs});
    m_expose->setValidator(headerError);
    connectChips(m_expose, &Policy::expose);
    addChips(column, tr("Response headers scripts may &read"), m_expose);
    addLints(column, {PolicyKey::Expose});

    m_refused->addItem(tr("the answer without CORS headers"), int(Policy::Refused::Omit));
    m_refused->addItem(tr("always the first allowed origin"), int(Policy::Refused::First));
    m_refused->addItem(tr("403, and no answer"), int(Policy::Refused::Forbidden));
    m_refused->addItem(tr("500, as when an exception is thrown"),
                       int(Policy::Refused::ServerError));
    m_refused->addItem(tr("everything but Allow-Origin"), int(Policy::Refused::Partial));
    narrow(m_refused);
    column->addWidget(fieldLabel(tr("A re&fused origin gets"), m_refused));
    column->addWidget(m_refused);
    // Those of folded settings stand where they can be seen.
    addLints(column, {PolicyKey::Refused, PolicyKey::Vary, PolicyKey::OnErrors, PolicyKey::Answer,
                      PolicyKey::PreflightContinue, PolicyKey::TimingAllowOrigin,
                      PolicyKey::ResourcePolicy});
    connect(m_refused, &QComboBox::activated, this, [this] {
        edit(tr("What a refused origin gets"), [this](Policy &policy) {
            policy.refused = static_cast<Policy::Refused>(m_refused->currentData().toInt());
        });
    });

    m_moreButton->setText(tr("More settings"));
    m_moreButton->setIcon(themeIcon(IconName::Down));
    m_moreButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_moreButton->setCheckable(true);
    m_moreButton->setAutoRaise(true);
    m_moreButton->setFocusPolicy(Qt::StrongFocus);
    m_moreButton->setAccessibleName(tr("More settings of the policy"));
    m_more->setVisible(false);
    connect(m_moreButton, &QToolButton::toggled, this, [this](bool on) {
        m_more->setVisible(on);
        m_moreButton->setIcon(themeIcon(on ? IconName::Up : IconName::Down));
    });
    column->addWidget(m_moreButton, 0, Qt::AlignLeft);
    column->addWidget(m_more);
}

void PolicyForm::buildMore()
{
    auto *column = new QVBoxLayout(m_more);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_answer->addItem(tr("the whole lists"), int(Policy::Answer::Full));
    m_answer->addItem(tr("only what was asked for"), int(Policy::Answer::Requested));
    m_vary->addItem(tr("Vary: Origin where the answer depends on it"), int(Policy::Vary::Auto));
    m_vary->addItem(tr("Vary: Origin always"), int(Policy::Vary::Always));
    m_vary->addItem(tr("Vary: Origin never"), int(Policy::Vary::Never));
    m_resource->addItem(tr("no header"), QByteArray());
    for (const auto *value : {"same-origin", "same-site", "cross-origin"})
        m_resource->addItem(QString::fromLatin1(value), QByteArray(value));
    m_imitate->addItem(tr("the settings mean, without mistakes"), QByteArray());
    for (const auto &name : imitationNames())
        m_imitate->addItem(imitationTitle(name), name);
    for (auto *combo : {m_imitate, m_answer, m_vary, m_resource})
        narrow(combo);
    column->addWidget(fieldLabel(tr("Answers as"), m_imitate));
    column->addWidget(m_imitate);
    column->addWidget(m_imitateNote);
    connect(m_imitate, &QComboBox::activated, this, [this] {
        const auto name = m_imitate->currentData().toByteArray();
        edit(tr("Answer like %1").arg(m_imitate->currentText()), [&](Policy &policy) {
            policy.imitate = name.isEmpty() ? std::nullopt : std::optional(name);
        });
    });
    column->addWidget(fieldLabel(tr("A preflight is answered with"), m_answer));
    column->addWidget(m_answer);
    column->addWidget(fieldLabel(tr("For caches"), m_vary));
    column->addWidget(m_vary);
    column->addWidget(m_continue);
    column->addWidget(m_onErrors);
    connect(m_answer, &QComboBox::activated, this, [this](int index) {
        edit(tr("What a preflight is answered with"),
             [index](Policy &policy) { policy.answer = static_cast<Policy::Answer>(index); });
    });
    connect(m_vary, &QComboBox::activated, this, [this](int index) {
        edit(tr("Vary"),
             [index](Policy &policy) { policy.vary = static_cast<Policy::Vary>(index); });
    });
    connectCheck(m_continue, [](Policy &policy, bool on) { policy.preflightContinue = on; });
    connectCheck(m_onErrors, [](Policy &policy, bool on) { policy.onErrors = on; });

    m_timing->setPlaceholder(tr("no header"));
    connect(m_timing, &ChipEdit::edited, this,
            [this](const QList<QByteArray> &values, const QString &text) {
                edit(text, [&](Policy &policy) {
                    policy.timingAllowOrigin =
                        values.isEmpty() ? std::nullopt : std::optional(values);
                });
            });
    addChips(column, tr("Timing-Allow-Origin"), m_timing);
    column->addWidget(fieldLabel(tr("Cross-Origin-Resource-Policy"), m_resource));
    column->addWidget(m_resource);
    connect(m_resource, &QComboBox::activated, this, [this] {
        const auto value = m_resource->currentData().toByteArray();
        edit(tr("Cross-Origin-Resource-Policy"), [&](Policy &policy) {
            policy.resourcePolicy = value.isEmpty() ? std::nullopt : std::optional(value);
        });
    });

    column->addWidget(m_raw);
    connectCheck(m_raw, [](Policy &policy, bool on) {
        policy.raw = on ? std::optional<Policy::Raw>(Policy::Raw{}) : std::nullopt;
    });
    int number = 0;
    for (auto *area : {m_rawPreflight, m_rawActual}) {
        area->setPlaceholderText(u"Access-Control-Allow-Origin: *"_qs);
        area->setFixedHeight(4 * QFontMetrics(area->font()).lineSpacing() + 12);
        auto *label = fieldLabel(number++ == 0 ? tr("Headers to a preflight, one a line")
                                               : tr("Headers to any other request, one a line"),
                                 area);
        column->addWidget(label);
        column->addWidget(area);
        connect(m_raw, &QCheckBox::toggled, label, &QWidget::setVisible);
        connect(m_raw, &QCheckBox::toggled, area, &QWidget::setVisible);
        label->setVisible(false);
        area->setVisible(false);
        connect(static_cast<BodyEdit *>(area), &BodyEdit::textEdited, this, &PolicyForm::editRaw);
    }
    column->addWidget(m_rawError);
}

void PolicyForm::editRaw()
{
    const auto preflight = parseHeaderLines(m_rawPreflight->toPlainText());
    const auto actual = parseHeaderLines(m_rawActual->toPlainText());
    m_rawError->setNote(!preflight.error.isEmpty() ? preflight.error : actual.error);
    if (preflight.error.isEmpty() && actual.error.isEmpty())
        edit(tr("Raw answers"), [&](Policy &policy) {
            policy.raw = Policy::Raw{preflight.headers, actual.headers};
        });
}

void PolicyForm::setPolicy(const Policy &policy)
{
    if (policy == m_policy)
        return;
    // What is wrong in a field stays there until its own value changes.
    if (policy.maxAge != m_policy.maxAge)
        m_maxAge->setError({});
    if (policy.preflightStatus != m_policy.preflightStatus)
        m_status->setError({});
    m_policy = policy;
    showPolicy();
}

void PolicyForm::showPolicy()
{
    const auto &policy = m_policy;
    QList<QByteArray> origins;
    for (const auto &entry : policy.origins)
        origins.append(chipOf(entry));
    m_origins->setValues(origins);
    m_reflect->setChecked(policy.reflect);
    m_methods->setValues(policy.methods);
    m_echoMethods->setChecked(policy.methodsMode == Policy::Lists::Echo);
    m_headers->setValues(policy.headers);
    m_echoHeaders->setChecked(policy.headersMode == Policy::Lists::Echo);
    m_credentials->setChecked(policy.credentials);
    if (m_maxAge->error().isEmpty())
        m_maxAge->showText(policy.maxAge ? QString::number(*policy.maxAge) : QString());
    if (m_status->error().isEmpty())
        m_status->showText(QString::number(policy.preflightStatus));
    m_numberNote->setNote(m_maxAge->error().isEmpty() ? m_status->error() : m_maxAge->error());
    m_expose->setValues(policy.expose);
    m_refused->setCurrentIndex(m_refused->findData(int(policy.refused)));
    m_answer->setCurrentIndex(m_answer->findData(int(policy.answer)));
    m_vary->setCurrentIndex(m_vary->findData(int(policy.vary)));
    m_continue->setChecked(policy.preflightContinue);
    m_onErrors->setChecked(policy.onErrors);
    m_timing->setValues(policy.timingAllowOrigin.value_or(QList<QByteArray>()));
    const auto resource = policy.resourcePolicy.value_or(QByteArray());
    if (m_resource->findData(resource) < 0)
        m_resource->addItem(visibleText(resource), resource);
    m_resource->setCurrentIndex(m_resource->findData(resource));
    const auto imitation = policy.imitate.value_or(QByteArray());
    if (m_imitate->findData(imitation) < 0)
        m_imitate->addItem(visibleText(imitation), imitation);
    m_imitate->setCurrentIndex(m_imitate->findData(imitation));
    m_imitateNote->setNote(imitationText(imitation));
    showRaw();
}

void PolicyForm::showRaw()
{
    m_raw->setChecked(m_policy.raw.has_value());
    const auto raw = m_policy.raw.value_or(Policy::Raw{});
    if (parseHeaderLines(m_rawPreflight->toPlainText()).headers != raw.preflight)
        static_cast<BodyEdit *>(m_rawPreflight)->showText(headerLines(raw.preflight));
    if (parseHeaderLines(m_rawActual->toPlainText()).headers != raw.actual)
        static_cast<BodyEdit *>(m_rawActual)->showText(headerLines(raw.actual));
    QString note;
    if (m_policy.raw)
        note = tr("Raw answers are on: what stands here is not used.");
    else if (m_policy.imitate)
        note = tr("Answers as “%1” does with these settings, mistakes included. %2")
                   .arg(m_imitate->currentText(), imitationText(*m_policy.imitate));
    m_rawNote->setNote(note);
}

} // namespace corslab
