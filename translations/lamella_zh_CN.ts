<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ChainState</name>
    <message>
        <source>snapshot %1 of %2</source>
        <translation>%2的快照%1</translation>
    </message>
</context>
<context>
    <name>ClusterClass</name>
    <message>
        <source>Live</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Stored only in this layer, and used by the guest</source>
        <translation>仅存储在该层中，且客户机正在使用</translation>
    </message>
    <message>
        <source>Garbage</source>
        <translation>垃圾</translation>
    </message>
    <message>
        <source>Stored, but the guest does not use it any more</source>
        <translation>已存储，但客户机不再使用</translation>
    </message>
    <message>
        <source>Equal to the backing</source>
        <translation>与后备相同</translation>
    </message>
    <message>
        <source>Stored, although the layers below give the same content</source>
        <translation>已存储，但下方的层提供相同内容</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>被遮盖</translation>
    </message>
    <message>
        <source>Stored, but an upper layer covers it</source>
        <translation>已存储，但被上层覆盖</translation>
    </message>
    <message>
        <source>Only in snapshots</source>
        <translation>仅快照使用</translation>
    </message>
    <message>
        <source>Kept for internal snapshots alone</source>
        <translation>仅为内部快照保留</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>In a volume whose free space cannot be trusted; counts as used</source>
        <translation>位于空闲空间不可信的卷中；计为已用</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>零</translation>
    </message>
    <message>
        <source>Reads as zero and hides what is below; takes no data</source>
        <translation>读取为零并遮盖下方内容；不占用数据</translation>
    </message>
    <message>
        <source>Unallocated</source>
        <translation>未分配</translation>
    </message>
    <message>
        <source>Not in this layer: the read falls through to the layer below</source>
        <translation>不在该层中：读取会落到下方的层</translation>
    </message>
    <message>
        <source>Behind the file system</source>
        <translation>文件系统之后</translation>
    </message>
    <message>
        <source>Behind the end of a file system that is smaller than its partition; counts as used. Grow the file system in the guest, or shrink the partition</source>
        <translation>位于比分区小的文件系统之后；按已使用计。请在客户机中扩大文件系统，或缩小分区</translation>
    </message>
</context>
<context>
    <name>ClusterSizeGain</name>
    <message>
        <source>keeps %1 more</source>
        <translation>多保留%1</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>无差别</translation>
    </message>
    <message>
        <source>drops %1 more</source>
        <translation>多去除%1</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1（%2，%3）</translation>
    </message>
    <message>
        <source>Will be replaced</source>
        <translation>将被替换</translation>
    </message>
    <message>
        <source>%1, by a new file of %2</source>
        <translation>%1，替换为%2的新文件</translation>
    </message>
    <message>
        <source>Will be made</source>
        <translation>将创建</translation>
    </message>
    <message>
        <source>Is kept</source>
        <translation>将保留</translation>
    </message>
    <message>
        <source>The original, as %1</source>
        <translation>原文件，保留为%1</translation>
    </message>
    <message>
        <source>%1, unchanged</source>
        <translation>%1，不变</translation>
    </message>
    <message>
        <source>Space while it runs</source>
        <translation>运行期间的空间</translation>
    </message>
    <message>
        <source>At most %1 (%2) more than now</source>
        <translation>最多比现在多占用%1（%2）</translation>
    </message>
    <message>
        <source>Free in %1: not known yet</source>
        <translation>%1中的空闲空间：尚未知</translation>
    </message>
    <message>
        <source>Free in %1: %2</source>
        <translation>%1中的空闲空间：%2</translation>
    </message>
    <message>
        <source>It cannot run</source>
        <translation>无法运行</translation>
    </message>
    <message>
        <source>Is lost in the result</source>
        <translation>结果中会丢失</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Images that need these files were looked for in</source>
        <translation>在以下位置查找过需要这些文件的镜像</translation>
    </message>
    <message>
        <source>Has to be known</source>
        <translation>需要确认</translation>
    </message>
    <message>
        <source>File length: %1 become %2, %3 less</source>
        <translation>文件长度：由 %1 变为 %2，减少 %3</translation>
    </message>
    <message>
        <source>File length: %1 become %2, %3 more</source>
        <translation>文件长度：由 %1 变为 %2，增加 %3</translation>
    </message>
    <message>
        <source>%1, once the originals are deleted.
%2</source>
        <translation>删除原文件之后，%1。
%2</translation>
    </message>
</context>
<context>
    <name>CopyRows</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>DiagnosedPlace</name>
    <message>
        <source>%1 (places: %2, the first at byte %3)</source>
        <translation>%1（位置数：%2，首个位于字节%3）</translation>
    </message>
    <message>
        <source>This is a difference between sums: the map has no place for it.</source>
        <translation>这是总和之间的差值：映射图中没有对应位置。</translation>
    </message>
    <message>
        <source>This is in the files, not on the guest&apos;s disk: the map has no place for it. %1.</source>
        <translation>它在文件中，不在客户机磁盘上：映射图中没有对应位置。%1。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>Standard slim</source>
        <translation>标准瘦身</translation>
    </message>
    <message>
        <source>Deep slim</source>
        <translation>深度瘦身</translation>
    </message>
    <message>
        <source>Share base</source>
        <translation>共享基础镜像</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>正在规划</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>Exchanging files</source>
        <translation>正在交换文件</translation>
    </message>
    <message>
        <source>Opened %1 with all its layers (%2)</source>
        <translation>已打开%1及其所有层（%2）</translation>
    </message>
    <message>
        <source>Caution: %1</source>
        <translation>注意：%1</translation>
    </message>
    <message>
        <source>Original kept: %1</source>
        <translation>已保留原文件：%1</translation>
    </message>
    <message>
        <source>New file: %1</source>
        <translation>新文件：%1</translation>
    </message>
    <message>
        <source>Ended: %1</source>
        <translation>已结束：%1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 of %2 templates</source>
        <translation>%1：%2个模板</translation>
    </message>
    <message>
        <source>Done, %1 saved</source>
        <translation>已完成，节省%1</translation>
    </message>
    <message>
        <source>Done, %1 larger</source>
        <translation>已完成，增大%1</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>不到1秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消。未做任何更改。</translation>
    </message>
    <message>
        <source>New since it was confirmed: %1</source>
        <translation>确认之后新出现：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Planned: %1 become %2</source>
        <translation>计划：%1变为%2</translation>
    </message>
    <message>
        <source>Done. %1</source>
        <translation>已完成。%1</translation>
    </message>
</context>
<context>
    <name>LabWords</name>
    <message>
        <source>Write clusters</source>
        <translation>写入簇</translation>
    </message>
    <message>
        <source>The guest writes the selected clusters with the chosen pattern</source>
        <translation>客户机以所选图案写入选定的簇</translation>
    </message>
    <message>
        <source>Write zeros</source>
        <translation>写入零</translation>
    </message>
    <message>
        <source>The guest writes zeros over the selected clusters</source>
        <translation>客户机以零覆写选定的簇</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>The guest says that it does not need the selected clusters any more</source>
        <translation>客户机声明不再需要选定的簇</translation>
    </message>
    <message>
        <source>Write file</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>The guest writes a file; one of that name is overwritten</source>
        <translation>客户机写入一个文件；同名文件会被覆写</translation>
    </message>
    <message>
        <source>Delete file</source>
        <translation>删除文件</translation>
    </message>
    <message>
        <source>The guest deletes a file</source>
        <translation>客户机删除一个文件</translation>
    </message>
    <message>
        <source>Trim (fstrim)</source>
        <translation>裁剪（fstrim）</translation>
    </message>
    <message>
        <source>The guest discards all clusters that its file system does not use</source>
        <translation>客户机丢弃其文件系统未使用的所有簇</translation>
    </message>
    <message>
        <source>Add overlay</source>
        <translation>添加覆盖层</translation>
    </message>
    <message>
        <source>A new, empty layer on the active one</source>
        <translation>在活动层之上新建一个空层</translation>
    </message>
    <message>
        <source>Add sibling</source>
        <translation>添加同级覆盖层</translation>
    </message>
    <message>
        <source>A second template on the layer below the active one</source>
        <translation>在活动层的下一层之上建立第二个模板</translation>
    </message>
    <message>
        <source>Take snapshot</source>
        <translation>创建快照</translation>
    </message>
    <message>
        <source>Keeps the active layer as it is, inside its own file</source>
        <translation>将活动层的当前状态保留在其自身文件内</translation>
    </message>
    <message>
        <source>Revert to snapshot</source>
        <translation>恢复到快照</translation>
    </message>
    <message>
        <source>Makes the active layer what the snapshot kept</source>
        <translation>使活动层回到快照所保留的状态</translation>
    </message>
    <message>
        <source>Delete snapshot</source>
        <translation>删除快照</translation>
    </message>
    <message>
        <source>Gives up what only the snapshot refers to</source>
        <translation>放弃仅由该快照引用的内容</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Writes the active layer into the layer below it, and removes it</source>
        <translation>将活动层写入其下一层，然后移除活动层</translation>
    </message>
    <message>
        <source>Standard slim</source>
        <translation>标准瘦身</translation>
    </message>
    <message>
        <source>Merges all layers above the base into one, without garbage</source>
        <translation>将基础镜像之上的所有层合并为一层，不含垃圾</translation>
    </message>
    <message>
        <source>Deep slim</source>
        <translation>深度瘦身</translation>
    </message>
    <message>
        <source>Merges the whole chain into a new base, without garbage</source>
        <translation>将整条链合并为新的基础镜像，不含垃圾</translation>
    </message>
    <message>
        <source>Copy template</source>
        <translation>复制模板</translation>
    </message>
    <message>
        <source>A second template: a full copy of what this one reads</source>
        <translation>第二个模板：该模板所读内容的完整副本</translation>
    </message>
    <message>
        <source>Share base</source>
        <translation>共享基础镜像</translation>
    </message>
    <message>
        <source>Makes all templates differences on one base</source>
        <translation>使所有模板成为同一基础镜像上的差异镜像</translation>
    </message>
    <message>
        <source>Move base away</source>
        <translation>移走基础镜像</translation>
    </message>
    <message>
        <source>Moves the base to another folder, as it happens by mistake</source>
        <translation>将基础镜像移到其他文件夹，模拟误操作</translation>
    </message>
    <message>
        <source>Bring base back</source>
        <translation>移回基础镜像</translation>
    </message>
    <message>
        <source>Moves the base back to where its overlays look for it</source>
        <translation>将基础镜像移回其覆盖层查找它的位置</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>header</source>
        <translation>头部</translation>
    </message>
    <message>
        <source>refcount table</source>
        <translation>引用计数表</translation>
    </message>
    <message>
        <source>refcount block</source>
        <translation>引用计数块</translation>
    </message>
    <message>
        <source>L1 table</source>
        <translation>L1表</translation>
    </message>
    <message>
        <source>L2 table</source>
        <translation>L2表</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>snapshot table</source>
        <translation>快照表</translation>
    </message>
    <message>
        <source>L1 table of a snapshot</source>
        <translation>快照的L1表</translation>
    </message>
    <message>
        <source>L2 table of a snapshot</source>
        <translation>快照的L2表</translation>
    </message>
    <message>
        <source>data of a snapshot</source>
        <translation>快照的数据</translation>
    </message>
    <message>
        <source>%1: cluster %2</source>
        <translation>%1：簇%2</translation>
    </message>
    <message>
        <source>%1: clusters %2 to %3</source>
        <translation>%1：簇%2至%3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1, into layer %2</source>
        <translation>%1，写入层%2</translation>
    </message>
</context>
<context>
    <name>LayerFacts</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>File length</source>
        <translation>文件长度</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>占用磁盘</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>文件头</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation>%1，版本%2</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Virtual size</source>
        <translation>虚拟大小</translation>
    </message>
    <message>
        <source>Cluster size</source>
        <translation>簇大小</translation>
    </message>
    <message>
        <source>Subcluster size</source>
        <translation>子簇大小</translation>
    </message>
    <message>
        <source>Backing image</source>
        <translation>后备镜像</translation>
    </message>
    <message>
        <source>Backing format</source>
        <translation>后备格式</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>未指明</translation>
    </message>
    <message>
        <source>External data file</source>
        <translation>外部数据文件</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Refcount width</source>
        <translation>引用计数宽度</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1位</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特性</translation>
    </message>
    <message>
        <source>Header extensions</source>
        <translation>文件头扩展</translation>
    </message>
    <message>
        <source>What its bytes are</source>
        <translation>字节构成</translation>
    </message>
    <message>
        <source>Compressed</source>
        <translation>已压缩</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1存于%2</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Leaked</source>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>Internal snapshots</source>
        <translation>内部快照</translation>
    </message>
    <message>
        <source>%1, disk %2, machine state %3</source>
        <translation>%1，磁盘%2，机器状态%3</translation>
    </message>
    <message>
        <source>Dirty bitmaps</source>
        <translation>脏位图</translation>
    </message>
    <message>
        <source>%1 a bit, not saved properly</source>
        <translation>每位%1，未正确保存</translation>
    </message>
    <message>
        <source>%1 a bit</source>
        <translation>每位%1</translation>
    </message>
    <message>
        <source>no known file system</source>
        <translation>无已知文件系统</translation>
    </message>
    <message>
        <source>Logical volume %1: %2</source>
        <translation>逻辑卷%1：%2</translation>
    </message>
    <message>
        <source>Whole disk: %1</source>
        <translation>整个磁盘：%1</translation>
    </message>
    <message>
        <source>Partition %1: %2</source>
        <translation>分区%1：%2</translation>
    </message>
    <message>
        <source>Counts as used</source>
        <translation>计为已用</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Block size</source>
        <translation>块大小</translation>
    </message>
    <message>
        <source>Starts at</source>
        <translation>起始位置</translation>
    </message>
    <message>
        <source>UUID</source>
        <translation>UUID</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Partition table</source>
        <translation>分区表</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Free between partitions</source>
        <translation>分区之间的空闲空间</translation>
    </message>
    <message>
        <source>Cluster rounding</source>
        <translation>簇取整损失</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>映射图</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Virtual size</source>
        <translation>虚拟大小</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>占用磁盘</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>独有</translation>
    </message>
    <message>
        <source>Garbage</source>
        <translation>垃圾</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>可节省</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>最多%1</translation>
    </message>
    <message>
        <source>Orphan: %1 is missing</source>
        <translation>孤立：%1缺失</translation>
    </message>
    <message>
        <source>Incomplete: %1 is refused</source>
        <translation>不完整：%1被拒绝</translation>
    </message>
    <message>
        <source>Incomplete: %1 cannot be read</source>
        <translation>不完整：无法读取%1</translation>
    </message>
    <message>
        <source>Content not read: %1</source>
        <translation>内容未读取：%1</translation>
    </message>
    <message>
        <source>Check this: %1</source>
        <translation>请检查：%1</translation>
    </message>
    <message>
        <source>Used by: templates %1, direct overlays %2</source>
        <translation>使用者：模板%1，直接覆盖层%2</translation>
    </message>
    <message>
        <source>Backed by %1</source>
        <translation>后备镜像：%1</translation>
    </message>
    <message>
        <source>Not known: a layer cannot be read</source>
        <translation>未知：有一层无法读取</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>Only templates are slimmed</source>
        <translation>仅模板可瘦身</translation>
    </message>
    <message>
        <source>Of this image by itself: several templates share it</source>
        <translation>仅就该镜像本身而言：多个模板共享该镜像</translation>
    </message>
    <message>
        <source>What the better of standard and deep slim gives back on disk, at least, once the originals are deleted. File length: %1 less</source>
        <translation>标准瘦身和深度瘦身中较好的一种，在删除原文件之后至少让磁盘收回的空间。文件长度：减少 %1</translation>
    </message>
    <message>
        <source>Kept original of %1</source>
        <translation>%1 的保留原文件</translation>
    </message>
    <message>
        <source>Kept original</source>
        <translation>保留的原文件</translation>
    </message>
    <message>
        <source>Not read: it is kept until it is deleted</source>
        <translation>未读取：保留至删除为止</translation>
    </message>
</context>
<context>
    <name>MapMenu</name>
    <message>
        <source>Copy offset</source>
        <translation>复制偏移</translation>
    </message>
    <message>
        <source>Copy read path</source>
        <translation>复制读取路径</translation>
    </message>
    <message>
        <source>Zoom to %1</source>
        <translation>缩放到%1</translation>
    </message>
    <message>
        <source>Zoom to volume</source>
        <translation>缩放到卷</translation>
    </message>
    <message>
        <source>Zoom to next garbage of this layer</source>
        <translation>缩放到该层的下一处垃圾</translation>
    </message>
    <message>
        <source>Show whole disk</source>
        <translation>显示整个磁盘</translation>
    </message>
</context>
<context>
    <name>MapPlace</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1, compressed</source>
        <translation>%1，已压缩</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>beyond the end of this layer</source>
        <translation>超出该层末尾</translation>
    </message>
    <message>
        <source>host offset %1</source>
        <translation>宿主偏移%1</translation>
    </message>
</context>
<context>
    <name>Originals</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 is renamed to %2</source>
        <translation>%1重命名为%2</translation>
    </message>
    <message>
        <source>%1: the run is finished, the new files take their names</source>
        <translation>%1：运行已完成，新文件改用最终名称</translation>
    </message>
    <message>
        <source>%1: the run is taken back, everything is as before it</source>
        <translation>%1：运行已撤回，一切恢复到运行之前</translation>
    </message>
    <message>
        <source>%1 is removed</source>
        <translation>%1已删除</translation>
    </message>
    <message>
        <source>%1 (%2 on disk)</source>
        <translation>%1（占用磁盘%2）</translation>
    </message>
    <message>
        <source>Restore the originals? They get their names again, and the files that the run has made are removed.</source>
        <translation>恢复原文件？原文件将恢复原名，该次运行创建的文件将被删除。</translation>
    </message>
    <message>
        <source>Comes back: %1 (%2)</source>
        <translation>将恢复：%1（%2）</translation>
    </message>
    <message>
        <source>Is removed: %1 (%2)</source>
        <translation>将删除：%1（%2）</translation>
    </message>
    <message>
        <source>The originals are back:</source>
        <translation>原文件已恢复：</translation>
    </message>
    <message>
        <source>Delete these originals? The run cannot be undone after that.</source>
        <translation>删除这些原文件？此后无法再撤销这次运行。</translation>
    </message>
    <message>
        <source>Delete these originals? This frees %1 on disk. The run cannot be undone after that.</source>
        <translation>删除这些原文件？磁盘将释放 %1。此后无法再撤销这次运行。</translation>
    </message>
    <message>
        <source>%1 and below</source>
        <translation>%1 及其下</translation>
    </message>
    <message>
        <source>Files looked at: %1; there are more that were not looked at</source>
        <translation>已查看文件：%1；还有未查看的文件</translation>
    </message>
    <message>
        <source>Files looked at: %1</source>
        <translation>已查看文件：%1</translation>
    </message>
    <message>
        <source>Could not be read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>Needs them: %1</source>
        <translation>需要它们：%1</translation>
    </message>
    <message>
        <source>Needs them, kept by another run: %1 (%2 on disk)</source>
        <translation>需要它们，由另一次运行保留：%1（占用磁盘 %2）</translation>
    </message>
    <message>
        <source>Images that need these files were looked for in:</source>
        <translation>在以下位置查找过需要这些文件的镜像：</translation>
    </message>
    <message>
        <source>Images need these originals, which are not deleted while that is so. Give those images another base or delete them first, or restore the originals.</source>
        <translation>有镜像需要这些原文件，因此不会删除它们。请先为那些镜像指定另一个基础镜像或将其删除，或者恢复原文件。</translation>
    </message>
    <message>
        <source>Images were made on the new files, and would lose their base. Move or delete those images first.</source>
        <translation>已有镜像建立在新文件之上，它们会失去基础镜像。请先移动或删除那些镜像。</translation>
    </message>
    <message>
        <source>No receipt of that run is left. Restore this original by its name? The file that has the name now is kept in its place.</source>
        <translation>该次运行已没有收据。是否按名称恢复此原文件？现在使用该名称的文件将以它的保留名称留存。</translation>
    </message>
    <message>
        <source>Is kept as %1: %2 (%3)</source>
        <translation>保留为 %1：%2（%3）</translation>
    </message>
</context>
<context>
    <name>ReadPath</name>
    <message>
        <source>%1 does not hold this place</source>
        <translation>%1不含此位置</translation>
    </message>
    <message>
        <source>%1 does not hold this place, %2 does not either</source>
        <translation>%1不含此位置，%2也不含</translation>
    </message>
    <message>
        <source>%1 and the %2 layers below it do not hold this place</source>
        <translation>%1及其下方的%2个层不含此位置</translation>
    </message>
    <message>
        <source>%1 ends before it, so it reads as zero</source>
        <translation>%1在此位置之前结束，因此读取为零</translation>
    </message>
    <message>
        <source>no layer is left, so it reads as zero</source>
        <translation>没有更多的层，因此读取为零</translation>
    </message>
    <message>
        <source>%1 says that it reads as zero</source>
        <translation>%1指明其读取为零</translation>
    </message>
    <message>
        <source>%1 says that it reads as zero, and hides what is below</source>
        <translation>%1指明其读取为零，并遮盖下方内容</translation>
    </message>
    <message>
        <source>%1 stores it</source>
        <translation>%1存储此位置</translation>
    </message>
    <message>
        <source>%1 stores it compressed at host offset %2</source>
        <translation>%1在宿主偏移%2处压缩存储此位置</translation>
    </message>
    <message>
        <source>%1 stores it at host offset %2</source>
        <translation>%1在宿主偏移%2处存储此位置</translation>
    </message>
    <message>
        <source>it belongs to %1</source>
        <translation>此位置属于%1</translation>
    </message>
    <message>
        <source>the guest does not use it</source>
        <translation>客户机未使用此位置</translation>
    </message>
    <message>
        <source>its volume is not trusted, so it counts as used</source>
        <translation>所在的卷不可信，因此计为已用</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>not used by the guest</source>
        <translation>客户机未使用</translation>
    </message>
    <message>
        <source>in no volume</source>
        <translation>不在任何卷中</translation>
    </message>
    <message>
        <source>the file system&apos;s own records</source>
        <translation>文件系统自身的记录</translation>
    </message>
