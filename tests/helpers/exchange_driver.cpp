// Runs one exchange, for tests that let it fail or die:
//   exchange_driver STEP...
// STEP: new:PATH, replace:PATH, retire:PATH; `back` at the end takes all back when it is done. A result holds "new "
// and its name, and then many zero bytes. Prints cautions, and the code of an error on standard error; then it ends
// with 1.

#include "bytes/error.h"
#include "work/restore.h"

#include <iostream>
#include <span>
#include <string>
#include <vector>

namespace {

engine::TemporaryFile resultFor(const std::filesystem::path& path)
{
    engine::TemporaryFile result = engine::TemporaryFile::beside(path);
    const std::string text = "new " + path.filename().string();
    result.file().write(0, std::as_bytes(std::span(text)));
    result.file().resize(100000);
    return result;
}

/// The exchange and its holds are gone afterwards.
engine::ExchangeResult publish(std::span<char*> steps, bool& back)
{
    engine::Exchange exchange;
    for (const std::string step : steps) {
        const std::size_t colon = step.find(':');
        const std::string kind = step.substr(0, colon);
        const std::filesystem::path path = step.substr(colon + 1);
        if (kind == "back")
            back = true;
        else if (kind == "new")
            exchange.place(resultFor(path));
        else if (kind == "replace")
            exchange.replace(resultFor(path), engine::statusOf(path));
        else
            exchange.retire(engine::FilePlace::toWrite(path), engine::statusOf(path));
    }
    return exchange.publish();
}

void run(std::span<char*> steps)
{
    bool back = false;
    const engine::ExchangeResult result = publish(steps, back);
    for (const engine::PlanNote& caution : result.cautions)
        std::cout << engine::Error(engine::ErrorKind::AccessDenied, caution.code, caution.values).what() << '\n';
    engine::Receipt receipt;
    receipt.originals = result.originals;
    receipt.results = result.results;
    engine::Progress progress;
    if (back)
        restoreOriginals(receipt, progress, {});
}

}  // namespace

int main(int argc, char** argv)
{
    try {
        run(std::span(argv, static_cast<std::size_t>(argc)).subspan(1));
        return 0;
    } catch (const engine::Error& error) {
        std::cerr << error.path().string() << ": " << error.what() << '\n';
        return 1;
    }
}
