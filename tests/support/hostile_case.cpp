#include "support/hostile_case.h"

namespace testsupport {

GoodImages::GoodImages()
{
    const auto make = [this](const std::string& name, const Command& options, const std::string& size,
                             const Command& writes) {
        Command create{"qemu-img", "create", "-q", "-f", "qcow2"};
        create.insert(create.end(), options.begin(), options.end());
        create.insert(create.end(), {path(name).string(), size});
        runChecked(create);
        Command write{"qemu-io", "-f", "qcow2"};
        for (const std::string& command : writes)
            write.insert(write.end(), {"-c", command});
        write.push_back(path(name).string());
        if (!writes.empty())
            runChecked(write);
    };
    const std::string some = "write -q -P 7 100 150000";
    make("plain", {}, "1M", {some});
    make("version2", {"-o", "compat=0.10"}, "1M", {some});
    make("snapshots", {}, "1M", {some});
    for (const char* snapshot : {"first", "second"})
        runChecked({"qemu-img", "snapshot", "-c", snapshot, path("snapshots").string()});
    make("bitmap", {}, "1M", {some});
    runChecked({"qemu-img", "bitmap", "--add", path("bitmap").string(), "changes"});
    make("zlib", {}, "1M", {"write -q -c -P 7 0 64k"});
    make("zstd", {"-o", "compression_type=zstd"}, "1M", {"write -q -c -P 7 0 64k"});
    make("extended", {"-o", "extended_l2=on"}, "1M", {"write -q -P 7 0 6000"});
    make("overlay", {"-u", "-F", "qcow2", "-b", "base.qcow2"}, "1M", {});
    make("dataFile", {"-o", "data_file=" + (folder_ / "disk.bin").string()}, "1M", {some});
    make("wideRefcounts", {"-o", "cluster_size=16384,refcount_bits=64"}, "1M", {some});
    make("small", {"-o", "cluster_size=512"}, "1M", {"write -q -P 7 0 512", "write -q -P 8 64k 512"});
}

std::filesystem::path GoodImages::path(const std::string& name) const
{
    return folder_ / (name + ".qcow2");
}

}  // namespace testsupport
