CREATE VIRTUAL TABLE search USING fts5 (words, tokenize = 'unicode61');
