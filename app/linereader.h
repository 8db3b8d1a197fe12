// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QThread>

namespace corslab {

/// Reads a file, or standard input for `-`, line by line in a thread of its own, so that what
/// another program writes slowly is taken in as it comes.
class LineReader : public QThread
{
    Q_OBJECT

public:
    explicit LineReader(QString path, QObject *parent = nullptr);
    ~LineReader() override;

Q_SIGNALS:
    /// Numbers count from 1; empty lines are left out.
    void lineRead(int number, const QByteArray &bytes);
    void failed(const QString &reason);

protected:
    void run() override;

private:
    QString m_path;
};

} // namespace corslab
