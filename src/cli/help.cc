// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"
#include "cli/record_command.h"

namespace qingxin::cli {

namespace {

constexpr std::string_view kProgram = R"(清薪：农民工工资支付核查

用法
  qingxin verify 文件夹 [选项]     核查一个账套目录（或一个 .SIF 代发文件）
  qingxin explain 编号 --in 文件夹 讲清一条疑点：规则、所据各行、日期怎样算、条文
  qingxin law deadline [选项]      按法定工作日推算期限
  qingxin rules list|show|articles 核查规则、条文和例子
  qingxin book build|info          把账套建成一个账册文件，以后核查不必再读表格
  qingxin import 文件夹 --data 库  把一个账套目录存进库里，核查它够得着的项目
  qingxin batch list|show|…        库里的批次：列出、预看、启用、撤回、被拒收的行
  qingxin recheck --data 库        重新核查可能变了的项目
  qingxin warning list|show|…      预警：答复、采纳、退回、消除，每天一次 tick
  qingxin notice list|send|…       通知：短信、邮件、企业微信、钉钉、网址推送；渠道、停发名单
  qingxin clue add|import|show|…   线索：登记、导入、并案、核定、答复、查找、导出
  qingxin case open|step|show|…    案件：立卷、记步骤、欠薪和付款、期限、回头看、实时的数
  qingxin indicator show|rows|…    指标：算法和后面的行；另有 priority list、coverage show
  qingxin campaign|task|…          督查记录：专项行动、任务、检查、隐患、督办；见 record --help
  qingxin view list|delete         存下的筛选；export list 导出记录
  qingxin backup 新文件夹 --data 库 备份，边用边备；restore 恢复，可换到另一种数据库
  qingxin doctor --data 库         体检：权限、密钥、数据库、磁盘、时钟、放假安排
  qingxin template 文件夹          写出空白的账套模板
  qingxin sample 文件夹 [选项]     写出一个虚构的县，供试用
  qingxin user|unit                用户和单位：谁能看什么
  qingxin key rotate               更换主密钥
  qingxin audit verify             核验审计链
  qingxin serve --data 文件夹      开成服务
  qingxin config check|show        核对服务的配置，写出每一项
  qingxin --version                版本

每个命令都可以加 --help 看它的选项。
)";

constexpr std::string_view kVerify = R"(用法
  qingxin verify 文件夹|文件.SIF [选项]
  qingxin verify --book 账册 [选项]
  qingxin verify --data 数据文件夹 [选项]

读一个文件夹里的项目、花名册、考勤、工资表、专户、代发明细等表，逐人逐月核查，
说明谁没有领到工资、依据哪一条、在哪个文件第几行、下一步做什么。

范围
  --month 2026-10             只看一个工资月
  --months 2026-01..2026-10   看一段工资月；不写则看全部
  --region 130100             只看这个行政区划（按前缀，末尾成对的 00 不计）
  --rules W01,W02             只运行这些规则（写错了会列出可用的）
  --all-rules                 依据待核的规则也运行
  --as-of 2026-11-22          截至哪一天；不写则为今天

输出
  --xlsx 结果.xlsx            写出工作簿：总览 五链 疑点清单 欠薪名册 无法判定 拒收明细
  --marked 文件夹             有行被拒收的文件各写一份标记副本，供填报人改正后重交；
                              文件夹须是新的或空的，副本里身份证号不遮盖
  --json 结果.json            写出 JSON；写 - 则输出到屏幕，不再输出文字
  --reveal                    身份证号不遮盖；与 --data 同用要写 --reason
  --reason 理由               为什么要看全文：5 到 500 个字，记进审计
  --brief                     只要数：每条规则几条、几人、多少钱，不写证据和理由，快几倍
  --list 疑点.csv             与 --brief 同用，另写一份疑点清单；写 - 则输出到屏幕，不再输出文字

其他
  --data 数据文件夹           核查库里在用的事实（qingxin import）
  --database 连接字符串       库在 PostgreSQL 里：postgresql://用户@主机/库名
  --book 账册                 核查由文件夹建成的账册（qingxin book build），结果相同；
                              标记副本要原来的文件夹才写得出
  --law 文件夹                用这个文件夹里的 law/，不用程序自带的法规数据
  --threads N                 线程数；不写则用全部处理器
  --pack 规则包               用这个规则包定哪些规则运行、什么颜色：自带的名字或 .toml 文件
  --help                      这一页

退出状态
  0 没有疑点，都判定了    1 有疑点    4 没有疑点，但缺表缺列，有判定不了的
  2 命令写错了            3 文件夹、文件或机器出错
)";

