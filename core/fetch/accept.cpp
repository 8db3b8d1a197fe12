// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/accept.h"

namespace corslab {

QByteArray acceptFor(Api initiator, Destination destination, const BrowserProfile &profile)
{
    if (initiator == Api::EventSource)
        return QByteArrayLiteral("text/event-stream");
    switch (destination) {
    case Destination::Image:
        return profile.acceptImage;
    case Destination::Style:
        return QByteArrayLiteral("text/css,*/*;q=0.1");
    case Destination::Script:
    case Destination::Empty:
        return QByteArrayLiteral("*/*");
    }
    Q_UNREACHABLE();
}

} // namespace corslab