</context>
<context>
    <name>ReceiptView</name>
    <message>
        <source>File lengths</source>
        <translation>文件长度</translation>
    </message>
    <message>
        <source>After</source>
        <translation>运行后</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>actual</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>运行前</translation>
    </message>
    <message>
        <source>as predicted</source>
        <translation>与预测一致</translation>
    </message>
    <message>
        <source>not as predicted</source>
        <translation>与预测不一致</translation>
    </message>
    <message>
        <source>What the new files leave out</source>
        <translation>新文件省去的内容</translation>
    </message>
    <message>
        <source>Garbage: the guest does not use it</source>
        <translation>垃圾：客户机未使用</translation>
    </message>
    <message>
        <source>Only zeros</source>
        <translation>全为零</translation>
    </message>
    <message>
        <source>Equal to the backing</source>
        <translation>与后备相同</translation>
    </message>
    <message>
        <source>Hidden by an upper layer</source>
        <translation>被上层遮盖</translation>
    </message>
    <message>
        <source>Equal to each other</source>
        <translation>彼此相同</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>本次运行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Originals are kept as</source>
        <translation>原文件保留为</translation>
    </message>
    <message>
        <source>Came up during the run</source>
        <translation>运行期间出现的情况</translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation>磁盘空间</translation>
    </message>
    <message>
        <source>Measured, once the originals are deleted</source>
        <translation>实测，删除原文件之后</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>Deleting the originals frees</source>
        <translation>删除原文件可释放</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <source>Write the result to a new file, or slim the overlays that need it first.</source>
        <translation>将结果写入新文件，或先对需要它的覆盖层瘦身。</translation>
    </message>
    <message>
        <source>Nothing to do: only the sum of the files counts.</source>
        <translation>无需处理：只看各文件的总和。</translation>
    </message>
    <message>
        <source>Start the template once and check its files before you trust the result.</source>
        <translation>在信任结果之前，请启动一次模板并检查其文件。</translation>
    </message>
    <message>
        <source>Use standard slim, or let all overlays share a new base with base sharing.</source>
        <translation>使用标准瘦身，或通过共享基础镜像让所有覆盖层共享一个新的基础镜像。</translation>
    </message>
    <message>
        <source>Make a full backup after the run; incremental ones start anew.</source>
        <translation>运行后请做一次完整备份；增量备份将重新开始。</translation>
    </message>
    <message>
        <source>Do what the reason asks for, then plan again.</source>
        <translation>按原因所述处理，然后重新规划。</translation>
    </message>
    <message>
        <source>Choose a compression in the options and compare both figures.</source>
        <translation>在选项中选择一种压缩方式，并比较两个数值。</translation>
    </message>
    <message>
        <source>Convert it to an image without encryption first, for example with qemu-img.</source>
        <translation>请先将其转换为未加密的镜像，例如使用qemu-img。</translation>
    </message>
    <message>
        <source>Turn extended L2 entries off where the image has to go to such a service.</source>
        <translation>若镜像须交给此类服务，请关闭扩展 L2 条目。</translation>
    </message>
    <message>
        <source>Keep the originals until you are sure that no deleted file is needed.</source>
        <translation>在确定不需要任何已删除的文件之前，请保留原文件。</translation>
    </message>
    <message>
        <source>Make the folder, or choose another one.</source>
        <translation>创建该文件夹，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder, or ask its owner for the right to write.</source>
        <translation>选择其他文件夹，或向其所有者申请写入权限。</translation>
    </message>
    <message>
        <source>Choose a new file as the result in the options.</source>
        <translation>在选项中选择新文件作为结果。</translation>
    </message>
    <message>
        <source>Report this error; nothing was changed.</source>
        <translation>请报告此错误；未做任何更改。</translation>
    </message>
    <message>
        <source>Slim the overlays that need it as well; its space comes free after that.</source>
        <translation>同时对需要它的覆盖层瘦身；之后其空间会释放。</translation>
    </message>
    <message>
        <source>Use deep slim.</source>
        <translation>使用深度瘦身。</translation>
    </message>
    <message>
        <source>Choose in the options where the result goes.</source>
        <translation>在选项中选择结果的存放位置。</translation>
    </message>
    <message>
        <source>Scan again.</source>
        <translation>重新扫描。</translation>
    </message>
    <message>
        <source>Run it as its owner or as root, or give it back to its owner afterwards.</source>
        <translation>以其所有者或root身份运行，或在之后将其归还给所有者。</translation>
    </message>
    <message>
        <source>Ask for the exact figures first.</source>
        <translation>请先获取精确数值。</translation>
    </message>
    <message>
        <source>Copy the image as a file, not with a converting tool.</source>
        <translation>请将镜像作为文件复制，不要使用转换工具。</translation>
    </message>
    <message>
        <source>Keep the originals where you still need one of the snapshots.</source>
        <translation>若仍需要其中某个快照，请保留原文件。</translation>
    </message>
    <message>
        <source>Make room, or choose a folder on another disk.</source>
        <translation>腾出空间，或选择其他磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>Leave the option off where a suspended system has to go on.</source>
        <translation>若挂起的系统需要继续运行，请勿启用该选项。</translation>
    </message>
    <message>
        <source>Choose another name, or move that file away.</source>
        <translation>选择其他名称，或移走该文件。</translation>
    </message>
    <message>
        <source>Make it read-only after the run, and edit the diffs only.</source>
        <translation>运行后将其设为只读，仅编辑差异镜像。</translation>
    </message>
    <message>
        <source>Leave that template out, choose another base, or write to another folder.</source>
        <translation>不要包含该模板，或选择其他基础镜像，或写入其他文件夹。</translation>
    </message>
    <message>
        <source>Write to another folder, or leave one of the two out.</source>
        <translation>写入其他文件夹，或去掉两者之一。</translation>
    </message>
    <message>
        <source>Leave one of the two out.</source>
        <translation>去掉两者之一。</translation>
    </message>
    <message>
        <source>Its free space stays: decrypt the volume in the guest where that is allowed.</source>
        <translation>其空闲空间会保留：若允许，请在客户机中解密该卷。</translation>
    </message>
    <message>
        <source>Its space counts as used; to give it back, trim it inside the guest.</source>
        <translation>其空间计为已用；要释放该空间，请在客户机内裁剪。</translation>
    </message>
    <message>
        <source>Let LVM write its metadata anew in the guest with vgck, then scan again.</source>
        <translation>在客户机中用vgck让LVM重新写入其元数据，然后重新扫描。</translation>
    </message>
    <message>
        <source>Set it by hand where it matters, or run it as root.</source>
        <translation>如有需要请手动设置，或以root身份运行。</translation>
    </message>
    <message>
        <source>The doctor finds it and writes its new name into the overlay.</source>
        <translation>“查找后备镜像”会找到它，并将其新名称写入覆盖层。</translation>
    </message>
    <message>
        <source>Find out whether the base was really changed; if so, take the base from a backup.</source>
        <translation>查明基础镜像是否真的被改动过；若是，请从备份中取回基础镜像。</translation>
    </message>
    <message>
        <source>Repair a copy of it with qemu-img check -r all, or take it from a backup.</source>
        <translation>用qemu-img check -r all修复它的副本，或从备份中取回。</translation>
    </message>
    <message>
        <source>Choose another folder or file for it.</source>
        <translation>为它选择另一个文件夹或文件。</translation>
    </message>
    <message>
        <source>Name the right backing image in a copy of it, with qemu-img rebase -u.</source>
        <translation>用qemu-img rebase -u在它的副本中写入正确的后备镜像名称。</translation>
    </message>
    <message>
        <source>Merge some of its layers first, for example with qemu-img commit.</source>
        <translation>请先合并它的一些层，例如用qemu-img commit。</translation>
    </message>
    <message>
        <source>Start the guest, so that it wakes up, and shut it down fully (Windows: shutdown /s /f /t 0; Linux: poweroff), then try again.</source>
        <translation>请启动客户机使其唤醒，并完全关机（Windows：shutdown /s /f /t 0；Linux：poweroff），然后重试。</translation>
    </message>
    <message>
        <source>Start the machine again and shut the guest down, or throw the saved state away (virsh managedsave-remove, or delete the file), then try again.</source>
        <translation>请重新启动虚拟机并关闭客户机，或丢弃保存的状态（virsh managedsave-remove，或删除该文件），然后重试。</translation>
    </message>
    <message>
        <source>Start the machine from that snapshot and shut the guest down, or delete the snapshot with qemu-img snapshot -d, then try again.</source>
        <translation>请从该快照启动虚拟机并关闭客户机，或用 qemu-img snapshot -d 删除该快照，然后重试。</translation>
    </message>
    <message>
        <source>Choose a file that this program has written, or mend that place in it.</source>
        <translation>选择由本程序写入的文件，或修正其中的该处。</translation>
    </message>
    <message>
        <source>Start the guest once and shut it down cleanly, then try again. Or mount a copy once, which does what is left: qemu-nbd -c /dev/nbd0 COPY; mount /dev/nbd0p1 /mnt; umount /mnt; qemu-nbd -d /dev/nbd0.</source>
        <translation>请启动客户机一次并正常关机，然后重试。或者把一份副本挂载一次，挂载时会完成剩余的工作：qemu-nbd -c /dev/nbd0 COPY; mount /dev/nbd0p1 /mnt; umount /mnt; qemu-nbd -d /dev/nbd0。</translation>
    </message>
    <message>
        <source>A newer QEMU has made it: convert it to a plain qcow2 file with that version of qemu-img.</source>
        <translation>它由较新的QEMU创建：用该版本的qemu-img将其转换为普通的qcow2文件。</translation>
    </message>
    <message>
        <source>Convert it to a new qcow2 file first, for example with qemu-img.</source>
        <translation>请先将其转换为新的qcow2文件，例如用qemu-img。</translation>
    </message>
    <message>
        <source>Its header is damaged, made to harm, or of a newer version: take the file from a backup, or convert it with a newer qemu-img.</source>
        <translation>它的头部已损坏、是恶意制作的，或属于较新的版本：请从备份中取回该文件，或用较新的qemu-img转换它。</translation>
    </message>
    <message>
        <source>It was cut off, perhaps while it was copied, or its tables are damaged. Copy it again, or take it from a backup.</source>
        <translation>它被截断了，可能是在复制时，或者其表已损坏。请重新复制，或从备份中取回。</translation>
    </message>
    <message>
        <source>Copy it to a file first: qemu-img convert -O qcow2 {name} copy.qcow2 (with -f qcow2 where the device holds a qcow2 image).</source>
        <translation>请先将其复制到文件：qemu-img convert -O qcow2 {name} copy.qcow2（若设备上是qcow2镜像，请加-f qcow2）。</translation>
    </message>
    <message>
        <source>Its content counts. Rename it, so that nobody takes it for another format.</source>
        <translation>以其内容为准。请重命名，以免有人把它当作其他格式。</translation>
    </message>
    <message>
        <source>It was never written, or it was cut off: take it from a backup.</source>
        <translation>它从未写入，或已被截断：请从备份中取回。</translation>
    </message>
    <message>
        <source>If it was cut off or overwritten, take it from a backup. If it is a raw disk, rename it to end with .raw.</source>
        <translation>如果它被截断或覆盖，请从备份中取回。如果它是raw磁盘，请将其重命名为以.raw结尾。</translation>
    </message>
    <message>
        <source>Wait until nothing else works on that folder, then try again.</source>
        <translation>等到没有其他程序在处理该文件夹时再重试。</translation>
    </message>
    <message>
        <source>Name one of the images in it.</source>
        <translation>请指定其中的一个镜像。</translation>
    </message>
    <message>
        <source>Copy its content to a file first.</source>
        <translation>请先将其内容复制到文件。</translation>
    </message>
    <message>
        <source>Convert it with larger clusters first, for example with qemu-img.</source>
        <translation>请先用更大的簇转换它，例如用qemu-img。</translation>
    </message>
    <message>
        <source>It was cut off, perhaps while it was copied. Copy it again, or take it from a backup.</source>
        <translation>它被截断了，可能是在复制时。请重新复制，或从备份中取回。</translation>
    </message>
    <message>
        <source>Convert it first: qemu-img convert -f {format} -O qcow2 FILE NEW.qcow2 makes a file that can be slimmed.</source>
        <translation>请先转换：qemu-img convert -f {format} -O qcow2 FILE NEW.qcow2会生成可以瘦身的文件。</translation>
    </message>
    <message>
        <source>It is a medium to install from, which no guest writes to: there is nothing to slim.</source>
        <translation>它是安装介质，没有客户机会写入：没有可瘦身的内容。</translation>
    </message>
    <message>
        <source>Unlock it with qemu-img convert and its key, or trim it inside the guest.</source>
        <translation>用qemu-img convert及其密钥解锁，或在客户机内部执行trim。</translation>
    </message>
    <message>
        <source>Take the disks out of it on Proxmox VE: vma extract FILE FOLDER.</source>
        <translation>请在Proxmox VE上取出其中的磁盘：vma extract FILE FOLDER。</translation>
    </message>
    <message>
        <source>Convert it first: qemu-img convert -f vmdk -O qcow2 FILE NEW.qcow2 makes a file that can be slimmed; of several files, name the small one that describes them.</source>
        <translation>请先转换：qemu-img convert -f vmdk -O qcow2 FILE NEW.qcow2会生成可以瘦身的文件；若有多个文件，请指定描述它们的那个小文件。</translation>
    </message>
    <message>
        <source>Unpack it first, and name the image that comes out.</source>
        <translation>请先解包，再指定解出的镜像。</translation>
    </message>
    <message>
        <source>Unpack it first (7z x FILE), and name the image that comes out.</source>
        <translation>请先解包（7z x FILE），再指定解出的镜像。</translation>
    </message>
    <message>
        <source>Unpack it first (bzip2 -dk FILE), and name the image that comes out.</source>
        <translation>请先解包（bzip2 -dk FILE），再指定解出的镜像。</translation>
    </message>
    <message>
        <source>Unpack it first (gzip -dk FILE), and name the image that comes out.</source>
        <translation>请先解包（gzip -dk FILE），再指定解出的镜像。</translation>
    </message>
    <message>
        <source>Unpack it first (lz4 -d FILE NEW), and name the image that comes out.</source>
        <translation>请先解包（lz4 -d FILE NEW），再指定解出的镜像。</translation>
    </message>
    <message>
        <source>Unpack it first (tar -xf FILE). The disks in an OVA are VMDK files: qemu-img convert -f vmdk -O qcow2 makes images of them that can be slimmed.</source>
        <translation>请先解包（tar -xf FILE）。OVA中的磁盘是VMDK文件：qemu-img convert -f vmdk -O qcow2会将其变成可以瘦身的镜像。</translation>
    </message>
    <message>
        <source>Unpack it first (xz -dk FILE), and name the image that comes out.</source>
        <translation>请先解包（xz -dk FILE），再指定解出的镜像。</translation>
    </message>
    <message>
        <source>Unpack it first (unzip FILE), and name the image that comes out.</source>
        <translation>请先解包（unzip FILE），再指定解出的镜像。</translation>
    </message>
    <message>
        <source>Unpack it first (zstd -d FILE), and name the image that comes out.</source>
        <translation>请先解包（zstd -d FILE），再指定解出的镜像。</translation>
    </message>
    <message>
        <source>Restore it from a backup, or repair it with qemu-img check, then try again.</source>
        <translation>从备份恢复，或用qemu-img check修复，然后重试。</translation>
    </message>
    <message>
        <source>Open and close it once with QEMU, for example with qemu-img check -r all.</source>
        <translation>用QEMU打开并关闭它一次，例如用qemu-img check -r all。</translation>
    </message>
    <message>
        <source>Shut the virtual machine down, then try again.</source>
        <translation>关闭虚拟机，然后重试。</translation>
    </message>
    <message>
        <source>Look at the images beside it, and remove it by hand where they are whole.</source>
        <translation>查看它旁边的镜像，若它们完整，请手动删除它。</translation>
    </message>
    <message>
        <source>Choose larger clusters.</source>
        <translation>选择更大的簇。</translation>
    </message>
    <message>
        <source>Move the images to a folder with a shorter path.</source>
        <translation>将镜像移到路径较短的文件夹中。</translation>
    </message>
    <message>
        <source>Slim it: the result has no leaks. Or repair a copy of it with qemu-img check -r leaks.</source>
        <translation>对它瘦身：结果没有泄漏。或用qemu-img check -r leaks修复它的副本。</translation>
    </message>
    <message>
        <source>Convert it with larger clusters first, for example with qemu-img: its tables get smaller.</source>
        <translation>请先用更大的簇转换它，例如用qemu-img：它的表会变小。</translation>
    </message>
    <message>
        <source>Copy the device to a file (qemu-img convert -O qcow2), and name that file in a copy of the overlay (qemu-img rebase -u -b FILE -F qcow2).</source>
        <translation>将设备复制到文件（qemu-img convert -O qcow2），并在覆盖层的副本中写入该文件的名称（qemu-img rebase -u -b FILE -F qcow2）。</translation>
    </message>
    <message>
        <source>If that is not the base that the machine uses, write the right name into a copy of the overlay with qemu-img rebase -u.</source>
        <translation>如果这不是虚拟机所用的基础镜像，请用qemu-img rebase -u在覆盖层的副本中写入正确的名称。</translation>
    </message>
    <message>
        <source>Copy it to a file (qemu-img convert -O qcow2), and name that file in a copy of the overlay (qemu-img rebase -u -b FILE -F qcow2).</source>
        <translation>将其复制到文件（qemu-img convert -O qcow2），并在覆盖层的副本中写入该文件的名称（qemu-img rebase -u -b FILE -F qcow2）。</translation>
    </message>
    <message>
        <source>Images never need one. Name the right backing image in a copy of it, with qemu-img rebase -u.</source>
        <translation>镜像从不需要它。请用qemu-img rebase -u在其副本中写入正确的后备镜像名称。</translation>
    </message>
    <message>
        <source>Start the guest, let it check the volume, shut it down, then try again.</source>
        <translation>启动客户机，让其检查该卷，关机，然后重试。</translation>
    </message>
    <message>
        <source>In Windows: vssadmin delete shadows /all, then shut it down fully.</source>
        <translation>在Windows中：vssadmin delete shadows /all，然后完全关机。</translation>
    </message>
    <message>
        <source>Start the template and look whether its files are there before you slim it.</source>
        <translation>瘦身之前请启动该模板，看看其文件是否都在。</translation>
    </message>
    <message>
        <source>Only QEMU before 1.1 (2012) needs 0.10; for such a host, convert the result with qemu-img convert -o compat=0.10.</source>
        <translation>只有1.1（2012年）之前的QEMU需要0.10；对于这样的主机，请用qemu-img convert -o compat=0.10转换结果。</translation>
    </message>
    <message>
        <source>Try --compress zstd, and compare both figures.</source>
        <translation>试试--compress zstd，并比较两个数字。</translation>
    </message>
    <message>
        <source>Convert it to an image without a data file first (qemu-img convert -O qcow2), then plan with that one.</source>
        <translation>请先转换为不带数据文件的镜像（qemu-img convert -O qcow2），再用它做计划。</translation>
    </message>
    <message>
        <source>Repair the partition table in the guest, then try again.</source>
        <translation>在客户机中修复分区表，然后重试。</translation>
    </message>
    <message>
        <source>Name a new file with --to.</source>
        <translation>用--to指定新文件。</translation>
    </message>
    <message>
        <source>Leave it as it is, or try compression or smaller clusters.</source>
        <translation>保持原样，或尝试压缩或更小的簇。</translation>
    </message>
    <message>
        <source>If the machine needs them, turn them on again with qemu-img amend -o lazy_refcounts=on.</source>
        <translation>如果虚拟机需要，请用qemu-img amend -o lazy_refcounts=on重新打开。</translation>
    </message>
    <message>
        <source>Remove that link, or write the result to a new file.</source>
        <translation>删除该链接，或将结果写入新文件。</translation>
    </message>
    <message>
        <source>Give the file a shorter name.</source>
        <translation>给文件取一个更短的名称。</translation>
    </message>
    <message>
        <source>Write the result to a folder that is nearer to its base.</source>
        <translation>将结果写入离其基础镜像更近的文件夹。</translation>
    </message>
    <message>
        <source>Name the new file with --to, or replace the old ones with --replace.</source>
        <translation>用--to指定新文件，或用--replace替换旧文件。</translation>
    </message>
    <message>
        <source>Add the folders where such images are to the library, or say before the run that there are none.</source>
        <translation>请将此类镜像所在的文件夹加入库，或在运行前说明没有此类镜像。</translation>
    </message>
    <message>
        <source>Delete these originals first where they are not wanted any more.</source>
        <translation>如果不再需要这些原文件，请先将其删除。</translation>
    </message>
    <message>
        <source>Name the folder where they are as one to search, and plan again.</source>
        <translation>将它们所在的文件夹指定为搜索文件夹，然后重新规划。</translation>
    </message>
    <message>
        <source>Plan again: the figures are those of the files as they were.</source>
        <translation>请重新规划：这些数字是文件原先状态的数字。</translation>
    </message>
    <message>
        <source>Plan it with --exact.</source>
        <translation>请用--exact规划。</translation>
    </message>
    <message>
        <source>Add the folders where images may need these files to the library.</source>
        <translation>请将可能有镜像需要这些文件的文件夹加入库。</translation>
    </message>
    <message>
        <source>Make sure that no image there needs these files.</source>
        <translation>请确认那里没有镜像需要这些文件。</translation>
    </message>
    <message>
        <source>Delete the other names too, if nobody needs them.</source>
        <translation>如果没有人需要，请把其他名称也删除。</translation>
    </message>
    <message>
        <source>Slim or delete the files that share them as well.</source>
        <translation>请把共享它们的文件也瘦身或删除。</translation>
    </message>
    <message>
        <source>Make sure that the guest was shut down, not suspended, before this copy of the disk was made.</source>
        <translation>请确认制作这份磁盘副本之前客户机已关机，而不是挂起。</translation>
    </message>
    <message>
        <source>To free that too, start the guest once and shut it down cleanly, then try again.</source>
        <translation>要连这部分也释放，请启动客户机一次并正常关机，然后重试。</translation>
    </message>
    <message>
        <source>Nothing to do: the guest replays its journal when it starts. Where it was only suspended, wake it up and shut it down cleanly first.</source>
        <translation>无需操作：客户机启动时会重放其日志。如果客户机只是挂起，请先唤醒它并正常关机。</translation>
    </message>
    <message>
        <source>Open the image by one path only, or leave both in place.</source>
        <translation>只经由一条路径打开该镜像，或让两者留在原处。</translation>
    </message>
    <message>
        <source>Look at both files, and remove the one that is not needed by hand.</source>
        <translation>查看这两个文件，手动删除不需要的那个。</translation>
    </message>
    <message>
        <source>Run it as that user.</source>
        <translation>以该用户身份运行。</translation>
    </message>
    <message>
        <source>Wait until that run has ended.</source>
        <translation>等待该运行结束。</translation>
    </message>
    <message>
        <source>Make sure that no run is going on, then remove it by hand.</source>
        <translation>确认没有运行正在进行，然后手动删除它。</translation>
    </message>
    <message>
        <source>Choose another image, or take the right one from a backup.</source>
        <translation>选择另一个镜像，或从备份中取得正确的镜像。</translation>
    </message>
    <message>
        <source>Put the backing image back where its overlay looks for it.</source>
        <translation>将后备镜像放回其覆盖层查找它的位置。</translation>
    </message>
    <message>
        <source>Find the missing layers of that image first.</source>
        <translation>请先找到该镜像缺失的层。</translation>
    </message>
    <message>
        <source>Name it only if you know that it is the right one.</source>
        <translation>只有在您知道它就是正确的那个时才指定它。</translation>
    </message>
    <message>
        <source>Keep what it holds under another name first.</source>
        <translation>请先用另一个名称保存其内容。</translation>
    </message>
    <message>
        <source>Its snapshots are listed with its facts.</source>
        <translation>它的快照列在其信息中。</translation>
    </message>
    <message>
        <source>Run it as a user who may read and write it.</source>
        <translation>以可以读写它的用户身份运行。</translation>
    </message>
    <message>
        <source>Check the name and its folder. Where a backing image was moved, the doctor finds it.</source>
        <translation>请检查名称及其文件夹。如果后备镜像被移动，“查找后备镜像”可以找到它。</translation>
    </message>
    <message>
        <source>Choose a folder on a file system that can be written to.</source>
        <translation>选择位于可写文件系统上的文件夹。</translation>
    </message>
    <message>
        <source>Let gdisk write both copies of the table anew in the guest, then try again.</source>
        <translation>在客户机中让gdisk重新写入分区表的两个副本，然后重试。</translation>
    </message>
    <message>
        <source>Only its owner knows which of the two is a leftover. Remove that one in the guest with wipefs, after a backup.</source>
        <translation>只有其所有者知道两者中哪个是残留。请先备份，再在客户机中用wipefs删除它。</translation>
    </message>
    <message>
        <source>Try again. If it fails again, check the disk and the memory of this machine, and report it.</source>
        <translation>请重试。如果再次失败，请检查本机的磁盘和内存，并报告此问题。</translation>
    </message>
    <message>
        <source>Check the volume in the guest (Windows: chkdsk /f; Linux: fsck.exfat), shut the guest down, then try again.</source>
        <translation>请在客户机中检查该卷（Windows：chkdsk /f；Linux：fsck.exfat），关闭客户机，然后重试。</translation>
    </message>
    <message>
        <source>Run chkdsk /f on the volume in Windows, shut it down fully (shutdown /s /f /t 0), then try again.</source>
        <translation>请在 Windows 中对该卷运行 chkdsk /f，完全关机（shutdown /s /f /t 0），然后重试。</translation>
    </message>
    <message>
        <source>Check the volume in the guest (Windows: chkdsk /f; Linux: fsck.fat -a), shut the guest down, then try again.</source>
        <translation>请在客户机中检查该卷（Windows：chkdsk /f；Linux：fsck.fat -a），关闭客户机，然后重试。</translation>
    </message>
    <message>
        <source>Start Windows and shut it down fully (shutdown /s /f /t 0), then try again.</source>
        <translation>请启动 Windows 并完全关机（shutdown /s /f /t 0），然后重试。</translation>
    </message>
    <message>
        <source>Start the guest once and shut it down cleanly, then try again. Or mount a copy once, which replays the log: qemu-nbd -c /dev/nbd0 COPY; mount /dev/nbd0p1 /mnt; umount /mnt; qemu-nbd -d /dev/nbd0. Do not use xfs_repair -L, which throws the log away.</source>
        <translation>请启动客户机一次并正常关机，然后重试。或者把一份副本挂载一次，挂载时会重放日志：qemu-nbd -c /dev/nbd0 COPY; mount /dev/nbd0p1 /mnt; umount /mnt; qemu-nbd -d /dev/nbd0。不要使用 xfs_repair -L，它会丢弃日志。</translation>
    </message>
    <message>
        <source>If it holds nothing, discard it in the guest (blkdiscard) or fill it with zeros: zeros are dropped.</source>
        <translation>如果其中没有内容，请在客户机中丢弃它（blkdiscard）或用零填满：零会被去掉。</translation>
    </message>
    <message>
        <source>Start the template and look whether its files are there, then name the right format in the overlay: qemu-img rebase -u -b BASE -F FORMAT OVERLAY.</source>
        <translation>请启动该模板并查看其文件是否都在，然后在覆盖层中写明正确的格式：qemu-img rebase -u -b BASE -F FORMAT OVERLAY。</translation>
    </message>
    <message>
        <source>Open it by the other name only, or remove the name by which its base is not found.</source>
        <translation>请只用另一个名称打开它，或删除那个找不到其基础镜像的名称。</translation>
    </message>
    <message>
        <source>Add the folders where such images are to the library, or say that there are none.</source>
        <translation>请把存放此类镜像的文件夹加入库中，或确认不存在这样的镜像。</translation>
    </message>
    <message>
        <source>Convert it on macOS: hdiutil convert FILE -format UDTO -o NEW asks for the password and makes NEW.cdr, a raw disk.</source>
        <translation>请在macOS上转换：hdiutil convert FILE -format UDTO -o NEW会询问密码并生成raw磁盘NEW.cdr。</translation>
    </message>
    <message>
        <source>Export it first: ewfexport -u -f raw -t - FILE &gt; NEW.raw (of the libewf tools) makes a raw disk in one piece.</source>
        <translation>请先导出：ewfexport -u -f raw -t - FILE &gt; NEW.raw（libewf工具）会生成一个完整的raw磁盘。</translation>
    </message>
    <message>
        <source>Convert it on macOS: hdiutil convert FILE -format UDTO -o NEW makes NEW.cdr, a raw disk.</source>
        <translation>请在macOS上转换：hdiutil convert FILE -format UDTO -o NEW会生成raw磁盘NEW.cdr。</translation>
    </message>
    <message>
        <source>Let LVM write its metadata anew in the guest (vgck --updatemetadata {group}), then try again.</source>
        <translation>在客户机中让LVM重新写入其元数据（vgck --updatemetadata {group}），然后重试。</translation>
    </message>
    <message>
        <source>Make the image as large as it was (qemu-img resize), or take it from a backup. What a file held behind its end is lost.</source>
        <translation>请把镜像恢复到原来的大小（qemu-img resize），或使用备份。文件中位于其末尾之后的内容已丢失。</translation>
    </message>
    <message>
        <source>Wait until the other run is over, then try again; after a crash, recover puts the folder in order.</source>
        <translation>请等另一次运行结束后重试；如果程序曾崩溃，可用 recover 整理该文件夹。</translation>
    </message>
    <message>
        <source>Wait until the other run is over, then try again.</source>
        <translation>请等另一次运行结束后重试。</translation>
    </message>
    <message>
        <source>Choose a folder below one that only you and root may change.</source>
        <translation>请选择只有您和 root 才能更改的文件夹之下的位置。</translation>
    </message>
    <message>
        <source>Name the place by its real path, or write to a folder that is yours, or run it as that user.</source>
        <translation>请使用真实路径指定位置，或写入属于您的文件夹，或以该用户身份运行。</translation>
    </message>
    <message>
        <source>Give the new file more permissions where everybody may see all of it.</source>
        <translation>如果所有人都可以查看全部内容，再为新文件放宽权限。</translation>
    </message>
    <message>
        <source>Write the result to a new file instead, or make the chain belong to one user.</source>
        <translation>请改为写入新文件，或使整条链属于同一用户。</translation>
    </message>
    <message>
        <source>Give the new file the owner and the permissions that it needs, once you know who may see all of it.</source>
        <translation>确定谁可以查看全部内容后，再为新文件设置所需的所有者和权限。</translation>
    </message>
    <message>
        <source>Delete the snapshots that nobody needs: qemu-img snapshot -d NAME IMAGE.</source>
        <translation>删除无人需要的快照：qemu-img snapshot -d NAME IMAGE。</translation>
    </message>
    <message>
        <source>Look through a folder further down by itself, if it is yours.</source>
        <translation>如果更深处的文件夹属于您，请单独查看它。</translation>
    </message>
    <message>
        <source>Find out who gave it several names; then remove the others by hand.</source>
        <translation>查明是谁给了它多个名称，然后手动删除其余名称。</translation>
    </message>
    <message>
        <source>Give the image of that disk too, with &quot;Add a disk&quot; above the savings. Nothing is written to it.</source>
        <translation>请用节省视图上方的“添加磁盘”一并给出那块磁盘的镜像。不会向它写入任何内容。</translation>
    </message>
    <message>
        <source>Give the images of the group&apos;s other disks too, with &quot;Add a disk&quot; above the savings. Nothing is written to them.</source>
        <translation>请用节省视图上方的“添加磁盘”一并给出该卷组其他磁盘的镜像。不会向它们写入任何内容。</translation>
    </message>
    <message>
        <source>Give the image of that disk too (--with IMAGE). Nothing is written to it.</source>
        <translation>请一并给出那块磁盘的镜像（--with IMAGE）。不会向它写入任何内容。</translation>
    </message>
    <message>
        <source>Give the images of the group&apos;s other disks too (--with IMAGE). Nothing is written to them.</source>
        <translation>请一并给出该卷组其他磁盘的镜像（--with IMAGE）。不会向它们写入任何内容。</translation>
    </message>
    <message>
        <source>Where the exchange was taken back, run the operation again; where it stays, add the folders where such images are to the library.</source>
        <translation>如果交换已撤回，请重新执行该操作；如果它仍保留，请把这类镜像所在的文件夹加入库中。</translation>
    </message>
    <message>
        <source>If there are none, recover with --alone; where the exchange was taken back, run the operation again.</source>
        <translation>如果没有这样的镜像，请用 --alone 恢复；如果交换已撤回，请重新执行该操作。</translation>
    </message>
    <message>
        <source>Where the exchange was taken back, run the operation again; where it stays, move or delete that overlay first.</source>
        <translation>如果交换已撤回，请重新执行该操作；如果它仍保留，请先移走或删除该覆盖层。</translation>
    </message>
    <message>
        <source>Where the exchange was taken back, run the operation again; where it stays, put the files back where they were.</source>
        <translation>如果交换已撤回，请重新执行该操作；如果它仍保留，请先把文件放回原处。</translation>
    </message>
    <message>
        <source>Give both files their names by hand.</source>
        <translation>请手动为两个文件改名。</translation>
    </message>
    <message>
        <source>Restore it, or delete it by hand if nothing needs it.</source>
        <translation>请恢复它；如果没有任何镜像需要它，也可手动删除。</translation>
    </message>
    <message>
        <source>Name the file as it is kept.</source>
        <translation>请给出该文件被保留时的名称。</translation>
    </message>
    <message>
        <source>Name all originals of the run.</source>
        <translation>请列出该次运行的所有原文件。</translation>
    </message>
    <message>
        <source>Make that folder writable, and keep receipts in a file of your own.</source>
        <translation>请使该文件夹可写，并将收据保存到您自己的文件中。</translation>
    </message>
    <message>
        <source>Keep the lessons of each course in a folder of its own.</source>
        <translation>请将每门培训的课程分别放在各自的文件夹中。</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>After the run</source>
        <translation>运行后</translation>
    </message>
    <message>
        <source>added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>After</source>
        <translation>运行后</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>运行前</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>更改内容</translation>
    </message>
    <message>
        <source>Made by {program} at {created}</source>
        <translation>由{program}于{created}生成</translation>
    </message>
    <message>
        <source>Deep slim</source>
        <translation>深度瘦身</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>占用磁盘</translation>
    </message>
    <message>
        <source>What the files really take: holes take nothing</source>
        <translation>文件实际占用的空间：空洞不占用空间</translation>
    </message>
    <message>
        <source>File length</source>
        <translation>文件长度</translation>
    </message>
    <message>
        <source>How long the files are: what a copy may take</source>
        <translation>文件的长度：复制时可能占用的空间</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>文件或文件夹</translation>
    </message>
    <message>
        <source>The largest files and folders</source>
        <translation>最大的文件和文件夹</translation>
    </message>
    <message>
        <source>The chain cannot be read to its end, so that only this can be told</source>
        <translation>无法完整读取该链，因此只能给出以下内容</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>By layer</source>
        <translation>按层</translation>
    </message>
    <message>
        <source>Where it is on the disk</source>
        <translation>在磁盘上的位置</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Nothing is wrong</source>
        <translation>未发现问题</translation>
    </message>
    <message>
        <source>Outside of volumes</source>
        <translation>卷之外</translation>
    </message>
    <message>
        <source>Dirty bitmaps</source>
        <translation>脏位图</translation>
    </message>
    <message>
        <source>Compression takes off</source>
        <translation>压缩减少的量</translation>
    </message>
    <message>
        <source>Equal to the backing</source>
        <translation>与后备相同</translation>
    </message>
    <message>
        <source>Not in these files</source>
        <translation>不在这些文件中</translation>
    </message>
    <message>
        <source>Garbage</source>
        <translation>垃圾</translation>
    </message>
    <message>
        <source>Hidden by upper layers</source>
        <translation>被上层遮盖</translation>
    </message>
    <message>
        <source>Leaked</source>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>Live guest data</source>
        <translation>有效的客户机数据</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Reserved, never written</source>
        <translation>已预留，从未写入</translation>
    </message>
    <message>
        <source>Cluster rounding</source>
        <translation>簇取整损失</translation>
    </message>
    <message>
        <source>Shared clusters take off</source>
        <translation>共用簇减少的量</translation>
    </message>
    <message>
        <source>Only in snapshots</source>
        <translation>仅快照使用</translation>
    </message>
    <message>
        <source>Untrusted volumes</source>
        <translation>不可信的卷</translation>
    </message>
    <message>
        <source>Free inside the files</source>
        <translation>文件内的空闲空间</translation>
    </message>
    <message>
        <source>Zeros that are stored</source>
        <translation>已存储的零</translation>
    </message>
    <message>
        <source>What slimming would do</source>
        <translation>瘦身的预期效果</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>已执行的操作</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>Allow the backing image, or say its format, if you trust it</source>
        <translation>如果信任该后备镜像，请允许使用它或指定其格式</translation>
    </message>
    <message>
        <source>Check the volume in the guest, then shut it down</source>
        <translation>在客户机中检查该卷，然后关机</translation>
    </message>
    <message>
        <source>Shut down what has it open</source>
        <translation>关闭正在打开它的程序</translation>
    </message>
    <message>
        <source>Find out whether the base was really changed; if so, take the base from a backup</source>
        <translation>确认基础镜像是否确实被更改；如果是，请从备份取回基础镜像</translation>
    </message>
    <message>
        <source>Delete bitmaps that no backup needs</source>
        <translation>删除备份不再需要的位图</translation>
    </message>
    <message>
        <source>Delete snapshots that nobody needs</source>
        <translation>删除不再需要的快照</translation>
    </message>
    <message>
        <source>Find the backing image</source>
        <translation>查找后备镜像</translation>
    </message>
    <message>
        <source>Open and close it once, or repair it</source>
        <translation>打开并关闭一次，或进行修复</translation>
    </message>
    <message>
        <source>Repair the leaks</source>
        <translation>修复泄漏</translation>
    </message>
    <message>
        <source>Take the file from a backup</source>
        <translation>从备份取回该文件</translation>
    </message>
    <message>
        <source>Start the guest, and shut it down fully (Windows: shutdown /s /f /t 0)</source>
        <translation>启动客户机，然后完全关机（Windows：shutdown /s /f /t 0）</translation>
    </message>
    <message>
        <source>Slim with smaller clusters</source>
        <translation>使用更小的簇瘦身</translation>
    </message>
    <message>
        <source>Standard slim</source>
        <translation>标准瘦身</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已节省</translation>
    </message>
    <message>
        <source>Harm</source>
        <translation>危害</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Since snapshot {name}</source>
        <translation>自快照{name}以来</translation>
    </message>
    <message>
        <source>Three sizes</source>
        <translation>三种大小</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储量</translation>
    </message>
    <message>
        <source>What is wrong, and what helps</source>
        <translation>问题与处理办法</translation>
    </message>
    <message>
        <source>Why {name} is as large as it is</source>
        <translation>{name}占用空间的原因</translation>
    </message>
    <message>
        <source>no known file system</source>
        <translation>无已知文件系统</translation>
    </message>
    <message>
        <source>Virtual size</source>
        <translation>虚拟大小</translation>
    </message>
    <message>
        <source>What the guest sees</source>
        <translation>客户机所见的大小</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>卷</translation>
    </message>
    <message>
        <source>By volume</source>
        <translation>按卷</translation>
    </message>
    <message>
        <source>From live data to file length</source>
        <translation>从有效数据到文件长度</translation>
    </message>
    <message>
        <source>What helps</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基础镜像</translation>
    </message>
    <message>
        <source>Bases to choose from</source>
        <translation>可选的基础镜像</translation>
    </message>
    <message>
        <source>Blocks it</source>
        <translation>阻碍</translation>
    </message>
    <message>
        <source>Equal to each other</source>
        <translation>彼此相同</translation>
    </message>
    <message>
        <source>Files after the run</source>
        <translation>运行后的文件</translation>
    </message>
    <message>
        <source>Files afterwards</source>
        <translation>之后的文件</translation>
    </message>
    <message>
        <source>Files before</source>
        <translation>之前的文件</translation>
    </message>
    <message>
        <source>All files together</source>
        <translation>全部文件合计</translation>
    </message>
    <message>
        <source>What stays</source>
        <translation>保留的部分</translation>
    </message>
    <message>
        <source>Kept as</source>
        <translation>保留为</translation>
    </message>
    <message>
        <source>What the new files leave out</source>
        <translation>新文件省去的内容</translation>
    </message>
    <message>
        <source>A new base</source>
        <translation>新的基础镜像</translation>
    </message>
    <message>
        <source>Not named yet</source>
        <translation>尚未命名</translation>
    </message>
    <message>
        <source>What speaks against it, and what to know</source>
        <translation>阻碍与注意事项</translation>
    </message>
    <message>
        <source>Nothing speaks against it</source>
        <translation>没有阻碍</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原文件</translation>
    </message>
    <message>
        <source>Space while it runs</source>
        <translation>运行时占用的空间</translation>
    </message>
    <message>
        <source>{operation}: what it would save</source>
        <translation>{operation}：预计节省</translation>
    </message>
    <message>
        <source>Content was not read: duplicates and zeros are not told apart, and savings are at least these</source>
        <translation>未读取内容：不区分重复数据和零，节省量至少为此</translation>
    </message>
    <message>
        <source>From metadata alone: the new files are at most as long as this, and more may be saved</source>
        <translation>仅根据元数据：新文件的长度最多为此，实际可能节省更多</translation>
    </message>
    <message>
        <source>{operation}: what was done</source>
        <translation>{operation}：执行结果</translation>
    </message>
    <message>
        <source>Rule of thumb, (N - 1) x base: {bytes}</source>
        <translation>经验公式，(N - 1) x 基础镜像：{bytes}</translation>
    </message>
    <message>
        <source>It took {seconds} s, read {read} and wrote {written}</source>
        <translation>用时{seconds}秒，读取{read}，写入{written}</translation>
    </message>
    <message>
        <source>Base sharing</source>
        <translation>共享基础镜像</translation>
    </message>
    <message>
        <source>What templates have alike, zeros not counted</source>
        <translation>各模板相同的内容（不计零）</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Deleting the originals gives back {bytes} on disk</source>
        <translation>删除原文件可让磁盘收回 {bytes}</translation>
    </message>
    <message>
        <source>Behind the file system</source>
        <translation>文件系统之后</translation>
    </message>
    <message>
        <source>the whole disk</source>
        <translation>整个磁盘</translation>
    </message>
    <message>
        <source>the logical volume {logicalVolume}</source>
        <translation>逻辑卷{logicalVolume}</translation>
    </message>
    <message>
        <source>partition {partition}</source>
        <translation>分区{partition}</translation>
    </message>
    <message>
        <source>Grow the file system in the guest to the end of its partition (resize2fs, xfs_growfs, btrfs filesystem resize max, &quot;Extend Volume&quot;), then slim</source>
        <translation>在客户机中把文件系统扩大到分区末尾（resize2fs、xfs_growfs、btrfs filesystem resize max、“扩展卷”），然后瘦身</translation>
    </message>
    <message>
        <source>Comes back on disk</source>
        <translation>磁盘收回</translation>
    </message>
    <message>
        <source>The figure of disk space is about right: the file system does not tell exactly what files share</source>
        <translation>磁盘空间的数字是约数：文件系统不能准确说明文件共享了哪些部分</translation>
    </message>
    <message>
        <source>What comes back on disk, once the originals are deleted: holes, blocks that other files share, and files that have other names give nothing</source>
        <translation>删除原文件之后磁盘收回的空间：空洞、其他文件共享的数据块、另有名称的文件都收不回</translation>
    </message>
    <message>
        <source>{place} ({type} {label}, {length:size})</source>
        <translation>{place}（{type} {label}，{length:size}）</translation>
    </message>
    <message>
        <source>{place} ({length:size})</source>
        <translation>{place}（{length:size}）</translation>
    </message>
    <message>
        <source>{place} ({type}, {length:size})</source>
        <translation>{place}（{type}，{length:size}）</translation>
    </message>
