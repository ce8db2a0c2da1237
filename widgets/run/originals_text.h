#pragma once

#include "work/recover.h"
#include "work/restore.h"

#include <QString>

#include <vector>

/// Questions and answers about files that a run has left.
namespace widgets {

/// What is freed, and that there is no way back; then every file.
QString deleteQuestion(const engine::Receipt& receipt);
QString deleteList(const engine::Receipt& receipt);
QString restoreQuestion();
QString restoreList(const engine::Receipt& receipt);
QString restoredText(const engine::Restored& restored);

/// A line an action.
QString recoverPlanText(const std::vector<engine::RecoverAction>& actions);
QString recoveredText(const std::vector<engine::RecoverAction>& actions);

}  // namespace widgets
