// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timelinegeometry.h"

#include <QRectF>
#include <QString>
#include <QWidget>

#include <array>

namespace corslab {

/// The three words over the lanes. Stays while the timeline scrolls under it.
class LaneHead : public QWidget
{
    Q_OBJECT

public:
    explicit LaneHead(QWidget *parent = nullptr);

    /// Borrows the geometry.
    void setGeometrySource(const TimelineGeometry *geometry) { m_geometry = geometry; }
    void setServer(const QString &label);
    [[nodiscard]] const QString &server() const { return m_server; }
    [[nodiscard]] int preferredHeight() const;
    /// Where the words stand: page, browser, server. Never over one another or over the edge.
    [[nodiscard]] std::array<QRectF, 3> pills() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const TimelineGeometry *m_geometry = nullptr;
    QString m_server;
};

} // namespace corslab
