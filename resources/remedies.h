#pragma once

#include "resources/sentences.h"

#include <algorithm>

namespace lamella {

/// What a person can do about a code of the engine, by code; {name} stands for the value of that name. "code/kind" is
/// for volumes of that type and images of that format, "system/..." for what the system refuses, and "family." for all
/// codes of that family without one of their own. A test sees to it that each code has one, or is named there as one
/// that needs none.
inline constexpr std::array remedies{
    Sentence{"attribute.lost", QT_TRANSLATE_NOOP("Remedies", "Set it by hand where it matters, or run it as root.")},
    Sentence{"backing.format",
             QT_TRANSLATE_NOOP("Remedies",
                               "Start the template and look whether its files are there, then name the right "
                               "format in the overlay: qemu-img rebase -u -b BASE -F FORMAT OVERLAY.")},
    Sentence{"backing.moved",
             QT_TRANSLATE_NOOP("Remedies", "The doctor finds it and writes its new name into the overlay.")},
    Sentence{"backing.newer",
             QT_TRANSLATE_NOOP("Remedies",
                               "Find out whether the base was really changed; if so, take the base from a backup.")},
    Sentence{"backing.otherName",
             QT_TRANSLATE_NOOP("Remedies",
                               "Open it by the other name only, or remove the name by which its base is not found.")},
    Sentence{"bitmap.", QT_TRANSLATE_NOOP("Remedies",
                                          "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{"btrfs.",
             QT_TRANSLATE_NOOP("Remedies", "Its space counts as used; to give it back, trim it inside the guest.")},
    Sentence{"bundle.notWritten", QT_TRANSLATE_NOOP("Remedies", "Choose another folder or file for it.")},
    Sentence{"chain.loop",
             QT_TRANSLATE_NOOP("Remedies", "Name the right backing image in a copy of it, with qemu-img rebase -u.")},
    Sentence{"chain.memory",
             QT_TRANSLATE_NOOP("Remedies", "Merge some of its layers first, for example with qemu-img commit.")},
    Sentence{"chain.tooDeep",
             QT_TRANSLATE_NOOP("Remedies", "Merge some of its layers first, for example with qemu-img commit.")},
    Sentence{
        "compressed.",
        QT_TRANSLATE_NOOP("Remedies", "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{
        "content.encrypted",
        QT_TRANSLATE_NOOP("Remedies", "Convert it to an image without encryption first, for example with qemu-img.")},
    Sentence{"disk.hibernated",
             QT_TRANSLATE_NOOP("Remedies", "Start the guest, so that it wakes up, and shut it down fully (Windows: "
                                           "shutdown /s /f /t 0; Linux: poweroff), then try again.")},
    Sentence{"disk.savedMachine",
             QT_TRANSLATE_NOOP("Remedies", "Start the machine again and shut the guest down, or throw the saved state "
                                           "away (virsh managedsave-remove, or delete the file), then try again.")},
    Sentence{"disk.savedSnapshot",
             QT_TRANSLATE_NOOP("Remedies", "Start the machine from that snapshot and shut the guest down, or delete "
                                           "the snapshot with qemu-img snapshot -d, then try again.")},
    Sentence{"disk.savedTooMany",
             QT_TRANSLATE_NOOP("Remedies", "Delete the snapshots that nobody needs: qemu-img snapshot -d NAME IMAGE.")},
    Sentence{"document.",
             QT_TRANSLATE_NOOP("Remedies", "Choose a file that this program has written, or mend that place in it.")},
    Sentence{"entry.", QT_TRANSLATE_NOOP("Remedies",
                                         "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{"ext.journalTooLarge",
             QT_TRANSLATE_NOOP(
                 "Remedies",
                 "Start the guest once and shut it down cleanly, then try again. Or mount a copy once, which does what "
                 "is left: qemu-nbd -c /dev/nbd0 COPY; mount /dev/nbd0p1 /mnt; umount /mnt; qemu-nbd -d /dev/nbd0.")},
    Sentence{
        "feature.unknown",
        QT_TRANSLATE_NOOP("Remedies",
                          "A newer QEMU has made it: convert it to a plain qcow2 file with that version of qemu-img.")},
    Sentence{"feature.unknownAutoclear",
             QT_TRANSLATE_NOOP("Remedies", "Convert it to a new qcow2 file first, for example with qemu-img.")},
    Sentence{
        "feature.unnamed",
        QT_TRANSLATE_NOOP("Remedies",
                          "A newer QEMU has made it: convert it to a plain qcow2 file with that version of qemu-img.")},
    Sentence{"field.", QT_TRANSLATE_NOOP("Remedies", "Its header is damaged, made to harm, or of a newer version: take "
                                                     "the file from a backup, or convert it with a newer qemu-img.")},
    Sentence{"field.outsideFile",
             QT_TRANSLATE_NOOP("Remedies", "It was cut off, perhaps while it was copied, or its tables are damaged. "
                                           "Copy it again, or take it from a backup.")},
    Sentence{"file.blockDevice",
             QT_TRANSLATE_NOOP("Remedies", "Copy it to a file first: qemu-img convert -O qcow2 {name} copy.qcow2 (with "
                                           "-f qcow2 where the device holds a qcow2 image).")},
    Sentence{
        "file.ending",
        QT_TRANSLATE_NOOP("Remedies", "Its content counts. Rename it, so that nobody takes it for another format.")},
    Sentence{"file.endingEmpty",
             QT_TRANSLATE_NOOP("Remedies", "It was never written, or it was cut off: take it from a backup.")},
    Sentence{"file.endingRaw", QT_TRANSLATE_NOOP("Remedies", "If it was cut off or overwritten, take it from a backup. "
                                                             "If it is a raw disk, rename it to end with .raw.")},
    Sentence{"file.exchanged",
             QT_TRANSLATE_NOOP("Remedies", "Wait until nothing else works on that folder, then try again.")},
    Sentence{"file.folder", QT_TRANSLATE_NOOP("Remedies", "Name one of the images in it.")},
    Sentence{"file.held",
             QT_TRANSLATE_NOOP(
                 "Remedies",
                 "Wait until the other run is over, then try again; after a crash, recover puts the folder in order.")},
    Sentence{"file.heldBy",
             QT_TRANSLATE_NOOP(
                 "Remedies",
                 "Wait until the other run is over, then try again; after a crash, recover puts the folder in order.")},
    Sentence{"file.noExchange", QT_TRANSLATE_NOOP("Remedies", "Give both files their names by hand.")},
    Sentence{"file.notRegular", QT_TRANSLATE_NOOP("Remedies", "Copy its content to a file first.")},
    Sentence{"file.tooManyClusters",
             QT_TRANSLATE_NOOP("Remedies", "Convert it with larger clusters first, for example with qemu-img.")},
    Sentence{"file.truncated",
             QT_TRANSLATE_NOOP(
                 "Remedies", "It was cut off, perhaps while it was copied. Copy it again, or take it from a backup.")},
    Sentence{"folder.deep",
             QT_TRANSLATE_NOOP("Remedies", "Look through a folder further down by itself, if it is yours.")},
    Sentence{"folder.held", QT_TRANSLATE_NOOP("Remedies", "Wait until the other run is over, then try again.")},
    Sentence{"folder.heldBy", QT_TRANSLATE_NOOP("Remedies", "Wait until the other run is over, then try again.")},
    Sentence{"folder.notOwn",
             QT_TRANSLATE_NOOP("Remedies", "Choose a folder below one that only you and root may change.")},
    Sentence{"format.notReadable",
             QT_TRANSLATE_NOOP("Remedies", "Convert it first: qemu-img convert -f {format} -O qcow2 FILE NEW.qcow2 "
                                           "makes a file that can be slimmed.")},
    Sentence{"format.notReadable/dmg-encrypted",
             QT_TRANSLATE_NOOP("Remedies", "Convert it on macOS: hdiutil convert FILE -format UDTO -o NEW asks for the "
                                           "password and makes NEW.cdr, a raw disk.")},
    Sentence{"format.notReadable/ewf",
             QT_TRANSLATE_NOOP("Remedies", "Export it first: ewfexport -u -f raw -t - FILE > NEW.raw (of the libewf "
                                           "tools) makes a raw disk in one piece.")},
    Sentence{"format.notReadable/iso",
             QT_TRANSLATE_NOOP("Remedies",
                               "It is a medium to install from, which no guest writes to: there is nothing to slim.")},
    Sentence{
        "format.notReadable/luks",
        QT_TRANSLATE_NOOP("Remedies", "Unlock it with qemu-img convert and its key, or trim it inside the guest.")},
    Sentence{"format.notReadable/sparseimage",
             QT_TRANSLATE_NOOP("Remedies",
                               "Convert it on macOS: hdiutil convert FILE -format UDTO -o NEW makes NEW.cdr, a raw "
                               "disk.")},
    Sentence{"format.notReadable/vma",
             QT_TRANSLATE_NOOP("Remedies", "Take the disks out of it on Proxmox VE: vma extract FILE FOLDER.")},
    Sentence{"format.notReadable/vmdk",
             QT_TRANSLATE_NOOP("Remedies",
                               "Convert it first: qemu-img convert -f vmdk -O qcow2 FILE NEW.qcow2 makes a file that "
                               "can be slimmed; of several files, name the small one that describes them.")},
    Sentence{"format.packed", QT_TRANSLATE_NOOP("Remedies", "Unpack it first, and name the image that comes out.")},
    Sentence{"format.packed/7z",
             QT_TRANSLATE_NOOP("Remedies", "Unpack it first (7z x FILE), and name the image that comes out.")},
    Sentence{"format.packed/bzip2",
             QT_TRANSLATE_NOOP("Remedies", "Unpack it first (bzip2 -dk FILE), and name the image that comes out.")},
    Sentence{"format.packed/gzip",
             QT_TRANSLATE_NOOP("Remedies", "Unpack it first (gzip -dk FILE), and name the image that comes out.")},
    Sentence{"format.packed/lz4",
             QT_TRANSLATE_NOOP("Remedies", "Unpack it first (lz4 -d FILE NEW), and name the image that comes out.")},
    Sentence{"format.packed/tar",
             QT_TRANSLATE_NOOP("Remedies",
                               "Unpack it first (tar -xf FILE). The disks in an OVA are VMDK files: qemu-img "
                               "convert -f vmdk -O qcow2 makes images of them that can be slimmed.")},
    Sentence{"format.packed/xz",
             QT_TRANSLATE_NOOP("Remedies", "Unpack it first (xz -dk FILE), and name the image that comes out.")},
    Sentence{"format.packed/zip",
             QT_TRANSLATE_NOOP("Remedies", "Unpack it first (unzip FILE), and name the image that comes out.")},
    Sentence{"format.packed/zstd",
             QT_TRANSLATE_NOOP("Remedies", "Unpack it first (zstd -d FILE), and name the image that comes out.")},
    Sentence{
        "image.checkErrors",
        QT_TRANSLATE_NOOP("Remedies", "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{
        "image.corrupt",
        QT_TRANSLATE_NOOP("Remedies", "Restore it from a backup, or repair it with qemu-img check, then try again.")},
    Sentence{
        "image.corruptions",
        QT_TRANSLATE_NOOP("Remedies", "Restore it from a backup, or repair it with qemu-img check, then try again.")},
    Sentence{
        "image.dirty",
        QT_TRANSLATE_NOOP("Remedies", "Open and close it once with QEMU, for example with qemu-img check -r all.")},
    Sentence{"image.inUse", QT_TRANSLATE_NOOP("Remedies", "Shut the virtual machine down, then try again.")},
    Sentence{
        "journal.invalid",
        QT_TRANSLATE_NOOP("Remedies", "Look at the images beside it, and remove it by hand where they are whole.")},
    Sentence{"l1.", QT_TRANSLATE_NOOP("Remedies",
                                      "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{"l2.", QT_TRANSLATE_NOOP("Remedies",
                                      "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{"layout.diskTooLarge", QT_TRANSLATE_NOOP("Remedies", "Choose larger clusters.")},
    Sentence{"layout.fileTooLarge", QT_TRANSLATE_NOOP("Remedies", "Choose larger clusters.")},
    Sentence{"layout.nameTooLong", QT_TRANSLATE_NOOP("Remedies", "Move the images to a folder with a shorter path.")},
    Sentence{"leaks.",
             QT_TRANSLATE_NOOP(
                 "Remedies", "Slim it: the result has no leaks. Or repair a copy of it with qemu-img check -r leaks.")},
    Sentence{"lesson.leftOut",
             QT_TRANSLATE_NOOP("Remedies", "Keep the lessons of each course in a folder of its own.")},
    Sentence{"lvm.",
             QT_TRANSLATE_NOOP("Remedies", "Its space counts as used; to give it back, trim it inside the guest.")},
    Sentence{"lvm.copies",
             QT_TRANSLATE_NOOP("Remedies", "Let LVM write its metadata anew in the guest (vgck --updatemetadata "
                                           "{group}), then try again.")},
    Sentence{
        "lvm.missing",
        QT_TRANSLATE_NOOP("Remedies", "Give the image of that disk too (--with IMAGE). Nothing is written to it.")},
    Sentence{
        "lvm.noMetadata",
        QT_TRANSLATE_NOOP(
            "Remedies", "Give the images of the group's other disks too (--with IMAGE). Nothing is written to them.")},
    Sentence{
        "memory.budget",
        QT_TRANSLATE_NOOP("Remedies",
                          "Convert it with larger clusters first, for example with qemu-img: its tables get smaller.")},
    Sentence{"name.blockDevice",
             QT_TRANSLATE_NOOP("Remedies", "Copy the device to a file (qemu-img convert -O qcow2), and name that file "
                                           "in a copy of the overlay (qemu-img rebase -u -b FILE -F qcow2).")},
    Sentence{"name.fromStart",
             QT_TRANSLATE_NOOP("Remedies", "If that is not the base that the machine uses, write the right name into a "
                                           "copy of the overlay with qemu-img rebase -u.")},
    Sentence{"name.invalid",
             QT_TRANSLATE_NOOP("Remedies", "Name the right backing image in a copy of it, with qemu-img rebase -u.")},
    Sentence{"name.protocol",
             QT_TRANSLATE_NOOP("Remedies", "Copy it to a file (qemu-img convert -O qcow2), and name that file in a "
                                           "copy of the overlay (qemu-img rebase -u -b FILE -F qcow2).")},
    Sentence{"name.system",
             QT_TRANSLATE_NOOP(
                 "Remedies",
                 "Images never need one. Name the right backing image in a copy of it, with qemu-img rebase -u.")},
    Sentence{"ntfs.libraryRefuses",
             QT_TRANSLATE_NOOP("Remedies", "Start the guest, let it check the volume, shut it down, then try again.")},
    Sentence{"ntfs.shadowCopies",
             QT_TRANSLATE_NOOP("Remedies", "In Windows: vssadmin delete shadows /all, then shut it down fully.")},
    Sentence{"ntfs.version",
             QT_TRANSLATE_NOOP("Remedies", "Its space counts as used; to give it back, trim it inside the guest.")},
    Sentence{"originals.noResult",
             QT_TRANSLATE_NOOP("Remedies", "Restore it, or delete it by hand if nothing needs it.")},
    Sentence{"originals.otherName", QT_TRANSLATE_NOOP("Remedies", "Name the file as it is kept.")},
    Sentence{"originals.partOfRun", QT_TRANSLATE_NOOP("Remedies", "Name all originals of the run.")},
    Sentence{"path.foreign",
             QT_TRANSLATE_NOOP(
                 "Remedies",
                 "Name the place by its real path, or write to a folder that is yours, or run it as that user.")},
    Sentence{"plan.accessNarrowed",
             QT_TRANSLATE_NOOP("Remedies", "Give the new file more permissions where everybody may see all of it.")},
    Sentence{"plan.activeNeeded",
             QT_TRANSLATE_NOOP("Remedies", "Write the result to a new file, or slim the overlays that need it first.")},
    Sentence{
        "plan.baseFormat",
        QT_TRANSLATE_NOOP("Remedies", "Start the template and look whether its files are there before you slim it.")},
    Sentence{"plan.baseGrows", QT_TRANSLATE_NOOP("Remedies", "Nothing to do: only the sum of the files counts.")},
    Sentence{"plan.baseNewer",
             QT_TRANSLATE_NOOP("Remedies", "Start the template once and check its files before you trust the result.")},
    Sentence{
        "plan.baseShared",
        QT_TRANSLATE_NOOP("Remedies", "Use standard slim, or let all overlays share a new base with base sharing.")},
    Sentence{
        "plan.baseStays",
        QT_TRANSLATE_NOOP("Remedies", "Use standard slim, or let all overlays share a new base with base sharing.")},
    Sentence{"plan.bitmapsLost",
             QT_TRANSLATE_NOOP("Remedies", "Make a full backup after the run; incremental ones start anew.")},
    Sentence{"plan.blocked", QT_TRANSLATE_NOOP("Remedies", "Do what the reason asks for, then plan again.")},
    Sentence{"plan.compatChanges",
             QT_TRANSLATE_NOOP("Remedies", "Only QEMU before 1.1 (2012) needs 0.10; for such a host, convert the "
                                           "result with qemu-img convert -o compat=0.10.")},
    Sentence{"plan.compressedBase", QT_TRANSLATE_NOOP("Remedies", "Try --compress zstd, and compare both figures.")},
    Sentence{
        "plan.contentUnreadable",
        QT_TRANSLATE_NOOP("Remedies", "Convert it to an image without encryption first, for example with qemu-img.")},
    Sentence{
        "plan.dataFile",
        QT_TRANSLATE_NOOP(
            "Remedies",
            "Convert it to an image without a data file first (qemu-img convert -O qcow2), then plan with that one.")},
    Sentence{"plan.diskUntrimmed",
             QT_TRANSLATE_NOOP("Remedies", "Repair the partition table in the guest, then try again.")},
    Sentence{
        "plan.extendedL2",
        QT_TRANSLATE_NOOP("Remedies", "Turn extended L2 entries off where the image has to go to such a service.")},
    Sentence{"plan.finalLoss",
             QT_TRANSLATE_NOOP("Remedies", "Keep the originals until you are sure that no deleted file is needed.")},
    Sentence{"plan.folderMissing", QT_TRANSLATE_NOOP("Remedies", "Make the folder, or choose another one.")},
    Sentence{"plan.folderNotWritable",
             QT_TRANSLATE_NOOP("Remedies", "Choose another folder, or ask its owner for the right to write.")},
    Sentence{
        "plan.foreignLayer",
        QT_TRANSLATE_NOOP("Remedies", "Write the result to a new file instead, or make the chain belong to one user.")},
    Sentence{"plan.formatChanges", QT_TRANSLATE_NOOP("Remedies", "Name a new file with --to.")},
    Sentence{"plan.grows", QT_TRANSLATE_NOOP("Remedies", "Leave it as it is, or try compression or smaller clusters.")},
    Sentence{
        "plan.imageCorrupt",
        QT_TRANSLATE_NOOP("Remedies", "Restore it from a backup, or repair it with qemu-img check, then try again.")},
    Sentence{"plan.imageInUse", QT_TRANSLATE_NOOP("Remedies", "Shut the virtual machine down, then try again.")},
    Sentence{"plan.inconsistent", QT_TRANSLATE_NOOP("Remedies", "Report this error; nothing was changed.")},
    Sentence{"plan.layerNeeded",
             QT_TRANSLATE_NOOP("Remedies", "Slim the overlays that need it as well; its space comes free after that.")},
    Sentence{
        "plan.lazyRefcountsLost",
        QT_TRANSLATE_NOOP("Remedies",
                          "If the machine needs them, turn them on again with qemu-img amend -o lazy_refcounts=on.")},
    Sentence{"plan.leadsElsewhere",
             QT_TRANSLATE_NOOP("Remedies", "Remove that link, or write the result to a new file.")},
    Sentence{"plan.nameTooLong", QT_TRANSLATE_NOOP("Remedies", "Give the file a shorter name.")},
    Sentence{"plan.noBackingName",
             QT_TRANSLATE_NOOP("Remedies", "Write the result to a folder that is nearer to its base.")},
    Sentence{"plan.noOverlay", QT_TRANSLATE_NOOP("Remedies", "Use deep slim.")},
    Sentence{"plan.noTarget",
             QT_TRANSLATE_NOOP("Remedies", "Name the new file with --to, or replace the old ones with --replace.")},
    Sentence{"plan.notAlone",
             QT_TRANSLATE_NOOP(
                 "Remedies",
                 "Add the folders where such images are to the library, or say before the run that there are none.")},
    Sentence{"plan.originalsRest",
             QT_TRANSLATE_NOOP("Remedies", "Delete these originals first where they are not wanted any more.")},
    Sentence{"plan.otherNames",
             QT_TRANSLATE_NOOP("Remedies", "Name the folder where they are as one to search, and plan again.")},
    Sentence{"plan.outdated",
             QT_TRANSLATE_NOOP("Remedies", "Plan again: the figures are those of the files as they were.")},
    Sentence{"plan.ownerChanges",
             QT_TRANSLATE_NOOP("Remedies", "Run it as its owner or as root, or give it back to its owner afterwards.")},
    Sentence{
        "plan.ownersDiffer",
        QT_TRANSLATE_NOOP(
            "Remedies",
            "Give the new file the owner and the permissions that it needs, once you know who may see all of it.")},
    Sentence{"plan.quick", QT_TRANSLATE_NOOP("Remedies", "Plan it with --exact.")},
    Sentence{"plan.searchBound",
             QT_TRANSLATE_NOOP("Remedies", "Add the folders where images may need these files to the library.")},
    Sentence{"plan.searchSkipped", QT_TRANSLATE_NOOP("Remedies", "Make sure that no image there needs these files.")},
    Sentence{"plan.sharedClusters",
             QT_TRANSLATE_NOOP("Remedies", "Copy the image as a file, not with a converting tool.")},
    Sentence{"plan.snapshotsLost",
             QT_TRANSLATE_NOOP("Remedies", "Keep the originals where you still need one of the snapshots.")},
    Sentence{"plan.spaceLinked", QT_TRANSLATE_NOOP("Remedies", "Delete the other names too, if nobody needs them.")},
    Sentence{"plan.spaceMissing", QT_TRANSLATE_NOOP("Remedies", "Make room, or choose a folder on another disk.")},
    Sentence{"plan.spaceShared", QT_TRANSLATE_NOOP("Remedies", "Slim or delete the files that share them as well.")},
    Sentence{"plan.systemFiles",
             QT_TRANSLATE_NOOP("Remedies", "Leave the option off where a suspended system has to go on.")},
    Sentence{"plan.targetExists", QT_TRANSLATE_NOOP("Remedies", "Choose another name, or move that file away.")},
    Sentence{"plan.templateAsBase",
             QT_TRANSLATE_NOOP("Remedies", "Make it read-only after the run, and edit the diffs only.")},
    Sentence{
        "plan.templateInBase",
        QT_TRANSLATE_NOOP("Remedies", "Leave that template out, choose another base, or write to another folder.")},
    Sentence{"plan.templateOnTemplate",
             QT_TRANSLATE_NOOP("Remedies", "Write to another folder, or leave one of the two out.")},
    Sentence{"plan.templateTwice", QT_TRANSLATE_NOOP("Remedies", "Leave one of the two out.")},
    Sentence{"plan.volumeMountUnknown",
             QT_TRANSLATE_NOOP(
                 "Remedies",
                 "Make sure that the guest was shut down, not suspended, before this copy of the disk was made.")},
    Sentence{"plan.volumeOrphans",
             QT_TRANSLATE_NOOP("Remedies",
                               "To free that too, start the guest once and shut it down cleanly, then try again.")},
    Sentence{"plan.volumeReplayed",
             QT_TRANSLATE_NOOP("Remedies", "Nothing to do: the guest replays its journal when it starts. Where it was "
                                           "only suspended, wake it up and shut it down cleanly first.")},
    Sentence{"plan.volumeUntrimmed",
             QT_TRANSLATE_NOOP("Remedies", "Its space counts as used; to give it back, trim it inside the guest.")},
    Sentence{"plan.wholePath",
             QT_TRANSLATE_NOOP("Remedies", "Open the image by one path only, or leave both in place.")},
    Sentence{"qcow2.", QT_TRANSLATE_NOOP("Remedies",
                                         "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{"receipt.notStored",
             QT_TRANSLATE_NOOP("Remedies", "Make that folder writable, and keep receipts in a file of your own.")},
    Sentence{"recover.conflict",
             QT_TRANSLATE_NOOP("Remedies", "Look at both files, and remove the one that is not needed by hand.")},
    Sentence{"recover.notAlone",
             QT_TRANSLATE_NOOP("Remedies",
                               "If there are none, recover with --alone; where the exchange was taken back, "
                               "run the operation again.")},
    Sentence{"recover.overlay",
             QT_TRANSLATE_NOOP("Remedies",
                               "Where the exchange was taken back, run the operation again; where it stays, "
                               "move or delete that overlay first.")},
    Sentence{"recover.owner", QT_TRANSLATE_NOOP("Remedies", "Run it as that user.")},
    Sentence{"recover.path",
             QT_TRANSLATE_NOOP("Remedies",
                               "Where the exchange was taken back, run the operation again; where it stays, "
                               "put the files back where they were.")},
    Sentence{"recover.running", QT_TRANSLATE_NOOP("Remedies", "Wait until that run has ended.")},
    Sentence{"recover.sameJournal",
             QT_TRANSLATE_NOOP("Remedies", "Find out who gave it several names; then remove the others by hand.")},
    Sentence{"recover.unknownHolder",
             QT_TRANSLATE_NOOP("Remedies", "Make sure that no run is going on, then remove it by hand.")},
    Sentence{"refcount.", QT_TRANSLATE_NOOP(
                              "Remedies", "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{
        "refcountBlock.",
        QT_TRANSLATE_NOOP("Remedies", "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{
        "refcountTable.",
        QT_TRANSLATE_NOOP("Remedies", "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{
        "reference.",
        QT_TRANSLATE_NOOP("Remedies", "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{"relink.contradicted",
             QT_TRANSLATE_NOOP("Remedies", "Choose another image, or take the right one from a backup.")},
    Sentence{"relink.format",
             QT_TRANSLATE_NOOP("Remedies", "Put the backing image back where its overlay looks for it.")},
    Sentence{"relink.incomplete", QT_TRANSLATE_NOOP("Remedies", "Find the missing layers of that image first.")},
    Sentence{"relink.unexpected", QT_TRANSLATE_NOOP("Remedies", "Report this error; nothing was changed.")},
    Sentence{"relink.unproven", QT_TRANSLATE_NOOP("Remedies", "Name it only if you know that it is the right one.")},
    Sentence{
        "repair.unexpected",
        QT_TRANSLATE_NOOP("Remedies", "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{"restore.changed", QT_TRANSLATE_NOOP("Remedies", "Keep what it holds under another name first.")},
    Sentence{"restore.notAlone",
             QT_TRANSLATE_NOOP("Remedies",
                               "Add the folders where such images are to the library, or say that there are none.")},
    Sentence{"snapshot.", QT_TRANSLATE_NOOP(
                              "Remedies", "Repair a copy of it with qemu-img check -r all, or take it from a backup.")},
    Sentence{"snapshot.unknown", QT_TRANSLATE_NOOP("Remedies", "Its snapshots are listed with its facts.")},
    Sentence{"system/denied", QT_TRANSLATE_NOOP("Remedies", "Run it as a user who may read and write it.")},
    Sentence{"system/full", QT_TRANSLATE_NOOP("Remedies", "Make room, or choose a folder on another disk.")},
    Sentence{"system/missing",
             QT_TRANSLATE_NOOP("Remedies",
                               "Check the name and its folder. Where a backing image was moved, the doctor finds it.")},
    Sentence{"system/readOnly",
             QT_TRANSLATE_NOOP("Remedies", "Choose a folder on a file system that can be written to.")},
    Sentence{"table.", QT_TRANSLATE_NOOP("Remedies", "Repair the partition table in the guest, then try again.")},
    Sentence{
        "table.backupBroken",
        QT_TRANSLATE_NOOP("Remedies", "Let gdisk write both copies of the table anew in the guest, then try again.")},
    Sentence{
        "table.backupDiffers",
        QT_TRANSLATE_NOOP("Remedies", "Let gdisk write both copies of the table anew in the guest, then try again.")},
    Sentence{
        "table.backupNotAtEnd",
        QT_TRANSLATE_NOOP("Remedies", "Let gdisk write both copies of the table anew in the guest, then try again.")},
    Sentence{"table.cutOff",
             QT_TRANSLATE_NOOP("Remedies", "Make the image as large as it was (qemu-img resize), or take it from a "
                                           "backup. What a file held behind its end is lost.")},
    Sentence{"table.managed",
             QT_TRANSLATE_NOOP("Remedies", "Its space counts as used; to give it back, trim it inside the guest.")},
    Sentence{"table.outside",
             QT_TRANSLATE_NOOP("Remedies", "Make the image as large as it was (qemu-img resize), or take it from a "
                                           "backup. What a file held behind its end is lost.")},
    Sentence{
        "table.primaryBroken",
        QT_TRANSLATE_NOOP("Remedies", "Let gdisk write both copies of the table anew in the guest, then try again.")},
    Sentence{"table.sectorSize",
             QT_TRANSLATE_NOOP("Remedies", "Only its owner knows which of the two is a leftover. Remove that one in "
                                           "the guest with wipefs, after a backup.")},
    Sentence{"table.twoMeanings",
             QT_TRANSLATE_NOOP("Remedies", "Only its owner knows which of the two is a leftover. Remove that one in "
                                           "the guest with wipefs, after a backup.")},
    Sentence{"target.exists", QT_TRANSLATE_NOOP("Remedies", "Choose another name, or move that file away.")},
    Sentence{
        "verify.",
        QT_TRANSLATE_NOOP(
            "Remedies", "Try again. If it fails again, check the disk and the memory of this machine, and report it.")},
    Sentence{"volume.",
             QT_TRANSLATE_NOOP("Remedies", "Its space counts as used; to give it back, trim it inside the guest.")},
    Sentence{"volume.checksum",
             QT_TRANSLATE_NOOP("Remedies", "Start the guest, let it check the volume, shut it down, then try again.")},
    Sentence{"volume.contradiction",
             QT_TRANSLATE_NOOP("Remedies", "Start the guest, let it check the volume, shut it down, then try again.")},
    Sentence{"volume.cutOff",
             QT_TRANSLATE_NOOP("Remedies", "Make the image as large as it was (qemu-img resize), or take it from a "
                                           "backup. What a file held behind its end is lost.")},
    Sentence{"volume.dirty",
             QT_TRANSLATE_NOOP("Remedies", "Start the guest, let it check the volume, shut it down, then try again.")},
    Sentence{"volume.dirty/exfat",
             QT_TRANSLATE_NOOP("Remedies", "Check the volume in the guest (Windows: chkdsk /f; Linux: fsck.exfat), "
                                           "shut the guest down, then try again.")},
    Sentence{"volume.dirty/ntfs",
             QT_TRANSLATE_NOOP(
                 "Remedies",
                 "Run chkdsk /f on the volume in Windows, shut it down fully (shutdown /s /f /t 0), then try again.")},
    Sentence{"volume.dirty/vfat",
             QT_TRANSLATE_NOOP("Remedies", "Check the volume in the guest (Windows: chkdsk /f; Linux: fsck.fat -a), "
                                           "shut the guest down, then try again.")},
    Sentence{
        "volume.encrypted",
        QT_TRANSLATE_NOOP("Remedies", "Its free space stays: decrypt the volume in the guest where that is allowed.")},
    Sentence{"volume.freeCount",
             QT_TRANSLATE_NOOP("Remedies", "Start the guest, let it check the volume, shut it down, then try again.")},
    Sentence{"volume.hibernated",
             QT_TRANSLATE_NOOP("Remedies", "Start the guest, so that it wakes up, and shut it down fully (Windows: "
                                           "shutdown /s /f /t 0; Linux: poweroff), then try again.")},
    Sentence{"volume.liveBlockFree",
             QT_TRANSLATE_NOOP("Remedies", "Start the guest, let it check the volume, shut it down, then try again.")},
    Sentence{"volume.mountUnknown",
             QT_TRANSLATE_NOOP(
                 "Remedies",
                 "Make sure that the guest was shut down, not suspended, before this copy of the disk was made.")},
    Sentence{"volume.needsRecovery",
             QT_TRANSLATE_NOOP(
                 "Remedies",
                 "Start the guest once and shut it down cleanly, then try again. Or mount a copy once, which does what "
                 "is left: qemu-nbd -c /dev/nbd0 COPY; mount /dev/nbd0p1 /mnt; umount /mnt; qemu-nbd -d /dev/nbd0.")},
    Sentence{
        "volume.needsRecovery/ntfs",
        QT_TRANSLATE_NOOP("Remedies", "Start Windows and shut it down fully (shutdown /s /f /t 0), then try again.")},
    Sentence{"volume.needsRecovery/xfs",
             QT_TRANSLATE_NOOP("Remedies",
                               "Start the guest once and shut it down cleanly, then try again. Or mount a copy once, "
                               "which replays the log: qemu-nbd -c /dev/nbd0 COPY; mount /dev/nbd0p1 /mnt; umount "
                               "/mnt; qemu-nbd -d /dev/nbd0. Do not use xfs_repair -L, which throws the log away.")},
    Sentence{
        "volume.noSignature",
        QT_TRANSLATE_NOOP(
            "Remedies",
            "If it holds nothing, discard it in the guest (blkdiscard) or fill it with zeros: zeros are dropped.")},
    Sentence{"volume.notRead",
             QT_TRANSLATE_NOOP("Remedies", "Its space counts as used; to give it back, trim it inside the guest.")},
    Sentence{"volume.orphans",
             QT_TRANSLATE_NOOP("Remedies",
                               "To free that too, start the guest once and shut it down cleanly, then try again.")},
    Sentence{"volume.outside",
             QT_TRANSLATE_NOOP("Remedies", "Start the guest, let it check the volume, shut it down, then try again.")},
    Sentence{"volume.replayed",
             QT_TRANSLATE_NOOP("Remedies", "Nothing to do: the guest replays its journal when it starts. Where it was "
                                           "only suspended, wake it up and shut it down cleanly first.")},
    Sentence{"volume.twoSignatures",
             QT_TRANSLATE_NOOP("Remedies", "Only its owner knows which of the two is a leftover. Remove that one in "
                                           "the guest with wipefs, after a backup.")},
};

/// Of that code, type or family and of no other; null: none.
inline const char* remedyFor(std::string_view code)
{
    const auto found = std::lower_bound(remedies.begin(), remedies.end(), code,
                                        [](const Sentence& one, std::string_view wanted) { return one.code < wanted; });
    return found == remedies.end() || found->code != code ? nullptr : found->text;
}

}  // namespace lamella
