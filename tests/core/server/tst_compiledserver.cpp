// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/compiledserver.h"

#include <QTest>

using namespace corslab;

namespace {

Endpoint limited(const QByteArray &path, int times)
{
    Endpoint endpoint;
    endpoint.path = path;
    endpoint.times = times;
    return endpoint;
}

} // namespace

class TestCompiledServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void path_matches_data();
    void path_matches();
    void route_firstThatMatchesDecides();
    void counter_stopsAtTimes();
    void newConfiguration_keepsCountersOfEqualEndpoints();
};

void TestCompiledServer::path_matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, QByteArray pattern, QByteArray path, bool matches) {
        QTest::newRow(name) << std::move(pattern) << std::move(path) << matches;
    };
    row("exact", "/simple", "/simple", true);
    row("longer", "/simple", "/simple/", false);
    row("case", "/simple", "/Simple", false);
    row("star at the end", "/public/*", "/public/a/b", true);
    row("star at the end, nothing behind", "/public/*", "/public/", true);
    row("star at the end, shorter", "/public/*", "/public", false);
    row("star alone", "*", "/anything", true);
    row("star alone, OPTIONS *", "*", "*", true);
    row("star inside is a star", "/a*/b", "/ax/b", false);
    row("empty", "", "/", false);
}

void TestCompiledServer::path_matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QFETCH(bool, matches);
    QCOMPARE(matchesPath(pattern, path), matches);
}

void TestCompiledServer::route_firstThatMatchesDecides()
{
    ServerConfig config;
    Route route;
    route.path = "/public/*";
    route.policy.reflect = true;
    config.routes.append(route);
    route.policy.credentials = true;
    config.routes.append(route);
    QVERIFY(!CompiledServer(config).policyFor("/private"));
    config.policy = Policy();
    const CompiledServer server(config);
    QCOMPARE(server.policyFor("/public/x")->policy(), config.routes.first().policy);
    QCOMPARE(server.policyFor("/private")->policy(), *config.policy);
}

void TestCompiledServer::counter_stopsAtTimes()
{
    EndpointCounters counters({limited("/a", 2), Endpoint()});
    QVERIFY(counters.available(0, 2));
    QVERIFY(counters.take(0, 2));
    QVERIFY(counters.take(0, 2));
    QVERIFY(!counters.available(0, 2));
    QVERIFY(!counters.take(0, 2));
    for (int i = 0; i < 100; ++i)
        QVERIFY(counters.take(1, std::nullopt));
}

void TestCompiledServer::newConfiguration_keepsCountersOfEqualEndpoints()
{
    ServerConfig config;
    config.endpoints = {limited("/a", 1), limited("/b", 1), limited("/b", 1)};
    const CompiledServer before(config);
    QVERIFY(before.counters().take(0, 1));
    QVERIFY(before.counters().take(1, 1));

    config.policy = Policy();
    config.endpoints = {limited("/b", 1), limited("/b", 1), limited("/a", 1), limited("/a", 2)};
    const CompiledServer after(config, before);
    QVERIFY(!after.counters().available(0, 1));
    QVERIFY(after.counters().available(1, 1));
    QVERIFY(!after.counters().available(2, 1));
    QVERIFY(after.counters().available(3, 2));
    // A request that is still answered by the old configuration counts in the new one.
    QVERIFY(before.counters().take(2, 1));
    QVERIFY(!after.counters().available(1, 1));
}

QTEST_GUILESS_MAIN(TestCompiledServer)
#include "tst_compiledserver.moc"
