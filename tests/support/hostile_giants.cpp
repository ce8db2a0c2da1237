#include "support/hostile_case.h"
#include "support/qcow2_header.h"

/// Images that are as large as the limits let them be, or larger. What they claim to hold costs nothing.
namespace testsupport {

namespace {

constexpr std::uint32_t bitmapsExtension = 0x23852875;

HostileCase valid(std::string name, std::string base, const std::function<void(ImageEditor&)>& change)
{
    HostileCase result{std::move(name),
                       std::move(base),
                       [change](HostileFolder& hostile) { change(hostile.image); },
                       {},
                       {{"info", "--output=json"}, {"map", "--output=json"}}};
    result.exitCode = 0;
    return result;
}

/// The largest L1 and refcount tables, in a file of 8 TiB that is one hole behind its first clusters.
void makeGiant(ImageEditor& image)
{
    const std::uint64_t end = std::uint64_t{1} << 43;
    image.resize(end);
    image.write(24, std::uint64_t{2} << 50);
    image.write(36, 4194304, 4);
    image.write(40, end - (32 << 20));
    image.write(48, end / 2);
    image.write(56, 128, 4);
}

HostileCase scatteredTables()
{
    return valid("L2 tables scattered over 8 TiB", "plain", [](ImageEditor& image) {
        makeGiant(image);
        std::string l1;
        for (std::uint64_t number = 1; number <= 100'000; ++number)
            l1 += bigEndian((number << 26) + (1 << 24));
        image.writeText(image.l1(), l1);
    });
}

/// As many bitmaps as there may be, with names as long as they may be.
HostileCase manyBitmaps()
{
    HostileCase result = valid("65535 bitmaps with long names", "bitmap", [](ImageEditor& image) {
        constexpr std::uint64_t count = 65535;
        const std::uint64_t extension = image.extension(bitmapsExtension);
        const std::uint64_t table = image.read(image.read(extension + 16));
        // Table of one entry, no flags, dirty tracking, granularity 2^16, length of the name, no extra data.
        std::string entry = bigEndian(table) + bigEndian(1, 4) + bigEndian(0, 4) + "\1\20" + bigEndian(1000, 2) +
                            bigEndian(0, 4) + std::string(1000, 'n');
        std::string directory;
        for (std::uint64_t number = 0; number < count; ++number)
            directory += entry;
        image.write(extension, count, 4);
        image.write(extension + 8, directory.size());
        image.write(extension + 16, image.append(directory));
    });
    // The names alone are 64 MiB, which no honest image needs.
    result.exitCode = 1;
    result.expected = {"bitmap names is", "at most 8388608 is allowed"};
    return result;
}

/// A million entries that all name one empty refcount block, in a file that is long enough for all of them.
HostileCase repeatedRefcountBlock()
{
    return valid("a million refcount table entries with one block", "wideRefcounts", [](ImageEditor& image) {
        const std::uint64_t block = image.append(std::string(16384, '\0'));
        std::string entries;
        for (std::uint64_t number = 0; number < (8 << 20) / 8; ++number)
            entries += bigEndian(block);
        image.write(48, image.append(entries));
        image.write(56, (8 << 20) / 16384, 4);
        image.resize(std::uint64_t{1} << 43);
    });
}

}  // namespace

std::vector<HostileCase> hostileGiants()
{
    return {valid("tables in holes of a file of 8 TiB", "plain", makeGiant), scatteredTables(), manyBitmaps(),
            repeatedRefcountBlock()};
}

}  // namespace testsupport
