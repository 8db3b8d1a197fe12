// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace corslab {

/// The rows' names: the origin, and how it comes here.
class OriginHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit OriginHeader(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void changeEvent(QEvent *event) override;

private:
    void measure();

    int m_originWidth = 0;
    int m_wordsWidth = 0;
};

} // namespace corslab
