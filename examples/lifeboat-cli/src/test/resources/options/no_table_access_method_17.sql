-- covers: option: --no-table-access-method
-- options: --no-table-access-method
-- since: 17
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE parts (id int) PARTITION BY RANGE (id) USING heap2;
-- expected
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
