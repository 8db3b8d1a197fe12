// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace corslab {

/// What stands in the timeline's place before anything was sent: what one can do first.
class EmptyTimeline : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyTimeline(QWidget *parent = nullptr);

    struct Entry
    {
        QString name;
        QString request; ///< "GET http://localhost:4000/simple"
    };
    /// At most three are offered.
    void setEntries(const QList<Entry> &entries);

Q_SIGNALS:
    void scenarioChosen(const QString &name);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void dress();

    QLabel *m_title;
    QLabel *m_text;
    QVBoxLayout *m_list;
    QList<QWidget *> m_rows;
};

} // namespace corslab