constexpr std::string_view kDeadline = R"(用法
  qingxin law deadline --from 日期 (--working-days N | --days N | --months N | --pay-date)

按国务院公布的放假安排推算期限。第一行是期限和把握（firm 确定，provisional 暂定），
以下列出哪些天计入、哪些天不计。

  --from 2026-02-12     起算日，当日不计；与 --pay-date 同用时是约定的发薪日
  --working-days N      N 个工作日
  --days N              N 日，末日是休息日的顺延
  --months N            N 个月，没有对应日的到月末；末日是休息日的顺延
  --pay-date            发薪日，遇休息日或节假日提前到最近的工作日
  --law 文件夹          用这个文件夹里的 law/，不用程序自带的法规数据
  --help                这一页
)";

constexpr std::string_view kLaw = R"(用法
  qingxin law deadline --from 日期 (--working-days N | --days N | --months N | --pay-date)

  qingxin law deadline --help   看它的选项
)";

constexpr std::string_view kExplain = R"(用法
  qingxin explain 编号 --in 文件夹 [选项]
  qingxin explain 编号 --book 账册 [选项]
  qingxin explain 编号 --data 数据文件夹 [--database 连接字符串] [选项]

重新核查文件夹或账册，把一条疑点从头讲清楚：规则、所据的每一行、日期逐日怎样算、用到的参数、
条文（转述）、下一步。编号见 --json 的 id 或工作簿「疑点清单」，可以只写前 6 位以上。

  --as-of 2026-11-22    截至哪一天；不写则为今天，与核查时相同才找得到
  --for contractor      给企业看：只说自己能做什么；不写则为 inspector（监察）
  --html 疑点.html      另写一页，可以用浏览器打印
  --reveal              身份证号、卡号不遮盖；与 --data 同用要写 --reason
  --reason 理由         为什么要看全文：5 到 500 个字，记进审计
  --all-rules           依据待核的规则也算在内
  --law 文件夹          用这个文件夹里的 law/，不用程序自带的法规数据
  --help                这一页
)";

constexpr std::string_view kRules = R"(用法
  qingxin rules list                 全部规则：颜色、依据、是否运行
  qingxin rules show W02 [选项]      一条规则：情形、条文（转述）、参数、例子
  qingxin rules articles             按条文看：哪些规则核查它
  qingxin rules page                 写出 docs/rules.md 的内容
  qingxin rules try 规则包 文件夹    换一个规则包，预警会变成怎样；只试算，什么也不改
  qingxin rules try 规则包 --data 数据文件夹    同上，用库里在用的事实

show 的选项
  --region 130100       参数按这个行政区划
  --as-of 2026-11-22    参数按这一天；不写则为今天
  --in 文件夹           参数先看这个账套目录的 参数.toml

try 的选项
  --book 账册           用账册，不写文件夹
  --data、--database    用库里在用的事实，不写文件夹
  --against 规则包      与哪个包比；不写则为 default
  --months 2026-01..2026-10   看一段工资月；--month 只看一个；不写则看全部
  --as-of 2026-11-22    截至哪一天；不写则为今天
  --region 130100       只看这个行政区划
  --threads N           线程数；不写则用全部处理器
  --json                写出 JSON

都可以用
  --law 文件夹          用这个文件夹里的 law/，不用程序自带的法规数据
  --help                这一页
)";

constexpr std::string_view kBook = R"(用法
  qingxin book build 文件夹 [-o 账册] [--threads N]
  qingxin book info 账册 [--json]

build 把一个账套目录建成一个账册文件：全部行，不论日期，连同 参数.toml。以后
qingxin verify --book 账册 直接核查它，与核查文件夹结果相同，不必再读表格；表格改了要重新建册。
同一个文件夹建成的账册逐字节相同。账册里的身份证号没有遮盖，请像原表一样保管。

  -o 账册        文件名；不写则在文件夹旁边，叫 文件夹名.book
  --threads N    线程数；不写则用全部处理器

info 说明账册里有什么：各表行数、月份、人数、最晚的日期、各部分的大小。每个字节都会核对，
缺损或改动过的账册不读。

  --json         输出 JSON

  --help         这一页
)";

