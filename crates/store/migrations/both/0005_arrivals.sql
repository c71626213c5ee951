-- What became of each form that was read of a file, so that a taking-in can say it form by form. The counts are those of the four lists
-- against the opinions that were sent, on the day it came back.
CREATE TABLE arrival (
    document BIGINT NOT NULL,
    place BIGINT NOT NULL,
    delivery BIGINT NOT NULL,
    form BIGINT NOT NULL,
    came TEXT NOT NULL,
    settled BIGINT NOT NULL,
    open BIGINT NOT NULL,
    fresh BIGINT NOT NULL,
    beyond BIGINT NOT NULL,
    look BIGINT NOT NULL,
    PRIMARY KEY (document, place)
);
CREATE INDEX arrival_by_delivery ON arrival (delivery, document, place);

-- Counts that lists show: by what is to be done, gravest level and money band; by rule.
DELETE FROM tally WHERE scope IN ('seen', 'state', 'level', 'band', 'code');
INSERT INTO tally (year, scope, name, forms, amount)
SELECT year, 'cell',
    CASE WHEN state <> 'received' THEN state WHEN undecided > 0 THEN 'open' ELSE 'ready' END || '.'
    || CASE WHEN errors > 0 THEN 'error' WHEN warnings > 0 THEN 'warning' WHEN hints > 0 THEN 'hint' ELSE 'clean' END || '.'
    || CASE WHEN COALESCE(amount, 0) < 10000000 THEN 'to_10' WHEN COALESCE(amount, 0) < 50000000 THEN 'to_50'
        WHEN COALESCE(amount, 0) < 200000000 THEN 'to_200' WHEN COALESCE(amount, 0) < 1000000000 THEN 'to_1000' ELSE 'over_1000' END,
    COUNT(*), SUM(COALESCE(amount, 0))
FROM form GROUP BY 1, 2, 3;
INSERT INTO tally (year, scope, name, forms, amount)
SELECT year, 'code', code || '.' || severity, COUNT(*), COUNT(CASE WHEN decision IS NULL THEN 1 END)
FROM point WHERE inferred = 0 GROUP BY 1, 2, 3;
INSERT INTO tally (year, scope, name, forms, amount)
SELECT year, 'code_forms', code, COUNT(DISTINCT form), 0
FROM point WHERE inferred = 0 GROUP BY 1, 2, 3;

-- 必改 first, then the larger money, then the more points.
UPDATE form SET worst = CASE WHEN errors > 0 THEN 2000000000000000000 ELSE 0 END
    + CASE WHEN COALESCE(amount, 0) < 0 THEN 0 WHEN COALESCE(amount, 0) > 1000000000000000 THEN 1000000000000000 ELSE COALESCE(amount, 0) END * 1000
    + CASE WHEN errors + warnings + hints > 999 THEN 999 ELSE errors + warnings + hints END;

-- The order of the queue, for what it is narrowed by: all, what is to be done, and with that the level or the department.
DROP INDEX form_by_worst;
DROP INDEX form_by_department;
CREATE INDEX form_by_worst ON form (year, worst DESC, id);
CREATE INDEX form_by_step ON form (year, (CASE WHEN state <> 'received' THEN state WHEN undecided > 0 THEN 'open' ELSE 'ready' END), worst DESC, id);
CREATE INDEX form_by_level ON form (year, (CASE WHEN state <> 'received' THEN state WHEN undecided > 0 THEN 'open' ELSE 'ready' END), (CASE WHEN errors > 0 THEN 'error' WHEN warnings > 0 THEN 'warning' WHEN hints > 0 THEN 'hint' ELSE 'clean' END), worst DESC, id);
CREATE INDEX form_by_department ON form (year, (CASE WHEN state <> 'received' THEN state WHEN undecided > 0 THEN 'open' ELSE 'ready' END), department, worst DESC, id);
CREATE INDEX point_kept ON point (form) WHERE decision = 'keep';
