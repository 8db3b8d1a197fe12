// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QRegularExpression>
#include <QString>

#include <vector>

namespace corslab {

/// An origin of the recorded cases, in which a letter stands for it: `{{A}}`, `{{A.host}}`,
/// `{{A.hostname}}`, `{{A.port}}`.
struct TestOrigin
{
    QString key;
    QString scheme;
    QString hostname;
    quint16 port = 0;    ///< 0: any free one
    bool closed = false; ///< nothing listens there

    [[nodiscard]] bool hasDefaultPort() const { return port == 80 || port == 443; }
    [[nodiscard]] QString host() const;
    [[nodiscard]] QString origin() const { return scheme + u"://"_qs + host(); }
    [[nodiscard]] QHostAddress address() const;
};

/// The fourteen, with port 0 where any will do.
[[nodiscard]] std::vector<TestOrigin> testOrigins();

/// Puts addresses in the place of letters in a text of JSON, and letters in the place of addresses.
class Placeholding
{
public:
    explicit Placeholding(std::vector<TestOrigin> origins);

    [[nodiscard]] QString filled(QString text) const;
    [[nodiscard]] QString emptied(const QString &text) const;

private:
    struct Rule
    {
        QRegularExpression pattern;
        QString exact;       ///< the address as it should be written; empty: any match will do
        QString placeholder; ///< `{{A}}`
        QString key;
    };
    std::vector<TestOrigin> m_origins;
    std::vector<Rule> m_rules;
};

} // namespace corslab
