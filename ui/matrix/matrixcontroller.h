// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/labdocument.h"
#include "core/laboratory/whatifrunner.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace corslab {

class MatrixModel;
class Workbench;

/// Asks the matrix's question again whenever the laboratory is edited, off the window's thread.
class MatrixController : public QObject
{
    Q_OBJECT

public:
    /// What the policies are compared with.
    enum class Baseline : quint8 { File, Pinned, Nothing };
    /// More rows than this are not shown: nobody reads them.
    static constexpr qsizetype RowLimit = 1000;
    static constexpr qsizetype ColumnLimit = 1000;

    /// Borrows both.
    MatrixController(Workbench &workbench, MatrixModel &model, QObject *parent = nullptr);

    /// Nothing is computed while nobody looks.
    void setActive(bool active);
    [[nodiscard]] const QList<QByteArray> &typed() const { return m_typed; }
    void setTyped(QList<QByteArray> origins);
    [[nodiscard]] Baseline baseline() const { return m_baseline; }
    void setBaseline(Baseline baseline);
    /// Compares with the policies as they stand now.
    void pin();
    void cancel();
    /// Ends what is under way and asks again.
    void refresh();

    [[nodiscard]] bool isRunning() const;
    /// Cells answered and cells asked for, now and before together.
    [[nodiscard]] qsizetype done() const { return m_done; }
    [[nodiscard]] qsizetype total() const { return m_total; }
    /// True where the policies differ from those they are compared with.
    [[nodiscard]] bool isEdited() const { return m_edited; }
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }

Q_SIGNALS:
    /// A question was asked, a part of it answered, or all of it.
    void progressed();
    void finished();

private:
    void refreshSoon();
    void endPart();
    [[nodiscard]] std::vector<WhatIfRequest> columns() const;
    [[nodiscard]] const LabDocument *baselineDocument() const;

    Workbench &m_workbench;
    MatrixModel &m_model;
    WhatIfRunner m_now;
    WhatIfRunner m_before;
    QTimer m_debounce;
    QList<QByteArray> m_typed;
    Baseline m_baseline = Baseline::File;
    std::optional<LabDocument> m_pinned;
    std::optional<WhatIfQuestion> m_asked;
    std::optional<WhatIfQuestion> m_askedBefore;
    qsizetype m_done = 0;
    qsizetype m_total = 0;
    bool m_edited = false;
    bool m_active = false;
    bool m_cancelled = false;
};

} // namespace corslab
