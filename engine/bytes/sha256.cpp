#include "bytes/sha256.h"

#include "bytes/byte_reader.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

namespace engine {

namespace {

constexpr std::size_t blockLength = 64;

constexpr std::array<std::uint32_t, 64> constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

class Hash {
public:
    void add(std::span<const std::byte> bytes)
    {
        length_ += bytes.size();
        while (!bytes.empty()) {
            const std::size_t taken = std::min(blockLength - filled_, bytes.size());
            std::memcpy(block_.data() + filled_, bytes.data(), taken);
            bytes = bytes.subspan(taken);
            if ((filled_ += taken) == blockLength)
                mix();
        }
    }

    Sha256 finish()
    {
        constexpr std::size_t lengthAt = blockLength - sizeof(std::uint64_t);
        const std::uint64_t bits = length_ * 8;
        add(std::array{std::byte{0x80}});
        if (filled_ > lengthAt)
            add(std::vector<std::byte>(blockLength - filled_));
        add(std::vector<std::byte>(lengthAt - filled_));
        std::array<std::byte, sizeof(bits)> stored{};
        storeBigEndian(bits, stored.data());
        add(stored);
        Sha256 result{};
        for (std::size_t i = 0; i < state_.size(); ++i)
            storeBigEndian(state_[i], result.data() + 4 * i);
        return result;
    }

private:
    void mix()
    {
        std::array<std::uint32_t, 64> words{};
        for (std::size_t i = 0; i < 16; ++i)
            words[i] = loadBigEndian<std::uint32_t>(block_.data() + 4 * i);
        for (std::size_t i = 16; i < words.size(); ++i) {
            const std::uint32_t a = words[i - 15];
            const std::uint32_t b = words[i - 2];
            words[i] = words[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3)) + words[i - 7] +
                       (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10));
        }
        auto [a, b, c, d, e, f, g, h] = state_;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::uint32_t first = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                                        ((e & f) ^ (~e & g)) + constants[i] + words[i];
            const std::uint32_t second =
                (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            h = g, g = f, f = e, e = d + first, d = c, c = b, b = a, a = first + second;
        }
        const std::array<std::uint32_t, 8> mixed{a, b, c, d, e, f, g, h};
        for (std::size_t i = 0; i < state_.size(); ++i)
            state_[i] += mixed[i];
        filled_ = 0;
    }

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::byte, blockLength> block_{};
    std::size_t filled_ = 0;
    std::uint64_t length_ = 0;
};

}  // namespace

Sha256 sha256(std::span<const std::span<const std::byte>> parts)
{
    Hash hash;
    for (const auto part : parts)
        hash.add(part);
    return hash.finish();
}

Sha256 sha256(std::span<const std::byte> bytes)
{
    return sha256(std::span<const std::span<const std::byte>>(&bytes, 1));
}

}  // namespace engine
