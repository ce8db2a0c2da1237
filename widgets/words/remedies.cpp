#include "widgets/words/remedies.h"

#include "widgets/words/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace widgets {

namespace {

struct Remedy {
    std::string_view code;  ///< or the state of a volume
    const char* text;
};

/// By code, sorted.
constexpr std::array remedies{
    Remedy{"plan.activeNeeded",
           QT_TRANSLATE_NOOP("Remedies", "Write the result to a new file, or slim the overlays that need it first.")},
    Remedy{"plan.baseGrows", QT_TRANSLATE_NOOP("Remedies", "Nothing to do: only the sum of the files counts.")},
    Remedy{"plan.baseNewer",
           QT_TRANSLATE_NOOP("Remedies", "Start the template once and check its files before you trust the result.")},
    Remedy{"plan.baseShared",
           QT_TRANSLATE_NOOP("Remedies", "Use standard slim, or let all overlays share a new base with base sharing.")},
    Remedy{"plan.bitmapsLost",
           QT_TRANSLATE_NOOP("Remedies", "Make a full backup after the run; incremental ones start anew.")},
    Remedy{"plan.blocked", QT_TRANSLATE_NOOP("Remedies", "Do what the reason asks for, then plan again.")},
    Remedy{"plan.compressedBase",
           QT_TRANSLATE_NOOP("Remedies", "Choose a compression in the options and compare both figures.")},
    Remedy{
        "plan.contentUnreadable",
        QT_TRANSLATE_NOOP("Remedies", "Convert it to an image without encryption first, for example with qemu-img.")},
    Remedy{"plan.diskUntrimmed",
           QT_TRANSLATE_NOOP("Remedies", "Repair the partition table in the guest, then scan again.")},
    Remedy{"plan.extendedL2",
           QT_TRANSLATE_NOOP("Remedies", "Turn extended L2 entries off where the image has to go to such a service.")},
    Remedy{"plan.finalLoss",
           QT_TRANSLATE_NOOP("Remedies", "Keep the originals until you are sure that no deleted file is needed.")},
    Remedy{"plan.folderMissing", QT_TRANSLATE_NOOP("Remedies", "Make the folder, or choose another one.")},
    Remedy{"plan.folderNotWritable",
           QT_TRANSLATE_NOOP("Remedies", "Choose another folder, or ask its owner for the right to write.")},
    Remedy{"plan.formatChanges", QT_TRANSLATE_NOOP("Remedies", "Choose a new file as the result in the options.")},
    Remedy{"plan.grows",
           QT_TRANSLATE_NOOP("Remedies", "Leave it as it is, or try compression or smaller clusters in the options.")},
    Remedy{
        "plan.imageCorrupt",
        QT_TRANSLATE_NOOP("Remedies", "Restore it from a backup, or repair it with qemu-img check, then scan again.")},
    Remedy{"plan.imageInUse", QT_TRANSLATE_NOOP("Remedies", "Shut the virtual machine down, then scan again.")},
    Remedy{"plan.inconsistent", QT_TRANSLATE_NOOP("Remedies", "Report this error; nothing was changed.")},
    Remedy{"plan.layerNeeded",
           QT_TRANSLATE_NOOP("Remedies", "Slim the overlays that need it as well; its space comes free after that.")},
    Remedy{"plan.nameClash", QT_TRANSLATE_NOOP("Remedies", "Rename one of the templates, or replace them in place.")},
    Remedy{"plan.noOverlay", QT_TRANSLATE_NOOP("Remedies", "Use deep slim.")},
    Remedy{"plan.noTarget", QT_TRANSLATE_NOOP("Remedies", "Choose in the options where the result goes.")},
    Remedy{"plan.outdated", QT_TRANSLATE_NOOP("Remedies", "Scan again.")},
    Remedy{"plan.ownerChanges",
           QT_TRANSLATE_NOOP("Remedies", "Run it as its owner or as root, or give it back to its owner afterwards.")},
    Remedy{"plan.quick", QT_TRANSLATE_NOOP("Remedies", "Ask for the exact figures first.")},
    Remedy{"plan.sharedClusters",
           QT_TRANSLATE_NOOP("Remedies", "Copy the image as a file, not with a converting tool.")},
    Remedy{"plan.snapshotsLost",
           QT_TRANSLATE_NOOP("Remedies", "Keep the originals where you still need one of the snapshots.")},
    Remedy{"plan.spaceMissing", QT_TRANSLATE_NOOP("Remedies", "Make room, or choose a folder on another disk.")},
    Remedy{"plan.systemFiles",
           QT_TRANSLATE_NOOP("Remedies", "Leave the option off where a suspended system has to go on.")},
    Remedy{"plan.targetExists", QT_TRANSLATE_NOOP("Remedies", "Choose another name, or move that file away.")},
    Remedy{"plan.templateAsBase",
           QT_TRANSLATE_NOOP("Remedies", "Make it read-only after the run, and edit the diffs only.")},
    Remedy{"plan.templateInBase",
           QT_TRANSLATE_NOOP("Remedies", "Leave that template out, choose another base, or write to another folder.")},
    Remedy{"plan.templateOnTemplate",
           QT_TRANSLATE_NOOP("Remedies", "Write to another folder, or leave one of the two out.")},
    Remedy{"plan.templateTwice", QT_TRANSLATE_NOOP("Remedies", "Leave one of the two out.")},
    Remedy{"plan.volumeMountUnknown",
           QT_TRANSLATE_NOOP("Remedies",
                             "Make sure that the guest was shut down, not suspended, before this copy of the "
                             "disk was made.")},
    Remedy{"plan.volumeOrphans",
           QT_TRANSLATE_NOOP("Remedies", "To free that too, start the guest once and shut it down cleanly, then scan "
                                         "again.")},
    Remedy{"plan.volumeReplayed",
           QT_TRANSLATE_NOOP("Remedies", "Nothing to do: the guest replays its journal when it starts. Where it was "
                                         "only suspended, wake it up and shut it down cleanly first.")},
};

/// By reason, by state and type, or by state, as the engine names them; the first that fits.
constexpr std::array volumeRemedies{
    Remedy{"disk.savedMachine",
           QT_TRANSLATE_NOOP("Remedies",
                             "Start the machine again and shut the guest down, or throw the saved state away (virsh "
                             "managedsave-remove, or delete the file), then scan again.")},
    Remedy{"disk.savedSnapshot",
           QT_TRANSLATE_NOOP("Remedies",
                             "Start the machine from that snapshot and shut the guest down, or delete the snapshot "
                             "with qemu-img snapshot -d, then scan again.")},
    Remedy{"dirty/exfat",
           QT_TRANSLATE_NOOP("Remedies", "Check the volume in the guest (Windows: chkdsk /f; Linux: fsck.exfat), shut "
                                         "the guest down, then scan again.")},
    Remedy{"dirty/ntfs",
           QT_TRANSLATE_NOOP("Remedies", "Run chkdsk /f on the volume in Windows, shut it down fully (shutdown /s /f "
                                         "/t 0), then scan again.")},
    Remedy{"dirty/vfat",
           QT_TRANSLATE_NOOP("Remedies", "Check the volume in the guest (Windows: chkdsk /f; Linux: fsck.fat -a), shut "
                                         "the guest down, then scan again.")},
    Remedy{
        "needsRecovery/ntfs",
        QT_TRANSLATE_NOOP("Remedies", "Start Windows and shut it down fully (shutdown /s /f /t 0), then scan again.")},
    Remedy{"needsRecovery/xfs",
           QT_TRANSLATE_NOOP("Remedies",
                             "Start the guest once and shut it down cleanly, then scan again. Or mount a copy once, "
                             "which replays the log: qemu-nbd -c /dev/nbd0 COPY; mount /dev/nbd0p1 /mnt; umount /mnt; "
                             "qemu-nbd -d /dev/nbd0. Do not use xfs_repair -L, which throws the log away.")},
    Remedy{"dirty",
           QT_TRANSLATE_NOOP("Remedies", "Start the guest, let it check the volume, shut it down, then scan again.")},
    Remedy{"hibernated",
           QT_TRANSLATE_NOOP("Remedies",
                             "Start the guest, so that it wakes up, and shut it down fully (Windows: shutdown /s /f /t "
                             "0; Linux: poweroff), then scan again.")},
    Remedy{"needsRecovery",
           QT_TRANSLATE_NOOP("Remedies",
                             "Start the guest once and shut it down cleanly, then scan again. Or mount a copy once, "
                             "which does what is left: qemu-nbd -c /dev/nbd0 COPY; mount /dev/nbd0p1 /mnt; umount "
                             "/mnt; qemu-nbd -d /dev/nbd0.")},
    Remedy{
        "encrypted",
        QT_TRANSLATE_NOOP("Remedies", "Its free space stays: decrypt the volume in the guest where that is allowed.")},
    Remedy{"unknown",
           QT_TRANSLATE_NOOP("Remedies", "Its space counts as used; to give it back, trim it inside the guest.")},
};

template <std::size_t count>
QString textOf(const std::array<Remedy, count>& table, std::string_view key)
{
    const auto found = std::find_if(table.begin(), table.end(), [key](const Remedy& r) { return r.code == key; });
    return found == table.end() ? QString() : QCoreApplication::translate("Remedies", found->text);
}

const engine::Error::Value* valueOf(const engine::PlanNote& note, std::string_view name)
{
    const auto found =
        std::find_if(note.values.begin(), note.values.end(), [name](const auto& value) { return value.first == name; });
    return found == note.values.end() ? nullptr : &found->second;
}

std::uint64_t numberIn(const engine::PlanNote& note, std::string_view name)
{
    const engine::Error::Value* value = valueOf(note, name);
    return value && std::holds_alternative<std::uint64_t>(*value) ? std::get<std::uint64_t>(*value) : 0;
}

std::string textIn(const engine::PlanNote& note, std::string_view name)
{
    const engine::Error::Value* value = valueOf(note, name);
    return value && std::holds_alternative<std::string>(*value) ? std::get<std::string>(*value) : std::string();
}

QString volumeState(const std::string& name)
{
    using State = engine::VolumeState;
    for (const State state : {State::Dirty, State::Hibernated, State::NeedsRecovery, State::Encrypted}) {
        if (engine::name(state) == name)
            return stateText(state);
    }
    return stateText(State::Unknown);
}

QString volumeText(const engine::PlanNote& note)
{
    const std::string type = textIn(note, "type");
    return QCoreApplication::translate("Remedies",
                                       "The volume at %1 (%2, %3) counts as used. Its state is: %4. Its free space "
                                       "cannot be trusted.")
        .arg(sizeText(numberIn(note, "offset")),
             type.empty() ? QCoreApplication::translate("Remedies", "no known type") : plainText(type),
             sizeText(numberIn(note, "length")), volumeState(textIn(note, "state")));
}

QString volumeRemedy(const engine::PlanNote& note)
{
    const std::string state = textIn(note, "state");
    for (const std::string& key : {textIn(note, "reason"), state + '/' + textIn(note, "type")}) {
        if (const QString text = textOf(volumeRemedies, key); !text.isEmpty())
            return text;
    }
    return textOf(volumeRemedies, state);
}

/// Digits in groups, as the person's language has them.
engine::Error::Values grouped(engine::Error::Values values)
{
    for (auto& [name, value] : values) {
        if (const auto* number = std::get_if<std::uint64_t>(&value))
            value = QLocale().toString(static_cast<qulonglong>(*number)).toStdString();
    }
    return values;
}

}  // namespace

QString remedy(const engine::PlanNote& note)
{
    if (note.code == "plan.volumeUntrimmed")
        return volumeRemedy(note);
    return textOf(remedies, note.code);
}

QString noteText(const engine::PlanNote& note)
{
    if (note.code == "plan.volumeUntrimmed")
        return volumeText(note);
    if (note.code == "plan.diskUntrimmed")
        return QCoreApplication::translate("Remedies",
                                           "Nothing on this disk counts as free: its partition table is not trusted.");
    const QString text = sentence(note.code, grouped(note.values));
    // Names keep their letters.
    const bool named = std::any_of(note.values.begin(), note.values.end(), [&text](const auto& value) {
        const auto* name = std::get_if<std::string>(&value.second);
        return name && !name->empty() && text.startsWith(plainText(*name));
    });
    QString whole = wholeSentence(text);
    if (named)
        whole[0] = text[0];
    return whole;
}

QString noteWithRemedy(const engine::PlanNote& note)
{
    return paragraph({noteText(note), remedy(note)});
}

}  // namespace widgets
