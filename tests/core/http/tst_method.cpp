// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/method.h"

#include <QTest>

using namespace corslab;

class TestMethod : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void method_isClassedAndNormalised_data();
    void method_isClassedAndNormalised();
};

void TestMethod::method_isClassedAndNormalised_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("normalized");
    QTest::addColumn<bool>("safelisted");
    QTest::addColumn<bool>("forbidden");
    const auto row = [](const char *method, const char *normalized, bool safelisted,
                        bool forbidden) {
        QTest::newRow(method) << QByteArray(method) << QByteArray(normalized) << safelisted
                              << forbidden;
    };
    row("GET", "GET", true, false);
    row("HEAD", "HEAD", true, false);
    row("POST", "POST", true, false);
    row("get", "GET", false, false);
    row("hEaD", "HEAD", false, false);
    row("post", "POST", false, false);
    row("delete", "DELETE", false, false);
    row("options", "OPTIONS", false, false);
    row("put", "PUT", false, false);
    row("patch", "patch", false, false);
    row("PATCH", "PATCH", false, false);
    row("Chicken", "Chicken", false, false);
    row("connect", "connect", false, true);
    row("TRACE", "TRACE", false, true);
    row("Track", "Track", false, true);
    row("TRACER", "TRACER", false, false);
    row("", "", false, false);
}

void TestMethod::method_isClassedAndNormalised()
{
    QFETCH(QByteArray, method);
    QTEST(normalizeMethod(method), "normalized");
    QTEST(isCorsSafelistedMethod(method), "safelisted");
    QTEST(isForbiddenMethod(method), "forbidden");
}

QTEST_GUILESS_MAIN(TestMethod)
#include "tst_method.moc"
