// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPlainTextEdit>

namespace corslab {

/// One line for bytes of the protocol. Undo is the window's, not the field's own, so that one key
/// takes back one edit wherever it was made. What is wrong with the text is told by a frame, an
/// icon, and the accessible description; the sentence itself stands where the panel puts it.
class FieldEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit FieldEdit(QWidget *parent = nullptr);

    /// Empty where nothing is wrong.
    void setError(const QString &sentence);
    [[nodiscard]] const QString &error() const { return m_error; }
    /// Leaves the cursor alone where the text is the same already.
    void showText(const QString &text);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_error;
    QAction *m_mark = nullptr;
};

/// Several lines of the same kind: a body.
class BodyEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit BodyEdit(QWidget *parent = nullptr);

    /// Bodies above this many bytes are not laid out; a note stands in the panel instead.
    static constexpr qsizetype ShownLimit = 256 * 1024;

    void showText(const QString &text);

Q_SIGNALS:
    /// By the person, not by showText().
    void textEdited();
    /// A paste beyond ShownLimit is not laid out but handed over.
    void hugeTextPasted(const QString &text);

protected:
    bool event(QEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    bool m_showing = false;
};

} // namespace corslab
