// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <optional>

class QWidget;

namespace corslab {

enum class UnsavedAnswer : quint8 { Save, Discard, Cancel };

/// The one seam through which the window asks something outside itself: every modal dialog, and
/// the desktop's programs. Tests put their own answers in its place.
class Messages
{
public:
    virtual ~Messages() = default;

    virtual UnsavedAnswer askUnsaved(QWidget *window, const QString &name) = 0;
    virtual std::optional<QString> askOpenPath(QWidget *window, const QString &folder) = 0;
    virtual std::optional<QString> askSavePath(QWidget *window, const QString &suggestion) = 0;
    /// False where no program took it.
    virtual bool openUrl(const QUrl &url) = 0;
    /// A text to read, such as "About": the window goes on behind it.
    virtual void showText(QWidget *window, const QString &title, const QString &html) = 0;
};

/// The real ones.
class DialogMessages : public Messages
{
public:
    UnsavedAnswer askUnsaved(QWidget *window, const QString &name) override;
    std::optional<QString> askOpenPath(QWidget *window, const QString &folder) override;
    std::optional<QString> askSavePath(QWidget *window, const QString &suggestion) override;
    bool openUrl(const QUrl &url) override;
    void showText(QWidget *window, const QString &title, const QString &html) override;
};

} // namespace corslab
