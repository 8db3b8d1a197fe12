// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/policysheet.h"

#include "core/diagnosis/errortext.h"
#include "core/diagnosis/presettext.h"
#include "core/document/policytext.h"
#include "core/policy/policydifference.h"
#include "core/policy/policyheaders.h"
#include "ui/theme/themecontroller.h"
#include "ui/widgets/fieldedit.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/visibletext.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace corslab {

namespace {

constexpr PolicyPreset presets[] = {PolicyPreset::PublicReadOnly, PolicyPreset::OneFrontEnd,
                                    PolicyPreset::Development, PolicyPreset::Article};

PolicyPreset presetOf(PolicySheet::Source source)
{
    return presets[static_cast<int>(source) -
                   static_cast<int>(PolicySheet::Source::PublicReadOnly)];
}

QString linesText(const std::vector<int> &lines)
{
    QStringList numbers;
    constexpr std::size_t most = 8;
    for (std::size_t i = 0; i < std::min(lines.size(), most); ++i)
        numbers.append(QString::number(lines[i]));
    if (lines.size() > most)
        numbers.append(u"…"_qs);
    return numbers.join(u", "_qs);
}

PastedPolicy readHeaders(const QByteArray &text)
{
    const auto read = policyFromHeaders(text);
    PastedPolicy result;
    if (!read.preflight && !read.actual) {
        result.error = PolicySheet::tr(
            "There is no header in this text. Paste what your server sends, one header a line: "
            "what “curl -i” prints, or what the browser's network panel copies.");
        return result;
    }
    result.policy = read.policy;
    QStringList sentences;
    sentences.append(read.preflight && read.actual
                         ? PolicySheet::tr("Read as the headers of a preflight's answer and of "
                                           "another one.")
                     : read.preflight
                         ? PolicySheet::tr("Read as the headers of a preflight's answer.")
                         : PolicySheet::tr("Read as the headers of an answer; whether preflights "
                                           "are answered as well, it does not say."));
    if (!read.allowOrigin)
        sentences.append(PolicySheet::tr("No Access-Control-Allow-Origin: nobody is allowed."));
    if (read.constantOrigin)
        sentences.append(PolicySheet::tr("One origin is answered and Vary does not mention Origin, "
                                         "so everybody is taken to get this answer."));
    if (read.faulty)
        sentences.append(PolicySheet::tr("No policy makes such headers, so they are sent as they "
                                         "stand."));
    if (!read.unread.empty())
        sentences.append(
            PolicySheet::tr("No headers, and left out: line %1.").arg(linesText(read.unread)));
    result.explanation = sentences.join(u' ');
    return result;
}

} // namespace

PastedPolicy readPastedPolicy(const QString &text, const LabDocument &document)
{
    const auto bytes = text.toUtf8();
    if (bytes.trimmed().isEmpty())
        return {};
    if (!bytes.trimmed().startsWith('{'))
        return readHeaders(bytes);
    PastedPolicy result;
    const auto read = parsePolicyText(bytes, document);
    if (!read) {
        result.error = errorText(read.error());
        return result;
    }
    result.policy = read->policy;
    result.explanation = PolicySheet::tr("Read as JSON.");
    if (!read->unknownKeys.isEmpty())
        result.explanation +=
            u' ' + PolicySheet::tr("This version does not know, and leaves out: %1.")
                       .arg(visibleText(read->unknownKeys.join(u", "_qs)));
    return result;
}

