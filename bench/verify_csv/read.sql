-- SPDX-License-Identifier: Apache-2.0
-- From the CSV files of a facts folder to typed tables. Variables: dir, calendar, parameters, as_of.
-- Rows dated after as_of do not exist. A row of payroll or payments that cannot be used is kept
-- aside, because it silences checks; in any other table it stops the run. Projects and workers are
-- numbered: what is joined over and over should not be text.

CREATE MACRO month_of(day) AS CAST(date_trunc('month', day) AS DATE);
CREATE MACRO is_yes(written) AS written IN ('是', '有', 'Y', '1');
CREATE MACRO rows_of(name) AS TABLE
  FROM read_csv(getvariable('dir') || '/' || name || '.csv', header = true, all_varchar = true);

CREATE TABLE parameter AS
FROM read_csv(getvariable('parameters'), header = true, all_varchar = true);
SET VARIABLE parameter = (SELECT map(list(name), list(value)) FROM parameter);
CREATE MACRO parameter(name) AS CAST(getvariable('parameter')[name] AS DECIMAL(18, 2));

-- Which days are worked, and how many working days there were up to each.
CREATE TABLE calendar AS
SELECT day, month_of(day) AS month, is_working, is_holiday, is_statutory,
       count(*) FILTER (is_working) OVER (ORDER BY day) AS worked
FROM read_csv(getvariable('calendar'), header = true, auto_detect = false,
              columns = {day: 'DATE', is_working: 'BOOLEAN', is_holiday: 'BOOLEAN',
                         is_statutory: 'BOOLEAN'});

CREATE TABLE project AS
SELECT CAST(row_number() OVER (ORDER BY 项目编号) AS INTEGER) AS project_id, 项目编号 AS written_id,
       项目名称 AS name,
       coalesce(类别, '工程项目') = '工程项目' AS is_construction,
       资金性质 AS funding, 总包单位 AS general_contractor,
       CAST(合同签订日期 AS DATE) AS contract_date,
       coalesce(需要施工许可, '是') <> '否' AS permit_required,
       CAST(施工许可日期 AS DATE) AS permit_date,
       is_yes(资金落实) AS funds_ready, is_yes(总包垫资) AS contractor_advance,
       CAST(开工日期 AS DATE) AS start_date, CAST(计划完工日期 AS DATE) AS planned_end,
       CAST(完工日期 AS DATE) AS completed,
       coalesce(状态, CASE WHEN completed <= getvariable('as_of') THEN '完工'
                           WHEN start_date <= getvariable('as_of') THEN '在建'
                           ELSE '筹备' END) AS status,
       CAST(合同额 AS DECIMAL(18, 2)) AS contract_amount,
       计量周期 AS measure_cycle, 结算办法 AS settle_method,
       CAST(人工费拨付周期月数 AS DECIMAL(6, 2)) AS labour_cycle_months,
       人工费金额 AS labour_amount, 人工费占比 AS labour_share,
       CAST(工资支付日 AS INTEGER) AS pay_day,
       coalesce(CAST(支付月偏移 AS INTEGER), 1) AS pay_month_offset,
       劳资专管员 AS labour_officer, is_yes(门禁) AS has_gate
FROM rows_of('项目');

CREATE MACRO rows_of_projects(name) AS TABLE
  SELECT project_id, rows.*
  FROM rows_of(name) AS rows
  JOIN (SELECT written_id AS 项目编号, project_id FROM project) USING (项目编号);

CREATE TABLE unit AS
SELECT project_id, 单位名称 AS name, 信用代码 AS credit_code, 类型 AS kind,
       资质 AS qualification, 登记状态 AS licence_state, 计量周期 AS measure_cycle,
       结算办法 AS settle_method, CAST(代发协议日期 AS DATE) AS agency_agreement
FROM rows_of_projects('参建单位');

CREATE TABLE account AS
SELECT project_id, 账号 AS account, 户名 AS account_name, 账户性质 AS kind,
       CAST(开户日期 AS DATE) AS opened, CAST(备案日期 AS DATE) AS filed,
       CAST(三方协议日期 AS DATE) AS agreement, CAST(销户公示日期 AS DATE) AS notice_posted,
       CAST(销户申请日期 AS DATE) AS close_requested, CAST(销户日期 AS DATE) AS closed,
       CAST(未结案件 AS INTEGER) AS open_cases, CAST(仲裁诉讼 AS INTEGER) AS open_suits
