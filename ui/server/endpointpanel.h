// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/serverconfig.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QPushButton;
class QTableView;

namespace corslab {

class BodyEdit;
class ChipEdit;
class EndpointModel;
class FieldEdit;
class NoteLabel;

/// A server's endpoints as a table, and the selected one as a form below it. Proposes each edit; it
/// knows no server.
class EndpointPanel : public QWidget
{
    Q_OBJECT

public:
    explicit EndpointPanel(QWidget *parent = nullptr);

    void setEndpoints(const QList<Endpoint> &endpoints);

Q_SIGNALS:
    void edited(const QList<corslab::Endpoint> &endpoints, const QString &text);

private:
    enum Answer { AnswerText, AnswerEcho, AnswerRedirect, AnswerDrop };

    void build();
    QWidget *buildForm();
    void showCurrent();
    void fitTable();
    void add();
    void remove();
    void moveBy(int by);
    [[nodiscard]] int currentRow() const;
    void propose(const QList<Endpoint> &endpoints, const QString &text, int row);
    template <typename Change>
    void edit(const QString &text, Change change);
    void editNumber(FieldEdit *field, int least, int most, const QString &text,
                    void (*apply)(Endpoint &, std::optional<int>));

    EndpointModel *m_model;
    QTableView *m_table;
    QPushButton *m_add;
    QPushButton *m_remove;
    QPushButton *m_up;
    QPushButton *m_down;
    QWidget *m_form;
    FieldEdit *m_method;
    FieldEdit *m_path;
    QComboBox *m_answer;
    FieldEdit *m_status;
    FieldEdit *m_location;
    FieldEdit *m_delay;
    FieldEdit *m_times;
    BodyEdit *m_headers;
    BodyEdit *m_body;
    NoteLabel *m_note;
    QCheckBox *m_rawCors;
    QCheckBox *m_requireOrigin;
    ChipEdit *m_required;
    int m_shownRow = -1;
};

} // namespace corslab
