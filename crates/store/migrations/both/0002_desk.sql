-- One taking-in of files.
CREATE TABLE delivery (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    returned BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    received_by BIGINT NOT NULL,
    documents BIGINT NOT NULL,
    forms BIGINT NOT NULL,
    unread BIGINT NOT NULL,
    unmatched BIGINT NOT NULL
);

CREATE TABLE document (
    id BIGINT NOT NULL PRIMARY KEY,
    delivery BIGINT NOT NULL,
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    content TEXT,
    size BIGINT NOT NULL,
    forms BIGINT NOT NULL,
    problem TEXT,
    notes TEXT
);
CREATE INDEX document_by_content ON document (content);
CREATE INDEX document_by_delivery ON document (delivery, id);

CREATE TABLE project (
    id BIGINT NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    match_name TEXT NOT NULL,
    department BIGINT NOT NULL,
    unit BIGINT NOT NULL,
    revision BIGINT NOT NULL
);
CREATE INDEX project_by_code ON project (year, code);
CREATE INDEX project_by_name ON project (year, match_name);

-- One form of a project on its way; what it says is in its versions. Names and money stand here again, so that a list needs no other table.
CREATE TABLE form (
    id BIGINT NOT NULL PRIMARY KEY,
    project BIGINT NOT NULL,
    year BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    round BIGINT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    code TEXT,
    department BIGINT NOT NULL,
    unit BIGINT NOT NULL,
    amount BIGINT,
    errors BIGINT NOT NULL,
    warnings BIGINT NOT NULL,
    hints BIGINT NOT NULL,
    inferred BIGINT NOT NULL,
    undecided BIGINT NOT NULL,
    worst BIGINT NOT NULL,
    seen_at BIGINT,
    due TEXT,
    changed_at BIGINT NOT NULL,
    revision BIGINT NOT NULL
);
CREATE INDEX form_by_code ON form (code);
CREATE INDEX form_by_amount ON form (amount);
CREATE INDEX form_by_worst ON form (year, state, worst, id);
CREATE INDEX form_by_project ON form (project, kind);
CREATE INDEX form_by_department ON form (year, department, worst, id);

CREATE TABLE version (
    id BIGINT NOT NULL PRIMARY KEY,
    form BIGINT NOT NULL,
    number BIGINT NOT NULL,
    content TEXT NOT NULL,
    document BIGINT,
    place BIGINT NOT NULL,
    cause TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    profile TEXT NOT NULL,
    as_of TEXT NOT NULL
);
CREATE INDEX version_by_content ON version (content);
CREATE INDEX version_by_form ON version (form, number);
CREATE INDEX version_by_document ON version (document);

CREATE TABLE indicator (
    version BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    horizon TEXT NOT NULL,
    class TEXT,
    level1 TEXT,
    level2 TEXT,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (version, ordinal)
);

-- Points of the version in force: leading findings, as a person sees them.
CREATE TABLE point (
    form BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    year BIGINT NOT NULL,
    fingerprint TEXT NOT NULL,
    code TEXT NOT NULL,
    class TEXT NOT NULL,
    severity BIGINT NOT NULL,
    inferred BIGINT NOT NULL,
    criterion TEXT,
    row_id TEXT,
    place TEXT,
    cell TEXT,
    message TEXT NOT NULL,
    draft TEXT NOT NULL,
    advice TEXT,
    decision TEXT,
    wording TEXT,
    decided_by BIGINT,
    decided_at BIGINT,
    ruling BIGINT,
    PRIMARY KEY (form, ordinal)
);
CREATE INDEX point_by_ruling ON point (ruling);
CREATE INDEX point_by_class ON point (year, code, class);
-- Holds all that the counts by rule ask for, so that they read no point itself.
CREATE INDEX point_by_rule ON point (year, code, inferred, severity, decision);

-- One decision for all equal points, those that come later too, until it is lifted.
CREATE TABLE ruling (
    id BIGINT NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL,
    code TEXT NOT NULL,
    class TEXT NOT NULL,
    decision TEXT NOT NULL,
    wording TEXT,
    reason TEXT,
    made_at BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    lifted_at BIGINT,
    lifted_by BIGINT
);
CREATE INDEX ruling_by_class ON ruling (year, code, class);

-- What was sent to a unit about one version of a form, and what became of it.
CREATE TABLE opinion (
    id BIGINT NOT NULL PRIMARY KEY,
    form BIGINT NOT NULL,
    version BIGINT NOT NULL,
    round BIGINT NOT NULL,
    fingerprint TEXT,
    criterion TEXT,
    row_id TEXT,
    severity BIGINT NOT NULL,
    place TEXT,
    cell TEXT,
    text TEXT NOT NULL,
    advice TEXT,
    author BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    letter BIGINT,
    outcome TEXT,
    outcome_version BIGINT
);
CREATE INDEX opinion_by_form ON opinion (form, round, id);

CREATE TABLE remark (
    id BIGINT NOT NULL PRIMARY KEY,
    form BIGINT NOT NULL,
    row_id TEXT,
    text TEXT NOT NULL,
    author BIGINT NOT NULL,
    written_at BIGINT NOT NULL
);
CREATE INDEX remark_by_form ON remark (form, id);

CREATE TABLE letter (
    id BIGINT NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL,
    department BIGINT NOT NULL,
    forms BIGINT NOT NULL,
    opinions BIGINT NOT NULL,
    due TEXT NOT NULL,
    docx TEXT NOT NULL,
    xlsx TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    sent_by BIGINT NOT NULL
);

CREATE TABLE roster (
    id BIGINT NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL,
    department TEXT NOT NULL,
    unit TEXT,
    code TEXT,
    name TEXT NOT NULL,
    amount BIGINT
);
CREATE INDEX roster_by_year ON roster (year, id);

CREATE TABLE attachment (
    id BIGINT NOT NULL PRIMARY KEY,
    project BIGINT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    size BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by BIGINT NOT NULL
);
CREATE INDEX attachment_by_project ON attachment (project, id);

-- A returned form whose project is not certain, until a person says it.
CREATE TABLE candidate (
    id BIGINT NOT NULL PRIMARY KEY,
    delivery BIGINT NOT NULL,
    document BIGINT NOT NULL,
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    amount BIGINT,
    why TEXT NOT NULL,
    forms TEXT NOT NULL,
    settled TEXT
);
CREATE INDEX candidate_by_delivery ON candidate (delivery, id);
