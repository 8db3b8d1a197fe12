// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/policypreview.h"

#include "ui/widgets/visibletext.h"

#include <QCoreApplication>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::PolicyPreview)
};

void addHeaders(QString &text, const HeaderList &headers)
{
    if (headers.isEmpty())
        text += Words::tr("(no CORS headers)") + u'\n';
    for (const auto &header : headers)
        text += visibleText(header.name) + u": "_qs + visibleText(header.value) + u'\n';
}

} // namespace

PolicyPreview previewOf(const CompiledPolicy &policy, const PreviewRequest &request)
{
    PolicyPreview preview;
    std::optional<QByteArray> origin;
    if (!request.origin.isEmpty())
        origin = request.origin;
    if (request.asksFirst) {
        PolicyRequest question;
        question.method = "OPTIONS";
        question.origin = origin;
        question.requestMethod = request.method;
        if (!request.unsafeHeaders.isEmpty())
            question.requestHeaders = request.unsafeHeaders.join(',');
        const auto answer = policy.answer(question);
        preview.originAllowed = answer.originAllowed;
        preview.text += answer.status
                            ? Words::tr("OPTIONS: %1").arg(*answer.status)
                            : Words::tr("OPTIONS: the endpoint answers, and the policy adds");
        preview.text += u'\n';
        addHeaders(preview.text, answer.headers);
        preview.text += u'\n';
    }
    PolicyRequest actual;
    actual.method = request.method;
    actual.origin = origin;
    const auto answer = policy.answer(actual);
    preview.originAllowed =
        request.asksFirst ? preview.originAllowed && answer.originAllowed : answer.originAllowed;
    const auto method = visibleText(request.method);
    preview.text += answer.status
                        ? Words::tr("%1: refused with %2").arg(method).arg(*answer.status)
                        : Words::tr("%1: the endpoint answers, and the policy adds").arg(method);
    preview.text += u'\n';
    addHeaders(preview.text, answer.headers);
    preview.text.chop(1);
    return preview;
}

} // namespace corslab
