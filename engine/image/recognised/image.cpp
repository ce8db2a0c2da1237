#include "image/recognised/image.h"

#include "bytes/byte_reader.h"

#include <array>

namespace engine::recognised {

namespace {

struct SizeField {
    std::string_view format;
    std::uint64_t offset;
    bool littleEndian;
    unsigned unit;  ///< bytes that one counts
};

/// Where each format's header keeps the virtual size (QEMU: block/{qcow,qed,vdi,vmdk,vpc,parallels}.c).
constexpr std::array sizeFields{
    SizeField{"qcow", 24, false, 1},  SizeField{"qed", 48, true, 1},  SizeField{"vdi", 0x170, true, 1},
    SizeField{"vmdk", 12, true, 512}, SizeField{"vpc", 48, false, 1}, SizeField{"parallels", 36, true, 512},
};

std::uint64_t virtualSizeOf(const File& file, std::string_view format)
{
    for (const SizeField& field : sizeFields) {
        if (field.format != format || !fits(field.offset, 8, file.length()))
            continue;
        std::array<std::byte, 8> bytes{};
        file.read(field.offset, bytes);
        const auto value = field.littleEndian ? loadLittleEndian<std::uint64_t>(bytes.data())
                                              : loadBigEndian<std::uint64_t>(bytes.data());
        return checkedMultiply(value, field.unit).value_or(0);
    }
    return 0;
}

}  // namespace

RecognisedImage::RecognisedImage(File file, std::string_view format, std::string_view why)
    : file_(std::move(file)), why_(why)
{
    info_.format = format;
    info_.virtualSize = virtualSizeOf(file_, format);
}

std::optional<Error> RecognisedImage::unreadable() const
{
    return Error(ErrorKind::Unsupported, why_, {{"format", std::string(info_.format)}}).at(file_.path());
}

ExtentMap RecognisedImage::map(GuestRange, std::stop_token) const
{
    throw *unreadable();
}

void RecognisedImage::read(const Extent&, std::span<std::byte>) const
{
    throw *unreadable();
}

StorageUse RecognisedImage::storageUse(std::stop_token) const
{
    throw *unreadable();
}

}  // namespace engine::recognised