</context>
<context>
    <name>Returned</name>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>about %1 or more</source>
        <translation>约 %1 或更多</translation>
    </message>
    <message>
        <source>Gives back %1 on disk</source>
        <translation>磁盘收回 %1</translation>
    </message>
    <message>
        <source>Takes %1 more on disk</source>
        <translation>磁盘多占用 %1</translation>
    </message>
    <message>
        <source>Takes at most %1 more on disk</source>
        <translation>磁盘最多多占用 %1</translation>
    </message>
    <message>
        <source>Takes about %1 more on disk</source>
        <translation>磁盘多占用约 %1</translation>
    </message>
    <message>
        <source>File length: grows by %1</source>
        <translation>文件长度：增加 %1</translation>
    </message>
    <message>
        <source>File length: grows by up to %1</source>
        <translation>文件长度：最多增加 %1</translation>
    </message>
    <message>
        <source>File length: saves %1</source>
        <translation>文件长度：减少 %1</translation>
    </message>
    <message>
        <source>File length: saves at least %1</source>
        <translation>文件长度：至少减少 %1</translation>
    </message>
    <message>
        <source>Gives back %1</source>
        <translation>收回 %1</translation>
    </message>
    <message>
        <source>Takes %1 more</source>
        <translation>多占用 %1</translation>
    </message>
