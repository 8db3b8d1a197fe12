// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/junitreport.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

/// XML 1.0 has no way to write most control characters.
QString writable(QString text)
{
    for (QChar &c : text) {
        const bool control = c < u' ' && c != u'\n' && c != u'\t';
        if (control || c == QChar(0xfffe) || c == QChar(0xffff))
            c = QChar(QChar::ReplacementCharacter);
    }
    return text;
}

qsizetype failuresOf(const JunitSuite &suite)
{
    return std::count_if(suite.cases.begin(), suite.cases.end(),
                         [](const JunitCase &each) { return !each.failure.isEmpty(); });
}

qsizetype skippedOf(const JunitSuite &suite)
{
    return std::count_if(suite.cases.begin(), suite.cases.end(),
                         [](const JunitCase &each) { return !each.asserted; });
}

double secondsOf(const JunitSuite &suite)
{
    double seconds = 0.0;
    for (const JunitCase &each : suite.cases)
        seconds += each.seconds;
    return seconds;
}

void writeCase(QXmlStreamWriter &xml, const JunitSuite &suite, const JunitCase &each)
{
    xml.writeStartElement(u"testcase"_s);
    xml.writeAttribute(u"name"_s, writable(each.name));
    xml.writeAttribute(u"classname"_s, writable(suite.name));
    xml.writeAttribute(u"time"_s, QString::number(each.seconds, 'f', 3));
    if (!each.failure.isEmpty()) {
        xml.writeStartElement(u"failure"_s);
        xml.writeAttribute(u"message"_s, writable(each.failure));
        xml.writeEndElement();
    } else if (!each.asserted) {
        xml.writeEmptyElement(u"skipped"_s);
    }
    xml.writeTextElement(u"system-out"_s, writable(each.output));
    xml.writeEndElement();
}

void writeSuite(QXmlStreamWriter &xml, const JunitSuite &suite)
{
    const bool broken = !suite.error.isEmpty();
    xml.writeStartElement(u"testsuite"_s);
    xml.writeAttribute(u"name"_s, writable(suite.name));
    xml.writeAttribute(u"tests"_s,
                       QString::number(qsizetype(suite.cases.size()) + (broken ? 1 : 0)));
    xml.writeAttribute(u"failures"_s, QString::number(failuresOf(suite)));
    xml.writeAttribute(u"errors"_s, broken ? u"1"_s : u"0"_s);
    xml.writeAttribute(u"skipped"_s, QString::number(skippedOf(suite)));
    xml.writeAttribute(u"time"_s, QString::number(secondsOf(suite), 'f', 3));
    for (const JunitCase &each : suite.cases)
        writeCase(xml, suite, each);
    if (broken) {
        xml.writeStartElement(u"testcase"_s);
        xml.writeAttribute(u"name"_s, u"start"_s);
        xml.writeAttribute(u"classname"_s, writable(suite.name));
        xml.writeStartElement(u"error"_s);
        xml.writeAttribute(u"message"_s, writable(suite.error));
        xml.writeEndElement();
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

} // namespace

QByteArray junitReport(const std::vector<JunitSuite> &suites)
{
    QByteArray report;
    QXmlStreamWriter xml(&report);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    for (const JunitSuite &suite : suites)
        writeSuite(xml, suite);
    xml.writeEndElement();
    xml.writeEndDocument();
    return report;
}

} // namespace corslab
