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


def payroll_changes(dice):
    def back_pay(row):
        yield row
        yield row | {"补发": "是", "实发工资": "300.00"}

    def of_two_employers(row):
        yield row
        yield row | {"用工单位": "平川另一家劳务有限公司", "实发工资": "1000.00"}

    def doubled(row):
        yield row
        yield dict(row)

    return [left_out, back_pay, of_two_employers, doubled,
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

    return [left_out, came_twice,
            setting("合同签订日期", ""), setting("实名登记日期", ""),
            setting("合同签订日期", "2026-07-15"), setting("实名登记日期", "2026-08-15"),
            setting("退场日期", lambda _: moved("2026-12-01", -dice.randint(0, 60))),
            setting("岗位", lambda _: dice.choice(["管理人员", "总监", ""])),
            setting("工资卡号", lambda _: dice.choice(rows)["工资卡号"]), setting("工资卡号", ""),
            setting("工资卡号", wrong_digit), setting("持卡人", ""),
            setting("持卡人", lambda _: dice.choice(rows)["姓名"]),
            setting("证件类型", "护照"), setting("用工单位", "平川另一家劳务有限公司")]


def project_changes(dice):
    return [setting("状态", lambda _: dice.choice(["停工", "筹备", "完工", "在建"])),
            setting("完工日期", lambda _: moved("2026-11-01", -dice.randint(0, 150))),
            setting("开工日期", ""), setting("开工日期", "2026-08-20"), setting("合同签订日期", ""),
            setting("合同签订日期", lambda _: moved("2026-10-31", -dice.randint(0, 60))),
            setting("工资支付日", lambda _: str(dice.choice([1, 20, 28, 31]))),
            setting("支付月偏移", lambda _: str(dice.choice([0, 2])))]


def movement_changes(dice):
    return [left_out, setting("金额", "100000.00"), setting("类型", "冻结"), setting("类型", "其他"),
            setting("方向", lambda way: "支出" if way == "收入" else "收入"),
            setting("日期", lambda day: moved(day, dice.randint(-20, 40)))]


def stirred_attendance(dice, rows):
    """Whole worker-months and weeks of a site go missing; some rows are about an absence."""
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
        if dice.random() < 0.002:
            row |= dice.choice([{"次数": "0"}, {"工时": "0", "次数": ""}, {"工时": "", "次数": ""}])
        yield row


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
        ("专户", [left_out, setting("开户日期", "2026-10-20"), setting("开户日期", "")], 0.1),
        ("工资表", UNUSABLE_PAYROLL, 0.0005),
        ("工资表", payroll_changes(dice), 0.02),
        ("代发明细", UNUSABLE_PAYMENT, 0.0005),
        ("代发明细", payments, 0.04),
        ("专户流水", movement_changes(dice), 0.05),
        ("人工费计划", [left_out, setting("应拨金额", "900000.00"), setting("应拨日期", "2026-11-22")],
         0.1),
    ]
    for name, of_table, rate in changes:
        path = target / f"{name}.csv"
        write(path, list(with_changes(dice, read(path), of_table, rate)))
    write(target / "考勤.csv", list(stirred_attendance(dice, read(source / "考勤.csv"))))


if __name__ == "__main__":
    stir(*sys.argv[1:])
