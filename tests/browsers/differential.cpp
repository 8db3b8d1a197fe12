// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/differential.h"

#include "tests/browsers/labshrinker.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTextStream>

#include <algorithm>

namespace corslab {

namespace {

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

QSet<QString> causesOf(const std::vector<Disagreement> &found)
{
    QSet<QString> causes;
    for (const Disagreement &one : found)
        causes.insert(one.cause());
    return causes;
}

void printDisagreements(const std::vector<Disagreement> &found)
{
    for (const Disagreement &one : found)
        out() << "  " << one.cause() << "\n    browser: " << one.real
              << "\n    model:   " << one.model << '\n';
}

/// Why the first that cannot be played cannot.
QString unreadyWords(const QList<QJsonObject> &labs, const QHash<QString, QByteArray> &origins)
{
    for (const QJsonObject &lab : labs) {
        if (const auto one = readyLab(lab, "lab-000000", origins); !one)
            return lab[u"title"_qs].toString() + u": "_qs + one.error();
    }
    return {};
}

} // namespace

Differential::Differential(LabHost &host, DifferentialOptions options)
    : m_host(host)
    , m_player(host)
    , m_options(std::move(options))
{
    if (m_options.profile.isEmpty())
        m_options.profile = m_options.browser;
}

QList<ReadyLab> Differential::ready(const QList<QJsonObject> &labs)
{
    QList<ReadyLab> list;
    for (const QJsonObject &lab : labs) {
        const QByteArray id = "lab-" + QByteArray::number(++m_lastId).rightJustified(6, '0');
        if (auto one = readyLab(lab, id, m_host.origins()))
            list.append(std::move(*one));
    }
    return list;
}

tl::expected<Differential::Found, QString> Differential::compareIn(RealBrowser &browser,
                                                                   const QList<ReadyLab> &labs)
{
    const auto real = m_player.inBrowser(browser, labs);
    if (!real)
        return tl::unexpected(real.error());
    const auto model = m_player.inModel(m_options.profile, labs);
    if (!model)
        return tl::unexpected(model.error());
    Found found;
    for (qsizetype i = 0; m_options.tells && i < labs.size(); ++i)
        out() << browser.name() << ", " << labs[i].json[u"title"_qs].toString() << '\n'
              << described((*real)[i]) << "\n\n";
    for (qsizetype i = 0; i < labs.size(); ++i)
        found.push_back(compare((*real)[i], (*model)[i]));
    return found;
}

tl::expected<void, QString> Differential::play(const QList<QJsonObject> &labs)
{
    const auto browser = launchFor(m_options.browser, m_host);
    if (!browser)
        return tl::unexpected(browser.error());
    const QList<ReadyLab> list = ready(labs);
    if (list.size() != labs.size())
        return tl::unexpected(unreadyWords(labs, m_host.origins()));
    const auto found = compareIn(**browser, list);
    if (!found)
        return tl::unexpected(found.error());
    m_result.played += static_cast<int>(labs.size());
    QList<QJsonObject> suspects;
    for (std::size_t i = 0; i < found->size(); ++i) {
        if (!(*found)[i].empty())
            suspects.append(labs[static_cast<qsizetype>(i)]);
    }
    return suspects.isEmpty() ? tl::expected<void, QString>() : confirm(suspects);
}

tl::expected<void, QString> Differential::confirm(const QList<QJsonObject> &labs)
{
    const auto browser = launchFor(m_options.browser, m_host);
    if (!browser)
        return tl::unexpected(browser.error());
    for (const QJsonObject &lab : labs) {
        const auto found = compareIn(**browser, ready({lab}));
        if (!found)
            return tl::unexpected(found.error());
        if (found->front().empty()) {
            ++m_result.flaky;
            out() << lab[u"title"_qs].toString() << ": agrees alone, and not among others\n";
            continue;
        }
        m_result.disagreeing.append(lab[u"title"_qs].toString());
        report(**browser, lab, found->front());
    }
    return {};
}

void Differential::report(RealBrowser &browser, const QJsonObject &lab,
                          const std::vector<Disagreement> &found)
{
    bool known = true;
    for (const QString &cause : causesOf(found))
        known = m_result.disagreements[cause]++ >= m_options.shownPerCause && known;
    if (known && m_options.shrinks)
        return;

    QJsonObject small = lab;
    std::vector<Disagreement> left = found;
    // What is left must be wrong in the same way; otherwise one mistake is exchanged for another.
    const QString first = found.front().cause();
    const auto shows = [&](const QList<QJsonObject> &candidates) {
        QList<bool> answers(candidates.size(), false);
        QList<ReadyLab> playable;
        QList<qsizetype> places;
        for (qsizetype i = 0; i < candidates.size(); ++i) {
            const QList<ReadyLab> one = ready({candidates[i]});
            if (!one.isEmpty()) {
                playable += one;
                places.append(i);
            }
        }
        const auto compared = compareIn(browser, playable);
        for (std::size_t k = 0; compared && k < compared->size(); ++k)
            answers[places[static_cast<qsizetype>(k)]] = causesOf((*compared)[k]).contains(first);
        return answers;
    };
    if (m_options.shrinks) {
        small = shrunken(lab, shows);
        if (const auto again = compareIn(browser, ready({small})); again && !again->front().empty())
            left = again->front();
    }
    out() << '\n' << lab[u"title"_qs].toString() << ", " << browser.name() << '\n';
    printDisagreements(left);
    if (m_options.keepIn.isEmpty()) {
        out() << labFileOf(small) << '\n';
    } else {
        QDir().mkpath(m_options.keepIn);
        const QString title =
            lab[u"title"_qs].toString().simplified().remove(u',').replace(u' ', u'-');
        QFile file(m_options.keepIn + u'/' + m_options.browser + u'-' + title + u".corslab"_qs);
        if (file.open(QIODevice::WriteOnly))
            file.write(labFileOf(small));
        out() << "  " << file.fileName() << '\n';
    }
    out().flush();
}

} // namespace corslab
