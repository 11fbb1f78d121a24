# SPDX-License-Identifier: Apache-2.0
"""A folder with every table filled, in which no rule finds or misses anything. Rows are dicts by
Chinese header, so that a test changes one cell and says which."""
import csv
import io

from folder import A, B, Contract, card

# The working days of October 2026: the holiday ends on the 7th, Saturday the 10th is made up.
WORKED = [f"2026-10-{day:02d}" for day in (8, 9, 10, *range(12, 17), *range(19, 24),
                                           *range(26, 31))]

CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(serial):
    """An invented unified credit code of region 990123 with right check characters."""
    organisation = f"{serial:08d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    inner = (11 - sum(int(c) * w for c, w in zip(organisation, weights)) % 11) % 11
    body = "91990123" + organisation + "0123456789X"[inner]
    total = sum(CREDIT_CHARACTERS.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + CREDIT_CHARACTERS[-total % 31]


OWNER, CONTRACTOR, GANG = "平川县交通局", "平川建工", "大山劳务"
HOTLINES = ("行业主管部门", "主管部门投诉电话", "监察举报电话", "仲裁渠道", "法律援助渠道",
            "公共法律服务热线")


def project():
    return {"项目编号": "P1", "项目名称": "青石桥加固工程", "类别": "工程项目",
            "行政区划代码": "990123", "行业": "公路", "专项标签": "", "资金性质": "社会投资",
            "建设单位": OWNER, "建设单位信用代码": credit_code(1), "总包单位": CONTRACTOR,
            "总包信用代码": credit_code(2), "合同签订日期": "2026-09-01", "需要施工许可": "是",
            "施工许可日期": "2026-09-20", "资金落实": "是", "总包垫资": "否",
            "开工日期": "2026-10-01", "计划完工日期": "2027-06-30", "完工日期": "", "状态": "在建",
            "合同额": "5000000.00", "计量周期": "每月一次", "结算办法": "按月结算",
            "人工费拨付周期月数": "1", "人工费金额": "1000000.00", "人工费占比": "20%",
            "工资支付日": "15", "支付月偏移": "1", "劳资专管员": "赵六", "门禁": "有"}


def unit(name, kind, serial):
    return {"项目编号": "P1", "单位名称": name, "信用代码": credit_code(serial), "类型": kind,
            "资质": "施工劳务资质", "登记状态": "存续", "合同签订日期": "2026-09-05",
            "计量周期": "每月一次", "结算办法": "按月结算",
            "代发协议日期": "" if kind in ("建设单位", "总承包") else "2026-09-06",
            "进场日期": "2026-10-01", "退场日期": ""}


def stay(number, name, serial):
    return {"项目编号": "P1", "用工单位": CONTRACTOR, "班组": "钢筋班", "姓名": name,
            "证件类型": "居民身份证", "身份证号": number, "手机号": f"1000000{serial:04d}",
            "工种": "钢筋工", "岗位": "工人", "计酬方式": "日", "工资标准": "300.00",
            "约定支付日": "15", "支付方式": "银行转账", "合同类型": "劳动合同",
            "合同签订日期": "2026-09-30", "实名登记日期": "2026-09-30", "安全培训日期": "2026-09-30",
            "进场日期": "2026-10-01", "退场日期": "", "结清确认日期": "", "工资卡号": card(serial),
            "开户行": "平川农商行", "持卡人": name}


def line(number, name, net):
    return {"项目编号": "P1", "工资月份": "2026-10", "用工单位": CONTRACTOR, "姓名": name,
            "身份证号": number, "出勤天数": str(len(WORKED)), "工时": str(8 * len(WORKED)),
            "工作量": "", "应发工资": net, "加班工资": "0.00", "津贴": "0.00", "代扣": "",
            "扣款": "0.00", "扣款类别": "", "实发工资": net, "工资卡号": "",
            "编制日期": "2026-11-05", "本人确认日期": "2026-11-06", "补发": "",
            "工资清单日期": "2026-11-13"}


def payment(number, name, net, serial):
    return {"项目编号": "P1", "工资月份": "2026-10", "身份证号": number, "收款人": name,
            "收款账号": card(serial), "金额": net, "日期": "2026-11-13", "状态": "成功",
            "付款账号": "9900001", "方式": "专户代发", "流水号": f"S{serial}", "失败原因": ""}


def movement(day, direction, kind, serial):
    return {"账号": "9900001", "项目编号": "P1", "日期": day, "方向": direction, "金额": "11000.00",
            "类型": kind, "对方户名": OWNER if direction == "收入" else "", "对方账号": "",
            "摘要": kind, "流水号": f"M{serial}"}


def board():
    return {"项目编号": "P1", "设置日期": "2026-10-01", "位置": "大门口", "模板版本": "2026版",
            "建设单位": OWNER, "总包及项目部": CONTRACTOR, "分包": GANG, "劳资专管员": "赵六",
            "最低工资标准": "2200.00", "工资支付日": "15",
            **{header: f"{header}：0990-0000000" for header in HOTLINES}}


def whole():
    """Tables by name. A table without rows keeps the header of EMPTY."""
    return {
        "项目": [project()],
        "参建单位": [unit(OWNER, "建设单位", 1), unit(CONTRACTOR, "总承包", 2),
                     unit(GANG, "劳务分包", 3)],
        "花名册": [stay(A, "张三", 1), stay(B, "李四", 2)],
        "考勤": [{"项目编号": "P1", "身份证号": who, "日期": day, "工时": "8", "首次": "07:00",
                  "末次": "18:00", "次数": "4", "方式": "闸机"} for day in WORKED for who in (A, B)],
        "工资表": [line(A, "张三", "6000.00"), line(B, "李四", "5000.00")],
        "代发明细": [payment(A, "张三", "6000.00", 1), payment(B, "李四", "5000.00", 2)],
        "专户": [{"项目编号": "P1", "账号": "9900001",
                  "户名": "平川建工青石桥加固工程农民工工资专用账户", "账户性质": "专用存款账户",
                  "开户行": "平川农商行", "开户行所在地": "平川县", "开户日期": "2026-09-10",
                  "备案日期": "2026-09-20", "三方协议日期": "2026-09-10", "特殊标识": "是",
                  "销户公示日期": "", "销户申请日期": "", "销户日期": "", "未结案件": "0",
                  "仲裁诉讼": "0"}],
        "专户流水": [movement("2026-10-30", "收入", "人工费", 1),
                     movement("2026-11-13", "支出", "工资", 2)],
        "人工费计划": [{"项目编号": "P1", "期次": "2026-10", "应拨日期": "2026-10-30",
                        "应拨金额": "11000.00"}],
        "争议": [],
        "工资保证金": [{"项目编号": "P1", "方式": "银行保函", "金额": "75000.00",
                        "存储日期": "2026-10-10", "到期日": "2027-12-31",
                        "受益人": "平川县人力资源和社会保障局", "免存文号": "", "无欠薪年数": "0",
                        "前两年欠薪": "否", "失信名单": "否", "同地区在建数": "1", "动用日期": "",
                        "动用金额": "", "补足日期": ""}],
        "工程款支付担保": [{"项目编号": "P1", "金额": "500000.00", "起始日": "2026-09-01",
                            "到期日": "2027-12-31"}],
        "维权告示牌": [board()],
    }


EMPTY = {"争议": ["项目编号", "开始日期", "结束日期", "内容"],
         **{name: list(rows[0]) for name, rows in whole().items() if rows}}

PARAMETERS = {
    "minimum_wage": ['[[minimum_wage]]', 'region = "990123"', 'from = "2025-01-01"',
                     'month = "2200.00"', 'hour = "22.00"', 'source = "样例"'],
    "deposit": ['[deposit]', 'rate = "1.5%"', 'source = "样例"'],
}


def folder_of(tables, parameters):
    """The files of a folder, for Run."""
    files = {}
    for name, rows in tables.items():
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]) if rows else EMPTY[name], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        files[f"{name}.csv"] = text.getvalue().encode()
    files["参数.toml"] = [row for rows in parameters.values() for row in rows]
    return files


def without(tables, name, *headers):
    """The same without some columns of a table."""
    tables[name] = [{header: value for header, value in row.items() if header not in headers}
                    for row in tables[name]]
    return tables


class Whole(Contract):
    """Tests over the whole folder, with every rule that is on."""
    rules = None

    def judged(self, tables, *options, parameters=None, **more):
        files = folder_of(tables, PARAMETERS if parameters is None else parameters)
        return self.verify(files, *options, **more)

    def missing(self, run, rule, table, column=None):
        """The rule cannot be judged, for want of that table or column, and says nothing else."""
        self.assertEqual(run.findings(rule), [])
        lacks = [f["missing"] for f in run.findings(rule, verdict="missing_fact")]
        self.assertEqual(lacks, [{"table": table, "column": column}])
