#!/usr/bin/env python3
"""Usage: pack_volume.py IMAGE SEED
Packs a raw volume into the form that fuzz::SparseSource reads: only sectors that are not zero."""
import struct
import sys

SECTOR = 512
MOST = 64


def main(image, seed):
    with open(image, "rb") as file:
        content = file.read()
    sectors = len(content) // SECTOR
    with open(seed, "wb") as out:
        out.write(struct.pack("<I", sectors))
        first = 0
        while first < sectors:
            count = 0
            while count < MOST and first + count < sectors:
                at = (first + count) * SECTOR
                if not any(content[at:at + SECTOR]):
                    break
                count += 1
            if count:
                out.write(struct.pack("<IH", first, count))
                out.write(content[first * SECTOR:(first + count) * SECTOR])
            first += max(count, 1)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