constexpr std::string_view kImport = R"(用法
  qingxin import 文件夹 --data 数据文件夹 [选项]

读一个账套目录（与 verify 读法相同），存进库里成为一批：每一行记着批次、文件、行号，拒收的行也记着。
库里已有的项目、专户不必再报一遍。存好就启用，并只重新核查它够得着的项目。
同一个文件夹再导入一次无害；同名同表的文件已在用时要说明是更正还是另一份。
已有的项目台账、花名册照样导入，列名不同的写在 列名.toml 里；企业名册用 qingxin unit import。

  --data 数据文件夹     库和密钥放在里面；没有就新建，只有自己能看
  --database 连接字符串 用 PostgreSQL：postgresql://用户@主机/库名；密钥仍在数据文件夹里
  --preview             预看：存成待用，说明启用以后会判出什么
  --wait                存成待用，以后再 batch use
  --replace             同名同表的文件顶替正在用的那份，旧的留作历史
  --beside              同名的文件与正在用的那份并存
  --corrects [文件名=]批次/第几份   这份文件更正哪一份，可写多次
  --note 说明           这一批的说明
  --unit 编号           交这一批的单位；不写则为本机构
  --pack 规则包         启用以后预警按哪个包；不写则为 default
  --key 键              这一批的键；不写则由文件内容算出，内容相同就是同一批
  --as-of 2026-11-22    核查截至哪一天；不写则为今天
  --json                输出 JSON
  --threads N           线程数；不写则用全部处理器
  --law 文件夹          用这个文件夹里的 law/，不用程序自带的法规数据
  --help                这一页

退出状态
  0 全部采用    4 有行被拒收    2 命令写错了    3 文件夹、文件、库或机器出错
  预看的退出状态与 verify 相同
)";

constexpr std::string_view kBatch = R"(用法
  qingxin batch list --data 数据文件夹            全部批次，先收的在前
  qingxin batch show 批次 --data 数据文件夹       各份文件、更正的来去
  qingxin batch rejects 批次 --data 数据文件夹    被拒收的行
  qingxin batch preview 批次 --data 数据文件夹    启用以后会判出什么
  qingxin batch use 批次 --data 数据文件夹        启用待用的一批，重新核查它够得着的项目
  qingxin batch withdraw 批次 --data 数据文件夹   撤回待用的一批；已启用的不能撤回，只能更正

  --database 连接字符串   用 PostgreSQL：postgresql://用户@主机/库名
  --after 批次            list：只列这一批以后的
  --pack 规则包           use：预警按哪个包；不写则为 default
  --as-of 2026-11-22      核查截至哪一天；不写则为今天
  --json                  输出 JSON
  --threads N             线程数；不写则用全部处理器
  --law 文件夹            用这个文件夹里的 law/，不用程序自带的法规数据
  --help                  这一页
)";

constexpr std::string_view kRecheck = R"(用法
  qingxin recheck --data 数据文件夹 [--all] [选项]

重新核查可能变了的项目，记下疑点的新开、变化、消除、再现：新启用的批次说到的项目，与它们有同一个人、
卡、账号、名称的项目，期限到了的项目；换了月份、参数、法规数据或程序时是全部项目。核查过的项目，预警
随着疑点发出、升降、消除。每天运行一次即可；qingxin serve 开着时它自己做。

  --all                   全部项目都重新核查，全部预警都重算；结果应与不写时相同
  --pack 规则包           预警按哪个包：名字或文件；不写则为 default
  --database 连接字符串   用 PostgreSQL：postgresql://用户@主机/库名
  --as-of 2026-11-22      截至哪一天；不写则为今天；不能早于已核查到的那一天
  --json                  输出 JSON
  --threads N             线程数；不写则用全部处理器
  --law 文件夹            用这个文件夹里的 law/，不用程序自带的法规数据
  --help                  这一页
)";

constexpr std::string_view kWarning = R"(用法
  qingxin warning list --data 数据文件夹 [--state waiting] [--all]   预警；已消除的不列，--all 全列
  qingxin warning show 预警 --data 数据文件夹                       组成、期限、下一级、经过
  qingxin warning answer 预警 --text 答复 [--file 附件]… --data …   答复；附件只记文件名和 SM3
  qingxin warning review 预警 --accept|--send-back [--why 理由] …   采纳或退回
  qingxin warning clear 预警 --why 理由 --data …                    人工消除
  qingxin warning tick --data …    每天一次：过期的上一级，数据变了的重算；停了几天一次补齐

  --database 连接字符串   用 PostgreSQL：postgresql://用户@主机/库名
  --pack 规则包           自带的名字或 .toml 文件；不写则为 default
  --key 键                客户自编，重交无害；同键不同内容会拒绝
  --as-of 2026-11-22      当作这一天；不写则为今天
  --after 预警            list：只列这一条以后的
  --json                  输出 JSON
  --help                  这一页
)";