</context>
<context>
    <name>SavingPart</name>
    <message>
        <source>Live</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Stored, and used by the guest</source>
        <translation>已存储，且客户机正在使用</translation>
    </message>
    <message>
        <source>Refused volumes</source>
        <translation>已拒绝的卷</translation>
    </message>
    <message>
        <source>In volumes whose free space cannot be trusted; counts as used</source>
        <translation>位于空闲空间不可信的卷中；计为已用</translation>
    </message>
    <message>
        <source>Cluster rounding</source>
        <translation>簇取整损失</translation>
    </message>
    <message>
        <source>Free, but in one cluster with live data, so that it stays</source>
        <translation>空闲，但与有效数据同在一个簇中，因此保留</translation>
    </message>
    <message>
        <source>Stored, but the guest does not use it any more</source>
        <translation>已存储，但客户机不再使用</translation>
    </message>
    <message>
        <source>Equal to the base</source>
        <translation>与基础镜像相同</translation>
    </message>
    <message>
        <source>Stored, although the base gives the same content</source>
        <translation>已存储，但基础镜像提供相同内容</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零</translation>
    </message>
    <message>
        <source>Stored, but only zeros</source>
        <translation>已存储，但全为零</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>被遮盖</translation>
    </message>
    <message>
        <source>Stored, but an upper layer covers it</source>
        <translation>已存储，但被上层覆盖</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Kept for internal snapshots alone</source>
        <translation>仅为内部快照保留</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Header, tables and reference counts of the image files</source>
        <translation>镜像文件的文件头、表和引用计数</translation>
    </message>
    <message>
        <source>Leaked</source>
        <translation>泄漏</translation>
    </message>
    <message>
        <source>Marked as used in the image file, but referred to by nothing</source>
        <translation>在镜像文件中标记为已用，但未被任何内容引用</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Holes, reserved clusters and unused ends of the image files</source>
        <translation>镜像文件的空洞、保留簇和未使用的尾部</translation>
    </message>
    <message>
        <source>Garbage</source>
        <translation>垃圾</translation>
    </message>
    <message>
        <source>Behind the file system</source>
        <translation>文件系统之后</translation>
    </message>
    <message>
        <source>Behind the end of a file system that is smaller than its partition; counts as used. Grow the file system in the guest, or shrink the partition</source>
        <translation>位于比分区小的文件系统之后；按已使用计。请在客户机中扩大文件系统，或缩小分区</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>{path} cannot get the {attribute} of its original</source>
        <translation>{path}无法获得其原文件的{attribute}</translation>
    </message>
    <message>
        <source>the header does not say the format of {name}; name it with --backing-format PATH=FORMAT</source>
        <translation>文件头未说明{name}的格式；请用--backing-format PATH=FORMAT指定</translation>
    </message>
    <message>
        <source>a file of that name is at {path}</source>
        <translation>在{path}有一个同名文件</translation>
    </message>
    <message>
        <source>its base {path} was modified after it was created</source>
        <translation>其基础镜像{path}在它创建之后被修改过</translation>
    </message>
    <message>
        <source>the bitmap directory does not hold {bitmaps} bitmaps</source>
        <translation>位图目录中的位图数不是{bitmaps}</translation>
    </message>
    <message>
        <source>the bitmap directory cannot be read</source>
        <translation>无法读取位图目录</translation>
    </message>
    <message>
        <source>bitmap table entry {entry} is not valid</source>
        <translation>位图表条目{entry}无效</translation>
    </message>
    <message>
        <source>a bitmap cannot be looked at</source>
        <translation>有位图无法检查</translation>
    </message>
    <message>
        <source>it spreads over {count} devices</source>
        <translation>它分布在{count}个设备上</translation>
    </message>
    <message>
        <source>a part of it has the profile {profile}, which is not read</source>
        <translation>其中一部分的配置为{profile}，不支持读取</translation>
    </message>
    <message>
        <source>{name} is already a layer of this chain</source>
        <translation>{name}已是此链中的一层</translation>
    </message>
    <message>
        <source>{field} is {value}, the limit is {limit}</source>
        <translation>{field}为{value}，上限为{limit}</translation>
    </message>
    <message>
        <source>images of the format {format} have no structure to check</source>
        <translation>{format}格式的镜像没有可检查的结构</translation>
    </message>
    <message>
        <source>a compressed cluster cannot be unpacked after {value} of {limit} bytes</source>
        <translation>压缩簇无法继续解压：共{limit}字节，已解压{value}字节</translation>
    </message>
    <message>
        <source>a compressed cluster unpacks to more than the limit of {limit} bytes</source>
        <translation>压缩簇解压后超过上限{limit}字节</translation>
    </message>
    <message>
        <source>a compressed cluster unpacks to {value} bytes instead of {limit}</source>
        <translation>压缩簇解压后为{value}字节，应为{limit}字节</translation>
    </message>
    <message>
        <source>the content is encrypted ({method})</source>
        <translation>内容已加密（{method}）</translation>
    </message>
    <message>
        <source>the copied flag of an entry does not fit its refcount {refcount}</source>
        <translation>条目的copied标志与其引用计数{refcount}不符</translation>
    </message>
    <message>
        <source>the exchange of files stopped half-way ({reason}); run lamella-cli recover on this folder</source>
        <translation>文件替换中途停止（{reason}）；请对此文件夹运行lamella-cli recover</translation>
    </message>
    <message>
        <source>all is done, but {path} could not be removed; run lamella-cli recover on its folder</source>
        <translation>操作已全部完成，但无法删除{path}；请对其所在文件夹运行lamella-cli recover</translation>
    </message>
    <message>
        <source>{field} is {value}, bit {bit} ({name}) is not known; known bits: {limit}</source>
        <translation>{field}为{value}，位{bit}（{name}）未知；已知位：{limit}</translation>
    </message>
    <message>
        <source>autoclear feature bits {value} are not known</source>
        <translation>autoclear特性位{value}未知</translation>
    </message>
    <message>
        <source>{field} is missing</source>
        <translation>缺少{field}</translation>
    </message>
    <message>
        <source>{field} is {value}, allowed is {limit}</source>
        <translation>{field}为{value}，允许的值为{limit}</translation>
    </message>
    <message>
        <source>{field} is {value} with {length} bytes, the file ends at {limit}</source>
        <translation>{field}为{value}，长度为{length}字节，文件在{limit}处结束</translation>
    </message>
    <message>
        <source>{field} is {value}, which lies over {other} at {limit}</source>
        <translation>{field}为{value}，与{limit}处的{other}重叠</translation>
    </message>
    <message>
        <source>{field} is {value}, at most {limit} is allowed</source>
        <translation>{field}为{value}，最大允许{limit}</translation>
    </message>
    <message>
        <source>{field} is {value}, at least {limit} is needed</source>
        <translation>{field}为{value}，至少需要{limit}</translation>
    </message>
    <message>
        <source>{field} is {value}, it must be a multiple of {limit}</source>
        <translation>{field}为{value}，必须是{limit}的倍数</translation>
    </message>
    <message>
        <source>the file was exchanged while it was being opened</source>
        <translation>文件在打开过程中被替换</translation>
    </message>
    <message>
        <source>the file has {clusters} clusters, at most {limit} are looked at</source>
        <translation>文件有{clusters}个簇，最多检查{limit}个</translation>
    </message>
    <message>
        <source>{structure} needs {needed} bytes, only {available} are there</source>
        <translation>{structure}需要{needed}字节，仅有{available}字节</translation>
    </message>
    <message>
        <source>images of the format {format} are recognised, but not read</source>
        <translation>可识别{format}格式的镜像，但不支持读取</translation>
    </message>
    <message>
        <source>the format {format} is not known</source>
        <translation>格式{format}未知</translation>
    </message>
    <message>
        <source>{count} structures could not be checked</source>
        <translation>有{count}个结构无法检查</translation>
    </message>
    <message>
        <source>it is marked as corrupt</source>
        <translation>它被标记为损坏</translation>
    </message>
    <message>
        <source>it has {count} corruptions, so that a cluster that seems free may not be</source>
        <translation>它有{count}处损坏，看似空闲的簇可能并不空闲</translation>
    </message>
    <message>
        <source>its refcounts are not up to date (dirty bit); open it with QEMU once</source>
        <translation>其引用计数不是最新（dirty位）；请用QEMU打开一次</translation>
    </message>
    <message>
        <source>another process has it open for writing</source>
        <translation>另一个进程已以写入方式打开它</translation>
    </message>
    <message>
        <source>it is no journal of an exchange ({part})</source>
        <translation>它不是文件替换的日志（{part}）</translation>
    </message>
    <message>
        <source>L1 entry {entry} has reserved bits set</source>
        <translation>L1条目{entry}设置了保留位</translation>
    </message>
    <message>
        <source>the L2 table at {offset} is not aligned to a cluster</source>
        <translation>{offset}处的L2表未按簇对齐</translation>
    </message>
    <message>
        <source>L2 entry {entry} is compressed and has the copied flag</source>
        <translation>L2条目{entry}已压缩，却带有copied标志</translation>
    </message>
    <message>
        <source>L2 entry {entry} is compressed in an image with an external data file</source>
        <translation>L2条目{entry}已压缩，但镜像使用外部数据文件</translation>
    </message>
    <message>
        <source>a compressed cluster has the subcluster bitmap {subclusters}</source>
        <translation>压缩簇带有子簇位图{subclusters}</translation>
    </message>
    <message>
        <source>L2 entry {entry} has reserved bits set</source>
        <translation>L2条目{entry}设置了保留位</translation>
    </message>
    <message>
        <source>subcluster bitmap {subclusters} contradicts itself</source>
        <translation>子簇位图{subclusters}自相矛盾</translation>
    </message>
    <message>
        <source>the cluster at {offset} is not aligned</source>
        <translation>{offset}处的簇未对齐</translation>
    </message>
    <message>
        <source>subcluster bitmap {subclusters} without a cluster</source>
        <translation>子簇位图{subclusters}没有对应的簇</translation>
    </message>
    <message>
        <source>the name of the backing image has {value} bytes, the header has room for {limit}: {name}</source>
        <translation>后备镜像的名称有{value}字节，文件头只能容纳{limit}字节：{name}</translation>
    </message>
    <message>
        <source>{clusters} leaked clusters are in use and would need the copied flag too</source>
        <translation>{clusters}个泄漏的簇在使用中，也需要copied标志</translation>
    </message>
    <message>
        <source>{clusters} leaked clusters are more than one repair takes</source>
        <translation>泄漏的簇有{clusters}个，超过一次修复的上限</translation>
    </message>
    <message>
        <source>the copies of the metadata of the volume group {group} differ (number {first} and {second})</source>
        <translation>卷组{group}的元数据副本不一致（序号{first}和{second}）</translation>
    </message>
    <message>
        <source>no metadata of the group of the physical volume {volume} is on this disk</source>
        <translation>此磁盘上没有物理卷{volume}所属卷组的元数据</translation>
    </message>
    <message>
        <source>a volume of the type {type} is in it, or stands on it</source>
        <translation>其中有{type}类型的卷，或有此类卷建立在它之上</translation>
    </message>
    <message>
        <source>its status is {flag}</source>
        <translation>其状态为{flag}</translation>
    </message>
    <message>
        <source>the metadata of the volume group cannot be understood at {position}</source>
        <translation>无法解析卷组元数据，位置{position}</translation>
    </message>
    <message>
        <source>it names the external data file {name}; allow it with --allow PATH</source>
        <translation>它指定了外部数据文件{name}；请用--allow PATH允许</translation>
    </message>
    <message>
        <source>the name {name} is empty or holds a zero byte</source>
        <translation>名称{name}为空或含有零字节</translation>
    </message>
    <message>
        <source>{name} is outside the opened folders; allow it with --allow PATH</source>
        <translation>{name}在已打开的文件夹之外；请用--allow PATH允许</translation>
    </message>
    <message>
        <source>{name} is not the name of a local file</source>
        <translation>{name}不是本地文件名</translation>
    </message>
    <message>
        <source>{name} is a system file</source>
        <translation>{name}是系统文件</translation>
    </message>
    <message>
        <source>libntfs-3g does not accept its {structure}: {system}</source>
        <translation>libntfs-3g不接受其{structure}：{system}</translation>
    </message>
    <message>
        <source>volume shadow copies may still need blocks that are free now; delete them first</source>
        <translation>卷影副本可能仍需要当前空闲的块；请先删除卷影副本</translation>
    </message>
    <message>
        <source>NTFS {major}.{minor} is not read</source>
        <translation>不支持读取NTFS {major}.{minor}</translation>
    </message>
    <message>
        <source>the base {base} was changed after its overlay {overlay} was made</source>
        <translation>基础镜像{base}在其覆盖层{overlay}创建之后被更改过</translation>
    </message>
    <message>
        <source>it is not run ({blocker})</source>
        <translation>不予运行（{blocker}）</translation>
    </message>
    <message>
        <source>the content of {path} is encrypted and cannot be read</source>
        <translation>{path}的内容已加密，无法读取</translation>
    </message>
    <message>
        <source>nothing on this disk counts as free ({reason})</source>
        <translation>此磁盘上没有任何内容计为空闲（{reason}）</translation>
    </message>
    <message>
        <source>some cloud services refuse images with extended L2 entries</source>
        <translation>部分云服务拒绝带有扩展 L2条目的镜像</translation>
    </message>
    <message>
        <source>there is no folder {folder}</source>
        <translation>没有文件夹{folder}</translation>
    </message>
    <message>
        <source>the folder {folder} cannot be written to</source>
        <translation>无法写入文件夹{folder}</translation>
    </message>
    <message>
        <source>{path} is a {format} image, and the result is qcow2; give it a new name</source>
        <translation>{path}是{format}镜像，而结果为qcow2；请指定新名称</translation>
    </message>
    <message>
        <source>{path} is marked as corrupt</source>
        <translation>{path}被标记为损坏</translation>
    </message>
    <message>
        <source>another process has {path} open for writing</source>
        <translation>另一个进程已以写入方式打开{path}</translation>
    </message>
    <message>
        <source>the plan contradicts itself in {field}</source>
        <translation>计划在{field}上自相矛盾</translation>
    </message>
    <message>
        <source>{path} has no diff to merge; a deep slim makes a new base</source>
        <translation>{path}没有可合并的差异镜像；深度瘦身会创建新的基础镜像</translation>
    </message>
    <message>
        <source>where the result goes is not said: --to or --replace</source>
        <translation>未指定结果的存放位置：--to或--replace</translation>
    </message>
    <message>
        <source>it has changed since it was checked</source>
        <translation>它在检查之后已更改</translation>
    </message>
    <message>
        <source>{path} belongs to the user {user}; what replaces it will belong to you</source>
        <translation>{path}属于用户{user}；替换它的文件将属于您</translation>
    </message>
    <message>
        <source>a run needs an exact plan</source>
        <translation>运行需要精确计划</translation>
    </message>
    <message>
        <source>equal clusters share one place; a tool that copies the image may store each again</source>
        <translation>相同的簇共用一处存储；复制镜像的工具可能会将其分别存储</translation>
    </message>
    <message>
        <source>{path} exists already</source>
        <translation>{path}已存在</translation>
    </message>
    <message>
        <source>the template {path} becomes the base of others and must not be changed any more</source>
        <translation>模板{path}将成为其他镜像的基础镜像，不得再更改</translation>
    </message>
    <message>
        <source>the base {base} rests on the template {path}, which cannot be replaced by a diff on that base</source>
        <translation>基础镜像{base}建立在模板{path}之上，因此该模板不能被替换为以它为基础的差异</translation>
    </message>
    <message>
        <source>the template {overlay} rests on {path}; both cannot be replaced in one run</source>
        <translation>模板{overlay}建立在{path}之上；两者不能在一次运行中同时被替换</translation>
    </message>
    <message>
        <source>{path} was given twice, again as {again}</source>
        <translation>{path}被指定了两次，另一次为{again}</translation>
    </message>
    <message>
        <source>{field} is {value} for guest offset {guestOffset}: {limit}</source>
        <translation>客户机偏移{guestOffset}处的{field}为{value}：{limit}</translation>
    </message>
    <message>
        <source>{field} is {value} more than once, the limit is {limit}</source>
        <translation>{field}多次为{value}，上限为{limit}</translation>
    </message>
    <message>
        <source>it stays: the files are no longer those that it speaks of ({name})</source>
        <translation>予以保留：文件已不是它所记录的文件（{name}）</translation>
    </message>
    <message>
        <source>the exchange was finished</source>
        <translation>完成文件替换</translation>
    </message>
    <message>
        <source>it stays: an exchange that was not recovered may need it</source>
        <translation>予以保留：尚未恢复的文件替换可能需要它</translation>
    </message>
    <message>
        <source>it stays: it has files in {folder}; allow that with --allow PATH</source>
        <translation>予以保留：它有文件位于{folder}；请用--allow PATH允许</translation>
    </message>
    <message>
        <source>it stays: the user {user} wrote it, who does not own the folder</source>
        <translation>予以保留：它由用户{user}写入，而该用户不是文件夹的所有者</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>renamed to {to}</source>
        <translation>改名为{to}</translation>
    </message>
    <message>
        <source>the exchange was taken back</source>
        <translation>撤销文件替换</translation>
    </message>
    <message>
        <source>it stays: its process is still running</source>
        <translation>予以保留：其进程仍在运行</translation>
    </message>
    <message>
        <source>it stays: the file system cannot tell whether its process is still running</source>
        <translation>予以保留：文件系统无法判断其进程是否仍在运行</translation>
    </message>
    <message>
        <source>{clusters} clusters leaked: refcount {refcount}, references {references}</source>
        <translation>{clusters}个簇泄漏：引用计数{refcount}，引用{references}</translation>
    </message>
    <message>
        <source>cluster {cluster} has {references} references, its refcount ends at {limit}</source>
        <translation>簇{cluster}有{references}个引用，其引用计数最大为{limit}</translation>
    </message>
    <message>
        <source>cluster {cluster}: refcount {refcount}, references {references}</source>
        <translation>簇{cluster}：引用计数{refcount}，引用{references}</translation>
    </message>
    <message>
        <source>the refcount block at {offset} is outside the file</source>
        <translation>{offset}处的引用计数块在文件之外</translation>
    </message>
    <message>
        <source>the refcount block at {offset} has {references} references</source>
        <translation>{offset}处的引用计数块有{references}个引用</translation>
    </message>
    <message>
        <source>the refcount block at {offset} is not aligned to a cluster</source>
        <translation>{offset}处的引用计数块未按簇对齐</translation>
    </message>
    <message>
        <source>the refcount block at {offset} cannot be read</source>
        <translation>无法读取{offset}处的引用计数块</translation>
    </message>
    <message>
        <source>refcount table entry {entry} has reserved bits set</source>
        <translation>引用计数表条目{entry}设置了保留位</translation>
    </message>
    <message>
        <source>a reference to {offset} with {length} bytes is outside the file</source>
        <translation>指向{offset}、长度为{length}字节的引用在文件之外</translation>
    </message>
    <message>
        <source>the leaks are not repaired</source>
        <translation>泄漏未修复</translation>
    </message>
    <message>
        <source>after the repair it has {leaks} leaks and {corruptions} corruptions</source>
        <translation>修复后它有{leaks}处泄漏和{corruptions}处损坏</translation>
    </message>
    <message>
        <source>it is not as the run left it; taking the run back would lose what changed</source>
        <translation>它已不是运行结束时的状态；撤销运行会丢失之后的更改</translation>
    </message>
    <message>
        <source>the run has kept no originals</source>
        <translation>该运行未保留原文件</translation>
    </message>
    <message>
        <source>{overlay} is made on it; move or delete that overlay first</source>
        <translation>{overlay}基于它创建；请先移动或删除该覆盖层</translation>
    </message>
    <message>
        <source>the result stays as {path}; lamella-cli recover removes it</source>
        <translation>结果保留为{path}；可用lamella-cli recover删除</translation>
    </message>
    <message>
        <source>the result is not there any more; its originals stay</source>
        <translation>结果已不存在；其原文件保留</translation>
    </message>
    <message>
        <source>its base is gone</source>
        <translation>其基础镜像已不存在</translation>
    </message>
    <message>
        <source>three layers: the base holds File1, the diff File2 and File3, the second diff File4 and File5; File3 and File4 are deleted</source>
        <translation>三层：基础镜像包含File1，差异镜像包含File2和File3，第二个差异镜像包含File4和File5；File3和File4已删除</translation>
    </message>
    <message>
        <source>the guest was switched off while it worked: nothing of its volume counts as free</source>
        <translation>客户机在运行中被强制关闭：其卷中没有任何内容计为空闲</translation>
    </message>
    <message>
        <source>one of four templates that are copies of one system: share their base</source>
        <translation>四个模板之一，均为同一系统的副本：可共享基础镜像</translation>
    </message>
    <message>
        <source>small live files in many clusters: a smaller cluster size saves what slimming alone cannot</source>
        <translation>小的有效文件分散在许多簇中：减小簇大小可节省单靠瘦身无法节省的空间</translation>
    </message>
    <message>
        <source>the diff holds mostly deleted files</source>
        <translation>差异镜像中大部分是已删除的文件</translation>
    </message>
    <message>
        <source>NTFS; the diff holds the content of a file that was emptied</source>
        <translation>NTFS；差异镜像中有一个已清空文件的内容</translation>
    </message>
    <message>
        <source>{snapshots} snapshots in an image with an external data file</source>
        <translation>镜像使用外部数据文件，却有{snapshots}个快照</translation>
    </message>
    <message>
        <source>a snapshot has {extraBytes} bytes of extra data, version 3 needs {limit}</source>
        <translation>快照有{extraBytes}字节附加数据，版本3需要{limit}字节</translation>
    </message>
    <message>
        <source>the L1 table of a snapshot at {offset} is outside the file</source>
        <translation>{offset}处的快照L1表在文件之外</translation>
    </message>
    <message>
        <source>the L1 table of a snapshot has {entries} entries, at most {limit} are allowed</source>
        <translation>快照的L1表有{entries}个条目，最多允许{limit}个</translation>
    </message>
    <message>
        <source>the L1 table of a snapshot at {offset} is not aligned to a cluster</source>
        <translation>{offset}处的快照L1表未按簇对齐</translation>
    </message>
    <message>
        <source>the L1 table of a snapshot at {offset} cannot be read</source>
        <translation>无法读取{offset}处的快照L1表</translation>
    </message>
    <message>
        <source>the snapshot table cannot be read after {tableBytes} bytes</source>
        <translation>快照表在{tableBytes}字节之后无法读取</translation>
    </message>
    <message>
        <source>there is no internal snapshot {name}</source>
        <translation>没有内部快照{name}</translation>
    </message>
    <message>
        <source>the backup of the partition table is broken or missing</source>
        <translation>分区表的备份已损坏或缺失</translation>
    </message>
    <message>
        <source>the backup of the partition table differs from it</source>
        <translation>分区表的备份与分区表不一致</translation>
    </message>
    <message>
        <source>the backup of the partition table is not at the end of the disk</source>
        <translation>分区表的备份不在磁盘末尾</translation>
    </message>
    <message>
        <source>partition {partition} has the type {type}: another volume manager keeps its own map of the disk</source>
        <translation>分区{partition}的类型为{type}：另一个卷管理器自行维护磁盘映射</translation>
    </message>
    <message>
        <source>the partition table has no partitions, so it proves nothing</source>
        <translation>分区表中没有分区，不能说明任何情况</translation>
    </message>
    <message>
        <source>partition {partition} is in sectors {first} to {last}, usable are {usableFirst} to {usableLast}</source>
        <translation>分区{partition}位于扇区{first}至{last}，可用扇区为{usableFirst}至{usableLast}</translation>
    </message>
    <message>
        <source>partitions {first} and {second} overlap</source>
        <translation>分区{first}和{second}重叠</translation>
    </message>
    <message>
        <source>the partition table is broken, its backup was read</source>
        <translation>分区表已损坏，已读取其备份</translation>
    </message>
    <message>
        <source>it has a protective MBR, and no valid GPT</source>
        <translation>有保护性MBR，但没有有效的GPT</translation>
    </message>
    <message>
        <source>the partition table can be read with sectors of {size} and of {other} bytes</source>
        <translation>分区表按{size}字节和{other}字节的扇区均可读取</translation>
    </message>
    <message>
        <source>it shows two things that exclude each other: {first} and {second}</source>
        <translation>其中有两项相互排斥：{first}和{second}</translation>
    </message>
    <message>
        <source>it exists, and nothing is replaced</source>
        <translation>它已存在，不会替换任何文件</translation>
    </message>
    <message>
        <source>{tool} failed: {said}</source>
        <translation>{tool}失败：{said}</translation>
    </message>
    <message>
        <source>the program {tool} is not installed (package {package})</source>
        <translation>程序{tool}未安装（软件包{package}）</translation>
    </message>
    <message>
        <source>the new image names the backing file {actual}, planned was {planned}</source>
        <translation>新镜像指定的后备文件为{actual}，计划为{planned}</translation>
    </message>
    <message>
        <source>the new image differs from its source at {guestOffset}; nothing was replaced</source>
        <translation>新镜像在{guestOffset}处与其来源不一致；未替换任何文件</translation>
    </message>
    <message>
        <source>the new image has {actual} bytes, planned were {planned}; nothing was replaced</source>
        <translation>新镜像为{actual}字节，计划为{planned}字节；未替换任何文件</translation>
    </message>
    <message>
        <source>the new image has {leaks} leaks and {corruptions} corruptions; nothing was replaced</source>
        <translation>新镜像有{leaks}处泄漏和{corruptions}处损坏；未替换任何文件</translation>
    </message>
    <message>
        <source>the checksum of {structure} at {offset} of the volume is wrong</source>
        <translation>卷中{offset}处的{structure}校验和错误</translation>
    </message>
    <message>
        <source>{structure} at {offset} of the volume contradicts itself or another structure</source>
        <translation>卷中{offset}处的{structure}自相矛盾或与其他结构矛盾</translation>
    </message>
    <message>
        <source>the volume was not unmounted cleanly ({mark})</source>
        <translation>卷未正常卸载（{mark}）</translation>
    </message>
    <message>
        <source>it is encrypted ({type})</source>
        <translation>它已加密（{type}）</translation>
    </message>
    <message>
        <source>{counted} free units were counted, {field} says {stated}</source>
        <translation>统计到{counted}个空闲单元，{field}记录为{stated}</translation>
    </message>
    <message>
        <source>a suspended system keeps its state in it ({where})</source>
        <translation>已挂起的系统在其中保存状态（{where}）</translation>
    </message>
    <message>
        <source>its map calls the block at {offset} free, and file {file} uses it</source>
        <translation>其映射图将{offset}处的块视为空闲，但文件{file}在使用该块</translation>
    </message>
    <message>
        <source>its {journal} holds changes that were not carried out yet</source>
        <translation>其{journal}中有尚未执行的更改</translation>
    </message>
    <message>
        <source>it holds no file system that is known</source>
        <translation>其中没有可识别的文件系统</translation>
    </message>
    <message>
        <source>{type} is recognised, but not read</source>
        <translation>可识别{type}，但不支持读取</translation>
    </message>
    <message>
        <source>its {what} is on another device</source>
        <translation>其{what}位于另一个设备上</translation>
    </message>
    <message>
        <source>a structure points to {value}, {length} bytes long; the volume ends at {limit}</source>
        <translation>有结构指向{value}，长度为{length}字节；卷在{limit}处结束</translation>
    </message>
    <message>
        <source>it has more than {limit} free ranges</source>
        <translation>空闲范围超过{limit}个</translation>
    </message>
    <message>
        <source>it has more than {limit} files or runs</source>
        <translation>文件或区段超过{limit}个</translation>
    </message>
    <message>
        <source>{field} has bits that are not known: {bits}</source>
        <translation>{field}有未知的位：{bits}</translation>
    </message>
    <message>
        <source>overlays need {path} ({count}), one is {overlay}; it must not be replaced</source>
        <translation>有覆盖层需要{path}（{count}个），其中之一是{overlay}；不得替换它</translation>
    </message>
    <message>
        <source>other overlays need the base {path} ({count}), one is {overlay}; slim the diffs only (standard)</source>
        <translation>有其他覆盖层需要基础镜像{path}（{count}个），其中之一是{overlay}；请只为差异层瘦身（标准）</translation>
    </message>
    <message>
        <source>the result will not have the dirty bitmaps of {path} ({count}): {names}</source>
        <translation>结果将不含{path}的脏位图（{count}个）：{names}</translation>
    </message>
    <message>
        <source>other overlays need {path} ({count}), one is {overlay}; it stays where it is</source>
        <translation>有其他覆盖层需要{path}（{count}个），其中之一是{overlay}；它保留在原处</translation>
    </message>
    <message>
        <source>the result will not have the internal snapshots of {path} ({count}): {names}</source>
        <translation>结果将不含{path}的内部快照（{count}个）：{names}</translation>
    </message>
    <message>
        <source>{name} has to end with .zip or .tar.zst</source>
        <translation>{name}必须以.zip或.tar.zst结尾</translation>
    </message>
    <message>
        <source>the bundle was not written ({reason})</source>
        <translation>未写入支持包（{reason}）</translation>
    </message>
    <message>
        <source>{base} was modified after {path} was created on top of it; content of {path} may not fit it any more</source>
        <translation>{base}在其上创建{path}之后被修改过；{path}的内容可能已与其不符</translation>
    </message>
    <message>
        <source>the dirty bitmap {name} of {path} was not saved properly</source>
        <translation>{path}的脏位图{name}未正确保存</translation>
    </message>
    <message>
        <source>the tables of {path} contradict each other at {count} places</source>
        <translation>{path}的表有{count}处相互矛盾</translation>
    </message>
    <message>
        <source>the partition table is not trusted ({reason}), so that all of the disk counts as used</source>
        <translation>分区表不可信（{reason}），因此整个磁盘计为已使用</translation>
    </message>
    <message>
        <source>{path} is encrypted ({method}): what is in it cannot be told apart</source>
        <translation>{path}已加密（{method}）：无法区分其中的内容</translation>
    </message>
    <message>
        <source>{path} is open in another process that may write to it</source>
        <translation>{path}已被另一个可能写入它的进程打开</translation>
    </message>
    <message>
        <source>{path} does not exist; {overlay} names it {name} as its backing image</source>
        <translation>{path}不存在；{overlay}以名称{name}将其指定为后备镜像</translation>
    </message>
    <message>
        <source>{path} was found corrupt before, and is marked so</source>
        <translation>{path}先前已被发现损坏，并有此标记</translation>
    </message>
    <message>
        <source>{path} was not closed properly: its reference counts are not up to date</source>
        <translation>{path}未正常关闭：其引用计数不是最新的</translation>
    </message>
    <message>
        <source>{path} cannot be read as far as this needs ({reason})</source>
        <translation>无法将{path}读取到此处所需的程度（{reason}）</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason})</source>
        <translation>无法读取{path}（{reason}）</translation>
    </message>
    <message>
        <source>several different images fit equally well; say which one with --use</source>
        <translation>有多个不同的镜像同样符合；请用--use指明使用哪一个</translation>
    </message>
    <message>
        <source>it is none of the images that may be the missing one</source>
        <translation>它不在可能是缺失镜像的那些镜像之中</translation>
    </message>
    <message>
        <source>no image was found that is proven to be the missing one; name more folders with --search, or say which one with --use</source>
        <translation>未找到可证实为缺失镜像的镜像；请用--search指定更多文件夹，或用--use指明使用哪一个</translation>
    </message>
    <message>
        <source>{field} is too long: {value}, the limit is {limit}</source>
        <translation>{field}过长：{value}，上限为{limit}</translation>
    </message>
    <message>
        <source>{field} is {value}; {least} to {most} is possible</source>
        <translation>{field}为{value}；允许{least}到{most}</translation>
    </message>
    <message>
        <source>it is no JSON text; what is wrong is at byte {byte}</source>
        <translation>它不是JSON文本；错误位于字节{byte}处</translation>
    </message>
    <message>
        <source>{field} is not of the type that is needed there: {wanted}</source>
        <translation>{field}的类型不是此处所需的类型：{wanted}</translation>
    </message>
    <message>
        <source>{field} is not known here; is it misspelled?</source>
        <translation>{field}在此处未知；是否拼写有误？</translation>
    </message>
    <message>
        <source>{field} is {value}, which is not possible there</source>
        <translation>{field}为{value}，此处不允许</translation>
    </message>
    <message>
        <source>this step is not known</source>
        <translation>此步骤未知</translation>
    </message>
    <message>
        <source>another template is made on {name}: it cannot be committed</source>
        <translation>{name}上建有另一个模板：无法将其提交</translation>
    </message>
    <message>
        <source>{name} was moved to another folder. Its overlays only keep its name, so {templates} of the templates can no longer be read: nothing of them is lost, but what they do not store themselves is out of reach.</source>
        <translation>{name}已移到另一个文件夹。其覆盖层只保存它的名称，因此有{templates}个模板无法再读取：它们没有丢失任何内容，但自身未存储的内容无法访问。</translation>
    </message>
    <message>
        <source>{name} is back under the name that its overlays know. The chain can be read again, and nothing had changed.</source>
        <translation>{name}已恢复为其覆盖层所知的名称。链可以重新读取，内容没有任何变化。</translation>
    </message>
    <message>
        <source>What {name} held (clusters: {clusters}) was written into {backing}, and the overlay was removed. The guest reads the same as before, from one layer less.</source>
        <translation>{name}所存的内容（簇数：{clusters}）已写入{backing}，该覆盖层已移除。客户机读到的内容与之前相同，只是少了一层。</translation>
    </message>
    <message>
        <source>What {name} held (clusters: {clusters}) was written into {backing}, on which other templates are made (templates: {siblings}). Wherever such a template stores nothing of its own it now reads what its guest never wrote: it is damaged.</source>
        <translation>{name}所存的内容（簇数：{clusters}）已写入{backing}，而其上还建有其他模板（模板数：{siblings}）。凡是这些模板自身未存储内容之处，现在读到的都是其客户机从未写入的内容：它们已损坏。</translation>
    </message>
    <message>
        <source>{name} is a full copy of what {from} reads. Everything that both have alike is now stored twice.</source>
        <translation>{name}是{from}所读内容的完整副本。两者相同的内容现在都存储了两份。</translation>
    </message>
    <message>
        <source>The guest discarded clusters from {cluster} on (clusters: {clusters}). In {layer} they became zero entries, which hide the layers below. Host clusters that are free now: {freed}; their space goes back to the file system, but the file keeps its length.</source>
        <translation>客户机从簇{cluster}起丢弃了若干簇（簇数：{clusters}）。它们在{layer}中变为零表项，遮盖下层。现已空闲的宿主簇：{freed}；其空间归还文件系统，但文件长度不变。</translation>
    </message>
    <message>
        <source>The guest discarded clusters from {cluster} on (clusters: {clusters}). {layer} has no entry for them any more. Host clusters that are free now: {freed}; their space goes back to the file system, but the file keeps its length.</source>
        <translation>客户机从簇{cluster}起丢弃了若干簇（簇数：{clusters}）。{layer}中不再有它们的表项。现已空闲的宿主簇：{freed}；其空间归还文件系统，但文件长度不变。</translation>
    </message>
    <message>
        <source>the guest&apos;s disk has {free} free clusters, {wanted} are needed</source>
        <translation>客户机磁盘有{free}个空闲簇，需要{wanted}个</translation>
    </message>
    <message>
        <source>The guest deleted {name}: it only marked the space as free in the notes of its file system (clusters written to {layer}: {written}). What the file held (clusters: {clusters}) stays stored in the layers: it is garbage now, and no file became shorter.</source>
        <translation>客户机删除了{name}：它只是在其文件系统的记录中将该空间标记为空闲（写入{layer}的簇：{written}）。文件原有的内容（簇数：{clusters}）仍存储在各层中：它现在是垃圾，没有任何文件变短。</translation>
    </message>
    <message>
        <source>The guest wrote {name} again. A snapshot of {layer} refers to the old version too, so that was not touched: the write took new host clusters ({shared}).</source>
        <translation>客户机重新写入了{name}。{layer}的一个快照也引用旧版本，因此旧版本未被改动：此次写入占用了新的宿主簇（{shared}）。</translation>
    </message>
    <message>
        <source>a file of {value} bytes is not possible here, the limit is {limit}</source>
        <translation>此处不允许{value}字节的文件，上限为{limit}</translation>
    </message>
    <message>
        <source>The guest wrote {name} again, to the same place of its disk. Clusters that {layer} did not hold before: {fresh}. The older version stays in the layer below, hidden.</source>
        <translation>客户机在其磁盘的同一位置重新写入了{name}。{layer}此前未存有的簇：{fresh}。较旧的版本留在下层，被遮盖。</translation>
    </message>
    <message>
        <source>The guest wrote {name} again. {layer} held its clusters already and nothing else refers to them: they were overwritten in their place, and no table changed.</source>
        <translation>客户机重新写入了{name}。{layer}已存有其各簇，且没有其他引用：它们被原地覆盖，没有任何表改变。</translation>
    </message>
    <message>
        <source>the file system of the practice cannot be changed ({structure})</source>
        <translation>无法更改练习的文件系统（{structure}）</translation>
    </message>
    <message>
        <source>The guest wrote {name} from cluster {cluster} on (clusters: {clusters}) and noted it in its file system. Every write goes to the active layer: {layer} took up clusters that it did not hold before ({fresh}).</source>
        <translation>客户机从簇{cluster}起写入了{name}（簇数：{clusters}），并在其文件系统中做了记录。所有写入都进入活动层：{layer}新增了此前未存有的簇（{fresh}）。</translation>
    </message>
    <message>
        <source>the folder for a practice is not empty</source>
        <translation>用于练习的文件夹不为空</translation>
    </message>
    <message>
        <source>it is no image that a practice makes</source>
        <translation>它不是练习生成的镜像</translation>
    </message>
    <message>
        <source>the image has no room for more clusters</source>
        <translation>镜像没有空间容纳更多簇</translation>
    </message>
    <message>
        <source>{name} is not possible as a name here: letters, digits, dot, dash and underscore, at most {limit} of them</source>
        <translation>{name}不能用作此处的名称：只能使用字母、数字、点、短横线和下划线，最多{limit}个字符</translation>
    </message>
    <message>
        <source>the guest has no file {name}</source>
        <translation>客户机没有文件{name}</translation>
    </message>
    <message>
        <source>the guest of this practice has no file system</source>
        <translation>此练习的客户机没有文件系统</translation>
    </message>
    <message>
        <source>there is no layer {number}</source>
        <translation>没有层{number}</translation>
    </message>
    <message>
        <source>the active layer has no snapshot {name}</source>
        <translation>活动层没有快照{name}</translation>
    </message>
    <message>
        <source>there is no template {number}</source>
        <translation>没有模板{number}</translation>
    </message>
    <message>
        <source>the base is in its place</source>
        <translation>基础镜像已在原位</translation>
    </message>
    <message>
        <source>cluster {cluster} belongs to the first {clusters} clusters, where the guest&apos;s file system keeps its notes; write files instead</source>
        <translation>簇{cluster}属于前{clusters}个簇，客户机的文件系统在其中保存记录；请改为写入文件</translation>
    </message>
    <message>
        <source>sharing a base needs two templates; copy this one first</source>
        <translation>共享基础镜像需要两个模板；请先复制此模板</translation>
    </message>
    <message>
        <source>the template has no layer above its base</source>
        <translation>该模板在基础镜像之上没有层</translation>
    </message>
    <message>
        <source>{name} is the active layer now, empty, on {backing}. From here on {backing} is only read.</source>
        <translation>{name}现在是活动层，内容为空，建于{backing}之上。从此{backing}只会被读取。</translation>
    </message>
    <message>
        <source>{length} bytes at {offset} do not lie on the disk, which has {limit} bytes</source>
        <translation>偏移{offset}处的{length}字节不在磁盘范围内，磁盘共有{limit}字节</translation>
    </message>
    <message>
        <source>{templates} templates are now made on {base}, which holds once what they have alike. All files together had {before} bytes, now {after}.</source>
        <translation>现在有{templates}个模板建于{base}之上，它们相同的内容在其中只存一份。所有文件原共{before}字节，现为{after}字节。</translation>
    </message>
    <message>
        <source>{name} is a second template on {backing}. Both share that layer: neither may change it from now on.</source>
        <translation>{name}是建于{backing}之上的第二个模板。两者共用该层：从现在起均不可更改它。</translation>
    </message>
    <message>
        <source>All layers became one new base, {name}, without the clusters that the guest does not use ({garbage}) and those that upper layers covered ({hidden}). All files together had {before} bytes, now {after}.</source>
        <translation>所有层已合并为一个新的基础镜像{name}，不含客户机不使用的簇（{garbage}）和被上层遮盖的簇（{hidden}）。所有文件原共{before}字节，现为{after}字节。</translation>
    </message>
    <message>
        <source>All layers above the base became one, {name}, without the clusters that the guest does not use ({garbage}) and those that upper layers covered ({hidden}). The base is untouched. All files together had {before} bytes, now {after}.</source>
        <translation>基础镜像之上的所有层已合并为一层{name}，不含客户机不使用的簇（{garbage}）和被上层遮盖的簇（{hidden}）。基础镜像未改动。所有文件原共{before}字节，现为{after}字节。</translation>
    </message>
    <message>
        <source>The snapshot {name} is gone from {layer}. Clusters that only it referred to are free; the file keeps its length.</source>
        <translation>快照{name}已从{layer}中删除。仅由它引用的簇已空闲；文件长度不变。</translation>
    </message>
    <message>
        <source>there is a snapshot {name} already</source>
        <translation>已有快照{name}</translation>
    </message>
    <message>
        <source>The L1 table of {layer} is again the one that the snapshot {name} kept. What was written since and no snapshot refers to is free.</source>
        <translation>{layer}的L1表已恢复为快照{name}所保留的L1表。此后写入且没有快照引用的内容已空闲。</translation>
    </message>
    <message>
        <source>The snapshot {name} keeps a copy of the L1 table of {layer}, and no content. All that is stored now has a refcount one higher: the next write to a cluster takes a new place.</source>
        <translation>快照{name}保留{layer}的L1表的副本，不保留内容。现在存储的所有内容的引用计数都加1：下次写入某个簇时会占用新的位置。</translation>
    </message>
    <message>
        <source>the file system of the practice has room for {limit} files and folders</source>
        <translation>练习的文件系统可容纳{limit}个文件和文件夹</translation>
    </message>
    <message>
        <source>a practice has at most {limit} layers</source>
        <translation>一个练习最多有{limit}个层</translation>
    </message>
    <message>
        <source>a practice image has at most {limit} snapshots</source>
        <translation>一个练习镜像最多有{limit}个快照</translation>
    </message>
    <message>
        <source>a practice has at most {limit} steps</source>
        <translation>一个练习最多有{limit}个步骤</translation>
    </message>
    <message>
        <source>a practice has at most {limit} templates</source>
        <translation>一个练习最多有{limit}个模板</translation>
    </message>
    <message>
        <source>The guest told {layer} which clusters it does not use; of these, {clusters} held something. Host clusters of this layer that are free now: {freed}; their space goes back to the file system. What lower layers hold is only hidden, and no file became shorter.</source>
        <translation>客户机已告知{layer}它不使用哪些簇；其中{clusters}个簇存有内容。该层现已空闲的宿主簇：{freed}；其空间归还文件系统。下层所存的内容只是被遮盖，没有任何文件变短。</translation>
    </message>
    <message>
        <source>Cluster {cluster} was written into {layer}, behind the back of the layers above it. Nothing notices: {templates} of the templates may now read what their guests never wrote.</source>
        <translation>簇{cluster}已绕过其上各层直接写入{layer}。没有任何机制会察觉：现在有{templates}个模板可能读到其客户机从未写入的内容。</translation>
    </message>
    <message>
        <source>{layer} had nothing of cluster {cluster}: a new host cluster was taken, its refcount became 1, and an L2 entry points to it.</source>
        <translation>{layer}没有簇{cluster}的任何内容：已占用新的宿主簇，其引用计数变为1，并有一个L2表项指向它。</translation>
    </message>
    <message>
        <source>{layer} had nothing of cluster {cluster}: a new host cluster was taken, its refcount became 1, and an L2 entry points to it. What the layers below have there is hidden now.</source>
        <translation>{layer}没有簇{cluster}的任何内容：已占用新的宿主簇，其引用计数变为1，并有一个L2表项指向它。下层在该处的内容现在被遮盖。</translation>
    </message>
    <message>
        <source>{layer} held cluster {cluster} already, and nothing else refers to that host cluster: it was overwritten in its place. No table changed.</source>
        <translation>{layer}已存有簇{cluster}，且没有其他内容引用该宿主簇：它被原地覆盖。没有任何表改变。</translation>
    </message>
    <message>
        <source>{length} bytes were written, but an image stores whole clusters of {clusterSize} bytes: {layer} took a new host cluster for cluster {cluster}, and filled the rest of it with what was read there before.</source>
        <translation>写入了{length}字节，但镜像按{clusterSize}字节的整簇存储：{layer}为簇{cluster}占用了新的宿主簇，并用该处此前读到的内容填充其余部分。</translation>
    </message>
    <message>
        <source>A snapshot of {layer} refers to the host cluster of cluster {cluster} too, so it was not touched: the write took a new one. The refcount of the old one went down by 1.</source>
        <translation>{layer}的一个快照也引用簇{cluster}的宿主簇，因此该宿主簇未被改动：此次写入占用了新的宿主簇。旧宿主簇的引用计数减1。</translation>
    </message>
    <message>
        <source>Cluster {cluster} was written to {layer}, on which other templates are made (templates: {others}). Where such a template stores nothing of its own it now reads what its guest never wrote.</source>
        <translation>簇{cluster}已写入{layer}，而其上还建有其他模板（模板数：{others}）。凡是这些模板自身未存储内容之处，现在读到的都是其客户机从未写入的内容。</translation>
    </message>
    <message>
        <source>The guest wrote zeros from cluster {cluster} on (clusters: {clusters}). {layer} notes that with zero entries and stores no data; they hide the layers below.</source>
        <translation>客户机从簇{cluster}起写入了零（簇数：{clusters}）。{layer}用零表项记录，不存储数据；这些表项遮盖下层。</translation>
    </message>
    <message>
        <source>{path} cannot be the backing image: what the overlay stores contradicts it</source>
        <translation>{path}不可能是后备镜像：覆盖层所存储的内容与其矛盾</translation>
    </message>
    <message>
        <source>the header of a {format} image cannot be rewritten</source>
        <translation>无法重写{format}镜像的头部</translation>
    </message>
    <message>
        <source>the chain of {path} cannot be read to its end</source>
        <translation>无法将{path}的链读取到末端</translation>
    </message>
    <message>
        <source>the copy is not what was planned; nothing was changed</source>
        <translation>副本与计划不符；未更改任何内容</translation>
    </message>
    <message>
        <source>nothing in its content proves that {path} is the right one</source>
        <translation>{path}的内容中没有任何信息能证明它是正确的镜像</translation>
    </message>
    <message>
        <source>it is nested more than {limit} deep</source>
        <translation>嵌套超过{limit}层</translation>
    </message>
    <message>
        <source>a number in it is too large</source>
        <translation>其中有一个数过大</translation>
    </message>
    <message>
        <source>the chain cannot be read to its end, so that there is no map of it</source>
        <translation>无法完整读取该链，因此没有映射图</translation>
    </message>
    <message>
        <source>there is no memory for a picture of that size</source>
        <translation>内存不足，无法生成该尺寸的图片</translation>
    </message>
    <message>
        <source>it says that its base {path} is {named}, which looks like {format}: the wrong one shows other content</source>
        <translation>它声称其基础镜像 {path} 是 {named}，而内容看起来像 {format}：格式错误时会显示别的内容</translation>
    </message>
    <message>
        <source>under its other name {path} its base is missing or another one</source>
        <translation>以其另一个名称 {path} 打开时，基础镜像缺失或是另一个</translation>
    </message>
    <message>
        <source>this system does not compute its checksums ({name})</source>
        <translation>此系统无法计算其校验和（{name}）</translation>
    </message>
    <message>
        <source>the tables of all layers take {value:size}, the limit is {limit:size}</source>
        <translation>所有层的表共占{value:size}，上限为{limit:size}</translation>
    </message>
    <message>
        <source>{path} says that its base {base} is {named}, which looks like {format}; if that is so, it shows nothing of what the base holds</source>
        <translation>{path} 声称其基础镜像 {base} 是 {named}，而内容看起来像 {format}；若果真如此，它显示不出基础镜像中的任何内容</translation>
    </message>
    <message>
        <source>{path} stores {bytes:size} behind the end of a file system that is smaller than its partition; they count as used</source>
        <translation>{path} 在比分区小的文件系统之后存有 {bytes:size}；按已使用计</translation>
    </message>
    <message>
        <source>{count} dirty bitmaps take {bytes:size} of {path}</source>
        <translation>{count}个脏位图占用{path}的{bytes:size}</translation>
    </message>
    <message>
        <source>clusters of {better:size} instead of {clusterSize:size} would save about {saved:size} of {path}</source>
        <translation>若簇大小为{better:size}而非{clusterSize:size}，{path}约可节省{saved:size}</translation>
    </message>
    <message>
        <source>{path} ends after {length:size}, and its tables name content behind that: the file was cut</source>
        <translation>{path}在{length:size}后结束，而其表指向此后的内容：文件已被截断</translation>
    </message>
    <message>
        <source>the content of {path} is in the external data file {file}, {length:size} long, {disk:size} on disk, which is not in these sums</source>
        <translation>{path} 的内容在外部数据文件 {file} 中（长度 {length:size}，占用磁盘 {disk:size}），该文件不计入这些合计</translation>
    </message>
    <message>
        <source>{path} stores {bytes:size} that the layers below give as well</source>
        <translation>{path}存储了{bytes:size}下层同样能提供的内容</translation>
    </message>
    <message>
        <source>{bytes:size} of {path} are free, but lie in one cluster with something that is used</source>
        <translation>{path}有{bytes:size}空闲，但与使用中的内容位于同一簇中</translation>
    </message>
    <message>
        <source>{path} stores {bytes:size} that its guest does not use any more</source>
        <translation>{path}存储了{bytes:size}其客户机已不再使用的内容</translation>
    </message>
    <message>
        <source>{path} stores {bytes:size} that upper layers cover</source>
        <translation>{path}存储了{bytes:size}被上层遮盖的内容</translation>
    </message>
    <message>
        <source>{bytes:size} of {path} are marked as used and referred to by nothing</source>
        <translation>{path}有{bytes:size}标记为已使用，却没有任何引用</translation>
    </message>
    <message>
        <source>{bytes:size} of {path} are reserved, and nothing was ever written there</source>
        <translation>{path}有{bytes:size}已预留，但从未写入任何内容</translation>
    </message>
    <message>
        <source>{count} internal snapshots keep {bytes:size} of {path} that nothing else needs</source>
        <translation>{count}个内部快照保留了{path}中别处不需要的{bytes:size}</translation>
    </message>
    <message>
        <source>{bytes:size} inside {path} are free, but the file keeps its length</source>
        <translation>{path}内部有{bytes:size}空闲，但文件长度不变</translation>
    </message>
    <message>
        <source>the free space of {volume} is not trusted: {reason}</source>
        <translation>{volume}的空闲空间不可信：{reason}</translation>
    </message>
    <message>
        <source>{path} stores {bytes:size} of zeros</source>
        <translation>{path}存储了{bytes:size}的零</translation>
    </message>
    <message>
        <source>a suspended system on this disk, in {place}, still has it open</source>
        <translation>此磁盘上（{place}）有一个挂起的系统，仍打开着它</translation>
    </message>
    <message>
        <source>a machine that was saved in {path} will go on with this disk as it is</source>
        <translation>保存在 {path} 中的虚拟机会接着使用这块磁盘现在的内容</translation>
    </message>
    <message>
        <source>the disk is still as in the snapshot {snapshot}, which was taken of a running machine</source>
        <translation>磁盘内容仍与快照 {snapshot} 相同，而该快照取自正在运行的虚拟机</translation>
    </message>
    <message>
        <source>its journal has more than {limit} blocks to put back</source>
        <translation>其日志中要写回的块超过 {limit} 个</translation>
    </message>
    <message>
        <source>{field} is {value}, bit {bit} is not known; known bits: {limit}</source>
        <translation>{field}为{value}，第{bit}位未知；已知位：{limit}</translation>
    </message>
    <message>
        <source>it is a block device; only image files are read</source>
        <translation>它是块设备；只读取镜像文件</translation>
    </message>
    <message>
        <source>the name of {path} ends with {ending}, but its content is {format}</source>
        <translation>{path}的名称以{ending}结尾，但其内容是{format}</translation>
    </message>
    <message>
        <source>the name of {path} ends with {ending}, but the file is empty and is read as a raw disk without content</source>
        <translation>{path}的名称以{ending}结尾，但文件为空，按没有内容的raw磁盘读取</translation>
    </message>
    <message>
        <source>the name of {path} ends with {ending}, but nothing in it says so: it is read as a raw disk</source>
        <translation>{path}的名称以{ending}结尾，但其中没有任何内容表明这一点：按raw磁盘读取</translation>
    </message>
    <message>
        <source>it is a folder; an image file is needed</source>
        <translation>它是文件夹；需要镜像文件</translation>
    </message>
    <message>
        <source>it is not a regular file, but a device, a pipe or a socket</source>
        <translation>它不是普通文件，而是设备、管道或套接字</translation>
    </message>
    <message>
        <source>it is a packed file ({format}), in which an image may be</source>
        <translation>它是打包文件（{format}），其中可能有镜像</translation>
    </message>
    <message>
        <source>with clusters of {clusterSize:size} a disk can have {limit:size}, this one has {value:size}</source>
        <translation>簇大小为{clusterSize:size}时，磁盘最大为{limit:size}，此磁盘为{value:size}</translation>
    </message>
    <message>
        <source>with clusters of {clusterSize:size} a file can have {limit:size}, this one would have {value:size}</source>
        <translation>簇大小为{clusterSize:size}时，文件最大为{limit:size}，此文件将为{value:size}</translation>
    </message>
    <message>
        <source>{bytes:size} of it are on another disk</source>
        <translation>其中 {bytes:size}在另一块磁盘上</translation>
    </message>
    <message>
        <source>the physical volume {volume} was missing when the group changed</source>
        <translation>卷组更改时物理卷 {volume} 缺失</translation>
    </message>
    <message>
        <source>it needs {value:size} of memory, the limit is {limit:size}</source>
        <translation>需要{value:size}内存，上限为{limit:size}</translation>
    </message>
    <message>
        <source>{name} is a block device; only image files are followed</source>
        <translation>{name}是块设备；只跟随镜像文件</translation>
    </message>
    <message>
        <source>QEMU looks for {name} in the folder in which it is started; what was read is {path}</source>
        <translation>QEMU在其启动时所在的文件夹中查找{name}；所读取的是{path}</translation>
    </message>
    <message>
        <source>{overlay} says that the base {base} is {named}, which looks like {format}; if that is so, the result is as wrong as it</source>
        <translation>{overlay} 声称基础镜像 {base} 是 {named}，而内容看起来像 {format}；若果真如此，结果也同样是错的</translation>
    </message>
    <message>
        <source>the new base has {after:size}, the old one {before:size}; the chain as a whole is smaller</source>
        <translation>新基础镜像为{after:size}，旧基础镜像为{before:size}；整条链会变小</translation>
    </message>
    <message>
        <source>other overlays need the base {path} ({count}), one is {overlay}: it stays, and with the new file the folder grows by up to {bytes:size} on disk</source>
        <translation>其他覆盖层需要基础镜像 {path}（{count} 个），其中之一是 {overlay}：它会保留，加上新文件，文件夹在磁盘上最多增大 {bytes:size}</translation>
    </message>
    <message>
        <source>{path} is qcow2 of compat 0.10, the result is of compat 1.1</source>
        <translation>{path}是compat 0.10的qcow2，结果为compat 1.1</translation>
    </message>
    <message>
        <source>{bytes:size} of the base are compressed to {stored:size}; uncompressed they take more (see --compress)</source>
        <translation>基础镜像中有{bytes:size}压缩为{stored:size}；不压缩时占用更多（见--compress）</translation>
    </message>
    <message>
        <source>the content of {path} is in the external data file {file} ({length:size} long, {disk:size} on disk); it is in no sum and would stay behind</source>
        <translation>{path} 的内容在外部数据文件 {file} 中（长度 {length:size}，占用磁盘 {disk:size}）；该文件不计入任何合计，运行后会留在原处</translation>
    </message>
    <message>
        <source>{bytes:size} of deleted files are dropped and cannot be recovered from the result</source>
        <translation>将丢弃已删除文件的{bytes:size}，无法从结果中恢复</translation>
    </message>
    <message>
        <source>the result is not smaller: {before:size} before, {after:size} after</source>
        <translation>结果没有变小：之前{before:size}，之后{after:size}</translation>
    </message>
    <message>
        <source>{path} writes its refcounts lazily, the result does not</source>
        <translation>{path}延迟写入引用计数，结果则不会</translation>
    </message>
    <message>
        <source>{path} leads to {image} too, but the backing name in it leads to another file from there; who opens it by that path would find another disk</source>
        <translation>{path} 也指向 {image}，但从那里看，其中的后备文件名指向另一个文件；经由该路径打开它的人会看到另一块磁盘</translation>
    </message>
    <message>
        <source>the file name of {path} has {value} bytes; beside the suffixes of temporary files and kept originals there is room for {limit}</source>
        <translation>{path} 的文件名有 {value} 字节；加上临时文件和保留原文件的后缀后，最多只能有 {limit} 字节</translation>
    </message>
    <message>
        <source>no name of the base {base} is right by every path that leads to {path}, or none that is fits into the header</source>
        <translation>基础镜像 {base} 没有一个名称从通向 {path} 的每条路径看都正确，或者正确的名称放不进文件头</translation>
    </message>
    <message>
        <source>there may be images elsewhere that need {path}, which gets another name: the search ended after {files} files in {folders}; look through the rest with --search, or say --alone where there are none</source>
        <translation>其他地方可能还有镜像需要 {path}，而它将改名：在 {folders} 中查看了 {files} 个文件后查找结束；请用 --search 查看其余部分，若确实没有则用 --alone 说明</translation>
    </message>
    <message>
        <source>originals that were kept rest on {path} ({count}, {bytes:size} on disk), one is {overlay}; delete the originals first where they are not wanted any more</source>
        <translation>有保留的原文件依赖 {path}（{count} 个，占用磁盘 {bytes:size}），其中之一是 {overlay}；如果不再需要这些原文件，请先删除它们</translation>
    </message>
    <message>
        <source>{path} has more names that were not found (hard links: {count}); they keep the old content and need the layers below it</source>
        <translation>{path} 还有未找到的其他名称（硬链接：{count}）；它们保留旧内容，并且需要其下各层</translation>
    </message>
    <message>
        <source>the search for overlays ended after {files} files in {folders}; there are more that were not looked at</source>
        <translation>在 {folders} 中查看了 {files} 个文件后，对覆盖层的查找结束；还有未查看的文件</translation>
    </message>
    <message>
        <source>in the search for overlays {path} could not be read ({count} in all)</source>
        <translation>查找覆盖层时无法读取 {path}（共 {count} 处）</translation>
    </message>
    <message>
        <source>{bytes:size} of the originals do not come back on disk: the files have other names (hard links)</source>
        <translation>原文件中有 {bytes:size}磁盘收不回：这些文件另有名称（硬链接）</translation>
    </message>
    <message>
        <source>{folder} has {available:size} free, {needed:size} are needed</source>
        <translation>{folder}有{available:size}空闲，需要{needed:size}</translation>
    </message>
    <message>
        <source>{bytes:size} of the originals do not come back on disk: other files share them (reflinks)</source>
        <translation>原文件中有 {bytes:size}磁盘收不回：其他文件共享它们（reflink）</translation>
    </message>
    <message>
        <source>{bytes:size} of page, swap and hibernation files are dropped; the guest makes them anew</source>
        <translation>将丢弃页面文件、交换空间和休眠文件的{bytes:size}；客户机会重新创建它们</translation>
    </message>
    <message>
        <source>{volume} does not tell whether it was unmounted: what a running or suspended guest had not committed yet counts as free</source>
        <translation>{volume}不记录是否已卸载：正在运行或已挂起的客户机尚未提交的内容按空闲计算</translation>
    </message>
    <message>
        <source>{volume} was copied while it was mounted: deleted files that were still open count as used</source>
        <translation>{volume}是在挂载状态下复制的：已删除但仍打开的文件按已使用计算</translation>
    </message>
    <message>
        <source>{volume} was copied while it was mounted: its journal was read in memory, and what was deleted last counts as used</source>
        <translation>{volume}是在挂载状态下复制的：其日志已在内存中读取，最近删除的内容按已使用计算</translation>
    </message>
    <message>
        <source>{volume} counts as used: {reason}</source>
        <translation>{volume}算作已用：{reason}</translation>
    </message>
    <message>
        <source>the new {path} names its base by the whole path {base}, as no relative name is right by every path that leads to it; the two can be moved only with that path kept</source>
        <translation>新的 {path} 以完整路径 {base} 指明其基础镜像，因为没有一个相对名称从通向它的每条路径看都正确；移动它们时必须保持该路径不变</translation>
    </message>
    <message>
        <source>{overlay} needs it; give that overlay another base or delete it first, or restore the originals</source>
        <translation>{overlay} 需要它；请先为该覆盖层指定另一个基础镜像或将其删除，或者恢复原文件</translation>
    </message>
    <message>
        <source>there may be images elsewhere that need it: the search ended after {files} files</source>
        <translation>其他地方可能还有镜像需要它：查看了 {files} 个文件后查找结束</translation>
    </message>
    <message>
        <source>the partition table is of a disk of {value:size}, and this one was cut off after {limit:size}</source>
        <translation>分区表属于一块 {value:size}的磁盘，而这块磁盘在 {limit:size}之后被截断</translation>
    </message>
    <message>
        <source>partition {partition} is at {value:size}, {length:size} long; the disk ends at {limit:size}</source>
        <translation>分区{partition}位于{value:size}，长度为{length:size}；磁盘在{limit:size}处结束</translation>
    </message>
    <message>
        <source>opened by this path the result does not come to {path}; all files have their old names again</source>
        <translation>经由此路径打开时，结果没有通到 {path}；所有文件都已恢复原名</translation>
    </message>
    <message>
        <source>dm-integrity keeps a tag of each of its blocks at {offset} of the disk, also of those that no file has</source>
        <translation>dm-integrity 在磁盘 {offset} 处为它的每个块保存校验标签，包括没有文件使用的块</translation>
    </message>
    <message>
        <source>{type} keeps a tag of each block in it</source>
        <translation>{type} 为其中的每个块保存校验标签</translation>
    </message>
    <message>
        <source>it does not tell whether it was unmounted; what a running or suspended guest had not committed yet counts as free</source>
        <translation>它不记录是否已卸载；正在运行或已挂起的客户机尚未提交的内容按空闲计算</translation>
    </message>
    <message>
        <source>it was copied while it was mounted; deleted files that were still open count as used</source>
        <translation>它是在挂载状态下复制的；已删除但仍打开的文件按已使用计算</translation>
    </message>
    <message>
        <source>reading it took more than {limit:size}</source>
        <translation>读取它所需超过{limit:size}</translation>
    </message>
    <message>
        <source>partition {partition} is marked read-only (GPT attribute 60), as those are that a hash vouches for block by block</source>
        <translation>分区 {partition} 标记为只读（GPT 属性 60），由哈希逐块担保的分区就是这样标记的</translation>
    </message>
    <message>
        <source>it was copied while it was mounted; its journal was read in memory ({transactions} transactions), and what was deleted last counts as used</source>
        <translation>它是在挂载状态下复制的；其日志已在内存中读取（{transactions} 个事务），最近删除的内容按已使用计算</translation>
    </message>
    <message>
        <source>the snapshot at {offset} of the disk may read from it what its files gave up</source>
        <translation>磁盘 {offset} 处的快照可能会从中读取其文件已放弃的内容</translation>
    </message>
    <message>
        <source>it shows the signatures of {first} and of {second}, one of which is a leftover</source>
        <translation>它同时带有 {first} 和 {second} 的签名，其中一个是残留</translation>
    </message>
    <message>
        <source>it uses features that are not read: {features}; the brackets name the tools that knew each first</source>
        <translation>它使用了不读取的特性：{features}；括号内是最早支持该特性的工具版本</translation>
    </message>
    <message>
        <source>Android Verified Boot (at {offset} of the disk) may check each of its blocks, also those that no file has</source>
        <translation>Android 启动时验证（位于磁盘 {offset} 处）可能会检查它的每个块，包括没有文件使用的块</translation>
    </message>
    <message>
        <source>dm-verity checks each of its blocks, also those that no file has, with the hashes at {offset} of the disk</source>
        <translation>dm-verity 用磁盘 {offset} 处的哈希检查它的每个块，包括没有文件使用的块</translation>
    </message>
    <message>
        <source>the partition type {type} says that a hash vouches for each of its blocks, also for those that no file has</source>
        <translation>分区类型 {type} 表明它的每个块都由哈希担保，包括没有文件使用的块</translation>
    </message>
    <message>
        <source>the volume group {group} has a physical volume that is not on this disk: {volume} (last seen as {device}, {bytes:size})</source>
        <translation>卷组 {group} 有一个物理卷不在这块磁盘上：{volume}（上次见于 {device}，{bytes:size}）</translation>
    </message>
    <message>
        <source>another run is about to rename it</source>
        <translation>另一次运行即将重命名它</translation>
    </message>
    <message>
        <source>another run is about to rename it (process {process})</source>
        <translation>另一次运行即将重命名它（进程 {process}）</translation>
    </message>
    <message>
        <source>another run is exchanging names in this folder</source>
        <translation>另一次运行正在此文件夹中交换名称</translation>
    </message>
    <message>
        <source>another run is exchanging names in this folder (process {process})</source>
        <translation>另一次运行正在此文件夹中交换名称（进程 {process}）</translation>
    </message>
    <message>
        <source>somebody else could exchange a part of this path, and the work here goes by paths</source>
        <translation>其他人可以替换此路径的一部分，而这里的操作按路径进行</translation>
    </message>
    <message>
        <source>{part} belongs to user {user}, who could lead this path to a place where only others may write ({folder})</source>
        <translation>{part} 属于用户 {user}，此用户可以把该路径引向只有其他人才能写入的位置（{folder}）</translation>
    </message>
    <message>
        <source>the files that go into the successor of {path} have different permissions: only who may use all of them may use it</source>
        <translation>合并到 {path} 的后继文件中的各文件权限不同：只有能使用全部文件的用户才能使用新文件</translation>
    </message>
    <message>
        <source>{path} belongs to user {owner}, and would be renamed because {overlay} names it, which belongs to user {user}</source>
        <translation>{path} 属于用户 {owner}，却会因属于用户 {user} 的 {overlay} 引用它而被重命名</translation>
    </message>
    <message>
        <source>the files that go into the successor of {path} belong to different users: it will belong to user {user}, and nobody else may read it</source>
        <translation>合并到 {path} 的后继文件中的各文件属于不同用户：新文件将属于用户 {user}，其他人都不能读取</translation>
    </message>
    <message>
        <source>{count} further layers and snapshots were not compared file by file</source>
        <translation>另有{count}个层和快照未逐个文件比较</translation>
    </message>
    <message>
        <source>{count} further volumes are counted with what lies outside of volumes</source>
        <translation>另有{count}个卷计入卷以外的部分</translation>
    </message>
    <message>
        <source>a saved machine may go on from one of its internal snapshots; no more than {limit} were compared with the disk</source>
        <translation>已保存的虚拟机可能会从它的某个内部快照继续运行；只将{limit}个快照与磁盘作了比较</translation>
    </message>
    <message>
        <source>what lies more than {limit} folders deep is not looked at</source>
        <translation>不查看深度超过{limit}层文件夹的内容</translation>
    </message>
    <message>
        <source>it stays: it is another name of {path}, which was looked at</source>
        <translation>保留：它是{path}的另一个名称，后者已查看过</translation>
    </message>
    <message>
        <source>{count} more of that kind are not listed</source>
        <translation>另有{count}个同类项未列出</translation>
    </message>
    <message>
        <source>images that need it may have been made elsewhere since: the search ended after {files} files</source>
        <translation>其他位置此后可能建立了需要它的镜像：查找在检查 {files} 个文件后停止</translation>
    </message>
    <message>
        <source>{overlay} was made on it since</source>
        <translation>{overlay} 此后在它之上建立</translation>
    </message>
    <message>
        <source>opened by this path the result does not come to {path}</source>
        <translation>按此路径打开时，结果找不到 {path}</translation>
    </message>
    <message>
        <source>the file system is {value:size} long and was cut off after {limit:size}</source>
        <translation>文件系统长 {value:size}，在 {limit:size} 之后被截断</translation>
    </message>
    <message>
        <source>the file system cannot exchange two names at once</source>
        <translation>文件系统无法同时交换两个名称</translation>
    </message>
    <message>
        <source>nothing has this name, so that nobody knows what took the original&apos;s place</source>
        <translation>此名称已无文件，因此无法得知是什么取代了原文件</translation>
    </message>
    <message>
        <source>it has no name by which originals are kept (*.before-slim)</source>
        <translation>它的名称不是保留原文件所用的名称（*.before-slim）</translation>
    </message>
    <message>
        <source>its run has kept {path} too, which is not to be deleted</source>
        <translation>该次运行还保留了 {path}，它不在删除之列</translation>
    </message>
    <message>
        <source>the receipt was not kept in {path} ({reason}): the originals can only be restored by their names</source>
        <translation>收据未能保存到 {path}（{reason}）：原文件只能按名称恢复</translation>
    </message>
    <message>
        <source>it has too many files: {count} are not read, {limit} are</source>
        <translation>其中的文件过多：读取 {limit} 个，{count} 个未读取</translation>
    </message>