FROM rows_of_projects('专户')
WHERE opened IS NULL OR opened <= getvariable('as_of');

-- A movement without a project is that of the account's only project.
CREATE TABLE movement AS
SELECT coalesce(named.project_id, of_account.project_id) AS project_id, 账号 AS account,
       CAST(日期 AS DATE) AS day, 方向 AS direction, CAST(金额 AS DECIMAL(18, 2)) AS amount,
       类型 AS kind, 对方户名 AS counterparty, 对方账号 AS counterparty_account, 摘要 AS memo
FROM rows_of('专户流水')
LEFT JOIN (SELECT project_id, written_id FROM project) AS named ON named.written_id = 项目编号
LEFT JOIN (SELECT account, any_value(project_id) AS project_id
           FROM account GROUP BY account HAVING count(*) = 1) AS of_account
  ON of_account.account = 账号
WHERE CAST(日期 AS DATE) <= getvariable('as_of');

CREATE TABLE labour_fee AS
SELECT project_id, 期次 AS period, CAST(应拨日期 AS DATE) AS due,
       CAST(应拨金额 AS DECIMAL(18, 2)) AS amount
FROM rows_of_projects('人工费计划');

CREATE TABLE dispute AS
SELECT project_id, CAST(开始日期 AS DATE) AS opened, CAST(结束日期 AS DATE) AS ended
FROM rows_of_projects('争议')
WHERE opened <= getvariable('as_of');

CREATE TABLE deposit AS
SELECT project_id, 方式 AS form, CAST(金额 AS DECIMAL(18, 2)) AS amount,
       CAST(存储日期 AS DATE) AS stored, CAST(到期日 AS DATE) AS expires,
       免存文号 AS exemption_number, CAST(无欠薪年数 AS INTEGER) AS clean_years,
       is_yes(前两年欠薪) AS arrears_in_two_years, is_yes(失信名单) AS listed,
       CAST(同地区在建数 AS INTEGER) AS parallel_projects, CAST(动用日期 AS DATE) AS used,
       CAST(动用金额 AS DECIMAL(18, 2)) AS used_amount, CAST(补足日期 AS DATE) AS topped_up
FROM rows_of_projects('工资保证金')
WHERE stored IS NULL OR stored <= getvariable('as_of');

CREATE TABLE guarantee AS
SELECT project_id, CAST(起始日 AS DATE) AS first_day, CAST(到期日 AS DATE) AS last_day
FROM rows_of_projects('工程款支付担保');

CREATE TABLE board AS
SELECT project_id, 劳资专管员 AS labour_officer,
       CAST(最低工资标准 AS DECIMAL(18, 2)) AS minimum_wage, CAST(工资支付日 AS INTEGER) AS pay_day,
       (建设单位 || 总包及项目部 || 行业主管部门 || 主管部门投诉电话 || 监察举报电话 || 仲裁渠道
        || 法律援助渠道 || 公共法律服务热线) IS NULL AS lacks_anything, 分包 AS subcontractors
FROM rows_of_projects('维权告示牌')
WHERE 设置日期 IS NULL OR CAST(设置日期 AS DATE) <= getvariable('as_of');

CREATE TABLE stay_row AS
SELECT project_id AS written_id, employer, name, coalesce(id_kind, '居民身份证') AS id_kind, worker AS number, phone,
       coalesce(role, '工人') AS role, pay_basis, rate, agreed_pay_day, pay_method, contract_date,
       registered, entered, "left", card, card_holder
FROM read_csv(getvariable('dir') || '/花名册.csv', header = true, auto_detect = false, delim = ',',
  quote = '"', columns = {
    project_id: 'VARCHAR', employer: 'VARCHAR', team: 'VARCHAR', name: 'VARCHAR',
    id_kind: 'VARCHAR', worker: 'VARCHAR', phone: 'VARCHAR', trade: 'VARCHAR', role: 'VARCHAR',
    pay_basis: 'VARCHAR', rate: 'DECIMAL(18,2)', agreed_pay_day: 'INTEGER', pay_method: 'VARCHAR',
    contract_kind: 'VARCHAR', contract_date: 'DATE', registered: 'DATE', trained: 'DATE',
    entered: 'DATE', "left": 'DATE', settled: 'DATE', card: 'VARCHAR', bank: 'VARCHAR',
    card_holder: 'VARCHAR'})
WHERE entered <= getvariable('as_of');

