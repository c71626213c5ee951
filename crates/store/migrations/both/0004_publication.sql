-- One taking-in of forms as they were approved elsewhere, to be shown to everybody once a person says so.
CREATE TABLE publication (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    received_by BIGINT NOT NULL,
    documents BIGINT NOT NULL,
    contacts BIGINT NOT NULL,
    published_at BIGINT,
    published_by BIGINT
);

-- A form of it, and all versions that were ever public. What was held back has no content here.
CREATE TABLE approved (
    id BIGINT NOT NULL PRIMARY KEY,
    publication BIGINT NOT NULL,
    path TEXT NOT NULL,
    place BIGINT NOT NULL,
    state TEXT NOT NULL,
    identifier TEXT,
    number BIGINT,
    hash TEXT,
    content TEXT,
    name TEXT NOT NULL,
    department TEXT,
    unit TEXT,
    year BIGINT,
    kind TEXT,
    why TEXT,
    published_at BIGINT,
    published_by BIGINT,
    ended_at BIGINT,
    ended_by BIGINT,
    reason TEXT,
    hidden BIGINT NOT NULL
);
CREATE INDEX approved_by_publication ON approved (publication, state, id);
CREATE INDEX approved_by_identifier ON approved (identifier, number);
CREATE INDEX approved_by_state ON approved (state, identifier);
CREATE INDEX approved_by_content ON approved (content);
