CREATE TABLE search (
    rowid BIGINT NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX search_by_words ON search USING GIN (words);
