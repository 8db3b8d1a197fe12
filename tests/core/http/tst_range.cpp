// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/range.h"

#include <QTest>

#include <limits>

using namespace corslab;

namespace {

using Position = std::optional<quint64>;

struct RangeCase
{
    const char *value;
    std::optional<ByteRange> strict;
    std::optional<ByteRange> lenient;
};

ByteRange range(Position first, Position last)
{
    return {first, last};
}

} // namespace

class TestRange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void value_isReadAsOneRange();
    void freelyWrittenValue_isSentCanonically();
};

void TestRange::value_isReadAsOneRange()
{
    constexpr auto none = std::nullopt;
    constexpr quint64 greatest = std::numeric_limits<quint64>::max();
    const RangeCase cases[] = {
        {"bytes=0-100", range(0, 100), range(0, 100)},
        {"bytes=5-", range(5, none), range(5, none)},
        {"bytes=-5", range(none, 5), range(none, 5)},
        {"bytes=7-7", range(7, 7), range(7, 7)},
        {"bytes=007-0010", range(7, 10), range(7, 10)},
        {"bytes \t=\t 0 - \t9", none, range(0, 9)},
        {"bytes= 0-9", none, range(0, 9)},
        {"bytes=0-9 ", none, none},
        {"bytes=8-7", none, none},
        {"bytes=-", none, none},
        {"bytes=", none, none},
        {"bytes", none, none},
        {"", none, none},
        {"BYTES=0-9", none, none},
        {"Bytes=0-9", none, none},
        {" bytes=0-9", none, none},
        {"items=0-9", none, none},
        {"bytes=0-9,20-29", none, none},
        {"bytes=0-9a", none, none},
        {"bytes=a-9", none, none},
        {"bytes=--9", none, none},
        {"bytes=+1-9", none, none},
        {"bytes=1", none, none},
        {"bytes=0-18446744073709551615", range(0, greatest), range(0, greatest)},
        {"bytes=0-18446744073709551616", none, none},
        {"bytes=99999999999999999999-", none, none},
        {"bytes=99999999999999999999-5", none, none},
    };
    for (const RangeCase &row : cases) {
        QVERIFY2(parseSingleRange(row.value, RangeWhitespace::Refused) == row.strict, row.value);
        QVERIFY2(parseSingleRange(row.value, RangeWhitespace::Allowed) == row.lenient, row.value);
    }
}

void TestRange::freelyWrittenValue_isSentCanonically()
{
    const std::pair<const char *, std::optional<QByteArray>> rows[] = {
        {"BYTES=0-10", "bytes=0-10"},      {"bytes=+1-+2", "bytes=1-2"},
        {"bytes = 01 - 02 ", "bytes=1-2"}, {"bytes=5-", "bytes=5-"},
        {"bytes=-5", "bytes=-5"},          {"bytes=1--1", "bytes=1-"},
        {"bytes=-0", std::nullopt},        {"bytes=-", std::nullopt},
        {"bytes=5-4", std::nullopt},       {"bytes=0-1,2-3", std::nullopt},
        {"items=0-1", std::nullopt},       {"bytes=1 2-3", std::nullopt}};
    for (const auto &[value, canonical] : rows)
        QVERIFY2(canonicalRange(value) == canonical, value);
}

QTEST_GUILESS_MAIN(TestRange)
#include "tst_range.moc"
