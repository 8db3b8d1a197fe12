// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/requestanalysis.h"
#include "ui/window/workbench.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QVBoxLayout;
class QPushButton;

namespace corslab {

class Badge;
class BodyEdit;
class CodeView;
class FieldEdit;
class HeaderTable;
class HeaderTableModel;
class NoteLabel;
class WrapEdit;

/// The left place: who asks, and what. Every key is an edit of the workbench's request; what the
/// browser will make of it is told at once.
class PagePanel : public QWidget
{
    Q_OBJECT

public:
    explicit PagePanel(Workbench &workbench, QWidget *parent = nullptr);

    /// What can be told before anything is sent.
    [[nodiscard]] const RequestAnalysis &analysis() const { return m_analysis; }

private:
    void build();
    void buildOptions(QVBoxLayout *column);
    void buildBody(QVBoxLayout *column);
    void buildCode(QVBoxLayout *column);
    void showPage();
    void showRequest();
    void showAnalysis();
    void showBody();
    void showCode();
    void listOrigins();

    void originEdited(const QString &text);
    /// Changes a copy of the request and hands it to the workbench.
    template <typename Change>
    void edit(const QString &text, Change change)
    {
        auto request = m_workbench.request();
        change(request);
        m_workbench.editRequest(std::move(request), text);
    }
    QComboBox *optionCombo(const QString &name, const QList<QByteArray> &values,
                           std::optional<QByteArray> ScriptRequest::*member);

    Workbench &m_workbench;
    RequestAnalysis m_analysis;

    QComboBox *m_origin;
    FieldEdit *m_originEdit;
    NoteLabel *m_originNote;
    QComboBox *m_method;
    FieldEdit *m_methodEdit;
    WrapEdit *m_url;
    NoteLabel *m_requestNote;
    Badge *m_relation;
    Badge *m_course;
    QComboBox *m_mode = nullptr;
    QComboBox *m_credentials = nullptr;
    QComboBox *m_redirect = nullptr;
    QComboBox *m_api;
    QCheckBox *m_upload;
    HeaderTable *m_headers;
    HeaderTableModel *m_headerModel;
    NoteLabel *m_headerNote;
    BodyEdit *m_body;
    NoteLabel *m_bodyNote;
    QPushButton *m_removeBody;
    QComboBox *m_codeKind;
    CodeView *m_code;
    QPushButton *m_copy;
};

} // namespace corslab
