#pragma once

#include "plan/diagnosis/diagnosis.h"

#include <QString>

namespace widgets {

/// Its file system and its label.
QString volumeTitle(const engine::Volume& volume);
/// Files by their names: their folder is that of the chain.
QString symptomText(const engine::Symptom& symptom);
QString remedyText(engine::Remedy remedy);
/// Whether a button can start its remedy; for the rest a person is needed.
bool starts(const engine::Symptom& symptom);

}  // namespace widgets
