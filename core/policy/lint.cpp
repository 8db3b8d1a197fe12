// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/lint.h"

#include "core/policy/lintlist.h"

#include <array>
#include <tuple>

namespace corslab {

std::vector<Lint> lintsOf(const Policy &policy, const LintContext &context)
{
    LintList lints;
    if (policy.raw) {
        findRawLints(lints, policy.raw->preflight, placeAt(PolicyKey::RawPreflight));
        findRawLints(lints, policy.raw->actual, placeAt(PolicyKey::RawActual));
    } else {
        findOriginLints(lints, policy, context);
        findNameLints(lints, policy);
        findAgeLints(lints, policy);
    }
    findAnswerLints(lints, policy);
    std::vector<Lint> found = lints.take();
    sortLints(found);
    return found;
}

void sortLints(std::vector<Lint> &lints)
{
    const auto order = [](const Lint &lint) {
        const PolicyPlace &place = lint.place;
        return std::tuple(lint.severity, place.server.value_or(-1), place.route.value_or(-1),
                          place.endpoint.value_or(-1), place.key, place.index.value_or(-1),
                          lint.id);
    };
    std::stable_sort(lints.begin(), lints.end(),
                     [&order](const Lint &a, const Lint &b) { return order(a) < order(b); });
}

QByteArray lintName(LintId id)
{
    static constexpr std::array names{"O01", "O02", "O03", "O04", "O05", "O06", "O07", "O08",
                                      "O09", "O10", "O11", "O12", "O13", "O14", "O15", "O16",
                                      "O17", "O18", "O19", "M01", "M02", "M03", "M04", "H01",
                                      "H02", "H03", "H04", "H05", "H06", "X01", "X02", "A01",
                                      "A02", "A03", "V01", "V02", "R01", "R02", "R03", "R05"};
    static_assert(names.size() == std::size_t(LintId::R05) + 1);
    return names[std::size_t(id)];
}

char severityLetter(LintSeverity severity) noexcept
{
    switch (severity) {
    case LintSeverity::Critical:
        return 'C';
    case LintSeverity::High:
        return 'H';
    case LintSeverity::NeverWorks:
        return 'E';
    case LintSeverity::Medium:
        return 'M';
    case LintSeverity::Low:
        return 'L';
    case LintSeverity::Information:
        return 'I';
    }
    return 'I';
}

} // namespace corslab