CREATE TABLE payroll_row AS
SELECT project_id AS written_id, TRY_CAST(month || '-01' AS DATE) AS month, employer, name, worker AS number, days, hours,
       gross, overtime, allowances, withheld, deducted, deduction_kind,
       TRY_CAST(net AS DECIMAL(18, 2)) AS net, prepared, signed_on,
       coalesce(is_yes(is_back_pay), false) AS is_back_pay, slip_given,
       worker IS NOT NULL AND NOT regexp_matches(worker, '[.][0-9]*[eE]') AND month IS NOT NULL
         AND TRY_CAST(net AS DECIMAL(18, 2)) IS NOT NULL AS is_usable
FROM read_csv(getvariable('dir') || '/工资表.csv', header = true, auto_detect = false, delim = ',',
  quote = '"', columns = {
    project_id: 'VARCHAR', month: 'VARCHAR', employer: 'VARCHAR', name: 'VARCHAR',
    worker: 'VARCHAR', days: 'DECIMAL(5,1)', hours: 'DECIMAL(7,2)', quantity: 'VARCHAR',
    gross: 'DECIMAL(18,2)', overtime: 'DECIMAL(18,2)', allowances: 'DECIMAL(18,2)',
    withheld: 'DECIMAL(18,2)', deducted: 'DECIMAL(18,2)', deduction_kind: 'VARCHAR',
    net: 'VARCHAR', card: 'VARCHAR', prepared: 'DATE', signed_on: 'DATE', is_back_pay: 'VARCHAR',
    slip_given: 'DATE'})
WHERE coalesce(prepared <= getvariable('as_of'), true)
  AND coalesce(TRY_CAST(month || '-01' AS DATE) <= getvariable('as_of'), true);

CREATE TABLE doubled_line AS
WITH doubled AS (
  SELECT written_id, month, employer, number, is_back_pay
  FROM payroll_row WHERE is_usable GROUP BY ALL HAVING count(*) > 1)
SELECT written_id, month, employer, number, is_back_pay, count(DISTINCT payroll_row) > 1 AS differ
FROM payroll_row SEMI JOIN doubled USING (written_id, month, employer, number, is_back_pay)
WHERE is_usable
GROUP BY ALL;

CREATE TABLE payment_row AS
SELECT project_id AS written_id, TRY_CAST(month || '-01' AS DATE) AS month, worker AS number, payee, payee_account,
       amount, TRY_CAST(day AS DATE) AS day, status, source_account, coalesce(form, '') AS form,
       serial, worker IS NOT NULL AND TRY_CAST(day AS DATE) IS NOT NULL AS is_usable
FROM read_csv(getvariable('dir') || '/代发明细.csv', header = true, auto_detect = false, delim = ',',
  quote = '"', columns = {
    project_id: 'VARCHAR', month: 'VARCHAR', worker: 'VARCHAR', payee: 'VARCHAR',
    payee_account: 'VARCHAR', amount: 'DECIMAL(18,2)', day: 'VARCHAR', status: 'VARCHAR',
    source_account: 'VARCHAR', form: 'VARCHAR', serial: 'VARCHAR', reason: 'VARCHAR'})
WHERE coalesce(TRY_CAST(day AS DATE) <= getvariable('as_of'), true);

CREATE TABLE doubled_payment AS
WITH doubled AS (
  SELECT serial, status
  FROM payment_row WHERE is_usable AND serial IS NOT NULL GROUP BY ALL HAVING count(*) > 1)
SELECT serial, status, count(DISTINCT payment_row) > 1 AS differ
FROM payment_row SEMI JOIN doubled USING (serial, status)
WHERE is_usable
GROUP BY ALL;

-- ---- people ----

CREATE TABLE person AS
SELECT CAST(row_number() OVER () AS INTEGER) AS worker, number
FROM (SELECT number FROM stay_row UNION SELECT number FROM payroll_row
      UNION SELECT number FROM payment_row)
WHERE number IS NOT NULL;

CREATE TABLE stay AS
SELECT project_id, worker, stay_row.* EXCLUDE (written_id, number)
FROM stay_row JOIN person USING (number)
JOIN (SELECT project_id, written_id FROM project) USING (written_id);