constexpr std::string_view kNotice = R"(用法
  qingxin notice list --data 数据文件夹 [--state unknown] [--all]   通知；完了的不列，--all 全列
  qingxin notice send --data … --config 配置   写出该发的，把到时候的发掉；服务开着时它自己做
  qingxin notice retry 通知 …                  从头再发：核实过没有送到的、多次未成的、被拒收的
  qingxin notice call-off 通知 …               不发了
  qingxin notice stop --channel 渠道 --to 收件人 --why 理由 …   停发名单：不再发给他
  qingxin notice allow --channel 渠道 --to 收件人 …             从停发名单里去掉
  qingxin notice test --channel 渠道 [--to 收件人] …            发一件测试通知，看渠道通不通
  qingxin notice contact --unit 单位 --channel 渠道 [--to 收件人] …   单位的联系方式，预警发给他
  qingxin notice contacts …、end-contact 联系方式 …             列出、去掉
  qingxin notice receipt 线索 --channel 短信渠道 …              告诉实名反映人，情况已登记
  qingxin notice secret 名字 --data …          从标准输入读一个渠道口令，封进数据文件夹；空的去掉

渠道和模板写在另一个文件里，见 docs/outbox.md；测试没有送到的，状态是 1。

  --config 文件           服务的配置，其中 [outbox] file 是渠道的文件
  --database 连接字符串   用 PostgreSQL：postgresql://用户@主机/库名
  --after 通知            list：只列这一件以后的
  --json                  list：输出 JSON
  --help                  这一页
)";

constexpr std::string_view kClue = R"(用法
  qingxin clue add --text 反映内容 --data 数据文件夹 [选项]   登记一件，说出可能与哪些是同一事项
  qingxin clue import 文件.csv|.xlsx [--channel 渠道] --data …   导入平台、12345 等导出的文件
  qingxin clue list [筛选] --data …            线索台账，新的在前
  qingxin clue search 词… [筛选] --data …      原话里有这些词的，两个字就查得到；人名、号码查不到
  qingxin clue show 线索 --data …              原话、从中读出的建议、来源、同一事项
  qingxin clue merge 线索 线索…|--likely …     并案：来源和人都留着；--likely 并入全部很可能相同的
  qingxin clue apart 线索 --why 理由 …         分案：又成单独一件
  qingxin clue class 线索 --class 分类 …       核定分类，连同写出的单位、项目、月份、金额、人数
  qingxin clue compare 线索 --data …           与项目的花名册、考勤、工资表、代发对照，列出要问清的
  qingxin clue receipt 线索 --data …           换一个查询码，原来的作废
  qingxin clue proof 线索 --out 证明.docx|.html …   登记证明：换一个查询码，印成一张，带二维码；
                                               有查询码的写 --code 查询码，不换
  qingxin clue look-up 查询码 --data …         反映人凭 16 位查询码看自己这一件：办到哪一步、期限、答复
                                               --stars 1 至 5：答复以后评一次满意度
  qingxin clue export --out 文件.csv|.xlsx --reason 理由 [筛选] …   写出办理情况，交回原渠道，或作台账
  qingxin clue receive 线索 --as 登录名 …      接收
  qingxin clue draft 线索 --text 答复 [--people 人数 --amount 金额] --as 登录名 …   拟答复
  qingxin clue answer 线索 --document 文号 --as 登录名 …   由没有办过的人发出；六类问题没有改好的发不出
  qingxin clue step 线索 步骤 [各项] --as 登录名 …   记别的步骤；各项与 case step 相同
  qingxin clue life 线索 --data …              走到哪里、期限、还缺什么、现在能做什么

不因材料不全而不收：没有证件号、电话、金额、人数都照登，没有说的就是没有说，不是零。
同一渠道的同一编号再来一次，内容相同的不再记；不同的记为又一次，原来的留着。

