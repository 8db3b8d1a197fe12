// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policy.h"

#include <QByteArray>
#include <QByteArrayView>

namespace corslab {

/// Policies to begin with. presetText() of core/diagnosis says what each is for.
enum class PolicyPreset : quint8 {
    PublicReadOnly, ///< data for everybody, without credentials
    OneFrontEnd,    ///< one page with cookies
    Development,    ///< any port of this computer
    Article         ///< the article's
};

inline constexpr PolicyPreset allPolicyPresets[] = {
    PolicyPreset::PublicReadOnly, PolicyPreset::OneFrontEnd, PolicyPreset::Development,
    PolicyPreset::Article};

/// `frontEnd`: the page that is to ask, where the preset names one; `https://app.example` where it
/// is empty.
[[nodiscard]] Policy presetPolicy(PolicyPreset preset, const QByteArray &frontEnd = {});

} // namespace corslab
