// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runcommand.h"

#include "app/documentrun.h"
#include "app/laboratoryfile.h"
#include "app/linereader.h"
#include "app/output.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QEventLoop>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <deque>
#include <vector>

namespace corslab {

namespace {

/// Plays the documents of one file of lines, several at once, each in a browser of its own.
class LineRun
{
public:
    LineRun(const CommandLine &line, QString file, std::vector<JunitSuite> &suites)
        : m_line(line)
        , m_file(std::move(file))
        , m_suites(suites)
    {
    }

    int exec()
    {
        LineReader reader(m_file);
        QObject::connect(&reader, &LineReader::lineRead, &m_loop,
                         [this](int number, const QByteArray &bytes) {
                             m_waiting.push_back({number, bytes});
                             begin();
                         });
        QObject::connect(&reader, &LineReader::failed, &m_loop, [this](const QString &reason) {
            printError(m_file + QStringLiteral(": ") + reason);
            m_suites.push_back({m_file, reason, {}});
            m_status = 2;
        });
        QObject::connect(&reader, &LineReader::finished, &m_loop, [this] {
            m_read = true;
            endWhenDone();
        });
        reader.start();
        m_loop.exec();
        return m_status;
    }

private:
    struct Line
    {
        int number;
        QByteArray bytes;
    };

    void begin()
    {
        while (m_running < m_line.jobs && !m_waiting.empty()) {
            const Line next = std::move(m_waiting.front());
            m_waiting.pop_front();
            ++m_running;
            play(next);
        }
    }

    QCoro::Task<> play(Line next)
    {
        auto loaded = loadLaboratory(next.bytes, m_line);
        int status = 2;
        if (loaded) {
            DocumentRun document(std::move(*loaded), m_line,
                                 QStringLiteral("%1, line %2").arg(m_file).arg(next.number));
            status = co_await document.play();
            m_suites.push_back(document.takeSuite());
        } else {
            const QString where = QStringLiteral("%1, line %2").arg(m_file).arg(next.number);
            printError(where + QStringLiteral(": ") + loaded.error());
            m_suites.push_back({where, loaded.error(), {}});
        }
        m_status = std::max(m_status, status);
        --m_running;
        begin();
        endWhenDone();
    }

    void endWhenDone()
    {
        if (m_read && m_running == 0 && m_waiting.empty())
            m_loop.quit();
    }

    const CommandLine &m_line;
    QString m_file;
    std::vector<JunitSuite> &m_suites;
    QEventLoop m_loop;
    std::deque<Line> m_waiting;
    int m_running = 0;
    bool m_read = false;
    int m_status = 0;
};

int runFile(const CommandLine &line, const QString &file, std::vector<JunitSuite> &suites)
{
    auto loaded = openLaboratory(file, line);
    if (!loaded) {
        printError(loaded.error());
        suites.push_back({file, loaded.error(), {}});
        return 2;
    }
    DocumentRun document(std::move(*loaded), line, file);
    const int status = QCoro::waitFor(document.play());
    suites.push_back(document.takeSuite());
    return status;
}

/// Atomic: whoever reads the report finds all of it.
bool writeReport(const QString &path, const std::vector<JunitSuite> &suites)
{
    QSaveFile file(path);
    const QByteArray report = junitReport(suites);
    if (file.open(QIODevice::WriteOnly) && file.write(report) == report.size() && file.commit())
        return true;
    printError(QCoreApplication::translate("CommandLine", "%1 cannot be written: %2.")
                   .arg(path, file.errorString()));
    return false;
}

} // namespace

int run(const CommandLine &line)
{
    const QStringList files = line.files.isEmpty() ? QStringList{QString()} : line.files;
    std::vector<JunitSuite> suites;
    int status = 0;
    for (const QString &file : files) {
        const bool lines = line.jsonLines || file.endsWith(u".jsonl");
        const int one = lines ? LineRun(line, file, suites).exec() : runFile(line, file, suites);
        status = std::max(status, one);
    }
    if (!line.junit.isEmpty() && !writeReport(line.junit, suites))
        status = 2;
    return status;
}

} // namespace corslab
