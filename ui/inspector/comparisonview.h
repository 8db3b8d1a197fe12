// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"

#include <QTextEdit>

namespace corslab {

/// Two values one under the other, where they differ marked. They wrap and are never cut; their
/// text can be selected.
class ComparisonView : public QTextEdit
{
    Q_OBJECT

public:
    explicit ComparisonView(QWidget *parent = nullptr);

    void setComparison(const Comparison &comparison);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void write();
    void fit();

    Comparison m_comparison;
    bool m_writing = false;
};

} // namespace corslab
