// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/servedqueue.h"

#include <QTest>

using namespace corslab;

namespace {

ServedRequest withBody(qsizetype size, quint16 port)
{
    ServedRequest served;
    served.peerPort = port;
    served.requestBody = QByteArray(size, 'x');
    return served;
}

} // namespace

class TestServedQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void push_tellsWhenItWasEmpty();
    void takeAll_keepsTheOrder();
    void beyondTheLimit_theOldestLeave();
    void oneLargerThanTheLimit_isKept();
    void limitThatShrank_holdsForTheNext();
};

void TestServedQueue::push_tellsWhenItWasEmpty()
{
    ServedQueue queue;
    QVERIFY(queue.push(withBody(1, 1)));
    QVERIFY(!queue.push(withBody(1, 2)));
    QCOMPARE(queue.takeAll().size(), std::size_t(2));
    QVERIFY(queue.push(withBody(1, 3)));
}

void TestServedQueue::takeAll_keepsTheOrder()
{
    ServedQueue queue;
    for (quint16 i = 0; i < 10; ++i)
        (void)queue.push(withBody(i, i));
    quint16 next = 0;
    for (const ServedRequest &served : queue.takeAll())
        QCOMPARE(served.peerPort, next++);
    QCOMPARE(next, quint16(10));
    QVERIFY(queue.takeAll().empty());
}

void TestServedQueue::beyondTheLimit_theOldestLeave()
{
    const qsizetype each = byteCount(withBody(1000, 0));
    ServedQueue queue(3 * each);
    for (quint16 i = 0; i < 10; ++i)
        (void)queue.push(withBody(1000, i));
    const auto left = queue.takeAll();
    QCOMPARE(left.size(), std::size_t(3));
    QCOMPARE(left.front().peerPort, quint16(7));
    // Nothing of what was taken counts any more.
    for (quint16 i = 0; i < 3; ++i)
        (void)queue.push(withBody(1000, i));
    QCOMPARE(queue.takeAll().size(), std::size_t(3));
}

void TestServedQueue::oneLargerThanTheLimit_isKept()
{
    ServedQueue queue(100);
    (void)queue.push(withBody(1000, 1));
    (void)queue.push(withBody(2000, 2));
    const auto left = queue.takeAll();
    QCOMPARE(left.size(), std::size_t(1));
    QCOMPARE(left.front().peerPort, quint16(2));
}

void TestServedQueue::limitThatShrank_holdsForTheNext()
{
    const qsizetype each = byteCount(withBody(1000, 0));
    ServedQueue queue(10 * each);
    for (quint16 i = 0; i < 10; ++i)
        (void)queue.push(withBody(1000, i));
    queue.setLimit(2 * each);
    (void)queue.push(withBody(1000, 10));
    const auto left = queue.takeAll();
    QCOMPARE(left.size(), std::size_t(2));
    QCOMPARE(left.back().peerPort, quint16(10));
}

QTEST_GUILESS_MAIN(TestServedQueue)
#include "tst_servedqueue.moc"
