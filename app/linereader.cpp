// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/linereader.h"

#include <QFile>

#include <cstdio>

namespace corslab {

LineReader::LineReader(QString path, QObject *parent)
    : QThread(parent)
    , m_path(std::move(path))
{
}

LineReader::~LineReader()
{
    wait();
}

void LineReader::run()
{
    QFile file(m_path);
    const bool open =
        m_path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) {
        Q_EMIT failed(file.errorString());
        return;
    }
    for (int number = 1;; ++number) {
        const QByteArray line = file.readLine();
        if (line.isEmpty())
            return;
        if (!line.trimmed().isEmpty())
            Q_EMIT lineRead(number, line.trimmed());
    }
}

} // namespace corslab
