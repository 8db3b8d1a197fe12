// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/lint.h"
#include "core/policy/policy.h"

#include <QHash>
#include <QUrl>
#include <QWidget>

#include <functional>
#include <initializer_list>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QToolButton;
class QVBoxLayout;

namespace corslab {

class ChipEdit;
class FieldEdit;
class LintBars;
class NoteLabel;
class OriginListNote;

/// A policy as a form: shows the one it is given and proposes each edit. It knows no server.
class PolicyForm : public QWidget
{
    Q_OBJECT

public:
    explicit PolicyForm(QWidget *parent = nullptr);

    void setPolicy(const Policy &policy);
    /// `{{name}}` in an origin is valid where this gives back an origin for it.
    void setResolver(std::function<QString(const QString &)> resolver);
    /// Those of this policy: grave ones over the form, each other beside the field that it is about.
    void setLints(const std::vector<Lint> &lints);

    /// An origin entry as a chip: a regular expression stands between slashes, one that must match
    /// the whole origin with `^` and `$` around it.
    [[nodiscard]] static QByteArray chipOf(const OriginEntry &entry);
    [[nodiscard]] static OriginEntry entryOf(const QByteArray &chip);

Q_SIGNALS:
    void edited(const corslab::Policy &policy, const QString &text);
    void fixRequested(const corslab::Lint &lint);
    void linkActivated(const QUrl &url);

private:
    void build();
    void buildMore();
    void addChips(QVBoxLayout *column, const QString &label, ChipEdit *chips);
    /// A place for the lints of these keys.
    void addLints(QVBoxLayout *column, std::initializer_list<PolicyKey> keys);
    bool takeOriginList(const QString &text);
    void connectChips(ChipEdit *chips, QList<QByteArray> Policy::*list);
    void connectCheck(QCheckBox *box, const std::function<void(Policy &, bool)> &change);
    void showPolicy();
    void showRaw();
    void editRaw();
    template <typename Change>
    void edit(const QString &text, Change change)
    {
        auto policy = m_policy;
        change(policy);
        if (policy != m_policy)
            Q_EMIT edited(policy, text);
    }

    Policy m_policy;
    std::function<QString(const QString &)> m_resolver;

    QHash<PolicyKey, LintBars *> m_lints;
    ChipEdit *m_origins;
    OriginListNote *m_originList;
    QCheckBox *m_reflect;
    ChipEdit *m_methods;
    QCheckBox *m_echoMethods;
    ChipEdit *m_headers;
    QCheckBox *m_echoHeaders;
    QCheckBox *m_credentials;
    FieldEdit *m_maxAge;
    NoteLabel *m_numberNote;
    FieldEdit *m_status;
    ChipEdit *m_expose;
    QComboBox *m_refused;
    NoteLabel *m_rawNote;
    QToolButton *m_moreButton;
    QWidget *m_more;
    QComboBox *m_imitate;
    NoteLabel *m_imitateNote;
    QComboBox *m_answer;
    QComboBox *m_vary;
    QCheckBox *m_continue;
    QCheckBox *m_onErrors;
    ChipEdit *m_timing;
    QComboBox *m_resource;
    QCheckBox *m_raw;
    QPlainTextEdit *m_rawPreflight;
    QPlainTextEdit *m_rawActual;
    NoteLabel *m_rawError;
};

} // namespace corslab
