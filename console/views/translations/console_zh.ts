<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Age</name>
        <message>
            <source>never heard</source>
            <translation>从未上报</translation>
        </message>
        <message>
            <source>{n} s</source>
            <translation>{n}秒</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n}分钟</translation>
        </message>
        <message>
            <source>{n} h</source>
            <translation>{n}小时</translation>
        </message>
        <message>
            <source>{h} h {m}</source>
            <translation>{h}小时{m}分</translation>
        </message>
        <message>
            <source>{d} d {h} h</source>
            <translation>{d}天{h}小时</translation>
        </message>
    </context>
    <context>
        <name>AlarmPanel</name>
        <message>
            <source>Alarms</source>
            <translation>告警</translation>
        </message>
        <message>
            <source>No alarm stands.</source>
            <translation>当前没有告警。</translation>
        </message>
        <message>
            <source>pending …</source>
            <translation>等待入库…</translation>
        </message>
        <message>
            <source>seen</source>
            <translation>已确认</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>空格键</translation>
        </message>
        <message>
            <source>{n} new in 10 min (routine: under {target}), {hour} in an hour</source>
            <translation>10分钟内新增{n}条（平时应少于{target}条），1小时{hour}条</translation>
        </message>
        <message>
            <source>No sound device: alarms are only seen</source>
            <translation>无声音设备：告警仅显示</translation>
        </message>
        <message>
            <source>shelved</source>
            <translation>已搁置</translation>
        </message>
        <message>
            <source>until {time}, {officer}: {reason}</source>
            <translation>至 {time}，{officer}：{reason}</translation>
        </message>
        <message>
            <source>Put it aside for how many minutes, and why?</source>
            <translation>搁置多少分钟，理由？</translation>
        </message>
        <message>
            <source>30 radio is being mended</source>
            <translation>30 电台正在维修</translation>
        </message>
        <message>
            <source>Minutes first, then the reason.</source>
            <translation>请先输入分钟数，再输入理由。</translation>
        </message>
    </context>
    <context>
        <name>Amounts</name>
        <message>
            <source>Add a material</source>
            <translation>添加物资</translation>
        </message>
        <message>
            <source>Add a material …</source>
            <translation>添加物资……</translation>
        </message>
    </context>
    <context>
        <name>ArrivalBars</name>
        <message>
            <source>First arrival today · limit {limit}</source>
            <translation>今日首到时间 · 限{limit}</translation>
        </message>
        <message>
            <source>Today · limit {limit}</source>
            <translation>今日 · 限{limit}</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>暂无</translation>
        </message>
    </context>
    <context>
        <name>AsOfStrip</name>
        <message>
            <source>AS OF {moment}</source>
            <translation>回看 {moment}</translation>
        </message>
        <message>
            <source>replay of {name}</source>
            <translation>回放 {name}</translation>
        </message>
        <message>
            <source>nothing can be ordered here</source>
            <translation>此处不能下令</translation>
        </message>
        <message>
            <source>of cases known since {begun}</source>
            <translation>仅含{begun}起所知案件</translation>
        </message>
        <message>
            <source>AS OF</source>
            <translation>回看</translation>
        </message>
    </context>
    <context>
        <name>CallHints</name>
        <message>
            <source>Perhaps the same: #{number} {category}, {metres} m away, {apart} ago</source>
            <translation>可能重复：#{number} {category}，相距{metres}米，{apart}前</translation>
        </message>
    </context>
    <context>
        <name>CameraGrid</name>
        <message>
            <source>Cameras</source>
            <translation>视频</translation>
        </message>
        <message>
            <source>EXERCISE</source>
            <translation>演练</translation>
        </message>
    </context>
    <context>
        <name>CameraTile</name>
        <message>
            <source>waiting for a picture</source>
            <translation>等待画面</translation>
        </message>
        <message>
            <source>live {age}</source>
            <translation>实时 {age}</translation>
        </message>
        <message>
            <source>late {age}</source>
            <translation>延迟 {age}</translation>
        </message>
        <message>
            <source>frozen {age}</source>
            <translation>画面静止 {age}</translation>
        </message>
        <message>
            <source>lost — reconnecting</source>
            <translation>已断开，正在重连</translation>
        </message>
        <message>
            <source>No camera here</source>
            <translation>此处没有摄像机</translation>
        </message>
        <message>
            <source>as of then</source>
            <translation>当时</translation>
        </message>
    </context>
    <context>
        <name>CasePage</name>
        <message>
            <source>The case cannot be read: {problem}</source>
            <translation>无法读取案件：{problem}</translation>
        </message>
        <message>
            <source>no item yet</source>
            <translation>事项待定</translation>
        </message>
        <message>
            <source>came back {n}×</source>
            <translation>退回{n}次</translation>
        </message>
        <message>
            <source>joined to #{n}</source>
            <translation>并入 #{n}</translation>
        </message>
        <message>
            <source>No step has these words.</source>
            <translation>没有包含这些文字的环节。</translation>
        </message>
        <message>
            <source>Pictures and papers (*.jpg *.jpeg *.png *.webp *.pdf)</source>
            <translation>图片与文件 (*.jpg *.jpeg *.png *.webp *.pdf)</translation>
        </message>
        <message>
            <source>Put evidence with the case</source>
            <translation>补充证据</translation>
        </message>
        <message>
            <source>Kept: {name}</source>
            <translation>已保存：{name}</translation>
        </message>
        <message>
            <source>Not kept: {problem}</source>
            <translation>未保存：{problem}</translation>
        </message>
        <message>
            <source>Case #{n}</source>
            <translation>案件 #{n}</translation>
        </message>
        <message>
            <source>EXERCISE</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Words in its steps (Ctrl+F)</source>
            <translation>在环节中查找 (Ctrl+F)</translation>
        </message>
        <message>
            <source>Every step</source>
            <translation>全部环节</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>证据</translation>
        </message>
        <message>
            <source>Work on it</source>
            <translation>办理</translation>
        </message>
        <message>
            <source>Put evidence with it …</source>
            <translation>补充证据 …</translation>
        </message>
        <message>
            <source>Replay</source>
            <translation>回放</translation>
        </message>
        <message>
            <source>Its time on the map, forwards and back (Ctrl+Shift+R)</source>
            <translation>在地图上回看其经过，可前可后（Ctrl+Shift+R）</translation>
        </message>
        <message>
            <source>Not opened: {problem}</source>
            <translation>未能打开：{problem}</translation>
        </message>
    </context>
    <context>
        <name>CaseSections</name>
        <message>
            <source>Reports</source>
            <translation>来件</translation>
        </message>
        <message>
            <source>taken back</source>
            <translation>已撤回</translation>
        </message>
        <message>
            <source>due {time}</source>
            <translation>时限 {time}</translation>
        </message>
        <message>
            <source>Handled by</source>
            <translation>处置单位</translation>
        </message>
        <message>
            <source>not there yet</source>
            <translation>尚未报到</translation>
        </message>
        <message>
            <source>Called in and handed over</source>
            <translation>吹哨与移交</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>Supervised, verified, closed</source>
            <translation>督办、核查、结案</translation>
        </message>
        <message>
            <source>Every step</source>
            <translation>全部环节</translation>
        </message>
    </context>
    <context>
        <name>CaseStory</name>
        <message>
            <source>The case cannot be read: {problem}</source>
            <translation>案件无法读取：{problem}</translation>
        </message>
        <message>
            <source>Story of the case</source>
            <translation>案件全程</translation>
        </message>
        <message>
            <source>Work on it</source>
            <translation>去办理</translation>
        </message>
        <message>
            <source>Choose a case to read its whole story.</source>
            <translation>选择一个案件查看其全程。</translation>
        </message>
        <message>
            <source>Reading …</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>Whole case</source>
            <translation>案件全页</translation>
        </message>
    </context>
    <context>
        <name>Cases</name>
        <message>
            <source>No.</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Reported</source>
            <translation>上报时间</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>事项</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>环节</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>责任单位</translation>
        </message>
        <message>
            <source>Due</source>
            <translation>时限</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Source's no.</source>
            <translation>来源编号</translation>
        </message>
        <message>
            <source>Returns</source>
            <translation>退回</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>Last step</source>
            <translation>最近动态</translation>
        </message>
    </context>
    <context>
        <name>CasesWindow</name>
        <message>
            <source>The cases cannot be read: {problem}</source>
            <translation>案件列表无法读取：{problem}</translation>
        </message>
        <message>
            <source>No case is like that. Take a filter away, or show all.</source>
            <translation>没有符合条件的案件。请去掉一个条件，或显示全部。</translation>
        </message>
        <message>
            <source>{n} cases and more</source>
            <translation>{n} 件以上</translation>
        </message>
        <message>
            <source>Cases: {n}</source>
            <translation>共 {n} 件</translation>
        </message>
        <message>
            <source>All cases</source>
            <translation>全部案件</translation>
        </message>
        <message>
            <source>EXERCISE</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Table (*.xlsx *.csv)</source>
            <translation>表格 (*.xlsx *.csv)</translation>
        </message>
        <message>
            <source>Save the list</source>
            <translation>保存清单</translation>
        </message>
        <message>
            <source>Writing: {n} cases …</source>
            <translation>正在写入：{n}件 …</translation>
        </message>
        <message>
            <source>Saved {n} cases: {path}</source>
            <translation>已保存{n}件：{path}</translation>
        </message>
        <message>
            <source>The list was not saved: {problem}</source>
            <translation>未能保存：{problem}</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Save as …</source>
            <translation>另存为 …</translation>
        </message>
    </context>
    <context>
        <name>ChangeForm</name>
        <message>
            <source>Choose a team above</source>
            <translation>请在上方选择队伍</translation>
        </message>
        <message>
            <source>on duty</source>
            <translation>上岗</translation>
        </message>
        <message>
            <source>off duty</source>
            <translation>离岗</translation>
        </message>
        <message>
            <source>On or off duty</source>
            <translation>上岗或离岗</translation>
        </message>
        <message>
            <source>until 22:00</source>
            <translation>至 22:00</translation>
        </message>
        <message>
            <source>crew</source>
            <translation>班组</translation>
        </message>
        <message>
            <source>road</source>
            <translation>路段</translation>
        </message>
        <message>
            <source>reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>变更</translation>
        </message>
    </context>
    <context>
        <name>CheckPanel</name>
        <message>
            <source>What the check says</source>
            <translation>检查结果</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>检查发现</translation>
        </message>
        <message>
            <source>Check again (F5)</source>
            <translation>重新检查（F5）</translation>
        </message>
        <message>
            <source>Save and use</source>
            <translation>保存并启用</translation>
        </message>
        <message>
            <source>checking …</source>
            <translation>检查中……</translation>
        </message>
        <message>
            <source>Not checked yet.</source>
            <translation>尚未检查。</translation>
        </message>
        <message>
            <source>Nothing to find: it can be used.</source>
            <translation>没有问题，可以使用。</translation>
        </message>
        <message>
            <source>▲ {grave} must be put right before it can be saved · ◆ {doubtful} to be looked at</source>
            <translation>▲ {grave} 项须改正后才能保存 · ◆ {doubtful} 项请核实</translation>
        </message>
        <message>
            <source>Changed since: check again.</source>
            <translation>此后有修改，请重新检查。</translation>
        </message>
        <message>
            <source>◆ {doubtful} to be looked at</source>
            <translation>◆ {doubtful} 项请核实</translation>
        </message>
    </context>
    <context>
        <name>CommandLine</name>
        <message>
            <source>Command line</source>
            <translation>命令行</translation>
        </message>
        <message>
            <source>d 1024 dispatch · on T07 on scene · help</source>
            <translation>d 1024 派遣 · on T07 到场 · help</translation>
        </message>
        <message>
            <source>F1 keys · F2 new · F3 next · F4 accept · F6 send · F7 raise · Space alarm</source>
            <translation>F1 按键 · F2 新来件 · F3 下一项 · F4 受理 · F6 派遣 · F7 提级 · 空格 确认告警</translation>
        </message>
    </context>
    <context>
        <name>Control</name>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Comes</source>
            <translation>触发方式</translation>
        </message>
        <message>
            <source>What is true</source>
            <translation>真实情况</translation>
        </message>
        <message>
            <source>What the officer can know</source>
            <translation>值班员可知</translation>
        </message>
        <message>
            <source>By</source>
            <translation>时限</translation>
        </message>
        <message>
            <source>So far</source>
            <translation>目前</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>✓ played</source>
            <translation>✓ 已导入</translation>
        </message>
        <message>
            <source>● waits</source>
            <translation>● 待导入</translation>
        </message>
        <message>
            <source>○ waits</source>
            <translation>○ 等待条件</translation>
        </message>
        <message>
            <source>✓ met</source>
            <translation>✓ 达到</translation>
        </message>
        <message>
            <source>■ not met</source>
            <translation>■ 未达到</translation>
        </message>
        <message>
            <source>● open</source>
            <translation>● 进行中</translation>
        </message>
        <message>
            <source>○ not begun</source>
            <translation>○ 未开始</translation>
        </message>
        <message>
            <source>– left out</source>
            <translation>– 不导入</translation>
        </message>
        <message>
            <source>◆ by hand</source>
            <translation>◆ 手动</translation>
        </message>
    </context>
    <context>
        <name>ControlWindow</name>
        <message>
            <source>The drill could not be looked at: {problem}</source>
            <translation>无法读取演练状态：{problem}</translation>
        </message>
        <message>
            <source>No inject is to come by the clock.</source>
            <translation>没有按时到来的导调。</translation>
        </message>
        <message>
            <source>Next in {left}: {what}</source>
            <translation>{left}后：{what}</translation>
        </message>
        <message>
            <source>Refused by the desk: {n}, last {who}: {why}</source>
            <translation>指挥台拒绝{n}次，最近一次 {who}：{why}</translation>
        </message>
        <message>
            <source>Jump: expected minutes:seconds after the start, such as 12:30</source>
            <translation>跳转：请输入开始后的“分:秒”，如12:30</translation>
        </message>
        <message>
            <source>Jump: {time} is past; a drill does not go back (its replay does)</source>
            <translation>跳转：{time}已过；演练不能倒退（可用回放）</translation>
        </message>
        <message>
            <source>EXERCISE</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Drill controller</source>
            <translation>导调席</translation>
        </message>
        <message>
            <source>1 s</source>
            <translation>1 秒</translation>
        </message>
        <message>
            <source>10 s</source>
            <translation>10 秒</translation>
        </message>
        <message>
            <source>To the next inject</source>
            <translation>到下一导调</translation>
        </message>
        <message>
            <source>Stop here (Esc)</source>
            <translation>停在此处 (Esc)</translation>
        </message>
        <message>
            <source>Jump to min:s</source>
            <translation>跳到 分:秒</translation>
        </message>
        <message>
            <source>Play the chosen inject now    Enter</source>
            <translation>立即导入所选导调    Enter</translation>
        </message>
        <message>
            <source>Injects</source>
            <translation>导调</translation>
        </message>
        <message>
            <source>True in the field, hidden from the officers</source>
            <translation>现场真实情况（值班员不可见）</translation>
        </message>
        <message>
            <source>Expected of them</source>
            <translation>考核点</translation>
        </message>
    </context>
    <context>
        <name>Cover</name>
        <message>
            <source>and {n} more</source>
            <translation>另有{n}项</translation>
        </message>
        <message>
            <source>opens {grids} {more}</source>
            <translation>失去覆盖 {grids} {more}</translation>
        </message>
        <message>
            <source>no grid falls open</source>
            <translation>没有网格失去覆盖</translation>
        </message>
        <message>
            <source>Cover within 3 min</source>
            <translation>3分钟覆盖</translation>
        </message>
        <message>
            <source>Move {team} to the base of {base}</source>
            <translation>{team} 前移至 {base} 驻点</translation>
        </message>
        <message>
            <source>back to {share} %, {time} on the road</source>
            <translation>恢复到{share}%，行程{time}</translation>
        </message>
    </context>
    <context>
        <name>CoverPanel</name>
        <message>
            <source>Cover</source>
            <translation>覆盖</translation>
        </message>
        <message>
            <source>Cover could not be computed: {problem}</source>
            <translation>无法计算覆盖：{problem}</translation>
        </message>
        <message>
            <source>Cover is being computed …</source>
            <translation>正在计算覆盖 …</translation>
        </message>
        <message>
            <source>Reached by a free team, {time}</source>
            <translation>待命队伍可及 {time}</translation>
        </message>
        <message>
            <source>Demand</source>
            <translation>需求</translation>
        </message>
        <message>
            <source>In an hour</source>
            <translation>一小时后</translation>
        </message>
        <message>
            <source>Grids within {n} min</source>
            <translation>{n} 分钟内可达网格</translation>
        </message>
        <message>
            <source>Demand {now}, in 1 h {later}</source>
            <translation>需求 {now}，1 小时后 {later}</translation>
        </message>
        <message>
            <source>in 1 h {later}</source>
            <translation>1 小时后 {later}</translation>
        </message>
        <message>
            <source>Opened by sending, within 3 min</source>
            <translation>派出后失去的 3 分钟覆盖</translation>
        </message>
        <message>
            <source>No team alone opens a grid.</source>
            <translation>派出任何一支队伍都不会使网格失去覆盖。</translation>
        </message>
        <message>
            <source>{share} of demand</source>
            <translation>占需求 {share}</translation>
        </message>
        <message>
            <source>grids: {n}</source>
            <translation>网格 {n} 个</translation>
        </message>
        <message>
            <source>No shift is on duty.</source>
            <translation>当前无班次在岗。</translation>
        </message>
        <message>
            <source>proved best</source>
            <translation>已证明为最优</translation>
        </message>
        <message>
            <source>at most {gap} below the best</source>
            <translation>与最优相差不超过 {gap}</translation>
        </message>
        <message>
            <source>{share} of demand expected to find a free team within 3 min</source>
            <translation>预计 {share} 的需求 3 分钟内有待命队伍可达</translation>
        </message>
        <message>
            <source>Where to wait: {shift}</source>
            <translation>建议待命点：{shift}</translation>
        </message>
        <message>
            <source>round the clock</source>
            <translation>全天</translation>
        </message>
        <message>
            <source>Grid {code}</source>
            <translation>网格 {code}</translation>
        </message>
        <message>
            <source>Base of {team}</source>
            <translation>{team} 驻点</translation>
        </message>
        <message>
            <source>teams: {n}</source>
            <translation>{n} 支</translation>
        </message>
    </context>
    <context>
        <name>DifferencesModel</name>
        <message>
            <source>not in this run</source>
            <translation>本次无此事件</translation>
        </message>
        <message>
            <source>no item yet</source>
            <translation>尚未归类</translation>
        </message>
        <message>
            <source>response level</source>
            <translation>响应级别</translation>
        </message>
        <message>
            <source>teams sent</source>
            <translation>派出队伍</translation>
        </message>
        <message>
            <source>not answered</source>
            <translation>未接令</translation>
        </message>
        <message>
            <source>time of teams</source>
            <translation>队伍用时</translation>
        </message>
        <message>
            <source>material taken</source>
            <translation>携带物资（件）</translation>
        </message>
        <message>
            <source>stage</source>
            <translation>环节</translation>
        </message>
        <message>
            <source>least cover left</source>
            <translation>派遣后最低覆盖</translation>
        </message>
        <message>
            <source>this run</source>
            <translation>本次</translation>
        </message>
        <message>
            <source>the other</source>
            <translation>另一次</translation>
        </message>
    </context>
    <context>
        <name>DifferencesPanel</name>
        <message>
            <source>Only what differs</source>
            <translation>只看不同之处</translation>
        </message>
        <message>
            <source>Differences of the two runs</source>
            <translation>两次运行的差异</translation>
        </message>
        <message>
            <source>Marks count from t0. Cover is what was shown when teams were sent. Incidents are paired by the number of their first report.</source>
            <translation>时限自t0起计；覆盖为派遣时所显示的数值；两次的事件按首个来件编号对应。</translation>
        </message>
        <message>
            <source>Reading both runs …</source>
            <translation>正在读取两次运行……</translation>
        </message>
        <message>
            <source>{n} incidents in both runs, {d} differ</source>
            <translation>两次共有{n}个事件，其中{d}个不同</translation>
        </message>
        <message>
            <source>this run</source>
            <translation>本次</translation>
        </message>
        <message>
            <source>the other</source>
            <translation>另一次</translation>
        </message>
        <message>
            <source>1/3/5 met</source>
            <translation>1/3/5达标</translation>
        </message>
        <message>
            <source>orders</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>team time</source>
            <translation>队伍用时</translation>
        </message>
    </context>
    <context>
        <name>DoNowTab</name>
        <message>
            <source>What to do now</source>
            <translation>当前待办</translation>
        </message>
        <message>
            <source>Nothing to do for this incident right now.
