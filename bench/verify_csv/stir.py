# SPDX-License-Identifier: Apache-2.0
"""Spoils a generated county at random, by seed, so that both sides meet what no story tells:
`stir.py FROM TO SEED`. What the SQL does not answer (see README.md) is not stirred in."""
import csv
import datetime
import decimal
import pathlib
import random
import shutil
import sys

DAY = datetime.timedelta(days=1)
NO_DAY = "2026-02-30"


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", newline="") as file:
        out = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def moved(day, count):
    if day == NO_DAY:
        return day
    return str(datetime.date.fromisoformat(day) + count * DAY)


def with_changes(dice, rows, changes, rate):
    """Each row meets, rarely, one of the changes: it gives the rows that stand instead of it."""
    for row in rows:
        if dice.random() < rate:
            yield from dice.choice(changes)(dict(row))
        else:
            yield row


def setting(column, value):
    """A change of one cell; `value` is given or made from the cell."""
    def change(row):
        row[column] = value(row[column]) if callable(value) else value
        yield row
    return change


def left_out(row):
    return iter(())


def serials():
    number = 0
    while True:
        number += 1
        yield f"ST{number:08}"


def payment_changes(dice, workers, accounts, serial, had_failures):
    def amount(written, factor):
        return str((decimal.Decimal(written) * factor).quantize(decimal.Decimal("0.01")))

    def split(row):
        half = amount(row["金额"], decimal.Decimal("0.5"))
        yield row | {"金额": half}
        later = moved(row["日期"], dice.randint(0, 20))
        yield row | {"金额": half, "流水号": next(serial), "日期": later}

    def failed(row):
        yield row | {"状态": dice.choice(["失败", "退回"])}
        if dice.random() < 0.5:
            yield row | {"流水号": next(serial), "日期": moved(row["日期"], dice.randint(0, 15))}

    def taken_back(row):
        yield row
        yield row | {"状态": "退回", "日期": moved(row["日期"], dice.randint(0, 30))}

    def doubled(row):
        yield row
        yield dict(row)

    def to_somebody(row):
        other = dice.choice(workers)
        yield row | dice.choice([{"收款人": other["姓名"]}, {"收款账号": other["工资卡号"]},
                                 {"收款人": "", "收款账号": other["工资卡号"]},
                                 {"收款人": ""}, {"收款人": "", "收款账号": ""},
                                 {"收款账号": "6299999999999999999"}])

    def without_money(row):
        is_apart = (row["项目编号"], row["身份证号"]) not in had_failures
        yield row | ({"方式": dice.choice(["实物", "白条"])} if is_apart else {})

    return [left_out, split, failed, taken_back, doubled, to_somebody, without_money,
            setting("金额", lambda written: amount(written, decimal.Decimal("0.9"))),
            setting("金额", lambda written: str(decimal.Decimal(written) - decimal.Decimal("0.01"))),
            setting("日期", lambda day: moved(day, dice.randint(-10, 30))),
            setting("付款账号", lambda _: dice.choice(accounts)["账号"]), setting("付款账号", ""),
            setting("方式", lambda _: dice.choice(["现金", "银行转账", ""])),
            setting("流水号", "")]


def emptied(*columns):
    """One of the cells is empty."""
    return [setting(column, "") for column in columns]


def payroll_changes(dice):
    def deducted(row):
        taken = dice.choice(["0.01", "100.00", "1200.00", "2500.00"])
        net = str(decimal.Decimal(row["实发工资"]) - decimal.Decimal(taken))
        yield row | {"扣款": taken, "扣款类别": dice.choice(["赔偿", "其他", ""]), "实发工资": net}

    def little(row):
        pay = dice.choice(["400.00", "900.00", "1900.00", "2000.00"])
        yield row | {"应发工资": pay, "实发工资": pay, "加班工资": "0.00", "津贴": "0.00"}

    def much(row):
        pay = dice.choice(["50000.00", "50000.01", "250000.00"])
        yield row | {"应发工资": pay, "实发工资": pay}

    def back_pay(row):
        yield row
        yield row | {"补发": "是", "实发工资": "300.00"}

    def of_two_employers(row):
        yield row
        yield row | {"用工单位": "平川另一家劳务有限公司", "实发工资": "1000.00"}

    def doubled(row):
        yield row
        yield dict(row)

    return [left_out, back_pay, of_two_employers, doubled, deducted, little, much,
            *emptied("工时", "加班工资", "津贴", "代扣", "扣款", "本人确认日期", "工资清单日期"),
            setting("加班工资", lambda _: dice.choice(["0.00", "0.01", "60.00", "9000.00"])),
            setting("代扣", "50.00"), setting("本人确认日期", lambda day: moved(day, 5)),
            setting("用工单位", "平川另一家劳务有限公司"),
            setting("出勤天数", lambda _: dice.choice(["", "0.5", "15", "22.5", "40"])),
            setting("实发工资", "0.00"), setting("补发", "是"), setting("编制日期", "2026-12-01")]