add 的选项
  --text-file 文件      反映内容在文件里（UTF-8，至多 1 MB，一字不改地存）
  --channel 渠道        全国平台、12345、互联网+督查、书记省长信箱、信访、综治、舆情、工会、来访、
                        接访日、监察电话、维权二维码、检查发现、预警转入；不写则为来访
  --number 编号         原渠道的编号
  --arrived 时间        原渠道收到的时间，2026-11-20 或 "2026-11-20 14:30"；不写则为现在
  --name --phone --id-number   反映人；--people 名单.csv|.xlsx 另附名单（姓名 证件号 联系电话 欠薪金额）
  --confidential        保密；--anonymous 匿名；都不写则为实名
  --receipt             给一个查询码，连同可以打印的回执各项
  --notify --config 配置   反映人同意的，登记后发短信告诉他；保密和匿名的不发。配置是服务的配置
  --unit 编号           接到的单位；不写则为本机构
  --field construction|other   是不是工程建设领域
  --key 键              客户自编，重交无害；同键不同内容会拒绝

add 和 class 的选项
  --employer 单位 --employer-code 信用代码 --project 项目编号 --project-name 项目名称 --place 地点
  --region 区划代码 --industry 行业 --months 2026-08,2026-09 --amount 金额 --head-count 人数

分类：拖欠工资、拖欠工程款、合同或结算纠纷、其他劳动争议、不属劳动保障

筛选
  --channel --number --class --region --project 项目编号 --matter 线索
  --confirmed、--unconfirmed   核定了、还没有核定的
  --since 时间 --until 时间    来件时间；--after 线索 只列更早登记的
  --save-view 名字      list、search：把这些筛选存下来；以后写 --view 名字，可以再加别的条件

export 的选项
  --reason 理由         5 到 500 个字。每次导出取一个编号，谁、何时、为什么、筛选、行数、SM3 都记下来，
                        编号写在每一行和打印的每一页上；见 qingxin export list
  --reveal              加一列涉及人员的姓名；要求保密的不写

show 的选项
  --reveal --reason 理由  姓名、号码不遮盖；谁为什么看，记进审计
  --purpose             handle_case（不写即是）、call_back、asked_by_person

import 的列：反映内容* 来件编号 来源渠道 来件时间 反映人 联系电话 证件号 用人单位 统一社会信用代码 项目名称
项目编号 欠薪地点 区划代码 行业 工程建设 欠薪月份 欠薪金额 欠薪人数 是否保密。常见的别名认得，别的写在旁边
列名.toml 的 [clues] 里（名单是 [people]）。读不成金额、人数、时间的格子，原话留在反映内容里并说明；
有行被拒收，退出状态是 4。

  --as 登录名             以谁的名义；接收、拟答复、答复都要写，核定、并案写了就记进经过
  --database 连接字符串   用 PostgreSQL：postgresql://用户@主机/库名；密钥仍在数据文件夹里
  --json                  输出 JSON
  --help                  这一页
)";

constexpr std::string_view kCase = R"(用法
  qingxin case open 线索… --as 登录名 --data 数据文件夹     立卷：几条线索并成一件，人和来源都留着
  qingxin case open --warning 预警 | --reason 查到什么 …    由预警转，或自行发现
  qingxin case list [筛选] --data …            案件台账，期限按现在算
  qingxin case show 案件 --data …              两个了结还缺什么、期限、各条线、逐人欠薪、现在能做什么
  qingxin case step 案件 步骤 [各项] --as 登录名 …   记一步；缺什么、现在能做什么都说出来
  qingxin case join 案件 线索… --as 登录名 …   又有线索并入
  qingxin case arrears 案件 --from-facts | --name 姓名 --amount 金额 --evidence 依据 | --people 名单 …
                                               逐人查明欠多少：从在用的资料取，或登记；不知道不等于零
  qingxin case settle 案件 --from-facts | --worker 第几人 --bank 流水号|--receipt 扫描件|--judgment 案号 …
                                               逐人怎么付清的：代发的从资料取，或登记
  qingxin case call 案件 --worker 第几人 [--index 第几笔] --answer 收到了|没收到|没有打通 --as 登录名 …
                                               回访：办过的人不能打；没收到的，已经了结的自动撤回
  qingxin case delay 卷号 --defect 超期办理 [--clock 期限 --due 应于哪天] --account 原因 --as 登录名 …
                                               认可卷里这一处已经过去的迟延，照样计数，以后的另算
  qingxin case note 卷号 [各项] …              项目、单位、项目性质、事件、与反映不同的原因
  qingxin case clock 案件 --data …             每个期限从哪一步起、怎么算的、依据哪条
  qingxin case assign 卷号… --to 登录名 --key 键 --as 登录名 …   批量指定承办人：每一件各自办成，或说明为什么不成
  qingxin case export --out 文件.csv|.xlsx --reason 理由 [筛选] …   导出台账，取一个编号；--reveal 加一列姓名
  qingxin case look-back --year 2026 [--sample 几件 --seed 种子] [--draw] …   回头看：全部，或抽查
  qingxin case figures [--year 2026] --data …  两个清零、存量增量、办结率、按期率、立案占比、重复欠薪
  qingxin case rules [规则.toml] --data …      升级规则：看，或换成当地的
  qingxin case tick --data …                   每天一次：提醒、升级、日历更正；开着服务时它自己做