-- One line per project, month, employer and worker. Of doubled lines the earlier stays, of the same
-- day the lower, cell by cell.
CREATE TABLE payroll AS
WITH kept AS (
  FROM payroll_row ANTI JOIN doubled_line USING (written_id, month, employer, number, is_back_pay)
  WHERE is_usable
  UNION ALL
  FROM (SELECT DISTINCT ON (written_id, month, employer, number, is_back_pay) *
        FROM payroll_row
        SEMI JOIN doubled_line USING (written_id, month, employer, number, is_back_pay)
        WHERE is_usable
        ORDER BY written_id, month, employer, number, is_back_pay,
                 greatest(coalesce(prepared, month), month), net, gross NULLS FIRST,
                 overtime NULLS FIRST, allowances NULLS FIRST, withheld NULLS FIRST,
                 deducted NULLS FIRST, name NULLS FIRST, days NULLS FIRST, hours NULLS FIRST,
                 signed_on NULLS FIRST, slip_given NULLS FIRST))
SELECT project_id, worker, kept.* EXCLUDE (written_id, number, prepared, is_usable)
FROM kept JOIN person USING (number)
JOIN (SELECT project_id, written_id FROM project) USING (written_id);

-- Of several rows with one serial and status, the earliest.
CREATE TABLE payment AS
WITH kept AS (
  FROM payment_row ANTI JOIN doubled_payment USING (serial, status)
  WHERE is_usable
  UNION ALL
  FROM (SELECT DISTINCT ON (serial, status) *
        FROM payment_row SEMI JOIN doubled_payment USING (serial, status)
        WHERE is_usable
        ORDER BY day, written_id, number, month, amount, payee NULLS FIRST,
                 payee_account NULLS FIRST, source_account NULLS FIRST))
SELECT project_id, worker, kept.* EXCLUDE (written_id, number, is_usable)
FROM kept JOIN person USING (number)
JOIN (SELECT project_id, written_id FROM project) USING (written_id);

-- Whose rows of which month could not be used, by the table that lost them. A worker is unknown
-- where the number itself is what cannot be read.
CREATE TABLE lost_row AS
WITH lost AS (
  SELECT 'payroll' AS lost_from, written_id, month,
         CASE WHEN NOT regexp_matches(number, '[.][0-9]*[eE]') THEN number END AS number
  FROM payroll_row WHERE NOT is_usable
  UNION
  SELECT 'payroll', written_id, month, number FROM doubled_line WHERE differ
  UNION
  SELECT 'payments', written_id, month, number FROM payment_row WHERE NOT is_usable
  UNION
  SELECT 'payments', written_id, month, number
  FROM payment_row JOIN doubled_payment USING (serial, status)
  WHERE is_usable AND differ)
SELECT lost_from, project_id, month, worker
FROM lost JOIN (SELECT project_id, written_id FROM project) USING (written_id)
LEFT JOIN person USING (number);

DROP TABLE stay_row;
DROP TABLE payroll_row;
DROP TABLE payment_row;
DROP TABLE doubled_line;
DROP TABLE doubled_payment;

-- ---- attendance ----

-- The days on which somebody was there. Who stands in no other table is numbered afterwards. The
-- optimizer does not know how long a CSV file is: it is told which side of the joins to hash.
SET disabled_optimizers = 'join_order,build_side_probe_side';

CREATE TABLE attendance AS
SELECT project.project_id, person.worker, day, hours, first_in, last_out,
       CASE WHEN person.worker IS NULL THEN row.number END AS stranger
FROM read_csv(getvariable('dir') || '/考勤.csv', header = true, auto_detect = false, delim = ',',
  quote = '"', columns = {
    written_id: 'VARCHAR', number: 'VARCHAR', day: 'DATE', hours: 'DECIMAL(4,2)',
    first_in: 'TIME', last_out: 'TIME', passes: 'INTEGER', channel: 'VARCHAR'}) AS row
JOIN project USING (written_id)
LEFT JOIN person USING (number)
WHERE day <= getvariable('as_of')
  AND coalesce(passes >= 1, hours IS NULL OR hours > 0 OR coalesce(first_in, last_out) IS NOT NULL);

RESET disabled_optimizers;

INSERT INTO person
SELECT (SELECT count(*) FROM person) + row_number() OVER (), stranger
FROM (SELECT DISTINCT stranger FROM attendance WHERE stranger IS NOT NULL);

UPDATE attendance SET worker = person.worker
FROM person WHERE attendance.worker IS NULL AND person.number = attendance.stranger;

-- What the checks do not answer stops the run instead of answering wrongly.
SELECT error('a project without a pay day, or a movement without a kind')
WHERE EXISTS (FROM project WHERE pay_day IS NULL)
   OR EXISTS (FROM movement WHERE kind IS NULL);
