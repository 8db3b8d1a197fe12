// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/portholder.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QtEndian>

namespace corslab {

namespace {

/// Reads an address as /proc/net/tcp writes it: 32-bit words in the machine's byte order, as hex.
std::optional<QHostAddress> addressFromHex(const QByteArray &hex)
{
    QByteArray bytes = QByteArray::fromHex(hex);
    if (bytes.size() != 4 && bytes.size() != 16)
        return std::nullopt;
    for (qsizetype i = 0; i < bytes.size(); i += 4) {
        const auto word = qFromBigEndian<quint32>(bytes.constData() + i);
        qToUnaligned(word, bytes.data() + i);
    }
    if (bytes.size() == 4)
        return QHostAddress(qFromBigEndian<quint32>(bytes.constData()));
    Q_IPV6ADDR address;
    std::copy(bytes.cbegin(), bytes.cend(), reinterpret_cast<char *>(address.c));
    return QHostAddress(address);
}

bool covers(const QHostAddress &listening, const QHostAddress &asked)
{
    return listening == asked || listening == QHostAddress(QHostAddress::AnyIPv4) ||
           listening == QHostAddress(QHostAddress::AnyIPv6);
}

/// Inodes of the sockets that listen there.
QSet<QByteArray> listeningInodes(const QString &table, const QHostAddress &address, quint16 port)
{
    QSet<QByteArray> inodes;
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly))
        return inodes;
    // Files in /proc have no size: read whole, then split.
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 10 || fields[3] != "0A")
            continue;
        const QList<QByteArray> local = fields[1].split(':');
        bool ok = false;
        if (local.size() != 2 || local[1].toUShort(&ok, 16) != port || !ok)
            continue;
        const auto listening = addressFromHex(local[0]);
        if (listening && covers(*listening, address))
            inodes.insert(fields[9]);
    }
    return inodes;
}

} // namespace

std::optional<PortHolder> findPortHolder(const QHostAddress &address, quint16 port,
                                         const QString &proc)
{
    const QSet<QByteArray> inodes = listeningInodes(proc + u"/net/tcp"_qs, address, port) |
                                    listeningInodes(proc + u"/net/tcp6"_qs, address, port);
    if (inodes.isEmpty())
        return std::nullopt;
    const QStringList processes = QDir(proc).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &process : processes) {
        bool isNumber = false;
        const qint64 id = process.toLongLong(&isNumber);
        if (!isNumber)
            continue;
        const QString folder = proc + u'/' + process;
        // The links of other users' processes cannot be read: their lists are empty.
        const QStringList files =
            QDir(folder + u"/fd"_qs)
                .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
        for (const QString &name : files) {
            const QString target = QFile::symLinkTarget(folder + u"/fd/"_qs + name);
            const qsizetype begin = target.indexOf(u"socket:["_qs);
            if (begin < 0 || !inodes.contains(target.sliced(begin + 8).chopped(1).toLatin1()))
                continue;
            QFile comm(folder + u"/comm"_qs);
            if (!comm.open(QIODevice::ReadOnly))
                continue;
            return PortHolder{QString::fromLocal8Bit(comm.readAll().trimmed()), id};
        }
    }
    return std::nullopt;
}

} // namespace corslab