</context>
<context>
    <name>TrustQuestion</name>
    <message>
        <source>Allow this file...</source>
        <translation>允许此文件...</translation>
    </message>
    <message>
        <source>Name its format...</source>
        <translation>指定其格式...</translation>
    </message>
</context>
<context>
    <name>VolumeRuler</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Partition %1</source>
        <translation>分区%1</translation>
    </message>
    <message>
        <source>Whole disk</source>
        <translation>整个磁盘</translation>
    </message>
    <message>
        <source>%1 (%2)
from %3, %4</source>
        <translation>%1（%2）
从%3开始，%4</translation>
    </message>
    <message>
        <source>No volumes</source>
        <translation>没有卷</translation>
    </message>
    <message>
        <source>Volumes are not read yet</source>
        <translation>尚未读取卷</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>Waterfall</name>
    <message>
        <source>Live data</source>
        <translation>有效数据</translation>
    </message>
    <message>
        <source>The guest uses it</source>
        <translation>客户机正在使用</translation>
    </message>
    <message>
        <source>Cluster rounding</source>
        <translation>簇取整损失</translation>
    </message>
    <message>
        <source>Free, or a copy from the base, in one cluster with live data. Smaller clusters or extended L2 entries leave less of it.</source>
        <translation>空闲内容或来自基础镜像的副本，与有效数据位于同一簇中。使用更小的簇或扩展 L2条目可减少这部分。</translation>
    </message>
    <message>
        <source>Refused volumes</source>
        <translation>已拒绝的卷</translation>
    </message>
    <message>
        <source>In volumes whose free space cannot be trusted</source>
        <translation>位于空闲空间不可信的卷中</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Internal snapshots of files that stay</source>
        <translation>保留文件的内部快照</translation>
    </message>
    <message>
        <source>Garbage that stays</source>
        <translation>保留的垃圾</translation>
    </message>
    <message>
        <source>Not used by the guest, in files that stay as they are</source>
        <translation>客户机未使用，位于保持不变的文件中</translation>
    </message>
    <message>
        <source>Hidden that stays</source>
        <translation>保留的被遮盖内容</translation>
    </message>
    <message>
        <source>Covered by upper layers, in files that stay as they are</source>
        <translation>被上层遮盖，位于保持不变的文件中</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Headers, tables and reference counts</source>
        <translation>文件头、表和引用计数</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Holes, leaks and unused ends of files that stay</source>
        <translation>保留文件的空洞、泄漏和未使用的末尾</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Takes this much off</source>
        <translation>由此减少的量</translation>
    </message>
    <message>
        <source>Equal clusters</source>
        <translation>相同的簇</translation>
    </message>
    <message>
        <source>Share a place, which takes this much off</source>
        <translation>共用一处存储，由此减少的量</translation>
    </message>
    <message>
        <source>Behind the file system</source>
        <translation>文件系统之后</translation>
    </message>
    <message>
        <source>Behind the end of a file system that is smaller than its partition: grow it in the guest, or shrink the partition</source>
        <translation>位于比分区小的文件系统之后：请在客户机中扩大文件系统，或缩小分区</translation>
    </message>