步骤写中文（立案、责令·送达）或名字（filed、order_served），全部见 docs/casework.md。

step 的各项
  --number 第几个        同一条线有几个时，是哪一个
  --by 谁的行为          工人、接收人、承办人、审核回访人、负责人、上级……；只有一种可能时不写
  --at 时间              什么时候发生的，2026-11-20 或 "2026-11-20 14:30"；不写则为现在，不能在将来
  --reason --document --route 下一步去处 --legal-aid --heard --day 日期 --body 单位编号 --amount
  --base --people --assignee 登录名 --team 登录名,登录名 --photo --paper 材料=文号 --link --venue
  --channel --class --outcome --ground --measure --satisfaction
  --key 键               客户自编，重交无害；同键不同内容会拒绝

open、note 和 list 的选项
  --project 项目编号 --region 区划 --industry --project-name --employer --employer-code
  --funding 政府投资|国企项目|PPP 项目|其他项目
open：--class 分类，--found 不是投诉而是自行查处，--id 编号；note：--incident 集体访 --crime reached
  --why-not-as-claimed 原因 --why-no-police 原因
list：--open 未销账 --concluded --cleared --overdue --state 状态 --owner 单位 --assignee 登录名 --class
  --backlog 没有方案的积案（今年以前首问）--backlog-days 首问以来超过几天
  --since --until --after --save-view 名字；--view 名字 用存下的筛选（export 也可以）

settle 的选项
  --amount --at --source 付款义务人|工资保证金|保函|应急周转金|强制执行
  --state 已发指令|已到账|已退回   银行付款到哪一步；--index 第几笔 改已记的那一笔

  --as 登录名             以谁的名义；本机操作员自己不是任何一方，记不了别人的步骤
  --as-of 2026-11-22      list、show、clock、figures、tick：当作这一天；arrears --from-facts：截至这一天
  --reveal --reason 理由  show：姓名、号码不遮盖；谁为什么看，记进审计
  --database 连接字符串   用 PostgreSQL：postgresql://用户@主机/库名；密钥仍在数据文件夹里
  --json                  输出 JSON
  --help                  这一页

退出状态
  0 做成了    4 tick：有的卷看不了，assign：有的没有指定成，别的都做了    2 命令写错了    3 做不成，或数据、机器出错
)";

constexpr std::string_view kPaper = R"(用法
  qingxin paper write 案卷 --file 文书.json [--out 文书.docx|.html] --data …   写、编号、留底
  qingxin paper list 案卷 --data …             这一卷的文书
  qingxin paper show 文书 [--out 文书.docx|.html] --data …   一份文书和它的送达；--out 取出原件
  qingxin paper show 文书 --posted --out …     张贴的一份，不附工人明细；贴好了用 serve 记下照片
  qingxin paper show 文书 --reveal --reason 理由 --out …   别的单位看附有工人明细的；谁为什么看，记进审计
  qingxin paper serve 文书 --way 方式 --at 时间 --place 地点 --officer 甲 --officer 乙 --key 键 …
  qingxin paper void 文书 --why 理由 --data …  作废：文号留着，不再给别的文书

文书.json 写人要说的话（docs/papers.md 有全部栏目和例子）；期限、出具单位、工人还欠多少取自案卷。缺什么，
说出缺的是哪一样，不留空，也不占号。

show 的选项
  --purpose             handle_case（不写即是）、call_back、asked_by_person