def with_contradiction(column, value):
    def change(row):
        yield row
        yield row | {column: value}
    return change


# What makes a row unusable, and so silences rules: seldom, or nothing else would be judged.
UNUSABLE_PAYROLL = [setting("实发工资", "九千元"), setting("身份证号", "9.90123E+17"),
                    with_contradiction("实发工资", "1.00")]
UNUSABLE_PAYMENT = [setting("日期", NO_DAY), with_contradiction("金额", "1.00")]


def roster_changes(dice, rows):
    def wrong_digit(number):
        return number[:-1] + str((int(number[-1]) + 1) % 10) if number[-1:].isdigit() else number

    def came_twice(row):
        yield row | {"退场日期": moved(row["进场日期"], 40)}
        yield row | {"进场日期": moved(row["进场日期"], 60), "实名登记日期": "", "退场日期": ""}

    def moved_on(row):
        yield row | {"退场日期": moved("2026-09-10", dice.randint(-20, 20))}
        yield row | {"用工单位": "平川另一家劳务有限公司", "退场日期": "",
                     "进场日期": moved("2026-09-10", dice.randint(-9, 9)),
                     "计酬方式": dice.choice(["日", "时", "月", "件", ""])}

    def aged(row):
        """Another date of birth, so another number, with its check character."""
        body = row["身份证号"][:6] + dice.choice(
            ["20100815", "20080815", "20090228", "19660815", "19560101"]) + row["身份证号"][14:17]
        if not body.isdigit() or len(body) != 17:
            yield row
            return
        weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        check = "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]
        yield row | {"身份证号": body + check}

    phone = rows[0]["手机号"]
    return [left_out, came_twice, moved_on, aged,
            *emptied("手机号", "工资标准", "约定支付日", "支付方式", "计酬方式"),
            setting("手机号", phone), setting("姓名", lambda name: name + "之"),
            setting("工资标准", lambda rate: str(decimal.Decimal(rate or "200") - 10)),
            setting("计酬方式", lambda _: dice.choice(["日", "时", "月", "件"])),
            setting("岗位", lambda _: dice.choice(["项目经理", "总监"])),
            setting("合同签订日期", ""), setting("实名登记日期", ""),
            setting("合同签订日期", "2026-07-15"), setting("实名登记日期", "2026-08-15"),
            setting("退场日期", lambda _: moved("2026-12-01", -dice.randint(0, 60))),
            setting("岗位", lambda _: dice.choice(["管理人员", "总监", ""])),
            setting("工资卡号", lambda _: dice.choice(rows)["工资卡号"]), setting("工资卡号", ""),
            setting("工资卡号", wrong_digit), setting("持卡人", ""),
            setting("持卡人", lambda _: dice.choice(rows)["姓名"]),
            setting("证件类型", "护照"), setting("用工单位", "平川另一家劳务有限公司")]


def project_changes(dice):
    def day():
        return moved("2026-06-01", dice.randint(-300, 300))

    return [*emptied("需要施工许可", "施工许可日期", "资金落实", "总包垫资", "计划完工日期", "计量周期", "结算办法",
                     "人工费拨付周期月数", "人工费金额", "人工费占比", "劳资专管员", "门禁"),
            setting("需要施工许可", "否"), setting("施工许可日期", lambda _: day()),
            setting("资金落实", "否"), setting("总包垫资", "是"), setting("资金性质", "社会投资"),
            setting("计划完工日期", lambda _: day()), setting("人工费拨付周期月数", "1.5"),
            setting("劳资专管员", "别人"), setting("门禁", "否"),
            setting("合同额", lambda _: dice.choice(["2999999.99", "3000000.00", "90000000.00"])),
            setting("状态", lambda _: dice.choice(["停工", "筹备", "完工", "在建"])),
            setting("完工日期", lambda _: moved("2026-11-01", -dice.randint(0, 150))),
            setting("开工日期", ""), setting("开工日期", "2026-08-20"), setting("合同签订日期", ""),
            setting("合同签订日期", lambda _: moved("2026-10-31", -dice.randint(0, 60))),
            setting("工资支付日", lambda _: str(dice.choice([1, 20, 28, 31]))),
            setting("支付月偏移", lambda _: str(dice.choice([0, 2])))]


