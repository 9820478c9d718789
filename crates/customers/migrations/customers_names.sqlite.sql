-- Parts of names are found by marks: blind numbers under a key that rotates. marks_epoch is the key's epoch; 0 while a
-- customer has none.
ALTER TABLE customers_customer ADD COLUMN marks_epoch BIGINT NOT NULL DEFAULT 0;
CREATE INDEX customers_customer_marks ON customers_customer (marks_epoch, id);
CREATE TABLE customers_mark (
    mark        BIGINT NOT NULL,
    customer_id TEXT   NOT NULL,
    PRIMARY KEY (mark, customer_id)
) WITHOUT ROWID;