</context>
<context>
    <name>WindowSentences</name>
    <message>
        <source>the header does not say the format of {name}; name it with &quot;Name its format&quot;, also in the library&apos;s menu</source>
        <translation>头部未说明{name}的格式；请用“指定其格式”指定，库的菜单中也有此项</translation>
    </message>
    <message>
        <source>the exchange of files stopped half-way ({reason}); choose &quot;Recover after a crash&quot; in the menu Slim</source>
        <translation>文件交换中途停止（{reason}）；请在“瘦身”菜单中选择“崩溃后恢复”</translation>
    </message>
    <message>
        <source>all is done, but {path} could not be removed; choose &quot;Recover after a crash&quot; in the menu Slim</source>
        <translation>全部完成，但{path}无法删除；请在“瘦身”菜单中选择“崩溃后恢复”</translation>
    </message>
    <message>
        <source>it names the external data file {name}; allow it with &quot;Allow this file&quot;, also in the library&apos;s menu</source>
        <translation>它指向外部数据文件{name}；请用“允许此文件”允许，库的菜单中也有此项</translation>
    </message>
    <message>
        <source>{name} is outside the opened folders; allow it with &quot;Allow this file&quot;, also in the library&apos;s menu</source>
        <translation>{name}位于已打开的文件夹之外；请用“允许此文件”允许，库的菜单中也有此项</translation>
    </message>
    <message>
        <source>it is not said where the result goes; choose it in the options of the savings</source>
        <translation>尚未说明结果的去向；请在节省的选项中选择</translation>
    </message>
    <message>
        <source>it stays: it has files in {folder}; add that folder to the library first</source>
        <translation>保留不动：它在{folder}中有文件；请先把该文件夹添加到库中</translation>
    </message>
    <message>
        <source>the result stays as {path}; &quot;Recover after a crash&quot; in the menu Slim removes it</source>
        <translation>结果保留为{path}；“瘦身”菜单中的“崩溃后恢复”会删除它</translation>
    </message>
    <message>
        <source>several different images fit equally well; choose one</source>
        <translation>有几个不同的镜像同样符合；请选择一个</translation>
    </message>
    <message>
        <source>no image was found that is proven to be the missing one; look in more folders, or choose one</source>
        <translation>未找到被证实为缺失镜像的镜像；请在更多文件夹中查找，或选择一个</translation>
    </message>
    <message>
        <source>{bytes:size} of the base are compressed to {stored:size}; uncompressed they take more</source>
        <translation>基础镜像中有{bytes:size}压缩为{stored:size}；不压缩则占用更多</translation>
    </message>
    <message>
        <source>there may be images elsewhere that need {path}, which gets another name: the search ended after {files} files in {folders}</source>
        <translation>其他地方可能还有镜像需要 {path}，而它将改名：在 {folders} 中查看了 {files} 个文件后查找结束</translation>
    </message>
    <message>
        <source>the volume group {group} has a physical volume that is not on this disk: {volume} (last seen as {device}, {bytes:size})</source>
        <translation>卷组 {group} 有一个物理卷不在这块磁盘上：{volume}（上次见于 {device}，{bytes:size}）</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Access denied</source>
        <translation>拒绝访问</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Corrupt</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>不可读</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>不可行</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Dirty</source>
        <translation>不干净</translation>
    </message>
    <message>
        <source>Hibernated</source>
        <translation>已休眠</translation>
    </message>
    <message>
        <source>Needs recovery</source>
        <translation>需要恢复</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1字节</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>Between the items of a list.</extracomment>
        <translation>、</translation>
    </message>
    <message>
        <source>; </source>
        <extracomment>Between the parts of a sentence.</extracomment>
        <translation>；</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>A sentence behind another one.</extracomment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>the device or file is busy</source>
        <translation>设备或文件正忙</translation>
    </message>
    <message>
        <source>the disk quota is exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>the file exists already</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>the file system cannot hold a file of this length</source>
        <translation>文件系统不能存放这么长的文件</translation>
    </message>
    <message>
        <source>the disk reported an error of input or output</source>
        <translation>磁盘报告了输入输出错误</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>too many links lead to each other</source>
        <translation>链接互相指向的层数过多</translation>
    </message>
    <message>
        <source>too many files are open</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>名称过长</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>no space is left on the file system</source>
        <translation>文件系统上没有剩余空间</translation>
    </message>
    <message>
        <source>a part of the path is not a folder</source>
        <translation>路径的某一部分不是文件夹</translation>
    </message>
    <message>
        <source>the operation is not permitted</source>
        <translation>不允许此操作</translation>
    </message>
    <message>
        <source>the file system is read-only</source>
        <translation>文件系统是只读的</translation>
    </message>
    <message>
        <source>the file on the server is gone</source>
        <translation>服务器上的文件已不存在</translation>
    </message>
    <message>
        <source>the file system&apos;s own records (%1)</source>
        <translation>文件系统自身的记录（%1）</translation>
    </message>
    <message>
        <source>Free space checked</source>
        <translation>已核对空闲空间</translation>
    </message>
</context>
<context>
    <name>widgets::BasesPage</name>
    <message>
        <source>Rule of thumb, (N - 1) x base: %1. Really: %2.</source>
        <translation>经验公式，(N - 1) x 基础镜像：%1。实际：%2。</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>公式%1，实际%2</translation>
    </message>
    <message>
        <source>A new base</source>
        <translation>新的基础镜像</translation>
    </message>
    <message>
        <source>Made of what most templates have</source>
        <translation>由多数模板共有的内容组成</translation>
    </message>
    <message>
        <source>Bases</source>
        <translation>基础镜像</translation>
    </message>
    <message>
        <source>Bases to share, cheapest first</source>
        <translation>可共享的基础镜像，占用最少的在前</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基础镜像</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>Saves</source>
        <translation>可节省</translation>
    </message>
    <message>
        <source>File lengths of the base and of all templates on it</source>
        <translation>基础镜像及其上所有模板的文件长度</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <source>Plan with this base instead</source>
        <translation>改用此基础镜像进行计划</translation>
    </message>
    <message>
        <source>Will need this base: %1</source>
        <translation>将需要此基础镜像：%1</translation>
    </message>
    <message>
        <source>Rule of thumb, and what is really saved</source>
        <translation>经验公式与实际节省</translation>
    </message>
</context>
<context>
    <name>widgets::BundleDialog</name>
    <message>
        <source>Save the support bundle</source>
        <translation>保存支持包</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>支持包</translation>
    </message>
    <message>
        <source>&amp;Replace names of files, folders and volumes by codes</source>
        <translation>用代号替换文件、文件夹和卷的名称(&amp;R)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Files of the bundle</source>
        <translation>支持包中的文件</translation>
    </message>
    <message>
        <source>Content of the chosen file</source>
        <translation>所选文件的内容</translation>
    </message>
</context>
<context>
    <name>widgets::ChangeModel</name>
    <message>
        <source>Stored for the file; where it has changed, what is new or reads differently</source>
        <translation>为该文件存储的字节；若文件有改动，则为新增或读出内容不同的部分</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>卷</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>文件大小</translation>
    </message>
</context>
<context>
    <name>widgets::CompareDialog</name>
    <message>
        <source>No file differs between these states.</source>
        <translation>这两个状态之间没有不同的文件。</translation>
    </message>
    <message>
        <source>The largest %1 are listed.</source>
        <translation>仅列出最大的%1个。</translation>
    </message>
    <message>
        <source>Both states are the same.</source>
        <translation>两个状态相同。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Comparing...</source>
        <translation>正在比较...</translation>
    </message>
    <message>
        <source>The comparison was cancelled.</source>
        <translation>比较已取消。</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>取消(&amp;N)</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>比较(&amp;M)</translation>
    </message>
    <message>
        <source>This file is in an internal snapshot: the map has no place for it.</source>
        <translation>此文件位于内部快照中：映射图上没有它的位置。</translation>
    </message>
    <message>
        <source>Compare two states</source>
        <translation>比较两个状态</translation>
    </message>
    <message>
        <source>&amp;Before:</source>
        <translation>之前(&amp;B)：</translation>
    </message>
    <message>
        <source>&amp;After:</source>
        <translation>之后(&amp;A)：</translation>
    </message>
    <message>
        <source>State before</source>
        <translation>之前的状态</translation>
    </message>
    <message>
        <source>State after</source>
        <translation>之后的状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Changed files</source>
        <translation>有改动的文件</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1：%2个（%3）</translation>
    </message>
    <message>
        <source>Volume %1 could not be compared: its files cannot be listed.</source>
        <translation>卷%1无法比较：无法列出其中的文件。</translation>
    </message>
    <message>
        <source>There is no volume with files that can be listed.</source>
        <translation>没有可列出文件的卷。</translation>
    </message>
    <message>
        <source>Space without a known file system could not be compared.</source>
        <translation>无法比较没有已知文件系统的空间。</translation>
    </message>
