#pragma once

#include <filesystem>
#include <string>

/// Small templates with an ext4 guest, for tests of what is shown of them; made in a second, without mounts.
namespace testsupport {

/// base <- diff <- second, in a folder, of 32 MiB. The overlays store everything again, zeros too: all kinds of waste
/// are there. The guest has deleted a file of each of the three.
struct SmallChain {
    std::filesystem::path base;
    std::filesystem::path diff;
    std::filesystem::path second;
};
SmallChain makeSmallChain(const std::filesystem::path& folder);

/// A standalone template that has most of its content in common with every other one.
/// @param own what tells it apart
std::filesystem::path makeSmallTemplate(const std::filesystem::path& folder, const std::string& name, char own);

}  // namespace testsupport
