// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/integrity.h"

#include <QCryptographicHash>
#include <QList>

#include <array>

namespace corslab {

namespace {

struct Algorithm
{
    const char *prefix;
    QCryptographicHash::Algorithm hash;
};
/// From the weakest to the strongest: only the strongest that is named counts.
constexpr std::array<Algorithm, 3> algorithms = {{{"sha256-", QCryptographicHash::Sha256},
                                                  {"sha384-", QCryptographicHash::Sha384},
                                                  {"sha512-", QCryptographicHash::Sha512}}};

QByteArray decoded(const QByteArray &base64)
{
    return QByteArray::fromBase64(base64.contains('-') || base64.contains('_')
                                      ? QByteArray(base64).replace('-', '+').replace('_', '/')
                                      : base64);
}

} // namespace

std::optional<Cause> integrityMismatch(const QByteArray &metadata, const Response &response,
                                       const BrowserProfile &profile, FetchTrace &trace)
{
    // 1. The expected hashes of the strongest algorithm.
    const Algorithm *strongest = nullptr;
    QList<QByteArray> expected;
    for (const QByteArray &item : metadata.simplified().split(' ')) {
        for (const Algorithm &algorithm : algorithms) {
            if (!item.startsWith(algorithm.prefix))
                continue;
            if (strongest && algorithm.hash < strongest->hash)
                continue;
            if (!strongest || algorithm.hash > strongest->hash)
                expected.clear();
            strongest = &algorithm;
            const QByteArray value = item.mid(static_cast<qsizetype>(qstrlen(algorithm.prefix)));
            expected.append(value.split('?').first());
        }
    }
    // 2. Nothing that is known: anything matches.
    if (!strongest)
        return std::nullopt;
    // 3. The body must be readable and have one of them. An opaque body is never eligible.
    const QByteArray actual =
        QCryptographicHash::hash(response.body.value_or(QByteArray()), strongest->hash);
    const bool readable =
        response.type != ResponseType::Opaque && (response.body || profile.noBodyHasEmptyHash);
    for (const QByteArray &each : expected) {
        if (readable && decoded(each) == actual) {
            trace.pass(StepId::Integrity, metadata, strongest->prefix + actual.toBase64());
            return std::nullopt;
        }
    }
    const QByteArray value = readable ? strongest->prefix + actual.toBase64() : QByteArray();
    trace.fail(StepId::Integrity, metadata, value);
    return Cause{CauseCode::Integrity, value};
}

} // namespace corslab
