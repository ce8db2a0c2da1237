#include "commands.h"
#include "error_text.h"
#include "image/probe.h"
#include "name_check.h"
#include "stop_on_signals.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>

namespace {

using cli::Exit;
using cli::Options;

using Command = std::function<Exit(const Options&, std::stop_token)>;

/// Declares the commands, and notes in `chosen` which one the arguments name.
class Arguments {
public:
    Arguments()
    {
        app_.require_subcommand(1);
        app_.set_version_flag("--version", "lamella-cli " LAMELLA_VERSION);
        declareScan();
        declareImageCommands();
        declareOperations();
        declareCompare();
        declareCheck();
        declareRecover();
        declareOriginals();
        declareSample();
        declareReports();
    }

    CLI::App& app() { return app_; }
    const Options& options() const { return options_; }
    const Command& chosen() const { return chosen_; }

private:
    CLI::App& command(const char* name, const char* help, Command run)
    {
        return subcommand(app_, name, help, std::move(run));
    }

    CLI::App& subcommand(CLI::App& parent, const char* name, const char* help, Command run)
    {
        CLI::App& sub = *parent.add_subcommand(name, help);
        sub.add_option_function<std::string>(
               "--output", [this](const std::string& format) { options_.json = format == "json"; },
               "human (default) or json")
            ->check(CLI::IsMember({"human", "json"}));
        sub.add_flag("-q,--quiet", options_.quiet, "print nothing but errors");
        sub.add_option("--allow", options_.allowed, "a file or folder outside the opened folders that may be followed")
            ->allow_extra_args(false);
        sub.callback([this, run] { chosen_ = run; });
        return sub;
    }

    static void addFormatOption(CLI::App& sub, const char* names, std::string& format, const char* help)
    {
        sub.add_option(names, format, help)->check([](const std::string& name) {
            return engine::isFormatName(name) ? std::string() : "unknown format " + name;
        });
    }

    void addProgressFlag(CLI::App& sub)
    {
        sub.add_flag("-p,--progress", options_.progress, "show progress on standard error");
    }

    void addChainOptions(CLI::App& sub)
    {
        addFormatOption(sub, "-f,--format", options_.format, "format of the image (default: told by its signature)");
        sub.add_option("--backing-format", options_.backingFormats,
                       "PATH=FORMAT of a backing file whose overlay does not say its format")
            ->allow_extra_args(false)
            ->check([](const std::string& choice) {
                const auto equals = choice.rfind('=');
                const bool valid =
                    equals != std::string::npos && equals > 0 && engine::isFormatName(choice.substr(equals + 1));
                return valid ? std::string() : "expected PATH=FORMAT";
            });
    }

    CLI::App& imageCommand(const char* name, const char* help, Command run)
    {
        CLI::App& sub = command(name, help, std::move(run));
        addChainOptions(sub);
        sub.add_option("-l,--snapshot", options_.snapshot, "an internal snapshot in place of the disk, by id or name");
        sub.add_option("IMAGE", options_.paths, "the top layer of a chain")->required()->expected(1);
        return sub;
    }

    CLI::App& chainCommand(const char* name, const char* help, Command run)
    {
        CLI::App& sub = command(name, help, std::move(run));
        addChainOptions(sub);
        addProgressFlag(sub);
        sub.add_option("IMAGE", options_.paths, "the top layer of a chain")->required()->expected(1);
        return sub;
    }

    void declareReports()
    {
        CLI::App& report = chainCommand("report", "why a chain is as large as it is, and what helps", cli::runReport);
        report.add_option("--to", options_.target, "a file: .html, .json, .csv, or .svg and .png for the map alone")
            ->check([](const std::string& path) {
                return cli::mustEndWith(path, {".html", ".json", ".csv", ".svg", ".png"});
            });
        addOverwriteFlag(report);
        report.add_flag("--exact", options_.exact, "read the content too: duplicates, zeros, exact savings");
        addBesideOption(report);
        addSearchOption(report);
        report.add_option("--receipt", options_.receipt, "of a run (slim --receipt), to be part of the report");
        CLI::App& bundle = chainCommand("bundle", "a report and the tables of each layer for support, without content",
                                        cli::runBundle);
        CLI::App& where = *bundle.add_option_group("to or list");
        where.require_option(1);
        where.add_option("--to", options_.target, "the new file: .zip or .tar.zst")->check([](const std::string& path) {
            return cli::mustEndWith(path, {".zip", ".tar.zst"});
        });
        where.add_flag("--list", options_.list, "only say what it would hold");
        addOverwriteFlag(bundle);
        bundle.add_flag("--hash-names", options_.hashNames, "names of files, folders and volumes become codes");
        bundle.add_flag("--exact", options_.exact, "read the content too");
        addBesideOption(bundle);
        addSearchOption(bundle);
        CLI::App& doctor = chainCommand("doctor", "finds a missing backing image, and shows the proof", cli::runDoctor);
        doctor.add_option("--search", options_.searchFolders, "a folder where it may be, or the file itself")
            ->allow_extra_args(false);
        doctor.add_option("--use", options_.target, "take this one of those that were found");
        doctor.add_flag("--fix", options_.fix, "write the name into the overlay; the file as it was is kept");
        doctor.add_flag("--absolute", options_.absolute, "the whole path as the name (default: relative)");
    }

