// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupt.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace corslab {

#ifdef Q_OS_UNIX

namespace {

/// A signal handler may do little more than write a byte; the event loop reads it.
int interruptPipe[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    static_cast<void>(::write(interruptPipe[0], &byte, 1));
}

} // namespace

void quitOnInterrupt()
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, interruptPipe) != 0)
        return;
    auto *notifier =
        new QSocketNotifier(interruptPipe[1], QSocketNotifier::Read, QCoreApplication::instance());
    QObject::connect(notifier, &QSocketNotifier::activated, QCoreApplication::instance(),
                     [] { QCoreApplication::quit(); });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    ::sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

#else

void quitOnInterrupt() {}

#endif

} // namespace corslab
