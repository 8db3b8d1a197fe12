// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/workbench.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace corslab {

class BodyEdit;
class NoteLabel;

/// Another policy beside the one at hand: the file's, a preset or a pasted one. Says what it is,
/// shows in what the two differ, and puts it in the place of the first; the window goes on behind.
class PolicySheet : public QDialog
{
    Q_OBJECT

public:
    enum class Source : quint8 { File, PublicReadOnly, OneFrontEnd, Development, Article, Pasted };

    /// Borrows the workbench.
    explicit PolicySheet(Workbench &workbench, QWidget *parent = nullptr);

    /// Shows that policy beside the one at `address`. `pasted`: the text to begin with.
    void open(const PolicyAddress &address, Source source, const QString &pasted = {});

    /// What would be used; nothing where there is none.
    [[nodiscard]] const std::optional<Policy> &other() const { return m_other; }

private:
    void build();
    void refresh();
    void readFile();
    void readPreset();
    void readPasted();
    void showDifferences();
    void use();

    Workbench &m_workbench;
    PolicyAddress m_address;
    std::optional<Policy> m_other;
    QLabel *m_where;
    QComboBox *m_source;
    NoteLabel *m_explanation;
    BodyEdit *m_text;
    NoteLabel *m_error;
    NoteLabel *m_same;
    QTableWidget *m_differences;
    QPushButton *m_use;
};

/// A policy that somebody pasted: JSON, or the headers of answers.
struct PastedPolicy
{
    std::optional<Policy> policy;
    QString explanation; ///< what it was read as, and what is to be minded
    QString error;       ///< where it cannot be read, and why
};
/// `document`: the laboratory whose servers `{{name}}` may name.
[[nodiscard]] PastedPolicy readPastedPolicy(const QString &text, const LabDocument &document);

} // namespace corslab