    void declareScan()
    {
        CLI::App& sub =
            command("scan", "the forest below some folders: bases, overlays, orphans, broken links", cli::runScan);
        addProgressFlag(sub);
        sub.add_option("DIR", options_.paths, "folders")->required();

        CLI::App& fleet = command(
            "fleet", "all templates below some folders: sizes, garbage, what each operation saves", cli::runFleet);
        addProgressFlag(fleet);
        fleet.add_flag("--exact", options_.exact, "read the content too: duplicates, and the figures of the runs");
        fleet.add_flag("--similar", options_.similar,
                       "which templates would gain from sharing a base, by a sample of their content");
        fleet.add_flag("--csv", options_.csv, "one line a template, as CSV");
        fleet.add_option("DIR", options_.paths, "folders")->required();
    }

    void declareImageCommands()
    {
        imageCommand("info", "headers, features, snapshots, sizes, the chain", cli::runInfo);
        imageCommand("map", "which layer answers each range, as qemu-img map", cli::runMap);
        CLI::App& layers = imageCommand("layers", "per layer: bytes by state", cli::runLayers);
        addProgressFlag(layers);
        layers.add_flag("--exact", options_.exact, "read the content too: clusters equal to the backing");
        layers.add_flag("--extents", options_.extents, "list the extents (with --output=json)");
        addBesideOption(layers);
        CLI::App& guest =
            imageCommand("guest", "partitions, volumes, file systems: state, used and free bytes", cli::runGuest);
        addProgressFlag(guest);
        guest.add_flag("--exact", options_.exact, "hold every file against the free space, not a sample");
        guest.add_flag("--extents", options_.extents, "list the free ranges (with --output=json)");
        addBesideOption(guest);
        guest.add_flag("--files", options_.files, "the largest files and folders, and the layers that store them");
        guest.add_option("--owner", options_.offset, "which file owns that byte of the disk")
            ->option_text("OFFSET")
            ->transform(CLI::AsSizeValue(false));
    }

    /// What all operations take, for the preview and for the run.
    void addOperationOptions(CLI::App& sub)
    {
        addChainOptions(sub);
        addProgressFlag(sub);
        sub.add_option("--compress", options_.compress, "none (default), zlib or zstd")
            ->check(CLI::IsMember({"none", "zlib", "zstd"}));
        sub.add_option("--cluster-size", options_.clusterSize, "of the new image (default: as the active layer)")
            ->transform(CLI::AsSizeValue(false));
        sub.add_flag("--extended-l2", options_.extendedL2, "32 subclusters a cluster; some cloud services refuse it");
        sub.add_flag("--no-trim", options_.noTrim, "keep what the guest does not use");
        sub.add_flag("--drop-system-files", options_.dropSystemFiles,
                     "drop the content of page, swap and hibernation files in clean volumes");
        sub.add_flag("--share-equal", options_.shareEqualClusters, "equal clusters share one place in the file");
        sub.add_flag("--replace", options_.replace,
                     "the result takes the names of the old files, which are kept as *.before-slim");
        addSearchOption(sub);
        sub.add_flag("--alone", options_.alone, "no image elsewhere needs a base that gets another name");
        addBesideOption(sub);
    }

    void addSearchOption(CLI::App& sub)
    {
        sub.add_option("--search", options_.searchFolders, "another folder where overlays may need these images")
            ->allow_extra_args(false);
    }

    void addBesideOption(CLI::App& sub)
    {
        sub.add_option("--with", options_.beside, "the image of another disk that the guest's volume groups need")
            ->allow_extra_args(false);
    }

    void addOverwriteFlag(CLI::App& sub)
    {
        sub.add_flag("--overwrite", options_.overwrite, "replace a file of that name; without it nothing is replaced");
    }

    void addDocumentOption(CLI::App& sub, bool preview)
    {
        addOverwriteFlag(sub);
        if (preview)
            sub.add_option("--report", options_.receipt, "where to keep the plan: a file .html, .json or .csv")
                ->check([](const std::string& path) {
                    return cli::mustEndWith(path, {".html", ".json", ".csv"});
                });
        else
            sub.add_option("--receipt", options_.receipt,
                           "where to keep what was planned and done: as HTML or CSV by its ending, else as JSON");
    }

    void addSlimCommands(CLI::App& parent, Command run, bool preview)
    {
        for (const engine::SlimKind kind : {engine::SlimKind::Standard, engine::SlimKind::Deep}) {
            CLI::App& sub = subcommand(parent, std::string(name(kind)).c_str(),
                                       kind == engine::SlimKind::Standard ? "trim, merge the diffs, keep the base"
                                                                          : "trim, merge everything into a new base",
                                       [run, kind](Options options, std::stop_token stop) {
                                           options.slimKind = kind;
                                           return run(options, std::move(stop));
                                       });
            addOperationOptions(sub);
            if (preview)
                sub.add_flag("--exact", options_.exact, "read the content too: the figures of the run");
            addDocumentOption(sub, preview);
            sub.add_option("--to", options_.target, "the new file");
            sub.add_option("IMAGE", options_.paths, "the top layer of a chain")->required()->expected(1);
        }
    }

