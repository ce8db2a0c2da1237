#include "image/probe.h"

#include "image/qcow2/image.h"
#include "image/raw/image.h"
#include "image/recognised/image.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::string_view format;
    std::int64_t offset;  ///< bytes from the start; negative: from the end
    std::string_view bytes;
};

/// In the order in which they are looked for. (QEMU: the *_probe functions in block/; ECMA-119 for iso.)
constexpr std::array signatures{
    Signature{"qcow", 0, "QFI\xfb\0\0\0\1"sv},
    Signature{"qcow2", 0, "QFI\xfb"sv},
    Signature{"qed", 0, "QED\0"sv},
    Signature{"vmdk", 0, "KDMV"sv},
    Signature{"vmdk", 0, "COWD"sv},
    Signature{"vmdk", 0, "# Disk DescriptorFile"sv},
    Signature{"vhdx", 0, "vhdxfile"sv},
    Signature{"vdi", 0x40, "\x7f\x10\xda\xbe"sv},
    Signature{"parallels", 0, "WithoutFreeSpace"sv},
    Signature{"parallels", 0, "WithouFreSpacExt"sv},
    Signature{"bochs", 0, "Bochs Virtual HD Image"sv},
    Signature{"cloop", 0, "#!/bin/sh\n#V2.0 Format\n"sv},
    Signature{"luks", 0, "LUKS\xba\xbe"sv},
    Signature{"vpc", 0, "conectix"sv},
    Signature{"vpc", -512, "conectix"sv},
    Signature{"dmg", -512, "koly"sv},
    Signature{"iso", 32769, "CD001"sv},
    // (libewf and libmodi, documentation; openwall/john, dmg2john.py; Proxmox, vma_spec.txt)
    Signature{"ewf", 0, "EVF\x09\x0d\x0a\xff\0"sv},
    Signature{"ewf", 0, "EVF2\x0d\x0a\x81\0"sv},
    Signature{"dmg-encrypted", 0, "encrcdsa"sv},
    Signature{"dmg-encrypted", -8, "cdsaencr"sv},
    Signature{"sparseimage", 0, "sprs"sv},
    Signature{"vma", 0, "VMA\0"sv},
};

/// Files in which an image may be, and none themselves. (RFC 1952, 8878; .xz file format 1.1.0; LZ4 frame format;
/// APPNOTE.TXT of PKWARE; POSIX.1-2017, pax, ustar; 7zFormat.txt)
constexpr std::array packed{
    Signature{"xz", 0,
              "\xfd"
              "7zXZ\0"sv},
    Signature{"gzip", 0, "\x1f\x8b\x08"sv},
    Signature{"zstd", 0, "\x28\xb5\x2f\xfd"sv},
    Signature{"bzip2", 4, "1AY&SY"sv},
    Signature{"lz4", 0, "\x04\x22\x4d\x18"sv},
    Signature{"zip", 0, "PK\x03\x04"sv},
    Signature{"7z", 0, "7z\xbc\xaf\x27\x1c"sv},
    Signature{"tar", 257, "ustar"sv},
};

bool matches(const File& file, const Signature& signature)
{
    const std::uint64_t distance = static_cast<std::uint64_t>(std::abs(signature.offset));
    if (signature.offset < 0 && distance > file.length())
        return false;
    const std::uint64_t offset = signature.offset < 0 ? file.length() - distance : distance;
    if (!fits(offset, signature.bytes.size(), file.length()))
        return false;
    std::array<char, 32> bytes{};
    file.read(offset, std::as_writable_bytes(std::span(bytes).first(signature.bytes.size())));
    return std::string_view(bytes.data(), signature.bytes.size()) == signature.bytes;
}

}  // namespace

std::string_view probeFormat(const File& file)
{
    for (const std::span<const Signature> known : {std::span<const Signature>(signatures), {packed}}) {
        const auto found = std::find_if(known.begin(), known.end(),
                                        [&file](const Signature& signature) { return matches(file, signature); });
        if (found != known.end())
            return found->format;
    }
    return "raw"sv;
}

std::string_view disguisedFormat(const File& file)
{
    static constexpr std::array formats{"qcow"sv, "qcow2"sv, "qed"sv, "vdi"sv, "vhdx"sv, "vmdk"sv};
    const std::string_view format = probeFormat(file);
    return std::find(formats.begin(), formats.end(), format) != formats.end() ? format : std::string_view();
}

bool isFormatName(std::string_view format) noexcept
{
    return format == "raw" || std::any_of(signatures.begin(), signatures.end(),
                                          [format](const Signature& signature) { return signature.format == format; });
}

bool isPacked(std::string_view format) noexcept
{
    return std::any_of(packed.begin(), packed.end(),
                       [format](const Signature& signature) { return signature.format == format; });
}

std::unique_ptr<Image> openImage(File file, const std::filesystem::path& path, std::string_view format,
                                 const OpenPolicy& policy)
{
    if (format == "qcow2")
        return qcow2::Qcow2Image::open(std::move(file), path, policy);
    if (format == "raw")
        return std::make_unique<raw::RawImage>(std::move(file));
    if (const auto found =
            std::find_if(packed.begin(), packed.end(), [format](const Signature& one) { return one.format == format; });
        found != packed.end())
        return std::make_unique<recognised::RecognisedImage>(std::move(file), found->format, "format.packed");
    const auto known = std::find_if(signatures.begin(), signatures.end(),
                                    [format](const Signature& signature) { return signature.format == format; });
    if (known == signatures.end())
        throw Error(ErrorKind::Unsupported, "format.unknown", {{"format", std::string(format)}}).at(path);
    // The name in the table lives as long as the program; the caller's may come from a header.
    return std::make_unique<recognised::RecognisedImage>(std::move(file), known->format);
}

}  // namespace engine
