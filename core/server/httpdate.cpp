// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/httpdate.h"

#include <QLocale>

namespace corslab {

QByteArray httpDate(const QDateTime &utc)
{
    thread_local qint64 second = -1;
    thread_local QByteArray date;
    if (const qint64 asked = utc.toSecsSinceEpoch(); asked != second) {
        second = asked;
        date = QLocale::c().toString(utc, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1();
    }
    return date;
}

} // namespace corslab