Teams are at work; the clocks are watched.</source>
            <translation>此事件目前没有待办。
队伍正在处置，系统持续计时。</translation>
        </message>
        <message>
            <source>pending …</source>
            <translation>等待入库…</translation>
        </message>
        <message>
            <source>goes into the journal</source>
            <translation>将记入日志</translation>
        </message>
        <message>
            <source>Say it in a few words.</source>
            <translation>请简要说明。</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>No</source>
            <translation>否</translation>
        </message>
        <message>
            <source>a number, or 2+ for two or more</source>
            <translation>填数字；2+ 表示两个或更多</translation>
        </message>
        <message>
            <source>That is no answer to this question.</source>
            <translation>填写内容与问题不符。</translation>
        </message>
        <message>
            <source>What is it?</source>
            <translation>是什么事项？</translation>
        </message>
        <message>
            <source>type a few letters of the item</source>
            <translation>输入事项名称的几个字</translation>
        </message>
        <message>
            <source>The catalogue has no such item.</source>
            <translation>事项目录中没有此项。</translation>
        </message>
    </context>
    <context>
        <name>Docks</name>
        <message>
            <source>Queue</source>
            <translation>待处置</translation>
        </message>
        <message>
            <source>Incident</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Cameras</source>
            <translation>视频</translation>
        </message>
        <message>
            <source>Alarms</source>
            <translation>告警</translation>
        </message>
        <message>
            <source>New report</source>
            <translation>新来件</translation>
        </message>
        <message>
            <source>Keys and commands</source>
            <translation>按键与命令</translation>
        </message>
        <message>
            <source>{open} open · {emergency} emergency · by time left</source>
            <translation>在办 {open} · 应急 {emergency} · 按到期先后</translation>
        </message>
        <message>
            <source>Cover</source>
            <translation>覆盖</translation>
        </message>
        <message>
            <source>Ways in</source>
            <translation>接入渠道</translation>
        </message>
    </context>
    <context>
        <name>DrillBar</name>
        <message>
            <source>Automatic officer</source>
            <translation>自动值班员</translation>
        </message>
        <message>
            <source>It does what you leave undone; auto on, auto off</source>
            <translation>代办您未处理的事项；命令 auto on / auto off</translation>
        </message>
        <message>
            <source>❚❚ Pause</source>
            <translation>❚❚ 暂停</translation>
        </message>
        <message>
            <source>▶ Go on</source>
            <translation>▶ 继续</translation>
        </message>
        <message>
            <source>Drill seconds in one: {n}</source>
            <translation>每秒推进演练 {n} 秒</translation>
        </message>
    </context>
    <context>
        <name>DrillScene</name>
        <message>
            <source>Played: {n}</source>
            <translation>已导调：{n}</translation>
        </message>
        <message>
            <source>Expected: {met} seen · {missed} missed · {waits} to come</source>
            <translation>考核点：已见{met} · 未见{missed} · 待定{waits}</translation>
        </message>
    </context>
    <context>
        <name>Duty</name>
        <message>
            <source>Team</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Responsible for</source>
            <translation>责任路段</translation>
        </message>
        <message>
            <source>Crew</source>
            <translation>班组</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Changes</source>
            <translation>交接</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>{n} people</source>
            <translation>{n}人</translation>
        </message>
        <message>
            <source>until {time}</source>
            <translation>至 {time}</translation>
        </message>
        <message>
            <source>from {time}</source>
            <translation>{time} 起</translation>
        </message>
        <message>
            <source>24 h</source>
            <translation>全天</translation>
        </message>
        <message>
            <source>callable in {n} min</source>
            <translation>可召回（{n}分钟）</translation>
        </message>
    </context>
    <context>
        <name>DutyWindow</name>
        <message>
            <source>Posture {posture}</source>
            <translation>平战状态 {posture}</translation>
        </message>
        <message>
            <source>{n} of {all} teams on duty</source>
            <translation>在岗队伍 {n}/{all}</translation>
        </message>
        <message>
            <source>nobody on duty for: {capabilities}</source>
            <translation>无人在岗的能力：{capabilities}</translation>
        </message>
        <message>
            <source>Roster (*.csv *.xlsx *.tsv)</source>
            <translation>排班表 (*.csv *.xlsx *.tsv)</translation>
        </message>
        <message>
            <source>Take a roster in</source>
            <translation>导入排班表</translation>
        </message>
        <message>
            <source>Reading {name} …</source>
            <translation>正在读取 {name} …</translation>
        </message>
        <message>
            <source>{n} turns taken in</source>
            <translation>已导入{n}个班次</translation>
        </message>
        <message>
            <source>row {n}: {problem}</source>
            <translation>第{n}行：{problem}</translation>
        </message>
        <message>
            <source> and {n} more</source>
            <translation>，另有{n}处</translation>
        </message>
        <message>
            <source>The roster cannot be read: {problem}</source>
            <translation>无法读取排班表：{problem}</translation>
        </message>
        <message>
            <source>Duty and roster</source>
            <translation>值班与排班</translation>
        </message>
        <message>
            <source>EXERCISE</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Team, kind or road (Ctrl+F)</source>
            <translation>队伍、类别或路段 (Ctrl+F)</translation>
        </message>
        <message>
            <source>only those on duty</source>
            <translation>仅在岗</translation>
        </message>
        <message>
            <source>Roster from a file …</source>
            <translation>导入排班表 …</translation>
        </message>
    </context>
    <context>
        <name>EditTab</name>
        <message>
            <source>Begin a draft (Ctrl+B)</source>
            <translation>新建草稿（Ctrl+B）</translation>
        </message>
        <message>
            <source>Throw the draft away</source>
            <translation>放弃草稿</translation>
        </message>
        <message>
            <source>Text of the plan (YAML)</source>
            <translation>预案文本（YAML）</translation>
        </message>
        <message>
            <source>What the check says</source>
            <translation>检查结果</translation>
        </message>
        <message>
            <source>The text is being checked …</source>
            <translation>正在检查文本…</translation>
        </message>
        <message>
            <source>Mistakes: {grave} · remarks: {mild}</source>
            <translation>错误 {grave} 处 · 提示 {mild} 处</translation>
        </message>
        <message>
            <source>The check finds nothing to say.</source>
            <translation>检查未发现问题。</translation>
        </message>
        <message>
            <source>line {line}</source>
            <translation>第{line}行</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>另有{n}处</translation>
        </message>
        <message>
            <source>Choose a plan at the left.</source>
            <translation>请在左侧选择预案。</translation>
        </message>
        <message>
            <source>This waits for approval and is only read. Publish shows what it changes.</source>
            <translation>此文本待审批，仅供阅读；“发布”页显示修改内容。</translation>
        </message>
        <message>
            <source>What is in force is only read. Changes are made in a draft of your own.</source>
            <translation>现行预案仅供阅读，修改请在本人草稿中进行。</translation>
        </message>
        <message>
            <source>The text cannot be read from line {line} on; the form waits until it can.</source>
            <translation>文本自第{line}行起无法读取，恢复可读前表单不可用。</translation>
        </message>
        <message>
            <source>Your draft. It is kept as you type, and counts for nothing until it is published.</source>
            <translation>本人草稿：随输入自动保存，发布前不生效。</translation>
        </message>
        <message>
            <source>The form could not change this; write it in the text.</source>
            <translation>表单无法修改此处，请直接在文本中修改。</translation>
        </message>
        <message>
            <source>This file cannot be used as it is. Mend it in a draft or in its folder.</source>
            <translation>此文件暂不可用，请在草稿中或在预案文件夹中改正。</translation>
        </message>
    </context>
    <context>
        <name>EventsPanel</name>
        <message>
            <source>{n} events</source>
            <translation>{n}条</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Reports</source>
            <translation>来件</translation>
        </message>
        <message>
            <source>Decisions</source>
            <translation>处置</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>Marks</source>
            <translation>时限</translation>
        </message>
        <message>
            <source>Events of the period</source>
            <translation>时段内的全部记录</translation>
        </message>
        <message>
            <source>Only one incident</source>
            <translation>只看一个事件</translation>
        </message>
        <message>
            <source>Every incident</source>
            <translation>全部事件</translation>
        </message>
    </context>
    <context>
        <name>EvidenceRow</name>
        <message>
            <source>missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <source>ALTERED</source>
            <translation>已被篡改</translation>
        </message>
        <message>
            <source>kept elsewhere</source>
            <translation>存于他处</translation>
        </message>
    </context>
    <context>
        <name>Evidencing</name>
        <message>
            <source>This journal is kept in memory only: it has no place for pictures.</source>
            <translation>该日志仅在内存中，无法保存图片。</translation>
        </message>
        <message>
            <source>Choose the incident first that the picture belongs to.</source>
            <translation>请先选择图片所属案件。</translation>
        </message>
        <message>
            <source>This camera has shown no picture yet.</source>
            <translation>该摄像头尚无画面。</translation>
        </message>
        <message>
            <source>Picture put with #{n}: {name}</source>
            <translation>画面已存入 #{n}：{name}</translation>
        </message>
        <message>
            <source>The picture was not kept: {problem}</source>
            <translation>画面未保存：{problem}</translation>
        </message>
    </context>
    <context>
        <name>Exercise</name>
        <message>
            <source>the exercise is over</source>
            <translation>演练结束</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>automatic officer on</source>
            <translation>自动值班员开启</translation>
        </message>
        <message>
            <source>from {source}, row {row}, hash {hash}</source>
            <translation>接续 {source} 第{row}行，哈希 {hash}</translation>
        </message>
        <message>
            <source>▲ the controller has left: time stands</source>
            <translation>▲ 导调席已离开，演练停住</translation>
        </message>
        <message>
            <source>▲ the controller does not answer: time stands</source>
            <translation>▲ 导调席无应答，演练停住</translation>
        </message>
        <message>
            <source>paused by the controller</source>
            <translation>导调席已暂停</translation>
        </message>
        <message>
            <source>led by seat {seat}</source>
            <translation>{seat}号席导调</translation>
        </message>
    </context>
    <context>
        <name>FigureRow</name>
        <message>
            <source>3-minute cover</source>
            <translation>3分钟覆盖</translation>
        </message>
        <message>
            <source>being computed</source>
            <translation>计算中</translation>
        </message>
        <message>
            <source>{n} of {all} grids uncovered</source>
            <translation>{all}个网格中{n}个未覆盖</translation>
        </message>
        <message>
            <source>on scene in 3 min today</source>
            <translation>今日3分钟到场</translation>
        </message>
        <message>
            <source>no emergency timed yet</source>
            <translation>今日暂无应急计时</translation>
        </message>
        <message>
            <source>3 min kept: {met} of {all}</source>
            <translation>今日3分钟到场 {met}/{all}</translation>
        </message>
        <message>
            <source>P50 {a} · P90 {b}</source>
            <translation>P50 {a} · P90 {b}</translation>
        </message>
        <message>
            <source>open</source>
            <translation>在办</translation>
        </message>
        <message>
            <source>{e} emergency · {l} late</source>
            <translation>{e}应急 · {l}超时</translation>
        </message>
        <message>
            <source>{n} under way</source>
            <translation>{n}支执行中</translation>
        </message>
        <message>
            <source>{n} silent {age}</source>
            <translation>{n}支失联 {age}</translation>
        </message>
        <message>
            <source>teams free</source>
            <translation>可用队伍</translation>
        </message>
    </context>
    <context>
        <name>Figures</name>
        <message>
            <source>Reported</source>
            <translation>上报</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>结案</translation>
        </message>
        <message>
            <source>In time</source>
            <translation>按时率</translation>
        </message>
        <message>
            <source>Returned</source>
            <translation>退回</translation>
        </message>
        <message>
            <source>Repeats</source>
            <translation>重复</translation>
        </message>
        <message>
            <source>Supervised</source>
            <translation>督办</translation>
        </message>
        <message>
            <source>Dissatisfied</source>
            <translation>不满意</translation>
        </message>
        <message>
            <source>Mean score</source>
            <translation>平均评分</translation>
        </message>
        <message>
            <source>not given to a unit</source>
            <translation>未派单位</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>Points</source>
            <translation>得分</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>件数</translation>
        </message>
        <message>
            <source>Trend</source>
            <translation>趋势</translation>
        </message>
        <message>
            <source>Hot spots</source>
            <translation>热点</translation>
        </message>
        <message>
            <source>Complaints</source>
            <translation>重复与不满意</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>Decisions</source>
            <translation>决定</translation>
        </message>
        <message>
            <source>Acknowledged P50/P90</source>
            <translation>接令 P50/P90</translation>
        </message>
        <message>
            <source>There P50/P90</source>
            <translation>到场 P50/P90</translation>
        </message>
        <message>
            <source>Week from</source>
            <translation>周（起）</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>日</translation>
        </message>
        <message>
            <source>Usual</source>
            <translation>常量</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>上期</translation>
        </message>
        <message>
            <source>Bars: reported. Yellow: the usual count. Dashed: as long before.</source>
            <translation>柱：上报；黄线：常量（中位数）；虚线：上期。</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Grid</source>
            <translation>网格</translation>
        </message>
        <message>
            <source>Most often</source>
            <translation>最多事项</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>事项</translation>
        </message>
        <message>
            <source>Reported again or with dissatisfied reporters; in blue the dissatisfied</source>
            <translation>重复上报或不满意；蓝色为不满意</translation>
        </message>
        <message>
            <source>Sources</source>
            <translation>按来源</translation>
        </message>
        <message>
            <source>Units</source>
            <translation>按单位</translation>
        </message>
        <message>
            <source>Items</source>
            <translation>按事项</translation>
        </message>
        <message>
            <source>Grids</source>
            <translation>按网格</translation>
        </message>
        <message>
            <source>Tiers</source>
            <translation>按层级</translation>
        </message>
        <message>
            <source>Hours</source>
            <translation>按时段</translation>
        </message>
        <message>
            <source>Units' points</source>
            <translation>单位考核</translation>
        </message>
        <message>
            <source>Grids' points</source>
            <translation>网格考核</translation>
        </message>
        <message>
            <source>Teams' points</source>
            <translation>队伍考核</translation>
        </message>
        <message>
            <source>Officers' points</source>
            <translation>值班员考核</translation>
        </message>
        <message>
            <source>Squares of about 110 m with most cases; the ten fullest are numbered</source>
            <translation>案件最多的约110米方格，前十已编号</translation>
        </message>
    </context>
    <context>
        <name>FiguresScene</name>
        <message>
            <source>1 / 3 / 5 today</source>
            <translation>今日 1/3/5</translation>
        </message>
        <message>
            <source>no emergency timed yet</source>
            <translation>今日尚无应急计时</translation>
        </message>
        <message>
            <source>limit</source>
            <translation>时限</translation>
        </message>
        <message>
            <source>Reports in the last 24 h: {n}</source>
            <translation>24小时来件：{n}</translation>
        </message>
        <message>
            <source>by the hour they came</source>
            <translation>按来件时段</translation>
        </message>
        <message>
            <source>Open cases: {n}</source>
            <translation>在办案件：{n}</translation>
        </message>
        <message>
            <source>in time · soon late · late</source>
            <translation>正常 · 将超时 · 超时</translation>
        </message>
        <message>
            <source>Covered within 3 min</source>
            <translation>3分钟覆盖</translation>
        </message>
        <message>
            <source>being computed</source>
            <translation>计算中</translation>
        </message>
        <message>
            <source>now {n} %, since this wall began</source>
            <translation>当前{n}%，自大屏启动起</translation>
        </message>
        <message>
            <source>Most open by grid</source>
            <translation>在办最多的网格</translation>
        </message>
        <message>
            <source>nothing is open in a grid</source>
            <translation>各网格均无在办</translation>
        </message>
    </context>
    <context>
        <name>FiguresWindow</name>
        <message>
            <source>The figures cannot be read: {problem}</source>
            <translation>统计无法读取：{problem}</translation>
        </message>
        <message>
            <source>No case in this time. Choose a longer one.</source>
            <translation>该时段没有案件，请选择更长的时段。</translation>
        </message>
        <message>
            <source>{n} cases by the hour they were reported</source>
            <translation>共 {n} 件，按上报时段</translation>
        </message>
        <message>
            <source>{n} cases; in blue those settled in time</source>
            <translation>共 {n} 件；蓝色为按时办结</translation>
        </message>
        <message>
            <source>Table (*.xlsx *.csv);;Picture (*.png *.svg)</source>
            <translation>表格 (*.xlsx *.csv);;图片 (*.png *.svg)</translation>
        </message>
        <message>
            <source>Save the figures</source>
            <translation>保存统计</translation>
        </message>
        <message>
            <source>Saved: {path}</source>
            <translation>已保存：{path}</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>统计</translation>
        </message>
        <message>
            <source>EXERCISE</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Any time</source>
            <translation>全部时间</translation>
        </message>
        <message>
            <source>Last 24 h</source>
            <translation>近24小时</translation>
        </message>
        <message>
            <source>Last 7 days</source>
            <translation>近7天</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <translation>近30天</translation>
        </message>
        <message>
            <source>Last 90 days</source>
            <translation>近90天</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时段</translation>
        </message>
        <message>
            <source>Save as …</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>The map of hot spots is kept as .png</source>
            <translation>热点图请存为 .png</translation>
        </message>
        <message>
            <source>Points out of 100; none with fewer than {few} to judge by</source>
            <translation>满分100；依据少于{few}的不计分</translation>
        </message>
    </context>
    <context>
        <name>FilterBar</name>
        <message>
            <source>Words, source's number, or #1024</source>
            <translation>关键词、来源编号，或 #1024</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Late</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>Returned</source>
            <translation>有退回</translation>
        </message>
        <message>
            <source>Dissatisfied</source>
            <translation>不满意</translation>
        </message>
        <message>
            <source>Supervised</source>
            <translation>被督办</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message>
            <source>Any stage</source>
            <translation>所有环节</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>未办结</translation>
        </message>
        <message>
            <source>Any urgency</source>
            <translation>所有缓急</translation>
        </message>
        <message>
            <source>Any tier</source>
            <translation>所有层级</translation>
        </message>
        <message>
            <source>Any source</source>
            <translation>所有来源</translation>
        </message>
        <message>
            <source>Any item</source>
            <translation>所有事项</translation>
        </message>
        <message>
            <source>Any grid</source>
            <translation>所有网格</translation>
        </message>
        <message>
            <source>Any unit</source>
            <translation>所有单位</translation>
        </message>
        <message>
            <source>Any time</source>
            <translation>全部时间</translation>
        </message>
        <message>
            <source>Last 24 h</source>
            <translation>近24小时</translation>
        </message>
        <message>
            <source>Last 7 days</source>
            <translation>近7天</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <translation>近30天</translation>
        </message>
        <message>
            <source>Last 90 days</source>
            <translation>近90天</translation>
        </message>
        <message>
            <source>one square</source>
            <translation>一个方格</translation>
        </message>
        <message>
            <source>from {day}</source>
            <translation>自 {day}</translation>
        </message>
        <message>
            <source>before {day}</source>
            <translation>至 {day}</translation>
        </message>
        <message>
            <source>Take this filter away: {what}</source>
            <translation>取消此筛选：{what}</translation>
        </message>
    </context>
    <context>
        <name>FocusPanel</name>
        <message>
            <source>{need}: {n} short</source>
            <translation>{need}：缺{n}队</translation>
        </message>
        <message>
            <source>nobody</source>
            <translation>无队可派</translation>
        </message>
        <message>
            <source>{team} {need}, proposed</source>
            <translation>{team} {need}（建议）</translation>
        </message>
    </context>
    <context>
        <name>Foresight</name>
        <message>
            <source>So many places at once that a better answer is not ruled out</source>
            <translation>同时需求过多，不排除有更好的方案</translation>
        </message>
        <message>
            <source>nobody / {limit}</source>
            <translation>无队 / {limit}</translation>
        </message>
        <message>
            <source>Nothing known would help; say so upwards.</source>
            <translation>暂无已知补救办法，请向上级报告。</translation>
        </message>
        <message>
            <source>▲ Will be missed: {need}</source>
            <translation>▲ 必将超时：{need}</translation>
        </message>
        <message>
            <source>time unknown</source>
            <translation>时间未知</translation>
        </message>
        <message>
            <source>there in {time}</source>
            <translation>{time} 后到</translation>
        </message>
        <message>
            <source>{time} sooner</source>
            <translation>早到 {time}</translation>
        </message>
    </context>
    <context>
        <name>FormModel</name>
        <message>
            <source>Field</source>
            <translation>字段</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>内容</translation>
        </message>
    </context>
    <context>
        <name>FoundBox</name>
        <message>
            <source>{n} found for {text}</source>
            <translation>“{text}”找到{n}项</translation>
        </message>
    </context>
    <context>
        <name>HandOver</name>
        <message>
            <source>Write the brief anew</source>
            <translation>重新生成交班情况</translation>
        </message>
        <message>
            <source>Offer it to somebody else</source>
            <translation>改交他人</translation>
        </message>
        <message>
            <source>Offer the desk</source>
            <translation>交班</translation>
        </message>
        <message>
            <source>I have read it: take the desk</source>
            <translation>已阅，接班</translation>
        </message>
        <message>
            <source>Take the desk</source>
            <translation>接班</translation>
        </message>
        <message>
            <source>Nobody has the desk. Take it, so that the journal knows who decides.</source>
            <translation>当前无人值班。请先接班，记录方可明确由谁决定。</translation>
        </message>
        <message>
            <source>{officer} offers you the desk. Read the brief, ask what is unclear, then take it.</source>
            <translation>{officer} 向您交班。请阅读交班情况，问清疑点后接班。</translation>
        </message>
        <message>
            <source>Offered to {officer}. You have the desk until they take it.</source>
            <translation>已向 {officer} 交班，对方接班前仍由您值班。</translation>
        </message>
        <message>
            <source>You have the desk since {time}.</source>
            <translation>您自 {time} 起值班。</translation>
        </message>
        <message>
            <source>{officer} has the desk since {time}.</source>
            <translation>{officer} 自 {time} 起值班。</translation>
        </message>
        <message>
            <source>The district's rules name no change of shift.</source>
            <translation>本区规则未设交接班时间。</translation>
        </message>
        <message>
            <source>Next change of shift at {time}.</source>
            <translation>下次交接班 {time}。</translation>
        </message>
        <message>
            <source>The desk</source>
            <translation>值班席</translation>
        </message>
        <message>
            <source>To which officer</source>
            <translation>交给</translation>
        </message>
        <message>
            <source>Brief</source>
            <translation>交班情况</translation>
        </message>
    </context>
    <context>
        <name>ImportPanel</name>
        <message>
            <source>reading turn restrictions</source>
            <translation>读取转向限制</translation>
        </message>
        <message>
            <source>reading roads</source>
            <translation>读取道路</translation>
        </message>
        <message>
            <source>reading points</source>
            <translation>读取节点</translation>
        </message>
        <message>
            <source>joining the roads</source>
            <translation>连接路网</translation>
        </message>
        <message>
            <source>water, green and buildings</source>
            <translation>水系、绿地与建筑</translation>
        </message>
        <message>
            <source>proposing grids and teams</source>
            <translation>生成网格与队伍建议</translation>
        </message>
        <message>
            <source>writing</source>
            <translation>写入</translation>
        </message>
        <message>
            <source>checking</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>A district from a map</source>
            <translation>由地图新建辖区</translation>
        </message>
        <message>
            <source>Drop an OpenStreetMap file here, or name it (.osm, .osm.gz, .osm.bz2, .osm.pbf).</source>
            <translation>把OpenStreetMap文件拖到这里，或填写路径（.osm、.osm.gz、.osm.bz2、.osm.pbf）。</translation>
        </message>
        <message>
            <source>Map file</source>
            <translation>地图文件</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Datum</source>
            <translation>坐标系</translation>
        </message>
        <message>
            <source>such as old-town</source>
            <translation>如old-town</translation>
        </message>
        <message>
            <source>Choose …</source>
            <translation>选择……</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Or go on with one there is</source>
            <translation>或继续编辑已有辖区</translation>
        </message>
        <message>
            <source>Districts there are</source>
            <translation>已有辖区</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Place teams, depots, cameras</source>
            <translation>布设队伍、物资库、摄像机</translation>
        </message>
        <message>
            <source>Report of the import</source>
            <translation>导入报告</translation>
        </message>
        <message>
            <source>Progress of the import</source>
            <translation>导入进度</translation>
        </message>
        <message>
            <source>Map (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)</source>
            <translation>地图 (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)</translation>
        </message>
        <message>
            <source>Nothing was imported: {why}</source>
            <translation>未导入：{why}</translation>
        </message>
        <message>
            <source>Cancelled; nothing was imported.</source>
            <translation>已取消，未导入任何内容。</translation>
        </message>
        <message>
            <source>{roads} stretches of road · {junctions} junctions · {grids} grids, {teams} teams and {depots} depots proposed · {cameras} cameras known</source>
            <translation>道路{roads}段 · 路口{junctions}个 · 建议网格{grids}个、队伍{teams}支、物资库{depots}处 · 摄像机{cameras}台</translation>
        </message>
    </context>
    <context>
        <name>Importing</name>
        <message>
            <source>{name} is larger than {most} MB: expected the map of a town, not of a country</source>
            <translation>{name}超过{most} MB：应为一个城镇的地图，而不是全国地图</translation>
        </message>
    </context>
    <context>
        <name>IncidentPanel</name>
        <message>
            <source>Do now</source>
            <translation>待办</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>预案</translation>
        </message>
        <message>
            <source>Teams</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>Materials</source>
            <translation>物资</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>Reports</source>
            <translation>来件</translation>
        </message>
        <message>
            <source>Choose an incident in the queue, or press F3 for the most pressing one.</source>
            <translation>请在左侧选择事件，或按 F3 选最紧急的一件。</translation>
        </message>
        <message>
            <source>Reading the journal …</source>
            <translation>正在读取日志…</translation>
        </message>
        <message>
            <source>reports: {n}</source>
            <translation>来件 {n}</translation>
        </message>
        <message>
            <source>Send your own choice …</source>
            <translation>按我的选择派遣…</translation>
        </message>
        <message>
            <source>Nothing to do now</source>
            <translation>当前没有待办</translation>
        </message>
        <message>
            <source>Pending: {what}</source>
            <translation>等待入库：{what}</translation>
        </message>
        <message>
            <source>As of then: nothing can be ordered</source>
            <translation>当时的画面：不能下令</translation>
        </message>
    </context>
    <context>
        <name>Inline</name>
        <message>
            <source>Enter</source>
            <translation>确定</translation>
        </message>
    </context>
    <context>
        <name>IntakePanel</name>
        <message>
            <source>Ways in</source>
            <translation>接入渠道</translation>
        </message>
        <message>
            <source>No way in is watched. Start the desk with --watch or --mqtt, or take files in with intake.</source>
            <translation>未监听任何渠道。请以 --watch 或 --mqtt 启动席位，或用 intake 导入文件。</translation>
        </message>
        <message>
            <source>open since {time}</source>
            <translation>畅通，自 {time}</translation>
        </message>
        <message>
            <source>closed since {time}</source>
            <translation>中断，自 {time}</translation>
        </message>
        <message>
            <source>{new} new · {known} known or joined · {quiet} quiet · {refused} refused</source>
            <translation>新案{new} · 已知或并入{known} · 无需处理{quiet} · 拒收{refused}</translation>
        </message>
        <message>
            <source> · {n} waiting</source>
            <translation> · 待处理{n}</translation>
        </message>
        <message>
            <source>nothing yet</source>
            <translation>尚无消息</translation>
        </message>
        <message>
            <source>last {age} ago</source>
            <translation>最近 {age}前</translation>
        </message>
    </context>
    <context>
        <name>KeySheet</name>
        <message>
            <source>Keys and commands</source>
            <translation>按键与命令</translation>
        </message>
        <message>
            <source>New report</source>
            <translation>新来件</translation>
        </message>
        <message>
            <source>The most pressing thing to do</source>
            <translation>最紧急的待办</translation>
        </message>
        <message>
            <source>Accept the selected report</source>
            <translation>受理选中来件</translation>
        </message>
        <message>
            <source>Compute the recommendation anew</source>
            <translation>重新计算建议</translation>
        </message>
        <message>
            <source>Send as recommended</source>
            <translation>按建议派遣</translation>
        </message>
        <message>
            <source>Do what the big button says</source>
            <translation>执行主按钮</translation>
        </message>
        <message>
            <source>Raise the response level</source>
            <translation>提升响应级别</translation>
        </message>
        <message>
            <source>Tell the next department</source>
            <translation>通知下一个部门</translation>
        </message>
        <message>
            <source>Cameras near the incident; 1 to 4 open one</source>
            <translation>事发地附近监控；按 1～4 放大</translation>
        </message>
        <message>
            <source>Plans; confirms the proposed one</source>
            <translation>预案；确认建议的预案</translation>
        </message>
        <message>
            <source>Wall</source>
            <translation>大屏</translation>
        </message>
        <message>
            <source>Switch the centre's posture</source>
            <translation>切换平战状态</translation>
        </message>
        <message>
            <source>Join the report to the incident it repeats</source>
            <translation>并入重复的事件</translation>
        </message>
        <message>
            <source>More actions</source>
            <translation>更多操作</translation>
        </message>
        <message>
            <source>Do that line of Do now</source>
            <translation>执行待办中的该行</translation>
        </message>
        <message>
            <source>Acknowledge the gravest alarm</source>
            <translation>确认最高级告警</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>命令行</translation>
        </message>
        <message>
            <source>Filter the queue</source>
            <translation>筛选列表</translation>
        </message>
        <message>
            <source>Switch the language</source>
            <translation>切换语言</translation>
        </message>
        <message>
            <source>Back to the queue</source>
            <translation>回到列表</translation>
        </message>
        <message>
            <source>Dispatch as recommended</source>
            <translation>按建议派遣</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>受理</translation>
        </message>
        <message>
            <source>Raise one level</source>
            <translation>提升一级</translation>
        </message>
        <message>
            <source>Join the first to the second</source>
            <translation>前者并入后者</translation>
        </message>
        <message>
            <source>Reject</source>
            <translation>不予受理</translation>
        </message>
        <message>
            <source>Verified: what was seen</source>
            <translation>核查通过：所见情况</translation>
        </message>
        <message>
            <source>Verification failed, back to the field</source>
            <translation>核查不通过，退回处置</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Review from 1 to 5</source>
            <translation>评价（1～5分）</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>复核回退</translation>
        </message>
        <message>
            <source>The team acknowledged by radio</source>
            <translation>队伍已通过电台接令</translation>
        </message>
        <message>
            <source>The team is on scene</source>
            <translation>队伍已到场</translation>
        </message>
        <message>
            <source>The team declined by radio</source>
            <translation>电台代报：无法执行</translation>
        </message>
        <message>
            <source>Call the team back</source>
            <translation>撤回队伍</translation>
        </message>
        <message>
            <source>Take the team out of service</source>
            <translation>队伍停用</translation>
        </message>
        <message>
            <source>Bring the team back into service</source>
            <translation>队伍恢复服务</translation>
        </message>
        <message>
            <source>Close a bridge or road</source>
            <translation>封闭桥梁或道路</translation>
        </message>
        <message>
            <source>Open a bridge or road</source>
            <translation>恢复桥梁或道路通行</translation>
        </message>
        <message>
            <source>Exercise: automatic officer</source>
            <translation>演练：自动值班员</translation>
        </message>
        <message>
            <source>Exercise: stop the time, go on</source>
            <translation>演练：暂停、继续</translation>
        </message>
        <message>
            <source>Exercise: drill seconds in one (1, 2, 5, 10)</source>
            <translation>演练：倍速（1、2、5、10）</translation>
        </message>
        <message>
            <source>A bridge or road is slower than usual</source>
            <translation>桥梁或道路缓行</translation>
        </message>
        <message>
            <source>Close or slow roads on the map: click, draw across, arrows and Enter</source>
            <translation>在图上封路或设缓行：点击、划线，或方向键加回车</translation>
        </message>
        <message>
            <source>Declare the weather (dry, rain, heavy_rain, snow, ice, fog)</source>
            <translation>登记天气（dry、rain、heavy_rain、snow、ice、fog）</translation>
        </message>
        <message>
            <source>It is at its usual speed again</source>
            <translation>车速恢复正常</translation>
        </message>
        <message>
            <source>Cover now and in an hour, and where to wait</source>
            <translation>当前与一小时后的覆盖，及待命点</translation>
        </message>
        <message>
            <source>Every case: filter, search, read</source>
            <translation>全部案件：筛选、搜索、查看</translation>
        </message>
        <message>
            <source>Figures: by source, unit, item, grid, hour</source>
            <translation>统计：按来源、单位、事项、网格、时段</translation>
        </message>
        <message>
            <source>Its unit signed for it</source>
            <translation>责任单位签收</translation>
        </message>
        <message>
            <source>Its unit reports it settled</source>
            <translation>责任单位报办结</translation>
        </message>
        <message>
            <source>Call departments in within 30 minutes</source>
            <translation>吹哨：30分钟内报到</translation>
        </message>
        <message>
            <source>A whistled department is there</source>
            <translation>被吹哨部门已报到</translation>
        </message>
        <message>
            <source>Hand the case to another service</source>
            <translation>移交其他单位</translation>
        </message>
        <message>
            <source>The other service handed it back</source>
            <translation>对方退回</translation>
        </message>
        <message>
            <source>Undo the joining</source>
            <translation>撤销并案</translation>
        </message>
        <message>
            <source>Take the desk · offer it with a brief</source>
            <translation>接班 · 附交班简报交班</translation>
        </message>
        <message>
            <source>Give the case to a tier; further units assist</source>
            <translation>派给某层级；其余单位为协办</translation>
        </message>
        <message>
            <source>Duty: roster, hand-over, what the posture changes</source>
            <translation>值班：排班、交接班、平战变化</translation>
        </message>
        <message>
            <source>On or off duty until then</source>
            <translation>到该时刻为止上岗或离岗</translation>
        </message>
        <message>
            <source>Silence the tone until another alarm comes</source>
            <translation>静音，直到有新告警</translation>
        </message>
        <message>
            <source>In the alarms: put one aside for a time</source>
            <translation>在告警中：搁置一段时间</translation>
        </message>
        <message>
            <source>Ways in: watched folder, broker, what was refused</source>
            <translation>接入渠道：监听文件夹、代理服务器、拒收情况</translation>
        </message>
        <message>
            <source>Supervision list: who is late, with which card</source>
            <translation>督办清单：谁超时、何种督办</translation>
        </message>
        <message>
            <source>The whole page of the case: stages, evidence, every step</source>
            <translation>案件全页：环节、证据、全过程</translation>
        </message>
        <message>
            <source>A window of cameras: 1, 4, 9 tiles, 6 for sixteen</source>
            <translation>视频窗口：1、4、9画面，6为十六画面</translation>
        </message>
        <message>
            <source>On a camera: its picture becomes evidence of the case</source>
            <translation>在画面上：截图作为案件证据</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>深色或浅色</translation>
        </message>
        <message>
            <source>Dark or light: theme dark, theme light</source>
            <translation>深色或浅色：theme dark、theme light</translation>
        </message>
        <message>
            <source>Keep where the panels stand; layout night, layout reset</source>
            <translation>保存面板布局；layout 夜班 恢复，layout reset 复位</translation>
        </message>
        <message>
            <source>Menu of the map: layers, grids by load or light, reach, tiles beneath</source>
            <translation>地图菜单：图层、网格按件数或灯、到达范围、外部底图</translation>
        </message>
        <message>
            <source>Find on the map</source>
            <translation>在地图上查找</translation>
        </message>
        <message>
            <source>Measure on the map, straight and by road</source>
            <translation>地图测距：直线与沿路</translation>
        </message>
        <message>
            <source>Find a road, crossing, place, grid, camera, team or case number</source>
            <translation>查找道路、路口、地点、网格、摄像头、队伍或案件编号</translation>
        </message>
        <message>
            <source>Show or hide: heat, trails, load, light, reach, cover …</source>
            <translation>显示或隐藏：heat 热力、trails 轨迹、load 件数、light 灯、reach、cover…</translation>
        </message>
        <message>
            <source>Reach in 1, 3, 5 minutes: case, free, point</source>
            <translation>1、3、5分钟到达范围：case 案件、free 待命队伍、point 某点</translation>
        </message>
        <message>
            <source>Measure on the map</source>
            <translation>地图测距</translation>
        </message>
        <message>
            <source>Tiles beneath the map, and their datum; map off</source>
            <translation>外部底图及其坐标系；map off 取消</translation>
        </message>
        <message>
            <source>Plan workshop: read, change, try, publish plans</source>
            <translation>预案工作台：阅读、修改、试用、发布预案</translation>
        </message>
        <message>
            <source>Plan workshop</source>
            <translation>预案工作台</translation>
        </message>
        <message>
            <source>Your own town …: import a map, place teams and cameras</source>
            <translation>自建辖区……：导入地图，布设队伍与摄像机</translation>
        </message>
        <message>
            <source>Your own town …: the district workshop</source>
            <translation>自建辖区……：打开辖区工坊</translation>
        </message>
        <message>
            <source>In a drill: its controller's window, with injects and what is true</source>
            <translation>演练中：导调席，含导调与现场真实情况</translation>
        </message>
        <message>
            <source>Exercise: play what waits for the controller's hand</source>
            <translation>演练：下发等待手动的导调</translation>
        </message>
        <message>
            <source>Replay the selected incident, forwards and back</source>
            <translation>回放所选事件，可前可后</translation>
        </message>
    </context>
    <context>
        <name>LayerChips</name>
        <message>
            <source>Teams</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>Cameras</source>
            <translation>视频</translation>
        </message>
        <message>
            <source>Depots</source>
            <translation>物资库</translation>
        </message>
        <message>
            <source>Reach</source>
            <translation>可达范围</translation>
        </message>
        <message>
            <source>Cover</source>
            <translation>覆盖</translation>
        </message>
        <message>
            <source>Grids</source>
            <translation>网格</translation>
        </message>
    </context>
    <context>
        <name>MapMenu</name>
        <message>
            <source>Trails of teams at work</source>
            <translation>在途队伍轨迹</translation>
        </message>
        <message>
            <source>Heat of cases, 30 days</source>
            <translation>案件热力（近30天）</translation>
        </message>
        <message>
            <source>Grids by their codes</source>
            <translation>网格：只显示编码</translation>
        </message>
        <message>
            <source>Grids by load: open cases</source>
            <translation>网格：按在办件数</translation>
        </message>
        <message>
            <source>Grids by light: the worst case</source>
            <translation>网格：按最紧急的灯</translation>
        </message>
        <message>
            <source>Reach around the case</source>
            <translation>到达范围：当前案件</translation>
        </message>
        <message>
            <source>Reach of all free teams</source>
            <translation>到达范围：全部待命队伍</translation>
        </message>
        <message>
            <source>Reach from a point …</source>
            <translation>到达范围：从某点出发…</translation>
        </message>
        <message>
            <source>Cover now</source>
            <translation>覆盖：当前</translation>
        </message>
        <message>
            <source>Cover after sending</source>
            <translation>覆盖：派遣之后</translation>
        </message>
        <message>
            <source>Measure …</source>
            <translation>测距…</translation>
        </message>
        <message>
            <source>Find …</source>
            <translation>查找…</translation>
        </message>
        <message>
            <source>Tiles beneath …</source>
            <translation>外部底图…</translation>
        </message>
        <message>
            <source>Map ▾</source>
            <translation>地图 ▾</translation>
        </message>
        <message>
            <source>Layers, reach, measuring, search and tiles beneath (Ctrl+B)</source>
            <translation>图层、到达范围、测距、查找与外部底图（Ctrl+B）</translation>
        </message>
        <message>
            <source>Map menu</source>
            <translation>地图菜单</translation>
        </message>
    </context>
    <context>
        <name>MapTools</name>
        <message>
            <source>Click places, or press Enter for the middle of the map; Backspace takes one back, Esc ends</source>
            <translation>点击各点，或按回车取地图中心；退格撤回一点，Esc 结束</translation>
        </message>
        <message>
            <source>Click a place, or press Enter for the middle of the map; Esc ends</source>
            <translation>点击一处，或按回车取地图中心；Esc 结束</translation>
        </message>
        <message>
            <source>Reach from here</source>
            <translation>由此出发</translation>
        </message>
    </context>
    <context>
        <name>MaterialsTab</name>
        <message>
            <source>Materials</source>
            <translation>物资</translation>
        </message>
        <message>
            <source>Materials follow from the plan. Confirm one first.</source>
            <translation>物资需求由预案确定，请先确认预案。</translation>
        </message>
        <message>
            <source>Depots are being searched …</source>
            <translation>正在查找物资库…</translation>
        </message>
        <message>
            <source>The plan asks for no materials at this level.</source>
            <translation>预案在此级别不需要物资。</translation>
        </message>
        <message>
            <source>{n} {unit} short</source>
            <translation>缺{n}{unit}</translation>
        </message>
        <message>
            <source>covered</source>
            <translation>已满足</translation>
        </message>
        <message>
            <source>own vehicle</source>
            <translation>随车</translation>
        </message>
        <message>
            <source>{team} brings {n} {unit} · {origin}</source>
            <translation>{team} 携带 {n} {unit} · {origin}</translation>
        </message>
    </context>
    <context>
        <name>MoreButton</name>
        <message>
            <source>More actions</source>
            <translation>更多操作</translation>
        </message>
        <message>
            <source>More actions: reject, join, raise, call back, reopen (Ctrl+M)</source>
            <translation>更多操作：不予受理、并案、提级、撤回、回退（Ctrl+M）</translation>
        </message>
        <message>
            <source>Nothing more can be done here</source>
            <translation>没有其他可做的操作</translation>
        </message>
    </context>
    <context>
        <name>NewReport</name>
        <message>
            <source>What the caller says</source>
            <translation>来电内容</translation>
        </message>
        <message>
            <source>Category (may stay empty)</source>
            <translation>事项（可不填）</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>The source's own number</source>
            <translation>来源编号</translation>
        </message>
        <message>
            <source>Open incident</source>
            <translation>登记来件</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>收起</translation>
        </message>
        <message>
            <source>name, grid code, or click on the map</source>
            <translation>地名、网格号，或点击地图</translation>
        </message>
        <message>
            <source>given by us when empty</source>
            <translation>不填则自动编号</translation>
        </message>
        <message>
            <source>No position yet: teams cannot be routed without one.</source>
            <translation>尚无坐标：没有坐标无法规划路线。</translation>
        </message>
        <message>
            <source>outside the district</source>
            <translation>辖区外</translation>
        </message>
        <message>
            <source>Write down what the caller says, or choose a category.</source>
            <translation>请填写来电内容，或选择事项。</translation>
        </message>
        <message>
            <source>The catalogue has no item “{typed}”.</source>
            <translation>事项目录中没有“{typed}”。</translation>
        </message>
        <message>
            <source>name, code or pinyin initials</source>
            <translation>名称、编码或拼音首字母</translation>
        </message>
    </context>
    <context>
        <name>NoticeBar</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Call back ({s} s)</source>
            <translation>撤回（{s}秒）</translation>
        </message>
    </context>
    <context>
        <name>PastScreens</name>
        <message>
            <source>No case was reported by this moment.</source>
            <translation>到此时刻尚无案件。</translation>
        </message>
    </context>
    <context>
        <name>PlacePanel</name>
        <message>
            <source>the new team</source>
            <translation>新队伍</translation>
        </message>
        <message>
            <source>the new depot</source>
            <translation>新物资库</translation>
        </message>
        <message>
            <source>the new camera</source>
            <translation>新摄像机</translation>
        </message>
        <message>
            <source>The new grid</source>
            <translation>新网格</translation>
        </message>
        <message>
            <source>Write to a file</source>
            <translation>导出到文件</translation>
        </message>
        <message>
            <source>Written: {path}</source>
            <translation>已写入：{path}</translation>
        </message>
    </context>
    <context>
        <name>PlanDifference</name>
        <message>
            <source>… and {n} changes more</source>
            <translation>…另有{n}处变化</translation>
        </message>
        <message>
            <source>One of the two texts cannot be read as a plan; only its lines can be compared.</source>
            <translation>其中一份文本无法读作预案，只能逐行比较。</translation>
        </message>
        <message>
            <source>They ask for the same; only comments, layout or the version differ.</source>
            <translation>要求相同，仅注释、排版或版本号不同。</translation>
        </message>
        <message>
            <source>Line by line</source>
            <translation>逐行比较</translation>
        </message>
        <message>
            <source>… and {n} lines more</source>
            <translation>…另有{n}行</translation>
        </message>
    </context>
    <context>
        <name>PlanForm</name>
        <message>
            <source>Add … (Ins)</source>
            <translation>添加…（Ins）</translation>
        </message>
        <message>
            <source>Remove (Del)</source>
            <translation>删除（Del）</translation>
        </message>
        <message>
            <source>Fields of the plan</source>
            <translation>预案字段</translation>
        </message>
        <message>
            <source>{what} in {where}</source>
            <translation>{where}：{what}</translation>
        </message>
        <message>
            <source>{what} of {where}</source>
            <translation>{where}：{what}</translation>
        </message>
        <message>
            <source>the plan</source>
            <translation>预案</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Condition</source>
            <translation>响应条件</translation>
        </message>
        <message>
            <source>Area (grids)</source>
            <translation>适用网格</translation>
        </message>
        <message>
            <source>Hours</source>
            <translation>适用时段</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>时限</translation>
        </message>
        <message>
            <source>Send the next by itself</source>
            <translation>超时自动改派</translation>
        </message>
        <message>
            <source>Levels</source>
            <translation>响应级别</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>级别</translation>
        </message>
        <message>
            <source>Teams</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>Materials</source>
            <translation>物资</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>处置步骤</translation>
        </message>
        <message>
            <source>Departments told</source>
            <translation>通知部门</translation>
        </message>
        <message>
            <source>Capability</source>
            <translation>能力</translation>
        </message>
        <message>
            <source>How many</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>There within</source>
            <translation>到场时限</translation>
        </message>
        <message>
            <source>Counts as first on scene</source>
            <translation>计入首到</translation>
        </message>
        <message>
            <source>Crew at least</source>
            <translation>每队至少人数</translation>
        </message>
        <message>
            <source>Substitutes</source>
            <translation>可替代能力</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>物资</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>单位</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>责任人</translation>
        </message>
        <message>
            <source>Done by</source>
            <translation>完成时限</translation>
        </message>
        <message>
            <source>Penalty</source>
            <translation>代价</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>标准</translation>
        </message>
        <message>
            <source>Response start</source>
            <translation>响应启动</translation>
        </message>
        <message>
            <source>First on scene</source>
            <translation>到场处置</translation>
        </message>
        <message>
            <source>Reinforcement joined</source>
            <translation>增援协同</translation>
        </message>
        <message>
            <source>English</source>
            <translation>英文</translation>
        </message>
        <message>
            <source>Chinese</source>
            <translation>中文</translation>
        </message>
        <message>
            <source>All of these</source>
            <translation>全部满足</translation>
        </message>
        <message>
            <source>Any of these</source>
            <translation>任一满足</translation>
        </message>
        <message>
            <source>Not this</source>
            <translation>不满足</translation>
        </message>
        <message>
            <source>Fact</source>
            <translation>要素</translation>
        </message>
        <message>
            <source>is</source>
            <translation>等于</translation>
        </message>
        <message>
            <source>is one of</source>
            <translation>为其一</translation>
        </message>
        <message>
            <source>at least</source>
            <translation>不小于</translation>
        </message>
        <message>
            <source>at most</source>
            <translation>不大于</translation>
        </message>
        <message>
            <source>above</source>
            <translation>大于</translation>
        </message>
        <message>
            <source>below</source>
            <translation>小于</translation>
        </message>
        <message>
            <source>has any of</source>
            <translation>含其一</translation>
        </message>
        <message>
            <source>within</source>
            <translation>时段内</translation>
        </message>
        <message>
            <source>a level</source>
            <translation>一个级别</translation>
        </message>
        <message>
            <source>a team</source>
            <translation>一支队伍</translation>
        </message>
        <message>
            <source>a material</source>
            <translation>一项物资</translation>
        </message>
        <message>
            <source>a step</source>
            <translation>一个步骤</translation>
        </message>
        <message>
            <source>a substitute</source>
            <translation>一项替代</translation>
        </message>
        <message>
            <source>a clause</source>
            <translation>一个条件</translation>
        </message>
        <message>
            <source>a department</source>
            <translation>一个部门</translation>
        </message>
        <message>
            <source>a grid</source>
            <translation>一个网格</translation>
        </message>
        <message>
            <source>a time</source>
            <translation>一个时刻</translation>
        </message>
    </context>
    <context>
        <name>PlanListing</name>
        <message>
            <source>Name or state (Ctrl+F)</source>
            <translation>名称或状态（Ctrl+F）</translation>
        </message>
        <message>
            <source>New …</source>
            <translation>新建…</translation>
        </message>
        <message>
            <source>A plan from a template or from the chosen one (Ctrl+N)</source>
            <translation>从模板或所选预案新建（Ctrl+N）</translation>
        </message>
        <message>
            <source>Plans</source>
            <translation>预案列表</translation>
        </message>
        <message>
            <source>No plan is called that.</source>
            <translation>没有符合的预案。</translation>
        </message>
        <message>
            <source>waits for approval</source>
            <translation>待审批</translation>
        </message>
        <message>
            <source>draft</source>
            <translation>草稿</translation>
        </message>
        <message>
            <source>in force</source>
            <translation>现行</translation>
        </message>
        <message>
            <source>withdrawn</source>
            <translation>已停用</translation>
        </message>
        <message>
            <source>version {n}</source>
            <translation>第{n}版</translation>
        </message>
        <message>
            <source>{n} to look at</source>
            <translation>{n}处待看</translation>
        </message>
        <message>
            <source>file not usable</source>
            <translation>文件不可用</translation>
        </message>
    </context>
    <context>
        <name>PlanNews</name>
        <message>
            <source>{who}: {what} · Shift+F10</source>
            <translation>{who}：{what} · Shift+F10</translation>
        </message>
    </context>
    <context>
        <name>PlanTab</name>
        <message>
            <source>Plans considered</source>
            <translation>考虑过的预案</translation>
        </message>
        <message>
            <source>The plans are being matched …</source>
            <translation>正在匹配预案…</translation>
        </message>
        <message>
            <source>Considered: {n} plans</source>
            <translation>已比对预案：{n}个</translation>
        </message>
        <message>
            <source>Ruled out: {n}</source>
            <translation>不符合：{n}个</translation>
        </message>
        <message>
            <source>No plan is in force yet.</source>
            <translation>尚未启用预案。</translation>
        </message>
        <message>
            <source>version {version} · {hash} · limits {a} / {b} / {c}</source>
            <translation>第{version}版 · {hash} · 时限 {a} / {b} / {c}</translation>
        </message>
        <message>
            <source>In force: {plan}, {level}</source>
            <translation>已启用：{plan}，{level}</translation>
        </message>
        <message>
            <source>{level} would add: {what}</source>
            <translation>提升到{level}将增加：{what}</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <source>tied with another plan: you decide</source>
            <translation>与另一预案并列，由您决定</translation>
        </message>
        <message>
            <source>Put this plan in force</source>
            <translation>启用此预案</translation>
        </message>
        <message>
            <source>Ask</source>
            <translation>询问</translation>
        </message>
        <message>
            <source>Plan workshop: read, change, try and publish plans</source>
            <translation>预案工作台：阅读、修改、试用、发布预案</translation>
        </message>
    </context>
    <context>
        <name>PlansWindow</name>
        <message>
            <source>Plan workshop</source>
            <translation>预案工作台</translation>
        </message>
        <message>
            <source>EXERCISE</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>阅读</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Try</source>
            <translation>试用</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Publish</source>
            <translation>发布</translation>
        </message>
        <message>
            <source>From a template</source>
            <translation>从模板新建</translation>
        </message>
        <message>
            <source>From “{plan}”</source>
            <translation>以“{plan}”为底本</translation>
        </message>
    </context>
    <context>
        <name>PublishPage</name>
        <message>
            <source>Choose a plan at the left.</source>
            <translation>请在左侧选择预案。</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation>将有的变化</translation>
        </message>
        <message>
            <source>A draft of version {n}; nobody else has seen it.</source>
            <translation>第{n}版草稿，他人尚未看到。</translation>
        </message>
        <message>
            <source>Withdrawn. A draft can bring it back.</source>
            <translation>已停用，可经草稿重新启用。</translation>
        </message>
        <message>
            <source>Version {n} is in force.</source>
            <translation>第{n}版现行有效。</translation>
        </message>
        <message>
            <source>Version {n} was approved by {by} on {at}.</source>
            <translation>第{n}版由{by}于{at}批准。</translation>
        </message>
        <message>
            <source>{by} asked on {at} to withdraw this plan: “{note}”</source>
            <translation>{by}于{at}申请停用本预案：“{note}”</translation>
        </message>
        <message>
            <source>Version {version}, proposed by {by} on {at}: “{note}”</source>
            <translation>第{version}版由{by}于{at}提交：“{note}”</translation>
        </message>
        <message>
            <source>It counts once another officer has approved it; incidents already matched keep their own.</source>
            <translation>另一名值班员批准后立即生效；已匹配的事件保持原预案。</translation>
        </message>
        <message>
            <source>This file cannot be used as it is; Edit shows what is wrong.</source>
            <translation>此文件暂不可用，“编辑”页显示问题所在。</translation>
        </message>
    </context>
    <context>
        <name>PublishTab</name>
        <message>
            <source>Propose it for approval (Ctrl+Enter)</source>
            <translation>提交审批（Ctrl+Enter）</translation>
        </message>
        <message>
            <source>Approve: it counts at once (Ctrl+Enter)</source>
            <translation>批准并立即生效（Ctrl+Enter）</translation>
        </message>
        <message>
            <source>Reject</source>
            <translation>退回</translation>
        </message>
        <message>
            <source>Take it back</source>
            <translation>撤回</translation>
        </message>
        <message>
            <source>Propose to withdraw the plan</source>
            <translation>申请停用预案</translation>
        </message>
        <message>
            <source>I have taken that over</source>
            <translation>已并入现行修改</translation>
        </message>
        <message>
            <source>Save to the plans folder</source>
            <translation>保存到预案文件夹</translation>
        </message>
        <message>
            <source>Save as …</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>What was changed and why; why it is withdrawn or rejected</source>
            <translation>改了什么、为何修改；停用或退回的理由</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation>将有的变化</translation>
        </message>
        <message>
            <source>You proposed this yourself: another officer has to approve it, at their own seat.</source>
            <translation>此项由您本人提交，须由另一名值班员在其席位上审批。</translation>
        </message>
        <message>
            <source>The text is being checked …</source>
            <translation>正在检查文本…</translation>
        </message>
        <message>
            <source>It cannot be proposed: {n} mistakes. Edit shows each at its field.</source>
            <translation>有{n}处错误，暂不能提交；“编辑”页在字段处逐一标出。</translation>
        </message>
        <message>
            <source>What is in force has changed since this draft was begun. Compare them, take that over, then propose.</source>
            <translation>自草稿开始以来现行预案已变更，请比较并并入后再提交。</translation>
        </message>
        <message>
            <source>It can be proposed; {n} remarks are worth a look.</source>
            <translation>可以提交；另有{n}处提示值得一看。</translation>
        </message>
        <message>
            <source>A reason is needed: what was changed and why.</source>
            <translation>请填写理由：改了什么、为何修改。</translation>
        </message>
        <message>
            <source>Save the plan</source>
            <translation>保存预案</translation>
        </message>
        <message>
            <source>Saved: {path}</source>
            <translation>已保存：{path}</translation>
        </message>
    </context>
    <context>
        <name>QueuePanel</name>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Emergency</source>
            <translation>应急</translation>
        </message>
        <message>
            <source>Routine</source>
            <translation>日常</translation>
        </message>
        <message>
            <source>Filter by text, grid or number</source>
            <translation>按文字、网格或编号筛选</translation>
        </message>
        <message>
            <source>Queue of open incidents</source>
            <translation>在办事件列表</translation>
        </message>
        <message>
            <source>Reading the journal …</source>
            <translation>正在读取日志…</translation>
        </message>
        <message>
            <source>Nothing matches the filter.</source>
            <translation>没有符合筛选的事件。</translation>
        </message>
        <message>
            <source>Nothing is open.