</context>
<context>
    <name>widgets::ConfirmDialog</name>
    <message>
        <source>What will be done</source>
        <translation>将执行的操作</translation>
    </message>
    <message>
        <source>I have read &amp;this</source>
        <translation>我已阅读以上内容(&amp;T)</translation>
    </message>
    <message>
        <source>What is lost cannot be brought back once the originals are deleted</source>
        <translation>原文件删除后，丢失的内容无法找回</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>No image &amp;elsewhere needs these files</source>
        <translation>其他地方没有镜像需要这些文件(&amp;E)</translation>
    </message>
    <message>
        <source>The search for such images did not come to its end: one that needs a file which is renamed would not open any more</source>
        <translation>对此类镜像的查找没有完成：需要被改名文件的镜像将无法再打开</translation>
    </message>
</context>
<context>
    <name>widgets::DiagnosisTree</name>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>widgets::DiagnosisView</name>
    <message>
        <source>%1 was written.</source>
        <translation>已写入%1。</translation>
    </message>
    <message>
        <source>Report as &amp;HTML...</source>
        <translation>报告存为HTML(&amp;H)...</translation>
    </message>
    <message>
        <source>Report as &amp;JSON...</source>
        <translation>报告存为JSON(&amp;J)...</translation>
    </message>
    <message>
        <source>Report as &amp;CSV...</source>
        <translation>报告存为CSV(&amp;C)...</translation>
    </message>
    <message>
        <source>Map as &amp;SVG...</source>
        <translation>映射图存为SVG(&amp;S)...</translation>
    </message>
    <message>
        <source>Map as &amp;PNG...</source>
        <translation>映射图存为PNG(&amp;P)...</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>无法写入%1。</translation>
    </message>
    <message>
        <source>Support &amp;bundle...</source>
        <translation>支持包(&amp;B)...</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Repair leaks</source>
        <translation>修复泄漏</translation>
    </message>
    <message>
        <source>Give the leaked clusters of %1 back? Only reference counts are written, in place; the content stays as it is.</source>
        <translation>归还%1的泄漏簇？只会原地写入引用计数；内容保持不变。</translation>
    </message>
    <message>
        <source>&amp;Repair</source>
        <translation>修复(&amp;R)</translation>
    </message>
    <message>
        <source>%1 leaked clusters were repaired, %2 are free for reuse inside the file.</source>
        <translation>已修复%1个泄漏簇，%2可在文件内重新使用。</translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation>正在读取...</translation>
    </message>
    <message>
        <source>Open a template to see why it is as large as it is.</source>
        <translation>打开一个模板，查看它为何有这么大。</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Read the &amp;content</source>
        <translation>读取内容(&amp;C)</translation>
    </message>
    <message>
        <source>Tells duplicates and zeros apart; reads all that the layers store</source>
        <translation>区分重复内容和零；会读取各层存储的所有内容</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>This takes no clusters of its own on the guest&apos;s disk.</source>
        <translation>它在客户机磁盘上不占用自己的簇。</translation>
    </message>
    <message>
        <source>Marked: %1, %2 (places: %3). Choose it again to go from one to the next; Escape ends it.</source>
        <translation>已标记：%1，%2（位置数：%3）。再次选择可逐个查看；按Esc结束。</translation>
    </message>
    <message>
        <source>Compare t&amp;wo states...</source>
        <translation>比较两个状态(&amp;W)...</translation>
    </message>
    <message>
        <source>Which files differ between two layers or internal snapshots</source>
        <translation>两个层或内部快照之间有哪些文件不同</translation>
    </message>
    <message>
        <source>Open a template with two layers, or with an internal snapshot, to compare its states.</source>
        <translation>请打开有两层或有内部快照的模板，以比较其状态。</translation>
    </message>
