#pragma once

#include "work/lab/practice.h"

#include <filesystem>
#include <map>
#include <string>

namespace testsupport {

/// Steps with what most need.
engine::lab::Step labStep(engine::lab::Action action, std::uint64_t templateNumber = 0);
engine::lab::Step labStep(engine::lab::Action action, const std::string& name, std::uint64_t length = 0);

/// The worked example: File1 in the base, File2 and File3 in the diff, File4 and File5 in the second-level diff.
void buildWorkedExample(engine::lab::Practice& practice);

/// qemu-img's judgement of every image that is in its place; throws where one is not clean.
void requireClean(const engine::lab::Practice& practice);
/// Throws where qemu-img finds the clusters of a template's active layer in other places than the practice shows, or
/// other snapshots in it.
void requireSameTables(const engine::lab::Practice& practice, std::size_t number);
/// What qemu-img reads of a template.
std::string convertedDisk(const engine::lab::Practice& practice, std::size_t number);
/// The content of all files of a folder, by path.
std::map<std::string, std::string> filesOf(const std::filesystem::path& folder);

}  // namespace testsupport
