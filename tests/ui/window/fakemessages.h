// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/messages.h"

#include <QStringList>

namespace corslab::test {

/// Answers in a person's place, and remembers what it was asked.
class FakeMessages : public Messages
{
public:
    struct Script
    {
        UnsavedAnswer unsaved = UnsavedAnswer::Cancel;
        std::optional<QString> path;
        int unsavedAsked = 0;
        QList<QUrl> opened;
        bool opens = true;
        QStringList shown;
    };

    explicit FakeMessages(Script &script)
        : m_script(script)
    {
    }

    UnsavedAnswer askUnsaved(QWidget *, const QString &) override
    {
        ++m_script.unsavedAsked;
        return m_script.unsaved;
    }
    std::optional<QString> askOpenPath(QWidget *, const QString &) override
    {
        return m_script.path;
    }
    std::optional<QString> askSavePath(QWidget *, const QString &) override
    {
        return m_script.path;
    }
    bool openUrl(const QUrl &url) override
    {
        m_script.opened.append(url);
        return m_script.opens;
    }
    void showText(QWidget *, const QString &title, const QString &html) override
    {
        m_script.shown.append(title + u'\n' + html);
    }

private:
    Script &m_script;
};

} // namespace corslab::test