</context>
<context>
    <name>widgets::DoctorDialog</name>
    <message>
        <source>Proven by its content</source>
        <translation>已由其内容证实</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>很可能</translation>
    </message>
    <message>
        <source>Nothing speaks for it</source>
        <translation>没有任何依据</translation>
    </message>
    <message>
        <source>It cannot be the one</source>
        <translation>不可能是它</translation>
    </message>
    <message>
        <source>It has the name that the overlay asks for</source>
        <translation>名称与覆盖层所要求的一致</translation>
    </message>
    <message>
        <source>It has another name</source>
        <translation>名称不同</translation>
    </message>
    <message>
        <source>Its virtual size is that of the overlay</source>
        <translation>虚拟大小与覆盖层相同</translation>
    </message>
    <message>
        <source>Its virtual size is another one</source>
        <translation>虚拟大小不同</translation>
    </message>
    <message>
        <source>It was not modified since the overlay was created</source>
        <translation>自覆盖层创建以来未被修改</translation>
    </message>
    <message>
        <source>It was modified after the overlay was created</source>
        <translation>在覆盖层创建之后被修改过</translation>
    </message>
    <message>
        <source>Volumes: %1 the same, %2 others; through the overlay %3 pass all checks, %4 do not</source>
        <translation>卷：%1个相同，%2个不同；经由覆盖层读取，%3个通过全部检查，%4个未通过</translation>
    </message>
    <message>
        <source>Files have %1 from it; %2 are not theirs in it</source>
        <translation>文件有%1内容来自它；另有%2在其中不属于这些文件</translation>
    </message>
    <message>
        <source>%1 of %2 blocks at the edges of the overlay&apos;s clusters were copied from it</source>
        <translation>覆盖层各簇边缘的%2个块中，有%1个是从它复制的</translation>
    </message>
    <message>
        <source>Search in a folder</source>
        <translation>在文件夹中搜索</translation>
    </message>
    <message>
        <source>Searching...</source>
        <translation>正在搜索...</translation>
    </message>
    <message>
        <source>No layer of this chain is missing.</source>
        <translation>此链没有缺失的层。</translation>
    </message>
    <message>
        <source>%1 asks for %2, which does not exist. %3 images were looked at.</source>
        <translation>%1要求后备镜像%2，但它不存在。已检查%3个镜像。</translation>
    </message>
    <message>
        <source>Several different images fit equally well. Choose the right one, if you know it.</source>
        <translation>有多个不同的镜像同样符合。如果您知道哪一个正确，请选择它。</translation>
    </message>
    <message>
        <source>The overlay would name %1. A copy of it takes its place; the file as it was is kept.</source>
        <translation>覆盖层将指向%1。原位置将放入覆盖层修改后的副本；原来的文件会保留。</translation>
    </message>
    <message>
        <source>Find the backing image</source>
        <translation>查找后备镜像</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选镜像</translation>
    </message>
    <message>
        <source>Write the &amp;whole path instead of one relative to the overlay</source>
        <translation>写入完整路径，而不是相对于覆盖层的路径(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Search in another folder...</source>
        <translation>在其他文件夹中搜索(&amp;S)...</translation>
    </message>
    <message>
        <source>&amp;Use this image</source>
        <translation>使用此镜像(&amp;U)</translation>
    </message>
    <message>
        <source>Fits by its content</source>
        <translation>与其内容相符</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>widgets::FactsTable</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
</context>
<context>
    <name>widgets::FiguresPage</name>
    <message>
        <source>Equal to each other</source>
        <translation>彼此相同</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>可节省</translation>
    </message>
    <message>
        <source>What the saving consists of</source>
        <translation>节省的构成</translation>
    </message>
    <message>
        <source>%1: %2
%3</source>
        <translation>%1：%2
%3</translation>
    </message>
</context>
<context>
    <name>widgets::FileModel</name>
    <message>
        <source>page file</source>
        <translation>页面文件</translation>
    </message>
    <message>
        <source>hibernation file</source>
        <translation>休眠文件</translation>
    </message>
    <message>
        <source>swap</source>
        <translation>交换空间</translation>
    </message>
    <message>
        <source>recycle bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1存于%2</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储量</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>By layer</source>
        <translation>按层</translation>
    </message>
</context>
<context>
    <name>widgets::FleetBar</name>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Virtual size</source>
        <translation>虚拟大小</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>占用磁盘</translation>
    </message>
    <message>
        <source>Garbage</source>
        <translation>垃圾</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>可节省</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>Comes back on disk, once the originals are deleted: %1
File length: %2 less</source>
        <translation>删除原文件之后磁盘收回：%1
文件长度：减少 %2</translation>
    </message>
    <message>
        <source>Kept originals</source>
        <translation>保留的原文件</translation>
    </message>
</context>
<context>
    <name>widgets::FleetModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约%1</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>受阻</translation>
    </message>
    <message>
        <source>Not known: only exact figures read the content.</source>
        <translation>未知：只有精确数值才读取内容。</translation>
    </message>
    <message>
        <source>%1 templates look like copies of one system. With %2 as their base they would take about %3 less together.</source>
        <translation>%1个模板看起来是同一系统的副本。以%2为基础镜像，它们合计约可少占用%3。</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Virtual size</source>
        <translation>虚拟大小</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>占用磁盘</translation>
    </message>
    <message>
        <source>Garbage</source>
        <translation>垃圾</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Standard slim</source>
        <translation>标准瘦身</translation>
    </message>
    <message>
        <source>Deep slim</source>
        <translation>深度瘦身</translation>
    </message>
    <message>
        <source>Shared base</source>
        <translation>共享基础镜像</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Comes back on disk, once the originals are deleted: %1
File length: %2 less</source>
        <translation>删除原文件之后磁盘收回：%1
文件长度：减少 %2</translation>
    </message>
</context>
<context>
    <name>widgets::FleetProgressBar</name>
    <message>
        <source>%1 of %2: %3 of %4</source>
        <translation>%1/%2：%3/%4</translation>
    </message>
    <message>
        <source>Template %1 of %2: %3 of %4 are read</source>
        <translation>模板%1/%2：已读取%3/%4</translation>
    </message>
</context>
<context>
    <name>widgets::FleetView</name>
    <message>
        <source>No templates look like copies of one system.</source>
        <translation>没有看起来是同一系统副本的模板。</translation>
    </message>
    <message>
        <source>Save the fleet as CSV</source>
        <translation>将模板群保存为CSV</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入%1：%2</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为%1。</translation>
    </message>
    <message>
        <source>Filter the fleet</source>
        <translation>筛选模板群</translation>
    </message>
    <message>
        <source>All templates</source>
        <translation>所有模板</translation>
    </message>
    <message>
        <source>Templates that were read</source>
        <translation>已读取的模板</translation>
    </message>
    <message>
        <source>Find &amp;copies</source>
        <translation>查找副本(&amp;C)</translation>
    </message>
    <message>
        <source>Reads a sample of every template and tells which ones would gain from one base.</source>
        <translation>读取每个模板的样本，指出哪些模板可因共用一个基础镜像而获益。</translation>
    </message>
    <message>
        <source>E&amp;xact figures</source>
        <translation>精确数值(&amp;X)</translation>
    </message>
    <message>
        <source>Reads the whole content of the selected templates.</source>
        <translation>读取所选模板的全部内容。</translation>
    </message>
    <message>
        <source>For the selected templates; asks before anything is changed.</source>
        <translation>用于所选模板；在做任何更改之前会先询问。</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>保存为CSV</translation>
    </message>
    <message>
        <source>Select &amp;group</source>
        <translation>选择同组(&amp;G)</translation>
    </message>
    <message>
        <source>Selects the templates that look like copies of the current one.</source>
        <translation>选择看起来是当前模板副本的模板。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 templates in %2 files. On disk %3, length %4, garbage %5. The better slim of each gives back %6 on disk together, and at least %7 of file length.</source>
        <translation>%2 个文件中的 %1 个模板。占用磁盘 %3，长度 %4，垃圾 %5。每个模板采用较好的瘦身，合计可让磁盘收回 %6，文件长度至少减少 %7。</translation>
    </message>
    <message>
        <source>Sharing a base takes two templates that can be read.</source>
        <translation>共享基础镜像至少需要两个可读取的模板。</translation>
    </message>
</context>
<context>
    <name>widgets::HelpWindow</name>
    <message>
        <source>What the numbers mean</source>
        <translation>数字的含义</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the help page</source>
        <translation>搜索帮助页面</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>widgets::InspectorView</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>客户机</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Facts of the selected layer</source>
        <translation>所选层的信息</translation>
    </message>
    <message>
        <source>Volumes of the guest</source>
        <translation>客户机的卷</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Files or folders</source>
        <translation>文件或文件夹</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>卷</translation>
    </message>
    <message>
        <source>Largest files</source>
        <translation>最大的文件</translation>
    </message>
    <message>
        <source>In all layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>In the selected layer</source>
        <translation>所选层</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Volume %1: %2 %3</source>
        <translation>卷%1：%2 %3</translation>
    </message>
    <message>
        <source>The files are being read.</source>
        <translation>正在读取文件。</translation>
    </message>
    <message>
        <source>No files are known.</source>
        <translation>没有已知的文件。</translation>
    </message>
    <message>
        <source>Read path</source>
        <translation>读取路径</translation>
    </message>
    <message>
        <source>At %1 (%2): %3</source>
        <translation>位于%1（%2）：%3</translation>
    </message>
    <message>
        <source>No template is open.</source>
        <translation>没有打开的模板。</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
</context>
<context>
    <name>widgets::JobBar</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余%1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Nothing runs</source>
        <translation>没有作业在运行</translation>
    </message>
    <message>
        <source>Nothing runs. Last: %1: %2</source>
        <translation>没有作业在运行。上一个：%1：%2</translation>
    </message>
    <message>
        <source>Show all jobs</source>
        <translation>显示所有作业</translation>
    </message>
    <message>
        <source>Show all jobs with their logs</source>
        <translation>显示所有作业及其日志</translation>
    </message>
    <message>
        <source>Current job</source>
        <translation>当前作业</translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>作业进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop the job that runs; nothing is changed then</source>
        <translation>停止正在运行的作业；不会更改任何内容</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation>作业日志</translation>
    </message>
    <message>
        <source>Cancel this job</source>
        <translation>取消此作业</translation>
    </message>
    <message>
        <source>Show receipt</source>
        <translation>显示回执</translation>
    </message>
</context>
<context>
    <name>widgets::JobModel</name>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
</context>
<context>
    <name>widgets::LabControls</name>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Guest: files</source>
        <translation>客户机：文件</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>簇数</translation>
    </message>
    <message>
        <source>Guest: selected clusters</source>
        <translation>客户机：所选的簇</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>图案</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Internal snapshots</source>
        <translation>内部快照</translation>
    </message>
    <message>
        <source>Slim</source>
        <translation>瘦身</translation>
    </message>
    <message>
        <source>Accidents</source>
        <translation>意外情况</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Write 4 KiB</source>
        <translation>写入4 KiB</translation>
    </message>
    <message>
        <source>The guest writes only the first 4 KiB of each selected cluster</source>
        <translation>客户机只写入每个所选簇的前4 KiB</translation>
    </message>
    <message>
        <source>Write into selected layer</source>
        <translation>写入所选的层</translation>
    </message>
    <message>
        <source>Changes the selected clusters of a lower layer, past the layers above it, as it happens by mistake</source>
        <translation>越过上方各层，更改下层中所选的簇，如同误操作时发生的那样</translation>
    </message>
    <message>
        <source>Template to work on</source>
        <translation>要操作的模板</translation>
    </message>
    <message>
        <source>Letters, digits, dot, dash and underscore</source>
        <translation>字母、数字、点、连字符和下划线</translation>
    </message>
    <message>
        <source>The same pattern at the same place is the same content</source>
        <translation>同一位置的同一图案即为相同内容</translation>
    </message>
</context>
<context>
    <name>widgets::LabLegend</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
</context>
<context>
    <name>widgets::LabMap</name>
    <message>
        <source>The guest reads</source>
        <translation>客户机读取</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>What the guest reads</source>
        <translation>客户机读到的内容</translation>
    </message>
    <message>
        <source>%1, cluster %2: %3</source>
        <translation>%1，簇%2：%3</translation>
    </message>
    <message>
        <source>Layers of the practice, cluster by cluster</source>
        <translation>练习的各层，逐簇显示</translation>
    </message>
    <message>
        <source>Click a cluster to see which layer answers a read of it. Arrow keys move, Shift selects several, Enter writes, Delete discards.</source>
        <translation>单击一个簇，可查看由哪一层响应对它的读取。方向键移动，Shift选择多个，Enter写入，Delete丢弃。</translation>
    </message>
    <message>
        <source>Template %1: %2</source>
        <translation>模板%1：%2</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>clusters %1 to %2</source>
        <translation>簇%1至%2</translation>
    </message>
</context>
<context>
    <name>widgets::LabSizes</name>
    <message>
        <source>All images</source>
        <translation>所有镜像</translation>
    </message>
    <message>
        <source>Sizes of the images</source>
        <translation>各镜像的大小</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Virtual size</source>
        <translation>虚拟大小</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>占用磁盘</translation>
    </message>
</context>
<context>
    <name>widgets::LabTables</name>
    <message>
        <source>copied</source>
        <translation>copied标志</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>零标志</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>头部</translation>
    </message>
    <message>
        <source>L1 table</source>
        <translation>L1表</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>表项%1</translation>
    </message>
    <message>
        <source>L2 entries, by guest cluster</source>
        <translation>L2表项，按客户机簇</translation>
    </message>
    <message>
        <source>cluster %1</source>
        <translation>簇%1</translation>
    </message>
    <message>
        <source>Refcounts, by host cluster</source>
        <translation>引用计数，按主机簇</translation>
    </message>
    <message>
        <source>%1, guest cluster %2</source>
        <translation>%1，客户机簇%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Image whose tables are shown</source>
        <translation>显示其各表的镜像</translation>
    </message>
    <message>
        <source>Header, tables and refcounts</source>
        <translation>头部、表和引用计数</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
</context>
<context>
    <name>widgets::LabWindow</name>
    <message>
        <source>Select a cluster in the lane of a layer first.</source>
        <translation>请先在某一层的行中选择一个簇。</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>未执行：%1</translation>
    </message>
    <message>
        <source>The practice is ready: a disk with %1 clusters of %2. Its images are real files in a temporary folder.</source>
        <translation>练习已就绪：一个有%1个簇的磁盘，每簇%2。其镜像是临时文件夹中的真实文件。</translation>
    </message>
    <message>
        <source>The images are as they were after step %1.</source>
        <translation>镜像处于步骤%1之后的状态。</translation>
    </message>
    <message>
        <source>A read of cluster %1 fails: %2 - %3</source>
        <translation>读取簇%1失败：%2 - %3</translation>
    </message>
    <message>
        <source>Read of cluster %1: %2</source>
        <translation>读取簇%1：%2</translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation>开始状态</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>New practice...</source>
        <translation>新建练习...</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>打开...</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>保存...</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Presenter mode</source>
        <translation>演示模式</translation>
    </message>
    <message>
        <source>Animation</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>下一个面板</translation>
    </message>
    <message>
        <source>Save practice</source>
        <translation>保存练习</translation>
    </message>
    <message>
        <source>Open practice</source>
        <translation>打开练习</translation>
    </message>
    <message>
        <source>Practices (%1)</source>
        <translation>练习（%1）</translation>
    </message>
    <message>
        <source>All files (%1)</source>
        <translation>所有文件（%1）</translation>
    </message>
    <message>
        <source>Copy-on-write lab</source>
        <translation>写时复制实验室</translation>
    </message>
    <message>
        <source>Enter or double click goes to where that step was done</source>
        <translation>按Enter或双击可回到执行该步骤时的状态</translation>
    </message>
    <message>
        <source>Changes flash shortly; never where the system wants no animations</source>
        <translation>更改之处会短暂闪烁；系统不希望有动画时则不会</translation>
    </message>
</context>
<context>
    <name>widgets::LegendItem</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Click to dim or to show this class</source>
        <translation>单击以淡化或显示此类别</translation>
    </message>
</context>
<context>
    <name>widgets::LessonPanel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot;</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>&amp;Begin this lesson</source>
        <translation>开始此课程(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Begin again</source>
        <translation>重新开始(&amp;B)</translation>
    </message>
    <message>
        <source>Lessons that cannot be used:</source>
        <translation>无法使用的课程：</translation>
    </message>
    <message>
        <source>Task %1 of %2</source>
        <translation>任务%1/%2</translation>
    </message>
    <message>
        <source>Hint: %1</source>
        <translation>提示：%1</translation>
    </message>
    <message>
        <source>That was the last task of this lesson.</source>
        <translation>这是本课程的最后一个任务。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Progress of the lesson</source>
        <translation>课程进度</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Hint</source>
        <translation>提示(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
</context>
<context>
    <name>widgets::LibraryView</name>
    <message>
        <source>Add a folder with templates</source>
        <translation>添加含模板的文件夹</translation>
    </message>
    <message>
        <source>Add images</source>
        <translation>添加镜像</translation>
    </message>
    <message>
        <source>Export the library</source>
        <translation>导出库</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格(*.csv)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为%1</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入%1：%2</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Remove %1 from the library</source>
        <translation>从库中移除%1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>显示文件夹</translation>
    </message>
    <message>
        <source>Filter by name or path</source>
        <translation>按名称或路径筛选</translation>
    </message>
    <message>
        <source>Library of templates</source>
        <translation>模板库</translation>
    </message>
    <message>
        <source>Show all images below a folder. Folders and images can be dropped here, too.</source>
        <translation>显示文件夹下的所有镜像。也可以将文件夹和镜像拖放到此处。</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Look at all folders again (F5)</source>
        <translation>重新检查所有文件夹（F5）</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Save all rows with exact bytes as a table</source>
        <translation>将所有行保存为表格，含精确字节数</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>导出为CSV</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Add a folder with templates, or drop folders and images here.</source>
        <translation>添加含模板的文件夹，或将文件夹和镜像拖放到此处。</translation>
    </message>
    <message>
        <source>Looking for images</source>
        <translation>正在查找镜像</translation>
    </message>
    <message>
        <source>No images in %1</source>
        <translation>%1中没有镜像</translation>
    </message>
    <message>
        <source>Scanning files: %1 of %2</source>
        <translation>正在扫描文件：%1/%2</translation>
    </message>
    <message>
        <source>Reading images: %1 of %2</source>
        <translation>正在读取镜像：%1/%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Default columns</source>
        <translation>默认列</translation>
    </message>
    <message>
        <source>Restore the original...</source>
        <translation>恢复原文件...</translation>
    </message>
    <message>
        <source>Delete the original...</source>
        <translation>删除原文件...</translation>
    </message>
</context>
<context>
    <name>widgets::MainWindow</name>
    <message>
        <source>Library</source>
        <translation>库</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Savings</source>
        <translation>节省</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1不存在。</translation>
    </message>
    <message>
        <source>The sample templates are being made.</source>
        <translation>正在生成示例模板。</translation>
    </message>
    <message>
        <source>Lamella</source>
        <translation>Lamella</translation>
    </message>
    <message>
        <source>%1 - Lamella</source>
        <translation>%1 - Lamella</translation>
    </message>
    <message>
        <source>%1 - %2</source>
        <translation>%1 - %2</translation>
    </message>
    <message>
        <source>A job is running</source>
        <translation>有作业正在运行</translation>
    </message>
    <message>
        <source>Cancel the job and quit? Nothing that it was asked to replace is changed.</source>
        <translation>取消作业并退出？作业要替换的内容不会有任何更改。</translation>
    </message>
    <message>
        <source>Cancel the job and quit</source>
        <translation>取消作业并退出</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open image...</source>
        <translation>打开镜像(&amp;O)...</translation>
    </message>
    <message>
        <source>Add &amp;folder...</source>
        <translation>添加文件夹(&amp;F)...</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Open &amp;sample templates</source>
        <translation>打开示例模板(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Export library as CSV...</source>
        <translation>将库导出为CSV(&amp;E)...</translation>
    </message>
    <message>
        <source>Se&amp;ttings...</source>
        <translation>设置(&amp;T)...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Slim</source>
        <translation>瘦身(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Standard slim</source>
        <translation>标准瘦身(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Deep slim</source>
        <translation>深度瘦身(&amp;D)</translation>
    </message>
    <message>
        <source>Share &amp;base</source>
        <translation>共享基础镜像(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Exact figures</source>
        <translation>精确数值(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Recover after a crash</source>
        <translation>崩溃后恢复(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Read &amp;again</source>
        <translation>重新读取(&amp;A)</translation>
    </message>
    <message>
        <source>Show the &amp;whole disk</source>
        <translation>显示整个磁盘(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>映射图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation>下一个面板(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>What the &amp;numbers mean</source>
        <translation>各数值的含义(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;About Lamella</source>
        <translation>关于Lamella(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation>清除列表(&amp;C)</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>打开镜像</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>About Lamella</source>
        <translation>关于Lamella</translation>
    </message>
    <message>
        <source>Lamella %1</source>
        <translation>Lamella %1</translation>
    </message>
    <message>
        <source>Shows template chains of disk images, what of them is waste, and slims them without losing anything.

Free software under the GNU General Public License, version 3 or later. Built with Qt %1, QCustomPlot, zlib, zstd, xxHash, libext2fs and libntfs-3g.</source>
        <translation>显示磁盘镜像的模板链及其中的浪费，并在不丢失任何内容的前提下为其瘦身。

自由软件，采用GNU通用公共许可证第3版或更高版本。使用Qt %1、QCustomPlot、zlib、zstd、xxHash、libext2fs和libntfs-3g构建。</translation>
    </message>
    <message>
        <source>Library &amp;columns</source>
        <translation>库的列(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Fleet</source>
        <translation>模板群(&amp;F)</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>映射图</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>模板群</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <source>La&amp;b</source>
        <translation>实验室(&amp;B)</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Map, diagnosis and fleet</source>
        <translation>映射图、诊断和模板群</translation>
    </message>
    <message>
        <source>Compare two &amp;states...</source>
        <translation>比较两个状态(&amp;S)...</translation>
    </message>
</context>
<context>
    <name>widgets::MapCanvas</name>
    <message>
        <source>Allocation map</source>
        <translation>分配映射图</translation>
    </message>
    <message>
        <source>No place is selected. Arrow keys move, plus and minus zoom.</source>
        <translation>未选择位置。方向键移动，加号和减号缩放。</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>widgets::MapLegend</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1, %2 of what is stored</source>
        <translation>%1，占已存储内容的%2</translation>
    </message>
</context>
<context>
    <name>widgets::MapPlaceholder</name>
    <message>
        <source>Reading %1</source>
        <translation>正在读取%1</translation>
    </message>
    <message>
        <source>The map shows as soon as the tables of all layers are read.</source>
        <translation>所有层的表读取完毕后即显示映射图。</translation>
    </message>
    <message>
        <source>%1 cannot be shown</source>
        <translation>无法显示%1</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>无法读取%1</translation>
    </message>
    <message>
        <source>Drop a folder or an image here, or open the sample templates</source>
        <translation>将文件夹或镜像拖放到此处，或打开示例模板</translation>
    </message>
    <message>
        <source>The map shows every layer of a template, and what of it is waste. Nothing is changed by looking.</source>
        <translation>映射图显示模板的每一层及其中的浪费。查看不会更改任何内容。</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>打开...</translation>
    </message>
    <message>
        <source>Sample templates</source>
        <translation>示例模板</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>It is the backing image of %1.</source>
        <translation>它是%1的后备镜像。</translation>
    </message>
    <message>
        <source>Bring the file back to its place, then read again.</source>
        <translation>请把文件放回原处，然后重新读取。</translation>
    </message>
    <message>
        <source>Ask the owner of the file for the right to read it.</source>
        <translation>请向文件所有者申请读取权限。</translation>
    </message>
    <message>
        <source>Only local files are read: copy it to one first, for example with qemu-img.</source>
        <translation>只读取本地文件：请先将其复制为本地文件，例如使用qemu-img。</translation>
    </message>
    <message>
        <source>It is not safe to trust the rest of it. Restore it from a backup, or get it again.</source>
        <translation>其余内容也不可信任。请从备份恢复，或重新获取。</translation>
    </message>
    <message>
        <source>Shut the virtual machine down, then read again.</source>
        <translation>请关闭虚拟机，然后重新读取。</translation>
    </message>
</context>
<context>
    <name>widgets::MapView</name>
    <message>
        <source>Under the pointer, or selected</source>
        <translation>指针所指或所选位置</translation>
    </message>
    <message>
        <source>Point at a lane to read what is there; click to follow a read down the layers.</source>
        <translation>指向某一行可查看该处的内容；单击可沿各层向下跟踪一次读取。</translation>
    </message>
</context>
<context>
    <name>widgets::Minimap</name>
    <message>
        <source>Whole disk, with the part that is shown</source>
        <translation>整个磁盘，标出当前显示的部分</translation>
    </message>
    <message>
        <source>Drag the frame to move what is shown, or its sides to zoom</source>
        <translation>拖动框可移动显示范围，拖动框边可缩放</translation>
    </message>
    <message>
        <source>Whole disk</source>
        <translation>整个磁盘</translation>
    </message>
</context>
<context>
    <name>widgets::NewPracticeDialog</name>
    <message>
        <source>With a file system of the guest (ext4)</source>
        <translation>带有客户机的文件系统（ext4）</translation>
    </message>
    <message>
        <source>New practice</source>
        <translation>新建练习</translation>
    </message>
    <message>
        <source>&amp;Cluster size</source>
        <translation>簇大小(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Number of clusters</source>
        <translation>簇的数量(&amp;N)</translation>
    </message>
</context>
<context>
    <name>widgets::NotesPage</name>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Notes (%1)</source>
        <translation>说明（%1）</translation>
    </message>
    <message>
        <source>What to know before running</source>
        <translation>运行前须知</translation>
    </message>
    <message>
        <source>Not possible.</source>
        <translation>无法执行。</translation>
    </message>
    <message>
        <source>Please note.</source>
        <translation>请注意。</translation>
    </message>
    <message>
        <source>While it runs, it needs %1 (%2) beside what is there.</source>
        <translation>运行期间，除现有占用外还需要%1（%2）。</translation>
    </message>
</context>
<context>
    <name>widgets::OperationFile</name>
    <message>
        <source>%1 was written.</source>
        <translation>已写入%1。</translation>
    </message>
</context>
<context>
    <name>widgets::OptionsPanel</name>
    <message>
        <source>Replaces the originals, kept as *.before-slim</source>
        <translation>替换原文件，原文件保留为*.before-slim</translation>
    </message>
    <message>
        <source>To a new file</source>
        <translation>写入新文件</translation>
    </message>
    <message>
        <source>clusters as now</source>
        <translation>簇大小不变</translation>
    </message>
    <message>
        <source>clusters of %1</source>
        <translation>簇大小为%1</translation>
    </message>
    <message>
        <source>garbage stays</source>
        <translation>保留垃圾</translation>
    </message>
    <message>
        <source>without page files</source>
        <translation>不含页面文件</translation>
    </message>
    <message>
        <source>New file for the result</source>
        <translation>结果的新文件</translation>
    </message>
    <message>
        <source>qcow2 images (*.qcow2)</source>
        <translation>qcow2镜像(*.qcow2)</translation>
    </message>
    <message>
        <source>Folder for shared templates</source>
        <translation>共享模板的文件夹</translation>
    </message>
    <message>
        <source>As now</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Standard slim</source>
        <translation>标准瘦身</translation>
    </message>
    <message>
        <source>Deep slim</source>
        <translation>深度瘦身</translation>
    </message>
    <message>
        <source>saves %1</source>
        <translation>可节省%1</translation>
    </message>
    <message>
        <source>saves at least %1</source>
        <translation>至少可节省%1</translation>
    </message>
    <message>
        <source>, %1 more than without options</source>
        <translation>，比不用选项多%1</translation>
    </message>
    <message>
        <source>, %1 less than without options</source>
        <translation>，比不用选项少%1</translation>
    </message>
    <message>
        <source>Open a template to see the effect of options.</source>
        <translation>打开模板以查看选项的效果。</translation>
    </message>
    <message>
        <source>not compressed</source>
        <translation>不压缩</translation>
    </message>
    <message>
        <source>zlib: every reader, slower</source>
        <translation>zlib：所有读取程序均支持，较慢</translation>
    </message>
    <message>
        <source>zstd: QEMU 5.1 and newer</source>
        <translation>zstd：QEMU 5.1及更高版本</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>压缩(&amp;C)</translation>
    </message>
    <message>
        <source>Cluster si&amp;ze, and what it changes at most</source>
        <translation>簇大小及其最大影响(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Extended L2 entries</source>
        <translation>扩展 L2 条目(&amp;E)</translation>
    </message>
    <message>
        <source>Clusters are allocated in 32 parts: less rounding with large clusters.</source>
        <translation>簇分为32份进行分配：簇较大时取整损失更小。</translation>
    </message>
    <message>
        <source>Needs QEMU 5.2 or newer. Some cloud services refuse such images.</source>
        <translation>需要QEMU 5.2或更高版本。部分云服务拒绝此类镜像。</translation>
    </message>
    <message>
        <source>Drop &amp;garbage of the guest</source>
        <translation>丢弃客户机垃圾(&amp;G)</translation>
    </message>
    <message>
        <source>Leaves out what the guest&apos;s file systems do not use.</source>
        <translation>不写入客户机文件系统未使用的内容。</translation>
    </message>
    <message>
        <source>Drop page, s&amp;wap and hibernation files</source>
        <translation>丢弃页面文件、交换空间和休眠文件(&amp;W)</translation>
    </message>
    <message>
        <source>Their content; the guest makes it anew. Not for a guest that is to resume.</source>
        <translation>仅丢弃其内容；客户机会重新生成。不适用于需要从休眠恢复的客户机。</translation>
    </message>
    <message>
        <source>Where the result goes</source>
        <translation>结果的去向</translation>
    </message>
    <message>
        <source>&amp;Replace, keep originals</source>
        <translation>替换，保留原文件(&amp;R)</translation>
    </message>
    <message>
        <source>The originals are kept beside as *.before-slim until you delete them.</source>
        <translation>原文件以*.before-slim的名称保留在同一位置，直到您将其删除。</translation>
    </message>
    <message>
        <source>To a &amp;new file</source>
        <translation>写入新文件(&amp;N)</translation>
    </message>
    <message>
        <source>New &amp;file, of slims</source>
        <translation>瘦身的新文件(&amp;F)</translation>
    </message>
    <message>
        <source>F&amp;older, of base sharing</source>
        <translation>共享基础镜像的文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>浏览...</translation>
    </message>
    <message>
        <source>Browse for a new file</source>
        <translation>浏览以选择新文件</translation>
    </message>
    <message>
        <source>Browse for a folder</source>
        <translation>浏览以选择文件夹</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Store e&amp;qual clusters once</source>
        <translation>相同的簇只存储一次(&amp;Q)</translation>
    </message>
    <message>
        <source>Equal clusters share a place. A tool that copies the image may store each again.</source>
        <translation>相同的簇共用一个位置。复制镜像的工具可能会重新分别存储。</translation>
    </message>
    <message>
        <source>extended L2 entries</source>
        <translation>扩展L2表项</translation>
    </message>
    <message>
        <source>New file, of slims</source>
        <translation>新文件，用于瘦身</translation>
    </message>
    <message>
        <source>Folder, of base sharing</source>
        <translation>文件夹，用于共享基础镜像</translation>
    </message>
</context>
<context>
    <name>widgets::OriginalsDesk</name>
    <message>
        <source>Nothing was changed.</source>
        <translation>未作任何更改。</translation>
    </message>
    <message>
        <source>Restore originals</source>
        <translation>恢复原文件</translation>
    </message>
    <message>
        <source>Delete originals</source>
        <translation>删除原文件</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>No image &amp;elsewhere needs these files</source>
        <translation>其他位置没有镜像需要这些文件(&amp;E)</translation>
    </message>
    <message>
        <source>The originals are deleted: %1 on disk are free</source>
        <translation>原文件已删除：磁盘上释放了 %1</translation>
    </message>
    <message>
        <source>The originals are restored.</source>
        <translation>原文件已恢复。</translation>
    </message>
    <message>
        <source>Originals</source>
        <translation>原文件</translation>
    </message>
</context>
<context>
    <name>widgets::OtherDisksButton</name>
    <message>
        <source>Another disk of the machine</source>
        <translation>该机器的另一块磁盘</translation>
    </message>
    <message>
        <source>Add a dis&amp;k...</source>
        <translation>添加磁盘(&amp;K)...</translation>
    </message>
    <message>
        <source>Read with it: %1</source>
        <translation>一并读取：%1</translation>
    </message>
    <message>
        <source>Read it &amp;without other disks</source>
        <translation>不带其他磁盘读取(&amp;W)</translation>
    </message>
</context>
<context>
    <name>widgets::QueueDialog</name>
    <message>
        <source>Left out:</source>
        <translation>未包括：</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Nothing would be saved.</source>
        <translation>不会有任何节省。</translation>
    </message>
    <message>
        <source>It has not been looked at yet.</source>
        <translation>尚未查看。</translation>
    </message>
    <message>
        <source>%1: %2 templates, one job each.</source>
        <translation>%1：%2个模板，每个一项作业。</translation>
    </message>
    <message>
        <source>The new files take the names of the old ones, which stay beside them as *.before-slim until you delete them: until then both take space. What the guests have deleted cannot be recovered afterwards. Each job looks at its files again when it starts; one that would lose internal snapshots or bitmaps does not run.</source>
        <translation>新文件取用旧文件的名称，旧文件以*.before-slim保留在旁边，直到您删除它们：在此之前两者都占用空间。客户机已删除的内容之后无法恢复。每项作业在开始时会重新检查其文件；会丢失内部快照或位图的作业不会运行。</translation>
    </message>
    <message>
        <source>Templates of the jobs</source>
        <translation>作业的模板</translation>
    </message>
    <message>
        <source>&amp;Queue the jobs</source>
        <translation>将作业加入队列(&amp;Q)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1: gives back %2 on disk</source>
        <translation>%1：磁盘收回 %2</translation>
    </message>
    <message>
        <source>No image &amp;elsewhere needs these files</source>
        <translation>其他地方没有镜像需要这些文件(&amp;E)</translation>
    </message>
    <message>
        <source>Each job looks for images that need a base which it renames. Where there is more than it can look at, it runs only with this said.</source>
        <translation>每个作业都会查找需要其改名的基础镜像的镜像。若文件多到无法全部查看，只有在此说明后才会运行。</translation>
    </message>
</context>
<context>
    <name>widgets::ReceiptDialog</name>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
</context>
<context>
    <name>widgets::ReceiptView</name>
    <message>
        <source>Save the receipt</source>
        <translation>保存回执</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Restore originals</source>
        <translation>恢复原文件</translation>
    </message>
    <message>
        <source>Delete originals</source>
        <translation>删除原文件</translation>
    </message>
    <message>
        <source>Restoring the originals</source>
        <translation>正在恢复原文件</translation>
    </message>
    <message>
        <source>Deleting the originals</source>
        <translation>正在删除原文件</translation>
    </message>
    <message>
        <source>The originals are deleted: %1 on disk are free</source>
        <translation>原文件已删除：已释放磁盘空间%1</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the receipt as text</source>
        <translation>以文本形式复制回执</translation>
    </message>
    <message>
        <source>&amp;Restore originals</source>
        <translation>恢复原文件(&amp;R)</translation>
    </message>
    <message>
        <source>Give the originals their names again and remove the new files</source>
        <translation>恢复原文件的名称并移除新文件</translation>
    </message>
    <message>
        <source>&amp;Delete originals</source>
        <translation>删除原文件(&amp;D)</translation>
    </message>
    <message>
        <source>Free the space that the originals take; there is no way back then</source>
        <translation>释放原文件占用的空间；此后无法还原</translation>
    </message>
    <message>
        <source>&amp;Save...</source>
        <translation>保存(&amp;S)...</translation>
    </message>
    <message>
        <source>Save the receipt as HTML, JSON or CSV</source>
        <translation>将回执保存为HTML、JSON或CSV</translation>
    </message>
    <message>
        <source>Looking for images that need these files</source>
        <translation>正在查找需要这些文件的镜像</translation>
    </message>
    <message>
        <source>No image &amp;elsewhere needs these files</source>
        <translation>其他地方没有镜像需要这些文件(&amp;E)</translation>
    </message>
</context>
<context>
    <name>widgets::RecoveryPrompt</name>
    <message>
        <source>Interrupted run</source>
        <translation>中断的运行</translation>
    </message>
    <message>
        <source>It could not be recovered.</source>
        <translation>无法恢复。</translation>
    </message>
    <message>
        <source>A run was interrupted and has left files behind. This will be done:</source>
        <translation>一次运行被中断，遗留了文件。将执行以下操作：</translation>
    </message>
    <message>
        <source>&amp;Recover</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>暂不(&amp;N)</translation>
    </message>
    <message>
        <source>Recovered, but for what could not be done:</source>
        <translation>已恢复，但以下操作未能完成：</translation>
    </message>
    <message>
        <source>Recovered. This was done:</source>
        <translation>已恢复。已执行以下操作：</translation>
    </message>
</context>
<context>
    <name>widgets::SavingCard</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Choose two templates or more.</source>
        <translation>请选择两个或更多模板。</translation>
    </message>
    <message>
        <source>Compare the templates first.</source>
        <translation>请先比较模板。</translation>
    </message>
    <message>
        <source>Open a template first.</source>
        <translation>请先打开模板。</translation>
    </message>
    <message>
        <source>The chain is broken. Mend it, then scan again.</source>
        <translation>链已断开。请修复后重新扫描。</translation>
    </message>
    <message>
        <source>The template is being read.</source>
        <translation>正在读取模板。</translation>
    </message>
    <message>
        <source>The figures are being worked out.</source>
        <translation>正在计算数值。</translation>
    </message>
    <message>
        <source>These figures are of other options than now.</source>
        <translation>这些数值对应的选项与当前不同。</translation>
    </message>
    <message>
        <source>Something was changed since. Compare the templates again.</source>
        <translation>此后内容有更改。请重新比较模板。</translation>
    </message>
    <message>
        <source>Needs %1 while it runs</source>
        <translation>运行期间需要%1</translation>
    </message>
    <message>
        <source>It cannot be planned.</source>
        <translation>无法生成计划。</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>The run will give these figures, byte by byte.</source>
        <translation>运行结果将与这些数值逐字节一致。</translation>
    </message>
    <message>
        <source>From metadata alone. The saving can only be larger than this.</source>
        <translation>仅根据元数据得出。实际节省只会比此值更大。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Exact figures</source>
        <translation>精确数值</translation>
    </message>
    <message>
        <source>Standard slim</source>
        <translation>标准瘦身</translation>
    </message>
    <message>
        <source>Merges all diffs into one without garbage, on the same base. Citrix calls it a merge to a consolidated differencing disk.</source>
        <translation>将所有差异镜像合并为一个不含垃圾的差异镜像，基础镜像不变。Citrix称之为合并到整合的差异磁盘。</translation>
    </message>
    <message>
        <source>Run &amp;standard</source>
        <translation>运行标准瘦身(&amp;S)</translation>
    </message>
    <message>
        <source>Deep slim</source>
        <translation>深度瘦身</translation>
    </message>
    <message>
        <source>Merges the whole chain into one new base without garbage. Citrix calls it a merge to a new base.</source>
        <translation>将整条链合并为一个不含垃圾的新基础镜像。Citrix称之为合并到新的基础镜像。</translation>
    </message>
    <message>
        <source>Run &amp;deep</source>
        <translation>运行深度瘦身(&amp;D)</translation>
    </message>
    <message>
        <source>Share base</source>
        <translation>共享基础镜像</translation>
    </message>
    <message>
        <source>Stores what several templates have alike once, in a base that all of them use.</source>
        <translation>将多个模板的相同内容只存储一次，放在它们共用的基础镜像中。</translation>
    </message>
    <message>
        <source>Share &amp;base</source>
        <translation>共享基础镜像(&amp;B)</translation>
    </message>
    <message>
        <source>Progress of the figures: %1</source>
        <translation>数值计算进度：%1</translation>
    </message>
    <message>
        <source>What comes back once the originals are deleted. Holes, blocks that other files share, and files with other names give nothing.
On disk: %1 before, %2 after.
File length: %3 before, %4 after.</source>
        <translation>删除原文件之后收回的空间。空洞、其他文件共享的数据块、另有名称的文件都收不回。
占用磁盘：之前 %1，之后 %2。
文件长度：之前 %3，之后 %4。</translation>
    </message>
</context>
<context>
    <name>widgets::SavingsView</name>
    <message>
        <source>Savings</source>
        <translation>节省</translation>
    </message>
    <message>
        <source>O&amp;ptions</source>
        <translation>选项(&amp;P)</translation>
    </message>
    <message>
        <source>Compression, cluster size, where the result goes, and more</source>
        <translation>压缩、簇大小、结果的去向等</translation>
    </message>
    <message>
        <source>Plan of: %1</source>
        <translation>方案：%1</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>Save what an operation would do, and what it would save, as HTML, JSON or CSV</source>
        <translation>将操作的内容和预计节省保存为HTML、JSON或CSV</translation>
    </message>
    <message>
        <source>Save p&amp;lan</source>
        <translation>保存方案(&amp;L)</translation>
    </message>
</context>
<context>
    <name>widgets::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Notify when a job ends</source>
        <translation>作业结束时通知(&amp;N)</translation>
    </message>
    <message>
        <source>That of the system</source>
        <translation>跟随系统语言</translation>
    </message>
    <message>
        <source>Those of the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Folder with lessons</source>
        <translation>含课程的文件夹</translation>
    </message>
    <message>
        <source>L&amp;essons of your own</source>
        <translation>您自己的课程(&amp;E)</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>一个文件夹</translation>
    </message>
    <message>
        <source>Choose the folder with lessons</source>
        <translation>选择含课程的文件夹</translation>
    </message>
</context>
<context>
    <name>widgets::SimilarityPage</name>
    <message>
        <source>Alike</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>How alike the templates are</source>
        <translation>模板之间的相似度</translation>
    </message>
    <message>
        <source>%1 and %2: %3</source>
        <translation>%1与%2：%3</translation>
    </message>
    <message>
        <source>%1 has %2 of content (%3)</source>
        <translation>%1的内容为%2（%3）</translation>
    </message>
    <message>
        <source>%1 and %2 have %3 alike (%4), which is %5 of the first</source>
        <translation>%1与%2有%3相同（%4），占前者的%5</translation>
    </message>
</context>
<context>
    <name>widgets::StackedBars</name>
    <message>
        <source>What the files are spent on, before and after</source>
        <translation>文件空间的用途，之前与之后</translation>
    </message>
    <message>
        <source>Before %1, after %2</source>
        <translation>之前%1，之后%2</translation>
    </message>
    <message>
        <source>Before %1</source>
        <translation>之前%1</translation>
    </message>
    <message>
        <source>After %1</source>
        <translation>之后%1</translation>
    </message>
    <message>
        <source>After, up to %1</source>
        <translation>之后最多%1</translation>
    </message>
    <message>
        <source>%1: %2 (%3)
%4</source>
        <translation>%1：%2（%3）
%4</translation>
    </message>
</context>
<context>
    <name>widgets::TemplatesPage</name>
    <message>
        <source>Base: the cheapest</source>
        <translation>基础镜像：最省空间的</translation>
    </message>
    <message>
        <source>Base: %1</source>
        <translation>基础镜像：%1</translation>
    </message>
    <message>
        <source>Base: choose a file...</source>
        <translation>基础镜像：选择文件...</translation>
    </message>
    <message>
        <source>Base to share</source>
        <translation>要共享的基础镜像</translation>
    </message>
    <message>
        <source>Templates that share a base</source>
        <translation>共享基础镜像的模板</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Drop template files here.</source>
        <translation>将模板文件拖放到此处。</translation>
    </message>
    <message>
        <source>&amp;Add...</source>
        <translation>添加(&amp;A)...</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
</context>
<context>
    <name>widgets::Treemap</name>
    <message>
        <source>Files by size</source>
        <translation>按大小显示文件</translation>
    </message>
    <message>
        <source>The files of this volume are not known.</source>
        <translation>此卷的文件未知。</translation>
    </message>
    <message>
        <source>%1
%2, %3</source>
        <translation>%1
%2，%3</translation>
    </message>
</context>
<context>
    <name>widgets::TrustDialog</name>
    <message>
        <source>Allow a file</source>
        <translation>允许文件</translation>
    </message>
    <message>
        <source>Name a format</source>
        <translation>指定格式</translation>
    </message>
    <message>
        <source>Read this file because an image names it?</source>
        <translation>因为有镜像指向此文件，就读取它吗？</translation>
    </message>
    <message>
        <source>Which format does this file have?</source>
        <translation>此文件是什么格式？</translation>
    </message>
    <message>
        <source>It lies outside the folders that you opened, or is an external data file. Whoever made the image chose the name, and it may lead to a file that the image has no business with: its content would then show here, and be copied into results.

Allow it only where you know this file and expect it to be a part of the template. It is only read; the permission ends when Lamella is closed.</source>
        <translation>它位于您打开的文件夹之外，或是外部数据文件。该名称由镜像的制作者选定，可能指向与镜像毫无关系的文件：其内容会显示在这里，并被复制到结果中。

只有当您了解此文件，并且它本应是该模板的一部分时，才允许读取。文件只会被读取；关闭Lamella后，此许可即失效。</translation>
    </message>
    <message>
        <source>No header names the format, and Lamella does not guess it: a guest can write what looks like another format to the start of a raw disk, and so make its host read files that are none of its business.

Choose the format that the file was made with. Where the wrong one is chosen, the figures and a result are wrong too. The choice ends when Lamella is closed.</source>
        <translation>没有头部说明其格式，Lamella也不会猜测：客户机可以在raw磁盘的开头写入看似其他格式的内容，从而让主机读取与其无关的文件。

请选择制作此文件时所用的格式。如果选错，各数值和结果也会出错。关闭Lamella后，此选择即失效。</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>Choose a format</source>
        <translation>选择格式</translation>
    </message>
    <message>
        <source>&amp;Allow this file</source>
        <translation>允许此文件(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Read as this format</source>
        <translation>按此格式读取(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>widgets::Waterfall</name>
    <message>
        <source>Why not smaller</source>
        <translation>为何不能更小</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Result, up to</source>
        <translation>结果，最多</translation>
    </message>
    <message>
        <source>%1: %2
%3</source>
        <translation>%1：%2
%3</translation>
    </message>
</context>
</TS>
