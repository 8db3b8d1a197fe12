// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/messages.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace corslab {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Messages", source);
}

QString fileFilter()
{
    return text(
        QT_TRANSLATE_NOOP("Messages", "Laboratories (*.corslab);;JSON (*.json);;All files (*)"));
}

} // namespace

UnsavedAnswer DialogMessages::askUnsaved(QWidget *window, const QString &name)
{
    QMessageBox box(
        QMessageBox::Question, text(QT_TRANSLATE_NOOP("Messages", "Unsaved changes")),
        text(QT_TRANSLATE_NOOP("Messages", "“%1” has changes that are in no file. Save them?"))
            .arg(name),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, window);
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save:
        return UnsavedAnswer::Save;
    case QMessageBox::Discard:
        return UnsavedAnswer::Discard;
    default:
        return UnsavedAnswer::Cancel;
    }
}

std::optional<QString> DialogMessages::askOpenPath(QWidget *window, const QString &folder)
{
    const auto path = QFileDialog::getOpenFileName(
        window, text(QT_TRANSLATE_NOOP("Messages", "Open a laboratory")), folder, fileFilter());
    return path.isEmpty() ? std::nullopt : std::optional(path);
}

std::optional<QString> DialogMessages::askSavePath(QWidget *window, const QString &suggestion)
{
    QFileDialog dialog(window, text(QT_TRANSLATE_NOOP("Messages", "Save the laboratory")),
                       suggestion, fileFilter());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(u"corslab"_qs);
    dialog.selectFile(suggestion);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return std::nullopt;
    return dialog.selectedFiles().constFirst();
}

bool DialogMessages::openUrl(const QUrl &url)
{
    return QDesktopServices::openUrl(url);
}

void DialogMessages::showText(QWidget *window, const QString &title, const QString &html)
{
    auto *dialog = new QDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto *view = new QTextBrowser;
    view->setOpenExternalLinks(true);
    view->setHtml(html);
    view->setAccessibleName(title);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(view);
    column->addWidget(buttons);
    dialog->resize(620, 520);
    dialog->show();
}

} // namespace corslab
