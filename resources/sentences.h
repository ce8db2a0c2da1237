#pragma once

#include <array>
#include <string_view>

#ifndef QT_TRANSLATE_NOOP
/// Marks a text for lupdate; the command line, which has no Qt, speaks English.
#define QT_TRANSLATE_NOOP(context, text) text
#endif

namespace lamella {

/// The English text of a code of the engine; {name} stands for the value of that name.
struct Sentence {
    std::string_view code;
    const char* text;
};

/// By code. A test sees to it that no code of the engine is without one.
inline constexpr std::array sentences{
    Sentence{"attribute.lost", QT_TRANSLATE_NOOP("Sentences", "{path} cannot get the {attribute} of its original")},
    Sentence{
        "backing.format",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "it says that its base {path} is {named}, which looks like {format}: the wrong one shows other content")},
    Sentence{
        "backing.formatUnknown",
        QT_TRANSLATE_NOOP("Sentences",
                          "the header does not say the format of {name}; name it with --backing-format PATH=FORMAT")},
    Sentence{"backing.moved", QT_TRANSLATE_NOOP("Sentences", "a file of that name is at {path}")},
    Sentence{"backing.newer", QT_TRANSLATE_NOOP("Sentences", "its base {path} was modified after it was created")},
    Sentence{"backing.otherName",
             QT_TRANSLATE_NOOP("Sentences", "under its other name {path} its base is missing or another one")},
    Sentence{"bitmap.directory",
             QT_TRANSLATE_NOOP("Sentences", "the bitmap directory does not hold {bitmaps} bitmaps")},
    Sentence{"bitmap.directoryUnreadable", QT_TRANSLATE_NOOP("Sentences", "the bitmap directory cannot be read")},
    Sentence{"bitmap.entry", QT_TRANSLATE_NOOP("Sentences", "bitmap table entry {entry} is not valid")},
    Sentence{"bitmap.unreadable", QT_TRANSLATE_NOOP("Sentences", "a bitmap cannot be looked at")},
    Sentence{"btrfs.checksum", QT_TRANSLATE_NOOP("Sentences", "this system does not compute its checksums ({name})")},
    Sentence{"btrfs.devices", QT_TRANSLATE_NOOP("Sentences", "it spreads over {count} devices")},
    Sentence{"btrfs.profile",
             QT_TRANSLATE_NOOP("Sentences", "a part of it has the profile {profile}, which is not read")},
    Sentence{"bundle.format", QT_TRANSLATE_NOOP("Sentences", "{name} has to end with .zip or .tar.zst")},
    Sentence{"bundle.notWritten", QT_TRANSLATE_NOOP("Sentences", "the bundle was not written ({reason})")},
    Sentence{"chain.loop", QT_TRANSLATE_NOOP("Sentences", "{name} is already a layer of this chain")},
    Sentence{"chain.memory",
             QT_TRANSLATE_NOOP("Sentences", "the tables of all layers take {value:size}, the limit is {limit:size}")},
    Sentence{"chain.tooDeep", QT_TRANSLATE_NOOP("Sentences", "{field} is {value}, the limit is {limit}")},
    Sentence{"check.format",
             QT_TRANSLATE_NOOP("Sentences", "images of the format {format} have no structure to check")},
    Sentence{"compressed.broken",
             QT_TRANSLATE_NOOP("Sentences", "a compressed cluster cannot be unpacked after {value} of {limit} bytes")},
    Sentence{"compressed.long",
             QT_TRANSLATE_NOOP("Sentences", "a compressed cluster unpacks to more than the limit of {limit} bytes")},
    Sentence{"compressed.short",
             QT_TRANSLATE_NOOP("Sentences", "a compressed cluster unpacks to {value} bytes instead of {limit}")},
    Sentence{"content.encrypted", QT_TRANSLATE_NOOP("Sentences", "the content is encrypted ({method})")},
    Sentence{"diagnosis.baseFormat",
             QT_TRANSLATE_NOOP("Sentences", "{path} says that its base {base} is {named}, which looks like {format}; "
                                            "if that is so, it shows nothing of what the base holds")},
    Sentence{
        "diagnosis.baseNewer",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{base} was modified after {path} was created on top of it; content of {path} may not fit it any more")},
    Sentence{"diagnosis.behindFileSystem",
             QT_TRANSLATE_NOOP("Sentences", "{path} stores {bytes:size} behind the end of a file system that is "
                                            "smaller than its partition; they count as used")},
    Sentence{"diagnosis.bitmapBroken",
             QT_TRANSLATE_NOOP("Sentences", "the dirty bitmap {name} of {path} was not saved properly")},
    Sentence{"diagnosis.bitmaps", QT_TRANSLATE_NOOP("Sentences", "{count} dirty bitmaps take {bytes:size} of {path}")},
    Sentence{"diagnosis.changesLeftOut",
             QT_TRANSLATE_NOOP("Sentences", "{count} further layers and snapshots were not compared file by file")},
    Sentence{"diagnosis.clusterSize",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "clusters of {better:size} instead of {clusterSize:size} would save about {saved:size} of {path}")},
    Sentence{"diagnosis.corrupt",
             QT_TRANSLATE_NOOP("Sentences", "the tables of {path} contradict each other at {count} places")},
    Sentence{
        "diagnosis.cut",
        QT_TRANSLATE_NOOP(
            "Sentences", "{path} ends after {length:size}, and its tables name content behind that: the file was cut")},
    Sentence{"diagnosis.dataFile",
             QT_TRANSLATE_NOOP("Sentences", "the content of {path} is in the external data file {file}, {length:size} "
                                            "long, {disk:size} on disk, which is not in these sums")},
    Sentence{"diagnosis.diskUntrusted",
             QT_TRANSLATE_NOOP(
                 "Sentences", "the partition table is not trusted ({reason}), so that all of the disk counts as used")},
    Sentence{"diagnosis.duplicates",
             QT_TRANSLATE_NOOP("Sentences", "{path} stores {bytes:size} that the layers below give as well")},
    Sentence{"diagnosis.encrypted",
             QT_TRANSLATE_NOOP("Sentences", "{path} is encrypted ({method}): what is in it cannot be told apart")},
    Sentence{"diagnosis.fragmentation",
             QT_TRANSLATE_NOOP("Sentences",
                               "{bytes:size} of {path} are free, but lie in one cluster with something that is used")},
    Sentence{"diagnosis.garbage",
             QT_TRANSLATE_NOOP("Sentences", "{path} stores {bytes:size} that its guest does not use any more")},
    Sentence{"diagnosis.hidden", QT_TRANSLATE_NOOP("Sentences", "{path} stores {bytes:size} that upper layers cover")},
    Sentence{"diagnosis.inUse",
             QT_TRANSLATE_NOOP("Sentences", "{path} is open in another process that may write to it")},
    Sentence{"diagnosis.leaks",
             QT_TRANSLATE_NOOP("Sentences", "{bytes:size} of {path} are marked as used and referred to by nothing")},
    Sentence{"diagnosis.linkBroken",
             QT_TRANSLATE_NOOP("Sentences", "{path} does not exist; {overlay} names it {name} as its backing image")},
    Sentence{"diagnosis.markedCorrupt",
             QT_TRANSLATE_NOOP("Sentences", "{path} was found corrupt before, and is marked so")},
    Sentence{"diagnosis.preallocated",
             QT_TRANSLATE_NOOP("Sentences", "{bytes:size} of {path} are reserved, and nothing was ever written there")},
    Sentence{"diagnosis.refcountsOutdated",
             QT_TRANSLATE_NOOP("Sentences", "{path} was not closed properly: its reference counts are not up to date")},
    Sentence{"diagnosis.snapshots",
             QT_TRANSLATE_NOOP("Sentences",
                               "{count} internal snapshots keep {bytes:size} of {path} that nothing else needs")},
    Sentence{"diagnosis.tablesBroken",
             QT_TRANSLATE_NOOP("Sentences", "{path} cannot be read as far as this needs ({reason})")},
    Sentence{"diagnosis.unreadable", QT_TRANSLATE_NOOP("Sentences", "{path} cannot be read ({reason})")},
    Sentence{"diagnosis.unused",
             QT_TRANSLATE_NOOP("Sentences", "{bytes:size} inside {path} are free, but the file keeps its length")},
    Sentence{"diagnosis.volumeUntrusted",
             QT_TRANSLATE_NOOP("Sentences", "the free space of {volume} is not trusted: {reason}")},
    Sentence{"diagnosis.volumesLeftOut",
             QT_TRANSLATE_NOOP("Sentences", "{count} further volumes are counted with what lies outside of volumes")},
    Sentence{"diagnosis.zeros", QT_TRANSLATE_NOOP("Sentences", "{path} stores {bytes:size} of zeros")},
    Sentence{"disk.hibernated",
             QT_TRANSLATE_NOOP("Sentences", "a suspended system on this disk, in {place}, still has it open")},
    Sentence{"disk.savedMachine",
             QT_TRANSLATE_NOOP("Sentences", "a machine that was saved in {path} will go on with this disk as it is")},
    Sentence{"disk.savedSnapshot",
             QT_TRANSLATE_NOOP(
                 "Sentences", "the disk is still as in the snapshot {snapshot}, which was taken of a running machine")},
    Sentence{"disk.savedTooMany",
             QT_TRANSLATE_NOOP("Sentences",
                               "a saved machine may go on from one of its internal snapshots; no more than "
                               "{limit} were compared with the disk")},
    Sentence{"doctor.ambiguous",
             QT_TRANSLATE_NOOP("Sentences", "several different images fit equally well; say which one with --use")},
    Sentence{"doctor.noCandidate",
             QT_TRANSLATE_NOOP("Sentences", "it is none of the images that may be the missing one")},
    Sentence{"doctor.noneProven",
             QT_TRANSLATE_NOOP("Sentences", "no image was found that is proven to be the missing one; name more "
                                            "folders with --search, or say which one with --use")},
    Sentence{"document.deep", QT_TRANSLATE_NOOP("Sentences", "it is nested more than {limit} deep")},
    Sentence{"document.long", QT_TRANSLATE_NOOP("Sentences", "{field} is too long: {value}, the limit is {limit}")},
    Sentence{"document.missing", QT_TRANSLATE_NOOP("Sentences", "{field} is missing")},
    Sentence{"document.number", QT_TRANSLATE_NOOP("Sentences", "{field} is {value}; {least} to {most} is possible")},
    Sentence{"document.range", QT_TRANSLATE_NOOP("Sentences", "a number in it is too large")},
    Sentence{"document.syntax", QT_TRANSLATE_NOOP("Sentences", "it is no JSON text; what is wrong is at byte {byte}")},
    Sentence{"document.type",
             QT_TRANSLATE_NOOP("Sentences", "{field} is not of the type that is needed there: {wanted}")},
    Sentence{"document.unknown", QT_TRANSLATE_NOOP("Sentences", "{field} is not known here; is it misspelled?")},
    Sentence{"document.value", QT_TRANSLATE_NOOP("Sentences", "{field} is {value}, which is not possible there")},
    Sentence{"entry.copiedFlag",
             QT_TRANSLATE_NOOP("Sentences", "the copied flag of an entry does not fit its refcount {refcount}")},
    Sentence{
        "exchange.interrupted",
        QT_TRANSLATE_NOOP("Sentences",
                          "the exchange of files stopped half-way ({reason}); run lamella-cli recover on this folder")},
    Sentence{"exchange.journalLeft",
             QT_TRANSLATE_NOOP("Sentences",
                               "all is done, but {path} could not be removed; run lamella-cli recover on its folder")},
    Sentence{"ext.journalTooLarge",
             QT_TRANSLATE_NOOP("Sentences", "its journal has more than {limit} blocks to put back")},
    Sentence{
        "feature.unknown",
        QT_TRANSLATE_NOOP("Sentences", "{field} is {value}, bit {bit} ({name}) is not known; known bits: {limit}")},
    Sentence{"feature.unknownAutoclear",
             QT_TRANSLATE_NOOP("Sentences", "autoclear feature bits {value} are not known")},
    Sentence{"feature.unnamed",
             QT_TRANSLATE_NOOP("Sentences", "{field} is {value}, bit {bit} is not known; known bits: {limit}")},
    Sentence{"field.missing", QT_TRANSLATE_NOOP("Sentences", "{field} is missing")},
    Sentence{"field.notAllowed", QT_TRANSLATE_NOOP("Sentences", "{field} is {value}, allowed is {limit}")},
    Sentence{"field.outsideFile",
             QT_TRANSLATE_NOOP("Sentences", "{field} is {value} with {length} bytes, the file ends at {limit}")},
    Sentence{"field.overlap", QT_TRANSLATE_NOOP("Sentences", "{field} is {value}, which lies over {other} at {limit}")},
    Sentence{"field.tooLarge", QT_TRANSLATE_NOOP("Sentences", "{field} is {value}, at most {limit} is allowed")},
    Sentence{"field.tooSmall", QT_TRANSLATE_NOOP("Sentences", "{field} is {value}, at least {limit} is needed")},
    Sentence{"field.unaligned", QT_TRANSLATE_NOOP("Sentences", "{field} is {value}, it must be a multiple of {limit}")},
    Sentence{"file.blockDevice", QT_TRANSLATE_NOOP("Sentences", "it is a block device; only image files are read")},
    Sentence{"file.ending",
             QT_TRANSLATE_NOOP("Sentences", "the name of {path} ends with {ending}, but its content is {format}")},
    Sentence{
        "file.endingEmpty",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "the name of {path} ends with {ending}, but the file is empty and is read as a raw disk without content")},
    Sentence{
        "file.endingRaw",
        QT_TRANSLATE_NOOP(
            "Sentences", "the name of {path} ends with {ending}, but nothing in it says so: it is read as a raw disk")},
    Sentence{"file.exchanged", QT_TRANSLATE_NOOP("Sentences", "the file was exchanged while it was being opened")},
    Sentence{"file.folder", QT_TRANSLATE_NOOP("Sentences", "it is a folder; an image file is needed")},
    Sentence{"file.held", QT_TRANSLATE_NOOP("Sentences", "another run is about to rename it")},
    Sentence{"file.heldBy", QT_TRANSLATE_NOOP("Sentences", "another run is about to rename it (process {process})")},
    Sentence{"file.noExchange", QT_TRANSLATE_NOOP("Sentences", "the file system cannot exchange two names at once")},
    Sentence{"file.notRegular",
             QT_TRANSLATE_NOOP("Sentences", "it is not a regular file, but a device, a pipe or a socket")},
    Sentence{"file.tooManyClusters",
             QT_TRANSLATE_NOOP("Sentences", "the file has {clusters} clusters, at most {limit} are looked at")},
    Sentence{"file.truncated",
             QT_TRANSLATE_NOOP("Sentences", "{structure} needs {needed} bytes, only {available} are there")},
    Sentence{"folder.deep",
             QT_TRANSLATE_NOOP("Sentences", "what lies more than {limit} folders deep is not looked at")},
    Sentence{"folder.held", QT_TRANSLATE_NOOP("Sentences", "another run is exchanging names in this folder")},
    Sentence{"folder.heldBy",
             QT_TRANSLATE_NOOP("Sentences", "another run is exchanging names in this folder (process {process})")},
    Sentence{"folder.notOwn",
             QT_TRANSLATE_NOOP("Sentences",
                               "somebody else could exchange a part of this path, and the work here goes by paths")},
    Sentence{"format.notReadable",
             QT_TRANSLATE_NOOP("Sentences", "images of the format {format} are recognised, but not read")},
    Sentence{"format.packed",
             QT_TRANSLATE_NOOP("Sentences", "it is a packed file ({format}), in which an image may be")},
    Sentence{"format.unknown", QT_TRANSLATE_NOOP("Sentences", "the format {format} is not known")},
    Sentence{"image.checkErrors", QT_TRANSLATE_NOOP("Sentences", "{count} structures could not be checked")},
    Sentence{"image.corrupt", QT_TRANSLATE_NOOP("Sentences", "it is marked as corrupt")},
    Sentence{
        "image.corruptions",
        QT_TRANSLATE_NOOP("Sentences", "it has {count} corruptions, so that a cluster that seems free may not be")},
    Sentence{"image.dirty",
             QT_TRANSLATE_NOOP("Sentences", "its refcounts are not up to date (dirty bit); open it with QEMU once")},
    Sentence{"image.inUse", QT_TRANSLATE_NOOP("Sentences", "another process has it open for writing")},
    Sentence{"journal.invalid", QT_TRANSLATE_NOOP("Sentences", "it is no journal of an exchange ({part})")},
    Sentence{"l1.reservedBits", QT_TRANSLATE_NOOP("Sentences", "L1 entry {entry} has reserved bits set")},
    Sentence{"l1.unaligned", QT_TRANSLATE_NOOP("Sentences", "the L2 table at {offset} is not aligned to a cluster")},
    Sentence{"l2.compressedCopied",
             QT_TRANSLATE_NOOP("Sentences", "L2 entry {entry} is compressed and has the copied flag")},
    Sentence{"l2.compressedDataFile",
             QT_TRANSLATE_NOOP("Sentences", "L2 entry {entry} is compressed in an image with an external data file")},
    Sentence{"l2.compressedSubclusters",
             QT_TRANSLATE_NOOP("Sentences", "a compressed cluster has the subcluster bitmap {subclusters}")},
    Sentence{"l2.reservedBits", QT_TRANSLATE_NOOP("Sentences", "L2 entry {entry} has reserved bits set")},
    Sentence{"l2.subclusters", QT_TRANSLATE_NOOP("Sentences", "subcluster bitmap {subclusters} contradicts itself")},
    Sentence{"l2.unaligned", QT_TRANSLATE_NOOP("Sentences", "the cluster at {offset} is not aligned")},
    Sentence{"l2.unallocatedSubclusters",
             QT_TRANSLATE_NOOP("Sentences", "subcluster bitmap {subclusters} without a cluster")},
    Sentence{"lab.action", QT_TRANSLATE_NOOP("Sentences", "this step is not known")},
    Sentence{"lab.activeNeeded",
             QT_TRANSLATE_NOOP("Sentences", "another template is made on {name}: it cannot be committed")},
    Sentence{
        "lab.baseMoved",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{name} was moved to another folder. Its overlays only keep its name, so {templates} of the templates can "
            "no longer be read: nothing of them is lost, but what they do not store themselves is out of reach.")},
    Sentence{"lab.baseReturned",
             QT_TRANSLATE_NOOP("Sentences", "{name} is back under the name that its overlays know. The chain can be "
                                            "read again, and nothing had changed.")},
    Sentence{"lab.committed",
             QT_TRANSLATE_NOOP("Sentences",
                               "What {name} held (clusters: {clusters}) was written into {backing}, and the overlay "
                               "was removed. The guest reads the same as before, from one layer less.")},
    Sentence{"lab.committedUnderSiblings",
             QT_TRANSLATE_NOOP("Sentences",
                               "What {name} held (clusters: {clusters}) was written into {backing}, on which other "
                               "templates are made (templates: {siblings}). Wherever such a template stores nothing of "
                               "its own it now reads what its guest never wrote: it is damaged.")},
    Sentence{"lab.copied",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "{name} is a full copy of what {from} reads. Everything that both have alike is now stored twice.")},
    Sentence{"lab.discarded",
             QT_TRANSLATE_NOOP("Sentences",
                               "The guest discarded clusters from {cluster} on (clusters: {clusters}). In {layer} they "
                               "became zero entries, which hide the layers below. Host clusters that are free now: "
                               "{freed}; their space goes back to the file system, but the file keeps its length.")},
    Sentence{"lab.discardedInBase",
             QT_TRANSLATE_NOOP("Sentences",
                               "The guest discarded clusters from {cluster} on (clusters: {clusters}). {layer} "
                               "has no entry for them any more. Host clusters that are free now: {freed}; "
                               "their space goes back to the file system, but the file keeps its length.")},
    Sentence{"lab.diskFull",
             QT_TRANSLATE_NOOP("Sentences", "the guest's disk has {free} free clusters, {wanted} are needed")},
    Sentence{
        "lab.fileDeleted",
        QT_TRANSLATE_NOOP("Sentences",
                          "The guest deleted {name}: it only marked the space as free in the notes of its file system "
                          "(clusters written to {layer}: {written}). What the file held (clusters: {clusters}) stays "
                          "stored in the layers: it is garbage now, and no file became shorter.")},
    Sentence{"lab.fileKeptBySnapshot",
             QT_TRANSLATE_NOOP("Sentences",
                               "The guest wrote {name} again. A snapshot of {layer} refers to the old version "
                               "too, so that was not touched: the write took new host clusters ({shared}).")},
    Sentence{"lab.fileLength",
             QT_TRANSLATE_NOOP("Sentences", "a file of {value} bytes is not possible here, the limit is {limit}")},
    Sentence{"lab.fileOverwritten",
             QT_TRANSLATE_NOOP("Sentences",
                               "The guest wrote {name} again, to the same place of its disk. Clusters that {layer} did "
                               "not hold before: {fresh}. The older version stays in the layer below, hidden.")},
    Sentence{"lab.fileOverwrittenInPlace",
             QT_TRANSLATE_NOOP("Sentences",
                               "The guest wrote {name} again. {layer} held its clusters already and nothing else "
                               "refers to them: they were overwritten in their place, and no table changed.")},
    Sentence{"lab.fileSystem",
             QT_TRANSLATE_NOOP("Sentences", "the file system of the practice cannot be changed ({structure})")},
    Sentence{
        "lab.fileWritten",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The guest wrote {name} from cluster {cluster} on (clusters: {clusters}) and noted it in its file system. "
            "Every write goes to the active layer: {layer} took up clusters that it did not hold before ({fresh}).")},
    Sentence{"lab.folder", QT_TRANSLATE_NOOP("Sentences", "the folder for a practice is not empty")},
    Sentence{"lab.image", QT_TRANSLATE_NOOP("Sentences", "it is no image that a practice makes")},
    Sentence{"lab.imageFull", QT_TRANSLATE_NOOP("Sentences", "the image has no room for more clusters")},
    Sentence{"lab.name", QT_TRANSLATE_NOOP("Sentences", "{name} is not possible as a name here: letters, digits, dot, "
                                                        "dash and underscore, at most {limit} of them")},
    Sentence{"lab.noFile", QT_TRANSLATE_NOOP("Sentences", "the guest has no file {name}")},
    Sentence{"lab.noFileSystem", QT_TRANSLATE_NOOP("Sentences", "the guest of this practice has no file system")},
    Sentence{"lab.noLayer", QT_TRANSLATE_NOOP("Sentences", "there is no layer {number}")},
    Sentence{"lab.noSnapshot", QT_TRANSLATE_NOOP("Sentences", "the active layer has no snapshot {name}")},
    Sentence{"lab.noTemplate", QT_TRANSLATE_NOOP("Sentences", "there is no template {number}")},
    Sentence{"lab.notMoved", QT_TRANSLATE_NOOP("Sentences", "the base is in its place")},
    Sentence{"lab.notes",
             QT_TRANSLATE_NOOP("Sentences", "cluster {cluster} belongs to the first {clusters} clusters, where the "
                                            "guest's file system keeps its notes; write files instead")},
    Sentence{"lab.oneTemplate",
             QT_TRANSLATE_NOOP("Sentences", "sharing a base needs two templates; copy this one first")},
    Sentence{"lab.onlyBase", QT_TRANSLATE_NOOP("Sentences", "the template has no layer above its base")},
    Sentence{"lab.option", QT_TRANSLATE_NOOP("Sentences", "{field} is {value}; {least} to {most} is possible")},
    Sentence{
        "lab.overlayMade",
        QT_TRANSLATE_NOOP("Sentences",
                          "{name} is the active layer now, empty, on {backing}. From here on {backing} is only read.")},
    Sentence{
        "lab.range",
        QT_TRANSLATE_NOOP("Sentences", "{length} bytes at {offset} do not lie on the disk, which has {limit} bytes")},
    Sentence{"lab.shared",
             QT_TRANSLATE_NOOP("Sentences", "{templates} templates are now made on {base}, which holds once what they "
                                            "have alike. All files together had {before} bytes, now {after}.")},
    Sentence{
        "lab.siblingMade",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{name} is a second template on {backing}. Both share that layer: neither may change it from now on.")},
    Sentence{
        "lab.slimmedDeep",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "All layers became one new base, {name}, without the clusters that the guest does not use ({garbage}) and "
            "those that upper layers covered ({hidden}). All files together had {before} bytes, now {after}.")},
    Sentence{"lab.slimmedStandard",
             QT_TRANSLATE_NOOP("Sentences",
                               "All layers above the base became one, {name}, without the clusters that the "
                               "guest does not use ({garbage}) and those that upper layers covered ({hidden}). "
                               "The base is untouched. All files together had {before} bytes, now {after}.")},
    Sentence{"lab.snapshotDeleted",
             QT_TRANSLATE_NOOP("Sentences", "The snapshot {name} is gone from {layer}. Clusters that only it referred "
                                            "to are free; the file keeps its length.")},
    Sentence{"lab.snapshotExists", QT_TRANSLATE_NOOP("Sentences", "there is a snapshot {name} already")},
    Sentence{"lab.snapshotReverted",
             QT_TRANSLATE_NOOP("Sentences", "The L1 table of {layer} is again the one that the snapshot {name} kept. "
                                            "What was written since and no snapshot refers to is free.")},
    Sentence{
        "lab.snapshotTaken",
        QT_TRANSLATE_NOOP("Sentences",
                          "The snapshot {name} keeps a copy of the L1 table of {layer}, and no content. All that is "
                          "stored now has a refcount one higher: the next write to a cluster takes a new place.")},
    Sentence{"lab.tooManyFiles",
             QT_TRANSLATE_NOOP("Sentences", "the file system of the practice has room for {limit} files and folders")},
    Sentence{"lab.tooManyLayers", QT_TRANSLATE_NOOP("Sentences", "a practice has at most {limit} layers")},
    Sentence{"lab.tooManySnapshots", QT_TRANSLATE_NOOP("Sentences", "a practice image has at most {limit} snapshots")},
    Sentence{"lab.tooManySteps", QT_TRANSLATE_NOOP("Sentences", "a practice has at most {limit} steps")},
    Sentence{"lab.tooManyTemplates", QT_TRANSLATE_NOOP("Sentences", "a practice has at most {limit} templates")},
    Sentence{
        "lab.trimmed",
        QT_TRANSLATE_NOOP("Sentences",
                          "The guest told {layer} which clusters it does not use; of these, {clusters} held something. "
                          "Host clusters of this layer that are free now: {freed}; their space goes back to the file "
                          "system. What lower layers hold is only hidden, and no file became shorter.")},
    Sentence{
        "lab.wroteBehind",
        QT_TRANSLATE_NOOP("Sentences",
                          "Cluster {cluster} was written into {layer}, behind the back of the layers above it. Nothing "
                          "notices: {templates} of the templates may now read what their guests never wrote.")},
    Sentence{"lab.wroteFirst",
             QT_TRANSLATE_NOOP("Sentences", "{layer} had nothing of cluster {cluster}: a new host cluster was taken, "
                                            "its refcount became 1, and an L2 entry points to it.")},
    Sentence{
        "lab.wroteFresh",
        QT_TRANSLATE_NOOP("Sentences",
                          "{layer} had nothing of cluster {cluster}: a new host cluster was taken, its refcount became "
                          "1, and an L2 entry points to it. What the layers below have there is hidden now.")},
    Sentence{"lab.wroteInPlace",
             QT_TRANSLATE_NOOP("Sentences", "{layer} held cluster {cluster} already, and nothing else refers to that "
                                            "host cluster: it was overwritten in its place. No table changed.")},
    Sentence{
        "lab.wrotePart",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{length} bytes were written, but an image stores whole clusters of {clusterSize} bytes: {layer} took a "
            "new host cluster for cluster {cluster}, and filled the rest of it with what was read there before.")},
    Sentence{"lab.wroteShared",
             QT_TRANSLATE_NOOP("Sentences",
                               "A snapshot of {layer} refers to the host cluster of cluster {cluster} too, so it was "
                               "not touched: the write took a new one. The refcount of the old one went down by 1.")},
    Sentence{"lab.wroteUnderOthers",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "Cluster {cluster} was written to {layer}, on which other templates are made (templates: {others}). "
                 "Where such a template stores nothing of its own it now reads what its guest never wrote.")},
    Sentence{"lab.zeroed",
             QT_TRANSLATE_NOOP("Sentences",
                               "The guest wrote zeros from cluster {cluster} on (clusters: {clusters}). {layer} notes "
                               "that with zero entries and stores no data; they hide the layers below.")},
    Sentence{"layout.diskTooLarge",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "with clusters of {clusterSize:size} a disk can have {limit:size}, this one has {value:size}")},
    Sentence{"layout.fileTooLarge",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "with clusters of {clusterSize:size} a file can have {limit:size}, this one would have {value:size}")},
    Sentence{
        "layout.nameTooLong",
        QT_TRANSLATE_NOOP("Sentences",
                          "the name of the backing image has {value} bytes, the header has room for {limit}: {name}")},
    Sentence{
        "leaks.copiedFlag",
        QT_TRANSLATE_NOOP("Sentences", "{clusters} leaked clusters are in use and would need the copied flag too")},
    Sentence{"leaks.tooMany",
             QT_TRANSLATE_NOOP("Sentences", "{clusters} leaked clusters are more than one repair takes")},
    Sentence{"lesson.leftOut",
             QT_TRANSLATE_NOOP("Sentences", "it has too many files: {count} are not read, {limit} are")},
    Sentence{"lvm.copies",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "the copies of the metadata of the volume group {group} differ (number {first} and {second})")},
    Sentence{"lvm.elsewhere", QT_TRANSLATE_NOOP("Sentences", "{bytes:size} of it are on another disk")},
    Sentence{"lvm.missing",
             QT_TRANSLATE_NOOP("Sentences", "the volume group {group} has a physical volume that is not on this disk: "
                                            "{volume} (last seen as {device}, {bytes:size})")},
    Sentence{
        "lvm.noMetadata",
        QT_TRANSLATE_NOOP("Sentences", "no metadata of the group of the physical volume {volume} is on this disk")},
    Sentence{"lvm.segmentType",
             QT_TRANSLATE_NOOP("Sentences", "a volume of the type {type} is in it, or stands on it")},
    Sentence{"lvm.status", QT_TRANSLATE_NOOP("Sentences", "its status is {flag}")},
    Sentence{"lvm.text",
             QT_TRANSLATE_NOOP("Sentences", "the metadata of the volume group cannot be understood at {position}")},
    Sentence{"lvm.wasMissing",
             QT_TRANSLATE_NOOP("Sentences", "the physical volume {volume} was missing when the group changed")},
    Sentence{"memory.budget",
             QT_TRANSLATE_NOOP("Sentences", "it needs {value:size} of memory, the limit is {limit:size}")},
    Sentence{"name.blockDevice",
             QT_TRANSLATE_NOOP("Sentences", "{name} is a block device; only image files are followed")},
    Sentence{"name.dataFile",
             QT_TRANSLATE_NOOP("Sentences", "it names the external data file {name}; allow it with --allow PATH")},
    Sentence{"name.fromStart",
             QT_TRANSLATE_NOOP("Sentences",
                               "QEMU looks for {name} in the folder in which it is started; what was read is {path}")},
    Sentence{"name.invalid", QT_TRANSLATE_NOOP("Sentences", "the name {name} is empty or holds a zero byte")},
    Sentence{"name.outsideFolders",
             QT_TRANSLATE_NOOP("Sentences", "{name} is outside the opened folders; allow it with --allow PATH")},
    Sentence{"name.protocol", QT_TRANSLATE_NOOP("Sentences", "{name} is not the name of a local file")},
    Sentence{"name.system", QT_TRANSLATE_NOOP("Sentences", "{name} is a system file")},
    Sentence{"ntfs.libraryRefuses",
             QT_TRANSLATE_NOOP("Sentences", "libntfs-3g does not accept its {structure}: {system}")},
    Sentence{"ntfs.shadowCopies",
             QT_TRANSLATE_NOOP("Sentences",
                               "volume shadow copies may still need blocks that are free now; delete them first")},
    Sentence{"ntfs.version", QT_TRANSLATE_NOOP("Sentences", "NTFS {major}.{minor} is not read")},
    Sentence{
        "originals.noResult",
        QT_TRANSLATE_NOOP("Sentences", "nothing has this name, so that nobody knows what took the original's place")},
    Sentence{"originals.otherName",
             QT_TRANSLATE_NOOP("Sentences", "it has no name by which originals are kept (*.before-slim)")},
    Sentence{"originals.partOfRun",
             QT_TRANSLATE_NOOP("Sentences", "its run has kept {path} too, which is not to be deleted")},
    Sentence{"path.foreign", QT_TRANSLATE_NOOP("Sentences", "{part} belongs to user {user}, who could lead this path "
                                                            "to a place where only others may write ({folder})")},
    Sentence{"plan.accessNarrowed",
             QT_TRANSLATE_NOOP("Sentences", "the files that go into the successor of {path} have different "
                                            "permissions: only who may use all of them may use it")},
    Sentence{
        "plan.activeNeeded",
        QT_TRANSLATE_NOOP("Sentences", "overlays need {path} ({count}), one is {overlay}; it must not be replaced")},
    Sentence{"plan.baseFormat",
             QT_TRANSLATE_NOOP("Sentences", "{overlay} says that the base {base} is {named}, which looks like "
                                            "{format}; if that is so, the result is as wrong as it")},
    Sentence{
        "plan.baseGrows",
        QT_TRANSLATE_NOOP("Sentences",
                          "the new base has {after:size}, the old one {before:size}; the chain as a whole is smaller")},
    Sentence{"plan.baseNewer",
             QT_TRANSLATE_NOOP("Sentences", "the base {base} was changed after its overlay {overlay} was made")},
    Sentence{"plan.baseShared",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "other overlays need the base {path} ({count}), one is {overlay}; slim the diffs only (standard)")},
    Sentence{"plan.baseStays",
             QT_TRANSLATE_NOOP("Sentences",
                               "other overlays need the base {path} ({count}), one is {overlay}: it "
                               "stays, and with the new file the folder grows by up to {bytes:size} on disk")},
    Sentence{"plan.bitmapsLost",
             QT_TRANSLATE_NOOP("Sentences", "the result will not have the dirty bitmaps of {path} ({count}): {names}")},
    Sentence{"plan.blocked", QT_TRANSLATE_NOOP("Sentences", "it is not run ({blocker})")},
    Sentence{"plan.compatChanges",
             QT_TRANSLATE_NOOP("Sentences", "{path} is qcow2 of compat 0.10, the result is of compat 1.1")},
    Sentence{
        "plan.compressedBase",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{bytes:size} of the base are compressed to {stored:size}; uncompressed they take more (see --compress)")},
    Sentence{"plan.contentUnreadable",
             QT_TRANSLATE_NOOP("Sentences", "the content of {path} is encrypted and cannot be read")},
    Sentence{"plan.dataFile",
             QT_TRANSLATE_NOOP("Sentences", "the content of {path} is in the external data file {file} ({length:size} "
                                            "long, {disk:size} on disk); it is in no sum and would stay behind")},
    Sentence{"plan.diskUntrimmed", QT_TRANSLATE_NOOP("Sentences", "nothing on this disk counts as free ({reason})")},
    Sentence{"plan.extendedL2",
             QT_TRANSLATE_NOOP("Sentences", "some cloud services refuse images with extended L2 entries")},
    Sentence{"plan.finalLoss",
             QT_TRANSLATE_NOOP("Sentences",
                               "{bytes:size} of deleted files are dropped and cannot be recovered from the result")},
    Sentence{"plan.folderMissing", QT_TRANSLATE_NOOP("Sentences", "there is no folder {folder}")},
    Sentence{"plan.folderNotWritable", QT_TRANSLATE_NOOP("Sentences", "the folder {folder} cannot be written to")},
    Sentence{"plan.foreignLayer",
             QT_TRANSLATE_NOOP("Sentences", "{path} belongs to user {owner}, and would be renamed because {overlay} "
                                            "names it, which belongs to user {user}")},
    Sentence{"plan.formatChanges",
             QT_TRANSLATE_NOOP("Sentences", "{path} is a {format} image, and the result is qcow2; give it a new name")},
    Sentence{"plan.grows",
             QT_TRANSLATE_NOOP("Sentences", "the result is not smaller: {before:size} before, {after:size} after")},
    Sentence{"plan.imageCorrupt", QT_TRANSLATE_NOOP("Sentences", "{path} is marked as corrupt")},
    Sentence{"plan.imageInUse", QT_TRANSLATE_NOOP("Sentences", "another process has {path} open for writing")},
    Sentence{"plan.inconsistent", QT_TRANSLATE_NOOP("Sentences", "the plan contradicts itself in {field}")},
    Sentence{
        "plan.layerNeeded",
        QT_TRANSLATE_NOOP("Sentences", "other overlays need {path} ({count}), one is {overlay}; it stays where it is")},
    Sentence{"plan.lazyRefcountsLost",
             QT_TRANSLATE_NOOP("Sentences", "{path} writes its refcounts lazily, the result does not")},
    Sentence{"plan.leadsElsewhere",
             QT_TRANSLATE_NOOP("Sentences",
                               "{path} leads to {image} too, but the backing name in it leads to another file "
                               "from there; who opens it by that path would find another disk")},
    Sentence{"plan.nameTooLong",
             QT_TRANSLATE_NOOP("Sentences",
                               "the file name of {path} has {value} bytes; beside the suffixes of temporary files and "
                               "kept originals there is room for {limit}")},
    Sentence{"plan.noBackingName",
             QT_TRANSLATE_NOOP("Sentences",
                               "no name of the base {base} is right by every path that leads to {path}, or none that "
                               "is fits into the header")},
    Sentence{"plan.noOverlay",
             QT_TRANSLATE_NOOP("Sentences", "{path} has no diff to merge; a deep slim makes a new base")},
    Sentence{"plan.noTarget", QT_TRANSLATE_NOOP("Sentences", "where the result goes is not said: --to or --replace")},
    Sentence{
        "plan.notAlone",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "there may be images elsewhere that need {path}, which gets another name: the search ended after {files} "
            "files in {folders}; look through the rest with --search, or say --alone where there are none")},
    Sentence{"plan.originalsRest",
             QT_TRANSLATE_NOOP("Sentences",
                               "originals that were kept rest on {path} ({count}, {bytes:size} on disk), one "
                               "is {overlay}; delete the originals first where they are not wanted any more")},
    Sentence{"plan.otherNames",
             QT_TRANSLATE_NOOP("Sentences",
                               "{path} has more names that were not found (hard links: {count}); they keep the old "
                               "content and need the layers below it")},
    Sentence{"plan.outdated", QT_TRANSLATE_NOOP("Sentences", "it has changed since it was checked")},
    Sentence{"plan.ownerChanges",
             QT_TRANSLATE_NOOP("Sentences", "{path} belongs to the user {user}; what replaces it will belong to you")},
    Sentence{"plan.ownersDiffer",
             QT_TRANSLATE_NOOP("Sentences", "the files that go into the successor of {path} belong to different users: "
                                            "it will belong to user {user}, and nobody else may read it")},
    Sentence{"plan.quick", QT_TRANSLATE_NOOP("Sentences", "a run needs an exact plan")},
    Sentence{
        "plan.searchBound",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "the search for overlays ended after {files} files in {folders}; there are more that were not looked at")},
    Sentence{"plan.searchSkipped",
             QT_TRANSLATE_NOOP("Sentences", "in the search for overlays {path} could not be read ({count} in all)")},
    Sentence{"plan.sharedClusters",
             QT_TRANSLATE_NOOP("Sentences",
                               "equal clusters share one place; a tool that copies the image may store each again")},
    Sentence{
        "plan.snapshotsLost",
        QT_TRANSLATE_NOOP("Sentences", "the result will not have the internal snapshots of {path} ({count}): {names}")},
    Sentence{"plan.spaceLinked",
             QT_TRANSLATE_NOOP("Sentences", "{bytes:size} of the originals do not come back on disk: the files have "
                                            "other names (hard links)")},
    Sentence{"plan.spaceMissing",
             QT_TRANSLATE_NOOP("Sentences", "{folder} has {available:size} free, {needed:size} are needed")},
    Sentence{"plan.spaceShared",
             QT_TRANSLATE_NOOP("Sentences", "{bytes:size} of the originals do not come back on disk: other files "
                                            "share them (reflinks)")},
    Sentence{
        "plan.systemFiles",
        QT_TRANSLATE_NOOP("Sentences",
                          "{bytes:size} of page, swap and hibernation files are dropped; the guest makes them anew")},
    Sentence{"plan.targetExists", QT_TRANSLATE_NOOP("Sentences", "{path} exists already")},
    Sentence{"plan.templateAsBase",
             QT_TRANSLATE_NOOP("Sentences",
                               "the template {path} becomes the base of others and must not be changed any more")},
    Sentence{"plan.templateInBase",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "the base {base} rests on the template {path}, which cannot be replaced by a diff on that base")},
    Sentence{
        "plan.templateOnTemplate",
        QT_TRANSLATE_NOOP("Sentences", "the template {overlay} rests on {path}; both cannot be replaced in one run")},
    Sentence{"plan.templateTwice", QT_TRANSLATE_NOOP("Sentences", "{path} was given twice, again as {again}")},
    Sentence{"plan.volumeMountUnknown",
             QT_TRANSLATE_NOOP("Sentences", "{volume} does not tell whether it was unmounted: "
                                            "what a running or suspended guest had not committed yet counts as free")},
    Sentence{"plan.volumeOrphans", QT_TRANSLATE_NOOP("Sentences", "{volume} was copied while it was mounted: deleted "
                                                                  "files that were still open count as used")},
    Sentence{"plan.volumeReplayed",
             QT_TRANSLATE_NOOP("Sentences", "{volume} was copied while it was mounted: its "
                                            "journal was read in memory, and what was deleted last counts as used")},
    Sentence{"plan.volumeUntrimmed", QT_TRANSLATE_NOOP("Sentences", "{volume} counts as used: {reason}")},
    Sentence{"plan.wholePath",
             QT_TRANSLATE_NOOP(
                 "Sentences", "the new {path} names its base by the whole path {base}, as no relative name is right by "
                              "every path that leads to it; the two can be moved only with that path kept")},
    Sentence{"qcow2.l2Entry",
             QT_TRANSLATE_NOOP("Sentences", "{field} is {value} for guest offset {guestOffset}: {limit}")},
    Sentence{"qcow2.l2Shared",
             QT_TRANSLATE_NOOP("Sentences", "{field} is {value} more than once, the limit is {limit}")},
    Sentence{"receipt.notStored",
             QT_TRANSLATE_NOOP("Sentences", "the receipt was not kept in {path} ({reason}): the originals can only be "
                                            "restored by their names")},
    Sentence{"recover.conflict",
             QT_TRANSLATE_NOOP("Sentences", "it stays: the files are no longer those that it speaks of ({name})")},
    Sentence{"recover.finished", QT_TRANSLATE_NOOP("Sentences", "the exchange was finished")},
    Sentence{"recover.needed",
             QT_TRANSLATE_NOOP("Sentences", "it stays: an exchange that was not recovered may need it")},
    Sentence{"recover.notAlone",
             QT_TRANSLATE_NOOP("Sentences", "images that need it may have been made elsewhere since: the search ended "
                                            "after {files} files")},
    Sentence{"recover.outsideFolders",
             QT_TRANSLATE_NOOP("Sentences", "it stays: it has files in {folder}; allow that with --allow PATH")},
    Sentence{"recover.overlay", QT_TRANSLATE_NOOP("Sentences", "{overlay} was made on it since")},
    Sentence{"recover.owner",
             QT_TRANSLATE_NOOP("Sentences", "it stays: the user {user} wrote it, who does not own the folder")},
    Sentence{"recover.path", QT_TRANSLATE_NOOP("Sentences", "opened by this path the result does not come to {path}")},
    Sentence{"recover.removed", QT_TRANSLATE_NOOP("Sentences", "removed")},
    Sentence{"recover.renamed", QT_TRANSLATE_NOOP("Sentences", "renamed to {to}")},
    Sentence{"recover.rolledBack", QT_TRANSLATE_NOOP("Sentences", "the exchange was taken back")},
    Sentence{"recover.running", QT_TRANSLATE_NOOP("Sentences", "it stays: its process is still running")},
    Sentence{"recover.sameJournal",
             QT_TRANSLATE_NOOP("Sentences", "it stays: it is another name of {path}, which was looked at")},
    Sentence{
        "recover.unknownHolder",
        QT_TRANSLATE_NOOP("Sentences", "it stays: the file system cannot tell whether its process is still running")},
    Sentence{
        "refcount.leaked",
        QT_TRANSLATE_NOOP("Sentences", "{clusters} clusters leaked: refcount {refcount}, references {references}")},
    Sentence{
        "refcount.overflow",
        QT_TRANSLATE_NOOP("Sentences", "cluster {cluster} has {references} references, its refcount ends at {limit}")},
    Sentence{"refcount.tooLow",
             QT_TRANSLATE_NOOP("Sentences", "cluster {cluster}: refcount {refcount}, references {references}")},
    Sentence{"refcountBlock.outsideFile",
             QT_TRANSLATE_NOOP("Sentences", "the refcount block at {offset} is outside the file")},
    Sentence{"refcountBlock.shared",
             QT_TRANSLATE_NOOP("Sentences", "the refcount block at {offset} has {references} references")},
    Sentence{"refcountBlock.unaligned",
             QT_TRANSLATE_NOOP("Sentences", "the refcount block at {offset} is not aligned to a cluster")},
    Sentence{"refcountBlock.unreadable",
             QT_TRANSLATE_NOOP("Sentences", "the refcount block at {offset} cannot be read")},
    Sentence{"refcountTable.reservedBits",
             QT_TRANSLATE_NOOP("Sentences", "refcount table entry {entry} has reserved bits set")},
    Sentence{"reference.outsideFile",
             QT_TRANSLATE_NOOP("Sentences", "a reference to {offset} with {length} bytes is outside the file")},
    Sentence{
        "relink.contradicted",
        QT_TRANSLATE_NOOP("Sentences", "{path} cannot be the backing image: what the overlay stores contradicts it")},
    Sentence{"relink.format", QT_TRANSLATE_NOOP("Sentences", "the header of a {format} image cannot be rewritten")},
    Sentence{"relink.incomplete", QT_TRANSLATE_NOOP("Sentences", "the chain of {path} cannot be read to its end")},
    Sentence{"relink.unexpected",
             QT_TRANSLATE_NOOP("Sentences", "the copy is not what was planned; nothing was changed")},
    Sentence{"relink.unproven",
             QT_TRANSLATE_NOOP("Sentences", "nothing in its content proves that {path} is the right one")},
    Sentence{"repair.blocked", QT_TRANSLATE_NOOP("Sentences", "the leaks are not repaired")},
    Sentence{"repair.unexpected",
             QT_TRANSLATE_NOOP("Sentences", "after the repair it has {leaks} leaks and {corruptions} corruptions")},
    Sentence{"report.noMap",
             QT_TRANSLATE_NOOP("Sentences", "the chain cannot be read to its end, so that there is no map of it")},
    Sentence{"report.notDrawn", QT_TRANSLATE_NOOP("Sentences", "there is no memory for a picture of that size")},
    Sentence{
        "restore.changed",
        QT_TRANSLATE_NOOP("Sentences", "it is not as the run left it; taking the run back would lose what changed")},
    Sentence{"restore.needed",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "{overlay} needs it; give that overlay another base or delete it first, or restore the originals")},
    Sentence{"restore.noOriginals", QT_TRANSLATE_NOOP("Sentences", "the run has kept no originals")},
    Sentence{"restore.notAlone",
             QT_TRANSLATE_NOOP("Sentences",
                               "there may be images elsewhere that need it: the search ended after {files} files")},
    Sentence{"restore.overlay",
             QT_TRANSLATE_NOOP("Sentences", "{overlay} is made on it; move or delete that overlay first")},
    Sentence{"restore.resultLeft",
             QT_TRANSLATE_NOOP("Sentences", "the result stays as {path}; lamella-cli recover removes it")},
    Sentence{"restore.resultMissing",
             QT_TRANSLATE_NOOP("Sentences", "the result is not there any more; its originals stay")},
    Sentence{"sample.brokenLink", QT_TRANSLATE_NOOP("Sentences", "its base is gone")},
    Sentence{"sample.classic",
             QT_TRANSLATE_NOOP("Sentences", "three layers: the base holds File1, the diff File2 and File3, the second "
                                            "diff File4 and File5; File3 and File4 are deleted")},
    Sentence{"sample.dirtyVolume",
             QT_TRANSLATE_NOOP("Sentences",
                               "the guest was switched off while it worked: nothing of its volume counts as free")},
    Sentence{"sample.fleet",
             QT_TRANSLATE_NOOP("Sentences", "one of four templates that are copies of one system: share their base")},
    Sentence{
        "sample.fragmented",
        QT_TRANSLATE_NOOP(
            "Sentences", "small live files in many clusters: a smaller cluster size saves what slimming alone cannot")},
    Sentence{"sample.garbage", QT_TRANSLATE_NOOP("Sentences", "the diff holds mostly deleted files")},
    Sentence{"sample.windows",
             QT_TRANSLATE_NOOP("Sentences", "NTFS; the diff holds the content of a file that was emptied")},
    Sentence{"snapshot.dataFile",
             QT_TRANSLATE_NOOP("Sentences", "{snapshots} snapshots in an image with an external data file")},
    Sentence{
        "snapshot.incomplete",
        QT_TRANSLATE_NOOP("Sentences", "a snapshot has {extraBytes} bytes of extra data, version 3 needs {limit}")},
    Sentence{"snapshot.l1OutsideFile",
             QT_TRANSLATE_NOOP("Sentences", "the L1 table of a snapshot at {offset} is outside the file")},
    Sentence{"snapshot.l1TooLarge",
             QT_TRANSLATE_NOOP("Sentences",
                               "the L1 table of a snapshot has {entries} entries, at most {limit} are allowed")},
    Sentence{"snapshot.l1Unaligned",
             QT_TRANSLATE_NOOP("Sentences", "the L1 table of a snapshot at {offset} is not aligned to a cluster")},
    Sentence{"snapshot.l1Unreadable",
             QT_TRANSLATE_NOOP("Sentences", "the L1 table of a snapshot at {offset} cannot be read")},
    Sentence{"snapshot.tableUnreadable",
             QT_TRANSLATE_NOOP("Sentences", "the snapshot table cannot be read after {tableBytes} bytes")},
    Sentence{"snapshot.unknown", QT_TRANSLATE_NOOP("Sentences", "there is no internal snapshot {name}")},
    Sentence{"suspicion.more", QT_TRANSLATE_NOOP("Sentences", "{count} more of that kind are not listed")},
    Sentence{"table.backupBroken",
             QT_TRANSLATE_NOOP("Sentences", "the backup of the partition table is broken or missing")},
    Sentence{"table.backupDiffers",
             QT_TRANSLATE_NOOP("Sentences", "the backup of the partition table differs from it")},
    Sentence{"table.backupNotAtEnd",
             QT_TRANSLATE_NOOP("Sentences", "the backup of the partition table is not at the end of the disk")},
    Sentence{"table.cutOff",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "the partition table is of a disk of {value:size}, and this one was cut off after {limit:size}")},
    Sentence{"table.managed",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "partition {partition} has the type {type}: another volume manager keeps its own map of the disk")},
    Sentence{"table.noPartitions",
             QT_TRANSLATE_NOOP("Sentences", "the partition table has no partitions, so it proves nothing")},
    Sentence{"table.outside",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "partition {partition} is at {value:size}, {length:size} long; the disk ends at {limit:size}")},
    Sentence{"table.outsideUsable",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "partition {partition} is in sectors {first} to {last}, usable are {usableFirst} to {usableLast}")},
    Sentence{"table.overlap", QT_TRANSLATE_NOOP("Sentences", "partitions {first} and {second} overlap")},
    Sentence{"table.primaryBroken",
             QT_TRANSLATE_NOOP("Sentences", "the partition table is broken, its backup was read")},
    Sentence{"table.protective", QT_TRANSLATE_NOOP("Sentences", "it has a protective MBR, and no valid GPT")},
    Sentence{
        "table.sectorSize",
        QT_TRANSLATE_NOOP("Sentences", "the partition table can be read with sectors of {size} and of {other} bytes")},
    Sentence{"table.twoMeanings",
             QT_TRANSLATE_NOOP("Sentences", "it shows two things that exclude each other: {first} and {second}")},
    Sentence{"target.exists", QT_TRANSLATE_NOOP("Sentences", "it exists, and nothing is replaced")},
    Sentence{"tool.failed", QT_TRANSLATE_NOOP("Sentences", "{tool} failed: {said}")},
    Sentence{"tool.missing", QT_TRANSLATE_NOOP("Sentences", "the program {tool} is not installed (package {package})")},
    Sentence{"verify.backing",
             QT_TRANSLATE_NOOP("Sentences", "the new image names the backing file {actual}, planned was {planned}")},
    Sentence{
        "verify.content",
        QT_TRANSLATE_NOOP("Sentences", "the new image differs from its source at {guestOffset}; nothing was replaced")},
    Sentence{"verify.length",
             QT_TRANSLATE_NOOP("Sentences",
                               "the new image has {actual} bytes, planned were {planned}; nothing was replaced")},
    Sentence{"verify.path",
             QT_TRANSLATE_NOOP("Sentences",
                               "opened by this path the result does not come to {path}; all files have their old names "
                               "again")},
    Sentence{"verify.structure",
             QT_TRANSLATE_NOOP("Sentences",
                               "the new image has {leaks} leaks and {corruptions} corruptions; nothing was replaced")},
    Sentence{"volume.checksum",
             QT_TRANSLATE_NOOP("Sentences", "the checksum of {structure} at {offset} of the volume is wrong")},
    Sentence{"volume.contradiction",
             QT_TRANSLATE_NOOP("Sentences",
                               "{structure} at {offset} of the volume contradicts itself or another structure")},
    Sentence{"volume.cutOff", QT_TRANSLATE_NOOP("Sentences", "the file system is {value:size} long and was cut off "
                                                             "after {limit:size}")},
    Sentence{"volume.dirty", QT_TRANSLATE_NOOP("Sentences", "the volume was not unmounted cleanly ({mark})")},
    Sentence{"volume.encrypted", QT_TRANSLATE_NOOP("Sentences", "it is encrypted ({type})")},
    Sentence{"volume.freeCount",
             QT_TRANSLATE_NOOP("Sentences", "{counted} free units were counted, {field} says {stated}")},
    Sentence{"volume.hibernated", QT_TRANSLATE_NOOP("Sentences", "a suspended system keeps its state in it ({where})")},
    Sentence{
        "volume.integrity",
        QT_TRANSLATE_NOOP(
            "Sentences",
            "dm-integrity keeps a tag of each of its blocks at {offset} of the disk, also of those that no file has")},
    Sentence{"volume.integrityInside", QT_TRANSLATE_NOOP("Sentences", "{type} keeps a tag of each block in it")},
    Sentence{"volume.liveBlockFree",
             QT_TRANSLATE_NOOP("Sentences", "its map calls the block at {offset} free, and file {file} uses it")},
    Sentence{"volume.mountUnknown",
             QT_TRANSLATE_NOOP("Sentences",
                               "it does not tell whether it was unmounted; what a running or suspended guest had not "
                               "committed yet counts as free")},
    Sentence{"volume.needsRecovery",
             QT_TRANSLATE_NOOP("Sentences", "its {journal} holds changes that were not carried out yet")},
    Sentence{"volume.noSignature", QT_TRANSLATE_NOOP("Sentences", "it holds no file system that is known")},
    Sentence{"volume.notRead", QT_TRANSLATE_NOOP("Sentences", "{type} is recognised, but not read")},
    Sentence{"volume.orphans",
             QT_TRANSLATE_NOOP("Sentences",
                               "it was copied while it was mounted; deleted files that were still open count as used")},
    Sentence{"volume.otherDevice", QT_TRANSLATE_NOOP("Sentences", "its {what} is on another device")},
    Sentence{"volume.outside",
             QT_TRANSLATE_NOOP("Sentences",
                               "a structure points to {value}, {length} bytes long; the volume ends at {limit}")},
    Sentence{"volume.readLimit", QT_TRANSLATE_NOOP("Sentences", "reading it took more than {limit:size}")},
    Sentence{"volume.readOnlyPartition",
             QT_TRANSLATE_NOOP("Sentences", "partition {partition} is marked read-only (GPT attribute 60), as those "
                                            "are that a hash vouches for block by block")},
    Sentence{"volume.replayed",
             QT_TRANSLATE_NOOP("Sentences",
                               "it was copied while it was mounted; its journal was read in memory ({transactions} "
                               "transactions), and what was deleted last counts as used")},
    Sentence{
        "volume.snapshotOrigin",
        QT_TRANSLATE_NOOP("Sentences", "the snapshot at {offset} of the disk may read from it what its files gave up")},
    Sentence{"volume.tooFragmented", QT_TRANSLATE_NOOP("Sentences", "it has more than {limit} free ranges")},
    Sentence{"volume.tooManyFiles", QT_TRANSLATE_NOOP("Sentences", "it has more than {limit} files or runs")},
    Sentence{"volume.twoSignatures",
             QT_TRANSLATE_NOOP("Sentences",
                               "it shows the signatures of {first} and of {second}, one of which is a leftover")},
    Sentence{"volume.unknownFeature", QT_TRANSLATE_NOOP("Sentences", "{field} has bits that are not known: {bits}")},
    Sentence{"volume.unreadFeature",
             QT_TRANSLATE_NOOP(
                 "Sentences",
                 "it uses features that are not read: {features}; the brackets name the tools that knew each first")},
    Sentence{"volume.verifiedBoot",
             QT_TRANSLATE_NOOP("Sentences", "Android Verified Boot (at {offset} of the disk) may check each of its "
                                            "blocks, also those that no file has")},
    Sentence{"volume.verity", QT_TRANSLATE_NOOP("Sentences", "dm-verity checks each of its blocks, also those that no "
                                                             "file has, with the hashes at {offset} of the disk")},
    Sentence{"volume.verityType",
             QT_TRANSLATE_NOOP("Sentences", "the partition type {type} says that a hash vouches for each of its "
                                            "blocks, also for those that no file has")},
};

}  // namespace lamella
