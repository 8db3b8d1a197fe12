// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded into the program before it starts (LD_PRELOAD): says when its first window is painted.
#include <QCoreApplication>
#include <QEvent>
#include <QObject>
#include <QTimer>

#include <cstdio>

namespace {

class Watch final : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // The paint event is still to be delivered, to this widget and to those in it.
        if (event->type() == QEvent::Paint && !m_seen) {
            m_seen = true;
            QTimer::singleShot(0, this, [] {
                std::fputs("first paint\n", stderr);
                std::fflush(stderr);
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_seen = false;
};

void watch()
{
    QCoreApplication *application = QCoreApplication::instance();
    application->installEventFilter(new Watch(application));
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(watch)
