// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/curlcommand.h"

#include <QProcess>
#include <QTest>

using namespace corslab;

namespace {

ScriptBody textBody(const QByteArray &bytes)
{
    ScriptBody result;
    result.bytes = bytes;
    return result;
}

} // namespace

class tst_CurlCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void articleRequest_isWhatTheBrowserSends()
    {
        ScriptRequest call;
        call.method = "post";
        call.headers = {{"Content-Type", "application/json"}, {"Cookie", "a=b"}};
        call.body = textBody("{\"foo\":\"it's\"}");
        QCOMPARE(curlCommand(call, "http://localhost:4000/custom-header", "http://localhost:3000"),
                 QByteArray("curl -i -L http://localhost:4000/custom-header \\\n"
                            "  -H 'Origin: http://localhost:3000' \\\n"
                            "  -H 'Content-Type: application/json' \\\n"
                            "  --data-raw '{\"foo\":\"it'\\''s\"}'"));
    }

    void textBodyWithoutType_getsTheBrowsersType()
    {
        ScriptRequest call;
        call.method = "PUT";
        call.body = textBody("lamp");
        const auto command = curlCommand(call, "http://a/", {});
        QVERIFY(command.contains("-X PUT"));
        QVERIFY(command.contains("-H 'Content-Type: text/plain;charset=UTF-8'"));
        QVERIFY(!command.contains("Origin"));
    }

    void head_asksForTheHeadAlone()
    {
        ScriptRequest call;
        call.method = "HEAD";
        call.redirect = "manual";
        QCOMPARE(curlCommand(call, "http://a/", {}), QByteArray("curl -i --head http://a/"));
    }

    void emptyHeaderValue_isNotARemoval()
    {
        ScriptRequest call;
        call.headers = {{"X-Empty", ""}};
        QVERIFY(curlCommand(call, "http://a/", {}).contains("-H 'X-Empty;'"));
    }

    void quotedWord_isReadBackByAShell_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("plain") << QByteArray("http://a/b?c=d");
        QTest::newRow("quote") << QByteArray("it's \"it\"");
        QTest::newRow("substitution") << QByteArray("$(rm -rf /) `x` ${y} !z");
        QTest::newRow("line") << QByteArray("a\nb\\n'c");
        QTest::newRow("control") << QByteArray("\x01\x7F");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("UTF-8") << QByteArray("é");
    }

    void quotedWord_isReadBackByAShell()
    {
        QFETCH(QByteArray, word);
        QProcess shell;
        shell.start(QStringLiteral("bash"),
                    {QStringLiteral("-c"),
                     QStringLiteral("printf %s ") + QString::fromUtf8(shellWord(word))});
        if (!shell.waitForFinished())
            QSKIP("There is no bash here.");
        QCOMPARE(shell.readAllStandardOutput(), word);
    }
};

QTEST_GUILESS_MAIN(tst_CurlCommand)
#include "tst_curlcommand.moc"
