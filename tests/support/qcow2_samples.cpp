#include "support/qcow2_samples.h"

#include "support/qemu.h"

namespace testsupport {

namespace {

QString io(const char* command, std::uint64_t offset, std::uint64_t length)
{
    return QStringLiteral("%1 %2 %3").arg(QLatin1String(command)).arg(offset).arg(length);
}

/// Runs of clusters in all states; the guest's offsets depend on the round, so that snapshots differ.
QStringList writes(const Qcow2Sample& sample, std::uint64_t round)
{
    const std::uint64_t cluster = sample.clusterSize;
    const bool compressible = !sample.encrypted && !sample.options.contains(QLatin1String("data_file")) &&
                              !sample.options.contains(QLatin1String("preallocation"));
    QStringList commands{io("write -P 17", round * 2 * cluster, 5 * cluster),
                         io("write -P 34", (round + 9) * cluster + 512, cluster),
                         io("write -z", (round + 12) * cluster, 2 * cluster)};
    if (sample.clusters > 100)
        commands << io("write -P 51", (90 + round) * cluster, 3 * cluster);
    if (compressible)
        commands << io("write -c -P 68", (18 + round * 2) * cluster, cluster)
                 << io("write -c -P 85", (19 + round * 2) * cluster, cluster);
    return commands << io("discard", round * 2 * cluster, cluster);
}

void run(const Qcow2Sample& sample, const QString& path, const QStringList& commands)
{
    if (!sample.encrypted)
        return qemuIo(path, commands);
    QStringList arguments{QStringLiteral("--object"), QStringLiteral("secret,id=key,data=abc"),
                          QStringLiteral("--image-opts")};
    for (const QString& command : commands)
        arguments << QStringLiteral("-c") << command;
    mustRun(QStringLiteral("qemu-io"), arguments << sample.checkOptions(path));
}

void snapshot(const QString& path, int index)
{
    mustRun(QStringLiteral("qemu-img"),
            {QStringLiteral("snapshot"), QStringLiteral("-c"), QStringLiteral("s%1").arg(index), path});
}

void addBitmap(const QString& path, const QString& name, const QString& granularity)
{
    mustRun(QStringLiteral("qemu-img"),
            {QStringLiteral("bitmap"), QStringLiteral("--add"), QStringLiteral("-g"), granularity, path, name});
}

void create(const Qcow2Sample& sample, const QString& path)
{
    QStringList arguments{QStringLiteral("create"), QStringLiteral("-q"), QStringLiteral("-f"),
                          QStringLiteral("qcow2")};
    if (sample.encrypted)
        arguments << QStringLiteral("--object") << QStringLiteral("secret,id=key,data=abc");
    const QString options = QStringLiteral("cluster_size=%1,").arg(sample.clusterSize) + sample.options;
    arguments << QStringLiteral("-o") << (options.contains(u'%') ? options.arg(path) : options) << path;
    arguments << QString::number(sample.clusters * sample.clusterSize);
    // qemu-img measures its speed for LUKS, and gives up where the machine is too busy to tell.
    for (int attempt = 0; sample.encrypted && attempt < 20; ++attempt)
        if (runTool(QStringLiteral("qemu-img"), arguments).succeeded())
            return;
    mustRun(QStringLiteral("qemu-img"), arguments);
}

}  // namespace

QString Qcow2Sample::make(const QDir& folder) const
{
    QString path = folder.filePath(name + QStringLiteral(".qcow2"));
    create(*this, path);
    for (int i = 0; i < snapshots; ++i) {
        run(*this, path, writes(*this, static_cast<std::uint64_t>(i)));
        snapshot(path, i);
    }
    if (bitmaps) {
        addBitmap(path, QStringLiteral("first"), QStringLiteral("512"));
        addBitmap(path, QStringLiteral("second"), QStringLiteral("64K"));
    }
    QStringList last = writes(*this, static_cast<std::uint64_t>(snapshots));
    if (crashes)
        last << QStringLiteral("abort");
    run(*this, path, last);
    return path;
}

QString Qcow2Sample::checkOptions(const QString& path) const
{
    return QStringLiteral("driver=qcow2,encrypt.key-secret=key,file.driver=file,file.filename=") + path;
}

std::vector<Qcow2Sample> qcow2Samples()
{
    std::vector<Qcow2Sample> samples;
    const auto add = [&samples](const char* name, const char* options, std::uint64_t clusterSize, int snapshots) {
        samples.push_back({QLatin1String(name), QLatin1String(options), 300, clusterSize, snapshots});
        return &samples.back();
    };
    add("v2", "compat=0.10", 65536, 2);
    add("v2-small", "compat=0.10", 512, 1);
    add("r1", "refcount_bits=1", 4096, 0);
    add("r2", "refcount_bits=2", 1024, 0);
    add("r4", "refcount_bits=4", 2048, 2);
    add("r8", "refcount_bits=8", 512, 3);
    add("r16", "refcount_bits=16", 512, 2);
    add("r32", "refcount_bits=32", 1024, 2);
    add("r64", "refcount_bits=64", 512, 2);
    add("large", "compat=1.1", 2 << 20, 1)->clusters = 30;
    add("zstd", "compression_type=zstd", 32768, 1);
    add("subclusters", "extended_l2=on", 16384, 1);
    add("subclusters-large", "extended_l2=on", 131072, 0);
    add("bitmaps", "compat=1.1", 4096, 0)->bitmaps = true;
    add("bitmaps-snapshots", "compat=1.1", 512, 1)->bitmaps = true;
    add("lazy", "lazy_refcounts=on", 4096, 1)->crashes = true;
    add("lazy-small", "lazy_refcounts=on,refcount_bits=1", 512, 0)->crashes = true;
    add("prealloc", "preallocation=metadata", 65536, 0);
    add("data-file", "data_file=%1.raw", 65536, 0);
    Qcow2Sample* luks = add("luks", "encrypt.format=luks,encrypt.key-secret=key,encrypt.iter-time=10", 65536, 0);
    luks->encrypted = true;
    luks->clusters = 40;
    return samples;
}

}  // namespace testsupport