def unit_changes(dice):
    return [left_out,
            *emptied("信用代码", "资质", "登记状态", "计量周期", "结算办法", "代发协议日期"),
            setting("登记状态", lambda _: dice.choice(["注销", "吊销", "其他"])),
            setting("信用代码", lambda code: code[:9] + code[10:9:-1] + code[11:]),
            setting("信用代码", lambda code: code[:-1]), setting("类型", "个人"),
            setting("类型", lambda _: dice.choice(["劳务分包", "专业分包", "总承包", "监理"]))]


def account_changes(dice):
    def asked_to_close(row):
        day = moved("2026-10-01", dice.randint(0, 40))
        yield row | {"销户公示日期": day, "销户申请日期": moved(day, dice.choice([-3, 29, 30, 31, 32])),
                     "销户日期": dice.choice(["", "2026-11-20"])}

    return [left_out, asked_to_close, setting("开户日期", "2026-10-20"), setting("开户日期", ""),
            *emptied("户名", "账户性质", "备案日期", "三方协议日期"),
            setting("户名", lambda name: name.replace("（", "(").replace("农民工", " 农民工")),
            setting("户名", lambda name: name[:-1]), setting("账户性质", "一般存款账户"),
            setting("备案日期", lambda day: moved(day, dice.randint(10, 40))),
            setting("销户申请日期", "2026-11-01"), setting("销户日期", "2026-11-10"),
            lambda row: iter([row | {"未结案件": "1", "销户申请日期": "2026-11-01",
                                     "销户公示日期": "2026-09-01"}]),
            lambda row: iter([row | {"仲裁诉讼": "", "销户申请日期": "2026-11-01",
                                     "销户公示日期": "2026-09-01"}])]


def deposit_changes(dice):
    def used(row):
        day = moved("2026-10-15", dice.randint(0, 30))
        yield row | {"动用日期": day, "动用金额": dice.choice(["", "0.01", "30000.00"]),
                     "补足日期": dice.choice(["", moved(day, dice.randint(5, 25))])}

    def exempt(row):
        yield row | {"方式": "免存", "免存文号": dice.choice(["", "平人社免〔2025〕1号"]), "金额": ""}

    def renewed(row):
        yield row
        yield row | {"方式": "银行保函", "存储日期": "2026-05-06", "到期日": "2027-05-05",
                     "金额": "10000.00"}

    return [left_out, used, used, used, exempt, renewed,
            *emptied("到期日", "存储日期", "金额", "无欠薪年数", "前两年欠薪", "失信名单", "同地区在建数"),
            setting("存储日期", lambda day: moved(day or "2026-01-01", dice.randint(0, 40))),
            setting("到期日", lambda _: moved("2026-12-23", dice.randint(-40, 200))),
            setting("无欠薪年数", lambda _: dice.choice(["2", "3"])),
            setting("前两年欠薪", "是"), setting("失信名单", "是"),
            setting("同地区在建数", lambda _: dice.choice(["1", "2"])),
            setting("金额", lambda _: dice.choice(["1.00", "450000.00", "5000000.00"]))]


def guarantee_changes(dice):
    def in_two(row):
        day = moved("2026-08-01", dice.randint(-30, 30))
        yield row | {"到期日": day}
        yield row | {"起始日": moved(day, dice.choice([0, 1, 2])), "到期日": "2027-12-31"}

    return [left_out, in_two, *emptied("起始日", "到期日"),
            setting("起始日", lambda day: moved(day or "2026-01-01", dice.randint(0, 200))),
            setting("到期日", lambda _: moved("2026-11-22", dice.randint(-3, 3)))]


def board_changes(dice):
    return [left_out, *emptied("建设单位", "分包", "劳资专管员", "最低工资标准", "工资支付日", "仲裁渠道",
                               "公共法律服务热线", "位置"),
            setting("劳资专管员", "别人"), setting("最低工资标准", "1899.99"),
            setting("工资支付日", lambda _: dice.choice(["15", "20"])),
            setting("设置日期", "2026-12-01")]