serve 的选项
  --way 方式            直接送达、留置送达、邮寄送达、电子送达、张贴送达
  --received-by 谁      签收人和他的身份；--refusal 拒收的经过；--witness 见证人
  --photo 编号          照片，可写几次；--document 邮件号或送达确认书
  --key 键              自编，重交无害；同键不同内容会拒绝

  --as 登录名           替谁记
  --database 连接字符串   用 PostgreSQL：postgresql://用户@主机/库名；密钥仍在数据文件夹里
  --json                输出 JSON
  --help                这一页
)";

constexpr std::string_view kView = R"(用法
  qingxin view list --data 数据文件夹           存下的筛选和它们的条件
  qingxin view delete 名字 --data 数据文件夹    删去一个

存用 qingxin clue list … --save-view 名字；用的时候写 --view 名字。

  --register clues|cases|records  线索台账（不写即是）、案件台账、督查记录
  --database 连接字符串   用 PostgreSQL：postgresql://用户@主机/库名
  --json                  输出 JSON
  --help                  这一页
)";

constexpr std::string_view kExport = R"(用法
  qingxin export list --data 数据文件夹 [--register clues] [--year 2026]   台账导出记录，新的在前

每个单位每年每种台账从 1 号起，不跳号；没有写成的也占着号，写明没有写成。

  --after 编号            只列更早的
  --database 连接字符串   用 PostgreSQL：postgresql://用户@主机/库名
  --json                  输出 JSON：筛选、行数、SM3
  --help                  这一页
)";

constexpr std::string_view kTemplate = R"(用法
  qingxin template 文件夹

写出空白的账套模板：每张表一个文件，带表头和填写说明。

  --help   这一页
)";

constexpr std::string_view kSample = R"(用法
  qingxin sample 文件夹 [选项]

写出一个虚构的县（平川县，990123），供试用和测速。埋下的问题记在 planted.csv。
同一个种子写出的文件逐字节相同。

  --seed S        种子，0 或以上的整数；不写为 1
  --projects N    项目数，1–100000；不写为 60
  --months M      月数，到 2026-10 为止，1–120；不写为 6
  --plain         全部写成 UTF-8 的 CSV，供测速；不写则像真实办公室那样格式不一
  --attendance F  和 --plain 一起用：daily 一人一日一行，monthly 一人一月一行；不写为 daily
  --clean         一处问题也不埋，只有合乎规定的平常事和临界的情形
  --law 文件夹    用这个文件夹里的 law/，不用程序自带的法规数据
  --help          这一页
)";

constexpr std::string_view kUser = R"(用法
  qingxin user add --login 登录名 --name 姓名 --role 角色 --district 区划 [选项]
  qingxin user list
  qingxin user disable|enable|reset-password --login 登录名

添加用户、重设口令，都显示一次性口令，只显示一次；第一次登录必须改掉。

  --role        office inspector industry_authority leader street owner general_contractor
                labour_officer subcontractor bank assessor administrator auditor
  --district    看得见的区划，区划代码的开头几位，可以几个：990123,9902；写 全部 则不限
  --industry    看得见的行业，如 水利,交通；不写则不限
  --unit        属于哪个单位（编号）；企业和银行只看得见它参与的项目
  --units       还看得见哪些单位参与的项目
  --data 文件夹 --database postgresql://…
  --help        这一页
)";

constexpr std::string_view kUnit = R"(用法
  qingxin unit add --name 名称 --region 区划代码 [选项]
  qingxin unit import 企业名册.xlsx [--region 区划代码]
  qingxin unit list
  qingxin unit member --group 集团编号 --member 单位编号

import 登记一张名册里的企业（.xlsx 或 .csv，列：企业名称* 统一社会信用代码 区划代码 类别；列名不同的
写在旁边 列名.toml 的 [firms] 里）。已有的不再登记，有错的行逐行说明，其余照登。有行被拒收，退出状态是 4。

  --credit-code 统一社会信用代码：凭它认出单位参与的项目
  --region      单位在哪里；import 时是没有写区划的那些行的
  --kind        office authority enterprise bank group
  --industry    行业主管部门管的行业
  --parent      上级单位的编号
  --data 文件夹 --database postgresql://…
  --help        这一页

集团的人看得见各成员参与的项目，不论在哪个区划。
)";

constexpr std::string_view kKey = R"(用法
  qingxin key rotate
  qingxin key due
  qingxin key tell-end|agree-end|end --project 项目编号

