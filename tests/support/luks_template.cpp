#include "support/luks_template.h"

#include "support/generated_chain.h"

#include <stdexcept>

namespace testsupport {

namespace fs = std::filesystem;

void LuksTemplate::make()
{
    Command command{"qemu-img",
                    "create",
                    "-q",
                    "-f",
                    "qcow2",
                    "-o",
                    "encrypt.format=luks,encrypt.key-secret=key,encrypt.iter-time=10,cluster_size=65536"};
    const Command secret = secretArguments();
    command.insert(command.end(), secret.begin(), secret.end());
    command.insert(command.end(), {path_.string(), "64k"});
    // It measures the processor, and gives up at once where the system's clock is too coarse for that.
    for (int attempt = 1; run(command).exitCode != 0; ++attempt)
        if (attempt == 100)
            throw std::runtime_error("no LUKS image: " + shellText(command));
    made_ = true;
}

void LuksTemplate::copyTo(const fs::path& path)
{
    if (!made_)
        make();
    fs::copy_file(path_, path);
}

}  // namespace testsupport