    void addShareOptions(CLI::App& sub)
    {
        addOperationOptions(sub);
        sub.add_option("--base", options_.base, "the image to share, or auto: the best of all, or a new one")
            ->required();
        sub.add_option("--to", options_.target, "the folder of the new images");
        sub.add_option("IMAGES", options_.paths, "templates")->required();
    }

    void declareOperations()
    {
        CLI::App& plan =
            *app_.add_subcommand("plan", "what an operation would write and save, and what speaks against it");
        plan.require_subcommand(1);
        addSlimCommands(plan, cli::runPlanSlim, true);
        CLI::App& planShare = subcommand(plan, "share", "several templates as diffs of one base", cli::runPlanShare);
        addShareOptions(planShare);
        planShare.add_flag("--exact", options_.exact,
                           "read the content too: the figures of the run, also of a new base");
        addDocumentOption(planShare, true);

        CLI::App& slim = *app_.add_subcommand("slim", "writes a chain anew without what it does not need");
        slim.require_subcommand(1);
        addSlimCommands(slim, cli::runSlimCommand, false);
        CLI::App& share = command("share", "writes several templates anew as diffs of one base", cli::runShareCommand);
        addShareOptions(share);
        addDocumentOption(share, false);
    }

    void declareCompare()
    {
        CLI::App& sub =
            command("compare", "content equality through the chains; exit 0 equal, 1 different", cli::runCompare);
        addChainOptions(sub);
        addProgressFlag(sub);
        addFormatOption(sub, "-F", options_.secondFormat, "format of the second image");
        sub.add_flag("-s,--strict", options_.strict, "different virtual sizes are a difference");
        sub.add_option("IMAGES", options_.paths, "two images")->required()->expected(2);
    }

    void declareCheck()
    {
        CLI::App& sub = command("check", "structure: leaks, bad references, overlaps", cli::runCheck);
        sub.add_option("--repair", options_.repair, "leaks: give leaked clusters back, in place")
            ->check(CLI::IsMember({"leaks"}));
        sub.add_option("IMAGE", options_.paths, "an image")->required()->expected(1);
    }

    void declareRecover()
    {
        CLI::App& sub =
            command("recover", "finishes or takes back what an interrupted run left in a folder", cli::runRecover);
        sub.add_flag("-r,--recursive", options_.recursive, "also in the folders below");
        sub.add_flag("--alone", options_.alone, "no image elsewhere needs a file that gets another name");
        sub.add_option("DIR", options_.paths, "a folder")->required()->expected(1);
    }

    void declareOriginals()
    {
        CLI::App& parent = *app_.add_subcommand("originals", "what runs have kept as *.before-slim");
        parent.require_subcommand(1);
        CLI::App& list = subcommand(parent, "list", "the originals in folders and below", cli::runOriginalsList);
        list.add_option("DIR", options_.paths, "a folder")->required();
        CLI::App& restore =
            subcommand(parent, "restore", "gives originals their names again, with all others of their run",
                       cli::runOriginalsRestore);
        CLI::App& remove = subcommand(parent, "delete", "deletes originals; their run cannot be taken back then",
                                      cli::runOriginalsDelete);
        for (CLI::App* sub : {&restore, &remove}) {
            addSearchOption(*sub);
            sub->add_flag("--alone", options_.alone, "no image elsewhere needs these files");
            sub->add_option("FILE", options_.paths, "an original as it is kept")->required();
        }
    }

    void declareSample()
    {
        CLI::App& sub = command("sample", "makes demonstration templates, with real file systems", cli::runSample);
        addProgressFlag(sub);
        sub.add_option("DIR", options_.paths, "a folder; it is made where it is missing")->required()->expected(1);
    }

    CLI::App app_{"Shows template chains, what they waste, and slims them"};
    Options options_;
    Command chosen_;
};

}  // namespace

int main(int argc, char** argv)
{
    Arguments arguments;
    try {
        arguments.app().parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = arguments.app().exit(error);
        return code == 0 ? 0 : static_cast<int>(Exit::Usage);
    }
    const std::stop_source stop = cli::stopOnSignals();
    std::ios::sync_with_stdio(false);
    try {
        const Exit exit = arguments.chosen()(arguments.options(), stop.get_token());
        if (!std::cout.flush()) {
            std::cerr << "lamella-cli: standard output: failed, it cannot be written\n";
            return static_cast<int>(Exit::Failed);
        }
        return static_cast<int>(exit);
    } catch (const engine::Error& error) {
        cli::printError(error);
        const bool cancelled = error.kind() == engine::ErrorKind::Cancelled || stop.stop_requested();
        return static_cast<int>(cancelled ? Exit::Cancelled : Exit::Failed);
    } catch (const std::exception& error) {
        std::cerr << "lamella-cli: failed, " << cli::escaped(error.what()) << '\n';
        return static_cast<int>(Exit::Failed);
    }
}
