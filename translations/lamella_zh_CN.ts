<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
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
        <source>%1 become %2: %3 less</source>
        <translation>%1变为%2：减少%3</translation>
    </message>
    <message>
        <source>%1 become %2: %3 more</source>
        <translation>%1变为%2：增加%3</translation>
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
        <source>What the better of standard and deep slim gives back, at most</source>
        <translation>标准瘦身与深度瘦身中效果较好者最多可释放的空间</translation>
    </message>
    <message>
        <source>Only templates are slimmed</source>
        <translation>仅模板可瘦身</translation>
    </message>
    <message>
        <source>Of this image by itself: several templates share it</source>
        <translation>仅就该镜像本身而言：多个模板共享该镜像</translation>
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
        <source>Delete these originals? This frees %1 (%2). The run cannot be undone after that.</source>
        <translation>删除这些原文件？将释放%1（%2）。此后无法撤销该次运行。</translation>
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
        <source>Repair the partition table in the guest, then scan again.</source>
        <translation>在客户机中修复分区表，然后重新扫描。</translation>
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
        <source>Leave it as it is, or try compression or smaller clusters in the options.</source>
        <translation>保持原样，或在选项中尝试压缩或更小的簇。</translation>
    </message>
    <message>
        <source>Restore it from a backup, or repair it with qemu-img check, then scan again.</source>
        <translation>从备份恢复，或用qemu-img check修复，然后重新扫描。</translation>
    </message>
    <message>
        <source>Shut the virtual machine down, then scan again.</source>
        <translation>关闭虚拟机，然后重新扫描。</translation>
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
        <source>Rename one of the templates, or replace them in place.</source>
        <translation>重命名其中一个模板，或就地替换它们。</translation>
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
        <source>Start the guest, let it check the volume, shut it down, then scan again.</source>
        <translation>启动客户机，让其检查该卷，关机，然后重新扫描。</translation>
    </message>
    <message>
        <source>Shut Windows down fully (shutdown /s /f /t 0), then scan again.</source>
        <translation>完全关闭Windows（shutdown /s /f /t 0），然后重新扫描。</translation>
    </message>
    <message>
        <source>Start the guest once and shut it down cleanly, then scan again.</source>
        <translation>启动一次客户机并正常关机，然后重新扫描。</translation>
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
        <source>The volume at %1 (%2, %3) counts as used. Its state is: %4. Its free space cannot be trusted.</source>
        <translation>位于%1的卷（%2，%3）计为已用。其状态为：%4。其空闲空间不可信。</translation>
    </message>
    <message>
        <source>no known type</source>
        <translation>无已知类型</translation>
    </message>
    <message>
        <source>Nothing on this disk counts as free: its partition table is not trusted.</source>
        <translation>该磁盘上没有任何空间计为空闲：其分区表不可信。</translation>
    </message>
    <message>
        <source>Leave that template out, choose another base, or write to another folder.</source>
        <translation>请排除该模板、选择其他基础镜像，或写入其他文件夹。</translation>
    </message>
    <message>
        <source>Write to another folder, or leave one of the two out.</source>
        <translation>请写入其他文件夹，或排除两者之一。</translation>
    </message>
    <message>
        <source>Leave one of the two out.</source>
        <translation>请排除两者之一。</translation>
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
        <source>the tables of all layers take {value} bytes, the limit is {limit}</source>
        <translation>所有层的表共占{value}字节，上限为{limit}</translation>
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
        <source>a suspended system on this disk, in the volume at {offset}, still has it open</source>
        <translation>此磁盘偏移{offset}处的卷中有已挂起的系统，仍在使用它</translation>
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
        <source>it is not a regular file</source>
        <translation>它不是普通文件</translation>
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
        <source>with clusters of {clusterSize} bytes a disk can have {limit} bytes, this one has {value}</source>
        <translation>簇大小为{clusterSize}字节时，磁盘最大为{limit}字节，此磁盘为{value}字节</translation>
    </message>
    <message>
        <source>with clusters of {clusterSize} bytes a file can have {limit} bytes, this one would have {value}</source>
        <translation>簇大小为{clusterSize}字节时，文件最大为{limit}字节，此文件将为{value}字节</translation>
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
        <source>the physical volume {volume} is not on this disk, or was missing when the group changed</source>
        <translation>物理卷{volume}不在此磁盘上，或在卷组更改时缺失</translation>
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
        <source>it needs {value} bytes of memory, the limit is {limit}</source>
        <translation>需要{value}字节内存，上限为{limit}</translation>
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
        <source>the new base has {after} bytes, the old one {before}; the chain as a whole is smaller</source>
        <translation>新基础镜像为{after}字节，旧基础镜像为{before}字节；整条链会变小</translation>
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
        <source>{bytes} bytes of the base are compressed to {stored}; uncompressed they take more (see --compress)</source>
        <translation>基础镜像中有{bytes}字节压缩为{stored}字节；不压缩时占用更多（见--compress）</translation>
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
        <source>{bytes} bytes of deleted files are dropped and cannot be recovered from the result</source>
        <translation>将丢弃已删除文件的{bytes}字节，无法从结果中恢复</translation>
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
        <source>the result is not smaller: {before} bytes before, {after} bytes after</source>
        <translation>结果没有变小：之前{before}字节，之后{after}字节</translation>
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
        <source>two results would be named {path}</source>
        <translation>两个结果都将命名为{path}</translation>
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
        <source>{folder} has {available} bytes free, {needed} are needed</source>
        <translation>{folder}有{available}字节空闲，需要{needed}字节</translation>
    </message>
    <message>
        <source>{bytes} bytes of page, swap and hibernation files are dropped; the guest makes them anew</source>
        <translation>将丢弃页面文件、交换空间和休眠文件的{bytes}字节；客户机会重新创建它们</translation>
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
        <source>the volume at {offset} ({type}, {length} bytes) counts as used: {state} ({reason})</source>
        <translation>偏移{offset}处的卷（{type}，{length}字节）计为已使用：{state}（{reason}）</translation>
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
        <source>the receipt could not be written</source>
        <translation>无法写入回执</translation>
    </message>
    <message>
        <source>it stays: the files are no longer those that it speaks of ({name})</source>
        <translation>予以保留：文件已不是它所记录的文件（{name}）</translation>
    </message>
    <message>
        <source>the exchange was finished</source>
        <translation>文件替换已完成</translation>
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
        <translation>已删除</translation>
    </message>
    <message>
        <source>renamed to {to}</source>
        <translation>已重命名为{to}</translation>
    </message>
    <message>
        <source>the exchange was taken back</source>
        <translation>文件替换已撤销</translation>
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
        <source>partition {partition} is at {value}, {length} bytes long; the disk ends at {limit}</source>
        <translation>分区{partition}位于{value}，长度为{length}字节；磁盘在{limit}处结束</translation>
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
        <source>reading it took more than {limit} bytes</source>
        <translation>读取它所需超过{limit}字节</translation>
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
        <source>it shows the signatures of two file systems</source>
        <translation>其中有两个文件系统的签名</translation>
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
        <source>the base {base} rests on the template {path}, which cannot be replaced by a diff on that base</source>
        <translation>基础镜像{base}建立在模板{path}之上，该模板不能被替换为以该基础镜像为底的差异层</translation>
    </message>
    <message>
        <source>the template {overlay} rests on {path}; both cannot be replaced in one run</source>
        <translation>模板{overlay}建立在{path}之上；两者不能在一次运行中同时替换</translation>
    </message>
    <message>
        <source>{path} was given twice, again as {again}</source>
        <translation>{path}给出了两次，另一次为{again}</translation>
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
        <source>{bytes} bytes of the base are compressed to {stored}; uncompressed they take more</source>
        <translation>基础镜像中有{bytes}字节压缩为{stored}字节；不压缩则占用更多</translation>
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
        <source>Clean</source>
        <translation>干净</translation>
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
        <source>up to %1</source>
        <translation>最多%1</translation>
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
        <source>up to %1</source>
        <translation>最多%1</translation>
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
</context>
<context>
    <name>widgets::FleetView</name>
    <message>
        <source>No templates look like copies of one system.</source>
        <translation>没有看起来是同一系统副本的模板。</translation>
    </message>
    <message>
        <source>%1 templates in %2 files. Length %3, on disk %4, garbage %5. The better slim of each saves up to %6 together.</source>
        <translation>%1个模板，%2个文件。长度%3，占用磁盘%4，垃圾%5。每个模板采用更优的瘦身，合计最多可节省%6。</translation>
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
        <source>Map and fleet</source>
        <translation>映射图与模板群</translation>
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
    <name>widgets::QueueDialog</name>
    <message>
        <source>%1: saves up to %2</source>
        <translation>%1：最多可节省%2</translation>
    </message>
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
        <source>%1 templates become diffs of the base that makes them smallest.</source>
        <translation>%1个模板将成为使其最小的基础镜像的差异层。</translation>
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
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为%1</translation>
    </message>
    <message>
        <source>%1 could not be saved: %2</source>
        <translation>无法保存%1：%2</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Restore originals</source>
        <translation>还原原文件</translation>
    </message>
    <message>
        <source>Delete originals</source>
        <translation>删除原文件</translation>
    </message>
    <message>
        <source>Restoring the originals</source>
        <translation>正在还原原文件</translation>
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
        <source>&amp;Save as JSON</source>
        <translation>保存为JSON(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Restore originals</source>
        <translation>还原原文件(&amp;R)</translation>
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
        <source>Grows by %1</source>
        <translation>增大%1</translation>
    </message>
    <message>
        <source>Grows by up to %1</source>
        <translation>最多增大%1</translation>
    </message>
    <message>
        <source>Saves %1</source>
        <translation>可节省%1</translation>
    </message>
    <message>
        <source>Saves at least %1</source>
        <translation>至少可节省%1</translation>
    </message>
    <message>
        <source>File lengths. Before: %1. After: %2. Difference: %3.
On disk: %4 before, %5 after.</source>
        <translation>文件长度。之前：%1。之后：%2。差值：%3。
占用磁盘：之前%4，之后%5。</translation>
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
