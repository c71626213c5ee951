-- Numbers of rows come from here, so that both databases give the same ones.
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Bytes by their SHA-256: documents as they came, versions of forms, letters.
CREATE TABLE content (
    digest TEXT NOT NULL PRIMARY KEY,
    bytes BYTEA NOT NULL
);

CREATE TABLE organisation (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    parent BIGINT,
    code TEXT,
    name TEXT NOT NULL,
    match_name TEXT NOT NULL,
    closed_at BIGINT,
    revision BIGINT NOT NULL
);
CREATE INDEX organisation_by_name ON organisation (match_name);

CREATE TABLE account (
    id BIGINT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation BIGINT,
    password TEXT NOT NULL,
    password_at BIGINT NOT NULL,
    must_change BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    locked_until BIGINT,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    revision BIGINT NOT NULL
);

CREATE TABLE former_password (
    account BIGINT NOT NULL,
    password TEXT NOT NULL,
    until_at BIGINT NOT NULL
);
CREATE INDEX former_password_by_account ON former_password (account, until_at);

-- The cookie's token is kept as its digest only.
CREATE TABLE session (
    digest TEXT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL,
    secret TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX session_by_account ON session (account);

CREATE TABLE token (
    id BIGINT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX token_by_account ON token (account);

-- Every transition and every act of an administrator; each row holds the digest of the row before.
CREATE TABLE log (
    seq BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    account BIGINT,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    form BIGINT,
    before_state TEXT,
    after_state TEXT,
    content TEXT,
    detail TEXT,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL
);
CREATE INDEX log_by_form ON log (form, seq);

CREATE TABLE chain (
    name TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    digest TEXT NOT NULL
);

CREATE TABLE job (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    subject BIGINT,
    input TEXT,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    message TEXT,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT
);
CREATE INDEX job_by_state ON job (state, id);

-- Counts that pages show, kept by the statement that changes what they count.
CREATE TABLE tally (
    year BIGINT NOT NULL,
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    forms BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (year, scope, name)
);
