// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace corslab {

/// One line of protocol text that wraps instead of hiding its end: as high as its text up to a few
/// rows. Line breaks cannot get in. Undo is the window's.
class WrapEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit WrapEdit(QWidget *parent = nullptr);

    void setError(const QString &sentence);
    [[nodiscard]] const QString &error() const { return m_error; }
    [[nodiscard]] QString text() const { return toPlainText(); }
    /// Leaves the cursor alone where the text is the same already.
    void showText(const QString &text);

Q_SIGNALS:
    /// By the person, not by showText().
    void textEdited(const QString &text);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void fit();

    QString m_error;
    bool m_showing = false;
};

/// Read-only protocol text or code, as high as its content up to a number of rows.
class CodeView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeView(int mostRows, QWidget *parent = nullptr);

    void setCode(const QString &code);
    /// What was set; what is shown holds invisible characters that keep origins on one line.
    [[nodiscard]] const QString &code() const { return m_code; }

protected:
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();

    QString m_code;
    int m_mostRows;
};

} // namespace corslab
