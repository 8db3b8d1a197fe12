// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/errortext.h"

#include <QSet>
#include <QtTest>

using namespace corslab;

namespace {

template <typename Code, typename Make>
void expectSentences(Code last, Make make)
{
    QSet<QString> seen;
    for (int code = 0; code <= int(last); ++code) {
        const QString text = errorText(make(Code(code)));
        QVERIFY2(text.size() > 10 && text.endsWith(u'.'), qPrintable(text));
        QVERIFY2(!text.contains(u"%1") && !text.contains(u"%2"), qPrintable(text));
        QVERIFY2(!seen.contains(text), qPrintable(text));
        seen.insert(text);
    }
}

QString originText(const char *bytes)
{
    const auto origin = Origin::fromSerialized(bytes);
    return origin ? QString() : errorText(origin.error());
}

} // namespace

class TestErrorText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCode_hasASentenceOfItsOwn();
    void origin_saysWhatToWrite_data();
    void origin_saysWhatToWrite();
    void url_saysWhatIsWrong();
    void portTaken_namesTheHolder();
    void labFile_namesThePlace();
};

void TestErrorText::everyCode_hasASentenceOfItsOwn()
{
    expectSentences(OriginErrorCode::InvalidHost, [](OriginErrorCode code) {
        return OriginError{code, "v", "http://s"};
    });
    expectSentences(UrlErrorCode::InvalidPort, [](UrlErrorCode code) {
        return UrlError{code, QStringLiteral("v")};
    });
    expectSentences(PatternErrorCode::InvalidHost, [](PatternErrorCode code) {
        return PatternError{code, 3, "v"};
    });
    expectSentences(ListenErrorCode::Other, [](ListenErrorCode code) {
        return ListenError{code, "http://localhost:1", 1, {}, {}};
    });
    expectSentences(LabFileErrorCode::CannotWrite, [](LabFileErrorCode code) {
        return LabFileError{code, {}, QStringLiteral("v"), QStringLiteral("e"), 0, 0, {}, {}};
    });
}

void TestErrorText::origin_saysWhatToWrite_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *origin, const char *text) {
        QTest::newRow(origin) << QByteArray(origin) << QString::fromUtf8(text);
    };
    row("http://localhost:3000/",
        "http://localhost:3000/ has a path: an origin ends after the port. Write "
        "http://localhost:3000.");
    row("localhost:3000",
        "localhost:3000 has no scheme: an origin begins with http:// or https://. Write "
        "http://localhost:3000.");
    row("http://LOCALHOST:3000",
        "LOCALHOST has upper-case letters: browsers send origins in lower case. Write "
        "http://localhost:3000.");
    row("http://localhost:80",
        "80 is the scheme’s own port: browsers leave it away. Write http://localhost.");
    row("http://localhost:99999", "99999 is not a port: it must be a number from 1 to 65535.");
}

void TestErrorText::origin_saysWhatToWrite()
{
    QFETCH(QByteArray, origin);
    QFETCH(QString, text);
    QCOMPARE(originText(origin.constData()).left(text.size()), text);
}

void TestErrorText::url_saysWhatIsWrong()
{
    const auto url = Url::parse(QStringLiteral("http://"));
    QVERIFY(!url);
    QCOMPARE(errorText(url.error()),
             QStringLiteral("The address has no host. Write one after the scheme, such as "
                            "http://localhost:4000/."));
}

void TestErrorText::portTaken_namesTheHolder()
{
    ListenError error{ListenErrorCode::PortTaken,
                      "http://localhost:4000",
                      4000,
                      QStringLiteral("node, process 4711"),
                      {}};
    QCOMPARE(errorText(error),
             QStringLiteral("Port 4000 is taken by node, process 4711, so http://localhost:4000 "
                            "cannot be served. Stop it, or choose another port."));
    error.holder.clear();
    QVERIFY(errorText(error).contains(QStringLiteral("taken by another program")));
}

void TestErrorText::labFile_namesThePlace()
{
    LabFileError error{LabFileErrorCode::InvalidOrigin,
                       QStringLiteral("servers[0].policy.origins[1]"),
                       QStringLiteral("http://localhost:3000/"),
                       {},
                       3,
                       0,
                       Origin::fromSerialized("http://localhost:3000/").error(),
                       {}};
    QCOMPARE(errorText(error),
             QStringLiteral("line 3, servers[0].policy.origins[1]: http://localhost:3000/ has a "
                            "path: an origin ends after the port. Write http://localhost:3000."));
    error = {
        LabFileErrorCode::NotJson, {}, QStringLiteral("unterminated object"), {}, 7, 12, {}, {}};
    QCOMPARE(errorText(error),
             QStringLiteral("line 7, column 12: This is not JSON: unterminated object."));
}

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_errortext.moc"
