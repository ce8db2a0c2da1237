#pragma once

#include <QString>

#include <filesystem>

/// Paths in fields, settings and lists, which are text: names are bytes, and those that are not UTF-8 come back as they
/// were (see report/json_text.h). To be read by a person there is pathText.
namespace widgets {

QString pathField(const std::filesystem::path& path);
std::filesystem::path pathFrom(const QString& field);

}  // namespace widgets
