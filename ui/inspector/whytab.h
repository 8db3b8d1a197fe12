// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "ui/widgets/badge.h"

#include <QUrl>
#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace corslab {

class CodeView;
class ComparisonView;
class ConsoleChooser;
class NoteLabel;
class WrapButton;
class Workbench;

/// Why the selected exchange ended as it did: the sentence, the two values, what mends it, and what
/// the browser prints.
class WhyTab : public QWidget
{
    Q_OBJECT

public:
    /// Borrows the workbench.
    explicit WhyTab(Workbench &workbench, QWidget *parent = nullptr);

    /// Opens a link in the person's browser unless a test puts something else here.
    void setLinkOpener(std::function<void(const QUrl &)> open) { m_openLink = std::move(open); }
    [[nodiscard]] ConsoleChooser &consoleChooser() { return *m_chooser; }

Q_SIGNALS:
    /// The person applied that fix.
    void fixApplied(const QString &label);

private:
    /// A fix that was applied to the exchange that is shown; undo takes it back.
    struct AppliedFix
    {
        quint64 exchange = 0;
        int undoIndex = 0; ///< of the undo stack, after it was applied
        QString label;
    };

    [[nodiscard]] QWidget *buildReason();
    [[nodiscard]] QWidget *buildFixes();
    [[nodiscard]] QWidget *buildConsole();
    void refresh();
    void refreshSoon();
    void showReason(const Diagnosis &diagnosis, Verdict verdict);
    void showFixes(const Diagnosis &diagnosis);
    void addFixGroup(Fix::Where where, const QString &title, const Diagnosis &diagnosis);
    void showConsole();
    void apply(const Fix &fix);

    Workbench &m_workbench;
    std::function<void(const QUrl &)> m_openLink;
    QStackedWidget *m_stack;
    QLabel *m_emptyText;
    NoteLabel *m_headline = nullptr;
    NoteLabel *m_sentence = nullptr;
    ComparisonView *m_comparison = nullptr;
    WrapButton *m_link = nullptr;
    NoteLabel *m_hint = nullptr;
    QVBoxLayout *m_fixColumn = nullptr;
    QWidget *m_fixList = nullptr;
    NoteLabel *m_applied = nullptr;
    QPushButton *m_sendAgain = nullptr;
    QPushButton *m_undo = nullptr;
    ConsoleChooser *m_chooser = nullptr;
    NoteLabel *m_caution = nullptr;
    CodeView *m_console = nullptr;
    QScrollArea *m_scroll = nullptr;
    std::optional<AppliedFix> m_appliedFix;
    quint64 m_shownExchange = 0;
    bool m_refreshing = false;
};

} // namespace corslab
