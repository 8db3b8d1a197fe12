// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/exposuretext.h"

#include "core/diagnosis/words.h"
#include "core/server/listeningsockets.h"

#include <QCoreApplication>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ExposureText)
};

} // namespace

QString exposureText(const LabServer &server)
{
    const auto where = listenAddressOf(server.config().origin);
    if (!server.isListening() || !where || where->isLoopback())
        return {};
    return filled(Words::tr("%1 listens beyond this computer: everybody who can reach %2 can use "
                            "it and read what it answers."),
                  {server.config().name, QString::fromUtf8(server.origin())});
}

} // namespace corslab
