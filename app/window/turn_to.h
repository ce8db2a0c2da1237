#pragma once

#include <QTabWidget>

/// Turns to the tab that holds the page, where it is one.
inline void turnTo(QWidget* page)
{
    for (QWidget* parent = page; parent != nullptr; parent = parent->parentWidget())
        if (auto* tabs = qobject_cast<QTabWidget*>(parent))
            return tabs->setCurrentWidget(page);
}