def dispute_rows(dice, rows, projects):
    yield from rows
    for project in projects:
        if dice.random() < 0.3:
            day = moved("2026-06-01", dice.randint(0, 150))
            ended = dice.choice(["", moved(day, dice.randint(0, 40))])
            yield {"项目编号": project["项目编号"], "开始日期": day, "结束日期": ended, "内容": "分歧"}


def movement_changes(dice, accounts_path):
    def without_project(row):
        """Only where the account tells whose it may be."""
        accounts = {account["账号"] for account in read(accounts_path)}
        yield row | ({"项目编号": ""} if row["账号"] in accounts else {})

    return [left_out, setting("金额", "100000.00"), setting("类型", "冻结"), setting("类型", "其他"),
            setting("类型", lambda _: dice.choice(["扣划", "提现", "保证金", "工资"])),
            setting("摘要", lambda _: dice.choice(["", "工资", "货款"])), without_project,
            setting("对方账号", "6299999999999999999"), setting("对方户名", "某某"),
            setting("方向", lambda way: "支出" if way == "收入" else "收入"),
            setting("日期", lambda day: moved(day, dice.randint(-20, 40)))]


def stirred_attendance(dice, rows, projects):
    """Whole worker-months and weeks of a site go missing; some rows are about an absence, some
    days are long, some people turn up elsewhere or twice."""
    gone = {}

    def is_gone(key, rate):
        if key not in gone:
            gone[key] = dice.random() < rate
        return gone[key]

    for row in rows:
        month, week = row["日期"][:7], int(row["日期"][8:]) // 11
        if is_gone((row["项目编号"], row["身份证号"], month), 0.01):
            continue
        if is_gone((row["项目编号"], month, week), 0.05):
            continue
        if dice.random() < 0.004:
            row |= dice.choice([{"次数": "0"}, {"工时": "0", "次数": ""}, {"工时": "", "次数": ""},
                                {"工时": ""}, {"工时": "8.5"}, {"工时": "11"}, {"工时": "11.5"},
                                {"工时": "16"}, {"首次": "", "末次": ""}])
        yield row
        if dice.random() < 0.002:
            yield row | dice.choice([
                {"项目编号": dice.choice(projects)["项目编号"]},
                {"项目编号": dice.choice(projects)["项目编号"], "首次": "17:30", "末次": "23:00"},
                {"工时": "3", "首次": "19:00", "末次": "22:00"},
                {"日期": moved(row["日期"], 1)}, {"日期": moved(row["日期"], -2)}])


def stir(source, target, seed):
    dice = random.Random(seed)
    source, target = pathlib.Path(source), pathlib.Path(target)
    shutil.copytree(source, target)
    roster, accounts = read(source / "花名册.csv"), read(source / "专户.csv")
    had_failures = {(row["项目编号"], row["身份证号"]) for row in read(source / "代发明细.csv")
                    if row["状态"] != "成功"}
    payments = payment_changes(dice, roster, accounts, serials(), had_failures)
    changes = [
        ("项目", project_changes(dice), 0.5),
        ("花名册", roster_changes(dice, roster), 0.04),
        ("参建单位", unit_changes(dice), 0.1),
        ("专户", account_changes(dice), 0.3),
        ("工资保证金", deposit_changes(dice), 0.5),
        ("工程款支付担保", guarantee_changes(dice), 0.4),
        ("维权告示牌", board_changes(dice), 0.3),
        ("工资表", UNUSABLE_PAYROLL, 0.0005),
        ("工资表", payroll_changes(dice), 0.02),
        ("代发明细", UNUSABLE_PAYMENT, 0.0005),
        ("代发明细", payments, 0.04),
        ("专户流水", movement_changes(dice, target / "专户.csv"), 0.05),
        ("人工费计划", [left_out, setting("应拨金额", "900000.00"), setting("应拨日期", "2026-11-22")],
         0.1),
    ]
    for name, of_table, rate in changes:
        path = target / f"{name}.csv"
        write(path, list(with_changes(dice, read(path), of_table, rate)))
    projects = read(source / "项目.csv")
    write(target / "争议.csv", list(dispute_rows(dice, read(source / "争议.csv"), projects)))
    write(target / "考勤.csv",
          list(stirred_attendance(dice, read(source / "考勤.csv"), projects)))


if __name__ == "__main__":
    stir(*sys.argv[1:])
