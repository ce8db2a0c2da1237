#pragma once

#include "work/recover.h"
#include "work/restore.h"

#include <QString>
#include <QStringList>

#include <vector>

/// Questions and answers about files that a run has left.
namespace widgets {

/// What is freed, and that there is no way back; then every file.
QString deleteQuestion(const engine::Receipt& receipt);
QString deleteList(const engine::Receipt& receipt);
QString restoreQuestion();
/// Without a receipt.
QString restoreByNameQuestion();
QString restoreByNameList(const engine::Receipt& receipt);
QString restoreList(const engine::Receipt& receipt);
QString restoredText(const engine::Restored& restored);

/// The folders that were looked through, and how far.
QStringList searchedLines(const engine::SearchedPlaces& places);
/// Who rests on files of a run, a line an image, and where was looked.
QString restingList(const engine::RestingImages& resting);
QString deleteRefusal();
QString restoreRefusal();

/// A line an action.
QString recoverPlanText(const std::vector<engine::RecoverAction>& actions);
QString recoveredText(const std::vector<engine::RecoverAction>& actions);

}  // namespace widgets
