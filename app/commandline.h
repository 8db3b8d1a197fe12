// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace corslab {

enum class Command { Window, Run, Serve, Lint };

/// What the command line asks for.
struct CommandLine
{
    Command command = Command::Window;
    QStringList files; ///< `-` is standard input
    BrowserName browser = BrowserName::Standard;
    bool json = false;
    bool jsonLines = false; ///< the files hold one document a line
    bool insecure = false;
    int jobs = 8;
    QString junit;                    ///< where a report in JUnit's form goes; empty: nowhere
    QString bind; ///< an IP address to listen on instead of the loopback; empty: none
    std::optional<int> recordMegabytes; ///< how much `serve` keeps on record
    std::optional<quint16> pagesPort; ///< instead of the one in the file
    std::optional<quint16> apiPort;
};

/// What to do with the words after the program's name.
struct CommandLineResult
{
    std::optional<CommandLine> commandLine; ///< nothing: print `text` and exit with `status`
    QString text;
    int status = 0;
};

/// Never exits by itself. `arguments` as QCoreApplication::arguments() gives them.
[[nodiscard]] CommandLineResult parseCommandLine(const QStringList &arguments);

} // namespace corslab
