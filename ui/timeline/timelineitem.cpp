// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineitem.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace corslab {

namespace {

QString checkText(const TimelineCheck &check)
{
    const auto sign = checkSign(check.state);
    return sign.isEmpty() ? check.text : sign + u' ' + check.text;
}

} // namespace

bool TimelineItem::hasMore() const
{
    const bool foldedHeaders =
        std::any_of(headers.begin(), headers.end(), [](const auto &h) { return !h.matters; });
    return foldedHeaders || !checks.empty() || !startLine.isEmpty() || !body.isEmpty();
}

bool TimelineItem::showsStep(int index) const
{
    const auto is = [index](const TimelineCheck &check) { return check.step == index; };
    return index >= 0 && (step == index || std::any_of(checks.begin(), checks.end(), is) ||
                          std::any_of(summary.begin(), summary.end(), is));
}

QString checkSign(CheckState state)
{
    switch (state) {
    case CheckState::Passed:
        return u"\u2713"_qs;
    case CheckState::Refused:
        return u"\u2715"_qs;
    case CheckState::Asks:
        return u"!"_qs;
    case CheckState::Note:
        return u"\u00b7"_qs;
    case CheckState::NotReached:
        return u"\u25cb"_qs;
    }
    Q_UNREACHABLE();
}

QString itemTitle(const TimelineItem &item)
{
    return item.detail.isEmpty() ? item.title : item.title + u' ' + item.detail;
}

QString itemText(const TimelineItem &item)
{
    QStringList lines{itemTitle(item)};
    if (!item.startLine.isEmpty())
        lines.append(item.startLine);
    for (const auto &header : item.headers) {
        lines.append(
            header.missing
                ? QCoreApplication::translate("corslab::Timeline", "%1 is missing").arg(header.name)
                : header.name + u": "_qs + header.value);
    }
    if (!item.body.isEmpty())
        lines << QString() << item.body;
    if (item.comparison) {
        const auto &c = *item.comparison;
        lines << c.firstLabel + u' ' + c.first << c.secondLabel + u' ' + c.second;
        if (!c.difference.isEmpty())
            lines.append(c.difference);
    }
    for (const auto &check : item.checks.empty() ? item.summary : item.checks)
        lines.append(checkText(check));
    if (item.checks.empty() && !item.remark.isEmpty())
        lines.append(item.remark);
    return lines.join(u'\n');
}

} // namespace corslab
