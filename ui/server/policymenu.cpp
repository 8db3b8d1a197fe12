// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/policymenu.h"

#include "core/diagnosis/imitationtext.h"
#include "core/diagnosis/presettext.h"
#include "core/document/policytext.h"
#include "core/policy/policyheaders.h"
#include "ui/server/serverpanel.h"
#include "ui/theme/themeicons.h"

#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>

namespace corslab {

const QList<QByteArray> &imitationNames()
{
    static const QList<QByteArray> names{"article",          "article-allow-list",
                                         "express-cors",     "nginx-without-always",
                                         "spring",           "fastapi",
                                         "django",           "flask-cors",
                                         "rs-cors",          "jub0bs-cors",
                                         "auth-before-cors", "redirect-before-cors",
                                         "two-layers"};
    return names;
}

PolicyMenu::PolicyMenu(Workbench &workbench, ServerPanel &panel, QWidget *window)
    : QMenu(tr("&Policy"), window)
    , m_workbench(workbench)
    , m_panel(panel)
    , m_window(window)
{
    setToolTipsVisible(true);
    auto *json = addCommand(this, tr("&Copy as JSON"), Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    json->setIcon(themeIcon(IconName::Copy));
    connect(json, &QAction::triggered, this, &PolicyMenu::copyJson);
    auto *headers =
        addCommand(this, tr("Copy as response &headers"), Qt::CTRL | Qt::SHIFT | Qt::Key_H);
    connect(headers, &QAction::triggered, this, &PolicyMenu::copyHeaders);
    m_needPolicy = {json, headers};
    auto *pasted = addCommand(this, tr("&Paste the headers your server sends, or JSON…"),
                              Qt::CTRL | Qt::SHIFT | Qt::Key_V);
    connect(pasted, &QAction::triggered, this, &PolicyMenu::paste);
    addSeparator();
    auto *begin = addMenu(tr("&Begin with"));
    begin->setToolTipsVisible(true);
    for (const auto preset : allPolicyPresets) {
        auto *action = addCommand(begin, presetTitle(preset));
        action->setToolTip(presetText(preset));
        const auto source = static_cast<PolicySheet::Source>(
            static_cast<int>(PolicySheet::Source::PublicReadOnly) + static_cast<int>(preset));
        connect(action, &QAction::triggered, this, [this, source] { openSheet(source); });
    }
    auto *compare = addCommand(this, tr("Co&mpare with the file, a preset or a pasted one…"),
                               Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    connect(compare, &QAction::triggered, this, [this] { openSheet(PolicySheet::Source::File); });
    addSeparator();
    buildImitations();
    connect(this, &QMenu::aboutToShow, this, &PolicyMenu::refresh);
}

QAction *PolicyMenu::addCommand(QMenu *menu, const QString &text, const QKeySequence &key)
{
    auto *action = menu->addAction(text);
    if (!key.isEmpty()) {
        action->setShortcut(key);
        // It must work while the menu bar is hidden.
        m_window->addAction(action);
    }
    return action;
}

void PolicyMenu::buildImitations()
{
    m_imitations = addMenu(tr("Answer &like"));
    m_imitations->setToolTipsVisible(true);
    auto *group = new QActionGroup(this);
    const auto add = [&](const QByteArray &name, const QString &title, const QString &help) {
        auto *action = m_imitations->addAction(title);
        action->setCheckable(true);
        action->setData(name);
        action->setToolTip(help);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name] { imitate(name); });
    };
    add({}, tr("the policy itself, without mistakes"),
        tr("The answers are those that the settings mean."));
    m_imitations->addSeparator();
    for (const auto &name : imitationNames())
        add(name, imitationTitle(name), imitationText(name));
}

void PolicyMenu::refresh()
{
    const auto policy = m_workbench.policyAt(m_panel.address());
    for (auto *action : std::as_const(m_needPolicy))
        action->setEnabled(policy.has_value());
    m_imitations->setEnabled(policy.has_value());
    const auto name = policy ? policy->imitate.value_or(QByteArray()) : QByteArray();
    const auto actions = m_imitations->actions();
    for (auto *action : actions)
        action->setChecked(action->isCheckable() && action->data().toByteArray() == name);
}

void PolicyMenu::copyJson()
{
    if (const auto policy = m_workbench.policyAt(m_panel.address()))
        QGuiApplication::clipboard()->setText(QString::fromUtf8(policyText(*policy)));
    else
        m_workbench.report(tr("This server has no policy that could be copied."));
}

void PolicyMenu::copyHeaders()
{
    auto policy = m_workbench.policyAt(m_panel.address());
    if (!policy) {
        m_workbench.report(tr("This server has no policy that could be copied."));
        return;
    }
    for (auto &entry : policy->origins)
        entry.text = m_workbench.resolvedText(QString::fromUtf8(entry.text)).toUtf8();
    QGuiApplication::clipboard()->setText(QString::fromUtf8(headersFromPolicy(*policy)));
}

void PolicyMenu::paste()
{
    // What is on the clipboard is taken where it is a policy; otherwise there is room to paste one.
    const auto text = QGuiApplication::clipboard()->text();
    constexpr qsizetype most = 1'000'000; // bytes: a policy, not a film
    const bool fits = text.size() <= most && readPastedPolicy(text, m_workbench.document()).policy;
    openSheet(PolicySheet::Source::Pasted, fits ? text : QString());
}

void PolicyMenu::openSheet(PolicySheet::Source source, const QString &pasted)
{
    if (!m_workbench.server(m_panel.address().server)) {
        m_workbench.report(
            tr("This server is not the laboratory's: its policy cannot be edited here."));
        return;
    }
    if (!m_sheet)
        m_sheet = new PolicySheet(m_workbench, m_window);
    m_sheet->open(m_panel.address(), source, pasted);
}

void PolicyMenu::imitate(const QByteArray &name)
{
    auto policy = m_workbench.policyAt(m_panel.address());
    if (!policy)
        return;
    policy->imitate = name.isEmpty() ? std::nullopt : std::optional(name);
    m_workbench.editPolicyAt(m_panel.address(), policy,
                             name.isEmpty() ? tr("Answer as the policy means")
                                            : tr("Answer like %1").arg(imitationTitle(name)));
}

} // namespace corslab