F2 takes a new report.</source>
            <translation>没有在办事件。
按 F2 登记来件。</translation>
        </message>
    </context>
    <context>
        <name>ReadTab</name>
        <message>
            <source>… and {n} more; the text has them all</source>
            <translation>…另有{n}项，全部见文本</translation>
        </message>
        <message>
            <source>The plan as a page</source>
            <translation>预案正文</translation>
        </message>
        <message>
            <source>Choose a plan at the left.</source>
            <translation>请在左侧选择预案。</translation>
        </message>
        <message>
            <source>This text cannot be read as a plan yet; Edit shows what is wrong.</source>
            <translation>此文本尚不能读作预案，“编辑”页显示问题所在。</translation>
        </message>
        <message>
            <source>{kind} · version {version} · {hash}</source>
            <translation>{kind} · 第{version}版 · {hash}</translation>
        </message>
        <message>
            <source>The draft has mistakes; this is what is in force.</source>
            <translation>草稿有错误，以下为现行内容。</translation>
        </message>
        <message>
            <source>This is a draft: nothing counts before a second officer has approved it.</source>
            <translation>草稿：经另一名值班员批准前不生效。</translation>
        </message>
        <message>
            <source>This text waits for a second officer; it does not count yet.</source>
            <translation>此文本待另一名值班员审批，尚未生效。</translation>
        </message>
        <message>
            <source>Withdrawn: no incident is matched with it.</source>
            <translation>已停用：不再参与匹配。</translation>
        </message>
        <message>
            <source>Applies from {a} to {b}.</source>
            <translation>适用时段 {a}–{b}。</translation>
        </message>
        <message>
            <source>Applies in: {grids}</source>
            <translation>适用网格：{grids}</translation>
        </message>
        <message>
            <source>A team that does not answer is replaced by the next best without asking.</source>
            <translation>队伍超时未接令时自动改派次优队伍。</translation>
        </message>
        <message>
            <source>When {condition}</source>
            <translation>响应条件：{condition}</translation>
        </message>
        <message>
            <source>Everything of the level below, and:</source>
            <translation>在下一级基础上增加：</translation>
        </message>
        <message>
            <source>Told</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>counts as first on scene</source>
            <translation>计入首到</translation>
        </message>
        <message>
            <source>crew of {n} or more</source>
            <translation>每队不少于{n}人</translation>
        </message>
        <message>
            <source>or {names}</source>
            <translation>可替代：{names}</translation>
        </message>
        <message>
            <source>Teams</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>Capability</source>
            <translation>能力</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>There within</source>
            <translation>到场时限</translation>
        </message>
        <message>
            <source>Remarks</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Materials</source>
            <translation>物资</translation>
        </message>
        <message>
            <source>Quantity</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>物资</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>处置步骤</translation>
        </message>
        <message>
            <source>Done by</source>
            <translation>完成时限</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>责任人</translation>
        </message>
    </context>
    <context>
        <name>Refusals</name>
        <message>
            <source>there is no such file</source>
            <translation>没有这个文件</translation>
        </message>
        <message>
            <source>it is a folder, not a map file</source>
            <translation>这是文件夹，不是地图文件</translation>
        </message>
        <message>
            <source>the file is empty</source>
            <translation>文件是空的</translation>
        </message>
        <message>
            <source>the file is cut off or damaged: fetch it again</source>
            <translation>文件不完整或已损坏，请重新下载</translation>
        </message>
        <message>
            <source>this is no OpenStreetMap file</source>
            <translation>这不是OpenStreetMap文件</translation>
        </message>
        <message>
            <source>this is a list of changes, not a map</source>
            <translation>这是变更清单，不是地图</translation>
        </message>
        <message>
            <source>it holds the map's history, not one state of it</source>
            <translation>文件包含地图历史，而不是某一时刻的地图</translation>
        </message>
        <message>
            <source>it holds deletions that were not carried out</source>
            <translation>文件含尚未执行的删除标记</translation>
        </message>
        <message>
            <source>it is packed twice: unpack it once</source>
            <translation>文件被压缩了两次，请先解压一次</translation>
        </message>
        <message>
            <source>there is no road in it that vehicles use</source>
            <translation>文件中没有车辆可通行的道路</translation>
        </message>
        <message>
            <source>the points of its roads are missing</source>
            <translation>文件缺少道路的节点</translation>
        </message>
        <message>
            <source>its roads spread over more than one town: cut it out</source>
            <translation>道路范围超出一个城镇，请先裁剪</translation>
        </message>
        <message>
            <source>it lies outside China: choose WGS-84</source>
            <translation>位置在中国境外，请选WGS-84</translation>
        </message>
        <message>
            <source>its positions are no degrees of WGS-84</source>
            <translation>位置不是WGS-84经纬度</translation>
        </message>
        <message>
            <source>no town is there: are latitude and longitude exchanged?</source>
            <translation>该处没有城镇，经纬度是否颠倒？</translation>
        </message>
        <message>
            <source>there is a district of that name already</source>
            <translation>已有同名辖区</translation>
        </message>
    </context>
    <context>
        <name>ReplayWindow</name>
        <message>
            <source>No case was reported by this moment.</source>
            <translation>到此时刻尚无案件。</translation>
        </message>
        <message>
            <source>Reading the period … {share}</source>
            <translation>正在读取时段……{share}</translation>
        </message>
        <message>
            <source>The period cannot be read: {problem}</source>
            <translation>无法读取该时段：{problem}</translation>
        </message>
        <message>
            <source>Replay · {name}</source>
            <translation>回放 · {name}</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>记录</translation>
        </message>
        <message>
            <source>Differences</source>
            <translation>差异</translation>
        </message>
        <message>
            <source>Workstation then</source>
            <translation>当时的席位</translation>
        </message>
        <message>
            <source>The workstation as of this moment (Ctrl+1)</source>
            <translation>此时刻的席位（Ctrl+1）</translation>
        </message>
        <message>
            <source>Wall then</source>
            <translation>当时的大屏</translation>
        </message>
        <message>
            <source>The wall as of this moment (Ctrl+2)</source>
            <translation>此时刻的大屏（Ctrl+2）</translation>
        </message>
        <message>
            <source>Case then</source>
            <translation>当时的案件</translation>
        </message>
        <message>
            <source>The case's page as of this moment (Ctrl+P)</source>
            <translation>此时刻的案件页（Ctrl+P）</translation>
        </message>
        <message>
            <source>What if …</source>
            <translation>推演……</translation>
        </message>
        <message>
            <source>Go on from here as an exercise of its own (Ctrl+W)</source>
            <translation>自此时刻另起一场演练（Ctrl+W）</translation>
        </message>
        <message>
            <source>Beginning an exercise from here …</source>
            <translation>正在自此时刻开始演练……</translation>
        </message>
        <message>
            <source>The exercise is in {where}; see both with replay --against</source>
            <translation>演练日志为 {where}；可用 replay --against 并排回放</translation>
        </message>
        <message>
            <source>Figures then</source>
            <translation>当时的统计</translation>
        </message>
        <message>
            <source>Figures as of this moment (Ctrl+T; the list Ctrl+E)</source>
            <translation>此时刻的统计（Ctrl+T；案件列表Ctrl+E）</translation>
        </message>
    </context>
    <context>
        <name>ReportsTab</name>
        <message>
            <source>Reports</source>
            <translation>来件</translation>
        </message>
        <message>
            <source>Known so far</source>
            <translation>已知情况</translation>
        </message>
    </context>
    <context>
        <name>Rings</name>
        <message>
            <source>{state}: nobody due</source>
            <translation>{state}：无队可到</translation>
        </message>
        <message>
            <source>due at {time}</source>
            <translation>预计 {time}</translation>
        </message>
    </context>
    <context>
        <name>RoadBox</name>
        <message>
            <source>Close</source>
            <translation>封闭</translation>
        </message>
        <message>
            <source>Open again</source>
            <translation>恢复通行</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>收起</translation>
        </message>
        <message>
            <source>Reason (goes on record)</source>
            <translation>原因（将记录在案）</translation>
        </message>
        <message>
            <source>Say why: the reason goes on record.</source>
            <translation>请填写原因：将记录在案。</translation>
        </message>
        <message>
            <source>Slow to half</source>
            <translation>减速一半</translation>
        </message>
        <message>
            <source>Usual speed again</source>
            <translation>恢复正常车速</translation>
        </message>
        <message>
            <source>Waiting for the journal …</source>
            <translation>等待入库…</translation>
        </message>
        <message>
            <source>collision</source>
            <translation>交通事故</translation>
        </message>
        <message>
            <source>crowd</source>
            <translation>人群聚集</translation>
        </message>
        <message>
            <source>fire hoses</source>
            <translation>消防水带占道</translation>
        </message>
        <message>
            <source>roadworks</source>
            <translation>道路施工</translation>
        </message>
        <message>
            <source>water on the road</source>
            <translation>道路积水</translation>
        </message>
    </context>
    <context>
        <name>RoadTool</name>
        <message>
            <source>Click a road or draw a line across several (Ctrl+R); a right click works at any time</source>
            <translation>点击道路，或划线横穿多条道路（Ctrl+R）；随时可用右键点击</translation>
        </message>
        <message>
            <source>Close roads</source>
            <translation>封路</translation>
        </message>
    </context>
    <context>
        <name>RoadsOnMap</name>
        <message>
            <source>Roads cannot be picked on the map: {problem}</source>
            <translation>无法在图上选取道路：{problem}</translation>
        </message>
        <message>
            <source>There is no road here.</source>
            <translation>此处没有道路。</translation>
        </message>
    </context>
    <context>
        <name>RunPane</name>
        <message>
            <source>exercise {name}</source>
            <translation>演练 {name}</translation>
        </message>
        <message>
            <source>live work</source>
            <translation>实战</translation>
        </message>
        <message>
            <source>event {n} of {all}</source>
            <translation>第{n}条/共{all}条</translation>
        </message>
    </context>
    <context>
        <name>SituationPanel</name>
        <message>
            <source>Open incidents: {n}</source>
            <translation>在办事件：{n}</translation>
        </message>
        <message>
            <source>Nothing is open.</source>
            <translation>没有在办事件。</translation>
        </message>
        <message>
            <source>Reading the journal …</source>
            <translation>正在读取日志…</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>剩{time}</translation>
        </message>
        <message>
            <source>▲ late {time}</source>
            <translation>▲ 超{time}</translation>
        </message>
    </context>
    <context>
        <name>SlowNews</name>
        <message>
            <source>The store answers slowly. What you asked for is kept and recorded in its order: go on working.</source>
            <translation>存储应答缓慢。已提交的操作不会丢失，将按先后次序记录，请继续处置。</translation>
        </message>
        <message>
            <source>The store answers as usual again.</source>
            <translation>存储应答已恢复正常。</translation>
        </message>
    </context>
    <context>
        <name>StageStrip</name>
        <message>
            <source>{took}, late</source>
            <translation>{took}，超时</translation>
        </message>
        <message>
            <source>due {time}</source>
            <translation>时限 {time}</translation>
        </message>
    </context>
    <context>
        <name>State</name>
        <message>
            <source>available</source>
            <translation>待命</translation>
        </message>
        <message>
            <source>reserved</source>
            <translation>预派</translation>
        </message>
        <message>
            <source>notified</source>
            <translation>已通知</translation>
        </message>
        <message>
            <source>acknowledged</source>
            <translation>已接令</translation>
        </message>
        <message>
            <source>en route</source>
            <translation>途中</translation>
        </message>
        <message>
            <source>on scene</source>
            <translation>到场</translation>
        </message>
        <message>
            <source>returning</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>off duty</source>
            <translation>下班</translation>
        </message>
        <message>
            <source>out of service</source>
            <translation>停用</translation>
        </message>
        <message>
            <source>no signal</source>
            <translation>失联</translation>
        </message>
        <message>
            <source>late</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>at risk</source>
            <translation>预计超时</translation>
        </message>
        <message>
            <source>met</source>
            <translation>已达标</translation>
        </message>
    </context>
    <context>
        <name>StepBar</name>
        <message>
            <source>1 Import</source>
            <translation>1 导入</translation>
        </message>
        <message>
            <source>2 Place</source>
            <translation>2 布设</translation>
        </message>
        <message>
            <source>3 Check</source>
            <translation>3 检查</translation>
        </message>
        <message>
            <source>4 Use</source>
            <translation>4 启用</translation>
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
            <source>Go on with it</source>
            <translation>继续编辑</translation>
        </message>
        <message>
            <source>Discard it</source>
            <translation>放弃</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Your own town</source>
            <translation>自建辖区</translation>
        </message>
        <message>
            <source>not saved yet: kept as a draft</source>
            <translation>未保存，已存草稿</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>已保存</translation>
        </message>
        <message>
            <source>There is unsaved work on this district, last changed on {when}.</source>
            <translation>该辖区有未保存的修改，最后修改于{when}。</translation>
        </message>
        <message>
            <source>The files were changed by somebody else since: going on replaces that when it is saved.</source>
            <translation>此后文件已被他人修改：继续编辑并保存会覆盖其修改。</translation>
        </message>
    </context>
    <context>
        <name>Supervision</name>
        <message>
            <source>Card</source>
            <translation>督办</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>事项</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>环节</translation>
        </message>
        <message>
            <source>Owes it</source>
            <translation>责任方</translation>
        </message>
        <message>
            <source>Late by</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>Told</source>
            <translation>已告</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>late</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>in time again</source>
            <translation>已恢复按时</translation>
        </message>
    </context>
    <context>
        <name>SupervisionWindow</name>
        <message>
            <source>late without a card {n}</source>
            <translation>超时未督办 {n}</translation>
        </message>
        <message>
            <source>late within the hour {n}</source>
            <translation>1小时内将超时 {n}</translation>
        </message>
        <message>
            <source>Nobody is late. Late within the hour: {n}</source>
            <translation>目前无超时。1小时内将超时：{n}</translation>
        </message>
        <message>
            <source>Supervision list</source>
            <translation>督办清单</translation>
        </message>
        <message>
            <source>EXERCISE</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>Number, item, place, unit (Ctrl+F)</source>
            <translation>编号、事项、地点、单位 (Ctrl+F)</translation>
        </message>
        <message>
            <source>Any card</source>
            <translation>全部督办</translation>
        </message>
    </context>
    <context>
        <name>TablePanel</name>
        <message>
            <source>Teams from a table</source>
            <translation>由表格导入队伍</translation>
        </message>
        <message>
            <source>Depots from a table</source>
            <translation>由表格导入物资库</translation>
        </message>
        <message>
            <source>Cameras from a table</source>
            <translation>由表格导入摄像机</translation>
        </message>
        <message>
            <source>Grids from GeoJSON</source>
            <translation>由GeoJSON导入网格</translation>
        </message>
        <message>
            <source>A FeatureCollection of polygons with code, en, zh, leader.</source>
            <translation>多边形要素集合（FeatureCollection），属性含code、en、zh、leader。</translation>
        </message>
        <message>
            <source>CSV or XLSX with headings in English or Chinese: name 名称, lat 纬度, lon 经度 and more. A row with a code that is there changes it.</source>
            <translation>CSV或XLSX，首行为中文或英文表头：名称 name、纬度 lat、经度 lon 等。编号已存在的行会更新该项。</translation>
        </message>
        <message>
            <source>file</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Choose …</source>
            <translation>选择……</translation>
        </message>
        <message>
            <source>Its positions are in</source>
            <translation>文件坐标系</translation>
        </message>
        <message>
            <source>Datum of the file</source>
            <translation>文件坐标系</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>各行</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>GeoJSON (*.geojson *.json)</source>
            <translation>GeoJSON (*.geojson *.json)</translation>
        </message>
        <message>
            <source>Table (*.csv *.xlsx *.tsv *.txt)</source>
            <translation>表格 (*.csv *.xlsx *.tsv *.txt)</translation>
        </message>
        <message>
            <source>This file cannot be taken in: {why}</source>
            <translation>该文件无法导入：{why}</translation>
        </message>
        <message>
            <source>Take in {count}</source>
            <translation>导入{count}项</translation>
        </message>
        <message>
            <source>These columns are missing: {columns}</source>
            <translation>缺少以下列：{columns}</translation>
        </message>
        <message>
            <source>{new} new · {changed} changed · {wrong} mistakes</source>
            <translation>新增{new} · 更新{changed} · 错误{wrong}</translation>
        </message>
        <message>
            <source>not used: {columns}</source>
            <translation>未使用：{columns}</translation>
        </message>
        <message>
            <source>feature {n}</source>
            <translation>第{n}个要素</translation>
        </message>
        <message>
            <source>row {n}</source>
            <translation>第{n}行</translation>
        </message>
    </context>
    <context>
        <name>TeamsTab</name>
        <message>
            <source>and {n} more, farther away or unable to go</source>
            <translation>另有 {n} 支，更远或无法出动</translation>
        </message>
        <message>
            <source>9 of 10 within {time}</source>
            <translation>九成在 {time} 内</translation>
        </message>
        <message>
            <source>Teams</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>Who is needed follows from the plan. Confirm one first.</source>
            <translation>人员需求由预案确定，请先确认预案。</translation>
        </message>
        <message>
            <source>No recommendation: {problem}. F5 tries again.</source>
            <translation>没有建议：{problem}。按 F5 重试。</translation>
        </message>
        <message>
            <source>The incident is at an end; its teams are in the timeline.</source>
            <translation>事件已结束，队伍情况见时间线。</translation>
        </message>
        <message>
            <source>Teams are being searched …</source>
            <translation>正在查找队伍…</translation>
        </message>
        <message>
            <source>Send your own choice …</source>
            <translation>按我的选择派遣…</translation>
        </message>
        <message>
            <source>a reason is asked</source>
            <translation>需填写理由</translation>
        </message>
        <message>
            <source>Why not the others: {n}</source>
            <translation>其他队伍未选原因：{n}</translation>
        </message>
        <message>
            <source>within {limit}</source>
            <translation>限 {limit}</translation>
        </message>
        <message>
            <source>first arrival</source>
            <translation>首到</translation>
        </message>
        <message>
            <source>▲ {n} short</source>
            <translation>▲ 缺{n}队</translation>
        </message>
        <message>
            <source>position {age}</source>
            <translation>位置 {age}前</translation>
        </message>
        <message>
            <source>via {depot}</source>
            <translation>经 {depot}</translation>
        </message>
        <message>
            <source>stands in with {what}</source>
            <translation>以“{what}”替代</translation>
        </message>
        <message>
            <source>taken from #{n}</source>
            <translation>从 #{n} 抽调</translation>
        </message>
        <message>
            <source>your choice</source>
            <translation>您的选择</translation>
        </message>
        <message>
            <source>Why another choice than the recommended one?</source>
            <translation>为什么不按建议派遣？</translation>
        </message>
        <message>
            <source>the reason goes into the journal</source>
            <translation>理由将记入日志</translation>
        </message>
        <message>
            <source>The picture has changed; look again.</source>
            <translation>情况已变化，请重新查看。</translation>
        </message>
        <message>
            <source>Say why in a few words.</source>
            <translation>请简要说明理由。</translation>
        </message>
    </context>
    <context>
        <name>TimeLanes</name>
        <message>
            <source>What happened when</source>
            <translation>各时刻发生的事</translation>
        </message>
        <message>
            <source>reports</source>
            <translation>来件</translation>
        </message>
        <message>
            <source>decisions</source>
            <translation>处置</translation>
        </message>
        <message>
            <source>orders</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>marks</source>
            <translation>时限</translation>
        </message>
    </context>
    <context>
        <name>TimelineTab</name>
        <message>
            <source>Timeline</source>
            <translation>时间线</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Reports</source>
            <translation>来件</translation>
        </message>
        <message>
            <source>Decisions</source>
            <translation>决策</translation>
        </message>
        <message>
            <source>Orders</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>Marks</source>
            <translation>时限</translation>
        </message>
        <message>
            <source>seat {seat}</source>
            <translation>席位{seat}</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Posture of the centre; F12 switches it</source>
            <translation>中心平战状态，F12 切换</translation>
        </message>
        <message>
            <source>synthetic</source>
            <translation>模拟数据</translation>
        </message>
        <message>
            <source>seat {seat} · {officer}</source>
            <translation>席位{seat} · {officer}</translation>
        </message>
        <message>
            <source>Show everything in Chinese</source>
            <translation>界面切换为英文</translation>
        </message>
        <message>
            <source>feeds</source>
            <translation>视频</translation>
        </message>
        <message>
            <source>Alarms</source>
            <translation>告警</translation>
        </message>
        <message>
            <source>alarms</source>
            <translation>告警</translation>
        </message>
        <message>
            <source>store</source>
            <translation>存储</translation>
        </message>
        <message>
            <source>▲ does not answer</source>
            <translation>▲ 无响应</translation>
        </message>
        <message>
            <source>reading …</source>
            <translation>读取中…</translation>
        </message>
        <message>
            <source>Roads and weather</source>
            <translation>道路与天气</translation>
        </message>
        <message>
            <source>Ways in that are open; Ctrl+I shows them</source>
            <translation>畅通的接入渠道；Ctrl+I 查看</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>深色或浅色</translation>
        </message>
        <message>
            <source>Your own town: Shift+F12 opens the district workshop</source>
            <translation>自建辖区：按Shift+F12打开辖区工坊</translation>
        </message>
        <message>
            <source>▲ slow · {s} s</source>
            <translation>▲ 缓慢 · {s}秒</translation>
        </message>
        <message>
            <source>▲ took {s} s</source>
            <translation>▲ 应答{s}秒</translation>
        </message>
    </context>
    <context>
        <name>TownForm</name>
        <message>
            <source>Code</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Name, English</source>
            <translation>英文名称</translation>
        </message>
        <message>
            <source>Name, Chinese</source>
            <translation>中文名称</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>latitude, longitude, or a place or crossing</source>
            <translation>纬度, 经度，或地名、路口</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Crew</source>
            <translation>人数</translation>
        </message>
        <message>
            <source>Vehicle</source>
            <translation>车辆</translation>
        </message>
        <message>
            <source>On duty</source>
            <translation>在岗时段</translation>
        </message>
        <message>
            <source>08:00-20:00</source>
            <translation>08:00-20:00</translation>
        </message>
        <message>
            <source>Turnout, s</source>
            <translation>出动时间（秒）</translation>
        </message>
        <message>
            <source>Silent after, s</source>
            <translation>失联时限（秒）</translation>
        </message>
        <message>
            <source>Road it patrols</source>
            <translation>责任路段</translation>
        </message>
        <message>
            <source>Shared crew</source>
            <translation>共用人员</translation>
        </message>
        <message>
            <source>Capabilities</source>
            <translation>能力</translation>
        </message>
        <message>
            <source>Carries</source>
            <translation>随车物资</translation>
        </message>
        <message>
            <source>Loading, s</source>
            <translation>装载时间（秒）</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>库存</translation>
        </message>
        <message>
            <source>Looks to, °</source>
            <translation>朝向（°）</translation>
        </message>
        <message>
            <source>Sees, °</source>
            <translation>视角（°）</translation>
        </message>
        <message>
            <source>Picture from</source>
            <translation>视频源</translation>
        </message>
        <message>
            <source>Leader's post</source>
            <translation>网格长岗位</translation>
        </message>
        <message>
            <source>Centre</source>
            <translation>中心点</translation>
        </message>
        <message>
            <source>Holidays of</source>
            <translation>节假日所属国家</translation>
        </message>
        <message>
            <source>country, such as CN</source>
            <translation>国家代码，如CN</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>时区</translation>
        </message>
        <message>
            <source>Area codes</source>
            <translation>行政区划代码</translation>
        </message>
        <message>
            <source>330105, 330106</source>
            <translation>330105, 330106</translation>
        </message>
        <message>
            <source>For exercises only</source>
            <translation>仅供演练</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>说明</translation>
        </message>
    </context>
    <context>
        <name>TownWindow</name>
        <message>
            <source>District workshop</source>
            <translation>辖区工坊</translation>
        </message>
        <message>
            <source>The map comes here once a district is imported or opened.</source>
            <translation>导入或打开辖区后，地图显示在这里。</translation>
        </message>
        <message>
            <source>Import or open a district first</source>
            <translation>请先导入或打开一个辖区</translation>
        </message>
    </context>
    <context>
        <name>TownWork</name>
        <message>
            <source>There is nothing to undo</source>
            <translation>没有可撤销的操作</translation>
        </message>
        <message>
            <source>Undone: {what}</source>
            <translation>已撤销：{what}</translation>
        </message>
        <message>
            <source>There is nothing to do again</source>
            <translation>没有可重做的操作</translation>
        </message>
        <message>
            <source>Done again: {what}</source>
            <translation>已重做：{what}</translation>
        </message>
        <message>
            <source>Another window has unsaved work on this district too. Each keeps its own; what is saved second needs another name.</source>
            <translation>另一个窗口对该辖区也有未保存的修改。各自保留草稿；后保存者须另起名称。</translation>
        </message>
    </context>
    <context>
        <name>Transport</name>
        <message>
            <source>To the begin (Home)</source>
            <translation>到开头（Home）</translation>
        </message>
        <message>
            <source>One event back (Left)</source>
            <translation>退一条（←）</translation>
        </message>
        <message>
            <source>One event on (Right)</source>
            <translation>进一条（→）</translation>
        </message>
        <message>
            <source>To the end (End)</source>
            <translation>到结尾（End）</translation>
        </message>
        <message>
            <source>❚❚ Pause</source>
            <translation>❚❚ 暂停</translation>
        </message>
        <message>
            <source>▶ Play</source>
            <translation>▶ 播放</translation>
        </message>
        <message>
            <source>Play or pause (Space)</source>
            <translation>播放或暂停（空格）</translation>
        </message>
        <message>
            <source>Moment shown</source>
            <translation>当前时刻</translation>
        </message>
        <message>
            <source>Seconds of the replay in one: {n} (+, -)</source>
            <translation>每秒回放{n}秒（+、-）</translation>
        </message>
    </context>
    <context>
        <name>TriedModel</name>
        <message>
            <source>No.</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Reported</source>
            <translation>上报时间</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>事项</translation>
        </message>
        <message>
            <source>In force</source>
            <translation>现行</translation>
        </message>
        <message>
            <source>With this text</source>
            <translation>按此文本</translation>
        </message>
        <message>
            <source>Would be proposed</source>
            <translation>将提出的预案</translation>
        </message>
        <message>
            <source>nothing for sure</source>
            <translation>无确定预案</translation>
        </message>
    </context>
    <context>
        <name>TryTab</name>
        <message>
            <source>… and {n} more</source>
            <translation>…另有{n}项</translation>
        </message>
        <message>
            <source>only where something changes</source>
            <translation>仅看有变化的</translation>
        </message>
        <message>
            <source>Try again (F5)</source>
            <translation>重新试用（F5）</translation>
        </message>
        <message>
            <source>Past incidents</source>
            <translation>历史事件</translation>
        </message>
        <message>
            <source>Shifts that cannot fill the plan</source>
            <translation>无法满足预案的班次</translation>
        </message>
        <message>
            <source>Why, clause by clause</source>
            <translation>逐条原因</translation>
        </message>
        <message>
            <source>Trying it on past incidents and on the roster …</source>
            <translation>正在用历史事件和排班试用…</translation>
        </message>
        <message>
            <source>Choose a plan at the left.</source>
            <translation>请在左侧选择预案。</translation>
        </message>
        <message>
            <source>A plan with mistakes cannot be tried; Edit shows them.</source>
            <translation>有错误的预案不能试用，错误见“编辑”页。</translation>
        </message>
        <message>
            <source>Of the last {all} incidents, {n} concern this plan; for {d} this text changes something.</source>
            <translation>最近{all}起事件中，{n}起与本预案有关，其中{d}起结果不同。</translation>
        </message>
        <message>
            <source>Can the shifts fill it?</source>
            <translation>各班次能否满足？</translation>
        </message>
        <message>
            <source>Every usual shift has the teams for every level.</source>
            <translation>各常规班次均能满足各级别的队伍需求。</translation>
        </message>
        <message>
            <source>The duty roster of the next 7 days</source>
            <translation>今后7天的排班</translation>
        </message>
        <message>
            <source>It changes nothing of this.</source>
            <translation>与常规班次无差别。</translation>
        </message>
        <message>
            <source>{shift}: can be filled</source>
            <translation>{shift}：可以满足</translation>
        </message>
        <message>
            <source>Cannot be filled: {shift}</source>
            <translation>无法满足：{shift}</translation>
        </message>
        <message>
            <source>No past incident concerns this plan.</source>
            <translation>没有历史事件与本预案有关。</translation>
        </message>
        <message>
            <source>With this text</source>
            <translation>按此文本</translation>
        </message>
        <message>
            <source>In force</source>
            <translation>现行</translation>
        </message>
        <message>
            <source>There is no such plan.</source>
            <translation>没有此预案。</translation>
        </message>
    </context>
    <context>
        <name>UnderlayBox</name>
        <message>
            <source>Map tiles (*.mbtiles *.pmtiles);;All files (*)</source>
            <translation>地图瓦片 (*.mbtiles *.pmtiles);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Tiles beneath the map</source>
            <translation>外部底图</translation>
        </message>
        <message>
            <source>File or server</source>
            <translation>文件或服务</translation>
        </message>
        <message>
            <source>Datum</source>
            <translation>坐标系</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>浓度</translation>
        </message>
        <message>
            <source>Credit</source>
            <translation>图源署名</translation>
        </message>
        <message>
            <source>Browse …</source>
            <translation>浏览…</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>使用</translation>
        </message>
        <message>
            <source>Nothing beneath</source>
            <translation>不用底图</translation>
        </message>
        <message>
            <source>MBTiles or PMTiles with pictures, or a server. The console asks it, never the page; tiles are kept.</source>
            <translation>图片瓦片的 MBTiles、PMTiles 文件或瓦片服务。由控制台请求服务并保存瓦片，地图页面从不联网。</translation>
        </message>
    </context>
    <context>
        <name>UnitForm</name>
        <message>
            <source>Choose something in the list or on the map, or add it with Ctrl+N.</source>
            <translation>在列表或地图上选择一项，或按Ctrl+N新增。</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>字段</translation>
        </message>
        <message>
            <source>The district</source>
            <translation>辖区</translation>
        </message>
    </context>
    <context>
        <name>UnitList</name>
        <message>
            <source>What is placed</source>
            <translation>布设内容</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>Ctrl+N</source>
            <translation>Ctrl+N</translation>
        </message>
        <message>
            <source>Move</source>
            <translation>移动</translation>
        </message>
        <message>
            <source>Ctrl+M</source>
            <translation>Ctrl+M</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Delete in the list; Ctrl+Z brings it back</source>
            <translation>在列表中按Delete；Ctrl+Z恢复</translation>
        </message>
        <message>
            <source>From a file …</source>
            <translation>从文件导入……</translation>
        </message>
        <message>
            <source>To a file …</source>
            <translation>导出到文件……</translation>
        </message>
        <message>
            <source>Teams</source>
            <translation>队伍</translation>
        </message>
        <message>
            <source>Depots</source>
            <translation>物资库</translation>
        </message>
        <message>
            <source>Cameras</source>
            <translation>摄像机</translation>
        </message>
        <message>
            <source>Grids</source>
            <translation>网格</translation>
        </message>
        <message>
            <source>District</source>
            <translation>辖区</translation>
        </message>
        <message>
            <source>Positions in the files of this district are {datum}. Its fields are on the right.</source>
            <translation>该辖区文件中的坐标为{datum}。辖区字段见右侧。</translation>
        </message>
        <message>
            <source>None yet. Add one on the map, or take in a file.</source>
            <translation>还没有。可在地图上新增，或从文件导入。</translation>
        </message>
    </context>
    <context>
        <name>UnitModel</name>
        <message>
            <source>{n} kinds</source>
            <translation>{n}种</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Stock</source>
            <translation>库存</translation>
        </message>
        <message>
            <source>Picture from</source>
            <translation>视频源</translation>
        </message>
        <message>
            <source>Leader</source>
            <translation>网格长</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
    </context>
    <context>
        <name>UsePanel</name>
        <message>
            <source>Save and use</source>
            <translation>保存并启用</translation>
        </message>
        <message>
            <source>Name of the district</source>
            <translation>辖区名称</translation>
        </message>
        <message>
            <source>Save (Ctrl+S)</source>
            <translation>保存（Ctrl+S）</translation>
        </message>
        <message>
            <source>Save and open the workstation</source>
            <translation>保存并打开席位</translation>
        </message>
        <message>
            <source>What became of it</source>
            <translation>保存结果</translation>
        </message>
        <message>
            <source>Nothing is changed since it was saved.</source>
            <translation>保存后没有修改。</translation>
        </message>
        <message>
            <source>There is no district yet.</source>
            <translation>还没有辖区。</translation>
        </message>
        <message>
            <source>{count} comments of hand-edited files will not be kept: {first}</source>
            <translation>手工编辑文件中的{count}条注释将不会保留：{first}</translation>
        </message>
        <message>
            <source>Saved: {name}</source>
            <translation>已保存：{name}</translation>
        </message>
        <message>
            <source>Its fingerprint was {before} and is {after}. A live journal on this district notes the new one when its desk is next opened; a drill begun before cannot be gone on with.</source>
            <translation>辖区指纹由{before}变为{after}。使用该辖区的实战日志会在值守席下次打开时记下新指纹；此前开始的演练不能继续。</translation>
        </message>
        <message>
            <source>Saved as {name} in {folder}</source>
            <translation>已保存为{name}，位于{folder}</translation>
        </message>
        <message>
            <source>From the command line:</source>
            <translation>命令行：</translation>
        </message>
    </context>
    <context>
        <name>VersionsTab</name>
        <message>
            <source>Compared with</source>
            <translation>对比</translation>
        </message>
        <message>
            <source>the version before it</source>
            <translation>上一版本</translation>
        </message>
        <message>
            <source>what is in force</source>
            <translation>现行版本</translation>
        </message>
        <message>
            <source>Versions of the plan</source>
            <translation>预案版本</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>差异</translation>
        </message>
        <message>
            <source>Version {n}</source>
            <translation>第{n}版</translation>
        </message>
        <message>
            <source>draft</source>
            <translation>草稿</translation>
        </message>
        <message>
            <source>waits for approval</source>
            <translation>待审批</translation>
        </message>
        <message>
            <source>approved</source>
            <translation>已批准</translation>
        </message>
        <message>
            <source>withdrawn</source>
            <translation>停用</translation>
        </message>
        <message>
            <source>from its file</source>
            <translation>来自文件</translation>
        </message>
        <message>
            <source>proposed by {by}, {at}</source>
            <translation>{by} {at} 提交</translation>
        </message>
        <message>
            <source>approved by {by}, {at}</source>
            <translation>{by} {at} 批准</translation>
        </message>
        <message>
            <source>Choose a plan at the left.</source>
            <translation>请在左侧选择预案。</translation>
        </message>
        <message>
            <source>The first version: everything in it is new</source>
            <translation>首个版本：全部为新增</translation>
        </message>
        <message>
            <source>What differs</source>
            <translation>差异</translation>
        </message>
    </context>
    <context>
        <name>WallRows</name>
        <message>
            <source>and {n} more</source>
            <translation>另有{n}项</translation>
        </message>
    </context>
    <context>
        <name>WallWindow</name>
        <message>
            <source>Wall</source>
            <translation>大屏</translation>
        </message>
        <message>
            <source>Focus</source>
            <translation>焦点</translation>
        </message>
        <message>
            <source>Situation</source>
            <translation>态势</translation>
        </message>
        <message>
            <source>held, touch to let go</source>
            <translation>已锁定，再点解除</translation>
        </message>
        <message>
            <source>auto</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>stale since {time}</source>
            <translation>{time}起数据未更新</translation>
        </message>
        <message>
            <source>Video</source>
            <translation>视频</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>统计</translation>
        </message>
        <message>
            <source>Drill</source>
            <translation>演练</translation>
        </message>
        <message>
            <source>emergency {numbers}</source>
            <translation>应急事件 {numbers}</translation>
        </message>
        <message>
            <source>readable from {metres} m</source>
            <translation>可读距离 {metres} 米</translation>
        </message>
    </context>
    <context>
        <name>WhereBar</name>
        <message>
            <source>place, crossing of two roads, or latitude, longitude</source>
            <translation>地名、两条道路的路口，或“纬度, 经度”</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>On the map</source>
            <translation>在地图上选</translation>
        </message>
        <message>
            <source>The arrows move the map, Enter takes the place in its middle</source>
            <translation>方向键移动地图，回车取地图中心</translation>
        </message>
        <message>
            <source>Close the outline</source>
            <translation>闭合边界</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>{what}: click its corners one after another, or type them ({count} so far)</source>
            <translation>{what}：依次点击各角点，或逐个输入（已有{count}个）</translation>
        </message>
        <message>
            <source>Where is {what}? Click on the map, or type it</source>
            <translation>{what}在哪里？在地图上点击，或直接输入</translation>
        </message>
    </context>
    <context>
        <name>Working</name>
        <message>
            <source>Sent: {teams}</source>
            <translation>已派遣：{teams}</translation>
        </message>
        <message>
            <source>called back within 5 s</source>
            <translation>5秒内撤回</translation>
        </message>
        <message>
            <source>There is nobody to send for this incident now.</source>
            <translation>此事件目前没有可派的队伍。</translation>
        </message>
        <message>
            <source>There is no higher level to raise to here.</source>
            <translation>没有可提升的更高级别。</translation>
        </message>
        <message>
            <source>Posture {posture}</source>
            <translation>平战状态 {posture}</translation>
        </message>
    </context>
    <context>
        <name>WorkstationWindow</name>
        <message>
            <source>Dispatch console · seat {seat}</source>
            <translation>应急指挥调度台 · 席位{seat}</translation>
        </message>
        <message>
            <source>EXERCISE</source>
            <translation>演练</translation>
        </message>
    </context>
    <context>
        <name>ZoomButtons</name>
        <message>
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Show the whole district</source>
            <translation>显示整个辖区</translation>
        </message>
    </context>
</TS>
