#include "archive/system_facts.h"

#include <QStorageInfo>
#include <QSysInfo>

#include <thread>
#include <zlib.h>

namespace engine::archive {

report::Json systemFacts(const Chain& chain)
{
    report::Json facts{{"system", QSysInfo::prettyProductName().toStdString()},
                       {"kernel", (QSysInfo::kernelType() + ' ' + QSysInfo::kernelVersion()).toStdString()},
                       {"architecture", QSysInfo::currentCpuArchitecture().toStdString()},
                       {"processors", std::thread::hardware_concurrency()},
                       {"qt", std::string(qVersion())},
                       {"zlib", std::string(zlibVersion())}};
    facts["layers"] = report::Json::array();
    for (const Layer& layer : chain.layers()) {
        const QStorageInfo storage(
            QString::fromStdString(std::filesystem::absolute(layer.path).parent_path().string()));
        facts["layers"].push_back({{"fileSystem", storage.fileSystemType().toStdString()},
                                   {"totalBytes", storage.bytesTotal()},
                                   {"availableBytes", storage.bytesAvailable()}});
    }
    return facts;
}

}  // namespace engine::archive