rotate 换一把主密钥，把各项目的密钥都换到它下面；断了可以再来。
due 列出保存期满、还没有告知的项目：完工并且结清工资满三年。
end 销毁一个项目的密钥：证件号、手机号、卡号从此谁也看不到，金额和散列还在。先 tell-end 告知，
再由一个人 agree-end 同意，才能 end。保存期没有满的不能告知，也不能销毁。

  --data 文件夹 --database postgresql://…
  --help        这一页
)";

constexpr std::string_view kAudit = R"(用法
  qingxin audit verify [--json]

逐条核验审计链：哪一条被改、被删、被插、被挪。

  --json        写出 JSON
  --data 文件夹 --database postgresql://…
  --help        这一页

退出状态
  0 没有改动    1 被动过    2 命令写错了    3 数据或机器出错
)";

constexpr std::string_view kBackup = R"(用法
  qingxin backup 新文件夹 --data 数据文件夹 [--database 连接字符串] [--without-key]

备份库里的全部内容，别人可以照常使用；备的是同一时刻的样子。备份本身就是一个数据文件夹（SQLite），
可以用 --data 打开来看；写好以后从头读一遍，与原来的逐表核对。

  --without-key  密钥不放进备份：单独拿到备份的人打不开遮蔽的内容，恢复时要另给密钥
  --json         输出 JSON：各表行数和摘要

  --help         这一页
)";

constexpr std::string_view kRestore = R"(用法
  qingxin restore 备份文件夹 --data 新的数据文件夹 [--database 连接字符串] [--key 密钥文件]

先把备份从头读一遍，与它的清单逐表核对，再写到空的地方；写到 PostgreSQL 也行，就是从 SQLite 搬家。
缺损、改动过的备份不用，已经有数据的地方不写。

  --key 密钥文件  备份不带密钥时：备份那时数据文件夹里的 master.key
  --json          输出 JSON：各表行数和摘要

  --help          这一页
)";

constexpr std::string_view kDoctor = R"(用法
  qingxin doctor --data 数据文件夹 [--database 连接字符串] [--json]

体检：数据文件夹和密钥的权限、数据库是否完好、库表到哪一步、磁盘、时钟、等着没有启用的批次、放假安排。
什么也不改。有「坏」的一项，退出状态是 1。

  --help         这一页
)";

constexpr std::string_view kServe = R"(用法
  qingxin serve --data 文件夹 [选项]

开成服务，能答话时说一行 listening on http://地址:端口。停止：SIGTERM 或 SIGINT。
管理员的说明在 docs/serve.md。

  --data 文件夹     存放密钥和库的文件夹，没有就新建，只有属主能看
  --database 连接   PostgreSQL，如 postgresql://qingxin@db/qingxin；不写则用文件夹里的 SQLite
  --listen 地址     如 127.0.0.1:8080；端口 0 由系统选；不写则按配置
  --config 文件     配置（TOML）；不写则各项用默认值
  --help            这一页
)";

constexpr std::string_view kConfig = R"(用法
  qingxin config check 文件    核对一个配置文件，说出哪一行不对、怎么改
  qingxin config show [文件]   写出每一项的值、范围和意思；不写文件则为默认值

写出来的就是一个可以用的配置文件。
)";

}  // namespace

const std::vector<HelpText>& help_texts() {
  static const std::vector<HelpText> kTexts = [] {
    std::vector<HelpText> texts{{"", kProgram},          {"verify", kVerify},
                                {"law", kLaw},           {"law deadline", kDeadline},
                                {"explain", kExplain},   {"rules", kRules},
                                {"book", kBook},         {"import", kImport},
                                {"batch", kBatch},       {"recheck", kRecheck},
                                {"template", kTemplate}, {"sample", kSample},
                                {"user", kUser},         {"unit", kUnit},
                                {"key", kKey},           {"audit", kAudit},
                                {"warning", kWarning},   {"clue", kClue},
                                {"notice", kNotice},     {"paper", kPaper},
                                {"case", kCase},         {"view", kView},
                                {"export", kExport},     {"backup", kBackup},
                                {"restore", kRestore},   {"doctor", kDoctor},
                                {"serve", kServe},       {"config", kConfig}};
    for (const RecordHelp& one : record_help()) texts.push_back({one.noun, one.text});
    return texts;
  }();
  return kTexts;
}

}  // namespace qingxin::cli
