// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <optional>

namespace corslab {

/// The error's words, and nothing for a success: fit to stand in QVERIFY2, which reads its message
/// in any case.
template <typename T>
[[nodiscard]] QString wordsOf(const tl::expected<T, QString> &result)
{
    return result ? QString() : result.error();
}

/// Another program that runs beside the test and says in lines what it does. The destructor ends
/// it.
class RunningProgram : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds Limit{20};

    RunningProgram();
    ~RunningProgram() override;

    void setWorkingDirectory(const QString &folder) { m_process.setWorkingDirectory(folder); }
    void setVariable(const QString &name, const QString &value);
    /// 0 once it has ended.
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    void start(const QString &program, const QStringList &arguments);

    /// The first line, of either channel, from which `read` makes something; waits until there is
    /// one. Lines that came before count too.
    template <typename T>
    [[nodiscard]] tl::expected<T, QString>
    waitFor(const std::function<std::optional<T>(const QByteArray &)> &read)
    {
        std::optional<T> found;
        const auto over = [&] {
            for (const QByteArray &line : m_lines) {
                found = read(line);
                if (found)
                    return true;
            }
            return false;
        };
        if (!waitUntil(over))
            return tl::unexpected(u"the line did not come; there is:\n"_qs +
                                  QString::fromUtf8(m_lines.join('\n')));
        return *found;
    }
    /// Until `over`, which is asked again with each line.
    [[nodiscard]] bool waitUntil(const std::function<bool()> &over);
    /// Until it ends by itself; nothing else stands still meanwhile.
    [[nodiscard]] bool waitUntilEnded(std::chrono::milliseconds limit);
    /// What it has written so far, line by line.
    [[nodiscard]] const QByteArrayList &lines() const { return m_lines; }

private:
    void read(QProcess::ProcessChannel channel, QByteArray &rest);

    QByteArrayList m_lines;
    QByteArray m_restOfOutput;
    QByteArray m_restOfErrors;
    QProcess m_process;

Q_SIGNALS:
    void somethingHappened();
};

/// What a program that has ended left behind.
struct FinishedProgram
{
    int exitCode = 0;
    QByteArray output;
    QByteArray errors;

    /// The lines of the output that are JSON objects.
    [[nodiscard]] QList<QJsonObject> objects() const;
};

/// Runs a program to its end.
[[nodiscard]] tl::expected<FinishedProgram, QString>
runProgram(const QString &program, const QStringList &arguments, const QByteArray &input = {},
           const QString &workingDirectory = {},
           std::chrono::milliseconds limit = RunningProgram::Limit);

} // namespace corslab