PolicySheet::PolicySheet(Workbench &workbench, QWidget *parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_where(new QLabel)
    , m_source(new QComboBox)
    , m_explanation(new NoteLabel(ColorRole::Text))
    , m_text(new BodyEdit)
    , m_error(new NoteLabel(ColorRole::Bad))
    , m_same(new NoteLabel(ColorRole::MutedText))
    , m_differences(new QTableWidget(0, 3))
    , m_use(new QPushButton(tr("Use this policy")))
{
    setWindowTitle(tr("Another policy"));
    build();
    connect(&m_workbench, &Workbench::serverChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(&m_workbench, &Workbench::serversChanged, this, [this] {
        if (isVisible())
            refresh();
    });
}

void PolicySheet::build()
{
    auto *column = new QVBoxLayout(this);
    m_where->setTextFormat(Qt::PlainText);
    column->addWidget(m_where);
    m_source->addItem(tr("The policy in the file"));
    for (const auto preset : presets)
        m_source->addItem(presetTitle(preset));
    m_source->addItem(tr("A pasted policy: JSON, or the headers that a server sends"));
    m_source->setAccessibleName(tr("The other policy"));
    column->addWidget(m_source);
    column->addWidget(m_explanation);
    m_text->setPlaceholderText(tr("Paste the headers your server sends, or a policy as JSON…"));
    m_text->setAccessibleName(tr("Pasted policy"));
    m_text->setTabChangesFocus(true);
    column->addWidget(m_text, 1);
    column->addWidget(m_error);
    m_differences->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_differences->setHorizontalHeaderLabels({tr("Differs in"), tr("Now"), tr("Then")});
    m_differences->setAccessibleName(tr("What would change"));
    m_differences->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_differences->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_differences->setTabKeyNavigation(false);
    m_differences->setShowGrid(false);
    m_differences->verticalHeader()->hide();
    m_differences->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_differences->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    column->addWidget(m_same);
    column->addWidget(m_differences, 2);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_use->setAccessibleName(m_use->text());
    buttons->addButton(m_use, QDialogButtonBox::ActionRole);
    column->addWidget(buttons);
    resize(640, 520);
    connect(m_source, &QComboBox::activated, this, &PolicySheet::refresh);
    connect(m_text, &BodyEdit::textEdited, this, &PolicySheet::refresh);
    connect(m_use, &QPushButton::clicked, this, &PolicySheet::use);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
}

void PolicySheet::open(const PolicyAddress &address, Source source, const QString &pasted)
{
    m_address = address;
    m_source->setCurrentIndex(static_cast<int>(source));
    if (!pasted.isEmpty())
        m_text->showText(pasted);
    const auto *server = m_workbench.server(address.server);
    m_where->setText(server && address.route >= 0 && address.route < server->routes.size()
                         ? tr("Beside the policy of “%1” for %2:")
                               .arg(visibleText(address.server),
                                    visibleText(server->routes.at(address.route).path))
                         : tr("Beside the policy of “%1”:").arg(visibleText(address.server)));
    refresh();
    show();
    raise();
    activateWindow();
    (source == Source::Pasted ? static_cast<QWidget *>(m_text) : m_use)->setFocus();
}

void PolicySheet::refresh()
{
    m_other.reset();
    m_explanation->setNote({});
    m_error->setNote({});
    const auto source = static_cast<Source>(m_source->currentIndex());
    m_text->setVisible(source == Source::Pasted);
    switch (source) {
    case Source::File:
        readFile();
        break;
    case Source::PublicReadOnly:
    case Source::OneFrontEnd:
    case Source::Development:
    case Source::Article:
        readPreset();
        break;
    case Source::Pasted:
        readPasted();
        break;
    }
    showDifferences();
}

void PolicySheet::readFile()
{
    for (const auto &server : m_workbench.fileDocument().servers) {
        if (server.name != m_address.server)
            continue;
        if (m_address.route < 0)
            m_other = server.policy;
        else if (m_address.route < server.routes.size())
            m_other = server.routes.at(m_address.route).policy;
    }
    m_explanation->setNote(m_other ? tr("As it was when the file was last read or saved.")
                                   : tr("The file has no policy in this place."));
}

void PolicySheet::readPreset()
{
    const auto preset = presetOf(static_cast<Source>(m_source->currentIndex()));
    const auto &page = m_workbench.page().origin;
    m_other = presetPolicy(preset, page == "null" ? QByteArray() : page);
    m_explanation->setNote(presetText(preset));
}

void PolicySheet::readPasted()
{
    auto read = readPastedPolicy(m_text->toPlainText(), m_workbench.document());
    m_explanation->setNote(read.explanation);
    m_error->setNote(read.error);
    // Where our file names a server, the pasted address stays that name.
    if (const auto now = m_workbench.policyAt(m_address); now && read.policy) {
        for (auto &entry : read.policy->origins) {
            for (const auto &old : now->origins) {
                if (m_workbench.resolvedText(QString::fromUtf8(old.text)).toUtf8() == entry.text)
                    entry.text = old.text;
            }
        }
    }
    m_other = std::move(read.policy);
}

void PolicySheet::showDifferences()
{
    const auto now = m_workbench.policyAt(m_address);
    const auto found =
        m_other ? differences(now.value_or(Policy()), *m_other) : std::vector<PolicyDifference>();
    m_same->setNote(!m_other            ? QString()
                    : found.empty()     ? tr("The two are the same.")
                    : found.size() == 1 ? tr("One difference:")
                                        : tr("%1 differences:").arg(found.size()));
    m_use->setEnabled(m_other && m_other != now && m_workbench.server(m_address.server));
    m_differences->setVisible(!found.empty());
    constexpr int most = 500;
    const int rows = qMin(static_cast<int>(found.size()), most);
    m_differences->setRowCount(rows);
    for (int row = 0; row < rows; ++row) {
        const auto &each = found[static_cast<std::size_t>(row)];
        const QString texts[] = {QString::fromLatin1(policyKeyName(each.key)),
                                 visibleText(each.before), visibleText(each.after)};
        for (int column = 0; column < 3; ++column) {
            const auto text = texts[column].isEmpty() ? u"—"_qs : texts[column];
            auto *item = new QTableWidgetItem(text);
            item->setToolTip(text);
            m_differences->setItem(row, column, item);
        }
    }
    m_differences->resizeRowsToContents();
}

void PolicySheet::use()
{
    if (!m_other)
        return;
    const auto policy = *m_other;
    const auto source = static_cast<Source>(m_source->currentIndex());
    m_workbench.editPolicyAt(m_address, policy,
                             source == Source::File ? tr("Use the file's policy")
                             : source == Source::Pasted
                                 ? tr("Use the pasted policy")
                                 : tr("Use the policy “%1”").arg(m_source->currentText()));
    close();
}

} // namespace corslab
