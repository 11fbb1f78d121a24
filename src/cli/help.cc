// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

namespace qingxin::cli {

namespace {

constexpr std::string_view kProgram = R"(清薪：农民工工资支付核查

用法
  qingxin verify 文件夹 [选项]     核查一个账套目录（或一个 .SIF 代发文件）
  qingxin explain 编号 --in 文件夹 讲清一条疑点：规则、所据各行、日期怎样算、条文
  qingxin law deadline [选项]      按法定工作日推算期限
  qingxin rules list|show|articles 核查规则、条文和例子
  qingxin book build|info          把账套建成一个账册文件，以后核查不必再读表格
  qingxin template 文件夹          写出空白的账套模板
  qingxin sample 文件夹 [选项]     写出一个虚构的县，供试用
  qingxin --version                版本

每个命令都可以加 --help 看它的选项。
)";

constexpr std::string_view kVerify = R"(用法
  qingxin verify 文件夹|文件.SIF [选项]
  qingxin verify --book 账册 [选项]

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
  --reveal                    身份证号不遮盖
  --brief                     只要数：每条规则几条、几人、多少钱，不写证据和理由，快几倍
  --list 疑点.csv             与 --brief 同用，另写一份疑点清单；写 - 则输出到屏幕，不再输出文字

其他
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

重新核查文件夹或账册，把一条疑点从头讲清楚：规则、所据的每一行、日期逐日怎样算、用到的参数、
条文（转述）、下一步。编号见 --json 的 id 或工作簿「疑点清单」，可以只写前 6 位以上。

  --as-of 2026-11-22    截至哪一天；不写则为今天，与核查时相同才找得到
  --for contractor      给企业看：只说自己能做什么；不写则为 inspector（监察）
  --html 疑点.html      另写一页，可以用浏览器打印
  --reveal              身份证号、卡号不遮盖
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

show 的选项
  --region 130100       参数按这个行政区划
  --as-of 2026-11-22    参数按这一天；不写则为今天
  --in 文件夹           参数先看这个账套目录的 参数.toml

try 的选项
  --book 账册           用账册，不写文件夹
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

}  // namespace

const std::vector<HelpText>& help_texts() {
  static const std::vector<HelpText> kTexts{
      {"", kProgram},          {"verify", kVerify},     {"law", kLaw},
      {"deadline", kDeadline}, {"explain", kExplain},   {"rules", kRules},
      {"book", kBook},         {"template", kTemplate}, {"sample", kSample}};
  return kTexts;
}

}  // namespace qingxin::cli
